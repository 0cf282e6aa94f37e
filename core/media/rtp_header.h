// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace core::media {

/// Why bytes are no RTP packet (RFC 3550 section 5.1 and appendix A.1).
enum class RtpFault : std::uint8_t {
    None,
    TooShort,             ///< less than the fixed header of 12 bytes
    WrongVersion,         ///< version is not 2
    ControlPacket,        ///< RTCP by its packet type (RFC 5761 section 4)
    ContributorsCutShort, ///< the CSRC list ends behind the packet
    ExtensionCutShort,    ///< the header extension ends behind the packet
    PaddingInvalid,       ///< more padding than payload, or none although the bit is set
};

/// "too short", "padding invalid"; empty for None.
[[nodiscard]] std::string_view name(RtpFault fault);

/// The header of an RTP packet. Views live as long as the bytes that were parsed.
struct RtpHeader {
    std::uint32_t ssrc = 0;
    /// In units of the payload's clock.
    std::uint32_t timestamp = 0;
    std::uint16_t sequence = 0;
    std::uint8_t payloadType = 0; ///< 0 to 127
    bool isMarked = false;
    /// CSRC list as it is on the wire, four bytes each, at most 15.
    std::span<const std::byte> contributors;
    /// "Defined by profile" of the header extension; meaningful when hasExtension.
    std::uint16_t extensionProfile = 0;
    bool hasExtension = false;
    std::span<const std::byte> extension;
    /// Bytes of padding behind the payload, its own length byte included.
    std::uint8_t padding = 0;
    /// Without padding. Of a packet that the capture cut short: what is there, padding included.
    std::span<const std::byte> payload;

    [[nodiscard]] std::size_t contributorCount() const { return contributors.size() / 4; }

    /// `index` is below contributorCount().
    [[nodiscard]] std::uint32_t contributor(std::size_t index) const;
};

struct RtpParsing {
    RtpHeader header; ///< meaningful when there is no fault
    RtpFault fault = RtpFault::None;

    [[nodiscard]] explicit operator bool() const { return fault == RtpFault::None; }
};

/// Strict: what it accepts keeps every "must" of RFC 3550 section 5.1 that one packet shows. Payload types 64
/// to 95 behind a set marker bit are those of RTCP and refused. `isTruncated`: the capture holds fewer bytes
/// than were sent, so the end of the packet is not looked at.
[[nodiscard]] RtpParsing parseRtp(std::span<const std::byte> bytes, bool isTruncated = false);

/// One element of a header extension.
struct ExtensionElement {
    std::uint8_t id = 0;
    std::span<const std::byte> data;
};

/// Walks through the elements of a header extension of RFC 8285, one-byte (profile 0xBEDE) or two-byte form
/// (0x1000 to 0x100F). Nothing for another profile, and after damage.
class ExtensionReader {
public:
    explicit ExtensionReader(const RtpHeader& header);

    [[nodiscard]] std::optional<ExtensionElement> next();

private:
    enum class Form : std::uint8_t { Other, OneByte, TwoBytes };

    std::span<const std::byte> m_rest;
    Form m_form = Form::Other;
};

} // namespace core::media
