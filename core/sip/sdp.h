// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace core::sip {

enum class Direction : std::uint8_t { SendReceive, SendOnly, ReceiveOnly, Inactive };
/// As SDP writes it: "sendonly" (RFC 8866 section 6.7).
[[nodiscard]] std::string_view name(Direction direction);

/// One payload format of an m-line with its rtpmap (RFC 8866 section 6.6), static types filled in (RFC 3551).
struct MediaFormat {
    /// As written: "8", or "t38" for non-RTP media.
    std::string_view format;
    /// "PCMA"; empty when unknown.
    std::string_view encoding;
    std::uint32_t clockRate = 0;
    std::string_view parameters;
};

struct MediaDescription {
    std::string_view media;             ///< "audio"
    std::uint16_t port = 0;             ///< 0: rejected (RFC 3264 section 6)
    std::string_view protocol;          ///< "RTP/AVP"
    std::string_view connectionAddress; ///< of the m-line, or else of the session
    Direction direction = Direction::SendReceive;
    std::vector<MediaFormat> formats;
    /// "a=" values of this m-line in order.
    std::vector<std::string_view> attributes;
};

/// A session description (RFC 8866) as views of the text given to parse(). Tolerant: lines that are not
/// understood are skipped and make it `isMalformed`.
struct SessionDescription {
    std::string_view origin;
    std::string_view originAddress;
    std::string_view sessionVersion;
    std::string_view sessionName;
    std::string_view connectionAddress;
    std::vector<std::string_view> attributes;
    std::vector<MediaDescription> media;
    bool isMalformed = false;

    [[nodiscard]] static SessionDescription parse(std::string_view text);
};

} // namespace core::sip
