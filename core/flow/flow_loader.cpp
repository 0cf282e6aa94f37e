// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/flow_loader.h"

#include "core/flow/sdp_summary.h"

#include <algorithm>
#include <string>
#include <unordered_map>
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

base::Result<std::vector<MediaArrow>> streamsOf(session::SessionReader& reader,
                                                std::span<const base::CallKey> calls)
{
    const auto rows = reader.streams();
    if (!rows)
        return rows.error();
    std::vector<MediaArrow> streams;
    for (const session::StreamRow& row : *rows) {
        if (row.call && std::ranges::find(calls, row.call) != calls.end())
            streams.push_back(mediaArrow(row));
    }
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

/// What the clocks of capture points are known to be ahead by.
class Clocks {
public:
    static base::Result<Clocks> read(session::SessionReader& reader)
    {
        Clocks clocks;
        auto corrections = reader.clockCorrections();
        if (!corrections)
            return corrections.error();
        if (corrections->empty())
            return clocks;
        const auto sources = reader.sources();
        if (!sources)
            return sources.error();
        for (const session::SourceRow& source : *sources)
            clocks.m_sources.emplace(source.id, source.name);
        clocks.m_corrections = *std::move(corrections);
        return clocks;
    }

    void correct(std::vector<call::MessageRecord>& records) const
    {
        if (m_corrections.empty())
            return;
        for (call::MessageRecord& record : records)
            record.captured -= aheadBy(record);
    }

private:
    [[nodiscard]] base::Duration aheadBy(const call::MessageRecord& record) const
    {
        const auto source = m_sources.find(record.source);
        for (const session::ClockCorrection& one : m_corrections) {
            if (source != m_sources.end() && one.source == source->second && one.agentId == record.agentId &&
                one.agentName == record.agentName)
                return one.offset;
        }
        return base::Duration::zero();
    }

    std::unordered_map<base::SourceId, std::string> m_sources;
    std::vector<session::ClockCorrection> m_corrections;
};

} // namespace

base::Result<bool> haveStreams(session::SessionReader& reader, std::span<const base::CallKey> calls)
{
    const auto streams = streamsOf(reader, calls);
    if (!streams)
        return streams.error();
    return !streams->empty();
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
    const auto clocks = Clocks::read(reader);
    if (!clocks)
        return clocks.error();
    clocks->correct(*records);

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
    }
    if (options.media == Media::Leave)
        return layOut(messages, options);
    const auto streams = streamsOf(reader, calls);
    if (!streams)
        return streams.error();
    return layOut(messages, options, *streams);
}

} // namespace core::flow
