// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <QString>

class QPainter;

namespace ui::theme {

/// In the middle of a pane that has nothing to show: why, and below it what to do.
void paintPaneNotice(QPainter& painter, const QRectF& pane, const QString& sentence, const QString& advice);

} // namespace ui::theme
