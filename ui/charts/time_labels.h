// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace ui::charts {

/// How the labels of a time axis that is `span` seconds long are written, as QDateTime::toString() takes it:
/// with as much of the date as it takes to tell neighbours apart.
[[nodiscard]] QString timeLabelFormat(double span);

/// What the height of the strip stands for: "20 msg/s", "4 msg/day"; where bars are shorter than a second,
/// how many of the messages one bar holds, because nobody has seen a second at that rate: "2 msg in 0.10 s".
[[nodiscard]] QString rateText(double perSecond, double barSeconds);

} // namespace ui::charts
