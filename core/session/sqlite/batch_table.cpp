// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/sqlite/batch_table.h"

#include <sqlite3.h>

namespace core::session::sqlite {

struct BatchTable::Shared {
    const RowBatch* batch = nullptr;
    std::string declaration;

    struct Table {
        sqlite3_vtab base{}; // SQLite's view of the table; must come first
        Shared* shared = nullptr;
    };

    struct Cursor {
        sqlite3_vtab_cursor base{}; // SQLite's view of the cursor; must come first
        const RowBatch* batch = nullptr;
        std::size_t row = 0;
        std::size_t rows = 0;
    };

    static Cursor& cursorOf(sqlite3_vtab_cursor* cursor) { return *reinterpret_cast<Cursor*>(cursor); }

    static int connect(sqlite3* handle, void* shared, int, const char* const*, sqlite3_vtab** table, char**)
    {
        auto* self = static_cast<Shared*>(shared);
        const int code = sqlite3_declare_vtab(handle, self->declaration.c_str());
        if (code != SQLITE_OK)
            return code;
        sqlite3_vtab_config(handle, SQLITE_VTAB_DIRECTONLY);
        auto owned = std::make_unique<Table>();
        owned->shared = self;
        *table = &owned.release()->base;
        return SQLITE_OK;
    }

    static int disconnect(sqlite3_vtab* table)
    {
        const std::unique_ptr<Table> owned{reinterpret_cast<Table*>(table)};
        return SQLITE_OK;
    }

    static int bestIndex(sqlite3_vtab*, sqlite3_index_info* plan)
    {
        plan->estimatedCost = 1;
        return SQLITE_OK;
    }

    static int open(sqlite3_vtab* table, sqlite3_vtab_cursor** cursor)
    {
        auto owned = std::make_unique<Cursor>();
        owned->batch = reinterpret_cast<Table*>(table)->shared->batch;
        owned->rows = owned->batch != nullptr ? owned->batch->rows() : 0;
        *cursor = &owned.release()->base;
        return SQLITE_OK;
    }

    static int close(sqlite3_vtab_cursor* cursor)
    {
        const std::unique_ptr<Cursor> owned{&cursorOf(cursor)};
        return SQLITE_OK;
    }

    static int filter(sqlite3_vtab_cursor* cursor, int, const char*, int, sqlite3_value**)
    {
        cursorOf(cursor).row = 0;
        return SQLITE_OK;
    }

    static int next(sqlite3_vtab_cursor* cursor)
    {
        ++cursorOf(cursor).row;
        return SQLITE_OK;
    }

    static int isAtEnd(sqlite3_vtab_cursor* cursor)
    {
        return cursorOf(cursor).row >= cursorOf(cursor).rows ? 1 : 0;
    }

    static int column(sqlite3_vtab_cursor* cursor, sqlite3_context* context, int number)
    {
        const Cursor& at = cursorOf(cursor);
        const auto index = static_cast<std::size_t>(number);
        if (at.batch->kind(index) == CellKind::Text) {
            const std::string_view text = at.batch->textAt(at.row, index);
            sqlite3_result_text64(context, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
        } else if (!at.batch->isNull(at.row, index)) {
            sqlite3_result_int64(context, at.batch->cell(at.row, index));
        }
        return SQLITE_OK;
    }

    static int rowId(sqlite3_vtab_cursor* cursor, sqlite3_int64* id)
    {
        *id = static_cast<sqlite3_int64>(cursorOf(cursor).row);
        return SQLITE_OK;
    }

    static const sqlite3_module& module()
    {
        static const sqlite3_module instance = [] {
            sqlite3_module made{};
            made.xConnect = connect; // without xCreate: the table exists once, under the module's name
            made.xDisconnect = disconnect;
            made.xBestIndex = bestIndex;
            made.xOpen = open;
            made.xClose = close;
            made.xFilter = filter;
            made.xNext = next;
            made.xEof = isAtEnd;
            made.xColumn = column;
            made.xRowid = rowId;
            return made;
        }();
        return instance;
    }
};

BatchTable::BatchTable(Database& database, const std::string& name, std::size_t columns)
    : m_shared(std::make_unique<Shared>())
{
    m_shared->declaration = "CREATE TABLE x(";
    for (std::size_t i = 0; i < columns; ++i)
        m_shared->declaration.append(i == 0 ? "c" : ", c").append(std::to_string(i));
    m_shared->declaration += ")";
    const int code =
        sqlite3_create_module_v2(database.handle(), name.c_str(), &Shared::module(), m_shared.get(), nullptr);
    if (code != SQLITE_OK)
        m_status = database.error(code);
}

BatchTable::~BatchTable() = default;
BatchTable::BatchTable(BatchTable&&) noexcept = default;

void BatchTable::show(const RowBatch* batch)
{
    m_shared->batch = batch;
}

} // namespace core::session::sqlite
