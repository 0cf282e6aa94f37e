// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/column_layout.h"

#include <algorithm>

namespace ui::windows {

ColumnLayout::ColumnLayout(int leastColumnWidth, int spacing) : m_leastColumnWidth(leastColumnWidth)
{
    setSpacing(spacing);
    setContentsMargins(0, 0, 0, 0);
}

ColumnLayout::~ColumnLayout() = default;

int ColumnLayout::columns(int width) const
{
    const auto isThere = [](const std::unique_ptr<QLayoutItem>& item) { return !item->isEmpty(); };
    const int items = std::max(1, static_cast<int>(std::ranges::count_if(m_items, isThere)));
    const int room = std::max(1, (width + spacing()) / (m_leastColumnWidth + spacing()));
    const int rows = (items + room - 1) / room;
    return (items + rows - 1) / rows;
}

int ColumnLayout::arrange(const QRect& rect, bool isMoving) const
{
    const QRect room = rect.marginsRemoved(contentsMargins());
    const int count = columns(room.width());
    const int step = room.width() + spacing(); // all columns with what follows each
    std::vector<int> ends(static_cast<std::size_t>(count), 0);
    for (const auto& item : m_items) {
        if (item->isEmpty())
            continue;
        const auto lowest = std::ranges::min_element(ends);
        const auto column = static_cast<int>(lowest - ends.begin());
        const int left = column * step / count;
        const int width = (column + 1) * step / count - spacing() - left;
        const int height =
            item->hasHeightForWidth() ? item->heightForWidth(width) : item->sizeHint().height();
        if (isMoving)
            item->setGeometry({room.left() + left, room.top() + *lowest, width, height});
        *lowest += height + spacing();
    }
    const QMargins margins = contentsMargins();
    return std::max(std::ranges::max(ends) - spacing(), 0) + margins.top() + margins.bottom();
}

int ColumnLayout::heightForWidth(int width) const
{
    return arrange({0, 0, width, 0}, false);
}

QSize ColumnLayout::sizeHint() const
{
    return minimumSize();
}

QSize ColumnLayout::minimumSize() const
{
    const QMargins margins = contentsMargins();
    return {m_leastColumnWidth + margins.left() + margins.right(), 0};
}

void ColumnLayout::addItem(QLayoutItem* item)
{
    m_items.emplace_back(item);
    invalidate();
}

int ColumnLayout::count() const
{
    return static_cast<int>(m_items.size());
}

QLayoutItem* ColumnLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[static_cast<std::size_t>(index)].get() : nullptr;
}

QLayoutItem* ColumnLayout::takeAt(int index)
{
    if (itemAt(index) == nullptr)
        return nullptr;
    QLayoutItem* item = m_items[static_cast<std::size_t>(index)].release();
    m_items.erase(m_items.begin() + index);
    invalidate();
    return item;
}

void ColumnLayout::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

} // namespace ui::windows
