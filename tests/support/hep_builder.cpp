// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/hep_builder.h"

#include "core/base/ascii.h"
#include "core/net/address.h"

#include <cassert>
#include <charconv>

namespace tests::support {
namespace {

using core::hep::ChunkType;

void append(Bytes& output, std::span<const std::byte> bytes)
{
    output.insert(output.end(), bytes.begin(), bytes.end());
}

void appendBigEndian(Bytes& output, std::uint64_t value, std::size_t size)
{
    for (std::size_t i = size; i-- > 0;)
        output.push_back(static_cast<std::byte>(value >> (8 * i)));
}

void appendLittleEndian(Bytes& output, std::uint64_t value, std::size_t size)
{
    for (std::size_t i = 0; i < size; ++i)
        output.push_back(static_cast<std::byte>(value >> (8 * i)));
}

void appendAddress(Bytes& output, std::string_view text)
{
    const auto address = core::net::IpAddress::parse(text);
    assert(address.has_value());
    append(output, address->bytes());
}

} // namespace

Bytes fromHex(std::string_view hex)
{
    Bytes bytes;
    for (std::size_t i = 0; i + 1 < hex.size();) {
        if (core::base::isLinearWhitespace(hex[i])) {
            ++i;
            continue;
        }
        unsigned value = 0;
        std::from_chars(hex.data() + i, hex.data() + i + 2, value, 16);
        bytes.push_back(static_cast<std::byte>(value));
        i += 2;
    }
    return bytes;
}

Bytes toBytes(std::string_view text)
{
    const auto bytes = core::base::asBytes(text);
    return {bytes.begin(), bytes.end()};
}

std::string toText(std::span<const std::byte> bytes)
{
    return std::string{core::base::asText(bytes)};
}

Bytes specificationSample()
{
    return fromHex("48 45 50 33 00 71"
                   "00 00 00 01 00 07 02  00 00 00 02 00 07 11"
                   "00 00 00 03 00 0a d4 ca 00 01  00 00 00 04 00 0a 52 74 00 d3"
                   "00 00 00 07 00 08 2e ea  00 00 00 08 00 08 13 c4"
                   "00 00 00 09 00 0a 4e 49 82 cb  00 00 00 0a 00 0a 00 01 d4 c0"
                   "00 00 00 0b 00 07 01  00 00 00 0c 00 0a 00 00 00 e4"
                   "00 00 00 0f 00 14 49 4e 56 49 54 45 20 62 6f 62 0d 0a 0d 0a");
}

Hep3Builder& Hep3Builder::chunk(std::uint16_t vendor, std::uint16_t type, std::span<const std::byte> body)
{
    appendBigEndian(m_chunks, vendor, 2);
    appendBigEndian(m_chunks, type, 2);
    appendBigEndian(m_chunks, core::hep::chunkHeaderSize + body.size(), 2);
    append(m_chunks, body);
    return *this;
}

Hep3Builder& Hep3Builder::chunkWithLength(std::uint16_t type, std::uint16_t length,
                                          std::span<const std::byte> body)
{
    appendBigEndian(m_chunks, core::hep::genericVendor, 2);
    appendBigEndian(m_chunks, type, 2);
    appendBigEndian(m_chunks, length, 2);
    append(m_chunks, body);
    return *this;
}

Hep3Builder& Hep3Builder::number(ChunkType type, std::uint64_t value, std::size_t size)
{
    Bytes body;
    appendBigEndian(body, value, size);
    return chunk(core::hep::genericVendor, static_cast<std::uint16_t>(type), body);
}

Hep3Builder& Hep3Builder::text(ChunkType type, std::string_view body)
{
    return chunk(core::hep::genericVendor, static_cast<std::uint16_t>(type), core::base::asBytes(body));
}

Hep3Builder& Hep3Builder::address(ChunkType type, std::string_view address)
{
    Bytes body;
    appendAddress(body, address);
    return chunk(core::hep::genericVendor, static_cast<std::uint16_t>(type), body);
}

Hep3Builder& Hep3Builder::usualHeader()
{
    return number(ChunkType::Family, 2, 1)
        .number(ChunkType::IpProtocol, 17, 1)
        .address(ChunkType::SourceIpv4, "192.0.2.1")
        .address(ChunkType::DestinationIpv4, "198.51.100.7")
        .number(ChunkType::SourcePort, 5060, 2)
        .number(ChunkType::DestinationPort, 5080, 2)
        .number(ChunkType::TimestampSeconds, 1'760'000'000, 4)
        .number(ChunkType::TimestampMicros, 123'456, 4)
        .number(ChunkType::PayloadType, 1, 1)
        .number(ChunkType::CaptureId, 2001, 4);
}

Hep3Builder& Hep3Builder::declaredLength(std::uint16_t length)
{
    m_declaredLength = length;
    return *this;
}

Hep3Builder& Hep3Builder::trailing(std::string_view bytes)
{
    m_trailing = toBytes(bytes);
    return *this;
}

Bytes Hep3Builder::build() const
{
    Bytes packet = toBytes("HEP3");
    appendBigEndian(packet, m_declaredLength.value_or(static_cast<std::uint16_t>(6 + m_chunks.size())), 2);
    append(packet, m_chunks);
    append(packet, m_trailing);
    return packet;
}

Bytes LegacyHep::build() const
{
    Bytes packet;
    appendBigEndian(packet, version, 1);
    appendBigEndian(packet, headerLength, 1);
    appendBigEndian(packet, family, 1);
    appendBigEndian(packet, protocol, 1);
    appendBigEndian(packet, sourcePort, 2);
    appendBigEndian(packet, destinationPort, 2);
    appendAddress(packet, source);
    appendAddress(packet, destination);
    if (version == 2) {
        const auto number = timeOrder == TimeOrder::LittleEndian ? appendLittleEndian : appendBigEndian;
        number(packet, seconds, 4);
        number(packet, micros, 4);
        number(packet, captureId, 2);
        append(packet, core::base::asBytes(padding));
    }
    append(packet, core::base::asBytes(payload));
    return packet;
}

} // namespace tests::support
