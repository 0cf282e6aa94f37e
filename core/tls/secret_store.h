// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/tls/secret.h"

#include <cstddef>
#include <deque>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace core::tls {

/// A secret, and since when it was known: before this frame was decoded, 0 for always. A session keeps
/// this, so that decoding it again comes to the same messages in the same order.
struct TimedSecret {
    Secret secret;
    base::FrameNumber knownBefore;
};

/// Secrets by client random. Both what is known and what is asked for are bounded: beyond that the oldest
/// is forgotten. One thread.
class SecretStore {
public:
    /// With all labels this is some 100 MB; key logs of a day of one program stay far below.
    static constexpr std::size_t maximumRandoms = 100'000;

    /// False when it was known already.
    bool add(const TimedSecret& secret);

    /// A secret that becomes known later, when `knownBefore` comes: for decoding a session again.
    void schedule(TimedSecret secret);
    /// The next scheduled secret that is due when `next` is about to be decoded. The caller adds it.
    [[nodiscard]] std::optional<TimedSecret> takeDue(base::FrameNumber next);
    /// Scheduled secrets of one connection that nobody will wait for any longer.
    [[nodiscard]] std::vector<TimedSecret> takeEarly(const ClientRandom& random);

    [[nodiscard]] const Secret* find(const ClientRandom& random, SecretLabel label) const;

    /// A connection with this random was seen: its secrets belong to the session. Returns those known so far.
    [[nodiscard]] std::vector<TimedSecret> want(const ClientRandom& random);

    [[nodiscard]] bool isWanted(const ClientRandom& random) const { return m_wanted.contains(random); }

private:
    struct Scheduled {
        TimedSecret timed;
        bool isTaken = false;
    };

    void sortSchedule();

    std::unordered_map<ClientRandom, std::vector<TimedSecret>, ClientRandomHash> m_known;
    std::deque<ClientRandom> m_knownOrder;
    std::unordered_set<ClientRandom, ClientRandomHash> m_wanted;
    std::deque<ClientRandom> m_wantedOrder;
    std::vector<Scheduled> m_schedule; // by knownBefore once m_isSorted
    std::unordered_map<ClientRandom, std::vector<std::size_t>, ClientRandomHash> m_places; // in m_schedule
    std::size_t m_nextScheduled = 0;
    bool m_isSorted = true;
};

} // namespace core::tls
