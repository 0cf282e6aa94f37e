// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/story_loader.h"

#include "core/sip/sdp.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace core::flow {
namespace {

/// By time, then request before its response, then id, as in a call flow.
bool isBefore(const dialog::StoryMessage& a, const dialog::StoryMessage& b)
{
    const auto key = [](const dialog::StoryMessage& message) {
        return std::tuple{message.time, !message.message->isRequest(), message.id};
    };
    return key(a) < key(b);
}

/// The addresses that session descriptions name, a few of them.
std::vector<std::string> mediaAddresses(const std::vector<dialog::StoryMessage>& messages)
{
    constexpr std::size_t mostAddresses = 16;
    std::set<std::string> addresses;
    for (const dialog::StoryMessage& message : messages) {
        if (addresses.size() >= mostAddresses || !message.message->hasSdp())
            continue;
        const auto session = sip::SessionDescription::parse(message.message->sdpBody());
        for (const sip::MediaDescription& media : session.media) {
            if (const auto address = net::IpAddress::parse(media.connectionAddress))
                addresses.insert(address->toString());
        }
    }
    return {addresses.begin(), addresses.end()};
}

base::Result<dialog::StoryMedia> mediaOf(session::SessionReader& reader, base::CallKey call,
                                         const std::vector<dialog::StoryMessage>& messages)
{
    dialog::StoryMedia media;
    const auto streams = reader.streamsOf(call);
    if (!streams)
        return streams.error();
    for (const session::StreamRow& row : *streams) {
        // Reports tell of a stream, but not what was captured of it; and fax is no audio.
        if (row.origin == media::StreamOrigin::Reports || row.isFax())
            continue;
        media.streams.push_back(
            {row.id, row.path, row.line, row.receiver, row.codec, row.counters, row.digits.events});
    }
    const std::vector<std::string> addresses = mediaAddresses(messages);
    const auto strays = reader.strayStreams(addresses);
    if (!strays)
        return strays.error();
    for (const session::StrayStream& stray : *strays) {
        dialog::StoryStream& stream = media.strays.emplace_back();
        stream.id = stray.id;
        stream.path = stray.path;
        stream.codec = stray.codec;
        stream.counters.first = stray.first;
        stream.counters.last = stray.last;
        stream.counters.packets = stray.packets;
    }
    media.isVisible = !media.streams.empty();
    if (media.isVisible)
        return media;
    const auto visible = reader.hasStreamBetween(addresses);
    if (!visible)
        return visible.error();
    media.isVisible = *visible;
    return media;
}

} // namespace

base::Result<LoadedStory> LoadedStory::load(session::SessionReader& reader, base::CallKey call,
                                            base::Timestamp observedUntil, std::stop_token stop)
{
    auto ids = reader.messagesOfCall(call);
    if (!ids)
        return ids.error();
    const bool isCut = ids->size() > mostMessages;
    if (isCut)
        ids->resize(mostMessages);
    const auto records = reader.messages(*ids);
    if (!records)
        return records.error();

    LoadedStory loaded;
    std::vector<base::MessageId> wanted;
    for (const call::MessageRecord& record : *records) {
        wanted.push_back(record.id);
        loaded.m_held.emplace_back();
    }
    const auto keep = [&loaded](std::size_t index, std::span<const std::byte> bytes) {
        Held& held = loaded.m_held[index];
        held.bytes.assign(bytes.begin(), bytes.end());
        held.isRead = held.message.parse(held.bytes);
    };
    if (auto status = reader.scanMessages(wanted, keep, stop); !status)
        return status.error();
    if (stop.stop_requested())
        return base::Error{base::ErrorCode::Cancelled, {}, {}};

    base::Timestamp last = base::Timestamp::min();
    for (std::size_t index = 0; index < records->size(); ++index) {
        const call::MessageRecord& record = (*records)[index];
        last = std::max(last, record.captured);
        if (loaded.m_held[index].isRead)
            loaded.m_messages.push_back({record.id, record.captured, record.path, record.duplicateOf,
                                         record.defects, &loaded.m_held[index].message});
    }
    std::sort(loaded.m_messages.begin(), loaded.m_messages.end(), isBefore);
    // Of a story that was cut, what comes after the last message is not known.
    loaded.m_story = dialog::tellStory(loaded.m_messages, isCut ? last : std::max(last, observedUntil));
    auto media = mediaOf(reader, call, loaded.m_messages);
    if (!media)
        return media.error();
    loaded.m_story.media = std::move(*media);
    return loaded;
}

} // namespace core::flow
