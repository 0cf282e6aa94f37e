// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/call_flow.h"

#include <QString>

#include <functional>
#include <utility>
#include <vector>

namespace ui::ladder {

enum class LabelFont { Strong, Small, SmallStrong };

/// Width of a text in one of the label's fonts, in logical pixels.
using TextWidth = std::function<double(const QString&, LabelFont)>;

/// What stands on the line of an arrow and where, for a line from 0 to `length`. Whatever does not fit is
/// left out in a fixed order: the reason, the codecs of the badge, the delay behind the eye, the time span of
/// the pill, the badge, the dialog; then the label is cut.
struct ArrowLabel {
    QString code;   ///< method or status code, bold
    QString detail; ///< CSeq number or reason, small
    bool hasGlyph = false;

    QString badgeWord; ///< "offer" or "answer"; empty without SDP
    QString badgeCodecs;
    bool isOffer = false;
    QString pill;  ///< "×3 · 1.5 s" for retransmissions, empty without
    QString views; ///< "2 · 0.5 ms" when two more capture points saw the message, the last one so much later
    QString dialog; ///< "dialog 2", of several under one Call-ID; empty without

    // Positions from the left end of the line.
    double glyphLeft = 0;
    double codeLeft = 0;
    double detailLeft = 0;
    double viewsLeft = 0; ///< of the eye, which is as large as a glyph; the number follows it
    double dialogLeft = 0;
    double pillLeft = 0;
    double pillWidth = 0;
    double badgeLeft = 0;
    double badgeWidth = 0;

    /// Parts of the line that stay free for texts.
    std::vector<std::pair<double, double>> interruptions;
};

/// Side of the square that a glyph stands in, for data text `unit` pixels high.
[[nodiscard]] double glyphSize(double unit);

[[nodiscard]] ArrowLabel placeLabel(const core::flow::Arrow& arrow, double length, double unit,
                                    const TextWidth& width);

} // namespace ui::ladder
