// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/call_finder.h"

#include "core/session/schema.h"

namespace core::session {

CallFinder::CallFinder(sqlite::Database database, base::HashKey key)
    : m_database(std::move(database)), m_key(key), m_rows(m_database)
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
    sqlite::Statement hashes{finder->m_database, "SELECT hash FROM call_hashes"};
    while (hashes.next())
        finder->add(static_cast<std::uint64_t>(hashes.integer(0)));
    if (auto status = hashes.status(); !status)
        return status.error();
    return finder;
}

std::optional<call::CallRecord> CallFinder::find(std::uint64_t hash, std::string_view callId)
{
    if (!mayHave(hash))
        return std::nullopt;
    auto record = m_rows.findCall(hash, callId);
    if (!record)
        return std::nullopt;
    return std::move(*record);
}

} // namespace core::session
