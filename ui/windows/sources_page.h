// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/source_model.h"

#include <QStackedWidget>

class QTableView;

namespace ui::lists {
class EmptyState;
}

namespace ui::windows {

/// Where the session's frames came from, or what is said when there is no source. GUI thread.
class SourcesPage : public QStackedWidget {
    Q_OBJECT

public:
    explicit SourcesPage(QWidget* parent = nullptr);

    [[nodiscard]] const std::vector<core::session::SourceRow>& sources() const { return m_model.sources(); }

    void setSources(std::vector<core::session::SourceRow> sources);

    void setZone(adapt::Zone zone) { m_model.setZone(zone); }

    /// The session is still being captured or imported: an empty list may fill.
    void setGrowing(bool isGrowing);

private:
    void showWhatThereIs();

    models::SourceModel m_model;
    QTableView* m_table;
    lists::EmptyState* m_empty;
    bool m_isGrowing = false;
};

} // namespace ui::windows
