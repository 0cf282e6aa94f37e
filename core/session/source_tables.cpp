// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/source_tables.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <string>

namespace core::session {
namespace {

/// "3,17,18"
std::string joined(const std::vector<base::FrameNumber>& frames)
{
    std::string text;
    for (const base::FrameNumber frame : frames)
        text += (text.empty() ? "" : ",") + std::to_string(frame.value);
    return text;
}

/// The numbers of "3,17,18".
std::vector<base::FrameNumber> framesOf(std::string_view list)
{
    std::vector<base::FrameNumber> frames;
    while (!list.empty()) {
        const std::string_view number = list.substr(0, list.find(','));
        if (const auto value = base::parseDecimal<std::int64_t>(number))
            frames.push_back({*value});
        list.remove_prefix(std::min(number.size() + 1, list.size()));
    }
    return frames;
}

SourceRow sourceAt(const sqlite::Statement& rows)
{
    const auto count = [&](int column) { return static_cast<std::uint64_t>(rows.integer(column)); };
    SourceRow source;
    source.id.value = rows.integer(0);
    source.kind = rows.text(1);
    source.name = rows.text(2);
    source.interfaceName = rows.text(3);
    source.link = static_cast<net::LinkType>(rows.integer(4));
    source.received = count(5);
    source.receivedBytes = count(6);
    source.stored = count(7);
    source.droppedByKernel = count(8);
    source.droppedByQueue = count(9);
    source.refused = count(10);
    source.messages = count(11);
    source.firstTime = base::fromNanoseconds(rows.integer(12));
    source.lastTime = base::fromNanoseconds(rows.integer(13));
    return source;
}

FrameTally tallyAt(const sqlite::Statement& fates)
{
    FrameTally tally;
    tally.fate = static_cast<FrameFate>(fates.integer(0));
    tally.detail = static_cast<net::FrameDetail>(fates.integer(1));
    tally.frames = static_cast<std::uint64_t>(fates.integer(2));
    tally.notStored = static_cast<std::uint64_t>(fates.integer(3));
    tally.examples = framesOf(fates.text(4));
    return tally;
}

/// Sources that are not in the table keep none.
base::Status readFrameChoices(sqlite::Database& database, std::vector<SourceRow>& sources)
{
    const auto present = database.integer("SELECT count(*) FROM sqlite_master WHERE name = 'source_choices'");
    if (!present)
        return present.error();
    if (*present == 0)
        return {};
    sqlite::Statement choices{database, "SELECT store, rtp FROM source_choices WHERE source = ?"};
    for (SourceRow& source : sources) {
        choices.query(source.id.value);
        // A number that is none of ours comes from a later program, or from damage.
        if (!choices.next() || choices.integer(0) < 0 || choices.integer(0) > 1 || choices.integer(1) < 0 ||
            choices.integer(1) > 2)
            continue;
        source.choice = FrameChoice{static_cast<StorePolicy>(choices.integer(0)),
                                    static_cast<RtpPolicy>(choices.integer(1))};
    }
    return choices.status();
}

} // namespace

base::Status addFrameChoiceTable(sqlite::Database& database)
{
    return database.execute("CREATE TABLE IF NOT EXISTS source_choices(source INTEGER PRIMARY KEY,"
                            " store INTEGER NOT NULL, rtp INTEGER NOT NULL) STRICT;");
}

base::Status SourceTableWriter::prepare(sqlite::Database& database)
{
    const auto statement = [&](const char* sql) { return sqlite::Statement{database, sql}; };
    m_source =
        statement("INSERT OR REPLACE INTO source_rows VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    m_deleteFates = statement("DELETE FROM source_fates WHERE source = ?");
    m_fate = statement("INSERT INTO source_fates VALUES(?, ?, ?, ?, ?, ?)");
    m_deleteWarnings = statement("DELETE FROM source_warnings WHERE source = ?");
    m_warning = statement("INSERT INTO source_warnings VALUES(?, ?, ?)");
    m_choice = statement("INSERT OR REPLACE INTO source_choices VALUES(?, ?, ?)");
    for (const sqlite::Statement* prepared :
         {&m_source, &m_deleteFates, &m_fate, &m_deleteWarnings, &m_warning, &m_choice}) {
        if (!prepared->status())
            return prepared->status();
    }
    return {};
}

base::Status SourceTableWriter::write(const SourceRow& source)
{
    const std::int64_t id = source.id.value;
    if (auto done =
            m_source.run(id, std::string_view{source.kind}, std::string_view{source.name},
                         std::string_view{source.interfaceName}, static_cast<std::int64_t>(source.link),
                         source.received, source.receivedBytes, source.stored, source.droppedByKernel,
                         source.droppedByQueue, source.refused, source.messages,
                         base::toNanoseconds(source.firstTime), base::toNanoseconds(source.lastTime));
        !done)
        return done;
    if (source.choice) {
        if (auto done = m_choice.run(id, static_cast<std::int64_t>(source.choice->store),
                                     static_cast<std::int64_t>(source.choice->rtp));
            !done)
            return done;
    }
    if (auto done = writeTallies(source); !done)
        return done;
    return writeWarnings(source);
}

base::Status SourceTableWriter::writeTallies(const SourceRow& source)
{
    const std::int64_t id = source.id.value;
    if (auto done = m_deleteFates.run(id); !done)
        return done;
    for (const FrameTally& tally : source.tallies) {
        if (auto done =
                m_fate.run(id, static_cast<std::int64_t>(tally.fate), static_cast<std::int64_t>(tally.detail),
                           tally.frames, tally.notStored, std::string_view{joined(tally.examples)});
            !done)
            return done;
    }
    return {};
}

base::Status SourceTableWriter::writeWarnings(const SourceRow& source)
{
    const std::int64_t id = source.id.value;
    std::size_t& written = m_warningsWritten[id];
    if (written == source.warnings.size())
        return {};
    if (auto done = m_deleteWarnings.run(id); !done)
        return done;
    for (std::size_t i = 0; i < source.warnings.size(); ++i) {
        if (auto done = m_warning.run(id, i, std::string_view{source.warnings[i]}); !done)
            return done;
    }
    written = source.warnings.size();
    return {};
}

base::Result<std::vector<SourceRow>> readSources(sqlite::Database& database)
{
    std::vector<SourceRow> sources;
    sqlite::Statement rows{database,
                           "SELECT id, kind, name, interface, link, received, received_bytes, stored,"
                           " dropped_by_kernel, dropped_by_queue, refused, messages, first_time, last_time"
                           " FROM source_rows ORDER BY id"};
    sqlite::Statement fates{database, "SELECT fate, detail, frames, not_stored, examples FROM source_fates"
                                      " WHERE source = ? ORDER BY fate, detail"};
    sqlite::Statement warnings{database,
                               "SELECT text FROM source_warnings WHERE source = ? ORDER BY position"};
    while (rows.next()) {
        SourceRow& source = sources.emplace_back(sourceAt(rows));
        for (fates.query(source.id.value); fates.next();)
            source.tallies.push_back(tallyAt(fates));
        for (warnings.query(source.id.value); warnings.next();)
            source.warnings.emplace_back(warnings.text(0));
    }
    for (const sqlite::Statement* statement : {&rows, &fates, &warnings}) {
        if (auto status = statement->status(); !status)
            return status.error();
    }
    if (auto done = readFrameChoices(database, sources); !done)
        return done.error();
    return sources;
}

} // namespace core::session
