// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/sequence_tracker.h"

namespace core::media {

SequenceStep SequenceTracker::begin(std::uint16_t sequence)
{
    // One cycle further, so that there is room below for packets that were overtaken.
    m_first = m_highest = std::uint64_t{wholeCycle} + sequence;
    m_seen.reset();
    m_seen.set(0);
    ++m_received;
    return SequenceStep::First;
}

SequenceStep SequenceTracker::advance(std::uint16_t delta)
{
    m_highest += delta;
    m_seen = delta < window ? m_seen << delta : std::bitset<window>{};
    m_seen.set(0);
    ++m_received;
    m_missedBefore = delta - 1U;
    m_awaited = wholeCycle;
    return SequenceStep::AfterGap;
}

SequenceStep SequenceTracker::lookBack(std::uint16_t distance)
{
    ++m_received;
    if (m_seen.test(distance)) {
        ++m_duplicates;
        return SequenceStep::Duplicate;
    }
    m_seen.set(distance);
    if (m_highest - distance < m_first) {
        ++m_early;
        return SequenceStep::Early;
    }
    ++m_late;
    return SequenceStep::Late;
}

SequenceStep SequenceTracker::leap(std::uint16_t sequence)
{
    if (sequence != m_awaited) {
        m_awaited = (std::uint32_t{sequence} + 1) % wholeCycle;
        ++m_strays;
        return SequenceStep::Stray;
    }
    // The one before was no stray but the first of the new run.
    --m_strays;
    ++m_restarts;
    m_expectedBefore += m_highest - m_first + 1;
    m_highest = std::uint64_t{wholeCycle} + sequence;
    m_first = m_highest - 1;
    m_seen.reset();
    m_seen.set(0);
    m_seen.set(1);
    m_received += 2;
    m_awaited = wholeCycle;
    return SequenceStep::Restart;
}

} // namespace core::media
