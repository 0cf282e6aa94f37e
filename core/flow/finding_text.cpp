// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/finding_text.h"

namespace core::flow {
namespace {

void addPrintable(std::string& text, std::string_view from, Characters characters)
{
    for (const std::string& cell : printableCells(from, characters))
        text += cell;
}

} // namespace

std::string findingText(std::span<const finding::Finding> findings, Characters characters)
{
    std::string text;
    for (const finding::Finding& finding : findings) {
        text += text.empty() ? "\n" : "";
        text += name(finding.kind->severity);
        text += ": ";
        addPrintable(text, sentence(finding), characters);
        text += " (";
        text += finding.reference;
        text += ")\n    ";
        text += finding.evidence.size() == 1 ? "message" : "messages";
        for (const base::MessageId id : finding.evidence)
            text += ' ' + std::to_string(id.value);
        text += ". ";
        text += finding.kind->advice;
        text += '\n';
    }
    return text;
}

} // namespace core::flow
