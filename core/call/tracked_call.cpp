// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/tracked_call.h"

#include "core/call/message_digest.h"

#include <array>
#include <utility>

namespace core::call {
namespace {

std::optional<base::Timestamp> optional(base::Timestamp time)
{
    return time == TrackedCall::noTime ? std::nullopt : std::optional{time};
}

base::Timestamp plain(const std::optional<base::Timestamp>& time)
{
    return time.value_or(TrackedCall::noTime);
}

} // namespace

void TrackedCall::fill(CallRecord& record) const
{
    record.key = key;
    record.callId = text.get(CallText::CallId);
    record.type = type;
    record.state = state;
    record.method = text.get(CallText::Method);
    record.fromUser = text.get(CallText::FromUser);
    record.fromHost = text.get(CallText::FromHost);
    record.toUser = text.get(CallText::ToUser);
    record.toHost = text.get(CallText::ToHost);
    record.path = path;
    record.firstTime = firstTime;
    record.lastTime = lastTime;
    record.firstMessage = firstMessage;
    record.lastMessage = lastMessage;
    record.messages = messages;
    record.requests = requests;
    record.retransmissions = retransmissions;
    record.finalStatus = finalStatus;
    record.finalReason = text.get(CallText::FinalReason);
    record.endedBy = endedBy;
    record.inviteTime = optional(inviteTime);
    record.firstProvisional = optional(firstProvisional);
    record.ringTime = optional(ringTime);
    record.answerTime = optional(answerTime);
    record.endTime = optional(endTime);
    record.firstFromTag = text.get(CallText::FromTag);
    record.remoteTag = text.get(CallText::RemoteTag);
    record.inviteCSeq = inviteCSeq;
    record.expires = optional(expires);
}

void TrackedCall::load(const CallRecord& record)
{
    text.setAll({record.callId, record.method, record.fromUser, record.fromHost, record.toUser, record.toHost,
                 record.firstFromTag, record.remoteTag, record.finalReason});
    key = record.key;
    type = record.type;
    state = record.state;
    path = record.path;
    firstTime = record.firstTime;
    lastTime = record.lastTime;
    firstMessage = record.firstMessage;
    lastMessage = record.lastMessage;
    messages = record.messages;
    requests = record.requests;
    retransmissions = record.retransmissions;
    finalStatus = record.finalStatus;
    endedBy = record.endedBy;
    inviteTime = plain(record.inviteTime);
    firstProvisional = plain(record.firstProvisional);
    ringTime = plain(record.ringTime);
    answerTime = plain(record.answerTime);
    endTime = plain(record.endTime);
    inviteCSeq = record.inviteCSeq;
    expires = plain(record.expires);
    forgetTransient();
}

void TrackedCall::forgetTransient()
{
    seen.clear();
    const bool canExpire = state == CallState::Registered || state == CallState::Active;
    deadline = canExpire && expires != noTime ? expires : base::Timestamp::max();
    branch = 0;
    contact = 0;
    requestedExpiry = noExpiry;
    hasEndOnFirstHop = endTime != noTime;
    isAcknowledged = false;
}

Method parseMethod(std::string_view text)
{
    static constexpr std::array<std::pair<std::string_view, Method>, 14> methods{{
        {"INVITE", Method::Invite},
        {"ACK", Method::Ack},
        {"BYE", Method::Bye},
        {"REGISTER", Method::Register},
        {"OPTIONS", Method::Options},
        {"SUBSCRIBE", Method::Subscribe},
        {"NOTIFY", Method::Notify},
        {"CANCEL", Method::Cancel},
        {"MESSAGE", Method::Message},
        {"PUBLISH", Method::Publish},
        {"PRACK", Method::Prack},
        {"UPDATE", Method::Update},
        {"INFO", Method::Info},
        {"REFER", Method::Refer},
    }};
    for (const auto& [name, method] : methods) {
        if (name == text)
            return method;
    }
    return Method::Other;
}

std::uint64_t digestOf(std::string_view text)
{
    MessageDigest digest;
    digest.add(text);
    return digest.value();
}

} // namespace core::call
