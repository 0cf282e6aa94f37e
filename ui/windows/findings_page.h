// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/findings_model.h"
#include "ui/session/findings_search.h"

#include <QStackedWidget>
#include <QTimer>

#include <map>
#include <vector>

class QLabel;
class QPushButton;
class QTableView;

namespace ui::lists {
class EmptyState;
}

namespace ui::windows {

class Bar;

/// What is wrong with the calls that the filter leaves, the worst first, beside the kinds and how often each
/// was found. Rows come while the calls are looked through, which can be stopped. GUI thread.
class FindingsPage : public QStackedWidget {
    Q_OBJECT

public:
    explicit FindingsPage(QWidget* parent = nullptr);
    ~FindingsPage() override;

    [[nodiscard]] session::FindingsSearch& search() { return m_search; }

    [[nodiscard]] QTableView& table() const { return *m_table; }

    [[nodiscard]] QTableView& kinds() const { return *m_kinds; }

    [[nodiscard]] const models::FindingsModel& model() const { return m_model; }

    void setLoader(session::SessionLoader* loader);
    /// The session is still being captured or imported: what is empty may fill.
    void setGrowing(bool isGrowing);
    void setZone(adapt::Zone zone);

    /// "3 findings · 214 of 1,730 calls"
    [[nodiscard]] const QString& resultText() const { return m_resultText; }

signals:
    void resultTextChanged();
    void clearFilterRequested();
    /// The row that keys or the mouse moved to: the call and the first message that shows it.
    void chosen(core::base::CallKey call, core::base::MessageId message);
    /// Return or a double click: to the call itself.
    void activated(core::base::CallKey call, core::base::MessageId message);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] QWidget* makeContent();
    void connectTables();
    void clear();
    void add(const session::FindingsBatch& batch);
    void showKinds();
    void showProgress();
    void showBar();
    void showEmptyState();
    void chooseKind(int row);
    void activate(int row);

    models::FindingsModel m_model;
    models::TextTableModel m_kindModel;
    session::FindingsSearch m_search;
    QWidget* m_content = nullptr;
    lists::EmptyState* m_empty;
    Bar* m_bar = nullptr;
    QLabel* m_progress = nullptr;
    QPushButton* m_stop = nullptr;
    QTableView* m_kinds = nullptr;
    QTableView* m_table = nullptr;
    std::map<const core::finding::Kind*, std::uint64_t> m_counts;
    std::vector<const core::finding::Kind*> m_kindRows; ///< null: all of them
    const core::finding::Kind* m_kind = nullptr;
    std::uint64_t m_found = 0;
    std::size_t m_done = 0;
    std::size_t m_total = 0;
    std::size_t m_unread = 0;
    QString m_resultText;
    QTimer m_patience; ///< while it runs, nobody needs to know that calls are looked through
    bool m_isComplete = false;
    bool m_isGrowing = false;
    bool m_isFilling = false; ///< the kinds move, and nobody chose one
};

} // namespace ui::windows
