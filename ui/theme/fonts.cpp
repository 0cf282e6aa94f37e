// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/fonts.h"

#include <QFontDatabase>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QStringList>

#include <algorithm>

namespace ui::theme {
namespace {

QString firstInstalled(const QStringList& wanted)
{
    const QStringList installed = QFontDatabase::families();
    for (const QString& family : wanted) {
        if (installed.contains(family))
            return family;
    }
    return {};
}

/// A generic name such as "Sans Serif" leaves the choice to fontconfig, which may choose differently per
/// glyph; we name the family that our pictures were drawn with where it is there.
QString interfaceFamily()
{
    const QString system = QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
    if (QFontDatabase::families().contains(system))
        return system;
    const QString fallback = firstInstalled({QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans")});
    return fallback.isEmpty() ? system : fallback;
}

QString fixedFamily()
{
    const QString system = QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
    if (QFontDatabase::families().contains(system))
        return system;
    const QString fallback = firstInstalled(
        {QStringLiteral("JetBrains Mono"), QStringLiteral("Cascadia Mono"), QStringLiteral("Noto Sans Mono"),
         QStringLiteral("DejaVu Sans Mono"), QStringLiteral("Liberation Mono")});
    return fallback.isEmpty() ? system : fallback;
}

QFont sized(const QString& family, double points, int weight = QFont::Normal)
{
    QFont font(family);
    font.setPointSizeF(std::max(points, 8.0));
    font.setWeight(static_cast<QFont::Weight>(weight));
    return font;
}

QFont fixedSized(const QString& family, double points, int weight = QFont::Normal)
{
    QFont font = sized(family, points, weight);
    font.setStyleHint(QFont::Monospace);
    font.setFixedPitch(true);
    // Bytes are shown as they are: no ligature may turn "->" or "==" into one sign.
    font.setStyleStrategy(QFont::PreferNoShaping);
    return font;
}

bool hasTabularDigits(const QFont& font)
{
    const QFontMetricsF metrics(font);
    const double zero = metrics.horizontalAdvance(u'0');
    for (char16_t digit = u'1'; digit <= u'9'; ++digit) {
        if (std::abs(metrics.horizontalAdvance(QChar(digit)) - zero) > 0.01)
            return false;
    }
    return true;
}

} // namespace

Fonts Fonts::make(double basePoints, const QString& family)
{
    const QFont system = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    const double size = basePoints > 0 ? basePoints : std::max(system.pointSizeF(), 8.0);
    const QString plain = family.isEmpty() ? interfaceFamily() : family;
    const QString mono = fixedFamily();

    Fonts fonts;
    fonts.ui = sized(plain, size);
    fonts.uiStrong = sized(plain, size, QFont::DemiBold);
    fonts.data = sized(plain, size - 1);
    fonts.dataStrong = sized(plain, size - 1, QFont::DemiBold);
    fonts.small = sized(plain, size - 2);
    fonts.smallStrong = sized(plain, size - 2, QFont::DemiBold);
    fonts.fixed = fixedSized(mono, size - 1);
    fonts.fixedStrong = fixedSized(mono, size - 1, QFont::DemiBold);
    fonts.fixedSmall = fixedSized(mono, size - 2);
    fonts.digits = hasTabularDigits(fonts.data) ? fonts.data : fonts.fixed;
    fonts.section = sized(plain, size + 1, QFont::DemiBold);
    fonts.title = sized(plain, size + 7, QFont::DemiBold);
    fonts.figure = sized(plain, size + 5, QFont::DemiBold);
    return fonts;
}

Metrics Metrics::of(const QFont& data)
{
    // Four thirds of the em: what the usual interface fonts need for ascent and descent, without the
    // rounding of their tables, which differs from font to font.
    Metrics m;
    m.unit = std::max(12, qRound(QFontInfo(data).pixelSize() * 4.0 / 3.0));
    m.row = m.unit + 2;
    m.header = m.unit + 6;
    m.toolRow = m.scaled(34);
    m.strip = m.scaled(46);
    m.viewSwitch = m.scaled(30);
    m.status = m.unit + 8;
    m.paneBar = m.unit + 12;
    m.control = m.unit + 10;
    m.chip = m.unit + 4;
    return m;
}

int Metrics::scaled(double pixels) const
{
    return qRound(pixels * unit / 16.0);
}

int rowHeight(const Metrics& metrics, Density density)
{
    switch (density) {
    case Density::Compact:
        return metrics.unit + 2;
    case Density::Normal:
        return metrics.unit + 6;
    case Density::Roomy:
        return metrics.unit + 10;
    }
    return metrics.row;
}

} // namespace ui::theme
