// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/link_decisions.h"

#include "core/session/schema.h"
#include "core/session/sqlite/statement.h"
#include "core/session/sqlite/write_scope.h"

#include <functional>
#include <utility>

namespace core::session {
namespace {

base::Status putDecision(sqlite::Database& database, const LinkDecision& decision)
{
    return sqlite::Statement{database, "INSERT OR REPLACE INTO link_decisions VALUES(?, ?, ?, ?)"}.run(
        std::string_view{decision.first}, std::string_view{decision.second},
        static_cast<int>(decision.verdict), std::string_view{decision.note});
}

base::Status changeDecisions(const std::filesystem::path& session,
                             const std::function<base::Status(sqlite::Database&)>& change)
{
    auto database = openForWriting(session);
    if (!database)
        return database.error();
    sqlite::WriteScope scope{*database};
    if (!scope.status())
        return scope.status();
    if (auto done = database->execute(std::string{linkDecisionTable()}); !done)
        return done;
    if (auto done = change(*database); !done)
        return done;
    if (auto done = database->execute("INSERT INTO meta VALUES('links_version', 1)"
                                      " ON CONFLICT(name) DO UPDATE SET value = value + 1");
        !done)
        return done;
    return scope.commit();
}

base::Status forEachDecision(sqlite::Database& database,
                             const std::function<base::Status(LinkDecision)>& visit)
{
    const auto present = database.integer("SELECT count(*) FROM sqlite_master WHERE name = 'link_decisions'");
    if (!present)
        return present.error();
    if (*present == 0)
        return {};
    sqlite::Statement rows{database,
                           "SELECT first, second, verdict, note FROM link_decisions ORDER BY first, second"};
    while (rows.next()) {
        const std::int64_t verdict = rows.integer(2);
        if (verdict < static_cast<int>(LinkVerdict::Accepted) ||
            verdict > static_cast<int>(LinkVerdict::Made))
            continue; // of a later program
        if (auto done = visit({std::string{rows.text(0)}, std::string{rows.text(1)},
                               static_cast<LinkVerdict>(verdict), std::string{rows.text(3)}});
            !done)
            return done;
    }
    return rows.status();
}

} // namespace

LinkDecision inOrder(LinkDecision decision)
{
    if (decision.second < decision.first)
        std::swap(decision.first, decision.second);
    return decision;
}

base::Status setLinkDecision(const std::filesystem::path& session, const LinkDecision& decision)
{
    if (decision.first == decision.second)
        return base::Error{base::ErrorCode::OptionInvalid, decision.first, "a link is between two calls"};
    return changeDecisions(session, [decision = inOrder(decision)](sqlite::Database& database) {
        return putDecision(database, decision);
    });
}

base::Status removeLinkDecision(const std::filesystem::path& session, std::string_view first,
                                std::string_view second)
{
    if (second < first)
        std::swap(first, second);
    return changeDecisions(session, [first, second](sqlite::Database& database) {
        return sqlite::Statement{database, "DELETE FROM link_decisions WHERE first = ? AND second = ?"}.run(
            first, second);
    });
}

std::string_view linkDecisionTable()
{
    return "CREATE TABLE IF NOT EXISTS link_decisions(first TEXT NOT NULL, second TEXT NOT NULL,"
           " verdict INTEGER NOT NULL, note TEXT NOT NULL, PRIMARY KEY(first, second)) STRICT,"
           " WITHOUT ROWID;";
}

base::Result<std::vector<LinkDecision>> readLinkDecisions(sqlite::Database& database)
{
    std::vector<LinkDecision> decisions;
    const base::Status read = forEachDecision(database, [&decisions](LinkDecision decision) {
        decisions.push_back(std::move(decision));
        return base::Status{};
    });
    if (!read)
        return read.error();
    return decisions;
}

base::Status copyLinkDecisions(sqlite::Database& from, sqlite::Database& to)
{
    if (auto done = to.execute(std::string{linkDecisionTable()}); !done)
        return done;
    return forEachDecision(from, [&to](const LinkDecision& decision) { return putDecision(to, decision); });
}

} // namespace core::session
