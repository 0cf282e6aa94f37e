// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/sqlite/statement.h"
#include "core/session/tls_rows.h"

#include <span>
#include <string_view>
#include <vector>

namespace core::session {

/// Of the tables tls_connection_rows and tls_secrets.
[[nodiscard]] std::string_view tlsTables();

/// Writes rows within somebody's transaction.
class TlsTableWriter {
public:
    base::Status prepare(sqlite::Database& database);
    /// Replaces rows with the same id.
    base::Status write(const TlsConnectionRow& row);
    /// Nothing happens when the secret is there already.
    base::Status write(const TlsSecretRow& row);

private:
    sqlite::Statement m_putConnection;
    sqlite::Statement m_putSecret;
};

[[nodiscard]] base::Result<std::vector<TlsConnectionRow>> readTlsConnections(sqlite::Database& database);
/// In the order in which they became known.
[[nodiscard]] base::Result<std::vector<TlsSecretRow>> readTlsSecrets(sqlite::Database& database);
[[nodiscard]] base::Result<bool> hasTlsSecrets(sqlite::Database& database);
/// All secrets that `to` does not have.
base::Status copyTlsSecrets(sqlite::Database& from, sqlite::Database& to);

} // namespace core::session
