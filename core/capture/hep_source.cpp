// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/hep_source.h"

#include "core/capture/kernel_ring.h"
#include "core/capture/live_batcher.h"
#include "core/capture/udp_socket.h"
#include "core/hep/hep_inflate.h"
#include "core/hep/hep_unpacker.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <functional>
#include <poll.h>
#include <utility>

namespace core::capture {
namespace {

/// How long a stop may spend on datagrams that had come before it, should the system's clock be set
/// meanwhile.
constexpr std::chrono::seconds drainAtMost{2};
/// System calls without looking at the stop token or the clock of the batch.
constexpr int receivesPerTick = 16;

/// Receives on one socket until told to stop.
class Listener {
public:
    Listener(const UdpSocket& socket, LiveBatcher& batcher, HepGate& gate)
        : m_socket(socket), m_receiver(socket), m_batcher(batcher), m_gate(gate)
    {
    }

    base::Status listen(const std::stop_token& stop, const std::function<void()>& everyTick)
    {
        while (!stop.stop_requested()) {
            if (!waitForDatagram())
                return base::errnoError(errno, m_socket.localEndpoint().toString());
            for (int i = 0; i < receivesPerTick; ++i) {
                const auto received = receiveSome();
                if (!received)
                    return received.error();
                if (received->empty())
                    break;
            }
            countDrops();
            everyTick();
            if (!m_batcher.tick())
                break;
        }
        return {};
    }

    /// Takes everything that had come before this call, and no flood that goes on.
    void drain()
    {
        const base::Timestamp began = std::chrono::system_clock::now();
        const auto deadline = std::chrono::steady_clock::now() + drainAtMost;
        while (std::chrono::steady_clock::now() < deadline) {
            const auto received = receiveSome();
            if (!received || received->empty() || received->back().arrived > began)
                break;
        }
        countDrops();
    }

private:
    bool waitForDatagram()
    {
        pollfd descriptor{m_socket.descriptor(), POLLIN, 0};
        return ::poll(&descriptor, 1, static_cast<int>(m_batcher.patience().count())) >= 0 || errno == EINTR;
    }

    base::Result<std::span<const ReceivedDatagram>> receiveSome()
    {
        auto datagrams = m_receiver.receive();
        if (datagrams)
            std::ranges::for_each(*datagrams, [this](const ReceivedDatagram& one) { deliver(one); });
        return datagrams;
    }

    void deliver(const ReceivedDatagram& datagram)
    {
        const net::IpAddress& sender = datagram.sender.address;
        if (!m_gate.letsIn(sender, datagram.arrived)) {
            m_batcher.countRefused(datagram.bytes.size());
            return;
        }
        const hep::HepDecoding decoding = decode(datagram.bytes);
        if (!m_gate.letsIn(sender, decoding, datagram.arrived)) {
            m_batcher.countRefused(datagram.bytes.size());
            return;
        }
        net::FrameHeader header;
        header.arrived = datagram.arrived;
        header.captured =
            decoding.packet ? decoding.packet->captured.value_or(datagram.arrived) : datagram.arrived;
        header.link = net::LinkType::Hep;
        header.originalLength = static_cast<std::uint32_t>(datagram.bytes.size());
        header.sender = datagram.sender;
        header.senderTransport = net::Transport::Udp;
        m_batcher.add(header, datagram.bytes);
    }

    /// Neither time nor key is within a compressed payload, so only whole packets in gzip are unpacked here.
    hep::HepDecoding decode(std::span<const std::byte> bytes)
    {
        return hep::beginsLikeGzip(bytes) ? m_unpacker.unpack(bytes) : hep::decodeHep(bytes);
    }

    void countDrops()
    {
        const std::uint32_t total = m_socket.droppedDatagrams();
        m_dropped += total - m_droppedBefore; // modulo 2^32, as the kernel counts
        m_droppedBefore = total;
        m_batcher.setDroppedByKernel(m_dropped);
    }

    const UdpSocket& m_socket;
    UdpReceiver m_receiver;
    LiveBatcher& m_batcher;
    HepGate& m_gate;
    hep::HepUnpacker m_unpacker;
    std::uint64_t m_dropped = 0;
    std::uint32_t m_droppedBefore = 0;
};

} // namespace

HepSource::HepSource(HepUrl url, HepAdmission admission) : m_url(url), m_admission(std::move(admission)) {}

base::Status HepSource::run(std::stop_token stop, FrameSink& sink)
{
    const auto socket =
        UdpSocket::bind(m_url.endpoint, m_url.isDualStack() ? IpVersions::Both : IpVersions::OfTheAddress,
                        receiveBufferBytes);
    if (!socket) {
        base::Error error = socket.error();
        error.subject = m_url.toString();
        return error;
    }
    const std::string name = HepUrl{socket->localEndpoint()}.toString();
    const base::SourceId id = sink.addSource({SourceKind::Hep, name, {}, net::LinkType::Hep});
    if (socket->receiveBufferBytes() < receiveBufferBytes) {
        sink.warn(id, {base::ErrorCode::ReceiveBufferSmall, name,
                       inMebibytes(socket->receiveBufferBytes()) + " of " + inMebibytes(receiveBufferBytes)});
    }
    sink.ready(id, "listening " + name);
    LiveBatcher batcher{sink, id};
    HepGate gate{m_admission};
    Listener listener{*socket, batcher, gate};
    const base::Status status = listener.listen(stop, [&] { gate.report(sink, id); });
    listener.drain();
    gate.report(sink, id, true);
    batcher.finish();
    return status;
}

} // namespace core::capture
