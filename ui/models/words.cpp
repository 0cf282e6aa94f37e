// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/words.h"

#include <QCoreApplication>

namespace ui::models {
namespace {

/// For translators: these texts belong to no class.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(ui::models)
};

} // namespace

using core::call::CallState;
using core::call::CallType;
using core::call::EndedBy;
using theme::Glyph;

QString stateWord(CallState state)
{
    switch (state) {
    case CallState::Unknown:
        break;
    case CallState::Calling:
        return Words::tr("Calling");
    case CallState::Ringing:
        return Words::tr("Ringing");
    case CallState::InCall:
        return Words::tr("In call");
    case CallState::Completed:
        return Words::tr("Completed");
    case CallState::Cancelled:
        return Words::tr("Cancelled");
    case CallState::Rejected:
        return Words::tr("Rejected");
    case CallState::Failed:
        return Words::tr("Failed");
    case CallState::Diverted:
        return Words::tr("Diverted");
    case CallState::Trying:
        return Words::tr("Trying");
    case CallState::Registered:
        return Words::tr("Registered");
    case CallState::Unregistered:
        return Words::tr("Unregistered");
    case CallState::Expired:
        return Words::tr("Expired");
    case CallState::Active:
        return Words::tr("Active");
    case CallState::Terminated:
        return Words::tr("Terminated");
    case CallState::Answered:
        return Words::tr("Answered");
    }
    return Words::tr("Unknown");
}

Glyph stateGlyph(CallState state)
{
    switch (state) {
    case CallState::Calling:
    case CallState::Trying:
        return Glyph::Calling;
    case CallState::Ringing:
        return Glyph::Ringing;
    case CallState::InCall:
    case CallState::Active:
        return Glyph::InCall;
    case CallState::Completed:
    case CallState::Registered:
    case CallState::Answered:
        return Glyph::Completed;
    case CallState::Cancelled:
    case CallState::Unregistered:
    case CallState::Terminated:
        return Glyph::Cancelled;
    case CallState::Rejected:
        return Glyph::Rejected;
    case CallState::Failed:
        return Glyph::Failed;
    case CallState::Expired:
        return Glyph::NoAnswer;
    case CallState::Diverted:
        return Glyph::Diverted;
    case CallState::Unknown:
        break;
    }
    return Glyph::Joined;
}

theme::Glyph severityGlyph(core::finding::Severity severity)
{
    switch (severity) {
    case core::finding::Severity::Notice:
        return theme::Glyph::Note;
    case core::finding::Severity::Warning:
        return theme::Glyph::Warning;
    case core::finding::Severity::Error:
        break;
    }
    return theme::Glyph::Error;
}

QString typeWord(CallType type)
{
    switch (type) {
    case CallType::Other:
        break;
    case CallType::Call:
        return Words::tr("Call");
    case CallType::Registration:
        return Words::tr("Registration");
    case CallType::Subscription:
        return Words::tr("Subscription");
    case CallType::Message:
        return Words::tr("Message");
    case CallType::Options:
        return Words::tr("Options");
    case CallType::Publication:
        return Words::tr("Publication");
    }
    return Words::tr("Other");
}

QString endedByWord(EndedBy endedBy)
{
    switch (endedBy) {
    case EndedBy::Nobody:
        break;
    case EndedBy::Caller:
        return Words::tr("caller");
    case EndedBy::Called:
        return Words::tr("called");
    case EndedBy::Timeout:
        return Words::tr("timeout");
    }
    return {};
}

} // namespace ui::models
