// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/keyed_hash.h"
#include "core/call/call_record.h"
#include "core/sip/message.h"

#include <functional>
#include <memory>
#include <optional>

namespace core::call {

/// What the tracker must know of a message beyond its bytes.
struct MessageContext {
    base::MessageId id;
    base::Timestamp captured;
    /// All timeouts run on this clock.
    base::Timestamp arrived;
    base::SourceId source;
    net::Path path;
    /// Behind a HEP listener: who saw the packet.
    std::uint32_t agentId = 0;
    std::string_view agentName = {};
};

/// What the tracker says about a message.
struct MessageTrack {
    base::CallKey call;
    /// The message before this one in the same call, by id: a chain, so that reading a call needs no index.
    base::MessageId previousInCall;
    /// The message that this one repeats: the same sender sent it again (RFC 3261 section 17).
    base::MessageId retransmissionOf;
    /// The same packet seen at another capture point. Never both.
    base::MessageId duplicateOf;
};

/// Finished calls that have left memory. The session implements it over its file. find() must know every
/// record that takeChanged() has handed out, committed or not.
class CallArchive {
public:
    virtual ~CallArchive() = default;
    /// By Call-ID; nothing when the session has no such call.
    virtual std::optional<CallRecord> find(std::string_view callId) = 0;
};

/// Bounds on memory. Beyond them the calls that were idle longest leave memory early, and are counted.
struct TrackerLimits {
    std::size_t calls = 400'000;
    base::Duration finishedIdle = std::chrono::seconds{60};
    /// A call that is not finished leaves memory after this; its record stays in the session.
    base::Duration unfinishedIdle = std::chrono::hours{4};
    /// Four messages are remembered for each, to recognise repetitions.
    std::size_t transactionsPerCall = 64;
    /// Texts and remembered messages of all calls together.
    std::size_t bytes = std::size_t{512} << 20U;
};

/// Puts messages into calls by Call-ID, follows their state, takes the times that the measures are made of
/// and recognises retransmissions and duplicates. One thread; messages in id order, whose times may run
/// backwards between sources.
///
/// State, times and final status of a call are those of the attempt that counts: the first request under the
/// Call-ID on the first hop that was seen, as its client saw it. When the client answers a challenge or
/// repairs the request after another 4xx or 5xx, the repaired request takes its place and times start anew
/// with it, so that "INVITE to 18x" never includes a challenge. Messages without a Call-ID make up one call
/// with an empty Call-ID.
///
/// Results depend on the messages and their arrival only. Calls that changed stay in memory until
/// takeChanged() was called, so call it at least with every commit.
class CallTracker {
public:
    /// `archive` may be null (nothing leaves to where it could be found again); it must outlive the tracker.
    CallTracker(base::CallKey lastUsedKey, CallArchive* archive, TrackerLimits limits = {});
    ~CallTracker();
    CallTracker(CallTracker&&) noexcept;
    CallTracker& operator=(CallTracker&&) noexcept;

    MessageTrack track(const sip::Message& message, const MessageContext& context);

    /// Lets time pass without messages: unanswered calls fail (64*T1, RFC 3261 section 17.1.1.2), also those
    /// that rang for three minutes without news (section 16.6 step 11), bindings expire. Times that lie
    /// before the last message are ignored. To be repeatable, end a session with a time that is recorded in
    /// it.
    void advance(base::Timestamp arrived);

    /// Calls `visit` for every record that changed since the last time, in key order.
    void takeChanged(const std::function<void(const CallRecord&)>& visit);

    /// Which call has this Call-ID; none when no message of it was tracked.
    [[nodiscard]] base::CallKey find(std::string_view callId) const;

    /// New calls get keys behind this one; the archive may have calls that the tracker never saw.
    void skipThrough(base::CallKey key);
    [[nodiscard]] base::CallKey lastKey() const;
    [[nodiscard]] std::size_t callsInMemory() const;
    [[nodiscard]] std::uint64_t callsEvictedEarly() const;

private:
    class Implementation;
    std::unique_ptr<Implementation> m_implementation;
};

} // namespace core::call
