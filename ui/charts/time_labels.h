// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace ui::charts {

/// How the labels of a time axis that is `span` seconds long are written, as QDateTime::toString() takes it:
/// with as much of the date as it takes to tell neighbours apart.
[[nodiscard]] QString timeLabelFormat(double span);

} // namespace ui::charts
