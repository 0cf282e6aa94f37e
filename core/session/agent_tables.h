// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/agent_rows.h"
#include "core/session/sqlite/database.h"
#include "core/session/sqlite/statement.h"

#include <string_view>
#include <vector>

// Agents and refusals in a session file: their tables, and the views `agents` and `refusals`.
namespace core::session {

[[nodiscard]] std::string_view agentSchema();

/// Writes changed rows within the transaction of a commit. One thread.
class AgentWriter {
public:
    /// The tables exist.
    base::Status prepare(sqlite::Database& database);
    base::Status write(const AgentRow& row);
    /// A row without packets is removed.
    base::Status write(const RefusalRow& row);

private:
    sqlite::Statement m_agent;
    sqlite::Statement m_refusal;
    sqlite::Statement m_removeRefusal;
};

/// In the order in which the agents came; then senders of which nothing was taken.
[[nodiscard]] base::Result<std::vector<AgentSummary>> readAgents(sqlite::Database& database);

base::Status copyRefusals(sqlite::Database& from, sqlite::Database& to);

} // namespace core::session
