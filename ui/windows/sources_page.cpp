// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/sources_page.h"

#include "ui/adapt/text.h"
#include "ui/lists/empty_state.h"
#include "ui/theme/theme.h"
#include "ui/windows/plain_table.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QSplitter>
#include <QTableView>

#include <algorithm>
#include <utility>

namespace ui::windows {

namespace {

QString versionText(const core::session::AgentSummary& agent)
{
    return agent.version == 0 ? QString() : QStringLiteral("HEP%1").arg(agent.version);
}

/// "+0.3 ms": how far the agent's clock is ahead of ours.
QString offsetText(const core::session::AgentSummary& agent)
{
    if (!agent.clockOffset)
        return {};
    const bool isBehind = agent.clockOffset->count() < 0;
    return (isBehind ? QStringLiteral("−") : QStringLiteral("+")) +
           adapt::delta(isBehind ? -*agent.clockOffset : *agent.clockOffset);
}

} // namespace

SourcesPage::SourcesPage(QWidget* parent)
    : QStackedWidget(parent), m_agentModel({{tr("Agent"), 56, true},
                                            {tr("Name"), 96},
                                            {tr("Address"), 110},
                                            {tr("Version"), 68, false, models::Ink::Secondary},
                                            {tr("Packets/s"), 80, true},
                                            {tr("Last seen"), 96},
                                            {tr("Refused"), 72, true},
                                            {tr("Clock offset"), 92, true}}),
      m_tables(new QSplitter(Qt::Horizontal, this)),
      m_table(makePlainTable(m_model, tr("Sources"), m_tables)),
      m_agentTable(makeTextTable(m_agentModel, tr("Agents"), m_tables)), m_empty(new lists::EmptyState(this))
{
    for (int column = 0; column < m_model.columnCount(); ++column)
        m_table->horizontalHeader()->resizeSection(
            column, theme::metrics().scaled(models::SourceModel::columnWidth(column)));
    m_tables->addWidget(m_table);
    m_tables->addWidget(m_agentTable);
    m_tables->setStretchFactor(0, 1);
    m_tables->setStretchFactor(1, 1);
    m_tables->setSizes({760, 680});
    m_tables->setChildrenCollapsible(false);
    m_agentTable->hide();
    addWidget(m_tables);
    addWidget(m_empty);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &SourcesPage::currentChanged);
    showWhatThereIs();
}

void SourcesPage::setSources(std::vector<core::session::SourceRow> sources)
{
    const int before = m_table->currentIndex().row();
    m_model.setSources(std::move(sources));
    showWhatThereIs();
    if (m_model.rowCount() == 0)
        m_table->setCurrentIndex({});
    else if (!m_table->currentIndex().isValid()) {
        const QModelIndex nearest = m_model.index(std::clamp(before, 0, m_model.rowCount() - 1), 0);
        m_table->selectionModel()->setCurrentIndex(nearest, QItemSelectionModel::ClearAndSelect |
                                                                QItemSelectionModel::Rows);
    }
    emit currentChanged();
}

std::optional<core::session::SourceRow> SourcesPage::current() const
{
    const auto row = static_cast<std::size_t>(m_table->currentIndex().row());
    return m_table->currentIndex().isValid() && row < sources().size() ? std::optional{sources()[row]}
                                                                       : std::nullopt;
}

void SourcesPage::setAgents(std::vector<core::session::AgentSummary> agents)
{
    m_agents = std::move(agents);
    showAgents();
}

void SourcesPage::setZone(adapt::Zone zone)
{
    m_zone = zone;
    m_model.setZone(zone);
    showAgents();
}

void SourcesPage::showAgents()
{
    std::vector<QStringList> rows;
    rows.reserve(m_agents.size());
    for (const core::session::AgentSummary& agent : m_agents)
        rows.push_back({agent.agentId ? QString::number(*agent.agentId) : QString(), adapt::text(agent.name),
                        adapt::text(agent.address), versionText(agent),
                        agent.rate ? adapt::rate(*agent.rate) : QString(),
                        adapt::timeOfDay(agent.last, m_zone), adapt::count(agent.refused),
                        offsetText(agent)});
    m_agentModel.setRows(std::move(rows));
    m_agentTable->setVisible(!m_agents.empty());
}

void SourcesPage::setGrowing(bool isGrowing)
{
    m_isGrowing = isGrowing;
    showWhatThereIs();
}

void SourcesPage::showWhatThereIs()
{
    if (m_model.rowCount() > 0) {
        setCurrentWidget(m_tables);
        setFocusProxy(m_table);
        return;
    }
    const QString icon = QStringLiteral("sources");
    if (m_isGrowing)
        m_empty->show(icon, tr("No source is ready yet."),
                      tr("Each appears here as soon as it is; one that cannot start is told above."));
    else
        m_empty->show(
            icon, tr("There is no source in this session."),
            tr("Nothing was captured or imported into it: open a capture, or start one with Ctrl+K."));
    setCurrentWidget(m_empty);
    setFocusProxy(m_empty);
}

} // namespace ui::windows
