// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forward/stream_courier.h"

#include <algorithm>
#include <thread>
#include <utility>

namespace core::forward {
namespace {

using namespace std::chrono_literals;
using Clock = Outbox::Clock;

constexpr auto tick = 50ms;
/// While packets are on their way, so that the end does not take longer than it must.
constexpr auto shortTick = 2ms;
/// When no more packets come, waiting long for the next attempt to connect would lose those that are left.
constexpr auto hurriedWait = 500ms;

/// What goes into one write. With TLS this is less than a record holds: one that has not been acknowledged
/// whole cannot be decrypted, so that none of its packets has arrived.
constexpr std::size_t batchBytes = 16'000;

/// Notices when a collector takes nothing any more.
class StallWatch {
public:
    explicit StallWatch(Clock::duration timeout) : m_timeout(timeout) {}

    /// `sent` only grows; without packets on their way there is nothing to wait for.
    bool hasStalled(std::uint64_t sent, bool isIdle)
    {
        if (std::exchange(m_sent, sent) != sent || isIdle)
            m_lastProgress = Clock::now();
        return Clock::now() - m_lastProgress > m_timeout;
    }

private:
    Clock::duration m_timeout;
    Clock::time_point m_lastProgress = Clock::now();
    std::uint64_t m_sent = 0;
};

} // namespace

StreamCourier::StreamCourier(std::unique_ptr<StreamLink> link, LinkOptions options)
    : m_link(std::move(link)), m_options(std::move(options))
{
}

base::Result<std::unique_ptr<Courier>> StreamCourier::open(LinkOptions options)
{
    auto link = StreamLink::create(options);
    if (!link)
        return link.error();
    return std::unique_ptr<Courier>{new StreamCourier{std::move(*link), std::move(options)}};
}

void StreamCourier::run(std::stop_token stop, Outbox& outbox)
{
    const auto keepWaiting = [&] { return !stop.stop_requested() && !outbox.isPatienceOver(); };
    bool hasReportedFailure = false;
    while (!outbox.isFinished() || !m_again.empty()) {
        const base::Status connected = m_link->connect(keepWaiting);
        if (connected) {
            hasReportedFailure = false;
            reportConnected(outbox);
            const auto since = Clock::now();
            const Ending ending = serve(stop, outbox);
            if (ending == Ending::Finished) {
                m_link->finish();
                return;
            }
            const base::Error why = m_link->lastError();
            leaveConnection(outbox);
            if (ending == Ending::ConnectionLost)
                outbox.tell({.isConnected = false, .error = why});
            m_backOff.connectionLasted(Clock::now() - since);
        } else if (keepWaiting() && !std::exchange(hasReportedFailure, true)) {
            outbox.tell({.isConnected = false, .error = connected.error()});
        }
        if (!waitBeforeNextAttempt(stop, outbox))
            break;
    }
    outbox.countNotSent(NotSent::Unreachable, m_again.size());
    m_again.clear();
    outbox.giveUp(NotSent::Unreachable);
}

StreamCourier::Ending StreamCourier::serve(const std::stop_token& stop, Outbox& outbox)
{
    const auto keepWaiting = [&] { return !stop.stop_requested() && !outbox.isPatienceOver(); };
    StallWatch watch{m_options.stallTimeout};
    while (keepWaiting()) {
        const bool isDrained = outbox.isFinished() && m_again.empty();
        const bool isAlive = m_link->isAlive(isDrained ? shortTick : 0ms);
        settle(outbox);
        const bool hasStalled = watch.hasStalled(outbox.counters().sent, m_inFlight.isEmpty());
        if (isDrained && m_inFlight.isEmpty())
            return Ending::Finished;
        if (!isAlive || hasStalled)
            return Ending::ConnectionLost;
        if (isDrained)
            continue;
        std::deque<Packet> batch =
            nextBatch(outbox, Clock::now() + (m_inFlight.isEmpty() ? tick : shortTick));
        if (!batch.empty() && !writeBatch(std::move(batch), keepWaiting))
            return keepWaiting() ? Ending::ConnectionLost : Ending::GivenUp;
    }
    return Ending::GivenUp;
}

std::deque<Packet> StreamCourier::nextBatch(Outbox& outbox, Clock::time_point deadline)
{
    std::deque<Packet> batch;
    std::size_t bytes = 0;
    while (bytes < batchBytes) {
        if (!m_again.empty()) {
            if (!batch.empty() && bytes + m_again.front().size() > batchBytes)
                break;
            bytes += m_again.front().size();
            batch.push_back(std::move(m_again.front()));
            m_again.pop_front();
            continue;
        }
        auto packet = outbox.takeUntil(batch.empty() ? deadline : Clock::time_point{});
        if (!packet)
            break;
        if (!batch.empty() && bytes + packet->size() > batchBytes) {
            m_again.push_back(std::move(*packet));
            break;
        }
        bytes += packet->size();
        batch.push_back(std::move(*packet));
    }
    return batch;
}

bool StreamCourier::writeBatch(std::deque<Packet> batch, const StreamLink::KeepWaiting& keepWaiting)
{
    Packet bytes;
    bytes.reserve(batchBytes);
    for (const Packet& packet : batch)
        bytes.insert(bytes.end(), packet.begin(), packet.end());
    const std::uint64_t start = m_link->position().written;
    const std::size_t written = m_link->write(bytes, keepWaiting);
    const bool isWhole = written == bytes.size();
    const bool isTls = m_options.url.protocol == Protocol::Hep3Tls;
    const std::uint64_t recordEnd = isWhole ? m_link->position().written : InFlight::unfinished;
    std::size_t done = 0;
    for (Packet& packet : batch) {
        done += packet.size();
        const std::uint64_t end = done <= written ? start + done : InFlight::unfinished;
        m_inFlight.add(std::move(packet), isTls ? recordEnd : end);
    }
    return isWhole;
}

void StreamCourier::settle(Outbox& outbox)
{
    if (!m_inFlight.isEmpty())
        outbox.countSent(m_inFlight.settle(m_link->position().acknowledged));
}

void StreamCourier::leaveConnection(Outbox& outbox)
{
    settle(outbox);
    m_link->abort();
    std::deque<Packet> unacknowledged = m_inFlight.takeAll();
    m_again.insert(m_again.begin(), std::make_move_iterator(unacknowledged.begin()),
                   std::make_move_iterator(unacknowledged.end()));
}

void StreamCourier::reportConnected(const Outbox& outbox)
{
    ConnectionChange change{.isConnected = true, .error = std::nullopt};
    const std::string& problem = m_link->certificateProblem();
    if (!problem.empty() && !std::exchange(m_hasReportedCertificate, true))
        change.error =
            base::Error{base::ErrorCode::CertificateNotVerified, m_options.url.toString(), problem};
    outbox.tell(change);
}

bool StreamCourier::waitBeforeNextAttempt(const std::stop_token& stop, const Outbox& outbox)
{
    const auto start = Clock::now();
    const auto end = start + m_backOff.next();
    while (Clock::now() < end && !(outbox.isClosed() && Clock::now() - start >= hurriedWait)) {
        if (stop.stop_requested() || outbox.isPatienceOver())
            return false;
        if (outbox.isFinished() && m_again.empty())
            return true;
        std::this_thread::sleep_for(std::min<Clock::duration>(tick, end - Clock::now()));
    }
    return !stop.stop_requested() && !outbox.isPatienceOver();
}

std::string StreamCourier::captureFilter() const
{
    std::string filter;
    for (const CollectorAddress& address : m_options.addresses) {
        const net::Endpoint collector = address.endpoint();
        filter += filter.empty() ? "(tcp" : " or (tcp";
        // The port on our side is another one after each reconnection.
        if (const auto local = localEndpointTowards(address))
            filter += " and src host " + local->address.toString();
        filter += " and dst host " + collector.address.toString() + " and dst port " +
                  std::to_string(collector.port) + ")";
    }
    return filter;
}

} // namespace core::forward
