// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/frame_builder.h"

#include "core/base/ascii.h"

#include <algorithm>

namespace tests::support {
namespace {

constexpr std::uint8_t fragmentHeaderNumber = 44;

Bytes byte(unsigned value)
{
    return {static_cast<std::byte>(value)};
}

Bytes ipv4(const core::net::IpAddress& from, const core::net::IpAddress& to, const Transported& inner,
           const IpOptions& options)
{
    Bytes extra = options.extra;
    extra.resize((extra.size() + 3) / 4 * 4);
    const auto total = static_cast<std::uint16_t>(20 + extra.size() + inner.bytes.size());
    const unsigned fragment =
        static_cast<unsigned>(options.fragmentOffset / 8) | (options.moreFragments ? 0x2000U : 0U);
    const auto source = from.bytes();
    const auto destination = to.bytes();
    return join({byte(0x40 | static_cast<unsigned>(5 + extra.size() / 4)), byte(0), big16(total),
                 big16(options.identification), big16(static_cast<std::uint16_t>(fragment)), byte(64),
                 byte(inner.protocol), big16(0), Bytes(source.begin(), source.end()),
                 Bytes(destination.begin(), destination.end()), extra, inner.bytes});
}

Bytes ipv6(const core::net::IpAddress& from, const core::net::IpAddress& to, const Transported& inner,
           const IpOptions& options)
{
    Bytes extra = options.extra;
    std::uint8_t next = options.extra.empty() ? inner.protocol : options.firstExtension;
    if (options.fragmentOffset > 0 || options.moreFragments) {
        const auto where =
            static_cast<std::uint16_t>(options.fragmentOffset | (options.moreFragments ? 1U : 0U));
        extra = join({byte(next), byte(0), big16(where), big32(options.identification), extra});
        next = fragmentHeaderNumber;
    }
    const auto source = from.bytes();
    const auto destination = to.bytes();
    return join({hex("60000000"), big16(static_cast<std::uint16_t>(extra.size() + inner.bytes.size())),
                 byte(next), byte(64), Bytes(source.begin(), source.end()),
                 Bytes(destination.begin(), destination.end()), extra, inner.bytes});
}

} // namespace

Bytes text(std::string_view characters)
{
    const auto bytes = core::base::asBytes(characters);
    return {bytes.begin(), bytes.end()};
}

Bytes hex(std::string_view digits)
{
    Bytes bytes;
    unsigned value = 0;
    bool isHalf = false;
    for (const char digit : digits) {
        if (core::base::isLinearWhitespace(digit))
            continue;
        const char lower = core::base::toLower(digit);
        value =
            value * 16 + static_cast<unsigned>(core::base::isDigit(lower) ? lower - '0' : lower - 'a' + 10);
        if (isHalf) {
            bytes.push_back(static_cast<std::byte>(value));
            value = 0;
        }
        isHalf = !isHalf;
    }
    return bytes;
}

Bytes join(std::initializer_list<Bytes> parts)
{
    Bytes all;
    for (const Bytes& part : parts)
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

Bytes pattern(std::size_t count, unsigned seed)
{
    Bytes bytes(count);
    for (std::size_t i = 0; i < count; ++i)
        bytes[i] = static_cast<std::byte>(i * 7 + i / 251 + seed * 131);
    return bytes;
}

Bytes slice(const Bytes& bytes, std::size_t from, std::size_t count)
{
    const std::size_t begin = std::min(from, bytes.size());
    const std::size_t end = begin + std::min(count, bytes.size() - begin);
    return {bytes.begin() + static_cast<std::ptrdiff_t>(begin),
            bytes.begin() + static_cast<std::ptrdiff_t>(end)};
}

core::net::IpAddress address(std::string_view characters)
{
    return core::net::IpAddress::parse(characters).value();
}

core::net::Endpoint endpoint(std::string_view characters, std::uint16_t port)
{
    return {address(characters), port};
}

Transported udp(std::uint16_t from, std::uint16_t to, const Bytes& payload)
{
    return {17, join({big16(from), big16(to), big16(static_cast<std::uint16_t>(8 + payload.size())), big16(0),
                      payload})};
}

Transported tcp(std::uint16_t from, std::uint16_t to, std::uint32_t sequence, const Bytes& payload,
                TcpFlags flags)
{
    const unsigned bits =
        (flags.fin ? 1U : 0U) | (flags.syn ? 2U : 0U) | (flags.rst ? 4U : 0U) | (flags.ack ? 16U : 0U);
    return {6, join({big16(from), big16(to), big32(sequence), big32(0), byte(0x50), byte(bits), big16(8192),
                     big16(0), big16(0), payload})};
}

Bytes sctpData(const SctpData& data, const Bytes& payload)
{
    const unsigned flags = (data.isLast ? 1U : 0U) | (data.isFirst ? 2U : 0U) | (data.isUnordered ? 4U : 0U);
    Bytes chunk =
        join({byte(0), byte(flags), big16(static_cast<std::uint16_t>(16 + payload.size())), big32(data.tsn),
              big16(data.stream), big16(data.streamSequence), big32(data.payloadProtocol), payload});
    chunk.resize((chunk.size() + 3) / 4 * 4);
    return chunk;
}

Transported sctp(std::uint16_t from, std::uint16_t to, std::uint32_t verificationTag, const Bytes& chunks)
{
    return {132, join({big16(from), big16(to), big32(verificationTag), big32(0), chunks})};
}

Transported greFor(std::uint16_t protocol, const Bytes& payload, const Bytes& optionalWords,
                   std::uint16_t flags)
{
    return {47, join({big16(flags), big16(protocol), optionalWords, payload})};
}

Bytes ip(std::string_view from, std::string_view to, const Transported& inner, const IpOptions& options)
{
    const auto source = address(from);
    const auto destination = address(to);
    return source.isIpv6() ? ipv6(source, destination, inner, options)
                           : ipv4(source, destination, inner, options);
}

std::vector<Bytes> fragments(std::string_view from, std::string_view to, const Transported& inner,
                             std::size_t pieceSize, std::uint16_t identification)
{
    std::vector<Bytes> pieces;
    for (std::size_t offset = 0; offset < inner.bytes.size(); offset += pieceSize) {
        IpOptions options;
        options.identification = identification;
        options.fragmentOffset = offset;
        options.moreFragments = offset + pieceSize < inner.bytes.size();
        pieces.push_back(ip(from, to, {inner.protocol, slice(inner.bytes, offset, pieceSize)}, options));
    }
    return pieces;
}

Bytes ethernet(const Bytes& packet, std::uint16_t etherType)
{
    return join(
        {hex("020000000002 020000000001"), big16(etherType == 0 ? etherTypeOf(packet) : etherType), packet});
}

Bytes vlan(std::uint16_t id, const Bytes& packet, std::uint16_t etherType)
{
    return join({big16(id), big16(etherType == 0 ? etherTypeOf(packet) : etherType), packet});
}

std::uint16_t etherTypeOf(const Bytes& packet)
{
    return (packet.at(0) >> 4U) == std::byte{6} ? 0x86dd : 0x0800;
}

Bytes big16(std::uint16_t value)
{
    return {static_cast<std::byte>(value >> 8U), static_cast<std::byte>(value)};
}

Bytes big32(std::uint32_t value)
{
    return join({big16(static_cast<std::uint16_t>(value >> 16U)), big16(static_cast<std::uint16_t>(value))});
}

} // namespace tests::support
