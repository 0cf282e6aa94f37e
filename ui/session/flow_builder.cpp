// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/flow_builder.h"

#include "core/flow/flow_message.h"
#include "core/flow/sdp_summary.h"
#include "core/sip/message.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <span>

namespace ui::session {
namespace {

using namespace core;

/// Positions of `records` in order of time: what a message's SDP is depends on what came before it.
std::vector<std::size_t> inOrderOfTime(const std::vector<call::MessageRecord>& records)
{
    std::vector<std::size_t> order(records.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return records[i].captured; });
    return order;
}

/// Bytes of all messages; empty where they cannot be read any more.
base::Result<std::vector<std::vector<std::byte>>> bytesOf(core::session::SessionReader& reader,
                                                          const std::vector<call::MessageRecord>& records,
                                                          const std::stop_token& stop)
{
    std::vector<base::MessageId> ids;
    ids.reserve(records.size());
    for (const auto& record : records)
        ids.push_back(record.id);
    std::vector<std::vector<std::byte>> bytes(ids.size());
    const auto status = reader.scanMessages(
        ids,
        [&](std::size_t index, std::span<const std::byte> found) {
            bytes[index].assign(found.begin(), found.end());
        },
        stop);
    if (!status)
        return status.error();
    return bytes;
}

flow::FlowMessage flowMessageOf(const call::MessageRecord& record, const sip::Message& message,
                                flow::OfferAnswer& offers)
{
    flow::FlowMessage result = flow::flowMessage(message);
    result.id = record.id;
    result.time = record.captured;
    result.path = record.path;
    result.call = record.call;
    result.retransmissionOf = record.retransmissionOf;
    result.duplicateOf = record.duplicateOf;
    result.sdp = offers.summary(message);
    return result;
}

} // namespace

base::Result<LoadedFlow> buildFlow(core::session::SessionReader& reader, base::CallKey call, std::size_t most,
                                   const std::stop_token& stop)
{
    LoadedFlow loaded;
    loaded.call = call;
    auto calls = reader.calls(std::array{call});
    if (!calls)
        return calls.error();
    if (calls->empty())
        return base::Error{base::ErrorCode::CallUnknown, std::to_string(call.value), {}};
    loaded.record = std::move(calls->front());

    auto ids = reader.messagesOfCall(call);
    if (!ids)
        return ids.error();
    if (ids->size() > most) {
        loaded.omitted = ids->size() - most;
        ids->resize(most);
    }
    auto records = reader.messages(*ids);
    if (!records)
        return records.error();
    auto bytes = bytesOf(reader, *records, stop);
    if (!bytes)
        return bytes.error();

    flow::OfferAnswer offers;
    std::vector<flow::FlowMessage> messages;
    messages.reserve(records->size());
    sip::Message message;
    for (const std::size_t i : inOrderOfTime(*records)) {
        if (message.parse((*bytes)[i]))
            messages.push_back(flowMessageOf((*records)[i], message, offers));
    }
    loaded.flow = std::make_shared<const flow::CallFlow>(flow::layOut(messages));
    return loaded;
}

base::Result<LoadedMessage> readMessage(core::session::SessionReader& reader, base::MessageId id)
{
    auto records = reader.messages(std::array{id});
    if (!records)
        return records.error();
    if (records->empty())
        return base::Error{base::ErrorCode::MessageUnknown, std::to_string(id.value), {}};
    auto bytes = reader.messageBytes(id);
    if (!bytes)
        return bytes.error();
    LoadedMessage loaded{std::move(records->front()), std::move(*bytes), {}};
    if (auto sources = reader.sources()) {
        for (const auto& source : *sources) {
            if (source.id == loaded.record.source)
                loaded.sourceName = source.interfaceName.empty() ? source.name : source.interfaceName;
        }
    }
    return loaded;
}

} // namespace ui::session
