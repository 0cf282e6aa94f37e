// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/statistics/selection.h"

#include <cstdint>
#include <string>
#include <vector>

namespace core::statistics {

/// Nanoseconds from one time to another; absent when one of them is, when a clock went back, or when it is
/// too long for a number.
[[nodiscard]] constexpr std::int64_t elapsed(std::int64_t from, std::int64_t to)
{
    constexpr std::int64_t absent = filter::Column::absent;
    if (from == absent || to == absent || to < from)
        return absent;
    const std::uint64_t span = static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from);
    return span > INT64_MAX ? absent : static_cast<std::int64_t>(span);
}

/// A request and what came back, put together from columns: Call-ID, CSeq and the two hosts (their ports
/// too where both ends share an address). The branch is no column, so requests that a proxy forks to one
/// host are one transaction here. ACK has no transaction of its own.
struct Transaction {
    std::uint32_t callRow = 0;
    std::uint32_t requestRow = 0;
    /// Into Transactions::methods.
    std::uint32_t method = 0;
    /// Of the first final response; 0 when there was none.
    std::uint32_t finalStatus = 0;
    std::int64_t requestTime = 0;
    /// Of the first response that is not 100; absent when there was none.
    std::int64_t firstStatusTime = filter::Column::absent;
    std::int64_t finalTime = filter::Column::absent;
    /// Who sent the request: a number that is the same for the same host.
    std::uint32_t client = 0;
    /// Sent by the host that sent the first request of the call, not by a proxy after it.
    bool isFromClient = false;

    /// Absent when it has no final response, or one from a clock that disagrees.
    [[nodiscard]] std::int64_t responseTime() const { return elapsed(requestTime, finalTime); }
};

struct Transactions {
    std::vector<std::string> methods;
    /// By call, and within a call by time.
    std::vector<Transaction> all;
    /// Of the last message: what was asked within 32 s before it may still be answered.
    std::int64_t lastTime = 0;

    /// 64*T1 (RFC 3261 section 17.1.2.2), in nanoseconds.
    static constexpr std::int64_t timerF = 32'000'000'000;

    /// No final response before Timer F, as far as the session goes.
    [[nodiscard]] bool hasTimedOut(const Transaction& transaction) const
    {
        return transaction.finalStatus == 0 && elapsed(transaction.requestTime, lastTime) >= timerF;
    }
};

/// Of all messages; requests that the selection leaves out are left out.
[[nodiscard]] base::Result<Transactions> findTransactions(const Selection& selection);

} // namespace core::statistics
