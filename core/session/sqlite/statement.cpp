// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/sqlite/statement.h"

#include "core/base/ascii.h"

#include <sqlite3.h>

namespace core::session::sqlite {

void Statement::Finalizer::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

Statement::Statement(Database& database, std::string_view sql)
{
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(database.handle(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    m_statement.reset(statement);
    if (code != SQLITE_OK)
        m_failure = database.error(code);
}

bool Statement::next()
{
    if (m_failure || !m_statement)
        return false;
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW)
        return true;
    keep(code);
    sqlite3_reset(m_statement.get());
    return false;
}

base::Status Statement::status() const
{
    if (m_failure)
        return *m_failure;
    return {};
}

void Statement::reset()
{
    if (!m_statement)
        return;
    sqlite3_reset(m_statement.get());
    m_failure.reset();
}

void Statement::bind(int position, std::string_view value)
{
    // A null pointer would bind NULL; an empty text is no NULL.
    const char* data = value.data() != nullptr ? value.data() : "";
    keep(sqlite3_bind_text64(m_statement.get(), position, data, value.size(), SQLITE_STATIC, SQLITE_UTF8));
}

void Statement::bind(int position, std::span<const std::byte> value)
{
    keep(sqlite3_bind_blob64(m_statement.get(), position, value.data(), value.size(), SQLITE_STATIC));
}

void Statement::bindInteger(int position, std::int64_t value)
{
    keep(sqlite3_bind_int64(m_statement.get(), position, value));
}

void Statement::bindNull(int position)
{
    keep(sqlite3_bind_null(m_statement.get(), position));
}

void Statement::keep(int resultCode)
{
    if (m_failure || !m_statement || resultCode == SQLITE_OK || resultCode == SQLITE_DONE)
        return;
    m_failure = Database::errorOf(sqlite3_db_handle(m_statement.get()), resultCode);
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

std::string_view Statement::text(int column) const
{
    return base::asText(bytes(column));
}

std::span<const std::byte> Statement::bytes(int column) const
{
    const void* data = sqlite3_column_blob(m_statement.get(), column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column));
    return {static_cast<const std::byte*>(data), data != nullptr ? size : 0};
}

} // namespace core::session::sqlite
