// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/media_stream.h"

#include <deque>
#include <unordered_map>
#include <vector>

namespace core::media {

/// A stream with what StreamTable keeps for itself.
struct PooledStream {
    MediaStream stream;
    RtpEvidence evidence;
    TelephoneEventReader events;
    std::shared_ptr<EndpointRecord> record;
    std::uint32_t recordVersion = 0;
    /// AnnouncementBook::generation() when it was last asked in vain.
    std::uint64_t askedAt = 0;
    base::Timestamp lastArrival;
    /// Which call and SSRC it is found by when a report comes; none: it is not.
    base::CallKey indexedCall;
    bool isInUse = true;

    explicit PooledStream(base::Duration interval) : stream(interval) {}
};

/// Streams by their key. Places of streams that went are used again, so a packet of a known stream allocates
/// nothing, and pointers stay valid until their stream goes. One thread.
class StreamPool {
public:
    explicit StreamPool(std::size_t capacity) : m_capacity(capacity) {}

    [[nodiscard]] PooledStream* find(const StreamKey& key);

    [[nodiscard]] std::size_t size() const { return m_places.size(); }

    [[nodiscard]] bool isFull() const { return m_places.size() >= m_capacity; }

    /// The pool is not full and holds no stream of this key.
    PooledStream& insert(const StreamKey& key, PooledStream&& stream);

    void erase(const StreamKey& key);

    /// The one whose last packet is the oldest, of the next sixteen: near enough, and it costs the same
    /// however many there are. The pool is not empty.
    [[nodiscard]] PooledStream& leastUsed();

    /// Calls `visit` for each stream, in the order of their places. `visit` may erase the stream it is given.
    template <typename Visit>
    void forEach(Visit&& visit)
    {
        for (PooledStream& stream : m_streams) {
            if (stream.isInUse)
                visit(stream);
        }
    }

private:
    std::size_t m_capacity;
    std::deque<PooledStream> m_streams;
    std::vector<std::uint32_t> m_free;
    std::unordered_map<StreamKey, std::uint32_t, StreamKeyHash> m_places;
    std::size_t m_hand = 0;
};

} // namespace core::media
