// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QString>

namespace ui::theme {

/// The fonts of the window, all derived from the size S of the UI font.
struct Fonts {
    QFont ui; ///< S: menus, buttons
    QFont uiStrong;
    QFont data; ///< S-1: tables, ladder, status line
    QFont dataStrong;
    QFont small; ///< S-2, at least 8 pt: axes, gutters, badges
    QFont smallStrong;
    QFont fixed; ///< S-1, fixed width: SIP text, filter field
    QFont fixedStrong;
    QFont fixedSmall; ///< S-2, fixed width
    QFont digits;     ///< S-1, all digits equally wide: times and numbers in tables
    QFont section;    ///< S+1 at 600
    QFont title;      ///< S+7 at 600
    QFont figure;     ///< S+5 at 600

    /// `basePoints` 0 takes the desktop's size; `family` empty takes the desktop's family.
    [[nodiscard]] static Fonts make(double basePoints = 0, const QString& family = {});
};

/// Lengths derived from the data font. Logical pixels.
struct Metrics {
    int unit = 16; ///< height of the data font: 16 at 12 px
    int row = 18;  ///< table row, compact
    int header = 22;
    int toolRow = 34; ///< menu and tools; also the filter row
    int strip = 46;
    int viewSwitch = 30;
    int status = 24;
    int paneBar = 28;
    int control = 26; ///< buttons and fields
    int chip = 20;
    int padding = 6; ///< within table cells

    /// `pixels` at a 12 px data font, scaled to the present one.
    [[nodiscard]] int scaled(double pixels) const;
    [[nodiscard]] static Metrics of(const QFont& data);
};

enum class Density { Compact, Normal, Roomy };
/// Height of a table row.
[[nodiscard]] int rowHeight(const Metrics& metrics, Density density);

} // namespace ui::theme
