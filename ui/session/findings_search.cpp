// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/findings_search.h"

#include "ui/adapt/text.h"

#include <algorithm>
#include <array>

namespace ui::session {
namespace {

using core::base::CallKey;
using core::base::Error;
using core::base::ErrorCode;
using core::base::Result;
using core::session::Query;
using core::session::RowIndex;
using core::session::SessionReader;

constexpr std::chrono::milliseconds batchTime{200};
constexpr std::size_t batchSize = 512;
constexpr std::chrono::milliseconds leastRest{2000};
/// A growing session is searched again at most a sixth of the time.
constexpr int restFactor = 5;

Result<Query> queryOf(const QString& filter,
                      const std::optional<std::pair<core::base::Timestamp, core::base::Timestamp>>& range)
{
    Query query;
    const std::string text = adapt::bytes(filter.trimmed());
    auto parsed = core::filter::Filter::parse(text, query.scope);
    if (const auto* wrong = std::get_if<core::filter::FilterError>(&parsed))
        return Error{ErrorCode::FilterInvalid, text,
                     "column " + std::to_string(wrong->column()) + ": " + wrong->sentence()};
    query.filter = std::get<core::filter::Filter>(std::move(parsed));
    if (range) {
        query.from = range->first;
        query.to = range->second;
    }
    return query;
}

/// Fills batches, and knows how many rows were listed already.
class Collector {
public:
    explicit Collector(std::size_t total) { m_batch.total = total; }

    /// An error but for a call that cannot be read or is no longer there.
    core::base::Status look(SessionReader& reader, CallKey call, core::base::Timestamp observedUntil,
                            const std::stop_token& stop)
    {
        ++m_batch.done;
        auto found = readFindingsOfCall(reader, call, observedUntil, stop);
        if (!found && found.error().code == ErrorCode::SessionDamaged) {
            ++m_batch.unread;
            return {};
        }
        if (!found)
            return found.error();
        if (found->empty())
            return {};
        const auto records = reader.calls(std::array{call});
        if (!records)
            return records.error();
        for (CallFinding& each : *found)
            keep(std::move(each), records->empty() ? std::string{} : records->front().callId);
        return {};
    }

    [[nodiscard]] bool isFull() const { return m_batch.rows.size() >= batchSize; }

    FindingsBatch take(bool isLast)
    {
        m_batch.isLast = isLast;
        FindingsBatch next;
        next.done = m_batch.done;
        next.total = m_batch.total;
        next.unread = m_batch.unread;
        return std::exchange(m_batch, std::move(next));
    }

private:
    void keep(CallFinding found, const std::string& callId)
    {
        ++m_batch.counts[found.finding.kind];
        std::size_t& listed = m_listed[static_cast<std::size_t>(found.finding.kind->severity)];
        if (listed >= FindingsSearch::mostListed)
            return;
        ++listed;
        m_batch.rows.push_back({std::move(found), callId});
    }

    FindingsBatch m_batch;
    std::array<std::size_t, 3> m_listed{};
};

} // namespace

FindingsSearch::FindingsSearch(QObject* parent) : QObject(parent)
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, [this] { ask(true); });
}

void FindingsSearch::setLoader(SessionLoader* loader)
{
    if (m_loader != nullptr)
        m_loader->disconnect(this);
    m_isStopped = false;
    abandon();
    m_isAnswered = false;
    m_loader = loader;
    m_filter.clear();
    m_range.reset();
    m_took = {};
    if (loader == nullptr)
        return;
    connect(loader, &SessionLoader::refreshed, this, &FindingsSearch::askLater);
    ask(false);
}

void FindingsSearch::setFilter(const QString& text)
{
    if (m_filter == text)
        return;
    m_filter = text;
    restart();
}

void FindingsSearch::setRange(std::optional<std::pair<core::base::Timestamp, core::base::Timestamp>> range)
{
    if (m_range == range)
        return;
    m_range = range;
    restart();
}

void FindingsSearch::setActive(bool isActive)
{
    if (m_isActive == isActive)
        return;
    m_isActive = isActive;
    if (isActive && m_isOutdated && !m_isBusy && !m_isStopped)
        ask(m_isAnswered);
}

void FindingsSearch::restart()
{
    m_isStopped = false;
    abandon();
    m_isAnswered = false;
    ask(false);
}

void FindingsSearch::stop()
{
    m_isStopped = true;
    abandon();
}

void FindingsSearch::abandon()
{
    m_pause.stop();
    m_isOutdated = true;
    m_held.reset();
    ++m_number;
    m_thread.post(JobKind::Findings, [](const std::stop_token&) {});
    setBusy(false);
}

void FindingsSearch::setBusy(bool isBusy)
{
    if (std::exchange(m_isBusy, isBusy) != isBusy)
        emit busyChanged(isBusy);
}

void FindingsSearch::ask(bool isGrowth)
{
    m_pause.stop();
    if (!m_isActive || m_loader == nullptr)
        return;
    m_isOutdated = false;
    m_sinceStart.start();
    m_held.reset();
    if (isGrowth)
        m_held.emplace();
    else
        emit begun();
    auto query = queryOf(m_filter, m_range);
    if (!query) {
        emit failed(query.error());
        return;
    }
    setBusy(true);
    m_loader->select(JobKind::FindingsQuery, *std::move(query), this,
                     [this, number = ++m_number](Result<SelectedRows> selected) {
                         if (number != m_number)
                             return;
                         if (selected)
                             search(std::move(selected->index));
                         else
                             receive(selected.error());
                     });
}

void FindingsSearch::askLater()
{
    m_isOutdated = true;
    if (!m_isActive || m_isBusy || m_isStopped || m_pause.isActive())
        return;
    m_pause.start(std::max(leastRest, m_took * restFactor));
}

void FindingsSearch::search(RowIndex calls)
{
    if (m_loader == nullptr)
        return;
    m_thread.post(JobKind::Findings,
                  [this, path = m_loader->path(), calls = std::move(calls),
                   number = m_number](const std::stop_token& stop) { run(path, calls, number, stop); });
}

/// On the thread of the search.
void FindingsSearch::run(const std::filesystem::path& path, const RowIndex& calls, std::uint64_t number,
                         const std::stop_token& stop)
{
    const auto reader = SessionReader::open(path);
    if (!reader)
        return deliver(reader.error(), number);
    const auto progress = (*reader)->progress();
    if (!progress)
        return deliver(progress.error(), number);
    Collector collector{calls.size()};
    auto sent = std::chrono::steady_clock::now();
    for (std::size_t row = 0; row < calls.size(); ++row) {
        if (stop.stop_requested())
            return;
        if (auto status = collector.look(**reader, {calls.idAt(row)}, progress->lastTime, stop); !status)
            return deliver(status.error(), number);
        const auto now = std::chrono::steady_clock::now();
        if (collector.isFull() || now - sent >= batchTime) {
            deliver(collector.take(false), number);
            sent = now;
        }
    }
    deliver(collector.take(true), number);
}

/// On the thread of the search.
void FindingsSearch::deliver(Result<FindingsBatch> batch, std::uint64_t number)
{
    auto shared = std::make_shared<Result<FindingsBatch>>(std::move(batch));
    QMetaObject::invokeMethod(
        this,
        [this, shared, number] {
            if (number == m_number)
                receive(std::move(*shared));
        },
        Qt::QueuedConnection);
}

void FindingsSearch::receive(Result<FindingsBatch> batch)
{
    if (!batch) {
        setBusy(false);
        if (batch.error().code != ErrorCode::Cancelled)
            emit failed(batch.error());
        return;
    }
    const bool isLast = batch->isLast;
    if (m_held)
        m_held->push_back(*std::move(batch));
    else
        emit found(*batch);
    if (!isLast)
        return;
    m_isAnswered = true;
    m_took = std::chrono::milliseconds{m_sinceStart.elapsed()};
    if (const auto held = std::exchange(m_held, {})) {
        emit begun();
        for (const FindingsBatch& each : *held)
            emit found(each);
    }
    setBusy(false);
    if (m_isOutdated)
        askLater();
}

} // namespace ui::session
