// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/media_frames.h"

#include "core/call/saturating_time.h"
#include "core/net/packet_decoder.h"

#include <algorithm>
#include <chrono>
#include <map>

namespace core::exporting {
namespace {

/// RTCP begins before the first packet of RTP, and its last report follows the last one.
constexpr base::Duration around = std::chrono::seconds{6};

/// The time in which a path belongs to a call: its ports are another's afterwards.
struct Window {
    base::Timestamp first;
    base::Timestamp last;
    bool isRtp = true; ///< else RTCP on the port beside it (RFC 3550 section 11)
};

using Windows = std::multimap<net::Path, Window>;

net::Path besideFor(net::Path path)
{
    ++path.source.port;
    ++path.destination.port;
    return path;
}

Windows windowsOf(const std::vector<session::StreamRow>& streams, const std::set<base::CallKey>& calls,
                  MediaFrames& found)
{
    Windows windows;
    for (const session::StreamRow& stream : streams) {
        if (!stream.call || stream.origin == media::StreamOrigin::Reports || !calls.contains(stream.call))
            continue;
        ++found.streams;
        found.seenPackets += stream.counters.packets;
        const base::Timestamp first = stream.counters.first > base::Timestamp::min() + around
                                          ? stream.counters.first - around
                                          : base::Timestamp::min();
        const base::Timestamp last = call::later(stream.counters.last, around);
        windows.emplace(stream.path, Window{first, last, true});
        windows.emplace(besideFor(stream.path), Window{first, last, false});
    }
    return windows;
}

/// Collects the frames that carry a datagram within a window.
class MediaCollector final : public net::PayloadHandler {
public:
    MediaCollector(const Windows& windows, MediaFrames& found) : m_windows(windows), m_found(found) {}

private:
    void onDatagram(const net::FrameView& frame, const net::Datagram& datagram) override
    {
        const auto [begin, end] = m_windows.equal_range(datagram.path);
        const auto window = std::find_if(begin, end, [&frame](const auto& entry) {
            return entry.second.first <= frame.captured && frame.captured <= entry.second.last;
        });
        if (window == end)
            return;
        m_found.foundPackets += window->second.isRtp ? 1U : 0U;
        if (!datagram.isWithinFrame)
            m_found.frames.insert(m_found.frames.end(), datagram.frames.begin(), datagram.frames.end());
        else
            m_found.frames.push_back(frame.number);
    }

    void onStreamBytes(const net::FrameView&, const net::StreamBytes&) override {}

    void onStreamClosed(net::StreamId) override {}

    const Windows& m_windows;
    MediaFrames& m_found;
};

} // namespace

base::Result<MediaFrames> mediaFramesOf(const Job& job, const std::set<base::CallKey>& calls)
{
    MediaFrames found;
    const base::Result<std::vector<session::StreamRow>> streams = job.reader.streams();
    if (!streams)
        return streams.error();
    const Windows windows = windowsOf(*streams, calls, found);
    if (windows.empty())
        return found;
    MediaCollector collector{windows, found};
    net::PacketDecoder decoder;
    const base::Status status = job.reader.forEachMedia([&](const session::StoredFrame& frame) {
        static_cast<void>(decoder.decode(frame.view(), collector));
        return !job.stop.stop_requested();
    });
    // Damaged blocks are told of when their own frames are read.
    if (!status && status.error().code != base::ErrorCode::SessionDamaged)
        return status.error();
    if (job.stop.stop_requested())
        return base::Error{base::ErrorCode::Cancelled, job.options.file.string(), {}};
    std::ranges::sort(found.frames);
    return found;
}

} // namespace core::exporting
