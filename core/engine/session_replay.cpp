// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/session_replay.h"

#include <algorithm>
#include <vector>

namespace core::engine {
namespace {

/// Messages that are read together: enough that each block is unpacked about once.
constexpr std::int64_t pageSize = 1024;

forward::OutgoingMessage outgoing(const call::MessageRecord& record, std::span<const std::byte> bytes)
{
    return {.captured = record.captured,
            .path = record.path,
            .bytes = bytes,
            .captureId = record.agentId,
            .nodeName = record.agentName,
            .correlationId = record.correlationId.empty() ? record.callId : record.correlationId};
}

} // namespace

base::Result<std::uint64_t> replaySession(session::SessionReader& reader,
                                          const std::function<bool(const forward::OutgoingMessage&)>& visit,
                                          const std::stop_token& stop)
{
    const auto progress = reader.progress();
    if (!progress)
        return progress.error();
    std::uint64_t handedOut = 0;
    for (std::int64_t first = 1; first <= progress->lastMessage.value; first += pageSize) {
        std::vector<base::MessageId> ids;
        for (std::int64_t id = first; id < first + pageSize && id <= progress->lastMessage.value; ++id)
            ids.push_back({id});
        const auto records = reader.messages(ids);
        if (!records)
            return records.error();
        // Not all ids need to exist.
        ids.clear();
        for (const call::MessageRecord& record : *records)
            ids.push_back(record.id);
        std::vector<std::vector<std::byte>> bytes(ids.size());
        const base::Status scanned = reader.scanMessages(
            ids,
            [&bytes](std::size_t index, std::span<const std::byte> message) {
                bytes[index].assign(message.begin(), message.end());
            },
            stop);
        if (!scanned)
            return scanned.error();
        for (std::size_t i = 0; i < records->size(); ++i) {
            if (stop.stop_requested())
                return base::Error{base::ErrorCode::Cancelled, reader.path().string(), {}};
            ++handedOut;
            if (!visit(outgoing((*records)[i], bytes[i])))
                return handedOut;
        }
    }
    return handedOut;
}

} // namespace core::engine
