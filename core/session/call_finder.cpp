// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/call_finder.h"

#include "core/session/schema.h"
#include "core/session/sqlite/write_scope.h"

#include <utility>

namespace core::session {

CallFinder::CallFinder(sqlite::Database database, base::HashKey key)
    : m_database(std::move(database)), m_key(key), m_known(m_database), m_rows(m_database)
{
}

base::Result<std::unique_ptr<CallFinder>> CallFinder::open(const std::filesystem::path& path)
{
    auto database = sqlite::Database::open(path, sqlite::Access::QueryOnly);
    if (!database)
        return database.error();
    const auto key = readHashKey(*database);
    if (!key)
        return key.error();
    std::unique_ptr<CallFinder> finder{new CallFinder(std::move(*database), *key)};
    if (auto done = finder->m_known.read(); !done)
        return done.error();
    return finder;
}

std::optional<call::CallRecord> CallFinder::find(std::uint64_t hash, std::string_view callId)
{
    if (!m_known.mayHave(hash))
        return std::nullopt;
    // A call is read from several tables; between two of the queries a commit may change all of them.
    const sqlite::ReadScope scope{m_database};
    auto record = m_rows.findCall(hash, callId);
    if (!record)
        return std::nullopt;
    return std::move(*record);
}

} // namespace core::session
