// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lists/empty_state.h"
#include "ui/lists/list_view.h"
#include "ui/models/list_feed.h"
#include "ui/models/record_model.h"

#include <QStackedWidget>

#include <memory>

namespace ui::windows {

/// One list with what belongs to it: model, feed, view, the filter that stands in the bar while it is
/// shown, and what is said when there are no rows. GUI thread.
class ListPage : public QStackedWidget {
    Q_OBJECT

public:
    explicit ListPage(std::unique_ptr<models::RecordModel> model, QWidget* parent = nullptr);
    ~ListPage() override;

    [[nodiscard]] models::RecordModel& model() const { return *m_model; }

    [[nodiscard]] models::ListFeed& feed() { return m_feed; }

    [[nodiscard]] lists::ListView& view() const { return *m_view; }

    [[nodiscard]] core::filter::Scope scope() const { return m_model->scope(); }

    [[nodiscard]] const QString& filterText() const { return m_filterText; }

    void setFilter(core::filter::Filter filter, const QString& text);

    /// "214 of 1,284 calls · 4 ms"; empty before the first answer.
    [[nodiscard]] const QString& resultText() const { return m_resultText; }

    /// The session is still being captured or imported: an empty list may fill.
    void setGrowing(bool isGrowing);

signals:
    void resultTextChanged();
    void clearFilterRequested();

private:
    void showResult(std::int64_t shown, std::int64_t total, std::chrono::milliseconds took);
    void showEmptyState(std::int64_t total);
    [[nodiscard]] QString describe(std::int64_t shown, std::int64_t total,
                                   std::chrono::milliseconds took) const;

    std::unique_ptr<models::RecordModel> m_model;
    models::ListFeed m_feed;
    lists::ListView* m_view;
    lists::EmptyState* m_empty;
    QString m_filterText;
    QString m_resultText;
    bool m_isGrowing = false;
};

} // namespace ui::windows
