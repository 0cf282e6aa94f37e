// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/streams_feed.h"

#include <algorithm>
#include <map>
#include <utility>

namespace ui::session {
namespace {

using core::base::CallKey;
using core::base::Error;
using core::base::ErrorCode;
using core::base::Result;
using core::session::SessionReader;
using core::session::StreamRow;

Result<std::map<CallKey, std::string>> callIdsOf(SessionReader& reader, const std::vector<StreamRow>& rows)
{
    std::vector<CallKey> keys;
    for (const StreamRow& row : rows) {
        if (row.call)
            keys.push_back(row.call);
    }
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    const auto records = reader.calls(keys);
    if (!records)
        return records.error();
    std::map<CallKey, std::string> callIds;
    for (const core::call::CallRecord& record : *records)
        callIds.emplace(record.key, record.callId);
    return callIds;
}

core::base::Status rate(SessionReader& reader, LoadedStream& stream)
{
    const core::media::Codec codec = core::media::codecOf(stream.row.codec);
    stream.quality = core::media::qualityOf(stream.row.counters, codec);
    if (!stream.quality)
        return {};
    stream.leastMos = stream.quality->mos;
    const auto intervals = reader.streamIntervals(stream.row.id);
    if (!intervals)
        return intervals.error();
    for (const core::session::StreamIntervalRow& each : *intervals) {
        if (const auto part = core::media::qualityOf(each.interval, codec))
            stream.leastMos = std::min(stream.leastMos, part->mos);
    }
    return {};
}

} // namespace

Result<LoadedStreams> readStreams(SessionReader& reader, const std::stop_token& stop)
{
    const auto areKnown = reader.knowsStreams();
    if (!areKnown)
        return areKnown.error();
    LoadedStreams loaded;
    loaded.areKnown = *areKnown;
    if (!loaded.areKnown)
        return loaded;
    auto rows = reader.streams();
    if (!rows)
        return rows.error();
    const auto callIds = callIdsOf(reader, *rows);
    if (!callIds)
        return callIds.error();
    loaded.streams.reserve(rows->size());
    for (StreamRow& row : *rows) {
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, {}, {}};
        LoadedStream stream;
        stream.row = std::move(row);
        if (const auto call = callIds->find(stream.row.call); call != callIds->end())
            stream.callId = call->second;
        if (auto status = rate(reader, stream); !status)
            return status.error();
        loaded.streams.push_back(std::move(stream));
    }
    return loaded;
}

StreamsFeed::StreamsFeed(QObject* parent)
    : RowsFeed(
          [this](SessionReader& reader, const std::stop_token& stop) -> Result<Tell> {
              auto streams = readStreams(reader, stop);
              if (!streams)
                  return streams.error();
              return Tell{[this, all = std::move(*streams)] { emit loaded(all); }};
          },
          parent)
{
}

} // namespace ui::session
