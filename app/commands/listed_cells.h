// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"
#include "core/export/row_format.h"

#include <chrono>
#include <cmath>
#include <cstdint>
#include <string_view>

// Cells of the lists that have no fields to choose from.
namespace app {

[[nodiscard]] inline core::exporting::Cell textCell(std::string_view text)
{
    return {.value = text.empty() ? core::filter::Value{} : core::filter::Value{text}, .values = {}};
}

[[nodiscard]] inline core::exporting::Cell countCell(std::uint64_t number)
{
    return {
        .value = static_cast<std::int64_t>(number), .values = {}, .type = core::filter::ValueType::Integer};
}

[[nodiscard]] inline core::exporting::Cell timeCell(core::base::Timestamp time)
{
    return {.value = core::base::toNanoseconds(time), .values = {}, .type = core::filter::ValueType::Time};
}

/// With three decimals.
[[nodiscard]] inline core::exporting::Cell decimalCell(double value)
{
    return {.value = static_cast<std::int64_t>(std::llround(value * 1000)),
            .values = {},
            .type = core::filter::ValueType::Decimal};
}

[[nodiscard]] inline core::exporting::Cell durationCell(std::chrono::nanoseconds span)
{
    return {.value = std::int64_t{span.count()}, .values = {}, .type = core::filter::ValueType::Duration};
}

} // namespace app
