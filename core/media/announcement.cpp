// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/announcement.h"

#include <algorithm>

namespace core::media {
namespace {

bool isUsable(const MediaEndpoint& endpoint)
{
    return endpoint.family != 0 && endpoint.port != 0;
}

/// The receiver chooses the numbers of payload types (RFC 3264 section 5.1); senders that use the numbers of
/// their own description all the same are understood too.
PayloadMap formatsFor(const AnnouncedMedia& media, std::uint8_t receiver)
{
    PayloadMap formats;
    for (const std::size_t party : {std::size_t{1} - receiver, std::size_t{receiver}}) {
        if (media.parties[party])
            formats.add(media.parties[party]->formats);
    }
    return formats;
}

std::size_t footprint(const AnnouncedParty& party)
{
    return party.candidates.size() * sizeof(MediaEndpoint) + party.formats.footprint();
}

/// Endpoints share what was announced; each counts a part of it.
std::size_t shareOf(const AnnouncedMedia& media)
{
    std::size_t bytes = sizeof(AnnouncedMedia);
    std::size_t endpoints = 0;
    for (const auto& party : media.parties) {
        bytes += party ? footprint(*party) : 0;
        endpoints += party ? 1 + std::min(party->candidates.size(), AnnouncedParty::maximumCandidates) : 0;
    }
    return bytes / std::max<std::size_t>(endpoints, 1);
}

} // namespace

std::string agreedFormats(const AnnouncedMedia& media, std::uint8_t receiver)
{
    const auto& own = media.parties[receiver];
    const auto& other = media.parties[1U - receiver];
    if (own && other)
        return own->formats.names(&other->formats);
    return own ? own->formats.names() : other ? other->formats.names() : std::string{};
}

void AnnouncementBook::announce(AnnouncedMedia media)
{
    m_hasFax = m_hasFax || media.fax == FaxExpectation::Announced;
    const auto shared = std::make_shared<const AnnouncedMedia>(std::move(media));
    for (std::uint8_t party = 0; party < 2; ++party) {
        if (!shared->parties[party])
            continue;
        const AnnouncedParty& said = *shared->parties[party];
        remember(said.receiver, shared, party, Attribution::Announced);
        const std::size_t count = std::min(said.candidates.size(), AnnouncedParty::maximumCandidates);
        for (std::size_t i = 0; i < count; ++i)
            remember(said.candidates[i], shared, party, Attribution::Announced);
    }
}

std::shared_ptr<EndpointRecord> AnnouncementBook::find(const MediaEndpoint& destination) const
{
    const auto place = m_records.find(destination);
    return place == m_records.end() ? nullptr : place->second;
}

void AnnouncementBook::learnSource(const EndpointRecord& record, const MediaEndpoint& source)
{
    const auto sender = static_cast<std::uint8_t>(1 - record.receiver);
    const auto known = m_records.find(source);
    if (known != m_records.end()) {
        const EndpointRecord& there = *known->second;
        if (there.attribution == Attribution::Announced || there.media == record.media)
            return;
    }
    remember(source, record.media, sender, Attribution::Learned);
}

void AnnouncementBook::remember(const MediaEndpoint& endpoint,
                                const std::shared_ptr<const AnnouncedMedia>& media, std::uint8_t receiver,
                                Attribution attribution)
{
    if (!isUsable(endpoint) || m_limits.endpoints == 0)
        return;
    auto place = m_records.find(endpoint);
    if (place == m_records.end()) {
        makeRoom(m_limits.endpoints - 1);
        place = m_records.emplace(endpoint, std::make_shared<EndpointRecord>()).first;
        m_order.push_back(endpoint);
    }
    EndpointRecord& record = *place->second;
    record.media = media;
    record.receiver = receiver;
    record.attribution = attribution;
    record.formats = formatsFor(*media, receiver);
    ++record.version;
    ++m_generation;
    m_bytes -= record.bytes;
    record.bytes =
        sizeof(EndpointRecord) + 2 * sizeof(MediaEndpoint) + record.formats.footprint() + shareOf(*media);
    m_bytes += record.bytes;
    makeRoom(m_limits.endpoints);
}

/// Until there are at most so many endpoints, and the newest one at least.
void AnnouncementBook::makeRoom(std::size_t endpoints)
{
    while (m_records.size() > endpoints || (m_bytes > m_limits.bytes && m_records.size() > 1)) {
        const auto oldest = m_records.find(m_order.front());
        m_bytes -= oldest->second->bytes;
        m_records.erase(oldest);
        m_order.pop_front();
        ++m_evicted;
    }
}

} // namespace core::media
