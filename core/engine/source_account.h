// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/frame_ledger.h"
#include "core/session/rows.h"

#include <array>
#include <cstdint>
#include <set>
#include <vector>

namespace core::engine {

/// What became of the frames of one source: how many, and which ones first. Session thread.
class SourceAccount {
public:
    enum class Keeping : std::uint8_t { Stored, NotStored };

    /// Frames come in ascending order. A waiting verdict stands until resolve().
    void count(base::FrameNumber frame, const FrameVerdict& verdict, Keeping keeping);
    /// False when the frame does not wait.
    bool resolve(base::FrameNumber frame, const FrameVerdict& verdict);

    /// Frames that were counted when they came, and are not there to be counted again.
    void addLost(std::uint64_t frames);
    /// As recorded, for frames that are not there to be judged again.
    void restore(std::vector<session::FrameTally> tallies);

    /// Ordered by fate and detail.
    [[nodiscard]] std::vector<session::FrameTally> tallies() const;

    /// A verdict stands out.
    [[nodiscard]] bool isWaiting() const;

    [[nodiscard]] std::uint64_t frames() const { return m_frames; }

private:
    /// By what they wait for.
    static constexpr std::array awaited{net::FrameDetail::AwaitsFragments, net::FrameDetail::AwaitsSegment,
                                        net::FrameDetail::AwaitsMessage, net::FrameDetail::AwaitsSecret};

    session::FrameTally& tally(const FrameVerdict& verdict);

    std::vector<session::FrameTally> m_tallies;
    std::size_t m_last = 0; ///< most frames are like the one before
    std::array<std::set<base::FrameNumber>, awaited.size()> m_waiting;
    std::uint64_t m_frames = 0;
};

} // namespace core::engine
