// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/statistics_charts.h"

#include "ui/adapt/reason_phrase.h"
#include "ui/adapt/statistics_text.h"
#include "ui/adapt/text.h"
#include "ui/charts/code_chart.h"
#include "ui/charts/column_chart.h"
#include "ui/charts/load_chart.h"
#include "ui/charts/time_labels.h"
#include "ui/theme/theme.h"
#include "ui/windows/column_layout.h"
#include "ui/windows/statistics_delays.h"
#include "ui/windows/statistics_frame.h"

#include <QDateTime>

#include <algorithm>
#include <chrono>
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

/// In seconds. All bars are as long as the first, which has something.
double lengthOfBars(const Section& section, std::string_view count, std::string_view perSecond)
{
    if (section.rows.empty())
        return 1;
    const double rate = valueOf(section, section.rows.front(), perSecond);
    return rate > 0 ? valueOf(section, section.rows.front(), count) / rate : 1;
}

core::base::Duration durationOf(double seconds)
{
    return std::chrono::duration_cast<core::base::Duration>(std::chrono::duration<double>{seconds});
}

/// "20 s", "100.0 ms"
QString lengthText(double seconds)
{
    return seconds < 1 ? adapt::delta(durationOf(seconds)) : adapt::longDuration(durationOf(seconds));
}

/// "2026-09-14 11:41:07 – 11:52:00"
QString spanText(double from, double to, adapt::Zone zone)
{
    return adapt::dateAndTime(core::base::Timestamp{durationOf(from)}, zone).left(19) +
           QStringLiteral(" – ") + adapt::timeOfDay(core::base::Timestamp{durationOf(to)}, zone).left(8);
}

/// As an axis of that span has it.
QString axisText(double seconds, double span, adapt::Zone zone)
{
    constexpr double halfAnHour = 1'800;
    QString format = charts::timeLabelFormat(span);
    // Edges may stand at half a minute, which must not be told as a whole one.
    if (format == QStringLiteral("HH:mm") && span < halfAnHour)
        format = QStringLiteral("HH:mm:ss");
    const auto milliseconds = static_cast<qint64>(seconds * 1000);
    return QDateTime::fromMSecsSinceEpoch(milliseconds, zone == adapt::Zone::Utc ? Qt::UTC : Qt::LocalTime)
        .toString(format);
}

} // namespace

StatisticsCharts::StatisticsCharts(QWidget* parent) : QWidget(parent)
{
    setLayout(new ColumnLayout(theme::metrics().scaled(chartWidth), 8));
}

void StatisticsCharts::makeFrames(const Report& report)
{
    const auto frameOf = [&](std::string_view key) {
        const Section& section = sectionOrNothing(report, key);
        auto* frame = new StatisticsFrame(adapt::titleOf(section), adapt::noteOf(section), this);
        layout()->addWidget(frame);
        return frame;
    };
    const auto activate = [this](std::vector<Row> StatisticsCharts::*rows) {
        return [this, rows](int bar) { emit activated((this->*rows)[static_cast<std::size_t>(bar)]); };
    };
    m_loadFrame = frameOf("over_time");
    m_load = new charts::LoadChart(m_loadFrame);
    m_loadFrame->setContent(m_load);
    connect(m_load, &charts::LoadChart::barActivated, this, activate(&StatisticsCharts::m_loadRows));
    m_codeFrame = frameOf("responses");
    m_codes = new charts::CodeChart(m_codeFrame);
    m_codeFrame->setContent(m_codes);
    connect(m_codes, &charts::CodeChart::barActivated, this, activate(&StatisticsCharts::m_codeRows));
    m_messageFrame = frameOf("messages_over_time");
    m_messages = new charts::ColumnChart(m_messageFrame);
    m_messages->setObjectName(QStringLiteral("messagesOverTime"));
    m_messages->setAccessibleName(adapt::titleOf(sectionOrNothing(report, "messages_over_time")));
    m_messageFrame->setContent(m_messages);
    connect(m_messages, &charts::ColumnChart::columnActivated, this,
            activate(&StatisticsCharts::m_messageRows));
    m_delays = new StatisticsDelays(sectionOrNothing(report, "delay_histogram"), this);
    layout()->addWidget(m_delays);
    connect(m_delays, &StatisticsDelays::activated, this, &StatisticsCharts::activated);
    setZone(m_zone);
}

void StatisticsCharts::setReport(const Report& report)
{
    if (m_load == nullptr)
        makeFrames(report);
    showLoad(sectionOrNothing(report, "over_time"));
    showCodes(sectionOrNothing(report, "responses"));
    showMessages(sectionOrNothing(report, "messages_over_time"));
    m_delays->setSections(sectionOrNothing(report, "delay_histogram"), sectionOrNothing(report, "delays"));
    setVisible(!m_loadRows.empty() || !m_codeRows.empty() || !m_messageRows.empty());
}

void StatisticsCharts::showLoad(const Section& section)
{
    std::vector<charts::LoadBar> bars;
    m_loadRows.clear();
    const double length = lengthOfBars(section, "calls", "calls_per_second");
    for (const Row& row : section.rows) {
        const auto start = startOf(row);
        if (!start)
            continue;
        bars.push_back({*start, length, valueOf(section, row, "calls"), valueOf(section, row, "concurrent")});
        m_loadRows.push_back(row);
    }
    if (!bars.empty())
        m_loadFrame->setRemark(spanText(bars.front().start, bars.back().start + length, m_zone));
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

void StatisticsCharts::showMessages(const Section& section)
{
    m_messageRows.clear();
    std::vector<charts::Column> columns;
    const double length = lengthOfBars(section, "messages", "messages_per_second");
    const double span = length * static_cast<double>(section.rows.size());
    double end = 0;
    double largest = 0;
    for (const Row& row : section.rows)
        largest = std::max(largest, valueOf(section, row, "messages_per_second"));
    // A rate that is no whole number would have an axis without a scale.
    constexpr double leastRate = 4;
    const double unit = largest >= leastRate ? length : 1;
    for (const Row& row : section.rows) {
        const auto start = startOf(row);
        if (!start)
            continue;
        charts::Column column;
        column.name = adapt::dateAndTime(core::base::Timestamp{durationOf(*start)}, m_zone) +
                      QStringLiteral(" · ") + lengthText(length);
        column.edge = axisText(*start, span, m_zone);
        column.value = valueOf(section, row, "messages") / unit;
        column.bad = valueOf(section, row, "failures") / unit;
        for (std::size_t i = 0; i < section.columns.size(); ++i)
            column.lines.append(adapt::titleOf(section.columns[i]) + QStringLiteral(": ") +
                                adapt::figure(row.values[i], section.columns[i].unit));
        columns.push_back(std::move(column));
        m_messageRows.push_back(row);
        end = *start + length;
    }
    m_messages->setTitle(largest >= leastRate
                             ? tr("Messages per second; hatched: failures")
                             : tr("Messages in each %1; hatched: failures").arg(lengthText(length)));
    m_messageFrame->setRemark(columns.empty() ? QString() : spanText(end - span, end, m_zone));
    m_messages->setColumns(std::move(columns), axisText(end, span, m_zone));
    m_messageFrame->setVisible(!m_messageRows.empty());
}

void StatisticsCharts::setZone(adapt::Zone zone)
{
    m_zone = zone;
    if (m_load != nullptr)
        m_load->setUtc(zone == adapt::Zone::Utc);
}

} // namespace ui::windows
