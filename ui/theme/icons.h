// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

namespace ui::theme {

/// One of our line icons (resources/icons/NAME.svg), tinted with the present theme each time it is
/// painted: secondary text, accent when checked, 40 % when disabled. Sharp at any device pixel ratio.
[[nodiscard]] QIcon icon(const QString& name);

/// In one colour whatever the state, for instance the record disc.
[[nodiscard]] QIcon icon(const QString& name, QColor (*color)());

/// `size` in logical pixels.
[[nodiscard]] QPixmap iconPixmap(const QString& name, const QColor& color, int size, double devicePixelRatio);

} // namespace ui::theme
