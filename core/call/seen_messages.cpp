// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/seen_messages.h"

#include "core/call/saturating_time.h"

#include <algorithm>
#include <limits>
#include <span>
#include <utility>

namespace core::call {
namespace {

/// Enough for a request with its answer, challenged or not.
constexpr std::uint32_t initialCapacity = 4;
constexpr std::uint32_t largestKeptTable = 8;

std::int64_t milliseconds(base::Duration duration)
{
    return std::chrono::floor<std::chrono::milliseconds>(duration).count();
}

std::uint16_t oneMore(std::uint16_t copies)
{
    return copies == std::numeric_limits<std::uint16_t>::max() ? copies
                                                               : static_cast<std::uint16_t>(copies + 1);
}

} // namespace

Repetition SeenMessages::observe(const Fingerprint& fingerprint, base::MessageId id, base::SourceId source,
                                 base::Timestamp arrived, std::size_t limit)
{
    constexpr std::int64_t most = std::numeric_limits<std::uint32_t>::max();
    if (m_size == 0 || id.value - m_firstId.value > most ||
        later(m_firstArrived, std::chrono::milliseconds{most}) < arrived) {
        m_size = 0;
        m_oldest = 0;
        m_firstId = id;
        m_firstArrived = arrived;
    }
    Seen seen{fingerprint.identity,
              fingerprint.bytes,
              static_cast<std::uint16_t>(source.value),
              0,
              static_cast<std::uint32_t>(id.value - m_firstId.value),
              static_cast<std::uint32_t>(milliseconds(arrived - m_firstArrived))};
    const Repetition repetition = match(seen, fingerprint.needsSameBytes);
    append(seen, limit);
    return repetition;
}

Repetition SeenMessages::match(Seen& seen, bool needsSameBytes) const
{
    const std::span known{m_seen.get(), m_size};
    const Seen* original = nullptr;
    for (const Seen& earlier : known) {
        if (earlier.identity != seen.identity)
            continue;
        const bool hasSameBytes = earlier.bytes == seen.bytes;
        if ((hasSameBytes || !needsSameBytes) && (original == nullptr || earlier.id < original->id))
            original = &earlier;
        if (hasSameBytes && earlier.source == seen.source)
            seen.earlierCopies = std::max(seen.earlierCopies, oneMore(earlier.earlierCopies));
    }
    if (original == nullptr)
        return {};
    if (const Seen* other = duplicated(seen))
        return {.retransmissionOf = {}, .duplicateOf = idOf(*other)};
    return {.retransmissionOf = idOf(*original), .duplicateOf = {}};
}

/// The copy of the same packet at another source that this source has not matched yet.
const SeenMessages::Seen* SeenMessages::duplicated(const Seen& seen) const
{
    constexpr auto window = std::chrono::ceil<std::chrono::milliseconds>(duplicateWindow).count();
    const Seen* best = nullptr;
    for (const Seen& earlier : std::span{m_seen.get(), m_size}) {
        if (earlier.identity == seen.identity && earlier.bytes == seen.bytes &&
            earlier.source != seen.source && earlier.earlierCopies == seen.earlierCopies &&
            seen.arrivedMilliseconds - earlier.arrivedMilliseconds <= window &&
            (best == nullptr || earlier.id < best->id))
            best = &earlier;
    }
    return best;
}

void SeenMessages::append(const Seen& seen, std::size_t limit)
{
    if (m_size < m_capacity) {
        m_seen[m_size++] = seen;
        return;
    }
    if (m_capacity < limit) {
        const auto capacity = static_cast<std::uint32_t>(
            std::min<std::size_t>(std::max(initialCapacity, m_capacity * 2), limit));
        std::unique_ptr<Seen[]> larger{new Seen[capacity]};
        std::copy_n(m_seen.get(), m_size, larger.get());
        m_seen = std::move(larger);
        m_capacity = capacity;
        m_oldest = 0;
        m_seen[m_size++] = seen;
        return;
    }
    if (m_capacity == 0)
        return;
    m_seen[m_oldest] = seen;
    m_oldest = (m_oldest + 1) % m_capacity;
}

void SeenMessages::clear()
{
    m_size = 0;
    m_oldest = 0;
    if (m_capacity > largestKeptTable) {
        m_seen.reset();
        m_capacity = 0;
    }
}

} // namespace core::call
