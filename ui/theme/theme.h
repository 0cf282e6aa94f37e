// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/fonts.h"
#include "ui/theme/palette.h"

#include <QObject>

namespace ui::theme {

enum class Choice { System, Light, Dark };

/// The look of the running application: like QApplication's own palette and font there is one. A change
/// of scheme or font size sets QApplication's palette and font, so every widget gets the usual
/// changeEvent(), and then emits changed(). GUI thread.
class Theme : public QObject {
    Q_OBJECT

public:
    /// Lives as long as the application.
    static Theme& instance();

    /// Installs our style, palette and fonts. Can be called again with another choice at any time.
    void apply(Choice choice, double basePoints = 0, const QString& family = {});

    [[nodiscard]] Scheme scheme() const { return m_scheme; }

    [[nodiscard]] const Palette& colors() const { return palette(m_scheme); }

    [[nodiscard]] const Fonts& fonts() const { return m_fonts; }

    [[nodiscard]] const Metrics& metrics() const { return m_metrics; }

signals:
    void changed();

private:
    Theme();
    [[nodiscard]] Scheme schemeOfDesktop() const;

    Scheme m_scheme = Scheme::Light;
    bool m_desktopIsDark = false;
    bool m_isStyleInstalled = false;
    Fonts m_fonts;
    Metrics m_metrics;
};

/// Short forms for painting code.
[[nodiscard]] inline const Palette& colors()
{
    return Theme::instance().colors();
}

[[nodiscard]] inline const Fonts& fonts()
{
    return Theme::instance().fonts();
}

[[nodiscard]] inline const Metrics& metrics()
{
    return Theme::instance().metrics();
}

} // namespace ui::theme
