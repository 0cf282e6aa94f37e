// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/frame_reader.h"

#include "core/hep/hep_decoder.h"
#include "core/net/packet_decoder.h"

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

std::optional<net::Path> pathOf(const core::session::StoredFrame& frame)
{
    if (frame.header.link == net::LinkType::Hep) {
        const hep::HepDecoding decoding = hep::decodeHep(frame.bytes);
        return decoding.packet ? std::optional{decoding.packet->path} : std::nullopt;
    }
    PathFinder finder;
    net::PacketDecoder decoder;
    decoder.decode(frame.view(), finder);
    decoder.finish(finder); // a segment in the middle of a connection waits for others
    return finder.path;
}

FrameGlance glanceOf(const core::session::StoredFrame& frame)
{
    FrameGlance glance{frame.number, frame.header.captured, frame.header.originalLength, {}, {}};
    if (const auto path = pathOf(frame)) {
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
        glances.push_back(frame ? glanceOf(*frame) : FrameGlance{number, {}, 0, {}, {}});
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
    LoadedFrame loaded{glanceOf(*frame), std::move(frame->bytes), *message, {}};
    if (loaded.message) {
        const auto records = reader.messages(std::array{loaded.message});
        if (records && !records->empty())
            loaded.call = records->front().call;
    }
    return loaded;
}

} // namespace ui::session
