// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/media_offers.h"

#include "core/base/keyed_hash.h"

#include <algorithm>
#include <utility>

namespace core::call {
namespace {

/// Of one call, which a relay of many hops may have; the newest are kept.
constexpr std::size_t mostUnread = 16;

/// Longer texts do not stay with a free place.
constexpr std::size_t longestTextKept = 1'024;

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

/// Keys are ours, one after the other: multiplying scatters them.
std::uint32_t MediaOffers::indexHash(base::CallKey key)
{
    return static_cast<std::uint32_t>(static_cast<std::uint64_t>(key.value) * 0x9E3779B97F4A7C15U >> 32U);
}

std::optional<MediaOffers::Slot> MediaOffers::slotOf(base::CallKey key) const
{
    return m_index.find(indexHash(key), [&](Slot slot) { return m_slots[slot].key == key; });
}

MediaOffers::Slot MediaOffers::callOf(base::CallKey key, std::uint64_t fromTag)
{
    if (const auto known = slotOf(key))
        return *known;
    makeRoom(m_limits.calls - 1);
    if (m_free.empty()) {
        m_free.push_back(static_cast<Slot>(m_slots.size()));
        m_slots.emplace_back();
    }
    const Slot slot = m_free.back();
    m_free.pop_back();
    m_index.insert(indexHash(key), slot);
    m_order.push_back(slot);
    m_slots[slot].key = key;
    m_slots[slot].callerTag = fromTag;
    return slot;
}

/// Until there are at most so many calls, and the newest one at least.
void MediaOffers::makeRoom(std::size_t calls)
{
    while (m_order.size() > calls || (m_bytes > m_limits.bytes && m_order.size() > 1))
        forgetOldest();
}

void MediaOffers::forgetOldest()
{
    const Slot slot = m_order.front();
    m_order.pop_front();
    Call& call = m_slots[slot];
    m_index.erase(indexHash(call.key), slot);
    if (!call.unread.empty())
        --m_unreadCalls;
    m_bytes -= std::exchange(call.bytes, 0);
    call.key = {};
    call.sides = {};
    call.unread.clear();
    call.texts.clear();
    if (call.texts.capacity() > longestTextKept)
        call.texts = {};
    m_free.push_back(slot);
    ++m_evicted;
}

bool MediaOffers::isKnown(const Call& call, std::size_t side, std::string_view text)
{
    bool isReplaced = false;
    std::string_view rest = call.texts;
    for (const Unread& unread : call.unread) {
        if (unread.side == side) {
            if (rest.substr(0, unread.size) == text)
                return true;
            isReplaced = true;
        }
        rest.remove_prefix(unread.size);
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
std::size_t MediaOffers::sideOf(const Call& call, std::uint64_t fromTag, bool isRequest)
{
    return (fromTag == call.callerTag) == isRequest ? 0 : 1;
}

std::optional<std::size_t> MediaOffers::senderOf(const sip::Message& message, base::CallKey key) const
{
    const auto known = slotOf(key);
    if (!known)
        return std::nullopt;
    return sideOf(m_slots[*known], hashOf(message.fromTag()), message.isRequest());
}

void MediaOffers::take(const sip::Message& message, base::CallKey key)
{
    if (!message.hasSdp())
        return;
    const std::string_view description = message.sdpBody();
    const std::uint64_t fromTag = hashOf(message.fromTag());
    const Slot slot = callOf(key, fromTag);
    Call& call = m_slots[slot];
    const std::size_t side = sideOf(call, fromTag, message.isRequest());
    if (isKnown(call, side, description))
        return;
    if (call.unread.empty())
        noteUnread(slot);
    if (call.unread.size() == mostUnread) {
        const std::size_t first = call.unread.front().size;
        count(call, call.bytes - first);
        call.texts.erase(0, first);
        call.unread.erase(call.unread.begin());
    }
    call.unread.push_back({side, description.size()});
    call.texts += description;
    count(call, call.bytes + description.size());
    makeRoom(m_limits.calls);
}

void MediaOffers::noteUnread(Slot slot)
{
    constexpr std::size_t spareEntries = 64;
    ++m_unreadCalls;
    m_unread.emplace_back(m_slots[slot].key, slot);
    if (m_unread.size() > 2 * m_order.size() + spareEntries)
        std::erase_if(m_unread,
                      [this](const auto& entry) { return m_slots[entry.second].key != entry.first; });
}

std::vector<media::AnnouncedMedia> MediaOffers::takeNews()
{
    std::vector<media::AnnouncedMedia> news;
    for (const auto& [key, slot] : m_unread) {
        if (m_slots[slot].key == key)
            read(m_slots[slot], news);
    }
    m_unread.clear();
    m_unreadCalls = 0;
    makeRoom(m_limits.calls);
    return news;
}

void MediaOffers::read(Call& call, std::vector<media::AnnouncedMedia>& news)
{
    std::string_view rest = call.texts;
    for (const Unread& unread : call.unread) {
        const std::string_view text = rest.substr(0, unread.size);
        rest.remove_prefix(unread.size);
        Side& side = call.sides[unread.side];
        side.fingerprint = hashOf(text);
        side.lines = announcedLines(sip::SessionDescription::parse(text));
        for (std::size_t line = 0; line < side.lines.size(); ++line) {
            media::AnnouncedMedia& media = news.emplace_back();
            media.call = call.key;
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
    call.unread = {};
    call.texts = {};
    count(call, footprint(call.sides[0].lines) + footprint(call.sides[1].lines));
}

} // namespace core::call
