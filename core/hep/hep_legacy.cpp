// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hep/hep_legacy.h"

#include "core/base/ascii.h"
#include "core/base/byte_reader.h"
#include "core/hep/hep_numbers.h"

#include <algorithm>
#include <array>

namespace core::hep {
namespace {

constexpr std::byte version1{1};
constexpr std::byte version2{2};
constexpr std::size_t nominalTimeHeaderSize = 10;
constexpr std::size_t paddedTimeHeaderSize = 12;

enum class Family { Unknown, Ipv4, Ipv6 };

/// The sender writes the AF_INET6 of its own system: Linux 10, Windows 23, OpenBSD and NetBSD 24,
/// Solaris 26, FreeBSD 28, macOS 30.
Family familyOf(std::uint8_t number)
{
    constexpr std::array<std::uint8_t, 6> ipv6Numbers{10, 23, 24, 26, 28, 30};
    if (number == 2)
        return Family::Ipv4;
    return std::ranges::find(ipv6Numbers, number) != ipv6Numbers.end() ? Family::Ipv6 : Family::Unknown;
}

bool beginsLikeSip(std::span<const std::byte> bytes)
{
    constexpr std::array<std::string_view, 15> starts{
        "SIP/2.0 ", "INVITE ", "ACK ",       "BYE ",    "CANCEL ", "REGISTER ", "OPTIONS ", "PRACK ",
        "UPDATE ",  "INFO ",   "SUBSCRIBE ", "NOTIFY ", "REFER ",  "MESSAGE ",  "PUBLISH "};
    const std::string_view text = base::asText(bytes.first(std::min<std::size_t>(bytes.size(), 16)));
    return std::ranges::any_of(starts, [text](std::string_view start) { return text.starts_with(start); });
}

struct SenderTime {
    std::uint32_t seconds = 0;
    std::uint32_t micros = 0;
    std::uint16_t captureId = 0;
};

SenderTime readLittleEndian(std::span<const std::byte> header)
{
    base::ByteReader reader{header};
    SenderTime time;
    time.seconds = reader.u32LittleEndian();
    time.micros = reader.u32LittleEndian();
    time.captureId = reader.u16LittleEndian();
    return time;
}

SenderTime readBigEndian(std::span<const std::byte> header)
{
    base::ByteReader reader{header};
    SenderTime time;
    time.seconds = reader.u32();
    time.micros = reader.u32();
    time.captureId = reader.u16();
    return time;
}

bool isPlausible(const SenderTime& time)
{
    constexpr std::uint32_t year2000 = 946'684'800;
    constexpr std::uint32_t year2100 = 4'102'444'800;
    return time.micros < microsPerSecond && time.seconds >= year2000 && time.seconds < year2100;
}

/// Senders write the time header as their processor stores it, so it is little-endian on nearly every
/// machine; a big-endian sender is told by its microseconds.
SenderTime readTime(std::span<const std::byte> header)
{
    const SenderTime little = readLittleEndian(header);
    const SenderTime big = readBigEndian(header);
    return !isPlausible(little) && isPlausible(big) ? big : little;
}

/// The structure in C ends with two bytes of padding, and every sender seen puts them on the wire with
/// undefined content. A sender that follows the text of the specification has none: then a method begins
/// two bytes earlier.
std::size_t timeHeaderSize(std::span<const std::byte> timeHeader)
{
    return beginsLikeSip(timeHeader.subspan(nominalTimeHeaderSize)) ? nominalTimeHeaderSize
                                                                    : paddedTimeHeaderSize;
}

void takeTime(std::span<const std::byte> header, HepPacket& packet)
{
    const SenderTime time = readTime(header);
    packet.captureId = time.captureId;
    if (time.seconds == 0) {
        packet.defects.add(HepDefect::TimeMissing);
        return;
    }
    if (time.micros >= microsPerSecond)
        packet.defects.add(HepDefect::TimeMalformed);
    packet.captured = base::fromSecondsAndNanoseconds(
        time.seconds, std::int64_t{std::min(time.micros, microsPerSecond - 1)} * 1000);
}

/// OpenSIPS sends 8 or 32 NUL bytes after the message.
void takePayload(std::span<const std::byte> bytes, HepPacket& packet)
{
    std::size_t size = bytes.size();
    while (size > 0 && bytes[size - 1] == std::byte{0})
        --size;
    if (size < bytes.size())
        packet.defects.add(HepDefect::TrailingBytes);
    if (size == 0)
        packet.defects.add(HepDefect::PayloadMissing);
    packet.payload = bytes.first(size);
    packet.payloadType = PayloadType::Sip;
}

} // namespace

bool isLegacyVersion(std::byte firstByte)
{
    return firstByte == version1 || firstByte == version2;
}

///      0         1          2        3          4        6        8
///   +---------+----------+--------+----------+--------+--------+---------+--------------+
///   | version | length * | family | protocol | source | dest.  | source  | destination  |
///   |  1, 2   |          |        |          | port   | port   | address | address      |
///   +---------+----------+--------+----------+--------+--------+---------+--------------+
///   version 2 goes on:  | seconds (4) | microseconds (4) | capture id (2) | padding (2) |
///
/// (*) is not read: senders disagree about what it counts, and sngrep leaves it undefined.
HepDecoding decodeLegacyHep(std::span<const std::byte> bytes)
{
    base::ByteReader reader{bytes};
    HepPacket packet;
    packet.version = reader.u8();
    reader.skip(1);
    const Family family = familyOf(reader.u8());
    packet.ipProtocol = reader.u8();
    packet.path.source.port = reader.u16();
    packet.path.destination.port = reader.u16();
    if (!reader.failed() && family == Family::Unknown)
        return {std::nullopt, HepRefusal::AddressFamilyUnknown};
    const std::size_t addressSize = family == Family::Ipv6 ? 16 : 4;
    const auto source = reader.bytes(addressSize);
    const auto destination = reader.bytes(addressSize);
    std::size_t timeSize = 0;
    if (packet.version == 2 && !reader.failed() && reader.remaining() >= nominalTimeHeaderSize)
        timeSize = std::min(timeHeaderSize(reader.rest()), reader.remaining());
    const auto time = reader.bytes(timeSize);
    if (reader.failed() || (packet.version == 2 && timeSize == 0))
        return {std::nullopt, HepRefusal::HeaderCutShort};

    const auto address = [family](std::span<const std::byte> from) {
        return family == Family::Ipv6 ? net::IpAddress::fromIpv6(from.first<16>())
                                      : net::IpAddress::fromIpv4(from.first<4>());
    };
    packet.path.source.address = address(source);
    packet.path.destination.address = address(destination);
    packet.path.transport = transportOf(packet.ipProtocol);
    if (packet.path.transport == net::Transport::Unknown)
        packet.defects.add(HepDefect::ProtocolUnknown);
    if (packet.version == 2)
        takeTime(time, packet);
    takePayload(reader.rest(), packet);
    return {packet, HepRefusal::None};
}

bool likelyLegacyHep(std::span<const std::byte> bytes)
{
    const HepDecoding decoding = decodeLegacyHep(bytes);
    return decoding.packet && beginsLikeSip(decoding.packet->payload);
}

} // namespace core::hep
