// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/report.h"
#include "ui/windows/statistics_frame.h"

#include <string>
#include <vector>

class QComboBox;

namespace ui::charts {
class ColumnChart;
}

namespace ui::windows {

/// How one kind of delay is distributed, with its percentiles; which kind can be chosen. GUI thread.
class StatisticsDelays : public StatisticsFrame {
    Q_OBJECT

public:
    explicit StatisticsDelays(const core::statistics::Section& histogram, QWidget* parent = nullptr);

    /// The kind that was chosen stays. Hides itself where nothing was measured.
    void setSections(const core::statistics::Section& histogram, const core::statistics::Section& delays);

signals:
    /// A bin was clicked, or Return pressed on it.
    void activated(const core::statistics::Row& row);

private:
    void fillChoice();
    void showKind();

    core::statistics::Section m_histogram;
    core::statistics::Section m_delays;
    std::vector<core::statistics::Row> m_rows; ///< the bins that are shown
    charts::ColumnChart* m_chart;
    QComboBox* m_choice;
};

} // namespace ui::windows
