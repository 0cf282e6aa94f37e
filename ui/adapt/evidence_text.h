// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/leg/evidence.h"

#include <QString>

namespace ui::adapt {

/// Why two calls belong together, in the language of the user (translations/core_texts/leg.cpp lists the
/// English sentences for lupdate). What comes from the wire is made harmless, see text().
[[nodiscard]] QString sentenceOf(const core::leg::Evidence& evidence);

} // namespace ui::adapt
