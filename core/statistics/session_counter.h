// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/call_groups.h"
#include "core/statistics/transactions.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace core::statistics {

/// One, and the call that it was measured in.
struct Delay {
    std::int64_t nanoseconds = 0;
    std::uint32_t callRow = 0;
};

/// Delays that were measured. One that is negative was not: clocks of two capture points disagree.
class Delays {
public:
    void add(std::int64_t nanoseconds, std::uint32_t callRow);

    [[nodiscard]] const std::vector<Delay>& all() const { return m_all; }

    [[nodiscard]] std::uint64_t count() const { return m_all.size(); }

    /// In seconds; nothing of nothing.
    [[nodiscard]] std::optional<double> mean() const;

private:
    double m_sum = 0;
    std::vector<Delay> m_all;
};

/// What the measures of RFC 6076 are made of; the sections named here are its own. Requests are those of the
/// host that sent the first request of the call, without retransmissions.
struct SessionCounts {
    std::uint64_t invites = 0;     ///< that ask for a session; a re-INVITE does not
    std::uint64_t redirected = 0;  ///< of those, answered with 3xx
    std::uint64_t answered = 0;    ///< of those, answered with 200
    std::uint64_t effective = 0;   ///< of those, answered with 200 or for the user called (4.7)
    std::uint64_t ineffective = 0; ///< of those, answered with 408, 500, 503 or 504 (4.8)
    /// An INVITE and its repetition after a challenge or a redirection are one (4, second paragraph).
    std::uint64_t sessions = 0;
    std::uint64_t completed = 0; ///< answered, and a BYE that got a final response (4.9)
    std::uint64_t registers = 0;
    std::uint64_t failedRegisters = 0; ///< 4xx without 401, 402, 407, 5xx, 6xx, or no response (4.2)
    Delays registration;               ///< RRD, 4.1
    Delays request;                    ///< SRD of sessions that were answered, 4.3.1
    Delays failedRequest;              ///< SRD of those that failed, 4.3.2
    Delays disconnect;                 ///< SDD of a BYE that got 2xx, 4.4
    Delays duration;                   ///< SDT, 4.5.1
    Delays failedDuration;             ///< SDT of sessions whose BYE got no response, 4.5.2
};

[[nodiscard]] SessionCounts countSessions(const Transactions& transactions);
/// For each group, of its calls.
[[nodiscard]] std::vector<SessionCounts> countSessions(const Transactions& transactions,
                                                       const CallGroups& groups);

// Of status codes.
[[nodiscard]] bool isSuccess(std::uint32_t status);
/// 401 and 407.
[[nodiscard]] bool isChallenge(std::uint32_t status);

} // namespace core::statistics
