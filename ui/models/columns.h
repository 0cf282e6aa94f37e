// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/field.h"
#include "ui/adapt/format.h"
#include "ui/models/cell.h"

#include <QString>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ui::models {

/// What making cells needs beside the record.
struct CellContext {
    adapt::Zone zone = adapt::Zone::Local;
    /// Names of the sources by id - 1.
    std::vector<std::string> sources;
};

/// A record of a list, and the one above it for columns that compare.
template <typename Record>
struct CellInput {
    const Record& record;
    const Record* above = nullptr;
    const CellContext& context;
};

/// One row of a table of columns: the model, the header menu, sorting and filtering by cell all read it.
template <typename Record>
struct Column {
    /// Stable name, for stored layouts.
    const char* name;
    /// English; translated in the context "ui::models".
    const char* title;
    /// Sorting and filtering by cell; nothing: neither is possible.
    std::optional<core::filter::FieldId> field;
    /// What its cells need, at a 12 px data font.
    int width;
    Cell (*make)(const CellInput<Record>& input);
    bool isNumber = false;
    Elide elide = Elide::Right;
    bool isShown = true;
};

[[nodiscard]] std::span<const Column<core::call::CallRecord>> callColumns();
[[nodiscard]] std::span<const Column<core::call::MessageRecord>> messageColumns();

/// Translated title of a column.
[[nodiscard]] QString columnTitle(const char* english);

} // namespace ui::models
