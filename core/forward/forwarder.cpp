// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forward/forwarder.h"

#include "core/forward/datagram_courier.h"
#include "core/forward/stream_courier.h"

#include <mutex>
#include <thread>
#include <utility>

namespace core::forward {
namespace {

base::Result<std::unique_ptr<Courier>> makeCourier(const ForwardOptions& options)
{
    auto addresses = resolve(options.url);
    if (!addresses)
        return addresses.error();
    switch (options.url.protocol) {
    case Protocol::Hep3Tcp:
    case Protocol::Hep3Tls:
        return StreamCourier::open({options.url, std::move(*addresses), options.authorityFile});
    case Protocol::IpInIp:
        return IpInIpCourier::open(options.url, addresses->front());
    case Protocol::Hep1Udp:
    case Protocol::Hep2Udp:
    case Protocol::Hep3Udp:
        break;
    }
    return UdpCourier::open(options.url, addresses->front());
}

} // namespace

class Forwarder::Implementation {
public:
    Implementation(const ForwardOptions& options, std::unique_ptr<Courier> carrier)
        : encoder(options.url.protocol, options.identity),
          outbox(options.queueBytes, options.patience, options.listener), courier(std::move(carrier)),
          thread([this](std::stop_token stop) { courier->run(std::move(stop), outbox); })
    {
    }

    MessageEncoder encoder;
    Outbox outbox;
    std::unique_ptr<Courier> courier;
    std::once_flag joinOnce;
    std::jthread thread; // last: it uses everything above
};

Forwarder::Forwarder(ForwardUrl url, std::unique_ptr<Implementation> implementation)
    : m_url(std::move(url)), m_implementation(std::move(implementation))
{
}

Forwarder::~Forwarder() = default;

base::Result<std::unique_ptr<Forwarder>> Forwarder::create(ForwardOptions options)
{
    if (const base::Status valid = validate(options.identity, options.url.protocol); !valid) {
        base::Error error = valid.error();
        error.subject = options.url.toString() + ", " + error.subject;
        return error;
    }
    auto courier = makeCourier(options);
    if (!courier)
        return courier.error();
    auto implementation = std::make_unique<Implementation>(options, std::move(*courier));
    return std::unique_ptr<Forwarder>{new Forwarder{std::move(options.url), std::move(implementation)}};
}

void Forwarder::offer(const OutgoingMessage& message)
{
    Packet packet;
    if (const auto problem = m_implementation->encoder.encode(message, packet))
        m_implementation->outbox.refuse(*problem);
    else
        m_implementation->outbox.offer(std::move(packet));
}

bool Forwarder::put(const OutgoingMessage& message, const std::stop_token& stop)
{
    Packet packet;
    if (const auto problem = m_implementation->encoder.encode(message, packet)) {
        m_implementation->outbox.refuse(*problem);
        return !stop.stop_requested();
    }
    return m_implementation->outbox.put(std::move(packet), stop);
}

void Forwarder::finish(std::chrono::milliseconds patience)
{
    std::call_once(m_implementation->joinOnce, [&] {
        m_implementation->outbox.close(patience);
        m_implementation->thread.join();
    });
}

ForwardCounters Forwarder::counters() const
{
    return m_implementation->outbox.counters();
}

std::string Forwarder::captureFilter() const
{
    return m_implementation->courier->captureFilter();
}

} // namespace core::forward
