// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "ui/adapt/format.h"
#include "ui/models/cell.h"
#include "ui/models/paged_table_model.h"

#include <QAbstractTableModel>
#include <QCoreApplication>

#include <algorithm>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace ui::models {

/// Rows that are all in memory, each about a call. GUI thread.
class CallRowsModel : public QAbstractTableModel {
public:
    using QAbstractTableModel::QAbstractTableModel;

    virtual void setZone(adapt::Zone zone) = 0;
    /// None for a row that is not there, or about no call.
    [[nodiscard]] virtual core::base::CallKey callAt(int row) const = 0;
    /// 0 for a row that is not there.
    [[nodiscard]] virtual std::int64_t idAt(int row) const = 0;
    /// -1 when it is not there.
    [[nodiscard]] virtual int rowOf(std::int64_t id) const = 0;
    /// What a column needs at a 12 px data font.
    [[nodiscard]] virtual int widthOf(int column) const = 0;
};

template <typename Row>
struct RowColumn {
    const char* title; ///< translated in the context of the model's class
    int width;
    /// What it is sorted by, and its text when it has no other. Null: it is sorted by its text.
    std::optional<double> (*number)(const Row& row);
    QString (*text)(const Row& row, adapt::Zone zone);
    int decimals = 0;
    /// A number that reads like a text, such as a time.
    bool isLeft = false;
};

/// Rows with the columns that the command line lists. Sorted by a column, those without a value last, ties by
/// id.
template <typename Row>
class RowTableModel : public CallRowsModel {
public:
    void setRows(std::vector<Row> rows)
    {
        const bool isSameSize = rows.size() == m_rows.size();
        if (!isSameSize)
            beginResetModel();
        m_rows = std::move(rows);
        arrange();
        if (!isSameSize)
            endResetModel();
        else
            tellOfAll();
    }

    void setZone(adapt::Zone zone) override
    {
        m_zone = zone;
        tellOfAll();
    }

    /// Null for a row that is not there.
    [[nodiscard]] const Row* at(int row) const
    {
        return row < 0 || row >= rowCount() ? nullptr : &m_rows[static_cast<std::size_t>(row)];
    }

    [[nodiscard]] core::base::CallKey callAt(int row) const override
    {
        const Row* const found = at(row);
        return found == nullptr ? core::base::CallKey{} : m_callOf(*found);
    }

    [[nodiscard]] std::int64_t idAt(int row) const override
    {
        const Row* const found = at(row);
        return found == nullptr ? 0 : m_idOf(*found);
    }

    [[nodiscard]] int rowOf(std::int64_t id) const override
    {
        const auto found = std::ranges::find(m_rows, id, m_idOf);
        return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
    }

    [[nodiscard]] int widthOf(int column) const override { return columnAt(column).width; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }

    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
    }

    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override
    {
        const Row* const row = index.isValid() ? at(index.row()) : nullptr;
        if (row == nullptr)
            return {};
        const Column& column = columnAt(index.column());
        if (role == Qt::TextAlignmentRole)
            return QVariant::fromValue(alignmentOf(column));
        if (role == PagedTableModel::ElideRole)
            return static_cast<int>(column.number == nullptr ? Elide::Middle : Elide::Right);
        if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
            return textOf(column, *row, m_zone);
        if (role != PagedTableModel::CellRole)
            return {};
        Cell cell;
        cell.text = textOf(column, *row, m_zone);
        if (isAlarming(*row, index.column())) {
            cell.ink = Ink::Warning;
            cell.isStrong = true;
        }
        return QVariant::fromValue(cell);
    }

    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override
    {
        if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
            return {};
        const Column& column = columnAt(section);
        if (role == Qt::DisplayRole)
            return QCoreApplication::translate(metaObject()->className(), column.title);
        return role == Qt::TextAlignmentRole ? QVariant::fromValue(alignmentOf(column)) : QVariant();
    }

    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override
    {
        if (column < 0 || column >= columnCount())
            return;
        beginResetModel();
        m_sortColumn = column;
        m_order = order;
        arrange();
        endResetModel();
    }

protected:
    using Column = RowColumn<Row>;
    using IdOf = std::int64_t (*)(const Row& row);
    using CallOf = core::base::CallKey (*)(const Row& row);

    /// `columns` outlive the model.
    RowTableModel(std::span<const Column> columns, IdOf idOf, CallOf callOf, QObject* parent)
        : CallRowsModel(parent), m_columns(columns), m_idOf(idOf), m_callOf(callOf)
    {
    }

    [[nodiscard]] const Column& columnAt(int column) const
    {
        return m_columns[static_cast<std::size_t>(column)];
    }

    /// A value that the eye should fall on.
    [[nodiscard]] virtual bool isAlarming(const Row& row, int column) const = 0;

private:
    static QString textOf(const Column& column, const Row& row, adapt::Zone zone)
    {
        if (column.text != nullptr)
            return column.text(row, zone);
        const std::optional<double> number = column.number(row);
        return number ? QString::number(*number, 'f', column.decimals) : QString();
    }

    static Qt::Alignment alignmentOf(const Column& column)
    {
        const bool isRight = column.number != nullptr && !column.isLeft;
        return Qt::AlignVCenter | (isRight ? Qt::AlignRight : Qt::AlignLeft);
    }

    /// -1, 0 or 1; what has no value comes last whatever the order.
    static int compare(const Column& column, const Row& a, const Row& b, bool isDescending)
    {
        int order = 0;
        if (column.number != nullptr) {
            const std::optional<double> left = column.number(a);
            const std::optional<double> right = column.number(b);
            if (left.has_value() != right.has_value())
                return left ? -1 : 1;
            order = left == right ? 0 : (left < right ? -1 : 1);
        } else {
            const QString left = column.text(a, adapt::Zone::Utc);
            const QString right = column.text(b, adapt::Zone::Utc);
            if (left.isEmpty() != right.isEmpty())
                return right.isEmpty() ? -1 : 1;
            order = QString::compare(left, right);
        }
        return isDescending ? -order : order;
    }

    void arrange()
    {
        const Column& column = columnAt(m_sortColumn);
        std::ranges::sort(m_rows, [&](const Row& a, const Row& b) {
            const int order = compare(column, a, b, m_order == Qt::DescendingOrder);
            return order != 0 ? order < 0 : m_idOf(a) < m_idOf(b);
        });
    }

    void tellOfAll()
    {
        if (!m_rows.empty())
            emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }

    std::span<const Column> m_columns;
    IdOf m_idOf;
    CallOf m_callOf;
    std::vector<Row> m_rows;
    int m_sortColumn = 0;
    Qt::SortOrder m_order = Qt::AscendingOrder;
    adapt::Zone m_zone = adapt::Zone::Local;
};

} // namespace ui::models
