// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/connection_frames.h"

#include "core/net/packet_decoder.h"
#include "core/sip/recogniser.h"

#include <utility>

namespace core::exporting {
namespace {

/// Collects frames by the bytes that they brought to some directions.
class FrameCollector final : public net::PayloadHandler {
public:
    explicit FrameCollector(const Directions& directions) : m_directions(directions) {}

    [[nodiscard]] std::vector<base::FrameNumber> take() { return std::move(m_frames); }

private:
    void onDatagram(const net::FrameView&, const net::Datagram&) override {}

    void onStreamBytes(const net::FrameView&, const net::StreamBytes& bytes) override
    {
        const auto place = m_directions.find(bytes.path);
        if (place == m_directions.end() || !place->second.range.contains(bytes.frame))
            return;
        if (place->second.isWhole || sip::likeness(bytes.bytes) == sip::Likeness::KeepAlive)
            m_frames.push_back(bytes.frame);
    }

    void onStreamClosed(net::StreamId) override {}

    const Directions& m_directions;
    std::vector<base::FrameNumber> m_frames;
};

} // namespace

base::Result<std::vector<base::FrameNumber>> framesOf(const Job& job, const Directions& directions)
{
    FrameRange whole;
    for (const auto& [path, direction] : directions) {
        whole.include(direction.range.first);
        whole.include(direction.range.last);
    }
    FrameCollector collector{directions};
    if (directions.empty() || whole.first == whole.last)
        return collector.take();
    net::PacketDecoder decoder;
    const base::Status status =
        job.reader.forEachOtherThanMedia(whole.first, whole.last, [&](const session::StoredFrame& frame) {
            if (frame.header.link != net::LinkType::Hep && !job.stop.stop_requested())
                static_cast<void>(decoder.decode(frame.view(), collector));
        });
    // Damaged blocks are told of when their own frames are read.
    if (!status && status.error().code != base::ErrorCode::SessionDamaged)
        return status.error();
    if (job.stop.stop_requested())
        return base::Error{base::ErrorCode::Cancelled, job.options.file.string(), {}};
    return collector.take();
}

} // namespace core::exporting
