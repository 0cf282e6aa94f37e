// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/frame_block.h"
#include "core/session/reader_implementation.h"
#include "core/session/session_reader.h"
#include "core/session/sqlite/statement.h"

#include <algorithm>
#include <atomic>
#include <string>

namespace core::session {
namespace {

using base::ErrorCode;

constexpr std::size_t mostDamagesOfOneKind = 20;

void note(CheckReport& report, std::string sentence)
{
    report.damages.push_back(std::move(sentence));
}

std::string range(std::int64_t first, std::int64_t last)
{
    return std::to_string(first) + " to " + std::to_string(last);
}

/// SQLite's own check of pages, tables and indexes.
void checkDatabase(sqlite::Database& database, const std::stop_token& stop, CheckReport& report)
{
    const std::stop_callback interrupt{stop, [&database] { database.interrupt(); }};
    sqlite::Statement check{database, "PRAGMA integrity_check(20)"};
    while (check.next()) {
        if (check.text(0) != "ok")
            note(report, "SQLite: " + std::string{check.text(0)});
    }
    if (const auto status = check.status(); !status && !stop.stop_requested())
        note(report, "SQLite: " + status.error().detail);
}

/// Unpacks every block of one table; counts the frames.
void checkBlocks(sqlite::Database& database, const char* sql, const std::stop_token& stop,
                 CheckReport& report)
{
    BlockUnpacker unpacker;
    std::size_t damaged = 0;
    sqlite::Statement rows{database, sql};
    while (!stop.stop_requested() && rows.next()) {
        const auto stream = static_cast<BlockStream>(rows.integer(0));
        const std::int64_t first = rows.integer(1);
        const std::int64_t last = rows.integer(2);
        const auto block = unpacker.unpack(rows.bytes(3));
        const bool isSound = block && block->stream == stream && block->entries.front().number == first &&
                             block->entries.back().number == last;
        if (isSound && stream != BlockStream::Assembled)
            report.frames += block->entries.size();
        if (!isSound && ++damaged <= mostDamagesOfOneKind) {
            note(report, (stream == BlockStream::Assembled ? "The block with the messages "
                                                           : "The block with the frames ") +
                             range(first, last) + " is damaged.");
        }
    }
    if (const auto status = rows.status(); !status)
        note(report, "Not all blocks could be read: " + status.error().detail);
}

/// Reads the bytes of every message.
base::Status checkMessages(SessionReader& reader, const std::stop_token& stop, CheckReport& report)
{
    constexpr std::size_t step = 65'536;
    const auto all = reader.messageIds();
    if (!all) {
        note(report, "The messages could not be counted: " + all.error().detail);
        return {};
    }
    std::int64_t missing = 0;
    std::int64_t firstMissing = 0;
    for (std::size_t start = 0; start < all->size(); start += step) {
        std::vector<base::MessageId> ids;
        for (std::size_t row = start; row < std::min(all->size(), start + step); ++row)
            ids.push_back({all->idAt(row)});
        std::vector<std::atomic<bool>> isRead(ids.size());
        const auto scanned = reader.scanMessages(
            ids, [&](std::size_t index, std::span<const std::byte>) { isRead[index] = true; }, stop);
        if (!scanned && scanned.error().code == ErrorCode::Cancelled)
            return scanned;
        for (std::size_t i = 0; i < ids.size(); ++i) {
            if (isRead[i])
                ++report.messages;
            else if (++missing == 1)
                firstMissing = ids[i].value;
        }
    }
    if (missing > 0) {
        note(report, "The bytes of " + std::to_string(missing) + " messages are lost, the first is message " +
                         std::to_string(firstMissing) + ".");
    }
    return {};
}

/// What can be said of a file that SQLite does not read.
base::Result<CheckReport> checkUnreadable(const std::filesystem::path& path, const base::Error& error)
{
    CheckReport report;
    note(report, base::describe(error));
    const auto carved = salvageFrames(path, [&report](const StoredFrame&) {
        ++report.frames;
        return true;
    });
    if (!carved && carved.error().code == ErrorCode::SessionDamaged)
        note(report, base::describe(carved.error()));
    return report;
}

} // namespace

base::Result<CheckReport> checkSession(const std::filesystem::path& path, std::stop_token stop)
{
    auto reader = SessionReader::open(path);
    if (!reader && reader.error().code == ErrorCode::SessionDamaged)
        return checkUnreadable(path, reader.error());
    if (!reader)
        return reader.error();
    const auto progress = (*reader)->progress();
    if (!progress)
        return checkUnreadable(path, progress.error());

    CheckReport report;
    sqlite::Database& database = (*reader)->implementation().database();
    checkDatabase(database, stop, report);
    for (const char* sql : {"SELECT stream, first, last, data FROM frame_blocks",
                            "SELECT stream, first, last, data FROM frame_tail"})
        checkBlocks(database, sql, stop, report);
    if (auto done = checkMessages(**reader, stop, report); !done)
        return done.error();
    if (const auto calls = database.integer("SELECT count(*) FROM call_rows"))
        report.calls = static_cast<std::uint64_t>(*calls);
    else
        note(report, "The calls could not be counted: " + calls.error().detail);
    if (stop.stop_requested())
        return base::Error{ErrorCode::Cancelled, path.string(), {}};
    return report;
}

} // namespace core::session
