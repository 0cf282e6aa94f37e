// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ascii.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

// Numbers as reports of strangers have them: "12", "-3", "4.25", also beyond what anybody measures.
namespace core::media {

[[nodiscard]] inline std::optional<double> reportedDecimal(std::string_view text)
{
    text = base::trimmed(text);
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number))
        return std::nullopt;
    return number;
}

/// Whole, as the file keeps it.
[[nodiscard]] inline std::optional<std::int64_t> reportedInteger(std::string_view text)
{
    text = base::trimmed(text);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc{} && end == text.data() + text.size())
        return number;
    const auto decimal = reportedDecimal(text);
    constexpr double largest = 9e18;
    if (!decimal || std::abs(*decimal) > largest)
        return std::nullopt;
    return static_cast<std::int64_t>(*decimal);
}

/// 32 bits, whichever sign the sender took them for.
[[nodiscard]] inline std::optional<std::uint32_t> reportedWord(std::string_view text)
{
    const auto number = reportedInteger(text);
    if (!number || *number < std::numeric_limits<std::int32_t>::min() ||
        *number > std::numeric_limits<std::uint32_t>::max())
        return std::nullopt;
    return static_cast<std::uint32_t>(*number);
}

/// Within the bounds, else nothing.
[[nodiscard]] inline std::optional<double> reportedWithin(std::string_view text, double least, double most)
{
    const auto number = reportedDecimal(text);
    return number && *number >= least && *number <= most ? number : std::nullopt;
}

/// 0 where it is none.
[[nodiscard]] inline std::uint16_t reportedPort(std::string_view text)
{
    return base::parseDecimal<std::uint16_t>(base::trimmed(text)).value_or(0);
}

} // namespace core::media
