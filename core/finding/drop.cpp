// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/facts.h"
#include "core/finding/rule.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace core::finding {
namespace {

using dialog::Dialog;
using dialog::Index;
using dialog::nothing;

using std::chrono::seconds;

constexpr Kind droppedWithoutAck{
    "dropped-without-ack", Severity::Error,
    "The called side ended the call %1 s after its answer, which it had sent %2 times: it gave up waiting "
    "for "
    "the ACK.",
    "RFC 3261 section 13.3.1.4",
    "Follow the ACK: does it go where the Contact and Record-Route of the answer say, and can it get there?"};
constexpr Kind sessionExpired{"session-expired", Severity::Warning,
                              "%3 ended the call %1 s after the session was last refreshed; the session "
                              "interval is %2 s, and nobody had "
                              "refreshed it.",
                              "RFC 4028 section 10",
                              "Which side had to refresh (refresher= in Session-Expires), and does its "
                              "re-INVITE or UPDATE get through?"};
constexpr std::array dropKinds{&droppedWithoutAck, &sessionExpired};

/// 64*T1, and what a sender takes to notice.
constexpr base::Duration givingUp = seconds{30};
constexpr base::Duration gaveUp = seconds{40};
constexpr std::size_t manyAnswers = 4;

/// The answer that confirmed the dialog, on the hop where the BYE was sent.
const dialog::Response* answerOnHop(const dialog::CallStory& story, const Dialog& dialog)
{
    for (const dialog::Transaction& transaction : story.transactions) {
        if (transaction.hop != story.places[dialog.endedBy].hop || transaction.method != call::Method::Invite)
            continue;
        for (const dialog::Response& response : transaction.responses) {
            if (response.isSuccess() && story.dialogOf[response.first()] == story.dialogOf[dialog.endedBy] &&
                story.message(response.first()).cseq().number ==
                    story.message(dialog.confirmedBy).cseq().number)
                return &response;
        }
    }
    return nullptr;
}

void judgeAck(const dialog::CallStory& story, const Dialog& dialog, Report& report)
{
    if (dialog.isEndedByCaller || dialog.confirmedBy == nothing || dialog.isJoined)
        return;
    const dialog::Response* const answer = answerOnHop(story, dialog);
    if (answer == nullptr)
        return;
    const std::size_t sent = 1 + dialog::repetitions(answer->sendings);
    const base::Duration after = story.between(answer->first(), dialog.endedBy);
    const base::Duration quiet = story.between(answer->sendings.back().message, dialog.endedBy);
    // The last repetition is at most T2 old then.
    if (sent < manyAnswers || after < givingUp || after > gaveUp || quiet > 3 * dialog::timerT2)
        return;
    Report::Evidence evidence{story.id(dialog.endedBy)};
    for (const dialog::Sending& sending : answer->sendings)
        evidence.push_back(story.id(sending.message));
    report.add(droppedWithoutAck, {secondsText(after), std::to_string(sent)}, std::move(evidence),
               std::string{dialog.calledTag});
}

bool isNear(base::Duration one, base::Duration other)
{
    return one >= other - seconds{1} && one <= other + seconds{1};
}

/// RFC 4028 section 10: who waits for a refresh sends BYE at the end of the interval, or the lesser of 32 s
/// and a third of it earlier.
void judgeSession(const dialog::CallStory& story, const Dialog& dialog, Report& report)
{
    if (dialog.refreshes.empty())
        return;
    const dialog::SessionRefresh& last = dialog.refreshes.back();
    const base::Duration after = story.between(last.message, dialog.endedBy);
    const base::Duration early = std::min<base::Duration>(seconds{32}, last.interval / 3);
    const bool isWaitingSide = dialog.isEndedByCaller != last.isCallerRefresher;
    const bool isDue =
        isNear(after, last.interval) || (isWaitingSide && isNear(after, last.interval - early));
    if (!isDue || last.interval < seconds{60})
        return;
    report.add(sessionExpired,
               {secondsText(after), std::to_string(last.interval / seconds{1}),
                sourceOf(story.messages[dialog.endedBy])},
               {story.id(last.message), story.id(dialog.endedBy)}, std::string{dialog.calledTag});
}

void checkDrop(const dialog::CallStory& story, Report& report)
{
    for (const Dialog& dialog : story.dialogs) {
        if (dialog.kind != dialog::DialogKind::Session || dialog.state != dialog::DialogState::Ended)
            continue;
        judgeAck(story, dialog, report);
        judgeSession(story, dialog, report);
    }
}

} // namespace

const Rule dropRule{dropKinds, &checkDrop};

} // namespace core::finding
