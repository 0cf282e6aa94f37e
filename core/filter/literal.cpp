// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/literal.h"

#include "core/base/ascii.h"
#include "core/filter/time_literal.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace core::filter {
namespace {

using Answer = std::variant<Literal, std::string>;

std::string quoted(std::string_view text)
{
    constexpr std::size_t longest = 60;
    return '\'' + std::string{text.substr(0, longest)} + (text.size() > longest ? "...'" : "'");
}

Answer refuse(std::string sentence)
{
    return Answer{std::in_place_index<1>, std::move(sentence)};
}

Answer number(std::int64_t value)
{
    return Literal{NumberRange{value, value}};
}

std::optional<std::int64_t> readInteger(std::string_view text)
{
    const bool isHexadecimal = base::startsWithIgnoringCase(text, "0x");
    const char* begin = text.data() + (isHexadecimal ? 2 : 0);
    const char* end = text.data() + text.size();
    std::int64_t value = 0;
    const auto [stop, error] = std::from_chars(begin, end, value, isHexadecimal ? 16 : 10);
    if (begin == end || error != std::errc{} || stop != end)
        return std::nullopt;
    return value;
}

/// "4xx"
std::optional<NumberRange> readStatusClass(std::string_view text)
{
    if (text.size() != 3 || text[0] < '1' || text[0] > '9' || !base::equalsIgnoringCase(text.substr(1), "xx"))
        return std::nullopt;
    const std::int64_t first = (text[0] - '0') * 100;
    return NumberRange{first, first + 99};
}

Answer readIntegerLiteral(const FieldReference& reference, std::string_view text)
{
    const bool isStatus =
        reference.field->id == FieldId::Status || reference.field->id == FieldId::CallFinalStatus;
    if (isStatus) {
        if (const auto statusClass = readStatusClass(text))
            return Literal{*statusClass};
    }
    if (const auto value = readInteger(text))
        return number(*value);
    return refuse(quoted(text) +
                  (isStatus ? " is no status code; write for instance 486 or 4xx" : " is no whole number"));
}

AddressRange rangeOf(const net::IpNetwork& network)
{
    std::array<std::byte, 16> first{};
    std::array<std::byte, 16> last{};
    const auto bytes = network.address.bytes();
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto kept = std::clamp<std::ptrdiff_t>(
            static_cast<std::ptrdiff_t>(network.prefixLength) - static_cast<std::ptrdiff_t>(8 * i), 0, 8);
        const auto hostBits = static_cast<std::byte>(0xFFU >> static_cast<unsigned>(kept));
        first[i] = bytes[i] & ~hostBits;
        last[i] = bytes[i] | hostBits;
    }
    if (network.address.isIpv6())
        return {net::IpAddress::fromIpv6(first), net::IpAddress::fromIpv6(last)};
    return {net::IpAddress::fromIpv4(std::span<const std::byte, 4>{first.data(), 4}),
            net::IpAddress::fromIpv4(std::span<const std::byte, 4>{last.data(), 4})};
}

std::optional<net::Endpoint> readEndpoint(std::string_view text)
{
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos)
        return std::nullopt;
    std::string_view host = text.substr(0, colon);
    const bool hasBrackets = host.starts_with('[') && host.ends_with(']');
    if (hasBrackets)
        host = host.substr(1, host.size() - 2);
    const auto address = net::IpAddress::parse(host);
    const auto port = base::parseDecimal<std::uint16_t>(text.substr(colon + 1));
    if (!address || !port || address->isIpv6() != hasBrackets)
        return std::nullopt;
    return net::Endpoint{*address, *port};
}

Answer readAddress(const FieldReference& reference, std::string_view text)
{
    std::string_view bare = text;
    if (bare.starts_with('[') && bare.ends_with(']'))
        bare = bare.substr(1, bare.size() - 2);
    if (const auto network = net::IpNetwork::parse(bare)) {
        if (reference.guard == Guard::Ipv4 && network->address.isIpv6())
            return refuse("this field holds IPv4 addresses only; use ipv6.addr, src.ip or dst.ip");
        if (reference.guard == Guard::Ipv6 && !network->address.isIpv6())
            return refuse("this field holds IPv6 addresses only; use ip.addr, src.ip or dst.ip");
        return Literal{rangeOf(*network)};
    }
    if (reference.field->type == ValueType::Endpoint) {
        if (const auto endpoint = readEndpoint(text))
            return Literal{*endpoint};
        return refuse(quoted(text) +
                      " is no address; write for instance 10.0.0.1, 10.0.0.1:5060 or 10.0.0.0/8");
    }
    return refuse(quoted(text) + " is no IP address or network; write for instance 10.0.0.1 or 10.0.0.0/8");
}

Answer readBoolean(std::string_view text)
{
    constexpr std::array<std::pair<std::string_view, bool>, 6> words{
        {{"true", true}, {"false", false}, {"1", true}, {"0", false}, {"yes", true}, {"no", false}}};
    for (const auto& [word, value] : words) {
        if (base::equalsIgnoringCase(word, text))
            return number(value ? 1 : 0);
    }
    return refuse(quoted(text) + " is neither true nor false");
}

} // namespace

std::variant<Literal, std::string> readLiteral(const FieldReference& reference, std::string_view text)
{
    switch (typeOf(reference)) {
    case ValueType::Text:
        return Literal{std::string{text}};
    case ValueType::Integer:
        return readIntegerLiteral(reference, text);
    case ValueType::Time:
        if (const auto value = readTime(text))
            return number(*value);
        return refuse(quoted(text) +
                      " is no time; write seconds since 1970 or \"2026-11-24 21:35:01\" (UTC)");
    case ValueType::Duration:
        if (const auto value = readDuration(text))
            return number(*value);
        return refuse(quoted(text) + " is no duration; write for instance 3 s or 250 ms");
    case ValueType::Decimal:
        if (const auto value = readScaled(text, 1'000))
            return number(*value);
        return refuse(quoted(text) + " is no number");
    case ValueType::Address:
    case ValueType::Endpoint:
        return readAddress(reference, text);
    case ValueType::Boolean:
        return readBoolean(text);
    }
    return refuse("this field cannot be compared");
}

std::variant<Literal, std::string> rangeBetween(const Literal& first, const Literal& last)
{
    if (const auto* from = std::get_if<NumberRange>(&first)) {
        const auto& to = std::get<NumberRange>(last);
        if (to.last < from->first)
            return refuse("the range ends before it begins");
        return Literal{NumberRange{from->first, to.last}};
    }
    const auto* from = std::get_if<AddressRange>(&first);
    const auto* to = std::get_if<AddressRange>(&last);
    if (from == nullptr || to == nullptr)
        return refuse("ranges are for numbers, times and addresses");
    if (from->first.isIpv6() != to->last.isIpv6())
        return refuse("the range begins with one kind of address and ends with another");
    if (to->last < from->first)
        return refuse("the range ends before it begins");
    return Literal{AddressRange{from->first, to->last}};
}

} // namespace core::filter
