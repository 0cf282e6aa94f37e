// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hep/chunk_text.h"

#include "core/hep/hep_chunks.h"
#include "core/hep/hep_inflate.h"
#include "core/net/address.h"
#include "core/net/wire.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace core::hep {
namespace {

enum class Form : std::uint8_t { Number, Hundredths, Address, Mac, Text, Size };

struct Entry {
    std::uint16_t type;
    std::string_view name;
    Form form;
};

/// The chunks of vendor 0 in the specification, revision 37, and one that OpenSIPS sends beyond it.
constexpr std::array table{
    Entry{0x0001, "address-family", Form::Number},
    Entry{0x0002, "ip-protocol", Form::Number},
    Entry{0x0003, "source-address", Form::Address},
    Entry{0x0004, "destination-address", Form::Address},
    Entry{0x0005, "source-address", Form::Address},
    Entry{0x0006, "destination-address", Form::Address},
    Entry{0x0007, "source-port", Form::Number},
    Entry{0x0008, "destination-port", Form::Number},
    Entry{0x0009, "time-seconds", Form::Number},
    Entry{0x000a, "time-microseconds", Form::Number},
    Entry{0x000b, "payload-type", Form::Number},
    Entry{0x000c, "capture-id", Form::Number},
    Entry{0x000d, "keep-alive-timer", Form::Number},
    Entry{0x000e, "authentication-key", Form::Size},
    Entry{0x000f, "payload", Form::Size},
    Entry{0x0010, "compressed-payload", Form::Size},
    Entry{0x0011, "correlation-id", Form::Text},
    Entry{0x0012, "vlan-id", Form::Number},
    Entry{0x0013, "node-name", Form::Text},
    Entry{0x0014, "source-mac", Form::Mac},
    Entry{0x0015, "destination-mac", Form::Mac},
    Entry{0x0016, "ether-type", Form::Number},
    Entry{0x0017, "tcp-flags", Form::Number},
    Entry{0x0018, "ip-tos", Form::Number},
    Entry{0x0020, "mos", Form::Hundredths},
    Entry{0x0021, "r-factor", Form::Number},
    Entry{0x0022, "geo-location", Form::Text},
    Entry{0x0023, "jitter", Form::Number},
    Entry{0x0024, "transaction-type", Form::Text},
    Entry{0x0025, "payload-json-keys", Form::Text},
    Entry{0x0026, "tags", Form::Text},
    Entry{0x0027, "tag-type", Form::Number},
    Entry{0x0028, "event-type", Form::Number},
    Entry{0x0029, "group-id", Form::Text},
    Entry{0x0065, "extra-correlation", Form::Text},
};

constexpr std::string_view hexDigits = "0123456789abcdef";

void appendHex(std::string& text, std::byte byte)
{
    const auto value = std::to_integer<std::size_t>(byte);
    text += hexDigits[value >> 4U];
    text += hexDigits[value & 0xfU];
}

std::string hexOf(std::span<const std::byte> bytes, std::string_view separator = {})
{
    std::string text;
    for (const std::byte byte : bytes) {
        if (!text.empty())
            text += separator;
        appendHex(text, byte);
    }
    return text;
}

std::string textOf(std::span<const std::byte> bytes)
{
    std::string text;
    for (const std::byte byte : bytes) {
        const char c = std::to_integer<char>(byte);
        if (c == '\\') {
            text += "\\\\";
        } else if (c >= ' ' && c <= '~') {
            text += c;
        } else {
            text += "\\x";
            appendHex(text, byte);
        }
    }
    return text;
}

std::uint64_t numberOf(std::span<const std::byte> bytes)
{
    std::uint64_t number = 0;
    for (const std::byte byte : bytes)
        number = number << 8U | std::to_integer<std::uint64_t>(byte);
    return number;
}

std::string hundredthsOf(std::uint64_t number)
{
    const std::string decimals = std::to_string(number % 100);
    return std::to_string(number / 100) + (decimals.size() == 1 ? ".0" : ".") + decimals;
}

/// A MAC address comes in six bytes, or as a number of eight.
std::string macOf(std::span<const std::byte> body)
{
    constexpr std::size_t macSize = 6;
    return body.size() < macSize ? hexOf(body) : hexOf(body.last(macSize), ":");
}

std::string addressOf(std::span<const std::byte> body)
{
    if (body.size() == 4)
        return net::IpAddress::fromIpv4(body.first<4>()).toString();
    if (body.size() == 16)
        return net::IpAddress::fromIpv6(body.first<16>()).toString();
    return hexOf(body);
}

std::string valueOf(Form form, std::span<const std::byte> body)
{
    const bool isNumber = !body.empty() && body.size() <= sizeof(std::uint64_t);
    switch (form) {
    case Form::Number:
        return isNumber ? std::to_string(numberOf(body)) : hexOf(body);
    case Form::Hundredths:
        return isNumber ? hundredthsOf(numberOf(body)) : hexOf(body);
    case Form::Address:
        return addressOf(body);
    case Form::Mac:
        return macOf(body);
    case Form::Text:
        return textOf(body);
    case Form::Size:
        break;
    }
    return std::to_string(body.size()) + " bytes";
}

std::string describe(const HepChunk& chunk)
{
    if (chunk.vendor == genericVendor) {
        const auto* const entry = std::ranges::find(table, chunk.type, &Entry::type);
        if (entry != table.end())
            return std::string{entry->name} + " " + valueOf(entry->form, chunk.body);
    }
    return "vendor-" + std::to_string(chunk.vendor) + "-chunk-" + std::to_string(chunk.type) + " " +
           hexOf(chunk.body);
}

std::size_t announcedLength(std::span<const std::byte> packet)
{
    constexpr std::size_t lengthAt = 4;
    return net::wire16(packet, lengthAt);
}

/// `packet` begins with a header of HEP3.
std::string describePacket(std::span<const std::byte> packet)
{
    std::string text;
    HepChunkReader chunks{packet};
    while (const auto chunk = chunks.next())
        text += describe(*chunk) + (chunk->isCutShort ? " (cut short)\n" : "\n");
    const std::size_t length = announcedLength(packet);
    if (length > packet.size())
        text += "The packet announces " + std::to_string(length - packet.size()) +
                " bytes more than there are here.\n";
    else if (chunks.isMalformed())
        text += "The rest could not be read: a chunk has an impossible length.\n";
    return text;
}

std::string describePackets(std::span<const std::byte> bytes)
{
    std::string text;
    while (bytes.size() >= hep3HeaderSize && beginsLikeHep3(bytes)) {
        if (!text.empty())
            text += '\n';
        text += describePacket(bytes);
        const std::size_t length = announcedLength(bytes);
        // A length within the header says nothing about where the next packet begins.
        if (length < hep3HeaderSize || length >= bytes.size())
            break;
        bytes = bytes.subspan(length);
    }
    return text;
}

} // namespace

std::string describeChunks(std::span<const std::byte> bytes)
{
    if (!beginsLikeGzip(bytes))
        return describePackets(bytes);
    std::vector<std::byte> unpacked;
    const Inflation inflation = inflatePayload(bytes, unpacked);
    std::string text = describePackets(unpacked);
    if (!text.empty() && inflation != Inflation::Done)
        text += "The rest could not be unpacked.\n";
    return text;
}

} // namespace core::hep
