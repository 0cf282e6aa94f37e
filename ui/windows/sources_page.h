// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/agent_rows.h"
#include "core/session/tls_rows.h"
#include "ui/models/source_model.h"
#include "ui/models/text_table_model.h"

#include <QStackedWidget>

#include <optional>
#include <string>
#include <vector>

class QAction;
class QLabel;
class QSplitter;
class QTableView;

namespace ui::lists {
class EmptyState;
}

namespace ui::windows {

class ClocksPane;
class NoticeArea;

/// Where the session's frames came from, or what is said when there is no source. GUI thread.
class SourcesPage : public QStackedWidget {
    Q_OBJECT

public:
    explicit SourcesPage(QWidget* parent = nullptr);

    [[nodiscard]] const std::vector<core::session::SourceRow>& sources() const { return m_model.sources(); }

    void setSources(std::vector<core::session::SourceRow> sources);

    /// Shown beside the sources when there are any.
    void setAgents(std::vector<core::session::AgentSummary> agents);
    /// Shown below when there are any: why each could or could not be decrypted.
    void setTlsConnections(std::vector<core::session::TlsConnectionRow> connections);

    /// The clocks of its capture points, which are shown when there are several.
    [[nodiscard]] ClocksPane& clocks() const { return *m_clocks; }

    void setZone(adapt::Zone zone);

    /// What a capture receives from now; these can be removed.
    void setRunning(std::vector<core::base::SourceId> running);
    /// Asks for the chosen source to be removed, when it runs.
    void removeCurrent();

    /// The source that is chosen; nothing without sources.
    [[nodiscard]] std::optional<core::session::SourceRow> current() const;

    /// The session is still being captured or imported: an empty list may fill.
    void setGrowing(bool isGrowing);

signals:
    /// Another source is chosen, or there is news of the chosen one.
    void currentChanged();
    /// By key or menu.
    void addRequested();
    void removeRequested(core::base::SourceId source);

private:
    void showWhatThereIs();
    void showAgents();
    void showWarnings();
    void makeActions();
    void updateActions();
    void showTlsConnections();
    [[nodiscard]] QWidget* makeTlsPart();

    models::SourceModel m_model;
    std::vector<core::session::AgentSummary> m_agents;
    models::TextTableModel m_agentModel;
    std::vector<core::session::TlsConnectionRow> m_tlsConnections;
    models::TextTableModel m_tlsModel;
    adapt::Zone m_zone = adapt::Zone::Local;
    QSplitter* m_parts; ///< tables of sources and agents, and TLS below them
    QSplitter* m_tables;
    QTableView* m_table;
    NoticeArea* m_warnings; ///< of the chosen source
    std::vector<std::string> m_shownWarnings;
    QAction* m_add = nullptr;
    QAction* m_remove = nullptr;
    QTableView* m_agentTable;
    ClocksPane* m_clocks;
    QWidget* m_tlsPart = nullptr;
    QLabel* m_tlsTitle = nullptr;
    lists::EmptyState* m_empty;
    bool m_isGrowing = false;
};

} // namespace ui::windows
