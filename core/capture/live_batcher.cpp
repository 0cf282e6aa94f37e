// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/live_batcher.h"

#include <algorithm>
#include <utility>

namespace core::capture {
namespace {

constexpr std::chrono::milliseconds reportEvery{250};

} // namespace

void LiveBatcher::add(net::FrameHeader header, std::span<const std::byte> bytes)
{
    if (m_batch.frames.size() == maximumFrames ||
        (!m_batch.frames.empty() && m_batch.bytes.size() + bytes.size() > maximumBytes))
        flush();
    if (m_batch.frames.empty())
        m_batchBegan = Clock::now();
    ++m_counters.received;
    m_counters.receivedBytes += bytes.size();
    header.source = m_source;
    m_batch.append(header, bytes);
}

bool LiveBatcher::tick()
{
    const Clock::time_point now = Clock::now();
    if (!m_batch.frames.empty() && now - m_batchBegan >= maximumAge)
        flush();
    if (now - m_lastReport >= reportEvery) {
        m_lastReport = now;
        m_sink.report(m_source, m_counters);
    }
    return m_isSinkOpen;
}

void LiveBatcher::finish()
{
    if (!m_batch.frames.empty())
        flush();
    m_sink.report(m_source, m_counters);
}

std::chrono::milliseconds LiveBatcher::patience() const
{
    if (m_batch.frames.empty())
        return maximumAge;
    const auto left = m_batchBegan + maximumAge - Clock::now();
    return std::clamp(std::chrono::ceil<std::chrono::milliseconds>(left), std::chrono::milliseconds{1},
                      maximumAge);
}

void LiveBatcher::flush()
{
    // The next batch is probably as large as this one; room that is never used would not be counted by
    // the queue, which bounds what waits.
    const std::size_t frames = m_batch.frames.size();
    const std::size_t bytes = m_batch.bytes.size();
    m_isSinkOpen = m_sink.push(std::exchange(m_batch, {})) && m_isSinkOpen;
    m_batch.frames.reserve(frames);
    m_batch.bytes.reserve(bytes);
}

} // namespace core::capture
