// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/finding/finding.h"

#include <QString>

#include <string_view>

// What is wrong with calls, in the language of the user. The English sentences are those of core
// (translations/core_texts.cpp lists them for lupdate); what they are filled with comes from the wire and is
// made harmless, see text().
namespace ui::adapt {

/// "Error"
[[nodiscard]] QString severityWord(core::finding::Severity severity);
/// With the arguments filled in.
[[nodiscard]] QString sentenceOf(const core::finding::Finding& finding);
/// What to check next.
[[nodiscard]] QString adviceOf(const core::finding::Kind& kind);
/// "RFC 3261 section 17.1.1.2", of the English one.
[[nodiscard]] QString referenceText(std::string_view english);

} // namespace ui::adapt
