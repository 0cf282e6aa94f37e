// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/media_offers.h"

#include "core/base/keyed_hash.h"

#include <algorithm>
#include <utility>

namespace core::call {
namespace {

/// Of one call, which a relay of many hops may have; the newest are kept.
constexpr std::size_t mostUnread = 16;

std::uint64_t hashOf(std::string_view text)
{
    return base::keyedHash(base::processHashKey(), text);
}

std::size_t footprint(const std::vector<AnnouncedLine>& lines)
{
    constexpr std::size_t perFormat = 48;
    std::size_t bytes = lines.size() * sizeof(AnnouncedLine);
    for (const AnnouncedLine& line : lines)
        bytes += line.party.formats.size() * perFormat +
                 line.party.candidates.size() * sizeof(media::MediaEndpoint);
    return bytes;
}

} // namespace

MediaOffers::Call& MediaOffers::callOf(base::CallKey key, std::uint64_t fromTag)
{
    const auto known = m_calls.find(key);
    if (known != m_calls.end())
        return known->second;
    makeRoom(m_limits.calls - 1);
    m_order.push_back(key);
    Call& call = m_calls[key];
    call.callerTag = fromTag;
    return call;
}

/// Until there are at most so many calls, and the newest one at least.
void MediaOffers::makeRoom(std::size_t calls)
{
    while (m_calls.size() > calls || (m_bytes > m_limits.bytes && m_calls.size() > 1)) {
        const auto oldest = m_calls.find(m_order.front());
        if (!oldest->second.unread.empty())
            m_unread.erase(oldest->second.place);
        m_bytes -= oldest->second.bytes;
        m_calls.erase(oldest);
        m_order.pop_front();
        ++m_evicted;
    }
}

bool MediaOffers::isKnown(const Call& call, std::size_t side, std::string_view text)
{
    bool isReplaced = false;
    for (const Unread& unread : call.unread) {
        if (unread.side != side)
            continue;
        if (unread.text == text)
            return true;
        isReplaced = true;
    }
    const std::uint64_t read = call.sides[side].fingerprint;
    return !isReplaced && read != 0 && read == hashOf(text);
}

void MediaOffers::count(Call& call, std::size_t bytes)
{
    m_bytes += bytes - call.bytes;
    call.bytes = bytes;
}

/// From names who sent the request, so a response comes from the other side. Side 0 is whose tag came first.
std::size_t MediaOffers::sideOf(const Call& call, const sip::Message& message)
{
    return (hashOf(message.fromTag()) == call.callerTag) == message.isRequest() ? 0 : 1;
}

std::optional<std::size_t> MediaOffers::senderOf(const sip::Message& message, base::CallKey key) const
{
    const auto known = m_calls.find(key);
    return known == m_calls.end() ? std::nullopt : std::optional{sideOf(known->second, message)};
}

void MediaOffers::take(const sip::Message& message, base::CallKey key)
{
    if (!message.hasSdp())
        return;
    const std::string_view description = message.sdpBody();
    Call& call = callOf(key, hashOf(message.fromTag()));
    const std::size_t side = sideOf(call, message);
    if (isKnown(call, side, description))
        return;
    if (call.unread.empty())
        call.place = m_unread.insert(m_unread.end(), key);
    if (call.unread.size() == mostUnread) {
        count(call, call.bytes - call.unread.front().text.size());
        call.unread.erase(call.unread.begin());
    }
    call.unread.push_back({side, std::string{description}});
    count(call, call.bytes + description.size());
    makeRoom(m_limits.calls);
}

std::vector<media::AnnouncedMedia> MediaOffers::takeNews()
{
    std::vector<media::AnnouncedMedia> news;
    for (const base::CallKey key : m_unread)
        read(key, m_calls.at(key), news);
    m_unread.clear();
    makeRoom(m_limits.calls);
    return news;
}

void MediaOffers::read(base::CallKey key, Call& call, std::vector<media::AnnouncedMedia>& news)
{
    for (const Unread& unread : call.unread) {
        Side& side = call.sides[unread.side];
        side.fingerprint = hashOf(unread.text);
        side.lines = announcedLines(sip::SessionDescription::parse(unread.text));
        for (std::size_t line = 0; line < side.lines.size(); ++line) {
            media::AnnouncedMedia& media = news.emplace_back();
            media.call = key;
            media.line = static_cast<std::uint32_t>(line);
            media.kind = side.lines[line].kind;
            media.fax = side.lines[line].fax;
            media.isEncrypted = side.lines[line].isEncrypted;
            for (std::size_t party = 0; party < 2; ++party) {
                if (line < call.sides[party].lines.size())
                    media.parties[party] = call.sides[party].lines[line].party;
            }
        }
    }
    std::vector<Unread>{}.swap(call.unread);
    count(call, footprint(call.sides[0].lines) + footprint(call.sides[1].lines));
}

} // namespace core::call
