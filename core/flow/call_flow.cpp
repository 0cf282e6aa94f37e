// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/call_flow.h"

#include "core/call/saturating_time.h"
#include "core/flow/dialog_numbers.h"
#include "core/flow/lane_order.h"
#include "core/flow/message_order.h"
#include "core/flow/sightings.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace core::flow {
namespace {

using Order = MessageOrder;

/// The streams of these calls in order of their beginning, at most `most`.
std::vector<MediaArrow> streamsInOrder(std::span<const MediaArrow> streams, const Order& messages,
                                       std::size_t most, std::size_t& omitted)
{
    std::set<base::CallKey> calls;
    for (const FlowMessage* message : messages)
        calls.insert(message->call);
    std::vector<MediaArrow> ordered;
    for (const MediaArrow& stream : streams) {
        if (calls.contains(stream.call))
            ordered.push_back(stream);
    }
    std::ranges::sort(ordered, [](const MediaArrow& a, const MediaArrow& b) {
        return std::tie(a.begin, a.stream) < std::tie(b.begin, b.stream);
    });
    omitted = ordered.size() - std::min(ordered.size(), most);
    ordered.resize(ordered.size() - omitted);
    return ordered;
}

/// Gives each host its lane, or each port of a host that talks to itself.
class Lanes {
public:
    Lanes(const Order& order, std::span<const MediaArrow> streams)
    {
        for (const FlowMessage* message : order)
            splitLoop(message->path.source, message->path.destination);
        for (const MediaArrow& stream : streams)
            splitLoop(stream.from, stream.to);
        for (const FlowMessage* message : order) {
            const std::size_t from = add(message->path.source);
            const std::size_t to = add(message->path.destination);
            ++m_lanes[from].messages;
            ++m_lanes[to].messages;
            pair(from, to);
        }
        for (const MediaArrow& stream : streams)
            pair(add(stream.from), add(stream.to));
    }

    /// Puts the lanes in their final order.
    std::vector<Lane> arrange(const Order& order, const FlowOptions& options)
    {
        std::vector<std::size_t> arranged =
            laneOrder(std::min(m_lanes.size(), maximumLanes), caller(order), m_pairs);
        if (m_lanes.size() > maximumLanes)
            arranged.push_back(maximumLanes);
        std::vector<Lane> lanes;
        std::vector<std::size_t> position(m_lanes.size());
        for (const std::size_t index : arranged) {
            position[index] = lanes.size();
            lanes.push_back(std::move(m_lanes[index]));
            lanes.back().title = title(lanes.back(), options);
        }
        for (auto& [endpoint, index] : m_indexes)
            index = position[index];
        return lanes;
    }

    [[nodiscard]] std::size_t of(const net::Endpoint& endpoint) const
    {
        return m_indexes.at(keyOf(endpoint));
    }

private:
    [[nodiscard]] net::Endpoint keyOf(const net::Endpoint& endpoint) const
    {
        return m_split.contains(endpoint.address) ? endpoint : net::Endpoint{endpoint.address, 0};
    }

    std::size_t add(const net::Endpoint& endpoint)
    {
        const net::Endpoint key = keyOf(endpoint);
        const auto [entry, isNew] = m_indexes.emplace(key, std::min(m_lanes.size(), maximumLanes));
        if (isNew && m_lanes.size() < maximumLanes)
            m_lanes.push_back({.address = key.address, .port = key.port, .title = {}});
        else if (isNew && m_lanes.size() == maximumLanes)
            m_lanes.push_back({.address = {}, .title = {}, .isRest = true});
        return entry->second;
    }

    void splitLoop(const net::Endpoint& from, const net::Endpoint& to)
    {
        if (from.address == to.address && from.port != to.port)
            m_split.insert(from.address);
    }

    void pair(std::size_t from, std::size_t to)
    {
        if (from != to && std::max(from, to) < maximumLanes)
            m_pairs.insert(std::minmax(from, to));
    }

    [[nodiscard]] std::size_t caller(const Order& order) const
    {
        const auto find = [&](auto isWanted) { return std::find_if(order.begin(), order.end(), isWanted); };
        auto first = find([](const FlowMessage* m) { return m->method == "INVITE"; });
        if (first == order.end())
            first = find([](const FlowMessage* m) { return m->kind == sip::Kind::Request; });
        if (first != order.end())
            return of((*first)->path.source);
        return order.empty() ? 0 : of(order.front()->path.destination);
    }

    [[nodiscard]] std::string title(const Lane& lane, const FlowOptions& options) const
    {
        if (lane.isRest)
            return std::to_string(m_indexes.size() - maximumLanes) + " more";
        const std::string host = options.hostName ? options.hostName(lane.address) : std::string{};
        if (lane.port == 0)
            return host.empty() ? lane.address.toString() : host;
        return host.empty() ? net::Endpoint{lane.address, lane.port}.toString()
                            : host + ':' + std::to_string(lane.port);
    }

    std::set<net::IpAddress> m_split;
    std::map<net::Endpoint, std::size_t> m_indexes;
    std::vector<Lane> m_lanes;
    std::set<LanePair> m_pairs;
};

/// The message that a repetition is folded into.
class Originals {
public:
    Originals(std::span<const FlowMessage> messages, const FlowOptions& options) : m_options(options)
    {
        for (const FlowMessage& message : messages)
            m_byId.emplace(message.id, &message);
    }

    [[nodiscard]] const FlowMessage* of(const FlowMessage* message) const
    {
        for (;;) {
            const base::MessageId earlier = repeated(*message);
            const auto found = m_byId.find(earlier);
            // Ids fall on the way to the original, so this ends whatever the input says.
            if (!earlier || found == m_byId.end() || earlier >= message->id)
                return message;
            message = found->second;
        }
    }

private:
    [[nodiscard]] base::MessageId repeated(const FlowMessage& message) const
    {
        if (message.retransmissionOf && m_options.retransmissions == Repetitions::Fold)
            return message.retransmissionOf;
        if (message.duplicateOf && m_options.duplicates == Repetitions::Fold)
            return message.duplicateOf;
        return {};
    }

    const FlowOptions& m_options;
    std::unordered_map<base::MessageId, const FlowMessage*> m_byId;
};

std::string labelOf(const FlowMessage& message)
{
    if (message.kind == sip::Kind::Request)
        return message.method;
    std::string label = std::to_string(message.status);
    if (!message.reason.empty())
        label += ' ' + message.reason;
    return label;
}

Arrow arrowOf(const FlowMessage& message, const Lanes& lanes)
{
    Arrow arrow;
    arrow.message = message.id;
    arrow.call = message.call;
    arrow.fromLane = lanes.of(message.path.source);
    arrow.toLane = lanes.of(message.path.destination);
    arrow.fromPort = message.path.source.port;
    arrow.toPort = message.path.destination.port;
    arrow.transport = message.path.transport;
    arrow.time = message.time;
    arrow.kind = message.kind;
    arrow.status = message.status;
    arrow.label = labelOf(message);
    arrow.cseq = std::to_string(message.cseqNumber) + ' ' + message.cseqMethod;
    arrow.sdp = message.sdp;
    arrow.isInvalid = message.isInvalid;
    arrow.retransmissionOf = message.retransmissionOf;
    arrow.duplicateOf = message.duplicateOf;
    return arrow;
}

/// Writes the rows of a flow whose lanes are known.
class RowWriter {
public:
    RowWriter(CallFlow& flow, const Lanes& lanes, const FlowOptions& options)
        : m_flow(flow), m_lanes(lanes), m_options(options)
    {
    }

    void addStream(MediaArrow stream)
    {
        addGap(stream.begin);
        stream.callIndex = callIndex(stream.call);
        stream.fromLane = m_lanes.of(stream.from);
        stream.toLane = m_lanes.of(stream.to);
        m_latest = std::max({m_latest, stream.begin, stream.end});
        m_flow.rows.emplace_back(std::move(stream));
    }

    void addArrow(const FlowMessage& message, std::size_t dialog)
    {
        addGap(message.time);
        Arrow arrow = arrowOf(message, m_lanes);
        arrow.callIndex = callIndex(message.call);
        arrow.dialog = dialog;
        if (!m_rows.empty()) {
            arrow.sinceStart = call::elapsed(m_firstArrow, message.time);
            arrow.sincePrevious = call::elapsed(m_previousArrow, message.time);
        } else {
            m_firstArrow = message.time;
        }
        m_previousArrow = message.time;
        m_rows.emplace(message.id, m_flow.rows.size());
        m_flow.rows.emplace_back(std::move(arrow));
        m_latest = std::max(m_latest, message.time);
    }

    /// Between arrows: something happened, but has no row of its own.
    void noteFolded(const FlowMessage& message) { m_latest = std::max(m_latest, message.time); }

    void fold(const FlowMessage& repetition, const FlowMessage& original)
    {
        auto& arrow = std::get<Arrow>(m_flow.rows[m_rows.at(original.id)]);
        arrow.folded.push_back(repetition.id);
        if (!repetition.retransmissionOf) {
            ++arrow.duplicates;
            // Of what was sent again the delay would be that of sending.
            const base::Duration delay = repetition.time - arrow.time;
            if (repetition.duplicateOf == original.id &&
                std::chrono::abs(delay) > std::chrono::abs(arrow.duplicateDelay))
                arrow.duplicateDelay = delay;
            return;
        }
        ++arrow.retransmissions;
        if (repetition.time > arrow.time)
            arrow.retransmissionSpan =
                std::max(arrow.retransmissionSpan, call::elapsed(arrow.time, repetition.time));
    }

private:
    /// Before what happens at `time`.
    void addGap(base::Timestamp time)
    {
        if (m_flow.rows.empty() || m_options.quiet <= base::Duration::zero() || time <= m_latest)
            return;
        const base::Duration length = call::elapsed(m_latest, time);
        if (length > m_options.quiet)
            m_flow.rows.emplace_back(QuietGap{m_latest, length});
    }

    std::size_t callIndex(base::CallKey call)
    {
        const auto [entry, isNew] = m_calls.emplace(call, m_flow.calls.size());
        if (isNew)
            m_flow.calls.push_back(call);
        return entry->second;
    }

    CallFlow& m_flow;
    const Lanes& m_lanes;
    const FlowOptions& m_options;
    std::unordered_map<base::MessageId, std::size_t> m_rows;
    std::unordered_map<base::CallKey, std::size_t> m_calls;
    base::Timestamp m_latest;
    base::Timestamp m_firstArrow;
    base::Timestamp m_previousArrow;
};

} // namespace

std::optional<std::size_t> CallFlow::rowOf(base::MessageId message) const
{
    for (std::size_t index = 0; index < rows.size(); ++index) {
        const auto* arrow = std::get_if<Arrow>(&rows[index]);
        if (arrow == nullptr)
            continue;
        if (arrow->message == message ||
            std::find(arrow->folded.begin(), arrow->folded.end(), message) != arrow->folded.end())
            return index;
    }
    return std::nullopt;
}

CallFlow layOut(std::span<const FlowMessage> messages, const FlowOptions& options,
                std::span<const MediaArrow> streams)
{
    CallFlow flow;
    const Order order = inOrder(messages);
    if (order.empty())
        return flow;
    flow.begin = order.front()->time;
    flow.end = order.back()->time;
    std::vector<MediaArrow> media = streamsInOrder(streams, order, options.mostStreams, flow.omittedStreams);
    Lanes lanes{order, media};
    flow.lanes = lanes.arrange(order, options);

    const Originals originals{messages, options};
    RowWriter rows{flow, lanes, options};
    auto stream = media.begin();
    const std::vector<std::size_t> dialogs = dialogNumbers(order);
    for (std::size_t index = 0; index < order.size(); ++index) {
        const FlowMessage* const message = order[index];
        for (; stream != media.end() && stream->begin < message->time; ++stream)
            rows.addStream(std::move(*stream));
        if (originals.of(message) == message)
            rows.addArrow(*message, dialogs[index]);
        else
            rows.noteFolded(*message);
    }
    for (; stream != media.end(); ++stream)
        rows.addStream(std::move(*stream));
    // A repetition may stand before its original when the clocks of two capture points differ.
    for (const FlowMessage* message : order) {
        const FlowMessage* const original = originals.of(message);
        if (original != message)
            rows.fold(*message, *original);
    }
    addSightings(flow, messages);
    return flow;
}

} // namespace core::flow
