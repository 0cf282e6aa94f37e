// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/field.h"
#include "core/filter/filter_error.h"
#include "core/net/address.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace core::filter {

/// Both ends belong to it: a plain number is a range of one, 4xx is 400 to 499.
struct NumberRange {
    std::int64_t first = 0;
    std::int64_t last = 0;

    bool operator==(const NumberRange&) const = default;
};

/// Both ends belong to it and are of one family: an address is a range of one, so is a network of more.
struct AddressRange {
    net::IpAddress first;
    net::IpAddress last;

    [[nodiscard]] bool contains(const net::IpAddress& address) const
    {
        return first <= address && address <= last;
    }

    bool operator==(const AddressRange&) const = default;
};

/// Times relative to "now", the end of the session: "now - 10 min" is a range of one.
struct RelativeTimes {
    NumberRange offsets; ///< nanoseconds
};

/// What stands on the right of a comparison, in the type of the field.
using Literal = std::variant<NumberRange, std::string, AddressRange, net::Endpoint, RelativeTimes>;

/// Reads `text` (quotes and escapes already removed) as a value of the field. Otherwise returns what was
/// expected.
[[nodiscard]] std::variant<Literal, FilterMistake> readLiteral(const FieldReference& reference,
                                                               std::string_view text);

/// The range between two literals of one field, or what is wrong.
[[nodiscard]] std::variant<Literal, FilterMistake> rangeBetween(const Literal& first, const Literal& last);

/// The size field of messages, whose numbers may have a unit: "1.5 kB".
[[nodiscard]] bool isSize(const FieldReference& reference);
/// True for "kB", "KiB" and the like, which may follow a number with a space between.
[[nodiscard]] bool isSizeUnit(std::string_view text);
/// True for "s", "ms" and the like, which may follow a number with a space between.
[[nodiscard]] bool isDurationUnit(std::string_view text);
/// True for what can follow a date: "21:35:01.5".
[[nodiscard]] bool looksLikeClock(std::string_view text);

} // namespace core::filter
