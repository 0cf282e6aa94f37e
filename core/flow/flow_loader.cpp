// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/flow_loader.h"

#include "core/flow/capture_places.h"
#include "core/flow/sdp_summary.h"

#include <algorithm>
#include <iterator>
#include <unordered_set>
#include <utility>
#include <vector>

namespace core::flow {
namespace {

base::Result<std::vector<base::MessageId>> messagesOf(session::SessionReader& reader,
                                                      std::span<const base::CallKey> calls)
{
    std::vector<base::MessageId> ids;
    for (const base::CallKey call : calls) {
        auto more = reader.messagesOfCall(call);
        if (!more)
            return more.error();
        ids.insert(ids.end(), more->begin(), more->end());
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

/// Of these calls only: a session may have a hundred thousand others. In the order of their ids.
base::Result<std::vector<MediaArrow>> streamsOf(session::SessionReader& reader,
                                                std::span<const base::CallKey> calls)
{
    std::vector<session::StreamRow> rows;
    for (const base::CallKey call : calls) {
        auto more = reader.streamsOf(call);
        if (!more)
            return more.error();
        for (session::StreamRow& row : *more) {
            if (row.origin != media::StreamOrigin::Reports) // no packet of it was captured
                rows.push_back(std::move(row));
        }
    }
    std::ranges::sort(rows, {}, &session::StreamRow::id);
    std::vector<MediaArrow> streams;
    streams.reserve(rows.size());
    std::ranges::transform(rows, std::back_inserter(streams), mediaArrow);
    return streams;
}

FlowMessage flowMessageOf(const call::MessageRecord& record, const sip::Message* parsed)
{
    FlowMessage message = parsed != nullptr ? flowMessage(*parsed) : FlowMessage{};
    if (parsed == nullptr) {
        message.kind = record.kind;
        message.method = record.method;
        message.status = record.status;
        message.reason = record.reason;
        message.cseqNumber = record.cseq;
        message.cseqMethod = record.cseqMethod;
    }
    message.id = record.id;
    message.time = record.captured;
    message.path = record.path;
    message.call = record.call;
    message.retransmissionOf = record.retransmissionOf;
    message.duplicateOf = record.duplicateOf;
    message.isInvalid = record.defects.isInvalid();
    return message;
}

/// Messages that are packets which several capture points saw.
std::unordered_set<base::MessageId> seenTwice(const std::vector<call::MessageRecord>& records)
{
    std::unordered_set<base::MessageId> ids;
    for (const call::MessageRecord& record : records) {
        if (record.duplicateOf) {
            ids.insert(record.id);
            ids.insert(record.duplicateOf);
        }
    }
    return ids;
}

} // namespace

base::Result<bool> haveStreams(session::SessionReader& reader, std::span<const base::CallKey> calls)
{
    for (const base::CallKey call : calls) {
        const auto streams = reader.streamsOf(call);
        if (!streams)
            return streams.error();
        if (!streams->empty())
            return true;
    }
    return false;
}

base::Result<CallFlow> loadCallFlow(session::SessionReader& reader, std::span<const base::CallKey> calls,
                                    const FlowOptions& options, std::stop_token stop)
{
    auto ids = messagesOf(reader, calls);
    if (!ids)
        return ids.error();
    if (options.mostMessages > 0 && ids->size() > options.mostMessages)
        ids->resize(options.mostMessages);
    auto records = reader.messages(*ids);
    if (!records)
        return records.error();
    auto places = CapturePlaces::read(reader);
    if (!places)
        return places.error();
    places->correct(*records);
    const std::unordered_set<base::MessageId> named = seenTwice(*records);

    std::vector<const call::MessageRecord*> byTime;
    byTime.reserve(records->size());
    for (const call::MessageRecord& record : *records)
        byTime.push_back(&record);
    std::stable_sort(byTime.begin(), byTime.end(),
                     [](const auto* a, const auto* b) { return a->captured < b->captured; });

    std::vector<FlowMessage> messages;
    messages.reserve(byTime.size());
    OfferAnswer offerAnswer;
    sip::Message parsed;
    for (const call::MessageRecord* record : byTime) {
        if (stop.stop_requested())
            return base::Error{base::ErrorCode::Cancelled, {}, {}};
        const auto bytes = reader.messageBytes(record->id);
        const bool isParsed = bytes && parsed.parse(*bytes);
        messages.push_back(flowMessageOf(*record, isParsed ? &parsed : nullptr));
        if (isParsed)
            messages.back().sdp = offerAnswer.summary(parsed);
        if (named.contains(record->id))
            messages.back().place = places->nameOf(*record);
    }
    std::vector<MediaArrow> streams;
    if (options.media == Media::Show) {
        auto found = streamsOf(reader, calls);
        if (!found)
            return found.error();
        streams = *std::move(found);
    }
    CallFlow flow = layOut(messages, options, streams);
    flow.correctedClocks = places->corrected();
    return flow;
}

} // namespace core::flow
