// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/call/registration_record.h"
#include "ui/adapt/format.h"

#include <QAbstractTableModel>

#include <vector>

namespace ui::models {

/// Bindings of addresses of record with the columns that the command line lists. Sorted by a column, those
/// without a value last, ties by number. GUI thread.
class RegistrationsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit RegistrationsModel(QObject* parent = nullptr);

    void setRows(std::vector<core::call::RegistrationRecord> rows);
    void setZone(adapt::Zone zone);

    /// Null for a row that is not there.
    [[nodiscard]] const core::call::RegistrationRecord* at(int row) const;
    /// The row of a registration; -1 when it is not there.
    [[nodiscard]] int rowOf(std::int64_t id) const;
    /// What a column needs at a 12 px data font.
    [[nodiscard]] static int widthOf(int column);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

private:
    void arrange();

    std::vector<core::call::RegistrationRecord> m_rows;
    int m_sortColumn = 0;
    Qt::SortOrder m_order = Qt::AscendingOrder;
    adapt::Zone m_zone = adapt::Zone::Local;
};

} // namespace ui::models
