// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/time_labels.h"

namespace ui::charts {

QString timeLabelFormat(double span)
{
    constexpr double minute = 60;
    constexpr double day = 86'400;
    if (span < 5 * minute)
        return QStringLiteral("HH:mm:ss");
    if (span < 2 * day)
        return QStringLiteral("HH:mm");
    if (span < 10 * day)
        return QStringLiteral("d MMM HH:mm");
    return span < 300 * day ? QStringLiteral("d MMM") : QStringLiteral("MMM yyyy");
}

} // namespace ui::charts
