// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lists/cell_delegate.h"

#include "ui/lists/list_view.h"
#include "ui/models/paged_table_model.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QHeaderView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace ui::lists {
namespace {

using models::Cell;
using models::Elide;
using models::Ink;
using models::PagedTableModel;

QColor inkOf(const Cell& cell)
{
    const theme::Palette& c = theme::colors();
    switch (cell.ink) {
    case Ink::Text:
        return c.text;
    case Ink::Secondary:
        return c.textSecondary;
    case Ink::Tertiary:
        return c.textTertiary;
    case Ink::Status:
        return c.status(cell.status);
    case Ink::Media:
        return c.media;
    case Ink::Warning:
        return c.warning;
    }
    return c.text;
}

bool isRightAligned(const QModelIndex& index)
{
    return (index.data(Qt::TextAlignmentRole).value<Qt::Alignment>() & Qt::AlignRight) != 0;
}

Qt::TextElideMode elideOf(const QModelIndex& index)
{
    const auto elide = static_cast<Elide>(index.data(PagedTableModel::ElideRole).toInt());
    return elide == Elide::Middle ? Qt::ElideMiddle : Qt::ElideRight;
}

/// Digits must stand under each other; where the data font's do not, times and numbers use another.
const QFont& fontOf(const Cell& cell, bool isNumber)
{
    if (cell.isStrong)
        return theme::fonts().dataStrong;
    return isNumber ? theme::fonts().digits : theme::fonts().data;
}

Cell cellOf(const QModelIndex& index)
{
    const QVariant stored = index.data(PagedTableModel::CellRole);
    if (stored.isValid())
        return stored.value<Cell>();
    Cell waiting;
    waiting.text = index.data(Qt::DisplayRole).toString();
    waiting.ink = Ink::Tertiary;
    return waiting;
}

int glyphRoom()
{
    return theme::metrics().scaled(16);
}

} // namespace

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    RowLook look;
    if (const auto* view = qobject_cast<const ListView*>(option.widget)) {
        look = view->lookOf(index);
    } else {
        look.isSelected = (option.state & QStyle::State_Selected) != 0;
        look.hasViewFocus = true;
    }
    paintBackground(*painter, option.rect, index.row(), look);
    const int padding = theme::metrics().padding;
    paintCell(*painter, option.rect.adjusted(padding, 0, -padding, 0), cellOf(index), index);
}

void CellDelegate::paintBackground(QPainter& painter, const QRect& rect, int row, const RowLook& look) const
{
    const theme::Palette& c = theme::colors();
    QColor fill = row % 2 == 0 ? c.base : c.alternate;
    if (look.isSelected)
        fill = look.hasViewFocus ? c.selection : c.selectionLinked;
    else if (look.isUnderPointer)
        fill = c.hover;
    painter.fillRect(rect, fill);
    if (look.isSelected && look.isFirstColumn)
        painter.fillRect(QRect(rect.x(), rect.y(), 3, rect.height()),
                         look.hasViewFocus ? c.accent : c.lineStrong);
}

void CellDelegate::paintCell(QPainter& painter, const QRect& rect, const Cell& cell,
                             const QModelIndex& index) const
{
    if (cell.text.isEmpty() || rect.width() <= 0)
        return;
    QRect room = rect;
    if (cell.glyph != theme::Glyph::None) {
        const double side = theme::metrics().scaled(12);
        const QRectF box(room.x(), room.y() + (room.height() - side) / 2, side, side);
        theme::paintGlyph(painter, box, cell.glyph);
        room.setLeft(room.left() + glyphRoom());
        if (room.width() < theme::metrics().scaled(24))
            return; // the shape says it; a letter and dots would not
    }
    const bool isNumber = isRightAligned(index);
    const Qt::Alignment side = isNumber ? Qt::AlignRight : Qt::AlignLeft;
    painter.setFont(fontOf(cell, isNumber));
    painter.setPen(inkOf(cell));
    const QFontMetrics strong(painter.font());
    const QString text = strong.elidedText(cell.text, elideOf(index), room.width());
    painter.drawText(room, static_cast<int>(side | Qt::AlignVCenter) | Qt::TextSingleLine, text);
    if (cell.rest.isEmpty())
        return;
    room.setLeft(room.left() + strong.horizontalAdvance(text) + 4);
    if (room.width() < 12)
        return;
    painter.setFont(theme::fonts().data);
    painter.setPen(theme::colors().textSecondary);
    const QFontMetrics plain(painter.font());
    painter.drawText(room, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextSingleLine,
                     plain.elidedText(cell.rest, Qt::ElideRight, room.width()));
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const Cell cell = cellOf(index);
    int width = QFontMetrics(fontOf(cell, isRightAligned(index))).horizontalAdvance(cell.text);
    if (!cell.rest.isEmpty())
        width += QFontMetrics(theme::fonts().data).horizontalAdvance(cell.rest) + 4;
    if (cell.glyph != theme::Glyph::None)
        width += glyphRoom();
    return {width + 2 * theme::metrics().padding, theme::metrics().row};
}

bool CellDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                             const QModelIndex& index)
{
    if (event->type() != QEvent::ToolTip || sizeHint(option, index).width() <= option.rect.width()) {
        QToolTip::hideText();
        return event->type() == QEvent::ToolTip;
    }
    QToolTip::showText(event->globalPos(), index.data(Qt::ToolTipRole).toString(), view);
    return true;
}

} // namespace ui::lists
