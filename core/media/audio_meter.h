// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"
#include "core/media/codec.h"
#include "core/media/dtmf_detector.h"
#include "core/media/rtp_header.h"
#include "core/media/silence_meter.h"

#include <cstdint>
#include <span>
#include <string>

namespace core::media {

/// Digits of a stream that are kept; a stranger may dial for hours.
inline constexpr std::size_t mostDigits = 128;

/// What is to be heard in a G.711 stream: silence, and digits dialled in the sound. Of fixed size, but for
/// the digits. One thread.
class AudioMeter {
public:
    /// Whether the sound of packets can be judged: PCMU and PCMA.
    [[nodiscard]] static bool canHear(Codec codec) { return codec == Codec::Pcmu || codec == Codec::Pcma; }

    /// `codec` is one that can be heard.
    explicit AudioMeter(Codec codec);

    /// The next packet of such a codec; what came before, or comes late, is left out.
    void add(const RtpHeader& header, Codec codec, base::Timestamp captured);

    /// The stream has ended: a digit that is still heard ends too.
    void finish();

    [[nodiscard]] const SilenceMeter& silence() const { return m_silence; }

    /// "12#"; at most mostDigits.
    [[nodiscard]] const std::string& digits() const { return m_digits; }

private:
    void listen(std::span<const std::byte> payload, CompandingLaw law, base::Timestamp captured);
    void keep(char digit);

    SilenceMeter m_silence;
    DtmfDetector m_detector;
    std::string m_digits;
    std::uint16_t m_lastSequence = 0;
    bool m_hasPacket = false;
};

} // namespace core::media
