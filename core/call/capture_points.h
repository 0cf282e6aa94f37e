// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/keyed_hash.h"
#include "core/base/strong_id.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_map>

namespace core::call {

/// Numbers the places that see packets: a source, and behind a listener each agent that reports to it. Two of
/// them may see one packet; one of them sees a packet once. One thread.
class CapturePoints {
public:
    /// From 1; the same place has the same number. Places beyond the last number share it.
    [[nodiscard]] std::uint16_t numberOf(base::SourceId source, std::uint32_t agentId,
                                         std::string_view agentName)
    {
        agentName = agentName.substr(0, longestName);
        if (source == m_source && agentId == m_agentId && agentName == m_agentName)
            return m_number;
        m_place.clear();
        m_place.append(std::to_string(source.value))
            .append(1, '/')
            .append(std::to_string(agentId))
            .append(1, '/');
        m_place.append(agentName);
        auto found = m_numbers.find(m_place);
        if (found == m_numbers.end() && m_numbers.size() < mostPoints)
            found = m_numbers.emplace(m_place, static_cast<std::uint16_t>(m_numbers.size() + 1)).first;
        m_source = source;
        m_agentId = agentId;
        m_agentName = agentName;
        m_number = found == m_numbers.end() ? mostPoints : found->second;
        return m_number;
    }

private:
    /// Of a stranger's text no more is kept.
    static constexpr std::size_t longestName = 64;
    static constexpr std::uint16_t mostPoints = std::numeric_limits<std::uint16_t>::max();

    std::unordered_map<std::string, std::uint16_t, base::KeyedTextHash> m_numbers;
    // The last one that was asked for: packets come in runs.
    base::SourceId m_source;
    std::uint32_t m_agentId = 0;
    std::string m_agentName;
    std::uint16_t m_number = 0;
    /// Kept for its memory.
    std::string m_place;
};

} // namespace core::call
