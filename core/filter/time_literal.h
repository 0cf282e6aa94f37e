// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace core::filter {

/// "12", "-0.25" times `scale`, rounded; nothing when it is no such number or too large.
[[nodiscard]] std::optional<std::int64_t> readScaled(std::string_view text, std::int64_t scale);

/// "3 s", "250ms", "1.5 min"; a bare number is seconds. Nanoseconds.
[[nodiscard]] std::optional<std::int64_t> readDuration(std::string_view text);

/// Seconds since 1970, or "2026-11-24 21:35:01.25" (UTC; also with T, Z, an offset such as +01:00, or the
/// date alone). Nanoseconds since 1970.
[[nodiscard]] std::optional<std::int64_t> readTime(std::string_view text);

/// "now", "now - 10 min", "now+5s": nanoseconds after now.
[[nodiscard]] std::optional<std::int64_t> readRelativeTime(std::string_view text);

/// True for the beginning of such a time.
[[nodiscard]] bool isNow(std::string_view text);

} // namespace core::filter
