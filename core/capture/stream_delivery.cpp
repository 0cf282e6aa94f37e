// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/stream_delivery.h"

#include "core/capture/live_batcher.h"

namespace core::capture {
namespace {

/// From here on a batch is worth its own place in the queue.
constexpr std::size_t largeBatch = std::size_t{32} << 10U;
constexpr std::chrono::milliseconds reportEvery{250};
/// Interfaces come and go in a stream that never ends; those beyond share the stream's own source.
constexpr std::size_t maximumSources = 256;

} // namespace

base::SourceId StreamDelivery::mainSource(net::LinkType link)
{
    if (!m_main) {
        m_description.link = link;
        m_main = m_sink.addSource(m_description);
        m_counters.try_emplace(m_main);
    }
    return m_main;
}

base::SourceId StreamDelivery::announce(const std::string& interfaceName, net::LinkType link)
{
    const auto known = m_sources.find({interfaceName, link});
    if (known != m_sources.end())
        return known->second;
    if (!m_main && m_description.interfaceName.empty())
        m_description.interfaceName = interfaceName;
    if (!m_main || m_sources.size() >= maximumSources)
        return m_sources[{interfaceName, link}] = mainSource(link);
    SourceDescription further = m_description;
    further.interfaceName = interfaceName;
    further.link = link;
    const base::SourceId id = m_sink.addSource(further);
    m_counters.try_emplace(id);
    m_sources[{interfaceName, link}] = id;
    return id;
}

void StreamDelivery::take(net::FrameBatch&& batch)
{
    const base::Timestamp now = std::chrono::system_clock::now();
    for (net::FrameHeader& frame : batch.frames) {
        frame.arrived = now;
        SourceCounters& counters = m_counters[frame.source];
        ++counters.received;
        counters.receivedBytes += frame.length;
    }
    const bool isFull = m_gathered.frames.size() + batch.frames.size() > LiveBatcher::maximumFrames ||
                        m_gathered.bytes.size() + batch.bytes.size() > LiveBatcher::maximumBytes;
    if (!m_gathered.frames.empty() && (isFull || batch.bytes.size() >= largeBatch))
        push(std::exchange(m_gathered, {}));
    if (batch.bytes.size() >= largeBatch) {
        push(std::move(batch));
        return;
    }
    if (m_gathered.frames.empty())
        m_gatheredSince = Clock::now();
    for (const net::FrameHeader& frame : batch.frames)
        m_gathered.append(frame, batch.bytesOf(frame), batch.commentOf(frame));
}

void StreamDelivery::push(net::FrameBatch&& batch)
{
    m_isSinkOpen = m_sink.push(std::move(batch)) && m_isSinkOpen;
}

bool StreamDelivery::tick()
{
    const Clock::time_point now = Clock::now();
    if (!m_gathered.frames.empty() && now - m_gatheredSince >= LiveBatcher::maximumAge)
        push(std::exchange(m_gathered, {}));
    if (now - m_lastReport >= reportEvery)
        report();
    return m_isSinkOpen;
}

void StreamDelivery::finish()
{
    if (!m_gathered.frames.empty())
        push(std::exchange(m_gathered, {}));
    mainSource(m_description.link);
    report();
}

void StreamDelivery::report()
{
    for (const auto& [source, counters] : m_counters)
        m_sink.report(source, counters);
    m_lastReport = Clock::now();
}

void StreamDelivery::warn(const base::Error& error)
{
    m_sink.warn(mainSource(m_description.link), error);
}

void StreamDelivery::setDropped(std::uint64_t frames)
{
    m_counters[mainSource(m_description.link)].droppedByKernel = frames;
}

} // namespace core::capture
