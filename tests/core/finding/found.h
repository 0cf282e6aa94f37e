// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/finding/rules.h"
#include "tests/support/story_script.h"

#include <QByteArray>

#include <string_view>

/// All findings of the call in a script: "no-answer 1 2 3, glare 5 7 8", the numbers being those of the
/// messages.
inline QByteArray found(std::string_view script)
{
    const tests::support::ScriptStory told{script};
    QByteArray text;
    for (const core::finding::Finding& finding : core::finding::findingsOf(told.story)) {
        text += text.isEmpty() ? "" : ", ";
        text += QByteArray::fromStdString(std::string{finding.kind->name});
        for (const core::base::MessageId id : finding.evidence)
            text += ' ' + QByteArray::number(id.value);
    }
    return text;
}

/// The sentences of all findings, one per line.
inline QByteArray said(std::string_view script)
{
    const tests::support::ScriptStory told{script};
    QByteArray text;
    for (const core::finding::Finding& finding : core::finding::findingsOf(told.story))
        text += QByteArray::fromStdString(sentence(finding)) + '\n';
    return text;
}
