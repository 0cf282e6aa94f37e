// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/leg/leg_options.h"
#include "core/leg/link_collector.h"
#include "core/leg/relay_collector.h"
#include "core/session/session_table.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <tuple>
#include <vector>

namespace core::leg {

/// Looks through the messages of calls for what links them, each call once. Holds views of the table's
/// columns: while it lives, the table must not select or refresh. On the thread of the table.
class LegScan {
public:
    LegScan(session::SessionTable& table, const LegOptions& options, std::stop_token stop);

    base::Status load();

    /// Those around the call. Cancelled, and what the session reports.
    base::Status lookAround(std::size_t row);
    base::Status lookAtAll();

    /// False: calls or hints were left out.
    [[nodiscard]] bool isComplete() const
    {
        return m_isComplete && !m_collector.isFull() && !m_relays.isFull();
    }

    /// All of them. What neighbours passed on has its evidence only after describe().
    [[nodiscard]] std::vector<LegLink> links();
    /// Fills in what is missing of the evidence. Links of the last links(). Reads their messages again.
    base::Status describe(std::vector<LegLink>& links);

    [[nodiscard]] std::optional<std::size_t> rowOf(base::CallKey call) const;
    [[nodiscard]] std::int64_t startOf(base::CallKey call) const;

private:
    [[nodiscard]] base::CallKey keyOf(std::size_t row) const { return {m_callKeys.idAt(row)}; }

    [[nodiscard]] std::string callIdOf(std::size_t row) const;
    [[nodiscard]] CallSpan spanOf(std::size_t row) const;
    void take(std::vector<std::pair<std::uint64_t, std::size_t>>& candidates, std::vector<bool>& taken);
    base::Status lookThrough(const std::vector<bool>& taken);
    void addCorrelation(std::size_t messageRow);
    [[nodiscard]] net::Path pathOf(std::size_t messageRow) const;
    void addRelays(std::size_t messageRow, const std::vector<RelayHint>& hints);
    base::Status addStreams(const std::vector<bool>& taken);

    session::SessionTable& m_table;
    const LegOptions& m_options;
    std::stop_token m_stop;
    session::IdRuns m_callKeys;
    session::IdRuns m_messageIds;
    filter::Column m_time;
    filter::Column m_duration;
    filter::Column m_callId;
    filter::Column m_correlation;
    filter::Column m_messageTime;
    filter::Column m_source;
    filter::Column m_sourcePort;
    filter::Column m_destination;
    filter::Column m_destinationPort;
    std::span<const std::uint32_t> m_callRows;
    /// By row of the call: was looked through.
    std::vector<bool> m_isIn;
    std::size_t m_count = 0; ///< of these
    bool m_isComplete = true;
    LinkCollector m_collector;
    RelayCollector m_relays;
    /// Of the last links(), by calls and kind.
    std::map<std::tuple<base::CallKey, base::CallKey, LinkKind>, RelayPair> m_pairs;
};

} // namespace core::leg
