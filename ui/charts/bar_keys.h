// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qnamespace.h>

#include <optional>

class QKeyEvent;

namespace ui::charts {

/// The bar that a key leads to from `chosen`: its neighbours by the arrows along `direction`, the first by
/// Home, `last` by End. It may be one beyond either end. Nothing for other keys.
[[nodiscard]] std::optional<int> barForKey(const QKeyEvent& event, Qt::Orientation direction, int chosen,
                                           int last);

/// Return, Enter or Space: what is chosen shall open.
[[nodiscard]] bool opensBar(const QKeyEvent& event);

} // namespace ui::charts
