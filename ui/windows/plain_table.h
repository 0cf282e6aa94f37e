// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAbstractItemModel;
class QTableView;
class QString;
class QWidget;

namespace ui::models {
class TextTableModel;
}

namespace ui::windows {

/// A table of few rows in the look of our lists; `name` is what a screen reader says.
[[nodiscard]] QTableView* makePlainTable(QAbstractItemModel& model, const QString& name, QWidget* parent);
/// The same, with the widths that the columns ask for.
[[nodiscard]] QTableView* makeTextTable(models::TextTableModel& model, const QString& name, QWidget* parent);

} // namespace ui::windows
