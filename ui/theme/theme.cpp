// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/style.h"

#include <QApplication>
#include <QToolTip>

namespace ui::theme {

Theme& Theme::instance()
{
    static Theme theme;
    return theme;
}

Theme::Theme()
    : m_desktopIsDark(QGuiApplication::palette().color(QPalette::Window).lightness() < 128),
      m_fonts(Fonts::make()), m_metrics(Metrics::of(m_fonts.data))
{
}

Scheme Theme::schemeOfDesktop() const
{
    return m_desktopIsDark ? Scheme::Dark : Scheme::Light;
}

void Theme::apply(Choice choice, double basePoints, const QString& family)
{
    m_scheme = choice == Choice::System  ? schemeOfDesktop()
               : choice == Choice::Light ? Scheme::Light
                                         : Scheme::Dark;
    m_fonts = Fonts::make(basePoints, family);
    m_metrics = Metrics::of(m_fonts.data);
    if (!m_isStyleInstalled) {
        QApplication::setStyle(new Style); // QApplication owns it
        m_isStyleInstalled = true;
    }
    QApplication::setFont(m_fonts.ui);
    QApplication::setPalette(colors().toQPalette());
    QToolTip::setPalette(colors().toQPalette());
    emit changed();
}

} // namespace ui::theme
