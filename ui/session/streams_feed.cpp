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

constexpr std::chrono::milliseconds leastRestOfReading{1000};
constexpr int restOfReading = 3;

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

StreamsFeed::StreamsFeed(QObject* parent) : QObject(parent)
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &StreamsFeed::ask);
}

void StreamsFeed::setLoader(SessionLoader* loader)
{
    if (m_loader != nullptr)
        m_loader->disconnect(this);
    stop();
    m_isOutdated = true;
    m_took = {};
    m_loader = loader;
    if (loader == nullptr)
        return;
    connect(loader, &SessionLoader::refreshed, this, &StreamsFeed::askLater);
    ask();
}

void StreamsFeed::setActive(bool isActive)
{
    if (m_isActive == isActive)
        return;
    m_isActive = isActive;
    if (!isActive)
        stop();
    else if (m_isOutdated)
        ask();
}

void StreamsFeed::stop()
{
    m_pause.stop();
    if (!std::exchange(m_isBusy, false))
        return;
    ++m_number;
    m_isOutdated = true;
    m_thread.post(JobKind::Streams, [](const std::stop_token&) {});
}

void StreamsFeed::ask()
{
    if (!m_isActive || m_loader == nullptr)
        return;
    m_isOutdated = false;
    m_isBusy = true;
    m_sinceStart.start();
    m_thread.post(JobKind::Streams,
                  [this, path = m_loader->path(), number = ++m_number](const std::stop_token& token) {
                      const auto reader = SessionReader::open(path);
                      const auto result = std::make_shared<const Result<LoadedStreams>>(
                          reader ? readStreams(**reader, token) : Result<LoadedStreams>{reader.error()});
                      QMetaObject::invokeMethod(
                          this,
                          [this, result, number] {
                              if (number == m_number)
                                  receive(*result);
                          },
                          Qt::QueuedConnection);
                  });
}

void StreamsFeed::askLater()
{
    m_isOutdated = true;
    if (!m_isActive || m_isBusy || m_pause.isActive())
        return;
    m_pause.start(std::max(leastRestOfReading, m_took * restOfReading));
}

void StreamsFeed::receive(const Result<LoadedStreams>& result)
{
    m_isBusy = false;
    m_took = std::chrono::milliseconds{m_sinceStart.elapsed()};
    if (result)
        emit loaded(*result);
    else if (result.error().code != ErrorCode::Cancelled)
        emit failed(result.error());
    if (m_isOutdated)
        askLater();
}

} // namespace ui::session
