// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/sqlite/database.h"

namespace core::session::sqlite {

/// A write transaction: everything that is done on the connection while it lives, or nothing. Not
/// committing means rolling back.
class WriteScope {
public:
    explicit WriteScope(Database& database);
    ~WriteScope();
    WriteScope(const WriteScope&) = delete;
    WriteScope& operator=(const WriteScope&) = delete;

    /// Whether the transaction could be begun.
    [[nodiscard]] const base::Status& status() const { return m_begun; }

    base::Status commit();

private:
    Database& m_database;
    base::Status m_begun;
    bool m_isOpen = false;
};

/// A read transaction: several queries that see one state of the file. Keep it short.
class ReadScope {
public:
    explicit ReadScope(Database& database);
    ~ReadScope();
    ReadScope(const ReadScope&) = delete;
    ReadScope& operator=(const ReadScope&) = delete;

private:
    Database& m_database;
    bool m_isOpen = false;
};

} // namespace core::session::sqlite
