// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

enum class PeerState : std::uint8_t { Unknown, Up, Down };
/// "unknown", "up", "down"
[[nodiscard]] std::string_view name(PeerState state);

/// How a peer answers the OPTIONS by which another one asks whether it is there (RFC 3261 section 11).
struct PeerHealthRow {
    net::Path path; ///< from who asks (whatever its port) to the peer
    PeerState state = PeerState::Unknown;
    base::Timestamp firstTime;
    base::Timestamp lastTime;
    std::optional<base::Timestamp> changed; ///< when it came up or went down the last time
    std::uint32_t requests = 0;             ///< repetitions aside
    std::uint32_t answers = 0;              ///< final ones, whatever their status
    std::uint32_t unanswered = 0;           ///< no final response within 32 s
    std::uint32_t changes = 0;              ///< up to down, and down to up
    std::map<unsigned, std::uint32_t> statuses;
    std::uint16_t lastStatus = 0;
    /// From request to final response; sorted, see percentile().
    std::vector<base::Duration> roundTrips;

    /// The round trip that `percent` of all do not exceed (nearest rank); nothing when there is none.
    [[nodiscard]] std::optional<base::Duration> percentile(unsigned percent) const;
    /// "200:12,404:1"
    [[nodiscard]] std::string statusesText() const;
};

/// OPTIONS outside of dialogs -> a row for each pair of who asks and who is asked. A final response of
/// whatever status says that the peer is up; none within 32 s (RFC 3261 section 17.1.2.2, Timer F) that it is
/// down. One thread; messages in id order; times are those of capture.
class PeerHealth {
public:
    explicit PeerHealth(std::size_t limit = 10'000) : m_limit(limit) {}

    /// Of messages that repeat others `repeats` is true.
    void take(const sip::Message& message, const MessageContext& context, bool repeats);

    /// The session ends here; rows in the order in which their first request came.
    [[nodiscard]] std::vector<PeerHealthRow> finish(base::Timestamp end);

    /// Pairs that there was no place for.
    [[nodiscard]] std::uint64_t dropped() const { return m_dropped; }

private:
    struct Pending {
        std::size_t row = 0;
        base::Timestamp asked;
    };

    using Key =
        std::pair<std::string, std::uint64_t>; ///< Call-ID, and a fingerprint of CSeq, branch and path

    void advance(base::Timestamp now);
    void change(PeerHealthRow& row, PeerState state, base::Timestamp time);
    [[nodiscard]] std::optional<std::size_t> rowOf(const net::Path& path);

    std::size_t m_limit;
    std::vector<PeerHealthRow> m_rows;
    std::map<std::string, std::size_t> m_places;
    std::map<Key, Pending> m_pending;
    std::set<std::pair<base::Timestamp, Key>> m_deadlines;
    base::Timestamp m_now = base::Timestamp::min();
    std::uint64_t m_dropped = 0;
};

} // namespace core::call
