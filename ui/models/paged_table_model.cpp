// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/paged_table_model.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace ui::models {

PagedTableModel::PagedTableModel(QObject* parent) : QAbstractTableModel(parent) {}

PagedTableModel::~PagedTableModel() = default;

int PagedTableModel::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid())
        return 0;
    constexpr std::size_t most = std::numeric_limits<int>::max();
    return static_cast<int>(std::min(m_index.size(), most));
}

QVariant PagedTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    switch (role) {
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft)));
    case IdRole:
        return QVariant::fromValue(qint64{idAt(index.row())});
    case ElideRole:
        return static_cast<int>(elideOf(index.column()));
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
    case CellRole:
        break;
    default:
        return {};
    }

    const auto row = find(index.row());
    const auto column = static_cast<std::size_t>(index.column());
    if (row == nullptr || column >= row->cells.size())
        return role == Qt::DisplayRole ? QVariant(QStringLiteral("…")) : QVariant();
    const Cell& cell = row->cells[column];
    if (role == CellRole)
        return QVariant::fromValue(cell);
    const QString text = cell.full();
    if (role == Qt::ToolTipRole && text.isEmpty())
        return {};
    return text;
}

std::int64_t PagedTableModel::idAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_index.idAt(static_cast<std::size_t>(row)) : 0;
}

std::optional<int> PagedTableModel::rowOf(std::int64_t id) const
{
    const auto row = id > 0 ? m_index.rowOf(id) : std::nullopt;
    if (!row || *row >= static_cast<std::size_t>(rowCount()))
        return std::nullopt;
    return static_cast<int>(*row);
}

std::shared_ptr<const Row> PagedTableModel::rowAt(int row) const
{
    return row >= 0 && row < rowCount() ? find(row) : nullptr;
}

std::shared_ptr<const Row> PagedTableModel::find(int row) const
{
    const int number = row / pageRows;
    const auto offset = static_cast<std::size_t>(row % pageRows);
    const auto found = m_pages.find(number);
    if (found == m_pages.end()) {
        request(number);
    } else {
        Page& page = found->second;
        touch(page);
        // A page that ended at the end of the list lacks the rows that came since.
        if (page.isStale || offset >= page.rows.size())
            request(number);
        if (offset < page.rows.size() && page.rows[offset]->id == idAt(row))
            return page.rows[offset];
    }
    const auto previous = m_previous.find(idAt(row));
    return previous == m_previous.end() ? nullptr : previous->second;
}

void PagedTableModel::request(int page) const
{
    if (!m_requested.insert(page).second)
        return;
    PageRequest wanted;
    wanted.generation = m_generation;
    wanted.page = page;
    const int first = page * pageRows;
    const int end = std::min(first + pageRows, rowCount());
    wanted.before = first > 0 ? idAt(first - 1) : 0;
    wanted.ids.reserve(pageRows);
    for (int row = first; row < end; ++row)
        wanted.ids.push_back(idAt(row));
    const_cast<PagedTableModel*>(this)->requestPage(std::move(wanted)); // asking changes no data
}

void PagedTableModel::touch(Page& page) const
{
    m_byAge.splice(m_byAge.begin(), m_byAge, page.age);
}

void PagedTableModel::deliver(const PageRequest& request, std::vector<Row> rows)
{
    if (request.generation != m_generation)
        return;
    m_requested.erase(request.page);
    Page page;
    page.rows.reserve(request.ids.size());
    // A ring may have let rows go since the list was made: they stand empty until the list is made anew.
    auto next = rows.begin();
    for (const std::int64_t id : request.ids) {
        if (next != rows.end() && next->id == id)
            page.rows.push_back(std::make_shared<const Row>(std::move(*next++)));
        else
            page.rows.push_back(std::make_shared<const Row>(Row{.id = id, .cells = {}, .record = {}}));
    }

    if (const auto old = m_pages.find(request.page); old != m_pages.end()) {
        m_byAge.erase(old->second.age);
        m_pages.erase(old);
    }
    m_byAge.push_front(request.page);
    page.age = m_byAge.begin();
    m_pages.emplace(request.page, std::move(page));
    dropOldest();

    const int first = request.page * pageRows;
    const int last = std::min(first + pageRows, rowCount()) - 1;
    if (last >= first)
        emit dataChanged(index(first, 0), index(last, columnCount() - 1));
}

void PagedTableModel::forget(const PageRequest& request)
{
    if (request.generation == m_generation)
        m_requested.erase(request.page);
}

void PagedTableModel::dropOldest()
{
    while (m_pages.size() > pagesKept) {
        m_pages.erase(m_byAge.back());
        m_byAge.pop_back();
    }
}

void PagedTableModel::rememberRows()
{
    std::unordered_map<std::int64_t, std::shared_ptr<const Row>> rows;
    for (const auto& [number, page] : m_pages) {
        for (const auto& row : page.rows)
            rows.emplace(row->id, row);
    }
    m_previous = std::move(rows);
}

void PagedTableModel::setIndex(core::session::RowIndex next)
{
    if (next.beginsWith(m_index)) {
        const int before = rowCount();
        constexpr std::size_t most = std::numeric_limits<int>::max();
        const int after = static_cast<int>(std::min(next.size(), most));
        if (after == before)
            return;
        beginInsertRows({}, before, after - 1);
        m_index = std::move(next);
        // A page under way was asked for with fewer rows; it is asked for again when it is looked at.
        endInsertRows();
        return;
    }
    beginResetModel();
    rememberRows();
    m_index = std::move(next);
    ++m_generation;
    m_pages.clear();
    m_byAge.clear();
    m_requested.clear();
    endResetModel();
}

void PagedTableModel::invalidate(std::span<const std::int64_t> ids)
{
    if (ids.empty() || rowCount() == 0)
        return;
    const std::unordered_set<std::int64_t> changed(ids.begin(), ids.end());
    bool isAnyVisible = false;
    for (auto& [number, page] : m_pages) {
        const bool isHit =
            std::ranges::any_of(page.rows, [&](const auto& row) { return changed.contains(row->id); });
        page.isStale = page.isStale || isHit;
        isAnyVisible = isAnyVisible || isHit;
    }
    if (isAnyVisible)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void PagedTableModel::invalidateAll()
{
    m_previous.clear();
    for (auto& [number, page] : m_pages)
        page.isStale = true;
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

} // namespace ui::models
