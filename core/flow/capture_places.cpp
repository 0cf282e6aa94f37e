// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/capture_places.h"

#include <utility>

namespace core::flow {

base::Result<CapturePlaces> CapturePlaces::read(session::SessionReader& reader)
{
    CapturePlaces places;
    auto sources = reader.sources();
    if (!sources)
        return sources.error();
    for (session::SourceRow& source : *sources)
        places.m_sources.emplace(source.id, std::move(source));
    auto corrections = reader.clockCorrections();
    if (!corrections)
        return corrections.error();
    places.m_corrections = *std::move(corrections);
    return places;
}

const session::ClockCorrection* CapturePlaces::correctionOf(const call::MessageRecord& record) const
{
    const auto source = m_sources.find(record.source);
    if (source == m_sources.end())
        return nullptr;
    for (const session::ClockCorrection& one : m_corrections) {
        if (one.source == source->second.name && one.agentId == record.agentId &&
            one.agentName == record.agentName)
            return &one;
    }
    return nullptr;
}

void CapturePlaces::correct(std::vector<call::MessageRecord>& records)
{
    if (m_corrections.empty())
        return;
    for (call::MessageRecord& record : records) {
        const session::ClockCorrection* const correction = correctionOf(record);
        if (correction == nullptr)
            continue;
        record.captured -= correction->offset;
        m_used.insert_or_assign(nameOf(record), correction->offset);
    }
}

std::string CapturePlaces::nameOf(const call::MessageRecord& record) const
{
    if (!record.agentName.empty() || record.agentId != 0) {
        const std::string number = record.agentId == 0 ? std::string{} : std::to_string(record.agentId);
        if (record.agentName.empty())
            return "HEP " + number;
        return number.empty() ? record.agentName : record.agentName + " (" + number + ")";
    }
    const auto source = m_sources.find(record.source);
    if (source == m_sources.end())
        return {};
    const session::SourceRow& row = source->second;
    if (row.kind == "file" || row.kind == "follow")
        return row.name.substr(row.name.rfind('/') + 1);
    return row.interfaceName.empty() ? row.name : row.interfaceName;
}

std::vector<CorrectedClock> CapturePlaces::corrected() const
{
    std::vector<CorrectedClock> clocks;
    for (const auto& [place, ahead] : m_used)
        clocks.push_back({place, ahead});
    return clocks;
}

} // namespace core::flow
