// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capture_source.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace core::capture {

/// Hands on what a live capture stream brings, with the time of its arrival: large batches as they are, small
/// ones gathered for at most 50 ms. Announces a source for the stream, and one more for each further
/// interface within it. The source's thread only.
class StreamDelivery {
public:
    StreamDelivery(FrameSink& sink, SourceDescription description)
        : m_sink(sink), m_description(std::move(description))
    {
    }

    /// For CaptureFileReader; an interface that comes back, in a later file too, keeps its source.
    base::SourceId announce(const std::string& interfaceName, net::LinkType link);

    [[nodiscard]] bool hasSource() const { return bool{m_main}; }

    void take(net::FrameBatch&& batch);
    /// Hands over and reports when it is time to. False: the sink wants no more.
    bool tick();
    /// Hands over what there is and reports: the stream ends. It has a source now, if it had none.
    void finish();

    void warn(const base::Error& error);
    /// What the other side lost before it reached us, since it started.
    void setDropped(std::uint64_t frames);

private:
    using Clock = std::chrono::steady_clock;

    base::SourceId mainSource(net::LinkType link);
    void push(net::FrameBatch&& batch);
    void report();

    FrameSink& m_sink;
    SourceDescription m_description;
    base::SourceId m_main;
    std::map<std::pair<std::string, net::LinkType>, base::SourceId> m_sources;
    std::map<base::SourceId, SourceCounters> m_counters;
    net::FrameBatch m_gathered;
    Clock::time_point m_gatheredSince;
    Clock::time_point m_lastReport = Clock::now();
    bool m_isSinkOpen = true;
};

} // namespace core::capture
