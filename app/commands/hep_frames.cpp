// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/hep_frames.h"

#include "core/hep/hep_stream_framer.h"
#include "core/net/packet_decoder.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <utility>

namespace app {
namespace {

using core::base::FrameNumber;
using core::base::Status;
using core::session::StoredFrame;

/// One direction of a TCP connection, whose bytes are cut into packets.
class HepStream {
public:
    void append(const core::net::StreamBytes& bytes, FrameNumber wanted, std::vector<HepInFrames>& found)
    {
        const std::uint64_t begin = m_segments.empty() ? m_taken : m_segments.back().end;
        m_segments.push_back({begin, begin + bytes.bytes.size(), bytes.frame});
        m_framer.append(bytes.bytes, bytes.followsGap);
        take(wanted, found);
    }

    void finish(FrameNumber wanted, std::vector<HepInFrames>& found)
    {
        m_framer.finish();
        take(wanted, found);
    }

    /// All bytes of the frame, if it has any, are in packets that were handed out, or in none.
    [[nodiscard]] bool isDoneWith(FrameNumber wanted) const
    {
        return std::ranges::none_of(m_segments, [&](const Segment& segment) {
            return segment.frame == wanted && segment.end > m_taken;
        });
    }

private:
    struct Segment {
        std::uint64_t begin = 0; ///< in the stream
        std::uint64_t end = 0;
        FrameNumber frame;
    };

    /// A piece may begin so many bytes before the end of the last one.
    static constexpr std::uint64_t mostStepBack = 3;

    void take(FrameNumber wanted, std::vector<HepInFrames>& found)
    {
        while (const auto piece = m_framer.next()) {
            m_taken = piece->streamOffset + piece->bytes.size();
            HepInFrames packet;
            for (const Segment& segment : m_segments) {
                if (segment.begin < m_taken && segment.end > piece->streamOffset)
                    packet.frames.push_back(segment.frame);
            }
            while (m_segments.size() > 1 && m_segments.front().end + mostStepBack <= m_taken)
                m_segments.pop_front();
            if (!piece->isPacket || std::ranges::find(packet.frames, wanted) == packet.frames.end())
                continue;
            packet.bytes.assign(piece->bytes.begin(), piece->bytes.end());
            found.push_back(std::move(packet));
        }
    }

    core::hep::HepStreamFramer m_framer;
    /// Of bytes that the next piece may have.
    std::deque<Segment> m_segments;
    std::uint64_t m_taken = 0; ///< so far pieces went
};

/// The paths of TCP segments in one frame.
class SegmentPaths final : private core::net::PayloadHandler {
public:
    explicit SegmentPaths(const StoredFrame& frame)
    {
        core::net::PacketDecoder decoder;
        static_cast<void>(decoder.decode(frame.view(), *this));
        decoder.finish(*this);
    }

    [[nodiscard]] bool contains(const core::net::Path& path) const { return m_paths.contains(path); }

private:
    void onDatagram(const core::net::FrameView&, const core::net::Datagram&) override {}

    void onStreamBytes(const core::net::FrameView&, const core::net::StreamBytes& bytes) override
    {
        m_paths.insert(bytes.path);
    }

    void onStreamClosed(core::net::StreamId) override {}

    std::set<core::net::Path> m_paths;
};

/// Decodes frames in their order and keeps the packets that the wanted one has a part of.
class HepSearch final : private core::net::PayloadHandler {
public:
    explicit HepSearch(const StoredFrame& wanted) : m_wanted(wanted.number), m_paths(wanted) {}

    void decode(const StoredFrame& frame)
    {
        if (frame.header.link == core::net::LinkType::Hep) {
            if (frame.number == m_wanted)
                keep(frame.bytes, {&m_wanted, 1});
            return;
        }
        const bool isHeld = isWaiting(m_decoder.decode(frame.view(), *this));
        if (frame.number == m_wanted)
            m_isHeld = isHeld;
    }

    /// The wanted frame was decoded: whether frames behind it may complete what is in it.
    [[nodiscard]] bool isOpen() const
    {
        return m_isHeld || std::ranges::any_of(m_streams, [this](const auto& entry) {
                   return !entry.second.isDoneWith(m_wanted);
               });
    }

    std::vector<HepInFrames> finish()
    {
        m_decoder.finish(*this);
        for (auto& [id, stream] : m_streams)
            stream.finish(m_wanted, m_found);
        return std::move(m_found);
    }

private:
    static bool isWaiting(core::net::FrameClass frameClass)
    {
        return frameClass == core::net::FrameClass::FragmentHeld ||
               frameClass == core::net::FrameClass::SegmentHeld;
    }

    /// Whether a datagram is HEP at all, perhaps in gzip, shows when it is described.
    void keep(std::span<const std::byte> bytes, std::span<const FrameNumber> frames)
    {
        m_found.push_back({{bytes.begin(), bytes.end()}, {frames.begin(), frames.end()}});
    }

    void onDatagram(const core::net::FrameView& frame, const core::net::Datagram& datagram) override
    {
        const std::span<const FrameNumber> frames =
            datagram.frames.empty() ? std::span{&frame.number, 1} : datagram.frames;
        if (std::ranges::find(frames, m_wanted) == frames.end())
            return;
        m_isHeld = false;
        keep(datagram.bytes, frames);
    }

    void onStreamBytes(const core::net::FrameView&, const core::net::StreamBytes& bytes) override
    {
        if (bytes.frame == m_wanted)
            m_isHeld = false;
        if (m_paths.contains(bytes.path))
            m_streams[bytes.stream].append(bytes, m_wanted, m_found);
    }

    void onStreamClosed(core::net::StreamId stream) override
    {
        const auto place = m_streams.find(stream);
        if (place == m_streams.end())
            return;
        place->second.finish(m_wanted, m_found);
        m_streams.erase(place);
    }

    FrameNumber m_wanted;
    SegmentPaths m_paths;
    core::net::PacketDecoder m_decoder;
    std::map<core::net::StreamId, HepStream> m_streams;
    std::vector<HepInFrames> m_found;
    bool m_isHeld = false;
};

} // namespace

core::base::Result<std::vector<HepInFrames>> hepPacketsOf(core::session::SessionReader& reader,
                                                          FrameNumber frame)
{
    constexpr std::int64_t before = 100'000;
    constexpr std::int64_t behind = 20'000;
    constexpr std::int64_t atOnce = 1'000;
    const auto wanted = reader.frame(frame);
    if (!wanted)
        return wanted.error();
    HepSearch search{*wanted};
    if (wanted->header.link == core::net::LinkType::Hep) {
        search.decode(*wanted);
        return search.finish();
    }
    const auto decode = [&](std::int64_t first, std::int64_t last) {
        return reader.forEachOtherThanMedia({first}, {last},
                                            [&search](const StoredFrame& other) { search.decode(other); });
    };
    Status status = decode(std::max<std::int64_t>(frame.value - before, 1), frame.value);
    for (std::int64_t next = frame.value + 1; status && search.isOpen() && next < frame.value + behind;
         next += atOnce)
        status = decode(next, next + atOnce - 1);
    // Damaged blocks are told of when their own frames are read.
    if (!status && status.error().code != core::base::ErrorCode::SessionDamaged)
        return status.error();
    return search.finish();
}

} // namespace app
