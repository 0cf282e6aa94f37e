// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/palette.h"

#include <QColor>
#include <QRectF>

class QPainter;

namespace ui::theme {

/// Shapes that say the same as the colours, so that the picture still works in grey.
enum class Glyph {
    None,
    // status classes, 8 px inside a box of 12
    Provisional,
    Success,
    Redirection,
    ClientError,
    ServerError,
    GlobalError,
    NoAnswer,
    // severities
    Error,
    Warning,
    Note,
    // states of calls
    Calling,
    Ringing,
    InCall,
    Completed,
    Cancelled,
    Rejected,
    Failed,
    Diverted,
    Joined,
    // of the user
    Marked,
};

/// The glyph before a status code; None for requests (0).
[[nodiscard]] Glyph statusGlyph(unsigned status);
[[nodiscard]] const QColor& glyphColor(Glyph glyph, const Palette& palette);

/// Paints centred in `box`; drawn for a box of 12 x 12 and scaled to its height.
void paintGlyph(QPainter& painter, const QRectF& box, Glyph glyph, const QColor& color);
/// In the glyph's own colour of the present theme.
void paintGlyph(QPainter& painter, const QRectF& box, Glyph glyph);

/// The square with a leg's letter, 13 px at the default size.
void paintLegChip(QPainter& painter, const QRectF& box, std::size_t leg);

} // namespace ui::theme
