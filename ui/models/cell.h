// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/call/call_record.h"
#include "core/call/message_record.h"
#include "ui/theme/glyphs.h"

#include <QMetaType>
#include <QString>

#include <cstdint>
#include <variant>
#include <vector>

namespace ui::models {

/// In which colour of the theme a cell's text is painted; the theme may change while the cell lives.
enum class Ink : std::uint8_t { Text, Secondary, Tertiary, Status, Media, Warning };

/// Everything that painting one table cell needs, made on the loader's thread.
struct Cell {
    QString text;
    /// After the text, in secondary ink: a reason phrase, "resent".
    QString rest;
    theme::Glyph glyph = theme::Glyph::None;
    Ink ink = Ink::Text;
    /// Class of Ink::Status.
    std::uint16_t status = 0;
    bool isStrong = false;

    [[nodiscard]] QString full() const { return rest.isEmpty() ? text : text + QLatin1Char(' ') + rest; }
};

/// One row of a list: its cells, and the record they were made of for menus and exports.
struct Row {
    std::int64_t id = 0;
    std::vector<Cell> cells;
    std::variant<std::monostate, core::call::CallRecord, core::call::MessageRecord> record;
};

/// Where a column's texts may be shortened.
enum class Elide : std::uint8_t { Right, Middle };

} // namespace ui::models

Q_DECLARE_METATYPE(ui::models::Cell)
