// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/cell.h"

#include <QStyledItemDelegate>

namespace ui::lists {

/// What a row's background depends on; the view answers for its own rows.
struct RowLook {
    bool isSelected = false;
    bool isUnderPointer = false;
    bool hasViewFocus = false;
    /// The first column as the user sees it carries the selection bar.
    bool isFirstColumn = false;
};

/// Paints one cell of our tables: glyph, strong text in the ink of its meaning, the rest in secondary ink,
/// numbers at the right with digits of one width. Also the row's background and selection bar.
class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// The full text, when it did not fit.
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;

private:
    void paintBackground(QPainter& painter, const QRect& rect, int row, const RowLook& look) const;
    void paintCell(QPainter& painter, const QRect& rect, const models::Cell& cell,
                   const QModelIndex& index) const;
};

} // namespace ui::lists
