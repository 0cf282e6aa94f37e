// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/agent_table.h"

#include <algorithm>
#include <utility>

namespace core::engine {
namespace {

/// Agents write names of any length, and every message of one with its name would carry it.
constexpr std::size_t longestName = 256;

void appendTo(std::string& list, std::string_view item)
{
    if (!list.empty())
        list += ',';
    list += item;
}

std::optional<std::chrono::nanoseconds> median(std::span<const std::int64_t> offsets)
{
    if (offsets.empty())
        return std::nullopt;
    std::vector<std::int64_t> sorted{offsets.begin(), offsets.end()};
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>((sorted.size() - 1) / 2);
    std::ranges::nth_element(sorted, middle);
    return std::chrono::nanoseconds{*middle};
}

} // namespace

AgentTable::Agent& AgentTable::agentOf(const HepSighting& sighting)
{
    const std::int64_t source = sighting.source.value;
    const Key key{source,           sighting.sender,  sighting.transport,
                  sighting.version, sighting.agentId, std::string{sighting.agentName.substr(0, longestName)}};
    const auto place = m_agents.find(key);
    if (place != m_agents.end())
        return place->second;
    const bool hasRoom = m_agents.size() < maximumAgents;
    Agent& agent = hasRoom ? m_agents[key] : m_others[source];
    if (agent.row.packets != 0)
        return agent;
    agent.row.source = sighting.source;
    agent.row.first = agent.row.last = sighting.arrived;
    agent.row.version = sighting.version;
    if (hasRoom) {
        agent.row.number = ++m_count[source];
        agent.row.agentId = sighting.agentId;
        agent.row.name = std::get<std::string>(key);
        agent.row.address = sighting.sender.toString();
        agent.row.transport = net::name(sighting.transport);
    }
    return agent;
}

void AgentTable::add(const HepSighting& sighting)
{
    Agent& agent = agentOf(sighting);
    session::AgentRow& row = agent.row;
    ++row.packets;
    row.bytes += sighting.bytes;
    row.first = std::min(row.first, sighting.arrived);
    row.last = std::max(row.last, sighting.arrived);
    if (sighting.captured) {
        // Times are a stranger's: the distance wraps around instead of overflowing.
        const auto offset = static_cast<std::uint64_t>(base::toNanoseconds(*sighting.captured)) -
                            static_cast<std::uint64_t>(base::toNanoseconds(sighting.arrived));
        agent.offsets[agent.offsetCount++ % offsetsKept] = static_cast<std::int64_t>(offset);
    }
    ++agent.payloads[static_cast<std::uint8_t>(sighting.payloadType)];
    agent.defects = hep::HepDefects{agent.defects.bits() | sighting.defects.bits()};
    agent.isChanged = true;
    m_hasChanges = true;
}

session::AgentRow AgentTable::finished(const Agent& agent)
{
    session::AgentRow row = agent.row;
    row.clockOffset = median(std::span{agent.offsets}.first(std::min(agent.offsetCount, offsetsKept)));
    for (const auto& [type, packets] : agent.payloads)
        appendTo(row.payloads, hep::name(hep::PayloadType{type}) + ":" + std::to_string(packets));
    for (const hep::HepDefect defect : hep::allHepDefects()) {
        if (agent.defects.contains(defect))
            appendTo(row.defects, hep::name(defect));
    }
    return row;
}

std::vector<session::AgentRow> AgentTable::takeChanges()
{
    std::vector<session::AgentRow> changes;
    if (!std::exchange(m_hasChanges, false))
        return changes;
    const auto take = [&changes](Agent& agent) {
        if (std::exchange(agent.isChanged, false))
            changes.push_back(finished(agent));
    };
    for (auto& [key, agent] : m_agents)
        take(agent);
    for (auto& [source, agent] : m_others)
        take(agent);
    return changes;
}

} // namespace core::engine
