// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/call_measures.h"

#include "core/statistics/selection.h"
#include "core/statistics/session_counter.h"
#include "core/statistics/transactions.h"

#include <algorithm>

namespace core::statistics {
namespace {

/// Those that succeeded and those that failed, by calls.
session::MeasuredDelays joined(const Delays& good, const Delays& bad)
{
    std::vector<Delay> all = good.all();
    all.insert(all.end(), bad.all().begin(), bad.all().end());
    std::ranges::stable_sort(all, {}, &Delay::callRow);
    session::MeasuredDelays measured;
    for (const Delay& delay : all) {
        measured.rows.push_back(delay.callRow);
        measured.nanoseconds.push_back(delay.nanoseconds);
    }
    return measured;
}

} // namespace

base::Result<session::MeasuredCalls> measureCalls(session::SessionTable& table, const std::stop_token& stop)
{
    const auto everything = Selection::make(table, {}, stop);
    if (!everything)
        return everything.error();
    const auto transactions = findTransactions(*everything);
    if (!transactions)
        return transactions.error();
    const SessionCounts counts = countSessions(*transactions);
    session::MeasuredCalls measured;
    const auto of = [&measured](call::Measure measure) -> session::MeasuredDelays& {
        return measured[static_cast<std::size_t>(measure)];
    };
    of(call::Measure::SessionRequest) = joined(counts.request, counts.failedRequest);
    of(call::Measure::SessionDisconnect) = joined(counts.disconnect, {});
    of(call::Measure::SessionDuration) = joined(counts.duration, counts.failedDuration);
    of(call::Measure::RegistrationRequest) = joined(counts.registration, {});
    return measured;
}

} // namespace core::statistics
