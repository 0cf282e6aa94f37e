// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>
#include <QString>

#include <array>
#include <cstddef>

namespace ui::theme {

enum class Scheme { Light, Dark };

/// Fill and frame of something that is valid, invalid or ambiguous: the filter field, notices.
struct StateColors {
    QColor fill;
    QColor frame;
};

/// The colours of one scheme, by what they mean. No other folder names a colour by its numbers.
struct Palette {
    // surfaces
    QColor window;
    QColor base;
    QColor alternate;
    QColor header;
    QColor line;
    QColor lineStrong;
    QColor input;
    QColor selection;
    QColor selectionLinked;
    QColor hover;
    QColor bar;
    QColor grid;

    // text
    QColor text;
    QColor textSecondary;
    QColor textTertiary;
    QColor accent;
    QColor onAccent; ///< label of a primary button

    // meaning
    QColor request;
    QColor provisional;
    QColor success;
    QColor redirection;
    QColor clientError;
    QColor serverError;
    QColor globalError;
    QColor resent;
    QColor media;
    QColor mediaFill;
    QColor error;
    QColor warning;
    QColor note;

    // calls and legs
    std::array<QColor, 8> legs;
    QColor onLeg;

    // filter states and notices
    StateColors valid;
    StateColors invalid;
    StateColors ambiguous;

    // tokens of SIP text
    QColor headerName;
    QColor uri;
    QColor number;
    QColor quoted;
    QColor tagFill; ///< tag and branch
    QColor callIdFill;

    // compare
    QColor changedFill;
    QColor addedFill;
    QColor removedFill;
    QColor oldText;
    QColor newText;

    /// Colour of a response by its class; `request` for 0.
    [[nodiscard]] const QColor& status(unsigned status) const;

    /// Repeats after eight; the letter goes on counting.
    [[nodiscard]] const QColor& leg(std::size_t index) const { return legs[index % legs.size()]; }

    /// `text` at 40 %.
    [[nodiscard]] QColor disabledText() const;
    [[nodiscard]] QPalette toQPalette() const;
};

[[nodiscard]] const Palette& palette(Scheme scheme);

/// A, B, ... Z, AA, AB, ...
[[nodiscard]] QString legLetter(std::size_t index);

/// `color` with the given opacity (0 to 1).
[[nodiscard]] QColor withOpacity(QColor color, double opacity);

} // namespace ui::theme
