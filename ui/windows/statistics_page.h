// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/report.h"
#include "ui/adapt/format.h"
#include "ui/session/statistics_feed.h"

#include <QStackedWidget>

#include <vector>

class QScrollArea;

namespace ui::lists {
class EmptyState;
}

namespace ui::windows {

class ColumnLayout;
class StatisticsCharts;
class StatisticsTable;
class StatisticsTile;

/// What the calls and messages that the filter leaves add up to: measures as tiles, load and responses as
/// charts, everything else as tables. Each figure leads to the rows behind it. GUI thread.
class StatisticsPage : public QStackedWidget {
    Q_OBJECT

public:
    explicit StatisticsPage(QWidget* parent = nullptr);

    [[nodiscard]] session::StatisticsFeed& feed() { return m_feed; }

    void setLoader(session::SessionLoader* loader);
    /// The session is still being captured or imported: what is empty may fill.
    void setGrowing(bool isGrowing);
    void setZone(adapt::Zone zone);

    /// What is shown, or was shown last.
    [[nodiscard]] const core::statistics::Report& report() const { return m_report; }

    /// "214 calls · 1,730 messages · 4 ms"; that they are being counted, when that takes a while.
    [[nodiscard]] const QString& resultText() const { return m_resultText; }

signals:
    void resultTextChanged();
    void clearFilterRequested();
    /// To the list and the filter of the row.
    void activated(const core::statistics::Row& row);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showReport(const session::CountedStatistics& statistics);
    void showTiles(const core::statistics::Report& report);
    void showTile(std::size_t number, const core::statistics::Row& row, const QString& family,
                  const core::statistics::Section* section);
    void showTables(const core::statistics::Report& report);
    void showTable(const core::statistics::Section& section);
    void addTable(const core::statistics::Section& section);
    void showEmptyState();
    void showCounting();
    void setResultText(const QString& text);

    session::StatisticsFeed m_feed;
    core::statistics::Report m_report;
    QTimer m_patience; ///< while it runs, nobody needs to know that something is counted
    QScrollArea* m_scroll;
    lists::EmptyState* m_empty;
    QWidget* m_tileArea;
    StatisticsCharts* m_charts;
    ColumnLayout* m_wide;   ///< of tables with many columns
    ColumnLayout* m_narrow; ///< of the others
    std::vector<StatisticsTile*> m_tiles;
    std::vector<core::statistics::Row> m_tileRows;
    std::vector<StatisticsTable*> m_tables;
    QString m_resultText;
    bool m_isGrowing = false;
};

} // namespace ui::windows
