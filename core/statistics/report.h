// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/field.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace core::statistics {

enum class Unit : std::uint8_t { Count, Percent, Seconds, PerSecond, Score };

struct ReportColumn {
    std::string key;   ///< of JSON, stable: "failure_rate"
    std::string title; ///< English
    Unit unit = Unit::Count;
};

/// One figure or one line of figures, with the way back to what it was counted from.
struct Row {
    std::string name;
    /// As many as the section has columns; nothing where nothing was measured.
    std::vector<std::optional<double>> values;
    /// The list that `filter` belongs to, and the number of rows that it gives there.
    filter::Scope list = filter::Scope::Call;
    std::uint64_t count = 0;
    std::string filter;
};

struct Section {
    std::string key;   ///< of JSON, stable: "responses"
    std::string title; ///< English
    /// How the figures are to be read: what they are made of and what they leave out. May be empty.
    std::string note;
    std::vector<ReportColumn> columns;
    std::vector<Row> rows;
};

/// A value: any thread.
struct Report {
    std::string filter;
    std::uint64_t messages = 0;
    std::uint64_t calls = 0;
    std::vector<Section> sections;
};

} // namespace core::statistics
