// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/report.h"

#include <QString>

// Figures and words of statistics as the window shows them. The English words are those of core
// (translations/core_texts.cpp lists them for lupdate).
namespace ui::adapt {

/// "65.6 %", "2.4 ms", "1,284"; "—" where nothing was measured.
[[nodiscard]] QString figure(const std::optional<double>& value, core::statistics::Unit unit);

[[nodiscard]] QString titleOf(const core::statistics::Section& section);
[[nodiscard]] QString noteOf(const core::statistics::Section& section);
[[nodiscard]] QString titleOf(const core::statistics::ReportColumn& column);
/// What a row stands for; what strangers wrote is made safe.
[[nodiscard]] QString nameOf(const core::statistics::Section& section, const core::statistics::Row& row);
/// What RFC 6076 and ITU-T call a measure: "Session Establishment Ratio"; empty for other names.
[[nodiscard]] QString longNameOf(const core::statistics::Row& measure);

} // namespace ui::adapt
