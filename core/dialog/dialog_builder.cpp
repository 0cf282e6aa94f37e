// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dialog/dialog_builder.h"

#include "core/base/ascii.h"
#include "core/dialog/sip_fragment.h"
#include "core/sip/uri.h"

#include <algorithm>
#include <array>
#include <ranges>

namespace core::dialog {
namespace {

/// The same key whichever side sends.
std::string tagKey(std::string_view one, std::string_view other)
{
    if (other < one)
        std::swap(one, other);
    std::string key{one};
    key += '\0';
    key += other;
    return key;
}

template <std::size_t count>
bool isAmong(std::string_view method, const std::array<std::string_view, count>& methods)
{
    return std::find(methods.begin(), methods.end(), method) != methods.end();
}

std::string_view methodOf(const sip::Message& message)
{
    return message.isRequest() ? message.method() : message.cseq().method;
}

bool isSuccess(const sip::Message& response)
{
    return response.status() >= 200 && response.status() < 300;
}

/// Seconds of "1800;refresher=uac"; nothing when it is no number.
std::optional<std::uint32_t> secondsOf(std::string_view value)
{
    return base::parseDecimal<std::uint32_t>(base::trimmed(value.substr(0, value.find(';'))));
}

} // namespace

bool Dialog::isFromCaller(const sip::Message& message) const
{
    // A response has the From of its request and goes the other way.
    return (message.fromTag() == callerTag) == message.isRequest();
}

void DialogBuilder::build()
{
    dialogOf.assign(m_messages.size(), nothing);
    for (Index index = 0; index < m_messages.size(); ++index) {
        if (!m_messages[index].duplicateOf)
            add(index);
    }
}

void DialogBuilder::add(Index index)
{
    const sip::Message& message = *m_messages[index].message;
    const std::string_view method = methodOf(message);
    if (method == "REFER")
        noteReferral(index);
    if (!message.isRequest() && method == "INVITE" && message.status() >= 300)
        refuseEarly(index);
    Index found = find(message);
    if (found == nothing && begins(index, method))
        found = create(index, method);
    if (found == nothing)
        return;
    dialogOf[index] = found;
    dialogs[found].messages.push_back(index);
    follow(dialogs[found], index, method);
}

Index DialogBuilder::find(const sip::Message& message) const
{
    if (message.fromTag().empty() || message.toTag().empty())
        return nothing;
    const auto found = m_byTags.find(tagKey(message.fromTag(), message.toTag()));
    return found == m_byTags.end() ? nothing : found->second;
}

/// Whether a message with both tags, whose dialog is not known, tells of one (RFC 3261 section 12.1.1, RFC
/// 6665 section 4.4.1). In a capture that began later, messages within a dialog do as well.
bool DialogBuilder::begins(Index index, std::string_view method) const
{
    static constexpr std::array<std::string_view, 9> within{"INVITE", "BYE",    "UPDATE", "PRACK",    "INFO",
                                                            "REFER",  "NOTIFY", "ACK",    "SUBSCRIBE"};
    const sip::Message& message = *m_messages[index].message;
    if (message.fromTag().empty() || message.toTag().empty() || !isAmong(method, within))
        return false;
    if (message.isRequest()) {
        // The ACK to a refusal has the tag of something that is no dialog.
        const Transaction& transaction = m_transactions[m_places[index].transaction];
        return method != "ACK" || transaction.method == call::Method::Ack;
    }
    if (method == "INVITE")
        return message.status() > 100 && message.status() < 300;
    return isSuccess(message);
}

const sip::Message* DialogBuilder::requestOf(Index index) const
{
    const Index transaction = m_places[index].transaction;
    if (transaction == nothing || !m_transactions[transaction].hasRequest())
        return nullptr;
    return m_messages[m_transactions[transaction].request()].message;
}

Index DialogBuilder::create(Index index, std::string_view method)
{
    const sip::Message& message = *m_messages[index].message;
    const sip::Message* const request = message.isRequest() ? nullptr : requestOf(index);
    Dialog dialog;
    dialog.callerTag = message.fromTag();
    dialog.calledTag = message.toTag();
    const bool isSubscription = method == "SUBSCRIBE" || method == "REFER" || method == "NOTIFY";
    dialog.kind = isSubscription ? DialogKind::Subscription : DialogKind::Session;
    // The NOTIFY may be there before the answer to the SUBSCRIBE (RFC 6665 section 4.1.2.4).
    if (method == "NOTIFY")
        std::swap(dialog.callerTag, dialog.calledTag);
    dialog.isJoined = method != "NOTIFY" && (request == nullptr || !request->toTag().empty());
    if (dialog.isJoined)
        dialog.state = DialogState::Confirmed;
    else if (request != nullptr)
        dialog.cseq = request->cseq().number;
    if (request != nullptr && method == "INVITE")
        dialog.replaces = parseReplaces(request->header(sip::HeaderName::Replaces));
    const Index made = dialogs.size();
    m_byTags.emplace(tagKey(dialog.callerTag, dialog.calledTag), made);
    dialogs.push_back(std::move(dialog));
    return made;
}

void DialogBuilder::follow(Dialog& dialog, Index index, std::string_view method)
{
    const sip::Message& message = *m_messages[index].message;
    if (message.isRequest()) {
        followRequest(dialog, index, method);
        return;
    }
    if (method == "INVITE")
        followInvite(dialog, index);
    if ((method == "INVITE" || method == "UPDATE") && isSuccess(message))
        noteRefresh(dialog, index);
    const bool isSubscribed = (method == "SUBSCRIBE" || method == "REFER") && isSuccess(message);
    if (isSubscribed && dialog.state == DialogState::Early)
        dialog.state = DialogState::Confirmed;
}

void DialogBuilder::followInvite(Dialog& dialog, Index index)
{
    if (!isSuccess(*m_messages[index].message) || dialog.confirmedBy != nothing)
        return;
    dialog.confirmedBy = index;
    // A 2xx may come after the CANCEL, and after the refusal of another branch.
    if (dialog.state == DialogState::Early || dialog.state == DialogState::Refused) {
        dialog.state = DialogState::Confirmed;
        dialog.endedBy = nothing;
    }
}

void DialogBuilder::followRequest(Dialog& dialog, Index index, std::string_view method)
{
    const sip::Message& message = *m_messages[index].message;
    if (dialog.state == DialogState::Ended)
        return;
    if (method == "BYE" && dialog.kind == DialogKind::Session) {
        dialog.state = DialogState::Ended;
        dialog.endedBy = index;
        dialog.isEndedByCaller = dialog.isFromCaller(message);
        return;
    }
    if (method != "NOTIFY")
        return;
    noteReport(index);
    if (dialog.kind != DialogKind::Subscription)
        return;
    dialog.state = DialogState::Confirmed;
    if (base::startsWithIgnoringCase(message.header(sip::HeaderName::SubscriptionState), "terminated")) {
        dialog.state = DialogState::Ended;
        dialog.endedBy = index;
    }
}

/// RFC 4028 section 7.2: a 2xx without Session-Expires ends the timer.
void DialogBuilder::noteRefresh(Dialog& dialog, Index index)
{
    const StoryMessage& next = m_messages[index];
    const auto seconds = secondsOf(next.message->header(sip::HeaderName::SessionExpires));
    if (!seconds)
        return;
    // The same 2xx on another hop, or sent again.
    const auto isSame = [&](const SessionRefresh& refresh) {
        return m_messages[refresh.message].message->cseq().number == next.message->cseq().number &&
               m_messages[refresh.message].message->fromTag() == next.message->fromTag();
    };
    if (std::any_of(dialog.refreshes.begin(), dialog.refreshes.end(), isSame))
        return;
    const std::string_view value = next.message->header(sip::HeaderName::SessionExpires);
    const std::string_view parameters = value.substr(std::min(value.find(';'), value.size()));
    const auto refresher = sip::findParameter(parameters, "refresher");
    // Without a refresher in a 2xx the client of the request refreshes (section 7.2).
    const bool isServer = refresher && base::equalsIgnoringCase(*refresher, "uas");
    const bool isCallerClient = next.message->fromTag() == dialog.callerTag;
    dialog.refreshes.push_back(
        {index, next.time, std::chrono::seconds{*seconds}, isServer != isCallerClient});
}

/// A refusal ends the early dialogs of the requests that it answers (RFC 3261 section 13.2.2.3).
void DialogBuilder::refuseEarly(Index index)
{
    const Index transaction = m_places[index].transaction;
    if (transaction == nothing)
        return;
    for (const Response& response : m_transactions[transaction].responses) {
        const auto found = m_byTags.find(tagKey(m_messages[index].message->fromTag(), response.toTag));
        if (found == m_byTags.end())
            continue;
        Dialog& dialog = dialogs[found->second];
        if (dialog.state == DialogState::Early) {
            dialog.state = DialogState::Refused;
            dialog.endedBy = index;
        }
    }
}

void DialogBuilder::noteReferral(Index index)
{
    const sip::Message& message = *m_messages[index].message;
    const Index transaction = m_places[index].transaction;
    if (message.isRequest()) {
        if (m_transactions[transaction].request() != index)
            return;
        Referral referral;
        referral.request = index;
        referral.referTo = message.header(sip::HeaderName::ReferTo);
        referral.replaces = replacesOfReferTo(referral.referTo);
        referrals.push_back(std::move(referral));
        return;
    }
    if (message.status() < 200)
        return;
    for (Referral& referral : referrals) {
        if (m_places[referral.request].transaction == transaction)
            referral.status = static_cast<std::uint16_t>(message.status());
    }
}

/// RFC 3515 section 2.4.4: the NOTIFY says in a fragment of a message what became of the request.
void DialogBuilder::noteReport(Index index)
{
    const sip::Message& notify = *m_messages[index].message;
    const std::uint16_t status = statusOfFragment(notify);
    if (status == 0)
        return;
    for (Referral& referral : referrals | std::views::reverse) {
        const sip::Message& refer = *m_messages[referral.request].message;
        // It comes from whom the REFER went to; the REFER that created the dialog had no To tag yet.
        const bool isAnswer =
            refer.fromTag() == notify.toTag() && (refer.toTag().empty() || refer.toTag() == notify.fromTag());
        if (isAnswer) {
            referral.reported = status;
            referral.report = index;
            return;
        }
    }
}

} // namespace core::dialog
