// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/media_offers.h"

#include "core/base/keyed_hash.h"

#include <algorithm>

namespace core::call {
namespace {

std::uint64_t hashOf(std::string_view text)
{
    return base::keyedHash(base::processHashKey(), text);
}

} // namespace

MediaOffers::Call& MediaOffers::callOf(base::CallKey key, std::uint64_t fromTag)
{
    const auto known = m_calls.find(key);
    if (known != m_calls.end())
        return known->second;
    while (!m_order.empty() && m_calls.size() >= m_maximum) {
        m_calls.erase(m_order.front());
        m_order.pop_front();
        ++m_evicted;
    }
    m_order.push_back(key);
    Call& call = m_calls[key];
    call.callerTag = fromTag;
    return call;
}

std::vector<media::AnnouncedMedia> MediaOffers::take(const sip::Message& message, base::CallKey key)
{
    if (!message.hasSdp())
        return {};
    const std::uint64_t fromTag = hashOf(message.fromTag());
    Call& call = callOf(key, fromTag);
    // From names who sent the request, so a response comes from the other side. Side 0 is whose tag came
    // first.
    const bool isFromCaller = (fromTag == call.callerTag) == message.isRequest();
    Side& side = call.sides[isFromCaller ? 0 : 1];
    const std::uint64_t fingerprint = hashOf(message.sdpBody());
    if (fingerprint == side.fingerprint)
        return {};
    side.fingerprint = fingerprint;
    side.lines = announcedLines(sip::SessionDescription::parse(message.sdpBody()));

    std::vector<media::AnnouncedMedia> announced;
    for (std::uint32_t line = 0; line < side.lines.size(); ++line) {
        media::AnnouncedMedia media;
        media.call = key;
        media.line = line;
        media.kind = side.lines[line].kind;
        media.fax = side.lines[line].fax;
        for (std::size_t party = 0; party < 2; ++party) {
            const std::vector<AnnouncedLine>& lines = call.sides[party].lines;
            if (line < lines.size())
                media.parties[party] = lines[line].party;
        }
        announced.push_back(std::move(media));
    }
    return announced;
}

} // namespace core::call
