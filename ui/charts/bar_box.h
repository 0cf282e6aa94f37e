// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QStringList>

class QPainter;

namespace ui::charts {

/// What a bar is, in a box beside the line at `x`, on the side of `room` that has more of it: `head`, and
/// below it the lines.
void paintBarBox(QPainter& painter, const QRect& room, int x, const QString& head, const QStringList& lines);

} // namespace ui::charts
