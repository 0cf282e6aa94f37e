// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capture_source.h"

#include <chrono>
#include <cstddef>
#include <span>

namespace core::capture {

/// Gathers the frames of one live source into batches of at most 4,096 frames, 1 MiB or 50 ms, and hands
/// out the source's numbers a few times a second. The source's thread only.
class LiveBatcher {
public:
    using Clock = std::chrono::steady_clock;

    static constexpr std::size_t maximumFrames = 4096;
    static constexpr std::size_t maximumBytes = 1U << 20U;
    static constexpr std::chrono::milliseconds maximumAge{50};

    LiveBatcher(FrameSink& sink, base::SourceId source) : m_sink(sink), m_source(source) {}

    /// Copies the frame; its source is filled in. Hands the batch over first when the frame does not fit.
    void add(net::FrameHeader header, std::span<const std::byte> bytes);

    /// Hands the batch over and reports when it is time to. False: the sink wants no more.
    bool tick();

    /// Hands over what there is and reports: the source ends.
    void finish();

    /// How long the source may wait for the next frame before it calls tick(). At least 1 ms.
    [[nodiscard]] std::chrono::milliseconds patience() const;

    /// Counts a packet that is not handed over.
    void countRefused(std::size_t bytes)
    {
        ++m_counters.received;
        ++m_counters.refused;
        m_counters.receivedBytes += bytes;
    }

    void setDroppedByKernel(std::uint64_t frames) { m_counters.droppedByKernel = frames; }

private:
    void flush();

    FrameSink& m_sink;
    base::SourceId m_source;
    net::FrameBatch m_batch;
    Clock::time_point m_batchBegan;
    Clock::time_point m_lastReport = Clock::now();
    SourceCounters m_counters;
    bool m_isSinkOpen = true;
};

} // namespace core::capture
