// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/base/timestamp.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace core::session {

/// A capture agent as one source has seen it: a sender of HEP with an id and a name. Derived: reindexing
/// makes it again.
struct AgentRow {
    base::SourceId source;
    /// Within the source, from 1; 0 is the row for all agents that the bounded table had no place for.
    std::uint32_t number = 0;
    std::uint32_t agentId = 0;
    std::string name;
    /// Where it sends from; empty in row 0.
    std::string address;
    /// How it sends: "udp", "tcp", "tls".
    std::string transport;
    /// Of HEP.
    unsigned version = 3;
    std::uint64_t packets = 0;
    std::uint64_t bytes = 0;
    /// By arrival.
    base::Timestamp first;
    base::Timestamp last;
    /// The agent's clock minus ours: the median over the newest packets, so it includes the way they took.
    /// Absent when they carry no time.
    std::optional<std::chrono::nanoseconds> clockOffset;
    /// Packets by payload type, "sip:120,rtcp-json:4".
    std::string payloads;
    /// What was wrong with any of its packets, comma-joined names.
    std::string defects;
};

/// What a HEP listener refused from one sender for one reason. Primary: only the listener could count it.
struct RefusalRow {
    base::SourceId source;
    /// Address; empty for all senders together that the bounded table has forgotten.
    std::string sender;
    /// "key-wrong"
    std::string reason;
    std::uint64_t packets = 0;
    base::Timestamp first;
    base::Timestamp last;
    /// How many senders the row stands for.
    std::uint64_t senders = 1;
};

/// A line of `rhapsode-cli agents`: an agent, or a sender of which nothing was ever taken.
struct AgentSummary {
    /// Absent for a sender of which nothing was taken, and for the row of those without a place.
    std::optional<std::uint32_t> agentId;
    std::string name;
    std::string address;
    std::string transport;
    unsigned version = 0; ///< 0: unknown
    std::string source;
    std::uint64_t packets = 0;
    std::uint64_t bytes = 0;
    /// Packets per second from the first to the last; absent when there is less than a second between them.
    std::optional<double> rate;
    base::Timestamp first;
    base::Timestamp last;
    std::uint64_t refused = 0; ///< from the same address, whatever id was given
    std::string refusedWhy;    ///< "key-wrong:3,key-missing:1"
    std::optional<std::chrono::nanoseconds> clockOffset;
    std::string payloads;
    std::string defects;
};

} // namespace core::session
