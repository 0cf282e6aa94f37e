// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/dialog/call_story.h"

#include <string>
#include <string_view>
#include <vector>

// What a story says, in lines that a test can compare.

/// "x4 timer A": sent four times, each time again because of a timer. Copies and what was prompted are named.
inline std::string printedSendings(const std::vector<core::dialog::Sending>& sendings,
                                   core::dialog::Timer timer)
{
    using core::dialog::Repeat;
    if (sendings.size() < 2)
        return {};
    std::string text = 'x' + std::to_string(sendings.size());
    Repeat last = Repeat::First;
    for (const core::dialog::Sending& sending : sendings) {
        if (sending.repeat == last || sending.repeat == Repeat::First)
            continue;
        last = sending.repeat;
        switch (last) {
        case Repeat::Timer:
            text += ' ' + std::string{core::dialog::name(timer)};
            break;
        case Repeat::Prompted:
            text += " prompted";
            break;
        case Repeat::Copy:
            text += " copied";
            break;
        case Repeat::Irregular:
        case Repeat::First:
            text += " irregular";
            break;
        }
    }
    return '(' + text + ')';
}

/// The last number of an address: the hosts of a script are 1, 2, ... in order of appearance.
inline std::string hostNumber(const core::net::Endpoint& endpoint)
{
    const std::string text = endpoint.address.toString();
    return text.substr(text.rfind('.') + 1);
}

/// "INVITE 1 1>2(x3 timer A): 100 180 200 ack"
inline std::string printed(const core::dialog::CallStory& story, const core::dialog::Transaction& transaction)
{
    std::string text = std::string{transaction.methodText} + ' ' + std::to_string(transaction.cseq) + ' ' +
                       hostNumber(transaction.client) + '>' + hostNumber(transaction.server) +
                       printedSendings(transaction.requests, transaction.timer) + ':';
    if (!transaction.hasRequest())
        text += " unseen";
    for (const core::dialog::Response& response : transaction.responses)
        text += ' ' + std::to_string(response.status) + printedSendings(response.sendings, response.timer);
    for (std::size_t ack = 0; ack < transaction.acks.size(); ++ack)
        text += " ack";
    if (transaction.method == core::call::Method::Invite && transaction.partner != core::dialog::nothing)
        text += story.isCancelTooLate(transaction) ? " cancelled-too-late" : " cancelled";
    if (story.outcome(transaction) == core::dialog::Outcome::TimedOut)
        text += " timed-out";
    return text;
}

inline std::string printedTransactions(const core::dialog::CallStory& story)
{
    std::string text;
    for (const core::dialog::Transaction& transaction : story.transactions)
        text += printed(story, transaction) + '\n';
    return text;
}

/// "session from-alice/to-bob confirmed by 3 ended by 7 (called) messages 1 2 3"
inline std::string printedDialogs(const core::dialog::CallStory& story)
{
    using namespace core::dialog;
    std::string text;
    const auto idText = [&](Index index) { return std::to_string(story.id(index).value); };
    for (const Dialog& dialog : story.dialogs) {
        text += dialog.kind == DialogKind::Session ? "session " : "subscription ";
        text += std::string{dialog.callerTag} + '/' + std::string{dialog.calledTag};
        switch (dialog.state) {
        case DialogState::Early:
            text += " early";
            break;
        case DialogState::Confirmed:
            text += " confirmed";
            break;
        case DialogState::Refused:
            text += " refused";
            break;
        case DialogState::Ended:
            text += " ended";
            break;
        }
        if (dialog.isJoined)
            text += " joined";
        if (dialog.confirmedBy != nothing)
            text += " answer " + idText(dialog.confirmedBy);
        if (dialog.endedBy != nothing)
            text += " end " + idText(dialog.endedBy);
        if (dialog.replaces)
            text += " replaces " + dialog.replaces->callId;
        text += '\n';
    }
    return text;
}

/// "1>4 6>7": the answers to the offers; "1>-" without one.
inline std::string printedExchanges(const core::dialog::CallStory& story)
{
    std::string text;
    for (const core::dialog::Exchange& exchange : story.exchanges) {
        text += text.empty() ? "" : " ";
        text += std::to_string(story.id(exchange.offer).value) + '>';
        text +=
            exchange.answer == core::dialog::nothing ? "-" : std::to_string(story.id(exchange.answer).value);
    }
    return text;
}
