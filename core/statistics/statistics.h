// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/session_table.h"
#include "core/statistics/report.h"

#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace core::statistics {

/// What calls have in common when their measures are told apart.
enum class GroupBy : std::uint8_t {
    Peer,      ///< the host that the first request went to
    Caller,    ///< the host that it came from
    Prefix,    ///< of the called number
    UserAgent, ///< any that sent a message of the call
    Time,      ///< when the call began
};

struct Options {
    /// In the filter language. Figures of calls are of the calls that the list of calls shows with it,
    /// figures of messages of those that the list of messages shows.
    std::string filter;
    /// Rows of each list of the most frequent.
    std::size_t top = 10;
    /// Characters of a number that make its prefix.
    std::size_t prefixLength = 4;
    /// At most this many bars over time.
    std::size_t bars = 60;
    /// Measures told apart, as many lines as `top` says or bars: a section for each, behind the others.
    std::vector<GroupBy> groups = {};
    /// Nothing but these sections.
    bool isOnlyGroups = false;
};

/// Counts over the columns of a session, on the thread of the table. ErrorCode::Cancelled when stopped,
/// FilterInvalid with the column.
[[nodiscard]] base::Result<Report> compute(session::SessionTable& table, const Options& options,
                                           std::stop_token stop = {});

/// All sections with their columns, and no rows: what a report looks like.
[[nodiscard]] base::Result<Report> emptyReport(const Options& options);

} // namespace core::statistics
