// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>

namespace ui::windows {

/// Rich text in a colour; `html` is escaped already.
[[nodiscard]] inline QString colored(const QString& html, const QColor& color)
{
    return QStringLiteral("<span style=\"color:%1\">").arg(color.name()) + html + QStringLiteral("</span>");
}

} // namespace ui::windows
