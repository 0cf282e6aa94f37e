// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/bar_keys.h"

#include <QKeyEvent>

namespace ui::charts {

std::optional<int> barForKey(const QKeyEvent& event, Qt::Orientation direction, int chosen, int last)
{
    const bool isHorizontal = direction == Qt::Horizontal;
    if (event.key() == (isHorizontal ? Qt::Key_Left : Qt::Key_Up))
        return chosen - 1;
    if (event.key() == (isHorizontal ? Qt::Key_Right : Qt::Key_Down))
        return chosen + 1;
    if (event.key() == Qt::Key_Home)
        return 0;
    if (event.key() == Qt::Key_End)
        return last;
    return std::nullopt;
}

bool opensBar(const QKeyEvent& event)
{
    return event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter || event.key() == Qt::Key_Space;
}

} // namespace ui::charts
