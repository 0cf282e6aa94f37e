// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace core::media {

/// The encodings that we know more about than their name.
enum class Codec : std::uint8_t {
    Unknown,
    Pcmu,
    Pcma,
    G722,
    G7221,
    G723,
    G726,
    G728,
    G729,
    Gsm,
    GsmEfr,
    GsmHr,
    Ilbc,
    Amr,
    AmrWb,
    Evs,
    Opus,
    Speex,
    Silk,
    L16,
    Qcelp,
    Dvi4,
    Lpc,
    OtherAudio,
    TelephoneEvent,
    ComfortNoise,
    Redundancy, ///< RFC 2198
    Text,       ///< T.140 (RFC 4103)
    T38,        ///< over RTP (RFC 4612)
    Video,
};

/// By the encoding name of an rtpmap, in any case: "pcmu", "telephone-event".
[[nodiscard]] Codec codecOf(std::string_view encodingName);

/// Speech or other sound that a person hears; not events, noise parameters, text, fax and video.
[[nodiscard]] bool isAudible(Codec codec);

} // namespace core::media
