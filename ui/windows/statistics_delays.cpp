// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/statistics_delays.h"

#include "ui/adapt/format.h"
#include "ui/adapt/statistics_text.h"
#include "ui/adapt/text.h"
#include "ui/charts/column_chart.h"

#include <QComboBox>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>

namespace ui::windows {
namespace {

using core::statistics::Row;
using core::statistics::Section;

std::optional<double> delayValue(const Section& section, const Row& row, std::string_view column)
{
    for (std::size_t i = 0; i < std::min(row.values.size(), section.columns.size()); ++i) {
        if (section.columns[i].key == column)
            return row.values[i];
    }
    return std::nullopt;
}

/// "0", "200 ms", "1 s", "5,000 s": the edges of bins are round.
QString edgeText(double seconds)
{
    constexpr double thousand = 1000;
    const auto whole = [](double value) {
        return adapt::count(static_cast<std::uint64_t>(std::llround(value)));
    };
    if (seconds <= 0)
        return QStringLiteral("0");
    return seconds < 1 ? whole(seconds * thousand) + QStringLiteral(" ms")
                       : whole(seconds) + QStringLiteral(" s");
}

/// Where a delay lies among the bins, as if those within a bin were spread evenly.
std::optional<double> placeAmong(const Section& histogram, const std::vector<Row>& bins, double delay)
{
    for (std::size_t i = 0; i < bins.size(); ++i) {
        const double from = delayValue(histogram, bins[i], "from").value_or(0);
        const auto to = delayValue(histogram, bins[i], "to");
        if (delay < from || (to && delay >= *to))
            continue;
        return static_cast<double>(i) + (to ? (delay - from) / (*to - from) : 0.5);
    }
    return std::nullopt;
}

std::vector<charts::ColumnMark> percentilesOf(const Section& histogram, const std::vector<Row>& bins,
                                              const Section& delays, const std::string& kind)
{
    std::vector<charts::ColumnMark> marks;
    const auto row = std::ranges::find(delays.rows, kind, &Row::name);
    if (row == delays.rows.end())
        return marks;
    for (const char* key : {"p50", "p95", "p99"}) {
        const auto delay = delayValue(delays, *row, key);
        const auto place = delay ? placeAmong(histogram, bins, *delay) : std::nullopt;
        if (place)
            marks.push_back({*place, QString::fromLatin1(key) + QLatin1Char(' ') +
                                         adapt::figure(delay, core::statistics::Unit::Seconds)});
    }
    return marks;
}

/// "INVITE to 200"; "SRD: Session Request Delay, successful"
QString kindText(const Section& delays, const Row& row)
{
    const QString name = adapt::nameOf(delays, row);
    const QString longName = adapt::longNameOf(row);
    return longName.isEmpty() ? name : name + QStringLiteral(": ") + longName;
}

} // namespace

StatisticsDelays::StatisticsDelays(const Section& histogram, QWidget* parent)
    : StatisticsFrame(adapt::titleOf(histogram), adapt::noteOf(histogram), parent),
      m_chart(new charts::ColumnChart(this)), m_choice(new QComboBox(this))
{
    setContent(m_chart);
    addTool(m_choice);
    m_chart->setObjectName(QStringLiteral("delayDistribution"));
    m_chart->setTitle(tr("Calls"));
    m_choice->setObjectName(QStringLiteral("delayChoice"));
    m_choice->setAccessibleName(tr("Delay"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    constexpr int charactersOfChoice = 26;
    m_choice->setMinimumContentsLength(charactersOfChoice);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &StatisticsDelays::showKind);
    connect(m_chart, &charts::ColumnChart::columnActivated, this,
            [this](int column) { emit activated(m_rows[static_cast<std::size_t>(column)]); });
}

void StatisticsDelays::setSections(const Section& histogram, const Section& delays)
{
    m_histogram = histogram;
    m_delays = delays;
    fillChoice();
    showKind();
    setVisible(!m_histogram.rows.empty());
}

void StatisticsDelays::fillChoice()
{
    const QString chosen = m_choice->currentData().toString();
    const QSignalBlocker quiet(m_choice);
    m_choice->clear();
    for (const Row& row : m_delays.rows) {
        if (std::ranges::find(m_histogram.rows, row.name, &Row::name) != m_histogram.rows.end())
            m_choice->addItem(kindText(m_delays, row), adapt::text(row.name));
    }
    m_choice->setCurrentIndex(std::max(m_choice->findData(chosen), m_choice->count() > 0 ? 0 : -1));
}

void StatisticsDelays::showKind()
{
    const std::string kind = m_choice->currentData().toString().toStdString();
    m_rows.clear();
    std::ranges::copy_if(m_histogram.rows, std::back_inserter(m_rows),
                         [&](const Row& row) { return row.name == kind; });
    std::vector<charts::Column> columns;
    double sum = 0;
    QString end;
    for (const Row& row : m_rows) {
        const double from = delayValue(m_histogram, row, "from").value_or(0);
        const auto to = delayValue(m_histogram, row, "to");
        charts::Column column;
        column.edge = edgeText(from);
        end = to ? edgeText(*to) : QString();
        column.name = column.edge + (to ? QStringLiteral(" – ") + end : QStringLiteral(" …"));
        column.value = delayValue(m_histogram, row, "count").value_or(0);
        sum += column.value;
        for (std::size_t i = 2; i < m_histogram.columns.size(); ++i) // behind from and to
            column.lines.append(adapt::titleOf(m_histogram.columns[i]) + QStringLiteral(": ") +
                                adapt::figure(row.values[i], m_histogram.columns[i].unit));
        columns.push_back(std::move(column));
    }
    setRemark(QStringLiteral("n = ") + adapt::figure(sum, core::statistics::Unit::Count));
    m_chart->setAccessibleName(adapt::titleOf(m_histogram) + QStringLiteral(": ") + m_choice->currentText());
    m_chart->setColumns(std::move(columns), end, percentilesOf(m_histogram, m_rows, m_delays, kind));
}

} // namespace ui::windows
