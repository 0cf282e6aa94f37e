// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/leg/leg_scan.h"

#include "core/leg/relay_words.h"

#include <algorithm>
#include <mutex>
#include <utility>

namespace core::leg {
namespace {

using filter::Column;
using filter::FieldId;
using filter::Scope;

/// Nanoseconds; sums that no number holds end at the largest.
std::int64_t later(std::int64_t time, std::int64_t by)
{
    std::int64_t sum = 0;
    if (__builtin_add_overflow(time, by, &sum))
        return by < 0 ? INT64_MIN : INT64_MAX;
    return sum;
}

} // namespace

LegScan::LegScan(session::SessionTable& table, const LegOptions& options, std::stop_token stop)
    : m_table(table), m_options(options), m_stop(std::move(stop)), m_collector(options.around)
{
}

base::Status LegScan::load()
{
    const auto keys = m_table.reader().callKeys();
    if (!keys)
        return keys.error();
    m_callKeys = *keys;
    const auto ids = m_table.reader().messageIds();
    if (!ids)
        return ids.error();
    m_messageIds = *ids;
    for (const auto& [column, id] :
         {std::pair{&m_time, FieldId::CallTime}, std::pair{&m_duration, FieldId::CallDuration},
          std::pair{&m_callId, FieldId::CallCallId}, std::pair{&m_correlation, FieldId::CorrelationId},
          std::pair{&m_messageTime, FieldId::MessageTime}, std::pair{&m_source, FieldId::SourceAddress},
          std::pair{&m_sourcePort, FieldId::SourcePort},
          std::pair{&m_destination, FieldId::DestinationAddress},
          std::pair{&m_destinationPort, FieldId::DestinationPort}}) {
        auto loaded = m_table.column(filter::field(id));
        if (!loaded)
            return loaded.error();
        *column = *std::move(loaded);
    }
    const auto callRows = m_table.callRowOfMessage();
    if (!callRows)
        return callRows.error();
    m_callRows = *callRows;
    m_isIn.assign(m_time.integers.size(), false);
    return {};
}

std::optional<std::size_t> LegScan::rowOf(base::CallKey call) const
{
    const auto row = m_callKeys.rowOf(call.value);
    return row && *row < m_isIn.size() ? row : std::nullopt;
}

std::int64_t LegScan::startOf(base::CallKey call) const
{
    const auto row = rowOf(call);
    return row ? m_time.integers[*row] : INT64_MAX;
}

std::string LegScan::callIdOf(std::size_t row) const
{
    const filter::Value value = m_callId.valueOfCode(m_callId.codes[row]);
    return std::string{filter::textIn(value).value_or(std::string_view{})};
}

CallSpan LegScan::spanOf(std::size_t row) const
{
    const std::int64_t begin = m_time.integers[row];
    const std::int64_t duration = m_duration.integers[row];
    return {begin, later(begin, duration == Column::absent ? 0 : duration)};
}

/// The nearest of the candidates, as many as there is room for. Pairs of distance and row.
void LegScan::take(std::vector<std::pair<std::uint64_t, std::size_t>>& candidates, std::vector<bool>& taken)
{
    const std::size_t room = m_options.mostCalls - std::min(m_count, m_options.mostCalls);
    if (candidates.size() > room) {
        m_isComplete = false;
        std::ranges::nth_element(candidates, candidates.begin() + static_cast<std::ptrdiff_t>(room));
        candidates.resize(room);
    }
    for (const auto& [distance, row] : candidates)
        taken[row] = true;
    m_count += candidates.size();
}

base::Status LegScan::lookAround(std::size_t row)
{
    const std::int64_t around = std::chrono::nanoseconds{m_options.around}.count();
    const CallSpan asked = spanOf(row);
    const CallSpan wanted{later(asked.begin, -around), later(asked.end, around)};
    std::vector<bool> taken(m_isIn.size());
    if (!m_isIn[row]) {
        taken[row] = true;
        ++m_count;
    }
    std::vector<std::pair<std::uint64_t, std::size_t>> candidates;
    for (std::size_t other = 0; other < m_isIn.size(); ++other) {
        const CallSpan span = spanOf(other);
        if (m_isIn[other] || other == row || span.begin > wanted.end || span.end < wanted.begin)
            continue;
        const auto [low, high] = std::minmax(span.begin, asked.begin);
        candidates.emplace_back(static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low), other);
    }
    take(candidates, taken);
    // Legs of one time have the same calls around them.
    return std::ranges::find(taken, true) == taken.end() ? base::Status{} : lookThrough(taken);
}

base::Status LegScan::lookAtAll()
{
    std::vector<bool> taken(m_isIn.size());
    for (std::size_t row = 0; row < taken.size(); ++row)
        taken[row] = !m_isIn[row];
    m_count = taken.size();
    return lookThrough(taken);
}

base::Status LegScan::lookThrough(const std::vector<bool>& taken)
{
    for (std::size_t row = 0; row < taken.size(); ++row) {
        if (!taken[row])
            continue;
        m_isIn[row] = true;
        m_collector.addCall(keyOf(row), callIdOf(row), spanOf(row));
    }
    filter::Bitmap messages{m_callRows.size()};
    for (std::size_t row = 0; row < m_callRows.size(); ++row) {
        if (m_callRows[row] >= taken.size() || !taken[m_callRows[row]])
            continue;
        messages.set(row);
        addCorrelation(row);
    }
    std::mutex mutex; // of the collectors
    const auto visit = [&](std::size_t row, std::span<const std::byte> bytes) {
        thread_local sip::Message message;
        thread_local std::vector<LinkHint> hints;
        thread_local std::vector<RelayHint> relays;
        hints.clear();
        relays.clear();
        if (!message.parse(bytes))
            return;
        findLinkHints(message, m_options.callIdHeaders, hints);
        findRelayHints(message, relays);
        if (hints.empty() && relays.empty())
            return;
        const std::lock_guard lock{mutex};
        for (LinkHint& hint : hints)
            m_collector.addHint(keyOf(m_callRows[row]), {m_messageIds.idAt(row)}, std::move(hint));
        addRelays(row, relays);
    };
    if (base::Status scanned = m_table.scanMessages(messages, visit, m_stop); !scanned)
        return scanned;
    if (m_stop.stop_requested())
        return base::Error{base::ErrorCode::Cancelled, {}, {}};
    return addStreams(taken);
}

net::Path LegScan::pathOf(std::size_t messageRow) const
{
    const auto endpoint = [messageRow](const Column& addresses, const Column& ports) {
        const filter::Value value = addresses.valueOfCode(addresses.codes[messageRow]);
        const auto* address = std::get_if<net::IpAddress>(&value);
        const std::int64_t port = ports.integers[messageRow];
        return net::Endpoint{address == nullptr ? net::IpAddress{} : *address,
                             static_cast<std::uint16_t>(port == Column::absent ? 0 : port)};
    };
    return {endpoint(m_source, m_sourcePort), endpoint(m_destination, m_destinationPort), {}};
}

void LegScan::addRelays(std::size_t messageRow, const std::vector<RelayHint>& hints)
{
    if (hints.empty())
        return;
    const std::int64_t time = m_messageTime.integers[messageRow];
    const RelayPlace place{keyOf(m_callRows[messageRow]), m_messageIds.idAt(messageRow), time, time,
                           pathOf(messageRow)};
    for (const RelayHint& hint : hints)
        m_relays.add(RelayCollector::keyOf(hint.rule, hint.value), hint.rule, hint.side, place);
}

base::Status LegScan::addStreams(const std::vector<bool>& taken)
{
    const auto streams = m_table.reader().streams();
    if (!streams)
        return streams.error();
    for (const session::StreamRow& stream : *streams) {
        const auto row = rowOf(stream.call);
        if (!row || !taken[*row] || stream.ssrc == 0)
            continue;
        const RelayPlace place{stream.call, stream.id, base::toNanoseconds(stream.counters.first),
                               base::toNanoseconds(stream.counters.last), stream.path};
        m_relays.add(streamKeyOf(stream), RelayRule::RtpSource, RelaySide::Either, place);
    }
    return {};
}

void LegScan::addCorrelation(std::size_t messageRow)
{
    const filter::Value value = m_correlation.valueOfCode(m_correlation.codes[messageRow]);
    const auto text = filter::textIn(value);
    const std::size_t call = m_callRows[messageRow];
    if (!text || text->empty() || text->size() > 256 || *text == callIdOf(call))
        return;
    m_collector.addHint(keyOf(call), {m_messageIds.idAt(messageRow)},
                        {LinkKind::CorrelationId, false, std::string{*text}, "the correlation id"});
}

std::vector<LegLink> LegScan::links()
{
    std::vector<LegLink> links = m_collector.links();
    m_pairs.clear();
    for (const RelayPair& pair : m_relays.pairs()) {
        const LinkKind kind = kindOf(pair.rule);
        LegLink& link = links.emplace_back(LegLink{pair.first, pair.second, kind, pair.score(), {}, {}});
        if (pair.rule != RelayRule::RtpSource)
            link.messages = {{pair.firstId}, {pair.secondId}};
        m_pairs.emplace(std::tuple{pair.first, pair.second, kind}, pair);
    }
    return links;
}

base::Status LegScan::describe(std::vector<LegLink>& links)
{
    RelayWords words;
    filter::Bitmap messages{m_callRows.size()};
    for (const LegLink& link : links) {
        const auto pair = m_pairs.find({link.first, link.second, link.kind});
        if (pair == m_pairs.end())
            continue;
        words.want(pair->second);
        for (const base::MessageId id : link.messages) {
            if (const auto row = m_messageIds.rowOf(id.value))
                messages.set(*row);
        }
    }
    std::mutex mutex; // of the words
    const auto visit = [&](std::size_t row, std::span<const std::byte> bytes) {
        sip::Message message;
        if (!message.parse(bytes))
            return;
        const std::lock_guard lock{mutex};
        words.read(m_messageIds.idAt(row), message);
    };
    if (base::Status scanned = m_table.scanMessages(messages, visit, m_stop); !scanned)
        return scanned;
    const auto streams = m_table.reader().streams();
    if (!streams)
        return streams.error();
    for (const session::StreamRow& stream : *streams)
        words.read(stream);
    for (LegLink& link : links) {
        if (const auto pair = m_pairs.find({link.first, link.second, link.kind}); pair != m_pairs.end())
            link.evidence = words.evidenceOf(pair->second);
    }
    return {};
}

} // namespace core::leg
