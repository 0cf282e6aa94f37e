// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/list_feed.h"

#include <algorithm>
#include <utility>

namespace ui::models {

using core::filter::Scope;

ListFeed::ListFeed(RecordModel& model, QObject* parent) : QObject(parent), m_model(model)
{
    m_query.scope = model.scope();
}

void ListFeed::setLoader(session::SessionLoader* loader)
{
    if (m_loader != nullptr)
        m_loader->disconnect(this);
    m_loader = loader;
    m_model.setLoader(loader);
    m_held.reset();
    m_isAsking = false;
    m_isOutdated = false;
    m_total = 0;
    setWaiting(0);
    if (loader == nullptr)
        return;
    connect(loader, &session::SessionLoader::refreshed, this, &ListFeed::onRefreshed);
    connect(loader, &session::SessionLoader::marksChanged, this, [this] {
        if (m_query.scope == Scope::Call)
            m_model.invalidateAll();
    });
    m_total = totalOf(loader->progress());
    m_gone = goneOf(loader->progress());
    ask(Cause::User);
}

void ListFeed::setFilter(core::filter::Filter filter)
{
    m_query.filter = std::move(filter);
    ask(Cause::User);
}

void ListFeed::setSort(core::filter::FieldReference field, core::session::SortOrder order)
{
    m_query.sortField = std::move(field);
    m_query.order = order;
    ask(Cause::User);
}

void ListFeed::setRange(std::optional<std::pair<core::base::Timestamp, core::base::Timestamp>> range)
{
    m_query.from = range ? std::optional(range->first) : std::nullopt;
    m_query.to = range ? std::optional(range->second) : std::nullopt;
    ask(Cause::User);
}

void ListFeed::setPaused(bool isPaused)
{
    m_isPaused = isPaused;
    if (!isPaused)
        showWaiting();
}

bool ListFeed::isFiltered() const
{
    return !m_query.filter.isEmpty() || m_query.from || m_query.to;
}

std::int64_t ListFeed::totalOf(const core::session::SessionProgress& progress) const
{
    return static_cast<std::int64_t>(m_query.scope == Scope::Call ? progress.calls() : progress.messages());
}

std::int64_t ListFeed::goneOf(const core::session::SessionProgress& progress) const
{
    return static_cast<std::int64_t>(m_query.scope == Scope::Call ? progress.callsGone
                                                                  : progress.messagesGone);
}

void ListFeed::ask(Cause cause)
{
    if (m_loader == nullptr)
        return;
    m_isOutdated = false;
    if (!std::exchange(m_isAsking, true))
        emit busyChanged(true);
    m_loader->select(m_query, this, [this, cause](core::base::Result<session::SelectedRows> result) {
        receive(std::move(result), cause);
    });
}

void ListFeed::receive(core::base::Result<session::SelectedRows> result, Cause cause)
{
    m_isAsking = false;
    emit busyChanged(false);
    if (!result) {
        if (result.error().code != core::base::ErrorCode::Cancelled)
            emit failed(result.error());
        return;
    }
    const bool isMoving = !isInIdOrder() && result->index.size() != m_model.index().size();
    if (cause == Cause::Growth && (m_isPaused || isMoving)) {
        const auto shown = static_cast<std::int64_t>(m_model.index().size());
        const auto found = static_cast<std::int64_t>(result->index.size());
        m_held = std::move(*result);
        setWaiting(std::max<std::int64_t>(found - shown, 0));
    } else {
        show(std::move(*result));
    }
    if (m_isOutdated)
        ask(Cause::Growth);
}

void ListFeed::show(session::SelectedRows rows)
{
    m_held.reset();
    const auto shown = static_cast<std::int64_t>(rows.index.size());
    m_model.setIndex(std::move(rows.index));
    setWaiting(0);
    emit resultChanged(shown, m_total, rows.took);
}

void ListFeed::showWaiting()
{
    if (m_held)
        show(std::move(*m_held));
    else
        ask(Cause::User);
}

void ListFeed::setWaiting(std::int64_t count)
{
    if (std::exchange(m_waiting, count) != count)
        emit waitingChanged(count);
}

void ListFeed::onRefreshed(const core::session::SessionProgress& progress,
                           const std::vector<core::base::CallKey>& changedCalls)
{
    const std::int64_t total = totalOf(progress);
    // A ring can have as many rows as before, and yet others.
    const std::int64_t gone = goneOf(progress);
    const bool hasMore = std::exchange(m_total, total) != total;
    const bool hasLess = std::exchange(m_gone, gone) != gone;
    const bool hasGrown = hasMore || hasLess;
    if (m_query.scope == Scope::Call && !changedCalls.empty()) {
        std::vector<std::int64_t> ids;
        ids.reserve(changedCalls.size());
        for (const auto key : changedCalls)
            ids.push_back(key.value);
        m_model.invalidate(ids);
    }
    // Changed calls can enter or leave a filtered list.
    const bool mayDiffer = hasGrown || (isFiltered() && !changedCalls.empty());
    if (!mayDiffer)
        return;
    if (m_isAsking)
        m_isOutdated = true;
    else
        ask(Cause::Growth);
}

} // namespace ui::models
