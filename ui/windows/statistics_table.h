// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/report.h"
#include "ui/models/text_table_model.h"
#include "ui/windows/statistics_frame.h"

#include <string>
#include <vector>

class QTableView;

namespace ui::windows {

/// A section of statistics as a table in a frame with its title, as high as its rows: what is around it
/// scrolls. GUI thread.
class StatisticsTable : public StatisticsFrame {
    Q_OBJECT

public:
    /// Columns are those of the section and stay; so does its key.
    explicit StatisticsTable(const core::statistics::Section& section, QWidget* parent = nullptr);

    [[nodiscard]] const std::string& key() const { return m_key; }

    /// A section of the same key. One without rows hides the table.
    void setSection(const core::statistics::Section& section);

signals:
    /// A row was clicked, or Return pressed on it.
    void activated(const core::statistics::Row& row);
    /// The row that keys moved to, in coordinates of this widget.
    void currentMoved(const QRect& place);

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fitColumns();
    void fitHeight();

    std::string m_key;
    std::vector<core::statistics::Row> m_rows;
    models::TextTableModel m_model;
    QTableView* m_table;
};

} // namespace ui::windows
