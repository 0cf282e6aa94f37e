// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session_table.h"
#include "ui/models/cell.h"

#include <QAbstractTableModel>

#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace ui::models {

/// A table of any length of which only the pages around the view are in memory. data() looks in the cache
/// and never waits; what is missing is asked for and reads "…" until it arrives. GUI thread.
class PagedTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    static constexpr int pageRows = 256;
    static constexpr std::size_t pagesKept = 64;

    enum Role {
        CellRole = Qt::UserRole, ///< Cell; invalid while the page is not there
        IdRole,                  ///< qint64
        ElideRole,               ///< int(Elide)
    };

    explicit PagedTableModel(QObject* parent = nullptr);
    ~PagedTableModel() override;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

    /// Shows other rows. When `next` only continues the present one, rows are appended and views keep
    /// everything; otherwise the model is reset, and rows that stay are shown at once.
    void setIndex(core::session::RowIndex next);

    [[nodiscard]] const core::session::RowIndex& index() const { return m_index; }

    using QAbstractTableModel::index;

    [[nodiscard]] std::int64_t idAt(int row) const;
    [[nodiscard]] std::optional<int> rowOf(std::int64_t id) const;
    /// The row when its page is in memory.
    [[nodiscard]] std::shared_ptr<const Row> rowAt(int row) const;

    /// These rows changed in the file: they are read again when they are next looked at.
    void invalidate(std::span<const std::int64_t> ids);
    /// All of them, for instance because times are now shown in another zone.
    void invalidateAll();

    /// Elide of a column.
    [[nodiscard]] virtual Elide elideOf(int column) const = 0;
    [[nodiscard]] virtual bool isNumber(int column) const = 0;

protected:
    /// Asks for rows; answer with deliver() or forget() and the same ticket. `before` is the id of the row
    /// above the first one, 0 when there is none.
    struct PageRequest {
        std::uint64_t generation = 0;
        int page = 0;
        std::int64_t before = 0;
        std::vector<std::int64_t> ids;
    };

    virtual void requestPage(PageRequest request) = 0;

    void deliver(const PageRequest& request, std::vector<Row> rows);
    /// The page will not come; it is asked for again when it is next looked at.
    void forget(const PageRequest& request);

private:
    struct Page {
        std::vector<std::shared_ptr<const Row>> rows;
        bool isStale = false;
        std::list<int>::iterator age; // position in m_byAge
    };

    [[nodiscard]] std::shared_ptr<const Row> find(int row) const;
    void request(int page) const;
    void touch(Page& page) const;
    void dropOldest();
    void rememberRows();

    core::session::RowIndex m_index;
    std::uint64_t m_generation = 0;
    // The cache changes while data() is read.
    mutable std::unordered_map<int, Page> m_pages;
    mutable std::list<int> m_byAge; // newest first
    mutable std::unordered_set<int> m_requested;
    /// Rows of before the last reset by id, shown until their page has been read again.
    std::unordered_map<std::int64_t, std::shared_ptr<const Row>> m_previous;
};

} // namespace ui::models
