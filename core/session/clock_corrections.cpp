// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/clock_corrections.h"

#include "core/session/schema.h"
#include "core/session/sqlite/statement.h"
#include "core/session/sqlite/write_scope.h"

#include <string>

namespace core::session {
namespace {

base::Status putCorrection(sqlite::Database& database, const ClockCorrection& correction)
{
    const std::string_view source{correction.source};
    const std::string_view name{correction.agentName};
    if (correction.offset == base::Duration::zero())
        return sqlite::Statement{
            database, "DELETE FROM clock_corrections WHERE source = ? AND agent = ? AND agent_name = ?"}
            .run(source, std::int64_t{correction.agentId}, name);
    return sqlite::Statement{database, "INSERT OR REPLACE INTO clock_corrections VALUES(?, ?, ?, ?)"}.run(
        source, std::int64_t{correction.agentId}, name, std::int64_t{correction.offset.count()});
}

} // namespace

base::Status setClockCorrections(const std::filesystem::path& session,
                                 std::span<const ClockCorrection> corrections)
{
    auto database = openForWriting(session);
    if (!database)
        return database.error();
    sqlite::WriteScope scope{*database};
    if (!scope.status())
        return scope.status();
    if (auto done = database->execute(std::string{clockCorrectionTable()}); !done)
        return done;
    for (const ClockCorrection& correction : corrections) {
        if (auto done = putCorrection(*database, correction); !done)
            return done;
    }
    return scope.commit();
}

std::string_view clockCorrectionTable()
{
    return "CREATE TABLE IF NOT EXISTS clock_corrections(source TEXT NOT NULL, agent INTEGER NOT NULL,"
           " agent_name TEXT NOT NULL, offset INTEGER NOT NULL, PRIMARY KEY(source, agent, agent_name)) "
           "STRICT,"
           " WITHOUT ROWID;";
}

base::Result<std::vector<ClockCorrection>> readClockCorrections(sqlite::Database& database)
{
    const auto present =
        database.integer("SELECT count(*) FROM sqlite_master WHERE name = 'clock_corrections'");
    if (!present)
        return present.error();
    std::vector<ClockCorrection> corrections;
    if (*present == 0)
        return corrections;
    sqlite::Statement rows{database, "SELECT source, agent, agent_name, offset FROM clock_corrections"
                                     " ORDER BY source, agent, agent_name"};
    while (rows.next())
        corrections.push_back({std::string{rows.text(0)}, static_cast<std::uint32_t>(rows.integer(1)),
                               std::string{rows.text(2)}, base::Duration{rows.integer(3)}});
    if (auto status = rows.status(); !status)
        return status.error();
    return corrections;
}

base::Status copyClockCorrections(sqlite::Database& from, sqlite::Database& to)
{
    const auto corrections = readClockCorrections(from);
    if (!corrections)
        return corrections.error();
    if (auto done = to.execute(std::string{clockCorrectionTable()}); !done)
        return done;
    for (const ClockCorrection& correction : *corrections) {
        if (auto done = putCorrection(to, correction); !done)
            return done;
    }
    return {};
}

} // namespace core::session
