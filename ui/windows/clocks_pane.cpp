// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/clocks_pane.h"

#include "ui/adapt/format.h"
#include "ui/adapt/text.h"
#include "ui/theme/theme.h"
#include "ui/windows/controls.h"
#include "ui/windows/panel_row.h"
#include "ui/windows/plain_table.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace ui::windows {
namespace {

using core::base::Duration;
using core::flow::CapturePoint;
using core::flow::ClockBasis;

/// A clock that was never set is decades off; in milliseconds.
constexpr double mostAhead = 1e12;

/// "+500.0 ms"
QString signedText(Duration value)
{
    const bool isNegative = value.count() < 0;
    return (isNegative ? QStringLiteral("−") : QStringLiteral("+")) +
           adapt::fineDelta(isNegative ? -value : value);
}

QString nameOf(const CapturePoint& point)
{
    QString agent = adapt::text(point.agentName);
    if (point.agentId != 0)
        agent +=
            (agent.isEmpty() ? QString() : QStringLiteral(" ")) + QStringLiteral("(%1)").arg(point.agentId);
    const QString source = adapt::sourceName(point.source);
    return agent.isEmpty() ? source : agent + QStringLiteral(" · ") + source;
}

QString basisText(ClockBasis basis)
{
    switch (basis) {
    case ClockBasis::SamePackets:
        return ClocksPane::tr("packets that both saw, in both directions");
    case ClockBasis::OneDirection:
        return ClocksPane::tr("packets that both saw in one direction: their way is part of it");
    case ClockBasis::Exchanges:
        return ClocksPane::tr("requests and their responses on both sides of a host");
    case ClockBasis::None:
        break;
    }
    return ClocksPane::tr("nothing that both saw");
}

/// The first point is what the others are compared with.
QString offsetText(const CapturePoint& point, bool isFirst)
{
    if (isFirst)
        return ClocksPane::tr("reference");
    if (!point.offset)
        return {};
    QString text = signedText(*point.offset);
    if (point.uncertainty)
        text += QStringLiteral(" ± ") + adapt::fineDelta(*point.uncertainty);
    return text;
}

} // namespace

ClocksPane::ClocksPane(QWidget* parent)
    : QWidget(parent), m_model({{tr("Capture point"), 260},
                                {tr("Messages"), 92, true},
                                {tr("Seen by both"), 124, true},
                                {tr("Seen after"), 96, true},
                                {tr("Clock ahead"), 190, true},
                                {tr("Corrected by"), 120, true},
                                {tr("Estimated from"), 380, false, models::Ink::Secondary}})
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    makeBar();
    m_table = makeTextTable(m_model, tr("Clocks"), this);
    m_table->setObjectName(QStringLiteral("clocks"));
    layout->addWidget(m_table, 1);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &ClocksPane::showChosen);
    hide();
}

void ClocksPane::makeBar()
{
    auto* bar = new Bar(theme::metrics().paneBar, Bar::Line::Below, this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(10, 0, 6, 1);
    row->setSpacing(6);
    m_title = panelLabel({}, theme::fonts().dataStrong, bar);
    row->addWidget(m_title);
    row->addStretch();
    QLabel* ahead = panelLabel(tr("The clock is ahead by"), theme::fonts().data, bar);
    row->addWidget(ahead);
    m_ahead = new QDoubleSpinBox(bar);
    m_ahead->setObjectName(QStringLiteral("clockAhead"));
    m_ahead->setAccessibleName(tr("The clock is ahead by"));
    m_ahead->setRange(-mostAhead, mostAhead);
    m_ahead->setDecimals(3);
    m_ahead->setSuffix(QStringLiteral(" ms"));
    m_ahead->setFont(theme::fonts().data);
    m_ahead->setFixedWidth(theme::metrics().scaled(130));
    ahead->setBuddy(m_ahead);
    row->addWidget(m_ahead);
    const auto button = [&](const QString& name, const QString& text, const QString& tip) {
        auto* made = new QPushButton(text, bar);
        made->setObjectName(name);
        made->setToolTip(tip);
        made->setFont(theme::fonts().data);
        row->addWidget(made);
        return made;
    };
    m_correct = button(QStringLiteral("correctClock"), tr("Correct"),
                       tr("Flows show the times of this capture point earlier by that"));
    m_takeBack = button(QStringLiteral("takeClockBack"), tr("Take back"),
                        tr("Flows show the times as they were captured"));
    connect(m_correct, &QPushButton::clicked, this,
            [this] { correctBy(Duration{static_cast<std::int64_t>(std::llround(m_ahead->value() * 1e6))}); });
    connect(m_takeBack, &QPushButton::clicked, this, [this] { correctBy(Duration::zero()); });
    layout()->addWidget(bar);
}

std::optional<Duration> ClocksPane::correctionOf(const CapturePoint& point) const
{
    const auto found =
        std::ranges::find_if(m_clocks.corrections, [&](const core::session::ClockCorrection& one) {
            return one.source == point.source && one.agentId == point.agentId &&
                   one.agentName == point.agentName;
        });
    return found == m_clocks.corrections.end() ? std::nullopt : std::optional{found->offset};
}

const CapturePoint* ClocksPane::chosen() const
{
    const QModelIndex current = m_table->currentIndex();
    const auto row = static_cast<std::size_t>(current.row());
    return current.isValid() && row < m_clocks.points.size() ? &m_clocks.points[row] : nullptr;
}

void ClocksPane::setClocks(session::LoadedClocks clocks)
{
    m_clocks = std::move(clocks);
    std::vector<QStringList> rows;
    rows.reserve(m_clocks.points.size());
    for (const CapturePoint& point : m_clocks.points) {
        const auto correction = correctionOf(point);
        const bool isFirst = rows.empty();
        rows.push_back({nameOf(point), adapt::count(point.messages), adapt::count(point.shared),
                        point.delay ? signedText(*point.delay) : QString(), offsetText(point, isFirst),
                        correction ? signedText(-*correction) : QString(),
                        isFirst ? QString() : basisText(point.basis)});
    }
    m_model.setRows(std::move(rows));
    m_title->setText(tr("Clocks of %n capture points", nullptr, static_cast<int>(m_clocks.points.size())));
    // The first one is what the others are compared with.
    if (chosen() == nullptr && isUseful())
        m_table->setCurrentIndex(m_model.index(1, 0));
    setVisible(isUseful());
    showChosen();
}

void ClocksPane::showChosen()
{
    const CapturePoint* point = chosen();
    const auto correction = point == nullptr ? std::nullopt : correctionOf(*point);
    const Duration shown =
        point == nullptr ? Duration::zero() : correction.value_or(point->offset.value_or(Duration::zero()));
    if (!m_ahead->hasFocus()) // nobody's typing is taken away
        m_ahead->setValue(std::chrono::duration<double, std::milli>(shown).count());
    m_ahead->setEnabled(point != nullptr);
    m_correct->setEnabled(point != nullptr);
    m_takeBack->setEnabled(correction.has_value());
}

void ClocksPane::correctBy(Duration ahead)
{
    if (const CapturePoint* point = chosen())
        emit corrected({point->source, point->agentId, point->agentName, ahead});
}

} // namespace ui::windows
