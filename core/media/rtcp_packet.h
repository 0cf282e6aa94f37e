// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

// RTCP (RFC 3550 section 6, RFC 4585, RFC 3611) as views of the datagram. Nothing is copied or allocated.
namespace core::media {

/// The packet types that we name; others are read as RtcpPacket with their number.
enum class RtcpType : std::uint8_t {
    SenderReport = 200,
    ReceiverReport = 201,
    SourceDescription = 202,
    Bye = 203,
    Application = 204,
    TransportFeedback = 205,
    PayloadFeedback = 206,
    ExtendedReport = 207,
};

/// "SR", "RR", "SDES", "BYE", "APP", "RTPFB", "PSFB", "XR"; empty for others.
[[nodiscard]] std::string_view name(RtcpType type);

enum class RtcpFault : std::uint8_t {
    None,
    TooShort,         ///< no room for a header of 4 bytes
    WrongVersion,     ///< version is not 2
    TypeInvalid,      ///< a first packet that is neither of 192 to 223
    LengthInvalid,    ///< a packet ends behind the datagram
    PaddingInvalid,   ///< more padding than packet, or padding before the last packet
    ReportsCutShort,  ///< fewer report blocks than the count says
    ContentsCutShort, ///< an item, a block or a list ends behind its packet
};

/// "length invalid" and the like; empty for None.
[[nodiscard]] std::string_view name(RtcpFault fault);

/// One packet of a compound packet.
struct RtcpPacket {
    RtcpType type{};
    /// RC, SC, FMT or subtype: the five bits of the first byte.
    std::uint8_t count = 0;
    /// Behind the header of 4 bytes, without padding.
    std::span<const std::byte> body;
};

/// Takes a compound packet apart. Stops at the first fault; what was handed out before stays good.
class RtcpReader {
public:
    explicit RtcpReader(std::span<const std::byte> datagram) : m_rest(datagram) {}

    [[nodiscard]] std::optional<RtcpPacket> next();

    [[nodiscard]] RtcpFault fault() const { return m_fault; }

private:
    std::optional<RtcpPacket> fail(RtcpFault fault);

    std::span<const std::byte> m_rest;
    bool m_isFirst = true;
    bool m_sawPadding = false;
    RtcpFault m_fault = RtcpFault::None;
};

/// The check of RFC 3550 appendix A.2 over a whole datagram, also for reduced-size RTCP (RFC 5506): each
/// header is sound and the lengths add up to the datagram exactly. An SRTCP packet, which has a trailer, is
/// not.
[[nodiscard]] bool isRtcp(std::span<const std::byte> datagram);

/// RFC 3550 section 6.4.1.
struct ReportBlock {
    std::uint32_t ssrc = 0;
    std::uint8_t fractionLost = 0; ///< of 256
    std::int32_t cumulativeLost = 0;
    std::uint32_t highestSequence = 0;        ///< extended by the count of cycles
    std::uint32_t jitter = 0;                 ///< in units of the payload's clock
    std::uint32_t lastSenderReport = 0;       ///< the middle 32 bits of its NTP time; 0: none received yet
    std::uint32_t delaySinceSenderReport = 0; ///< in 1/65536 s
};

/// The report blocks of an SR or RR.
class ReportBlocks {
public:
    ReportBlocks() = default;

    explicit ReportBlocks(std::span<const std::byte> bytes) : m_bytes(bytes) {}

    [[nodiscard]] std::size_t size() const { return m_bytes.size() / blockSize; }

    /// `index` is below size().
    [[nodiscard]] ReportBlock operator[](std::size_t index) const;

    static constexpr std::size_t blockSize = 24;

private:
    std::span<const std::byte> m_bytes;
};

struct SenderInfo {
    std::uint64_t ntpTime = 0; ///< seconds since 1900 in the upper 32 bits, 1/2^32 s in the lower
    std::uint32_t rtpTimestamp = 0;
    std::uint32_t packets = 0;
    std::uint32_t octets = 0;
};

/// An SR, or an RR when `sender` is empty.
struct RtcpReport {
    std::uint32_t ssrc = 0;
    std::optional<SenderInfo> sender;
    ReportBlocks blocks;
};

/// Nothing when the packet is neither SR nor RR, or shorter than its count says.
[[nodiscard]] std::optional<RtcpReport> readReport(const RtcpPacket& packet);

/// RFC 3550 section 6.5.
enum class SdesItem : std::uint8_t { Cname = 1, Name, Email, Phone, Location, Tool, Note, Private };

struct SdesText {
    std::uint32_t ssrc = 0;
    SdesItem item{};
    /// Bytes of the sender, UTF-8 by the standard.
    std::string_view text;
};

/// Walks through the items of an SDES packet.
class SdesReader {
public:
    explicit SdesReader(const RtcpPacket& packet);

    [[nodiscard]] std::optional<SdesText> next();

    [[nodiscard]] bool failed() const { return m_failed; }

private:
    bool beginChunk();

    std::span<const std::byte> m_body;
    std::size_t m_position = 0;
    unsigned m_chunksLeft = 0;
    bool m_isInChunk = false;
    std::uint32_t m_ssrc = 0;
    bool m_failed = false;
};

struct RtcpBye {
    /// SSRCs on the wire, four bytes each.
    std::span<const std::byte> sources;
    std::string_view reason;

    [[nodiscard]] std::size_t sourceCount() const { return sources.size() / 4; }

    /// `index` is below sourceCount().
    [[nodiscard]] std::uint32_t source(std::size_t index) const;
};

[[nodiscard]] std::optional<RtcpBye> readBye(const RtcpPacket& packet);

struct RtcpApplication {
    std::uint32_t ssrc = 0;
    std::uint8_t subtype = 0;
    std::string_view name; ///< four characters
    std::span<const std::byte> data;
};

[[nodiscard]] std::optional<RtcpApplication> readApplication(const RtcpPacket& packet);

} // namespace core::media
