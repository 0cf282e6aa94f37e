// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windows/sources_page.h"

#include "ui/adapt/error_text.h"
#include "ui/adapt/text.h"
#include "ui/adapt/tls_text.h"
#include "ui/lists/empty_state.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/windows/clocks_pane.h"
#include "ui/windows/controls.h"
#include "ui/windows/notice.h"
#include "ui/windows/panel_row.h"
#include "ui/windows/plain_table.h"

#include <QAction>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ui::windows {

namespace {

/// More rows tell nobody more, and would keep the window busy.
constexpr std::size_t mostTlsConnections = 2'000;
/// That are shown in full; the table is more important.
constexpr std::size_t mostWarnings = 3;

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
      m_tlsModel({{tr("Time"), 96},
                  {tr("Client"), 150},
                  {tr("Server"), 150},
                  {tr("Decryption"), 420},
                  {tr("Messages"), 100, true},
                  {tr("Undecrypted"), 112, true},
                  {tr("Server name"), 130},
                  {tr("Version"), 68, false, models::Ink::Secondary},
                  {tr("Cipher suite"), 230, false, models::Ink::Secondary}}),
      m_parts(new QSplitter(Qt::Vertical, this)), m_tables(new QSplitter(Qt::Horizontal, m_parts)),
      m_table(makePlainTable(m_model, tr("Sources"), m_tables)), m_warnings(new NoticeArea(this)),
      m_agentTable(makeTextTable(m_agentModel, tr("Agents"), m_tables)), m_clocks(new ClocksPane(m_parts)),
      m_empty(new lists::EmptyState(this))
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
    auto* upper = new QWidget(m_parts);
    auto* layout = new QVBoxLayout(upper);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_tables, 1);
    layout->addWidget(m_warnings);
    m_parts->addWidget(upper);
    m_parts->addWidget(m_clocks);
    m_parts->addWidget(makeTlsPart());
    m_parts->setChildrenCollapsible(false);
    m_parts->setStretchFactor(0, 1);
    m_parts->setStretchFactor(1, 1);
    m_parts->setStretchFactor(2, 1);
    makeActions();
    addWidget(m_parts);
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
    if (m_model.rowCount() == 0) {
        m_table->setCurrentIndex({});
    } else if (!m_table->currentIndex().isValid()) {
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

void SourcesPage::makeActions()
{
    m_add = new QAction(theme::icon(QStringLiteral("add-source")), tr("Add a source…"), this);
    m_remove = new QAction(tr("Remove from the capture"), this);
    m_remove->setShortcut(QKeySequence::Delete);
    m_remove->setShortcutContext(Qt::WidgetShortcut);
    connect(m_add, &QAction::triggered, this, &SourcesPage::addRequested);
    connect(m_remove, &QAction::triggered, this, &SourcesPage::removeCurrent);
    connect(this, &SourcesPage::currentChanged, this, &SourcesPage::updateActions);
    connect(this, &SourcesPage::currentChanged, this, &SourcesPage::showWarnings);
    m_table->addActions({m_add, m_remove});
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    updateActions();
}

void SourcesPage::updateActions()
{
    const auto source = current();
    m_remove->setEnabled(source && m_model.isRunning(source->id));
}

/// How much of a buffer the kernel granted and what to do about it, for instance, or where a file is damaged.
void SourcesPage::showWarnings()
{
    const auto source = current();
    std::vector<std::string> warnings = source ? source->warnings : std::vector<std::string>{};
    if (warnings == m_shownWarnings)
        return;
    m_shownWarnings = std::move(warnings);
    m_warnings->clear();
    const std::size_t shown = std::min(m_shownWarnings.size(), mostWarnings);
    for (std::size_t i = 0; i < shown; ++i) {
        const auto error = adapt::errorOf(m_shownWarnings[i]);
        NoticeContent content = error ? noticeOf(*error) : NoticeContent{};
        if (!error)
            content.title = adapt::text(m_shownWarnings[i]);
        content.severity = Severity::Warning;
        content.isLasting = true;
        if (const std::size_t more = m_shownWarnings.size() - shown; i + 1 == shown && more > 0) {
            content.sentence += content.sentence.isEmpty() ? QString() : QStringLiteral(" · ");
            content.sentence += tr("and %n more warnings", nullptr, static_cast<int>(more));
        }
        m_warnings->show(QString::number(i), std::move(content));
    }
}

void SourcesPage::setRunning(std::vector<core::base::SourceId> running)
{
    m_add->setEnabled(!running.empty());
    m_model.setRunning(std::move(running));
    updateActions();
}

void SourcesPage::removeCurrent()
{
    if (const auto source = current(); source && m_model.isRunning(source->id))
        emit removeRequested(source->id);
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
    showTlsConnections();
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

QWidget* SourcesPage::makeTlsPart()
{
    m_tlsPart = new QWidget(m_parts);
    auto* layout = new QVBoxLayout(m_tlsPart);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* bar = new Bar(theme::metrics().paneBar, Bar::Line::Below, m_tlsPart);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(10, 0, 10, 1);
    m_tlsTitle = panelLabel({}, theme::fonts().dataStrong, bar);
    row->addWidget(m_tlsTitle);
    row->addStretch();
    layout->addWidget(bar);
    layout->addWidget(makeTextTable(m_tlsModel, tr("TLS connections"), m_tlsPart), 1);
    m_tlsPart->hide();
    return m_tlsPart;
}

void SourcesPage::setTlsConnections(std::vector<core::session::TlsConnectionRow> connections)
{
    m_tlsConnections = std::move(connections);
    showTlsConnections();
}

void SourcesPage::showTlsConnections()
{
    const std::size_t all = m_tlsConnections.size();
    const std::size_t shown = std::min(all, mostTlsConnections);
    std::vector<QStringList> rows;
    rows.reserve(shown);
    for (std::size_t i = all - shown; i < all; ++i) {
        const core::session::TlsConnectionRow& row = m_tlsConnections[i];
        rows.push_back({adapt::timeOfDay(row.firstTime, m_zone), adapt::endpoint(row.path.source),
                        adapt::endpoint(row.path.destination), adapt::tlsReason(row.sentence),
                        adapt::count(row.messages), adapt::count(row.undecrypted),
                        adapt::text(row.serverName), adapt::text(row.version), adapt::text(row.cipherSuite)});
    }
    m_tlsModel.setRows(std::move(rows));
    const auto decrypted = std::ranges::count(m_tlsConnections, std::string{"decrypted"},
                                              &core::session::TlsConnectionRow::outcome);
    QString title = tr("%1 TLS connections", nullptr, static_cast<int>(all)).arg(adapt::count(all)) +
                    QStringLiteral(" · ") +
                    tr("%1 decrypted").arg(adapt::count(static_cast<std::uint64_t>(decrypted)));
    if (shown < all)
        title += QStringLiteral(" · ") + tr("the newest %1 are listed").arg(adapt::count(shown));
    m_tlsTitle->setText(title);
    m_tlsPart->setVisible(all > 0);
}

void SourcesPage::setGrowing(bool isGrowing)
{
    m_isGrowing = isGrowing;
    showWhatThereIs();
}

void SourcesPage::showWhatThereIs()
{
    if (m_model.rowCount() > 0) {
        setCurrentWidget(m_parts);
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
