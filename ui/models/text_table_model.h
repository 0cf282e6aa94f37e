// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/cell.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <vector>

namespace ui::models {

struct TextColumn {
    QString title;
    /// At a 12 px data font.
    int width = 80;
    bool isNumber = false;
    Ink ink = Ink::Text;
};

/// A handful of rows of plain text. GUI thread.
class TextTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit TextTableModel(std::vector<TextColumn> columns, QObject* parent = nullptr);

    /// Each row has a text per column. As many rows as before keep the selection.
    void setRows(std::vector<QStringList> rows);

    [[nodiscard]] const std::vector<QStringList>& rows() const { return m_rows; }

    [[nodiscard]] const std::vector<TextColumn>& columns() const { return m_columns; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    std::vector<TextColumn> m_columns;
    std::vector<QStringList> m_rows;
};

} // namespace ui::models
