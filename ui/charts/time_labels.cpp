// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/time_labels.h"

#include "ui/adapt/format.h"

#include <QCoreApplication>

#include <cmath>

namespace ui::charts {

QString timeLabelFormat(double span)
{
    constexpr double fewSeconds = 5; // with steps below one
    constexpr double minute = 60;
    constexpr double day = 86'400;
    if (span < fewSeconds)
        return QStringLiteral("HH:mm:ss.zzz");
    if (span < 5 * minute)
        return QStringLiteral("HH:mm:ss");
    if (span < 2 * day)
        return QStringLiteral("HH:mm");
    if (span < 10 * day)
        return QStringLiteral("d MMM HH:mm");
    return span < 300 * day ? QStringLiteral("d MMM") : QStringLiteral("MMM yyyy");
}

QString rateText(double perSecond, double barSeconds)
{
    const auto number = [](double value) {
        return value < 1 ? QString::number(value, 'g', 1)
                         : adapt::count(static_cast<std::uint64_t>(std::llround(value)));
    };
    const auto tr = [](const char* text) {
        return QCoreApplication::translate("ui::charts::TimeStrip", text);
    };
    if (barSeconds < 1) {
        const std::chrono::duration<double> bar{barSeconds};
        return tr(QT_TRANSLATE_NOOP("ui::charts::TimeStrip", "%1 msg in %2"))
            .arg(number(perSecond * barSeconds),
                 adapt::duration(std::chrono::duration_cast<core::base::Duration>(bar)));
    }
    constexpr double perMinute = 60;
    constexpr double perHour = 3'600;
    constexpr double perDay = 86'400;
    if (perSecond >= 1)
        return tr(QT_TRANSLATE_NOOP("ui::charts::TimeStrip", "%1 msg/s")).arg(number(perSecond));
    if (perSecond * perMinute >= 1)
        return tr(QT_TRANSLATE_NOOP("ui::charts::TimeStrip", "%1 msg/min"))
            .arg(number(perSecond * perMinute));
    if (perSecond * perHour >= 1)
        return tr(QT_TRANSLATE_NOOP("ui::charts::TimeStrip", "%1 msg/h")).arg(number(perSecond * perHour));
    return tr(QT_TRANSLATE_NOOP("ui::charts::TimeStrip", "%1 msg/day")).arg(number(perSecond * perDay));
}

} // namespace ui::charts
