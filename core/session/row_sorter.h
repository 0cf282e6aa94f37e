// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/filter.h"
#include "core/session/session_table.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace core::session {

/// The rows that are set, ascending.
[[nodiscard]] std::vector<std::uint32_t> rowsOf(const filter::Bitmap& bitmap);

/// Sorts rows by what they have in a column; rows without a value come last in either order, rows with
/// equal values stay in the order in which they are.
void sortRows(std::vector<std::uint32_t>& rows, const filter::Field& field, const filter::Column& column,
              SortOrder order);

/// The same by a text per row (by position in `rows`); an empty text is no value.
void sortRows(std::vector<std::uint32_t>& rows, std::span<const std::string> texts, SortOrder order);

} // namespace core::session
