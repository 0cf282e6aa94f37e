// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/frame_reader.h"

#include "core/hep/hep_decoder.h"
#include "core/net/packet_decoder.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ui::session {
namespace {

using namespace core;

/// Keeps the first path that a frame's packet has.
class PathFinder : public net::PayloadHandler {
public:
    void onDatagram(const net::FrameView&, const net::Datagram& datagram) override { keep(datagram.path); }

    void onStreamBytes(const net::FrameView&, const net::StreamBytes& bytes) override { keep(bytes.path); }

    void onStreamClosed(net::StreamId) override {}

    std::optional<net::Path> path;

private:
    void keep(const net::Path& found)
    {
        if (!path)
            path = found;
    }
};

/// Finds the datagram that a frame is a part of.
class DatagramFinder : public net::PayloadHandler {
public:
    explicit DatagramFinder(base::FrameNumber part) : m_part(part) {}

    void decode(const core::session::StoredFrame& frame)
    {
        if (path)
            return;
        m_present.reset();
        m_isJoined = frame.number == m_part;
        m_decoder.decode(frame.view(), *this);
        if (m_isJoined)
            path = m_present;
    }

    std::optional<net::Path> path;

private:
    void onDatagram(const net::FrameView&, const net::Datagram& datagram) override { keep(datagram.path); }

    void onStreamBytes(const net::FrameView&, const net::StreamBytes& bytes) override { keep(bytes.path); }

    void onStreamClosed(net::StreamId) override {}

    void onFramesJoined(std::span<const base::FrameNumber> frames) override
    {
        m_isJoined = m_isJoined || std::ranges::find(frames, m_part) != frames.end();
    }

    void keep(const net::Path& found)
    {
        if (!m_present)
            m_present = found;
    }

    base::FrameNumber m_part;
    net::PacketDecoder m_decoder;
    std::optional<net::Path> m_present; // of what the present frame has completed
    bool m_isJoined = false;
};

/// An IP fragment has no ports, and only the first one could have: the other fragments are near it.
std::optional<net::Path> pathOfDatagram(core::session::SessionReader& reader,
                                        const core::session::StoredFrame& frame)
{
    constexpr std::int64_t reach = 500;
    DatagramFinder finder{frame.number};
    bool isPast = false; // also when it is media, which is not visited
    const auto visit = [&](const core::session::StoredFrame& neighbour) {
        if (neighbour.number >= frame.number && !std::exchange(isPast, true))
            finder.decode(frame);
        if (neighbour.number != frame.number)
            finder.decode(neighbour);
    };
    const base::FrameNumber first{std::max<std::int64_t>(frame.number.value - reach, 1)};
    static_cast<void>(reader.forEachOtherThanMedia(first, {frame.number.value + reach}, visit));
    if (!isPast)
        finder.decode(frame);
    return finder.path;
}

std::optional<net::Path> pathOf(core::session::SessionReader& reader, const core::session::StoredFrame& frame)
{
    if (frame.header.link == net::LinkType::Hep) {
        const hep::HepDecoding decoding = hep::decodeHep(frame.bytes);
        return decoding.packet ? std::optional{decoding.packet->path} : std::nullopt;
    }
    PathFinder finder;
    net::PacketDecoder decoder;
    const net::FrameClass frameClass = decoder.decode(frame.view(), finder);
    if (frameClass == net::FrameClass::FragmentHeld)
        return pathOfDatagram(reader, frame);
    decoder.finish(finder); // a segment in the middle of a connection waits for others
    return finder.path;
}

FrameGlance glanceOf(core::session::SessionReader& reader, const core::session::StoredFrame& frame)
{
    FrameGlance glance{frame.number, frame.header.captured, frame.header.originalLength, {}, {}};
    if (const auto path = pathOf(reader, frame)) {
        glance.from = path->source;
        glance.to = path->destination;
    } else if (frame.header.senderTransport != net::Transport::Unknown) {
        glance.from = frame.header.sender;
    }
    return glance;
}

} // namespace

base::Result<std::vector<FrameGlance>> readFrames(core::session::SessionReader& reader,
                                                  std::span<const base::FrameNumber> numbers)
{
    std::vector<FrameGlance> glances;
    for (const base::FrameNumber number : numbers) {
        const auto frame = reader.frame(number);
        glances.push_back(frame ? glanceOf(reader, *frame) : FrameGlance{number, {}, 0, {}, {}});
    }
    return glances;
}

base::Result<LoadedFrame> readFrame(core::session::SessionReader& reader, base::FrameNumber number)
{
    auto frame = reader.frame(number);
    if (!frame)
        return frame.error();
    const auto message = reader.messageOfFrame(number);
    if (!message)
        return message.error();
    LoadedFrame loaded{glanceOf(reader, *frame), std::move(frame->bytes), *message, {}};
    if (loaded.message) {
        const auto records = reader.messages(std::array{loaded.message});
        if (records && !records->empty())
            loaded.call = records->front().call;
    }
    return loaded;
}

} // namespace ui::session
