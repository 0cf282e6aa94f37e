// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/hep_stream_source.h"

#include "core/capture/hep_connection.h"
#include "core/capture/live_batcher.h"
#include "core/capture/tls_server_context.h"

#include <algorithm>
#include <array>
#include <asio/buffer.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/ip/v6_only.hpp>
#include <asio/post.hpp>
#include <asio/ssl.hpp>
#include <asio/steady_timer.hpp>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <functional>
#include <list>
#include <memory>
#include <utility>

namespace core::capture {
namespace {

using asio::ip::tcp;
using Clock = std::chrono::steady_clock;

/// A stop reads on until the sockets were silent for this many ticks, and for at most so many. Ticks and not
/// time, for a busy machine lets time pass in which nothing could be read. An agent's system may hold back
/// the end of what was written for 40 ms.
constexpr int drainSilentTicks = 12;
constexpr int drainTicks = 100;
constexpr std::chrono::milliseconds drainTick{5};
constexpr std::chrono::milliseconds sweepEvery{250};
/// Before the next accept() when the system has no more descriptors.
constexpr std::chrono::milliseconds acceptAgainAfter{200};
constexpr std::size_t readBytes = 32U << 10U;

net::IpAddress addressOf(const asio::ip::address& address)
{
    const auto fromIpv4 = [](const asio::ip::address_v4& ipv4) {
        const auto bytes = ipv4.to_bytes();
        return net::IpAddress::fromIpv4(std::as_bytes(std::span{bytes}));
    };
    if (address.is_v4())
        return fromIpv4(address.to_v4());
    // The mapped form exists in the socket only: on the wire this was IPv4.
    if (address.to_v6().is_v4_mapped())
        return fromIpv4(asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()));
    const auto bytes = address.to_v6().to_bytes();
    return net::IpAddress::fromIpv6(std::as_bytes(std::span{bytes}));
}

tcp::endpoint asioEndpoint(const net::Endpoint& endpoint)
{
    const auto bytes = endpoint.address.bytes();
    if (endpoint.address.isIpv6()) {
        asio::ip::address_v6::bytes_type ipv6{};
        std::memcpy(ipv6.data(), bytes.data(), ipv6.size());
        return {asio::ip::address_v6{ipv6}, endpoint.port};
    }
    asio::ip::address_v4::bytes_type ipv4{};
    std::memcpy(ipv4.data(), bytes.data(), ipv4.size());
    return {asio::ip::address_v4{ipv4}, endpoint.port};
}

base::Error listenError(const asio::error_code& problem, const HepUrl& url)
{
    base::Error error = base::errnoError(problem.value(), url.toString());
    if (problem.value() == EACCES || problem.value() == EPERM)
        error.code = base::ErrorCode::PortNotPermitted;
    if (problem.value() == EAFNOSUPPORT)
        error.code = base::ErrorCode::AddressUnavailable;
    return error;
}

/// Accepts and serves the connections of one listener.
class Server {
public:
    Server(asio::io_context& context, tcp::acceptor acceptor, asio::ssl::context* tls,
           const HepStreamLimits& limits, LiveBatcher& batcher, HepGate& gate)
        : m_acceptor(std::move(acceptor)), m_tls(tls), m_limits(limits), m_batcher(batcher), m_gate(gate),
          m_timer(context), m_acceptTimer(context)
    {
    }

    void start(std::function<bool()> everyTick)
    {
        m_everyTick = std::move(everyTick);
        accept();
        tick();
    }

    /// No more connections; what the others have sent is still read for a moment.
    void stop()
    {
        if (m_isStopping)
            return;
        m_isStopping = true;
        asio::error_code ignored;
        m_acceptor.close(ignored);
        m_acceptTimer.cancel();
        m_timer.cancel();
    }

private:
    struct Connection {
        Connection(tcp::socket socket, asio::ssl::context* tls, HepConnection connection)
            : plain(std::move(socket)), hep(std::move(connection))
        {
            if (tls != nullptr)
                secure = std::make_unique<asio::ssl::stream<tcp::socket&>>(plain, *tls);
        }

        tcp::socket plain;
        std::unique_ptr<asio::ssl::stream<tcp::socket&>> secure;
        HepConnection hep;
        std::array<std::byte, readBytes> input;
        bool isReady = false; ///< no TLS, or past its handshake
        bool isClosed = false;
    };

    using Pointer = std::shared_ptr<Connection>;

    void accept()
    {
        m_acceptor.async_accept([this](const asio::error_code& problem, tcp::socket socket) {
            if (m_isStopping)
                return;
            if (problem) {
                m_acceptTimer.expires_after(acceptAgainAfter);
                m_acceptTimer.async_wait([this](const asio::error_code&) {
                    if (!m_isStopping)
                        accept();
                });
                return;
            }
            take(std::move(socket));
            accept();
        });
    }

    void take(tcp::socket socket)
    {
        asio::error_code problem;
        const tcp::endpoint remote = socket.remote_endpoint(problem);
        if (problem)
            return;
        const net::Endpoint sender{addressOf(remote.address()), remote.port()};
        const base::Timestamp now = std::chrono::system_clock::now();
        if (!m_gate.letsIn(sender.address, now)) {
            m_batcher.countRefused(0);
            return;
        }
        if (!makeRoom(sender.address)) {
            refuse(sender.address, hep::HepDenial::TooManyConnections);
            return;
        }
        const net::Transport transport = m_tls != nullptr ? net::Transport::Tls : net::Transport::Tcp;
        m_connections.push_back(std::make_shared<Connection>(
            std::move(socket), m_tls, HepConnection{sender, transport, m_limits, m_batcher, m_gate}));
        begin(m_connections.back());
    }

    /// Full: a connection that has brought no packet yet makes room, the oldest first.
    bool makeRoom(const net::IpAddress& sender)
    {
        const auto ofSender = std::ranges::count_if(
            m_connections, [&sender](const Pointer& other) { return other->hep.sender() == sender; });
        if (static_cast<std::size_t>(ofSender) >= m_limits.connectionsPerSender)
            return false;
        if (m_connections.size() < m_limits.connections)
            return true;
        const auto idle = std::ranges::find_if(m_connections,
                                               [](const Pointer& other) { return !other->hep.hasPackets(); });
        if (idle == m_connections.end())
            return false;
        const Pointer victim = *idle;
        refuse(victim->hep.sender(), hep::HepDenial::TooManyConnections);
        close(victim);
        return true;
    }

    void begin(const Pointer& connection)
    {
        if (!connection->secure) {
            connection->isReady = true;
            read(connection);
            return;
        }
        connection->secure->async_handshake(
            asio::ssl::stream_base::server, [this, connection](const asio::error_code& problem) {
                if (connection->isClosed)
                    return;
                if (problem) {
                    refuse(connection->hep.sender(), hep::HepDenial::TlsFailed);
                    close(connection);
                    return;
                }
                connection->isReady = true;
                read(connection);
            });
    }

    void read(const Pointer& connection)
    {
        auto handler = [this, connection](const asio::error_code& problem, std::size_t size) {
            if (connection->isClosed)
                return;
            m_silentTicks = 0;
            if (size != 0 && !connection->hep.take(std::span{connection->input}.first(size))) {
                refuse(connection->hep.sender(), hep::HepDenial::NotHep);
                close(connection);
            } else if (problem) {
                close(connection);
            } else {
                read(connection);
            }
        };
        const auto input = asio::buffer(connection->input);
        if (connection->secure)
            connection->secure->async_read_some(input, std::move(handler));
        else
            connection->plain.async_read_some(input, std::move(handler));
    }

    void refuse(const net::IpAddress& sender, hep::HepDenial denial)
    {
        m_gate.refuse(sender, denial, std::chrono::system_clock::now());
        m_batcher.countRefused(0);
    }

    void close(const Pointer& connection)
    {
        connection->isClosed = true;
        connection->hep.finish();
        asio::error_code ignored;
        connection->plain.close(ignored);
        m_connections.remove(connection);
    }

    void tick()
    {
        if (m_isStopping && isDrained()) {
            while (!m_connections.empty())
                close(m_connections.front());
            return;
        }
        if (const Clock::time_point now = Clock::now(); now - m_lastSweep >= sweepEvery) {
            m_lastSweep = now;
            sweep(now);
        }
        if (!m_everyTick())
            stop();
        m_timer.expires_after(m_isStopping ? drainTick : m_batcher.patience());
        m_timer.async_wait([this](const asio::error_code&) { tick(); });
    }

    bool isDrained()
    {
        ++m_silentTicks;
        ++m_ticksOfStop;
        return m_silentTicks > drainSilentTicks || m_ticksOfStop > drainTicks;
    }

    void sweep(Clock::time_point now)
    {
        std::list<Pointer> slow;
        std::ranges::copy_if(m_connections, std::back_inserter(slow),
                             [now](const Pointer& connection) { return connection->hep.isTooSlow(now); });
        for (const Pointer& connection : slow) {
            if (!connection->hep.hasPackets() || connection->hep.isWithinPacket())
                refuse(connection->hep.sender(), hep::HepDenial::TooSlow);
            close(connection);
        }
    }

    tcp::acceptor m_acceptor;
    asio::ssl::context* m_tls;
    const HepStreamLimits& m_limits;
    LiveBatcher& m_batcher;
    HepGate& m_gate;
    asio::steady_timer m_timer;
    asio::steady_timer m_acceptTimer;
    std::list<Pointer> m_connections; ///< in the order in which they came
    std::function<bool()> m_everyTick;
    bool m_isStopping = false;
    int m_silentTicks = 0; ///< of the stop, since something was read
    int m_ticksOfStop = 0;
    Clock::time_point m_lastSweep = Clock::now();
};

base::Result<tcp::acceptor> listenOn(asio::io_context& context, const HepUrl& url)
{
    const tcp::endpoint endpoint = asioEndpoint(url.endpoint);
    tcp::acceptor acceptor{context};
    asio::error_code problem;
    acceptor.open(endpoint.protocol(), problem);
    if (!problem)
        acceptor.set_option(tcp::acceptor::reuse_address{true}, problem);
    if (!problem && url.endpoint.address.isIpv6())
        acceptor.set_option(asio::ip::v6_only{!url.isDualStack()}, problem);
    if (!problem)
        acceptor.bind(endpoint, problem);
    if (!problem)
        acceptor.listen(asio::socket_base::max_listen_connections, problem);
    if (problem)
        return listenError(problem, url);
    return acceptor;
}

} // namespace

HepStreamSource::HepStreamSource(HepListenerOptions options, HepStreamLimits limits)
    : m_options(std::move(options)), m_limits(limits)
{
}

base::Status HepStreamSource::run(std::stop_token stop, FrameSink& sink)
{
    std::unique_ptr<asio::ssl::context> tls;
    if (m_options.url.transport == net::Transport::Tls) {
        auto made = makeTlsServerContext(m_options.tls);
        if (!made)
            return made.error();
        tls = std::move(*made);
    }
    asio::io_context context{1};
    auto acceptor = listenOn(context, m_options.url);
    if (!acceptor)
        return acceptor.error();
    asio::error_code ignored;
    HepUrl url = m_options.url;
    url.endpoint.port = acceptor->local_endpoint(ignored).port();

    const std::string name = url.toString();
    const base::SourceId id = sink.addSource({SourceKind::Hep, name, {}, net::LinkType::Hep});
    LiveBatcher batcher{sink, id};
    HepGate gate{m_options.admission};
    Server server{context, std::move(*acceptor), tls.get(), m_limits, batcher, gate};
    server.start([&] {
        gate.report(sink, id);
        return batcher.tick();
    });
    sink.ready(id, "listening " + name);
    {
        const std::stop_callback whenStopped{stop,
                                             [&] { asio::post(context, [&server] { server.stop(); }); }};
        context.run();
    }
    gate.report(sink, id, true);
    batcher.finish();
    return {};
}

base::Status checkHepStreamUrl(const HepUrl& url)
{
    asio::io_context context{1};
    const auto acceptor = listenOn(context, url);
    return acceptor ? base::Status{} : base::Status{acceptor.error()};
}

} // namespace core::capture
