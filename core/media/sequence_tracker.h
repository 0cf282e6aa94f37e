// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bitset>
#include <cstdint>

namespace core::media {

/// What the sequence number of a packet says about it.
enum class SequenceStep : std::uint8_t {
    First,     ///< of the stream
    InOrder,   ///< the next one
    AfterGap,  ///< some before it are missing so far
    Late,      ///< an older one that had been missing
    Early,     ///< older than the first packet: it was overtaken by that
    Duplicate, ///< was there already
    Stray,     ///< far from the others, and not counted until the next one confirms it
    Restart,   ///< the second one far from the others: the sender began anew
};

/// Counts expected and received packets of one SSRC as RFC 3550 appendices A.1 and A.3 do. Two things are
/// added: the last 128 numbers are remembered, which tells duplicates from late packets, and the first packet
/// behind a restart counts too. Fixed size; one thread.
class SequenceTracker {
public:
    /// `isLongGap`: asked only about a jump that RFC 3550 would take for a restart. True when the timestamps
    /// say that so many packets have been sent meanwhile: then they are lost.
    template <typename IsLongGap>
    SequenceStep add(std::uint16_t sequence, IsLongGap&& isLongGap)
    {
        if (m_received == 0 && m_strays == 0)
            return begin(sequence);
        const auto delta = static_cast<std::uint16_t>(sequence - static_cast<std::uint16_t>(m_highest));
        if (delta == 1) {
            m_highest += 1;
            m_seen <<= 1U;
            m_seen.set(0);
            ++m_received;
            m_missedBefore = 0;
            return SequenceStep::InOrder;
        }
        if (delta != 0 && delta < maximumDropout)
            return advance(delta);
        if (delta == 0 || delta > wholeCycle - maximumMisorder)
            return lookBack(static_cast<std::uint16_t>(-delta));
        if (delta < wholeCycle / 2 && isLongGap(std::uint32_t{delta}))
            return advance(delta);
        return leap(sequence);
    }

    /// Of all runs between restarts: the highest number minus the first plus one.
    [[nodiscard]] std::uint64_t expected() const
    {
        return m_received == 0 ? 0 : m_expectedBefore + (m_highest - m_first + 1);
    }

    /// Duplicates and late ones included, strays not.
    [[nodiscard]] std::uint64_t received() const { return m_received; }

    /// RFC 3550's cumulative number of packets lost: below zero when there are more duplicates than losses.
    [[nodiscard]] std::int64_t lost() const
    {
        return static_cast<std::int64_t>(expected()) - static_cast<std::int64_t>(m_received);
    }

    /// Packets that never came: duplicates make up for none of them.
    [[nodiscard]] std::int64_t missing() const
    {
        return lost() + static_cast<std::int64_t>(m_duplicates) + static_cast<std::int64_t>(m_early);
    }

    [[nodiscard]] std::uint64_t duplicates() const { return m_duplicates; }

    /// Late and early ones.
    [[nodiscard]] std::uint64_t reordered() const { return m_late + m_early; }

    [[nodiscard]] std::uint64_t strays() const { return m_strays; }

    [[nodiscard]] std::uint32_t restarts() const { return m_restarts; }

    /// How many packets are missing between the one added last, which was AfterGap, and the highest before
    /// it.
    [[nodiscard]] std::uint32_t missedBefore() const { return m_missedBefore; }

private:
    static constexpr std::uint32_t wholeCycle = 1U << 16U;
    // The values of RFC 3550 appendix A.1.
    static constexpr std::uint32_t maximumDropout = 3000;
    static constexpr std::uint32_t maximumMisorder = 100;
    static constexpr std::size_t window = 128;

    SequenceStep begin(std::uint16_t sequence);
    SequenceStep advance(std::uint16_t delta);
    SequenceStep lookBack(std::uint16_t distance);
    SequenceStep leap(std::uint16_t sequence);

    /// Bit n: the packet with the number m_highest - n was there.
    std::bitset<window> m_seen;
    std::uint64_t m_first = 0;   ///< extended, of the present run
    std::uint64_t m_highest = 0; ///< extended
    std::uint64_t m_expectedBefore = 0;
    std::uint64_t m_received = 0;
    std::uint64_t m_duplicates = 0;
    std::uint64_t m_late = 0;
    std::uint64_t m_early = 0;
    std::uint64_t m_strays = 0;
    std::uint32_t m_restarts = 0;
    std::uint32_t m_missedBefore = 0;
    /// The number that would confirm a restart; beyond 16 bits: none.
    std::uint32_t m_awaited = wholeCycle;
};

} // namespace core::media
