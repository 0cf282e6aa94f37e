// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/session_loader.h"

#include "core/flow/kinds_found.h"
#include "core/leg/leg_counts.h"
#include "core/statistics/call_measures.h"
#include "ui/session/flow_builder.h"

#include <utility>

namespace ui::session {

using core::base::Result;
using core::session::SessionReader;
using core::session::SessionTable;

SessionLoader::SessionLoader(std::filesystem::path path, QObject* parent)
    : QObject(parent), m_path(std::move(path))
{
    open();
}

SessionLoader::~SessionLoader() = default;

void SessionLoader::open()
{
    ask<SessionTable::Refresh>(
        m_tableThread, JobKind::Open,
        [this](const std::stop_token&) -> Result<SessionTable::Refresh> {
            auto opened = table();
            if (!opened)
                return opened.error();
            return (*opened)->refresh();
        },
        this,
        [this](Result<SessionTable::Refresh> result) {
            if (!result) {
                emit failed(result.error());
                return;
            }
            m_isOpen = true;
            m_progress = result->progress;
            emit refreshed(m_progress, {});
            emit opened();
        });
}

Result<SessionTable*> SessionLoader::table()
{
    if (m_table == nullptr) {
        auto opened = SessionTable::open(m_path);
        if (!opened)
            return opened.error();
        m_table = std::move(*opened);
        m_table->setLegs(core::leg::countUsualLegs);
        m_table->setMeasures(core::statistics::measureCalls);
        m_table->setFindings(core::flow::kindsFoundIn);
    }
    return m_table.get();
}

Result<SessionReader*> SessionLoader::reader()
{
    if (m_reader == nullptr) {
        auto opened = SessionReader::open(m_path);
        if (!opened)
            return opened.error();
        m_reader = std::move(*opened);
    }
    return m_reader.get();
}

void SessionLoader::refresh()
{
    if (!m_isOpen || m_isRefreshing)
        return;
    m_isRefreshing = true;
    ask<SessionTable::Refresh>(
        m_tableThread, JobKind::Refresh,
        [this](const std::stop_token&) -> Result<SessionTable::Refresh> { return m_table->refresh(); }, this,
        [this](Result<SessionTable::Refresh> result) {
            m_isRefreshing = false;
            if (!result) {
                emit failed(result.error());
                return;
            }
            if (result->haveMarksChanged)
                emit marksChanged();
            if (m_progress == result->progress && result->changedCalls.empty())
                return;
            m_progress = result->progress;
            emit refreshed(m_progress, result->changedCalls);
        });
}

void SessionLoader::select(core::session::Query query, QObject* context, Answer<SelectedRows> answer)
{
    const JobKind kind =
        query.scope == core::filter::Scope::Call ? JobKind::CallQuery : JobKind::MessageQuery;
    select(kind, std::move(query), context, std::move(answer));
}

void SessionLoader::select(JobKind kind, core::session::Query query, QObject* context,
                           Answer<SelectedRows> answer)
{
    ask<SelectedRows>(
        m_tableThread, kind,
        [this, query = std::move(query)](const std::stop_token& stop) -> Result<SelectedRows> {
            auto opened = table();
            if (!opened)
                return opened.error();
            const auto begin = std::chrono::steady_clock::now();
            auto index = (*opened)->select(query, stop);
            if (!index)
                return index.error();
            const auto took = std::chrono::steady_clock::now() - begin;
            return SelectedRows{std::move(*index),
                                std::chrono::duration_cast<std::chrono::milliseconds>(took)};
        },
        context, std::move(answer));
}

void SessionLoader::histogram(std::size_t bins, QObject* context, Answer<core::session::TimeHistogram> answer)
{
    ask<core::session::TimeHistogram>(
        m_tableThread, JobKind::Histogram,
        [this, bins](const std::stop_token& stop) -> Result<core::session::TimeHistogram> {
            auto opened = table();
            if (!opened)
                return opened.error();
            return (*opened)->histogram(bins, stop);
        },
        context, std::move(answer));
}

void SessionLoader::statistics(core::statistics::Options options, QObject* context,
                               Answer<CountedStatistics> answer)
{
    ask<CountedStatistics>(
        m_tableThread, JobKind::Statistics,
        [this, options = std::move(options)](const std::stop_token& stop) -> Result<CountedStatistics> {
            auto opened = table();
            if (!opened)
                return opened.error();
            const auto begin = std::chrono::steady_clock::now();
            auto report = core::statistics::compute(**opened, options, stop);
            if (!report)
                return report.error();
            const auto took = std::chrono::steady_clock::now() - begin;
            return CountedStatistics{*std::move(report),
                                     std::chrono::duration_cast<std::chrono::milliseconds>(took)};
        },
        context, std::move(answer));
}

void SessionLoader::stopStatistics()
{
    m_tableThread.post(JobKind::Statistics, [](const std::stop_token&) {});
}

void SessionLoader::sources(QObject* context, Answer<std::vector<core::session::SourceRow>> answer)
{
    ask<std::vector<core::session::SourceRow>>(
        m_readerThread, JobKind::Sources,
        [this](const std::stop_token&) -> Result<std::vector<core::session::SourceRow>> {
            auto opened = reader();
            if (!opened)
                return opened.error();
            return (*opened)->sources();
        },
        context, std::move(answer));
}

void SessionLoader::agents(QObject* context, Answer<std::vector<core::session::AgentSummary>> answer)
{
    ask<std::vector<core::session::AgentSummary>>(
        m_readerThread, JobKind::Agents,
        [this](const std::stop_token&) -> Result<std::vector<core::session::AgentSummary>> {
            auto opened = reader();
            if (!opened)
                return opened.error();
            return (*opened)->agents();
        },
        context, std::move(answer));
}

void SessionLoader::tlsConnections(QObject* context,
                                   Answer<std::vector<core::session::TlsConnectionRow>> answer)
{
    ask<std::vector<core::session::TlsConnectionRow>>(
        m_readerThread, JobKind::TlsConnections,
        [this](const std::stop_token&) -> Result<std::vector<core::session::TlsConnectionRow>> {
            auto opened = reader();
            if (!opened)
                return opened.error();
            return (*opened)->tlsConnections();
        },
        context, std::move(answer));
}

void SessionLoader::clocks(QObject* context, Answer<LoadedClocks> answer)
{
    ask<LoadedClocks>(
        m_tableThread, JobKind::Clocks,
        [this](const std::stop_token& stop) -> Result<LoadedClocks> {
            auto opened = table();
            if (!opened)
                return opened.error();
            auto points = core::flow::estimateClocks(**opened, stop);
            if (!points)
                return points.error();
            auto corrections = (*opened)->reader().clockCorrections();
            if (!corrections)
                return corrections.error();
            return LoadedClocks{*std::move(points), *std::move(corrections)};
        },
        context, std::move(answer));
}

void SessionLoader::hasTlsSecrets(QObject* context, Answer<bool> answer)
{
    ask<bool>(
        m_readerThread, JobKind::Other,
        [this](const std::stop_token&) -> Result<bool> {
            auto opened = reader();
            if (!opened)
                return opened.error();
            return (*opened)->hasTlsSecrets();
        },
        context, std::move(answer));
}

void SessionLoader::frames(std::vector<core::base::FrameNumber> numbers, QObject* context,
                           Answer<std::vector<FrameGlance>> answer)
{
    ask<std::vector<FrameGlance>>(
        m_readerThread, JobKind::Frames,
        [this, numbers = std::move(numbers)](const std::stop_token&) -> Result<std::vector<FrameGlance>> {
            auto opened = reader();
            if (!opened)
                return opened.error();
            return readFrames(**opened, numbers);
        },
        context, std::move(answer));
}

void SessionLoader::frame(core::base::FrameNumber number, QObject* context, Answer<LoadedFrame> answer)
{
    ask<LoadedFrame>(
        m_readerThread, JobKind::Frame,
        [this, number](const std::stop_token&) -> Result<LoadedFrame> {
            auto opened = reader();
            if (!opened)
                return opened.error();
            return readFrame(**opened, number);
        },
        context, std::move(answer));
}

void SessionLoader::flow(std::vector<core::base::CallKey> calls, core::flow::Media media, QObject* context,
                         Answer<LoadedFlow> answer)
{
    ask<LoadedFlow>(
        m_readerThread, JobKind::Flow,
        [this, calls = std::move(calls), media](const std::stop_token& stop) -> Result<LoadedFlow> {
            auto opened = reader();
            if (!opened)
                return opened.error();
            return buildFlow(**opened, calls, media, mostMessagesInFlow, stop);
        },
        context, std::move(answer));
}

void SessionLoader::legs(core::base::CallKey call, QObject* context, Answer<LoadedLegs> answer)
{
    ask<LoadedLegs>(
        m_tableThread, JobKind::Legs,
        [this, call](const std::stop_token& stop) -> Result<LoadedLegs> {
            auto opened = table();
            if (!opened)
                return opened.error();
            return findLegsOf(**opened, call, stop);
        },
        context, std::move(answer));
}

void SessionLoader::stopLegs()
{
    m_tableThread.post(JobKind::Legs, [](const std::stop_token&) {});
}

void SessionLoader::findings(std::vector<core::base::CallKey> calls, QObject* context,
                             Answer<LoadedFindings> answer)
{
    ask<LoadedFindings>(
        m_readerThread, JobKind::Findings,
        [this, calls = std::move(calls)](const std::stop_token& stop) -> Result<LoadedFindings> {
            auto opened = reader();
            if (!opened)
                return opened.error();
            return readFindings(**opened, calls, stop);
        },
        context, std::move(answer));
}

void SessionLoader::find(Place place, core::filter::Scope scope, adapt::Zone zone, QObject* context,
                         Answer<std::int64_t> answer)
{
    ask<std::int64_t>(
        m_readerThread, JobKind::Other,
        [this, place = std::move(place), scope, zone](const std::stop_token&) -> Result<std::int64_t> {
            auto opened = reader();
            if (!opened)
                return opened.error();
            return findPlace(**opened, place, scope, zone);
        },
        context, std::move(answer));
}

void SessionLoader::message(core::base::MessageId id, QObject* context, Answer<LoadedMessage> answer)
{
    ask<LoadedMessage>(
        m_readerThread, JobKind::Message,
        [this, id](const std::stop_token&) -> Result<LoadedMessage> {
            auto opened = reader();
            if (!opened)
                return opened.error();
            return readMessage(**opened, id);
        },
        context, std::move(answer));
}

void SessionLoader::read(std::function<void(SessionReader&, const std::stop_token&)> job)
{
    m_readerThread.post(JobKind::Other, [this, job = std::move(job)](const std::stop_token& stop) {
        if (auto opened = reader())
            job(**opened, stop);
    });
}

} // namespace ui::session
