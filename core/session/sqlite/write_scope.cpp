// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/sqlite/write_scope.h"

namespace core::session::sqlite {

WriteScope::WriteScope(Database& database)
    : m_database(database), m_begun(database.execute("BEGIN IMMEDIATE"))
{
    m_isOpen = m_begun.has_value();
}

WriteScope::~WriteScope()
{
    if (m_isOpen)
        static_cast<void>(m_database.execute("ROLLBACK").has_value());
}

base::Status WriteScope::commit()
{
    if (!m_isOpen)
        return m_begun;
    base::Status committed = m_database.execute("COMMIT");
    m_isOpen = !committed.has_value();
    return committed;
}

ReadScope::ReadScope(Database& database)
    : m_database(database), m_isOpen(database.execute("BEGIN").has_value())
{
}

ReadScope::~ReadScope()
{
    if (m_isOpen)
        static_cast<void>(m_database.execute("COMMIT").has_value());
}

} // namespace core::session::sqlite
