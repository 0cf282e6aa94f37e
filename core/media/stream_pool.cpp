// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/stream_pool.h"

namespace core::media {

PooledStream* StreamPool::find(const StreamKey& key)
{
    const auto place = m_places.find(key);
    return place == m_places.end() ? nullptr : &m_streams[place->second];
}

PooledStream& StreamPool::insert(const StreamKey& key, PooledStream&& stream)
{
    std::uint32_t place = 0;
    if (m_free.empty()) {
        place = static_cast<std::uint32_t>(m_streams.size());
        m_streams.push_back(std::move(stream));
    } else {
        place = m_free.back();
        m_free.pop_back();
        m_streams[place] = std::move(stream);
    }
    m_places.emplace(key, place);
    m_streams[place].isInUse = true;
    return m_streams[place];
}

void StreamPool::erase(const StreamKey& key)
{
    const auto place = m_places.find(key);
    if (place == m_places.end())
        return;
    PooledStream& stream = m_streams[place->second];
    stream.isInUse = false;
    stream.record.reset();
    stream.stream.media.reset();
    stream.stream.audio.reset();
    m_free.push_back(place->second);
    m_places.erase(place);
}

PooledStream& StreamPool::leastUsed()
{
    constexpr int sample = 16;
    PooledStream* least = nullptr;
    for (int seen = 0; seen < sample;) {
        PooledStream& stream = m_streams[m_hand];
        m_hand = (m_hand + 1) % m_streams.size();
        if (!stream.isInUse)
            continue;
        ++seen;
        if (least == nullptr || stream.lastArrival < least->lastArrival)
            least = &stream;
    }
    return *least;
}

} // namespace core::media
