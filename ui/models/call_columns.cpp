// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/adapt/text.h"
#include "ui/models/cells.h"
#include "ui/models/columns.h"
#include "ui/models/words.h"

#include <QCoreApplication>

#include <array>

namespace ui::models {
namespace {

using core::call::CallRecord;
using core::call::CallState;
using core::call::CallType;
using core::filter::FieldId;
using CallInput = CellInput<CallRecord>;

/// A caller who hears nothing for longer than this wonders whether it works.
constexpr std::chrono::seconds slowToRing{2};

Cell numberUnlessZero(std::uint64_t value)
{
    return value == 0 ? Cell{} : number(value);
}

Cell measured(const std::optional<core::base::Duration>& duration)
{
    return duration ? plain(adapt::duration(*duration)) : Cell{};
}

Cell timeCell(const CallInput& in)
{
    return plain(adapt::timeOfDay(in.record.firstTime, in.context.zone));
}

Cell markCell(const CallInput& in)
{
    if (!in.record.isMarked)
        return {};
    Cell cell = plain(QCoreApplication::translate("ui::models", "marked"), Ink::Secondary);
    cell.glyph = theme::Glyph::Marked;
    return cell;
}

Cell stateCell(const CallInput& in)
{
    Cell cell = plain(stateWord(in.record.state));
    cell.glyph = stateGlyph(in.record.state);
    return cell;
}

Cell finalCell(const CallInput& in)
{
    Cell cell;
    if (in.record.finalStatus != 0) {
        cell.glyph = theme::statusGlyph(in.record.finalStatus);
        cell.text = QString::number(in.record.finalStatus);
        cell.rest = adapt::text(in.record.finalReason);
        cell.status = in.record.finalStatus;
        cell.ink = Ink::Status;
        cell.isStrong = true;
    } else if (in.record.state == CallState::Failed) {
        cell.glyph = theme::Glyph::NoAnswer;
        cell.text = QCoreApplication::translate("ui::models", "no answer");
        cell.status = 500; // in the colour of 5xx
        cell.ink = Ink::Status;
    }
    return cell;
}

Cell postDialDelayCell(const CallInput& in)
{
    Cell cell = measured(in.record.postDialDelay());
    cell.isStrong = in.record.postDialDelay() > slowToRing;
    return cell;
}

Cell streamsCell(const CallInput& in)
{
    return in.record.streams ? number(in.record.streams->size()) : Cell{};
}

Cell mosCell(const CallInput& in)
{
    static const core::filter::FieldReference mos{&core::filter::field(FieldId::CallMos), {}};
    return plain(adapt::text(core::filter::textOf(mos, in.record)));
}

constexpr std::array columnsOfCalls{
    Column<CallRecord>{
        "id", QT_TRANSLATE_NOOP("ui::models", "No."), FieldId::CallKey, 60,
        [](const CallInput& in) { return number(static_cast<std::uint64_t>(in.record.key.value)); }, true,
        Elide::Right, false},
    Column<CallRecord>{
        "date", QT_TRANSLATE_NOOP("ui::models", "Date"), std::nullopt, 86,
        [](const CallInput& in) { return plain(adapt::date(in.record.firstTime, in.context.zone)); }, false,
        Elide::Right, false},
    Column<CallRecord>{"time", QT_TRANSLATE_NOOP("ui::models", "Time"), FieldId::CallTime, 106, timeCell},
    Column<CallRecord>{"mark", QT_TRANSLATE_NOOP("ui::models", "Mark"), FieldId::CallMarked, 34, markCell},
    Column<CallRecord>{"type", QT_TRANSLATE_NOOP("ui::models", "Type"), FieldId::CallType, 88,
                       [](const CallInput& in) { return plain(typeWord(in.record.type)); }},
    Column<CallRecord>{"state", QT_TRANSLATE_NOOP("ui::models", "State"), FieldId::CallState, 112, stateCell},
    Column<CallRecord>{"from", QT_TRANSLATE_NOOP("ui::models", "From"), FieldId::CallFromUser, 100,
                       [](const CallInput& in) { return party(in.record.fromUser, in.record.fromHost); },
                       false, Elide::Middle},
    Column<CallRecord>{"from-host", QT_TRANSLATE_NOOP("ui::models", "From host"), FieldId::CallFromHost, 120,
                       [](const CallInput& in) { return plain(adapt::text(in.record.fromHost)); }, false,
                       Elide::Middle, false},
    Column<CallRecord>{"to", QT_TRANSLATE_NOOP("ui::models", "To"), FieldId::CallToUser, 118,
                       [](const CallInput& in) { return party(in.record.toUser, in.record.toHost); }, false,
                       Elide::Middle},
    Column<CallRecord>{"to-host", QT_TRANSLATE_NOOP("ui::models", "To host"), FieldId::CallToHost, 120,
                       [](const CallInput& in) { return plain(adapt::text(in.record.toHost)); }, false,
                       Elide::Middle, false},
    Column<CallRecord>{
        "source", QT_TRANSLATE_NOOP("ui::models", "Source"), FieldId::CallSource, 122,
        [](const CallInput& in) { return plain(adapt::endpoint(in.record.path.source), Ink::Secondary); },
        false, Elide::Middle},
    Column<CallRecord>{"destination", QT_TRANSLATE_NOOP("ui::models", "Destination"),
                       FieldId::CallDestination, 122,
                       [](const CallInput& in) {
                           return plain(adapt::endpoint(in.record.path.destination), Ink::Secondary);
                       },
                       false, Elide::Middle},
    Column<CallRecord>{"final", QT_TRANSLATE_NOOP("ui::models", "Final"), FieldId::CallFinalStatus, 176,
                       finalCell},
    Column<CallRecord>{"pdd", QT_TRANSLATE_NOOP("ui::models", "PDD"), FieldId::CallPdd, 58, postDialDelayCell,
                       true},
    Column<CallRecord>{"setup", QT_TRANSLATE_NOOP("ui::models", "Setup"), FieldId::CallSetup, 62,
                       [](const CallInput& in) { return measured(in.record.setup()); }, true, Elide::Right,
                       false},
    Column<CallRecord>{"ring", QT_TRANSLATE_NOOP("ui::models", "Ring"), FieldId::CallRing, 58,
                       [](const CallInput& in) { return measured(in.record.ring()); }, true},
    Column<CallRecord>{"talk", QT_TRANSLATE_NOOP("ui::models", "Talk"), FieldId::CallTalk, 66,
                       [](const CallInput& in) { return measured(in.record.talk()); }, true, Elide::Right,
                       false},
    Column<CallRecord>{"duration", QT_TRANSLATE_NOOP("ui::models", "Duration"), FieldId::CallDuration, 70,
                       [](const CallInput& in) { return plain(adapt::duration(in.record.duration())); },
                       true},
    Column<CallRecord>{
        "ended-by", QT_TRANSLATE_NOOP("ui::models", "Ended by"), FieldId::CallEndedBy, 74,
        [](const CallInput& in) { return plain(endedByWord(in.record.endedBy), Ink::Secondary); }},
    Column<CallRecord>{"messages", QT_TRANSLATE_NOOP("ui::models", "Msgs"), FieldId::CallMessages, 48,
                       [](const CallInput& in) { return number(in.record.messages); }, true},
    Column<CallRecord>{"requests", QT_TRANSLATE_NOOP("ui::models", "Requests"), FieldId::CallRequests, 74,
                       [](const CallInput& in) { return number(in.record.requests); }, true, Elide::Right,
                       false},
    Column<CallRecord>{"resent", QT_TRANSLATE_NOOP("ui::models", "Resent"), FieldId::CallRetransmissions, 58,
                       [](const CallInput& in) { return numberUnlessZero(in.record.retransmissions); }, true},
    Column<CallRecord>{"streams", QT_TRANSLATE_NOOP("ui::models", "Streams"), FieldId::CallStreams, 66,
                       streamsCell, true, Elide::Right, false},
    Column<CallRecord>{"mos", QT_TRANSLATE_NOOP("ui::models", "MOS"), FieldId::CallMos, 52, mosCell, true,
                       Elide::Right, false},
    Column<CallRecord>{"method", QT_TRANSLATE_NOOP("ui::models", "Method"), FieldId::CallMethod, 84,
                       [](const CallInput& in) { return plain(adapt::text(in.record.method)); }, false,
                       Elide::Right, false},
    Column<CallRecord>{
        "call-id", QT_TRANSLATE_NOOP("ui::models", "Call-ID"), FieldId::CallCallId, 60,
        [](const CallInput& in) { return plain(adapt::text(in.record.callId), Ink::Secondary); }, false,
        Elide::Middle},
};

} // namespace

std::span<const Column<CallRecord>> callColumns()
{
    return columnsOfCalls;
}

QString columnTitle(const char* english)
{
    return QCoreApplication::translate("ui::models", english);
}

} // namespace ui::models
