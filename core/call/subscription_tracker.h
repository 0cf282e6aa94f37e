// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/base/timestamp.h"
#include "core/call/call_tracker.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace core::call {

enum class SubscriptionState : std::uint8_t {
    Trying,     ///< asked for, without an answer that counts yet
    Accepted,   ///< 2xx, and nothing from the notifier yet
    Pending,    ///< the notifier says so
    Active,     ///< the notifier says so
    Terminated, ///< by either side, see SubscriptionRow::reason
    Expired,    ///< its time ran out without a refresh
    Refused,    ///< a final response that is no success
    Failed,     ///< no answer
};
inline constexpr std::size_t subscriptionStateCount = 8;
/// "trying", "accepted", ...
[[nodiscard]] std::string_view name(SubscriptionState state);

/// A subscription (RFC 6665): Call-ID, the tags of both sides, event package and id.
struct SubscriptionRow {
    base::CallKey call;
    std::string callId;
    std::string event;      ///< "dialog;id=7"
    std::string subscriber; ///< "alice@example.com"
    std::string notifier;   ///< what it asks about
    net::Path path;         ///< from subscriber to notifier, on the first hop that was seen
    SubscriptionState state = SubscriptionState::Trying;
    std::string reason;       ///< of Subscription-State: terminated, or how else it ended
    std::uint16_t status = 0; ///< final status of the newest SUBSCRIBE; 0: none
    base::Timestamp firstTime;
    base::Timestamp lastTime;
    std::optional<base::Timestamp> expires; ///< or expired
    std::optional<base::Timestamp> notified;
    std::uint32_t refreshes = 0;
    std::uint32_t notifications = 0;
};

/// SUBSCRIBE, NOTIFY and their answers -> subscriptions. A fork that makes several notifiers answer gives a
/// row for each; a REFER's subscription is there when its notifier speaks. Copies of a message on later hops
/// count for nothing. One thread; messages in id order; times are those of capture.
class SubscriptionTracker {
public:
    explicit SubscriptionTracker(std::size_t limit = 100'000) : m_limit(limit) {}

    /// Of messages that repeat others `repeats` is true.
    void take(const sip::Message& message, const MessageContext& context, base::CallKey call, bool repeats);

    /// The session ends here; rows in the order in which they were first seen.
    [[nodiscard]] std::vector<SubscriptionRow> finish(base::Timestamp end);

    /// Subscriptions that there was no place for.
    [[nodiscard]] std::uint64_t dropped() const { return m_dropped; }

private:
    struct Tracked {
        SubscriptionRow row;
        std::string notifierTag;
        std::uint32_t subscribeCSeq = 0;
        std::uint32_t notifyCSeq = 0;
        std::uint64_t branch = 0;
        std::uint64_t notifyBranch = 0;
        std::uint32_t requested = 0;
        bool isAsking = false;
        bool isGoing = false; ///< a NOTIFY is not yet answered
        base::Timestamp asked;
    };

    void takeSubscribe(const sip::Message& request, const MessageContext& context, base::CallKey call);
    void takeNotify(const sip::Message& request, const MessageContext& context, base::CallKey call);
    void takeAnswer(const sip::Message& response, const MessageContext& context);
    void accept(Tracked& one, const sip::Message& response, const MessageContext& context);
    void endTimes(Tracked& one, base::Timestamp now);
    [[nodiscard]] Tracked* add(const std::string& key);
    [[nodiscard]] Tracked* find(const std::string& key, std::string_view notifierTag);

    std::size_t m_limit;
    std::vector<Tracked> m_all;
    std::map<std::string, std::vector<std::size_t>> m_places; ///< by Call-ID, subscriber's tag and event
    std::map<std::string, std::vector<std::size_t>> m_calls;  ///< by Call-ID
    std::uint64_t m_dropped = 0;
};

} // namespace core::call
