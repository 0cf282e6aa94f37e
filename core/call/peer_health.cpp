// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/peer_health.h"

#include "core/call/attempt.h"
#include "core/call/message_digest.h"
#include "core/call/saturating_time.h"

#include <algorithm>

namespace core::call {
namespace {

constexpr std::size_t mostPending = 100'000;
constexpr std::string_view optionsMethod = "OPTIONS";

/// Both directions of a transaction on one hop are the same.
std::uint64_t hopPrint(const sip::Message& message, const net::Path& path)
{
    const bool isRequest = message.isRequest();
    const net::Endpoint& asking = isRequest ? path.source : path.destination;
    const net::Endpoint& asked = isRequest ? path.destination : path.source;
    MessageDigest digest;
    digest.add(message.branch());
    digest.add(std::uint64_t{message.cseq().number});
    digest.add(std::string_view{asking.address.toString()});
    digest.add(std::string_view{asked.address.toString()});
    return digest.value();
}

} // namespace

std::string_view name(PeerState state)
{
    switch (state) {
    case PeerState::Unknown:
        return "unknown";
    case PeerState::Up:
        return "up";
    case PeerState::Down:
        return "down";
    }
    return {};
}

std::optional<base::Duration> PeerHealthRow::percentile(unsigned percent) const
{
    if (roundTrips.empty())
        return std::nullopt;
    const std::size_t rank = (roundTrips.size() * percent + 99) / 100;
    return roundTrips[std::clamp<std::size_t>(rank, 1, roundTrips.size()) - 1];
}

std::string PeerHealthRow::statusesText() const
{
    std::string text;
    for (const auto& [status, count] : statuses)
        text += (text.empty() ? "" : ",") + std::to_string(status) + ':' + std::to_string(count);
    return text;
}

void PeerHealth::take(const sip::Message& message, const MessageContext& context, bool repeats)
{
    const bool isRequest = message.isRequest();
    if ((isRequest ? message.method() : message.cseq().method) != optionsMethod)
        return;
    advance(context.captured);
    // Within a dialog it asks for other things (RFC 3261 section 11.2).
    if (repeats || (isRequest && !message.toTag().empty()) || (!isRequest && message.status() < 200))
        return;
    const Key key{std::string{message.callId()}, hopPrint(message, context.path)};
    const auto pending = m_pending.find(key);
    if (isRequest) {
        const auto place =
            pending == m_pending.end() && m_pending.size() < mostPending ? rowOf(context.path) : std::nullopt;
        if (!place)
            return;
        PeerHealthRow& row = m_rows[*place];
        if (row.requests++ == 0)
            row.firstTime = row.lastTime = context.captured;
        row.lastTime = std::max(row.lastTime, context.captured);
        m_pending.emplace(key, Pending{*place, context.captured});
        m_deadlines.emplace(later(context.captured, responseTimeout), key);
        return;
    }
    if (pending == m_pending.end())
        return;
    PeerHealthRow& row = m_rows[pending->second.row];
    const base::Timestamp asked = pending->second.asked;
    ++row.answers;
    ++row.statuses[message.status()];
    row.lastStatus = static_cast<std::uint16_t>(message.status());
    row.lastTime = std::max(row.lastTime, context.captured);
    // Clocks of two capture points may disagree: a negative time was not measured.
    if (context.captured >= asked)
        row.roundTrips.push_back(elapsed(asked, context.captured));
    change(row, PeerState::Up, context.captured);
    m_deadlines.erase({later(asked, responseTimeout), key});
    m_pending.erase(pending);
}

void PeerHealth::change(PeerHealthRow& row, PeerState state, base::Timestamp time)
{
    if (row.state == state)
        return;
    if (row.state != PeerState::Unknown)
        ++row.changes;
    row.state = state;
    row.changed = time;
}

void PeerHealth::advance(base::Timestamp now)
{
    m_now = std::max(m_now, now);
    while (!m_deadlines.empty() && m_deadlines.begin()->first <= m_now) {
        const auto [deadline, key] = *m_deadlines.begin();
        m_deadlines.erase(m_deadlines.begin());
        const auto pending = m_pending.find(key);
        PeerHealthRow& row = m_rows[pending->second.row];
        ++row.unanswered;
        row.lastStatus = 0;
        change(row, PeerState::Down, deadline);
        m_pending.erase(pending);
    }
}

std::optional<std::size_t> PeerHealth::rowOf(const net::Path& path)
{
    const std::string pair = path.source.address.toString() + '>' + path.destination.toString() + '/' +
                             std::to_string(static_cast<int>(path.transport));
    const auto found = m_places.find(pair);
    if (found != m_places.end())
        return found->second;
    if (m_rows.size() >= m_limit) {
        ++m_dropped;
        return std::nullopt;
    }
    m_places.emplace(pair, m_rows.size());
    m_rows.emplace_back().path = path;
    return m_rows.size() - 1;
}

std::vector<PeerHealthRow> PeerHealth::finish(base::Timestamp end)
{
    advance(end);
    for (PeerHealthRow& row : m_rows)
        std::sort(row.roundTrips.begin(), row.roundTrips.end());
    return std::move(m_rows);
}

} // namespace core::call
