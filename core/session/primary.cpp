// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/primary.h"

#include "core/session/agent_tables.h"
#include "core/session/clock_corrections.h"
#include "core/session/link_decisions.h"
#include "core/session/ring_state.h"
#include "core/session/schema.h"
#include "core/session/session_file.h"
#include "core/session/sqlite/statement.h"
#include "core/session/sqlite/write_scope.h"
#include "core/session/tls_tables.h"

#include <algorithm>
#include <system_error>
#include <utility>

namespace core::session {
namespace {

base::Status deleteMark(sqlite::Database& database, std::string_view callId, base::FrameNumber frame)
{
    return sqlite::Statement{database, "DELETE FROM marks WHERE call_id = ? AND frame = ?"}.run(callId,
                                                                                                frame.value);
}

base::Status insertMark(sqlite::Database& database, const Mark& mark)
{
    return sqlite::Statement{database, "INSERT INTO marks(call_id, frame, label, note) VALUES(?, ?, ?, ?)"}
        .run(std::string_view{mark.callId}, mark.frame.value, std::string_view{mark.label},
             std::string_view{mark.note});
}

/// Marks between two commits: a capture that writes the session waits for some milliseconds at most.
constexpr std::size_t marksPerCommit = 500;

/// Does `change` with each mark, also while another process writes the session.
base::Status changeMarks(const std::filesystem::path& session, std::span<const Mark> marks,
                         base::Status (*change)(sqlite::Database&, const Mark&))
{
    auto database = openForWriting(session);
    if (!database)
        return database.error();
    while (!marks.empty()) {
        sqlite::WriteScope scope{*database};
        if (!scope.status())
            return scope.status();
        // Sessions of earlier versions have no such index.
        if (auto done = database->execute(std::string{marksIndex}); !done)
            return done;
        const auto step = marks.first(std::min(marks.size(), marksPerCommit));
        for (const Mark& mark : step) {
            if (auto done = change(*database, mark); !done)
                return done;
        }
        if (auto done = database->execute("INSERT INTO meta VALUES('marks_version', 1)"
                                          " ON CONFLICT(name) DO UPDATE SET value = value + 1");
            !done)
            return done;
        if (auto done = scope.commit(); !done)
            return done;
        marks = marks.subspan(step.size());
    }
    return {};
}

base::Status copyMarks(sqlite::Database& from, sqlite::Database& to)
{
    sqlite::Statement marks{from, "SELECT call_id, frame, label, note FROM marks ORDER BY id"};
    while (marks.next()) {
        const Mark mark{std::string{marks.text(0)},
                        {marks.integer(1)},
                        std::string{marks.text(2)},
                        std::string{marks.text(3)}};
        if (auto done = insertMark(to, mark); !done)
            return done;
    }
    return marks.status();
}

base::Status copyHostNames(sqlite::Database& from, sqlite::Database& to)
{
    sqlite::Statement names{from, "SELECT address, name FROM host_names"};
    sqlite::Statement insert{to, "INSERT OR REPLACE INTO host_names VALUES(?, ?)"};
    while (names.next()) {
        if (auto done = insert.run(names.text(0), names.text(1)); !done)
            return done;
    }
    return names.status();
}

/// What a ring has let go, by the rows that the other session has.
base::Status copyRing(sqlite::Database& from, sqlite::Database& to)
{
    auto state = readRingState(from);
    if (!state)
        return state.error();
    if (state->generation == 0)
        return {};
    for (const auto& [count, question] :
         {std::pair{&state->messages, "SELECT last_message - (SELECT count(*) FROM message_rows) FROM state"},
          std::pair{&state->calls, "SELECT last_call - (SELECT count(*) FROM call_rows) FROM state"}}) {
        const auto gone = to.integer(question);
        if (!gone)
            return gone.error();
        *count = static_cast<std::uint64_t>(*gone);
    }
    return writeRingState(to, *state);
}

} // namespace

base::Status setMark(const std::filesystem::path& session, const Mark& mark)
{
    return setMarks(session, {&mark, 1});
}

base::Status setMarks(const std::filesystem::path& session, std::span<const Mark> marks)
{
    return changeMarks(session, marks, [](sqlite::Database& database, const Mark& mark) {
        if (auto done = deleteMark(database, mark.callId, mark.frame); !done)
            return done;
        return insertMark(database, mark);
    });
}

base::Status removeMark(const std::filesystem::path& session, std::string_view callId,
                        base::FrameNumber frame)
{
    const Mark mark{std::string{callId}, frame, {}, {}};
    return removeMarks(session, {&mark, 1});
}

base::Status removeMarks(const std::filesystem::path& session, std::span<const Mark> marks)
{
    return changeMarks(session, marks, [](sqlite::Database& database, const Mark& mark) {
        return deleteMark(database, mark.callId, mark.frame);
    });
}

base::Status addHostNames(const std::filesystem::path& session, std::span<const HostName> names)
{
    auto database = openForWriting(session);
    if (!database)
        return database.error();
    sqlite::WriteScope scope{*database};
    if (!scope.status())
        return scope.status();
    sqlite::Statement insert{*database, "INSERT OR IGNORE INTO host_names VALUES(?, ?)"};
    for (const HostName& host : names) {
        const std::string address = host.address.toString();
        if (auto done = insert.run(std::string_view{address}, std::string_view{host.name}); !done)
            return done;
    }
    return scope.commit();
}

base::Status copyPrimary(const std::filesystem::path& from, const std::filesystem::path& to)
{
    auto source = openForReading(from);
    if (!source)
        return source.error();
    auto target = openForWriting(to);
    if (!target)
        return target.error();
    sqlite::WriteScope scope{*target};
    if (!scope.status())
        return scope.status();
    const base::Status marks = copyMarks(source->database, *target);
    const base::Status clocks = copyClockCorrections(source->database, *target);
    const base::Status links = copyLinkDecisions(source->database, *target);
    const base::Status names = copyHostNames(source->database, *target);
    const base::Status refusals = copyRefusals(source->database, *target);
    const base::Status ring = copyRing(source->database, *target);
    const base::Status secrets = copyTlsSecrets(source->database, *target);
    if (auto done = scope.commit(); !done)
        return done;
    for (const base::Status* status : {&marks, &links, &clocks, &names, &refusals, &ring}) {
        if (!*status)
            return *status;
    }
    return secrets;
}

base::Status replaceSession(const std::filesystem::path& from, const std::filesystem::path& to)
{
    // First: a WAL of the old file must not be taken for one of the new file.
    for (const char* suffix : {"-wal", "-shm"}) {
        std::error_code ignored; // they are there only after a crash
        std::filesystem::path leftover = to;
        leftover += suffix;
        std::filesystem::remove(leftover, ignored);
    }
    std::error_code failure;
    std::filesystem::rename(from, to, failure);
    if (failure)
        return base::errnoError(failure.value(), to.string(), base::ErrorCode::WriteFailed);
    return {};
}

} // namespace core::session
