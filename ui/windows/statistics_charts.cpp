// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/statistics_charts.h"

#include "ui/adapt/reason_phrase.h"
#include "ui/adapt/statistics_text.h"
#include "ui/adapt/text.h"
#include "ui/charts/code_chart.h"
#include "ui/charts/load_chart.h"
#include "ui/theme/theme.h"
#include "ui/windows/column_layout.h"
#include "ui/windows/statistics_frame.h"

#include <QDateTime>

#include <algorithm>
#include <optional>

namespace ui::windows {
namespace {

using core::statistics::Report;
using core::statistics::Row;
using core::statistics::Section;

constexpr int chartWidth = 480;

const Section& sectionOrNothing(const Report& report, std::string_view key)
{
    static const Section nothing;
    const auto found = std::ranges::find(report.sections, key, &Section::key);
    return found == report.sections.end() ? nothing : *found;
}

double valueOf(const Section& section, const Row& row, std::string_view column)
{
    for (std::size_t i = 0; i < std::min(row.values.size(), section.columns.size()); ++i) {
        if (section.columns[i].key == column)
            return row.values[i].value_or(0);
    }
    return 0;
}

QString textOf(const Section& section, const Row& row, std::string_view column)
{
    for (std::size_t i = 0; i < std::min(row.values.size(), section.columns.size()); ++i) {
        if (section.columns[i].key == column)
            return adapt::figure(row.values[i], section.columns[i].unit);
    }
    return {};
}

/// Seconds since 1970, of a row that is named "2026-09-14 11:41:07.000000Z".
std::optional<double> startOf(const Row& row)
{
    const QString text = adapt::text(row.name).left(23);
    QDateTime time = QDateTime::fromString(text, QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz"));
    time.setTimeSpec(Qt::UTC);
    if (!time.isValid())
        return std::nullopt;
    return static_cast<double>(time.toMSecsSinceEpoch()) / 1000;
}

} // namespace

StatisticsCharts::StatisticsCharts(QWidget* parent) : QWidget(parent)
{
    setLayout(new ColumnLayout(theme::metrics().scaled(chartWidth), 8));
}

void StatisticsCharts::makeFrames(const Section& load, const Section& codes)
{
    m_loadFrame = new StatisticsFrame(adapt::titleOf(load), adapt::noteOf(load), this);
    m_load = new charts::LoadChart(m_loadFrame);
    m_loadFrame->setContent(m_load);
    m_codeFrame = new StatisticsFrame(adapt::titleOf(codes), adapt::noteOf(codes), this);
    m_codes = new charts::CodeChart(m_codeFrame);
    m_codeFrame->setContent(m_codes);
    layout()->addWidget(m_loadFrame);
    layout()->addWidget(m_codeFrame);
    connect(m_load, &charts::LoadChart::barActivated, this,
            [this](int bar) { emit activated(m_loadRows[static_cast<std::size_t>(bar)]); });
    connect(m_codes, &charts::CodeChart::barActivated, this,
            [this](int bar) { emit activated(m_codeRows[static_cast<std::size_t>(bar)]); });
    setZone(m_zone);
}

void StatisticsCharts::setReport(const Report& report)
{
    const Section& load = sectionOrNothing(report, "over_time");
    const Section& codes = sectionOrNothing(report, "responses");
    if (m_load == nullptr)
        makeFrames(load, codes);
    showLoad(load);
    showCodes(codes);
    setVisible(!m_loadRows.empty() || !m_codeRows.empty());
}

void StatisticsCharts::showLoad(const Section& section)
{
    std::vector<charts::LoadBar> bars;
    m_loadRows.clear();
    // All bars are as long as the first, which has a call.
    double length = 1;
    if (!section.rows.empty()) {
        const double rate = valueOf(section, section.rows.front(), "calls_per_second");
        if (rate > 0)
            length = valueOf(section, section.rows.front(), "calls") / rate;
    }
    for (const Row& row : section.rows) {
        const auto start = startOf(row);
        if (!start)
            continue;
        bars.push_back({*start, length, valueOf(section, row, "calls"), valueOf(section, row, "concurrent")});
        m_loadRows.push_back(row);
    }
    if (!bars.empty()) {
        const auto time = [](double seconds) {
            return core::base::Timestamp{
                std::chrono::duration_cast<core::base::Duration>(std::chrono::duration<double>{seconds})};
        };
        m_loadFrame->setRemark(adapt::dateAndTime(time(bars.front().start), m_zone).left(19) +
                               QStringLiteral(" – ") +
                               adapt::timeOfDay(time(bars.back().start + length), m_zone).left(8));
    }
    m_load->setBars(std::move(bars));
    m_loadFrame->setVisible(!m_loadRows.empty());
}

void StatisticsCharts::showCodes(const Section& section)
{
    std::vector<charts::CodeBar> bars;
    m_codeRows = section.rows;
    for (const Row& row : section.rows) {
        const unsigned status = adapt::text(row.name).toUInt();
        bars.push_back({status, adapt::reasonPhrase(status), valueOf(section, row, "responses"),
                        textOf(section, row, "share"), textOf(section, row, "cumulative_share")});
    }
    m_codes->setBars(std::move(bars));
    m_codeFrame->setVisible(!m_codeRows.empty());
}

void StatisticsCharts::setZone(adapt::Zone zone)
{
    m_zone = zone;
    if (m_load != nullptr)
        m_load->setUtc(zone == adapt::Zone::Utc);
}

} // namespace ui::windows
