// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/filter.h"
#include "core/session/session_table.h"
#include "ui/models/record_model.h"

#include <QObject>
#include <QPointer>

#include <chrono>
#include <cstdint>
#include <optional>

namespace ui::models {

/// Keeps a list what its question says: asks again when filter, order or range change and when the session
/// grows. Rows that only continue the list are shown at once; whatever would move the rows under the
/// user's eyes waits (waiting()) until showWaiting(). GUI thread.
class ListFeed : public QObject {
    Q_OBJECT

public:
    /// `model` outlives the feed.
    explicit ListFeed(RecordModel& model, QObject* parent = nullptr);

    void setLoader(session::SessionLoader* loader);
    void setFilter(core::filter::Filter filter);
    void setSort(core::filter::FieldReference field, core::session::SortOrder order);
    void setRange(std::optional<std::pair<core::base::Timestamp, core::base::Timestamp>> range);
    /// While paused the session goes on growing and the list does not.
    void setPaused(bool isPaused);

    [[nodiscard]] bool isPaused() const { return m_isPaused; }

    [[nodiscard]] bool isFiltered() const;

    /// The present question, for exports.
    [[nodiscard]] const core::session::Query& query() const { return m_query; }

    /// Rows of this kind in the session, whatever the filter says.
    [[nodiscard]] std::int64_t total() const { return m_total; }

    /// Rows that came in and are not shown yet.
    [[nodiscard]] std::int64_t waiting() const { return m_waiting; }

    void showWaiting();

signals:
    /// The list shows `shown` of `total` rows; found in `took`.
    void resultChanged(std::int64_t shown, std::int64_t total, std::chrono::milliseconds took);
    void waitingChanged(std::int64_t count);
    void failed(const core::base::Error& error);
    /// A question has been asked and not been answered yet.
    void busyChanged(bool isBusy);

private:
    enum class Cause { User, Growth };

    void ask(Cause cause);
    void receive(core::base::Result<session::SelectedRows> result, Cause cause);
    void show(session::SelectedRows rows);
    void onRefreshed(const core::session::SessionProgress& progress,
                     const std::vector<core::base::CallKey>& changedCalls);
    [[nodiscard]] std::int64_t totalOf(const core::session::SessionProgress& progress) const;
    [[nodiscard]] std::int64_t goneOf(const core::session::SessionProgress& progress) const;
    void setWaiting(std::int64_t count);

    [[nodiscard]] bool isInIdOrder() const { return m_query.sortField.field == nullptr; }

    RecordModel& m_model;
    QPointer<session::SessionLoader> m_loader;
    core::session::Query m_query;
    std::optional<session::SelectedRows> m_held;
    std::int64_t m_total = 0;
    std::int64_t m_gone = 0; // let go by a ring
    std::int64_t m_waiting = 0;
    bool m_isAsking = false;
    bool m_isOutdated = false; // the session grew while a question was under way
    bool m_isPaused = false;
};

} // namespace ui::models
