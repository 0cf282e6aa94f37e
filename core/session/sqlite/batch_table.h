// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/sqlite/database.h"
#include "core/session/sqlite/row_batch.h"

#include <memory>
#include <string>

namespace core::session::sqlite {

/// A virtual table of one connection that shows a RowBatch, so that
/// `INSERT INTO t SELECT * FROM batch` writes thousands of rows in one statement: measured at 0.6 us a row
/// of 20 integers, against 1.0 us with a bound statement per row.
class BatchTable {
public:
    /// Its columns are named c0, c1, ...
    BatchTable(Database& database, const std::string& name, std::size_t columns);
    ~BatchTable();
    BatchTable(BatchTable&&) noexcept;

    /// Whether the table could be registered.
    [[nodiscard]] const base::Status& status() const { return m_status; }

    /// What the table shows from now on; must live while a statement reads the table.
    void show(const RowBatch* batch);

private:
    struct Shared;
    std::unique_ptr<Shared> m_shared; ///< its address is known to SQLite
    base::Status m_status;
};

} // namespace core::session::sqlite
