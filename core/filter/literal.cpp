// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/literal.h"

#include "core/base/ascii.h"
#include "core/filter/quoted_text.h"
#include "core/filter/time_literal.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace core::filter {
namespace {

using Answer = std::variant<Literal, FilterMistake>;
using Code = FilterErrorCode;

Answer refuse(FilterErrorCode code)
{
    return FilterMistake{code, {}, {}};
}

Answer refuse(FilterErrorCode code, std::string_view text)
{
    return FilterMistake{code, {inQuotes(text)}, {}};
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
    const std::int64_t first = std::int64_t{text[0] - '0'} * 100;
    return NumberRange{first, first + 99};
}

struct SizeUnit {
    std::string_view name;
    std::int64_t bytes;
};

constexpr std::array sizeUnits{SizeUnit{"B", 1},          SizeUnit{"byte", 1},       SizeUnit{"bytes", 1},
                               SizeUnit{"kB", 1'000},     SizeUnit{"MB", 1'000'000}, SizeUnit{"KiB", 1'024},
                               SizeUnit{"MiB", 1'048'576}};

const SizeUnit* findSizeUnit(std::string_view name)
{
    const auto* found = std::find_if(sizeUnits.begin(), sizeUnits.end(), [&](const SizeUnit& unit) {
        return base::equalsIgnoringCase(unit.name, name);
    });
    return found == sizeUnits.end() ? nullptr : found;
}

std::optional<std::int64_t> readSize(std::string_view text)
{
    const std::size_t end = std::min(text.find_first_not_of("-.0123456789"), text.size());
    const SizeUnit* unit = findSizeUnit(base::trimmed(text.substr(end)));
    return unit == nullptr ? std::nullopt : readScaled(text.substr(0, end), unit->bytes);
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
    if (isSize(reference)) {
        if (const auto value = readSize(text))
            return number(*value);
    }
    return refuse(isStatus ? Code::NotAStatus : Code::NotAnInteger, text);
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
            return refuse(Code::Ipv4Only);
        if (reference.guard == Guard::Ipv6 && !network->address.isIpv6())
            return refuse(Code::Ipv6Only);
        return Literal{rangeOf(*network)};
    }
    if (reference.field->type == ValueType::Endpoint) {
        if (const auto endpoint = readEndpoint(text))
            return Literal{*endpoint};
        return refuse(Code::NotAnEndpoint, text);
    }
    return refuse(Code::NotAnAddress, text);
}

Answer readBoolean(std::string_view text)
{
    constexpr std::array<std::pair<std::string_view, bool>, 6> words{
        {{"true", true}, {"false", false}, {"1", true}, {"0", false}, {"yes", true}, {"no", false}}};
    for (const auto& [word, value] : words) {
        if (base::equalsIgnoringCase(word, text))
            return number(value ? 1 : 0);
    }
    return refuse(Code::NotABoolean, text);
}

} // namespace

std::variant<Literal, FilterMistake> readLiteral(const FieldReference& reference, std::string_view text)
{
    switch (typeOf(reference)) {
    case ValueType::Text:
        return Literal{std::string{text}};
    case ValueType::Integer:
        return readIntegerLiteral(reference, text);
    case ValueType::Time:
        if (const auto value = readTime(text))
            return number(*value);
        if (const auto offset = readRelativeTime(text))
            return Literal{RelativeTimes{{*offset, *offset}}};
        return refuse(Code::NotATime, text);
    case ValueType::Duration:
        if (const auto value = readDuration(text))
            return number(*value);
        return refuse(Code::NotADuration, text);
    case ValueType::Decimal:
        if (const auto value = readScaled(text, 1'000))
            return number(*value);
        return refuse(Code::NotANumber, text);
    case ValueType::Boolean:
        return readBoolean(text);
    case ValueType::Address:
    case ValueType::Endpoint:
        break;
    }
    return readAddress(reference, text);
}

std::variant<Literal, FilterMistake> rangeBetween(const Literal& first, const Literal& last)
{
    const auto* begin = std::get_if<NumberRange>(&first);
    const auto* end = std::get_if<NumberRange>(&last);
    if (begin != nullptr && end != nullptr) {
        if (end->last < begin->first)
            return refuse(Code::RangeReversed);
        return Literal{NumberRange{begin->first, end->last}};
    }
    const auto* since = std::get_if<RelativeTimes>(&first);
    const auto* until = std::get_if<RelativeTimes>(&last);
    if (since != nullptr && until != nullptr) {
        if (until->offsets.last < since->offsets.first)
            return refuse(Code::RangeReversed);
        return Literal{RelativeTimes{{since->offsets.first, until->offsets.last}}};
    }
    const auto* from = std::get_if<AddressRange>(&first);
    const auto* to = std::get_if<AddressRange>(&last);
    if (from == nullptr || to == nullptr)
        return refuse(Code::RangeImpossible);
    if (from->first.isIpv6() != to->last.isIpv6())
        return refuse(Code::RangeMixed);
    if (to->last < from->first)
        return refuse(Code::RangeReversed);
    return Literal{AddressRange{from->first, to->last}};
}

bool isSize(const FieldReference& reference)
{
    return reference.field->id == FieldId::Size;
}

bool isSizeUnit(std::string_view text)
{
    return findSizeUnit(text) != nullptr;
}

} // namespace core::filter
