// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"
#include "core/net/address.h"

#include <QString>

#include <cstdint>
#include <string_view>

// Numbers and times as people read them. Digits and units are the same in every language, so that columns
// of two users can be compared; only whole words are translated.
namespace ui::adapt {

enum class Zone { Local, Utc };
enum class Precision { Milliseconds, Microseconds };

/// "14:05:32.118", "14:05:32.118 203"
[[nodiscard]] QString timeOfDay(core::base::Timestamp time, Zone zone,
                                Precision precision = Precision::Milliseconds);
/// "2026-09-14"
[[nodiscard]] QString date(core::base::Timestamp time, Zone zone);
/// "2026-09-14 14:05:32.118"
[[nodiscard]] QString dateAndTime(core::base::Timestamp time, Zone zone);
/// "Today 09:12 – 09:30", "Fri 11 Sep 08:00 – 17:42"
[[nodiscard]] QString span(core::base::Timestamp from, core::base::Timestamp to, Zone zone,
                           core::base::Timestamp now);
/// "UTC+2", "UTC"
[[nodiscard]] QString zoneName(Zone zone);

/// For table columns: "0.31 s", "21.4 s", "3:50.2", "1:02:03". Rounded down.
[[nodiscard]] QString duration(core::base::Duration value);
/// Between two messages: "2.4 ms", "500.3 ms", "1.000 s", "1:42.2".
[[nodiscard]] QString delta(core::base::Duration value);
/// The same, below a millisecond "20 µs".
[[nodiscard]] QString fineDelta(core::base::Duration value);
/// In words: "17 min 20 s", "9 h 42 min", "24 h", "45 s".
[[nodiscard]] QString longDuration(core::base::Duration value);

/// "18,402" with the separator of the locale.
[[nodiscard]] QString count(std::uint64_t number);
/// "640 KiB", "5.1 MiB", "1.9 GiB"
[[nodiscard]] QString size(std::uint64_t bytes);
/// "13.2" for small, "1,284" for large rates.
[[nodiscard]] QString rate(double perSecond);

[[nodiscard]] QString endpoint(const core::net::Endpoint& endpoint);
/// A file without its folders; interfaces and URLs as they are.
[[nodiscard]] QString sourceName(std::string_view name);
/// "UDP"
[[nodiscard]] QString transport(core::net::Transport transport);

} // namespace ui::adapt
