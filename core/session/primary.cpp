// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/primary.h"

#include "core/session/sqlite/database.h"

#include <string>
#include <system_error>

namespace core::session {
namespace {

std::string quoted(const std::string& text)
{
    std::string result{"'"};
    for (const char c : text) {
        if (c == '\'')
            result += '\'';
        result += c;
    }
    return result + "'";
}

} // namespace

base::Status copyPrimary(const std::filesystem::path& from, const std::filesystem::path& to)
{
    auto database = sqlite::Database::open(to, sqlite::Access::ReadWrite);
    if (!database)
        return database.error();
    if (auto attached = database->execute("ATTACH " + quoted(from.string()) + " AS recorded"); !attached)
        return attached;
    return database->execute("BEGIN;"
                             "INSERT INTO main.marks SELECT * FROM recorded.marks;"
                             "INSERT INTO main.host_names SELECT * FROM recorded.host_names;"
                             "COMMIT;"
                             "DETACH recorded;"
                             "PRAGMA wal_checkpoint(TRUNCATE)");
}

base::Status replaceSession(const std::filesystem::path& from, const std::filesystem::path& to)
{
    std::error_code problem;
    std::filesystem::rename(from, to, problem);
    if (problem)
        return base::errnoError(problem.value(), to.string(), base::ErrorCode::WriteFailed);
    // A log that belonged to the replaced file must not be taken for one of the new file.
    for (const char* ending : {"-wal", "-shm"}) {
        std::filesystem::remove(to.string() + ending, problem);
        std::filesystem::remove(from.string() + ending, problem);
    }
    return {};
}

} // namespace core::session
