// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/report.h"
#include "ui/adapt/format.h"

#include <QWidget>

#include <vector>

namespace ui::charts {
class CodeChart;
class ColumnChart;
class LoadChart;
} // namespace ui::charts

namespace ui::windows {

class StatisticsDelays;
class StatisticsFrame;

/// The charts of the statistics beside each other: load over time, responses by code, messages over time,
/// and how the delays are distributed. GUI thread.
class StatisticsCharts : public QWidget {
    Q_OBJECT

public:
    explicit StatisticsCharts(QWidget* parent = nullptr);

    void setReport(const core::statistics::Report& report);
    void setZone(adapt::Zone zone);

signals:
    /// A bar was clicked, or Return pressed on it.
    void activated(const core::statistics::Row& row);

private:
    void showLoad(const core::statistics::Section& section);
    void showCodes(const core::statistics::Section& section);
    void showMessages(const core::statistics::Section& section);
    void makeFrames(const core::statistics::Report& report);

    charts::LoadChart* m_load = nullptr;
    charts::CodeChart* m_codes = nullptr;
    StatisticsFrame* m_loadFrame = nullptr;
    StatisticsFrame* m_codeFrame = nullptr;
    charts::ColumnChart* m_messages = nullptr;
    StatisticsFrame* m_messageFrame = nullptr;
    StatisticsDelays* m_delays = nullptr;
    std::vector<core::statistics::Row> m_loadRows;
    std::vector<core::statistics::Row> m_messageRows;
    std::vector<core::statistics::Row> m_codeRows;
    adapt::Zone m_zone = adapt::Zone::Local;
};

} // namespace ui::windows
