// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/call/call_tracker.h"
#include "tests/support/call_script.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

/// Gives a script to a tracker and keeps what it said, like a session does.
class TrackedScript : public core::call::CallArchive {
public:
    explicit TrackedScript(std::string_view script) : m_messages(tests::support::readCallScript(script)) {}

    explicit TrackedScript(std::vector<tests::support::ScriptMessage> messages)
        : m_messages(std::move(messages))
    {
    }

    std::optional<core::call::CallRecord> find(std::string_view callId) override
    {
        ++questions;
        for (const auto& [key, record] : records) {
            if (record.callId == callId)
                return record;
        }
        return std::nullopt;
    }

    /// Gives the next message to the tracker.
    void step(core::call::CallTracker& tracker)
    {
        const tests::support::ScriptMessage& next = m_messages[m_position++];
        if (next.bytes.empty()) {
            tracker.advance(next.arrived);
            return;
        }
        core::sip::Message message;
        if (!message.parse(next.span()))
            qFatal("a script message is not SIP");
        const core::base::MessageId id{static_cast<std::int64_t>(tracks.size()) + 1};
        tracks.push_back(tracker.track(message, {id, next.captured, next.arrived, next.source, next.path}));
    }

    [[nodiscard]] bool isFinished() const { return m_position == m_messages.size(); }

    void take(core::call::CallTracker& tracker)
    {
        tracker.takeChanged([this](const core::call::CallRecord& record) { records[record.key] = record; });
    }

    void run(core::call::CallTracker& tracker)
    {
        while (!isFinished())
            step(tracker);
        take(tracker);
    }

    std::vector<core::call::MessageTrack> tracks;
    std::map<core::base::CallKey, core::call::CallRecord> records;
    int questions = 0;

private:
    std::vector<tests::support::ScriptMessage> m_messages;
    std::size_t m_position = 0;
};

/// "pdd=0.020000 "; nothing when it was not measured.
inline std::string printed(std::string_view name, std::optional<core::base::Duration> duration)
{
    if (!duration)
        return {};
    std::string seconds = core::base::formatSeconds(*duration);
    seconds.erase(seconds.find_last_not_of('0') + 1);
    if (seconds.back() == '.')
        seconds.pop_back();
    return ' ' + std::string{name} + '=' + seconds;
}

/// What a user sees of a call, on one line.
inline std::string printed(const core::call::CallRecord& record)
{
    std::string text = std::string{name(record.type)} + ' ' + std::string{name(record.state)};
    if (record.finalStatus != 0)
        text += ' ' + std::to_string(record.finalStatus) + ' ' + record.finalReason;
    if (record.endedBy != core::call::EndedBy::Nobody)
        text += " by " + std::string{name(record.endedBy)};
    text += printed("pdd", record.postDialDelay()) + printed("ring", record.ring()) +
            printed("setup", record.setup()) + printed("talk", record.talk());
    if (record.expires)
        text += printed("expires", *record.expires - tests::support::scriptStart());
    text += " messages=" + std::to_string(record.messages) + '/' + std::to_string(record.requests);
    if (record.retransmissions != 0)
        text += " again=" + std::to_string(record.retransmissions);
    return text;
}

/// All of a record, also what is not shown.
inline std::string printedInFull(const core::call::CallRecord& record)
{
    return std::to_string(record.key.value) + ' ' + record.callId + ' ' + record.method + ' ' +
           record.fromUser + '@' + record.fromHost + " > " + record.toUser + '@' + record.toHost + ' ' +
           record.path.source.toString() + " > " + record.path.destination.toString() + ' ' +
           printed(record) + ' ' + std::to_string(record.firstMessage.value) + ".." +
           std::to_string(record.lastMessage.value) + ' ' + record.firstFromTag + ' ' + record.remoteTag +
           ' ' + std::to_string(record.inviteCSeq) + printed("duration", record.duration());
}
