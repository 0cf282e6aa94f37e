// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/base/timestamp.h"

#include <cstddef>
#include <cstdint>
#include <memory>

namespace core::call {

/// What makes two messages of one call the same.
struct Fingerprint {
    /// Of what RFC 3261 section 17 compares, and of the path.
    std::uint64_t identity = 0;
    /// Of all bytes.
    std::uint32_t bytes = 0;
    /// A response is only repeated by one with the same bytes (RFC 3261 section 17.2.1): a second 180, 183 or
    /// 200 with other content is news.
    bool needsSameBytes = false;
};

/// At most one of the two is set.
struct Repetition {
    base::MessageId retransmissionOf;
    base::MessageId duplicateOf;

    explicit operator bool() const { return retransmissionOf || duplicateOf; }
};

/// The latest messages of one call, to recognise those that come again.
///
/// A source here is a capture point, see CapturePoints.
///
/// A message that equals an earlier one is a duplicate when another source reported the earlier one at most
/// a second ago, and that one has not yet been matched by this source: the n-th copy that one source sees is
/// paired with the n-th copy that the other source saw. Everything else that comes again was sent again,
/// also when one source sees the same packet twice: a source is one capture point, and a switch that mirrors
/// a packet twice cannot be told from a sender that repeats it.
class SeenMessages {
public:
    static constexpr base::Duration duplicateWindow = std::chrono::seconds{1};

    /// Says what the message repeats, and remembers it. `limit` bounds what is remembered.
    Repetition observe(const Fingerprint& fingerprint, base::MessageId id, base::SourceId source,
                       base::Timestamp arrived, std::size_t limit);

    /// Keeps a small buffer for the next call.
    void clear();

    /// Bytes in use.
    [[nodiscard]] std::size_t footprint() const { return m_size * sizeof(Seen); }

private:
    struct Seen {
        std::uint64_t identity;
        std::uint32_t bytes;
        std::uint16_t source;
        /// How often the source had seen these bytes before.
        std::uint16_t earlierCopies;
        /// Relative to the first one, to halve the size.
        std::uint32_t id;
        std::uint32_t arrivedMilliseconds;
    };

    Repetition match(Seen& seen, bool needsSameBytes) const;
    const Seen* duplicated(const Seen& seen) const;
    void append(const Seen& seen, std::size_t limit);

    [[nodiscard]] base::MessageId idOf(const Seen& seen) const { return {m_firstId.value + seen.id}; }

    std::unique_ptr<Seen[]> m_seen; // a ring once it is full
    std::uint32_t m_capacity = 0;
    std::uint32_t m_size = 0;
    std::uint32_t m_oldest = 0;
    base::MessageId m_firstId;
    base::Timestamp m_firstArrived;
};

} // namespace core::call
