// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/base/timestamp.h"
#include "core/hep/hep_packet.h"
#include "core/net/address.h"
#include "core/session/agent_rows.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace core::engine {

/// A HEP packet that has been seen, without what was in it.
struct HepSighting {
    base::SourceId source;
    net::IpAddress sender;
    net::Transport transport = net::Transport::Udp;
    std::uint32_t agentId = 0;
    std::string_view agentName;
    unsigned version = 3;
    hep::PayloadType payloadType = hep::PayloadType::Unknown;
    hep::HepDefects defects;
    std::size_t bytes = 0;
    std::optional<base::Timestamp> captured;
    base::Timestamp arrived;
};

/// Who sends HEP, how much, and with what clock. Agents choose their ids and names, so the table is bounded;
/// those without a place are counted in a row of their own. One thread.
class AgentTable {
public:
    static constexpr std::size_t maximumAgents = 1024;

    void add(const HepSighting& sighting);

    /// The rows that changed since the last call.
    [[nodiscard]] std::vector<session::AgentRow> takeChanges();

    [[nodiscard]] bool hasChanges() const { return m_hasChanges; }

private:
    using Key =
        std::tuple<std::int64_t, net::IpAddress, net::Transport, unsigned, std::uint32_t, std::string>;

    /// The clock offsets of the newest packets, for their median: one packet that was long on its way, or a
    /// clock that was set, does not move it far.
    static constexpr std::size_t offsetsKept = 63;

    struct Agent {
        session::AgentRow row;
        std::array<std::int64_t, offsetsKept> offsets{};
        std::size_t offsetCount = 0; ///< ever
        std::map<std::uint8_t, std::uint64_t> payloads;
        hep::HepDefects defects;
        bool isChanged = false;
    };

    [[nodiscard]] Agent& agentOf(const HepSighting& sighting);
    [[nodiscard]] static session::AgentRow finished(const Agent& agent);

    std::map<Key, Agent> m_agents;
    std::map<std::int64_t, Agent> m_others;        ///< by source
    std::map<std::int64_t, std::uint32_t> m_count; ///< by source
    bool m_hasChanges = false;
};

} // namespace core::engine
