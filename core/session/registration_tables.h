// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/call/registration_record.h"
#include "core/session/sqlite/database.h"
#include "core/session/sqlite/statement.h"

#include <vector>

// Bindings in a session file: the table `registration_rows`, and the view `bindings` with the columns of
// `rhapsode-cli registrations`.
namespace core::session {

/// Makes both unless they are there: sessions of earlier programs have none.
[[nodiscard]] base::Status addRegistrationTables(sqlite::Database& database);

/// Writes changed rows within the transaction of a commit. One thread.
class RegistrationTableWriter {
public:
    /// The tables exist.
    base::Status prepare(sqlite::Database& database);
    base::Status write(const call::RegistrationRecord& record);

private:
    sqlite::Statement m_put;
};

[[nodiscard]] base::Result<bool> hasRegistrationTables(sqlite::Database& database);

/// In the order of ids; none when the session has no table of them. `newest` limits them to the last ones;
/// 0: all.
[[nodiscard]] base::Result<std::vector<call::RegistrationRecord>>
readRegistrations(sqlite::Database& database, std::size_t newest = 0);

} // namespace core::session
