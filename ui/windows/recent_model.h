// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/adapt/format.h"
#include "ui/session/session_catalog.h"

#include <QAbstractTableModel>

namespace ui::windows {

/// The session catalog as a table: name, when, how long, how much. GUI thread.
class RecentModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Recorded, Span, Calls, Messages, Size, ColumnCount };

    /// `catalog` outlives the model.
    explicit RecentModel(session::SessionCatalog& catalog, QObject* parent = nullptr);

    void setZone(adapt::Zone zone);
    [[nodiscard]] const session::SessionSummary* summaryAt(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    void onChanged();
    [[nodiscard]] QString textOf(const session::SessionSummary& summary, int column) const;

    session::SessionCatalog& m_catalog;
    adapt::Zone m_zone = adapt::Zone::Local;
    int m_rows = 0;
};

} // namespace ui::windows
