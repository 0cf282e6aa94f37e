// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/call/call_record.h"
#include "core/finding/finding.h"
#include "ui/theme/glyphs.h"

#include <QString>

namespace ui::models {

/// "In call", "Registered"
[[nodiscard]] QString stateWord(core::call::CallState state);
[[nodiscard]] theme::Glyph stateGlyph(core::call::CallState state);
[[nodiscard]] theme::Glyph severityGlyph(core::finding::Severity severity);
[[nodiscard]] QString typeWord(core::call::CallType type);
/// "caller"; empty for nobody.
[[nodiscard]] QString endedByWord(core::call::EndedBy endedBy);

} // namespace ui::models
