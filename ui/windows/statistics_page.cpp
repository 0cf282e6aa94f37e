// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/statistics_page.h"

#include "ui/adapt/error_text.h"
#include "ui/adapt/format.h"
#include "ui/adapt/statistics_text.h"
#include "ui/lists/empty_state.h"
#include "ui/theme/theme.h"
#include "ui/windows/column_layout.h"
#include "ui/windows/statistics_charts.h"
#include "ui/windows/statistics_table.h"
#include "ui/windows/statistics_tile.h"

#include <QEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <span>

namespace ui::windows {
namespace {

using core::statistics::Report;
using core::statistics::Row;
using core::statistics::Section;

constexpr int counting = 300; // milliseconds that pass unnoticed
constexpr int tileWidth = 160;
constexpr int wideTable = 600;
constexpr int narrowTable = 400;
constexpr std::size_t manyColumns = 6;

/// With what there is room for: the command line has the rest. Names of bins say where they begin and end.
Section shortened(const Section& section)
{
    constexpr std::array<std::string_view, 8> ofPeers{"calls", "asr", "ner", "ser",
                                                      "isa",   "scr", "pdd", "acd"};
    constexpr std::array<std::string_view, 3> ofBins{"streams", "share", "cumulative_share"};
    const bool isOfBins =
        section.key == "media_loss" || section.key == "media_jitter" || section.key == "media_mos";
    if (section.key != "by_peer" && !isOfBins)
        return section;
    const std::span<const std::string_view> shown =
        isOfBins ? std::span<const std::string_view>{ofBins} : ofPeers;
    Section made{section.key, section.title, section.note, {}, section.rows};
    for (Row& row : made.rows)
        row.values.clear();
    for (std::size_t i = 0; i < section.columns.size(); ++i) {
        if (std::ranges::find(shown, section.columns[i].key) == shown.end())
            continue;
        made.columns.push_back(section.columns[i]);
        for (std::size_t row = 0; row < made.rows.size(); ++row)
            made.rows[row].values.push_back(section.rows[row].values[i]);
    }
    return made;
}

const Section* sectionWith(const Report& report, std::string_view key)
{
    const auto found = std::ranges::find(report.sections, key, &Section::key);
    return found == report.sections.end() ? nullptr : &*found;
}

QString numberOfCalls(std::uint64_t number)
{
    return StatisticsPage::tr("%1 calls", nullptr, static_cast<int>(std::min<std::uint64_t>(number, INT_MAX)))
        .arg(adapt::count(number));
}

QString numberOfMessages(std::uint64_t number)
{
    return StatisticsPage::tr("%1 messages", nullptr,
                              static_cast<int>(std::min<std::uint64_t>(number, INT_MAX)))
        .arg(adapt::count(number));
}

/// A rate or a mean, whichever the measure has.
QString figureOf(const Row& measure, const Section& section)
{
    for (std::size_t i = 0; i < std::min(measure.values.size(), section.columns.size()); ++i) {
        if (measure.values[i] && section.columns[i].key != "samples")
            return adapt::figure(measure.values[i], section.columns[i].unit);
    }
    return adapt::figure({}, core::statistics::Unit::Count);
}

QString samplesOf(const Row& measure)
{
    const auto samples = measure.values.empty() ? std::nullopt : measure.values.back();
    return QStringLiteral("n = ") + adapt::figure(samples, core::statistics::Unit::Count);
}

QWidget* areaWith(ColumnLayout* layout, QWidget* parent)
{
    auto* area = new QWidget(parent);
    area->setLayout(layout);
    return area;
}

} // namespace

StatisticsPage::StatisticsPage(QWidget* parent)
    : QStackedWidget(parent), m_scroll(new QScrollArea(this)), m_empty(new lists::EmptyState(this)),
      m_wide(new ColumnLayout(theme::metrics().scaled(wideTable), 8)),
      m_narrow(new ColumnLayout(theme::metrics().scaled(narrowTable), 8))
{
    auto* content = new QWidget(m_scroll);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(8);
    m_tileArea = areaWith(new ColumnLayout(theme::metrics().scaled(tileWidth), 1), content);
    layout->addWidget(m_tileArea);
    m_charts = new StatisticsCharts(content);
    layout->addWidget(m_charts);
    layout->addWidget(areaWith(m_wide, content));
    layout->addWidget(areaWith(m_narrow, content));
    layout->addStretch();
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->verticalScrollBar()->setProperty("onWindow", true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    addWidget(m_scroll);
    addWidget(m_empty);
    setCurrentWidget(m_empty);
    m_patience.setSingleShot(true);
    m_patience.setInterval(counting);
    connect(&m_patience, &QTimer::timeout, this, &StatisticsPage::showCounting);
    connect(&m_feed, &session::StatisticsFeed::counted, this, &StatisticsPage::showReport);
    connect(&m_feed, &session::StatisticsFeed::busyChanged, this, [this](bool isBusy) {
        if (isBusy)
            m_patience.start();
        else
            m_patience.stop();
    });
    connect(&m_feed, &session::StatisticsFeed::failed, this, [this](const core::base::Error& error) {
        setResultText({});
        m_empty->show(QStringLiteral("statistics"), adapt::sentenceOf(error.code), adapt::placeOf(error));
        setCurrentWidget(m_empty);
    });
    connect(m_charts, &StatisticsCharts::activated, this, &StatisticsPage::activated);
    connect(m_empty, &lists::EmptyState::actionTriggered, this, &StatisticsPage::clearFilterRequested);
}

void StatisticsPage::setLoader(session::SessionLoader* loader)
{
    m_report = {};
    showEmptyState();
    setResultText({});
    m_feed.setLoader(loader);
}

void StatisticsPage::setGrowing(bool isGrowing)
{
    m_isGrowing = isGrowing;
    if (m_feed.isAnswered() && m_report.messages == 0 && m_report.calls == 0)
        showEmptyState();
}

void StatisticsPage::setZone(adapt::Zone zone)
{
    m_charts->setZone(zone);
    if (currentWidget() == m_scroll)
        m_charts->setReport(m_report);
}

void StatisticsPage::setResultText(const QString& text)
{
    m_resultText = text;
    emit resultTextChanged();
}

void StatisticsPage::showCounting()
{
    setResultText(tr("counting…"));
    if (m_feed.isAnswered())
        return;
    // Figures of another filter would be taken for those of this one.
    m_empty->show(QStringLiteral("statistics"), tr("The calls and messages are being counted."),
                  tr("A large session takes some seconds. The lists can be used meanwhile."));
    setCurrentWidget(m_empty);
}

void StatisticsPage::showReport(const session::CountedStatistics& statistics)
{
    m_report = statistics.report;
    setResultText(numberOfCalls(m_report.calls) + QStringLiteral(" · ") +
                  numberOfMessages(m_report.messages) + QStringLiteral(" · ") +
                  tr("%1 ms").arg(statistics.took.count()));
    if (m_report.calls == 0 && m_report.messages == 0) {
        showEmptyState();
        return;
    }
    showTiles(m_report);
    m_charts->setReport(m_report);
    showTables(m_report);
    setFocusProxy(m_tiles.front());
    setCurrentWidget(m_scroll);
}

void StatisticsPage::showTiles(const Report& report)
{
    const std::size_t before = m_tiles.size();
    m_tileRows.clear();
    showTile(0, {"", {}, core::filter::Scope::Call, report.calls, report.filter}, {}, nullptr);
    for (const auto& [key, family] :
         {std::pair{"e411", QStringLiteral("ITU-T")}, {"rfc6076", QStringLiteral("RFC 6076")}}) {
        const Section* section = sectionWith(report, key);
        if (section == nullptr)
            continue;
        for (const Row& row : section->rows)
            showTile(m_tileRows.size(), row, family, section);
    }
    if (m_tiles.size() != before)
        m_tileArea->updateGeometry();
}

void StatisticsPage::showTile(std::size_t number, const Row& row, const QString& family,
                              const Section* section)
{
    if (number == m_tiles.size()) {
        auto* tile = new StatisticsTile(m_tileArea);
        connect(tile, &QAbstractButton::clicked, this,
                [this, number] { emit activated(m_tileRows[number]); });
        m_tileArea->layout()->addWidget(tile);
        tile->show();
        m_tiles.push_back(tile);
    }
    m_tileRows.push_back(row);
    StatisticsTile::Content content;
    const QString rows = numberOfCalls(row.count);
    if (section == nullptr) {
        content = {tr("Calls"), {}, adapt::count(row.count), numberOfMessages(m_report.messages), {}};
    } else {
        content.name = adapt::nameOf(*section, row);
        content.longName = adapt::longNameOf(row);
        content.figure = figureOf(row, *section);
        content.definition = family + QStringLiteral(" · ") + samplesOf(row);
        content.explanation = content.longName + QStringLiteral(" · ") + content.definition +
                              QStringLiteral("\n") + adapt::noteOf(*section) + QStringLiteral("\n") +
                              tr("A click lists %1.").arg(rows);
    }
    m_tiles[number]->setContent(content);
}

void StatisticsPage::showTables(const Report& report)
{
    for (const Section& section : report.sections) {
        // Tiles and charts say all that these say.
        if (section.key == "e411" || section.key == "rfc6076" || section.key == "over_time" ||
            section.key == "responses" || section.key == "messages_over_time" ||
            section.key == "delay_histogram")
            continue;
        showTable(shortened(section));
    }
}

void StatisticsPage::showTable(const Section& section)
{
    const auto present = std::ranges::find(m_tables, section.key, &StatisticsTable::key);
    if (present == m_tables.end())
        addTable(section);
    else
        (*present)->setSection(section);
}

void StatisticsPage::addTable(const Section& section)
{
    ColumnLayout* layout = section.columns.size() >= manyColumns ? m_wide : m_narrow;
    auto* table = new StatisticsTable(section, layout->parentWidget());
    layout->addWidget(table);
    m_tables.push_back(table);
    connect(table, &StatisticsTable::activated, this, &StatisticsPage::activated);
    connect(table, &StatisticsTable::currentMoved, this, [this, table](const QRect& place) {
        const QPoint corner = table->mapTo(m_scroll->widget(), place.topLeft());
        m_scroll->ensureVisible(corner.x(), corner.y() + place.height() / 2, 0, 3 * place.height());
    });
}

void StatisticsPage::showEmptyState()
{
    const QString icon = QStringLiteral("statistics");
    if (m_feed.isFiltered())
        m_empty->show(icon, tr("Nothing matches the filter or the range."),
                      tr("There is nothing to count without calls and messages."), tr("Clear filter"));
    else if (m_isGrowing)
        m_empty->show(icon, tr("No SIP has arrived yet."),
                      tr("Figures appear here as soon as messages are stored."));
    else
        m_empty->show(icon, tr("There is no SIP message in this session."),
                      tr("Sources says what the frames were instead."));
    setCurrentWidget(m_empty);
    setFocusProxy(m_empty);
}

void StatisticsPage::changeEvent(QEvent* event)
{
    QStackedWidget::changeEvent(event);
    if (event->type() != QEvent::FontChange && event->type() != QEvent::StyleChange)
        return;
    for (StatisticsTile* tile : m_tiles)
        tile->updateGeometry();
    if (currentWidget() == m_scroll)
        showTables(m_report);
}

} // namespace ui::windows
