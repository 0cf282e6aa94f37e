// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/udptl.h"

#include "core/base/byte_reader.h"

namespace core::media {
namespace {

/// A length by X.691 section 10.9: 0 to 127 in one byte, up to 16383 in two. Fragments are for longer ones
/// than fit into a datagram of fax.
std::optional<std::size_t> perLength(base::ByteReader& reader)
{
    const std::size_t first = reader.u8();
    if ((first & 0x80U) == 0)
        return first;
    if ((first & 0x40U) != 0)
        return std::nullopt;
    return (first & 0x3fU) << 8U | reader.u8();
}

/// An open type: a length and so many bytes.
std::optional<std::span<const std::byte>> openType(base::ByteReader& reader)
{
    const auto length = perLength(reader);
    if (!length)
        return std::nullopt;
    const auto bytes = reader.bytes(*length);
    return reader.failed() ? std::nullopt : std::optional{bytes};
}

bool skipSecondary(base::ByteReader& reader, UdptlPacket& packet)
{
    const auto count = perLength(reader);
    if (!count)
        return false;
    packet.secondaryCount = static_cast<std::uint32_t>(*count);
    for (std::size_t i = 0; i < *count; ++i) {
        if (!openType(reader))
            return false;
    }
    return true;
}

/// fec-npackets is an INTEGER with its own length; then the entries.
bool skipForwardCorrection(base::ByteReader& reader, UdptlPacket& packet)
{
    packet.hasForwardCorrection = true;
    if (reader.u8() != 1)
        return false;
    reader.skip(1);
    return skipSecondary(reader, packet);
}

} // namespace

///   | sequence number (2) | primary IFP: length, bytes | error recovery: choice bit, then its contents |
std::optional<UdptlPacket> parseUdptl(std::span<const std::byte> datagram, bool isTruncated)
{
    base::ByteReader reader{datagram};
    UdptlPacket packet;
    packet.sequence = reader.u16();
    if (isTruncated && datagram.size() >= udptlHeader) {
        const auto length = perLength(reader);
        return length && *length > 0 ? std::optional{packet} : std::nullopt;
    }
    const auto primary = openType(reader);
    // An IFP packet has at least its type.
    if (!primary || primary->empty())
        return std::nullopt;
    packet.primary = *primary;
    const std::uint8_t choice = reader.u8();
    if (reader.failed() || (choice != 0 && choice != 0x80))
        return std::nullopt;
    const bool isSound = choice == 0 ? skipSecondary(reader, packet) : skipForwardCorrection(reader, packet);
    if (!isSound || reader.failed() || reader.remaining() > 0)
        return std::nullopt;
    return packet;
}

} // namespace core::media
