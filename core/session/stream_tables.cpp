// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/stream_tables.h"

#include <cmath>

namespace core::session {
namespace {

/// Milliseconds as nanoseconds: all times in the file are integers.
std::int64_t toNanos(double milliseconds)
{
    return std::llround(milliseconds * 1e6);
}

double toMilliseconds(std::int64_t nanos)
{
    return static_cast<double>(nanos) / 1e6;
}

/// Reads the columns of a row one after the other.
class Columns {
public:
    explicit Columns(const sqlite::Statement& row) : m_row(row) {}

    template <typename T>
    void into(T& value)
    {
        value = static_cast<T>(m_row.integer(m_next++));
    }

    std::int64_t integer() { return m_row.integer(m_next++); }

    double milliseconds() { return toMilliseconds(m_row.integer(m_next++)); }

    base::Timestamp time() { return base::fromNanoseconds(m_row.integer(m_next++)); }

    std::string_view text() { return m_row.text(m_next++); }

    net::Endpoint endpoint()
    {
        const auto address = net::IpAddress::parse(text());
        return {address.value_or(net::IpAddress{}), static_cast<std::uint16_t>(integer())};
    }

private:
    const sqlite::Statement& m_row;
    int m_next = 0;
};

/// The rows of a question about stream_rows, without their details.
base::Result<std::vector<StreamRow>> rowsOf(sqlite::Statement& rows)
{
    std::vector<StreamRow> streams;
    while (rows.next()) {
        Columns columns{rows};
        StreamRow& row = streams.emplace_back();
        media::StreamCounters& c = row.counters;
        columns.into(row.id);
        columns.into(row.call.value);
        columns.into(row.line);
        columns.into(row.origin);
        columns.into(row.confidence);
        row.path.transport = net::Transport::Udp;
        row.path.source = columns.endpoint();
        row.path.destination = columns.endpoint();
        columns.into(row.ssrc);
        columns.into(row.ssrcOnPath);
        row.codec = columns.text();
        c.first = columns.time();
        c.last = columns.time();
        for (std::uint64_t* const value : {&c.packets, &c.octets, &c.expected})
            columns.into(*value);
        columns.into(c.lost);
        columns.into(c.missing);
        for (std::uint64_t* const value : {&c.duplicates, &c.reordered, &c.strays})
            columns.into(*value);
        columns.into(c.restarts);
        for (double* const value : {&c.jitter.mean, &c.jitter.maximum, &c.delta.maximum})
            *value = columns.milliseconds();
        columns.into(c.gaps.losses);
        columns.into(c.gaps.missed);
        columns.into(c.gaps.longestLoss);
        columns.into(c.gaps.silences);
        c.gaps.silence = base::Duration{columns.integer()};
        columns.into(c.gaps.pauses);
        columns.into(c.gaps.stalls);
        c.gaps.longestStall = base::Duration{columns.integer()};
        for (std::uint64_t* const value : {&c.markers, &c.comfortNoise, &c.events})
            columns.into(*value);
        columns.into(c.payloadType);
        columns.into(c.payloadTypeChanges);
        columns.into(c.dscp);
        for (std::uint32_t* const value : {&c.dscpChanges, &c.clockRate, &c.packetTicks})
            columns.into(*value);
    }
    if (const auto status = rows.status(); !status)
        return status.error();
    return streams;
}

base::Result<std::vector<StreamRow>> withDetails(sqlite::Database& database, sqlite::Statement& rows)
{
    auto streams = rowsOf(rows);
    if (!streams)
        return streams;
    if (const auto status = readStreamDetails(database, *streams); !status)
        return status.error();
    return streams;
}

} // namespace

std::string streamTables()
{
    constexpr std::string_view tables = R"(
CREATE TABLE IF NOT EXISTS stream_rows(id INTEGER PRIMARY KEY, call INTEGER NOT NULL, line INTEGER NOT NULL,
    origin INTEGER NOT NULL, confidence INTEGER NOT NULL, src_ip TEXT NOT NULL, src_port INTEGER NOT NULL,
    dst_ip TEXT NOT NULL, dst_port INTEGER NOT NULL, ssrc INTEGER NOT NULL, ssrc_on_path INTEGER NOT NULL,
    codec TEXT NOT NULL, first_time INTEGER NOT NULL, last_time INTEGER NOT NULL, packets INTEGER NOT NULL,
    octets INTEGER NOT NULL, expected INTEGER NOT NULL, lost INTEGER NOT NULL, missing INTEGER NOT NULL,
    duplicates INTEGER NOT NULL, reordered INTEGER NOT NULL, strays INTEGER NOT NULL, restarts INTEGER NOT NULL,
    mean_jitter INTEGER NOT NULL, max_jitter INTEGER NOT NULL, max_delta INTEGER NOT NULL,
    loss_runs INTEGER NOT NULL, missed INTEGER NOT NULL, longest_loss INTEGER NOT NULL, silences INTEGER NOT NULL,
    silence INTEGER NOT NULL, pauses INTEGER NOT NULL, stalls INTEGER NOT NULL, longest_stall INTEGER NOT NULL,
    markers INTEGER NOT NULL, comfort_noise INTEGER NOT NULL, events INTEGER NOT NULL,
    payload_type INTEGER NOT NULL, payload_type_changes INTEGER NOT NULL, dscp INTEGER NOT NULL,
    dscp_changes INTEGER NOT NULL, clock_rate INTEGER NOT NULL, packet_ticks INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS stream_intervals(stream INTEGER NOT NULL, number INTEGER NOT NULL, begin INTEGER NOT NULL,
    packets INTEGER NOT NULL, octets INTEGER NOT NULL, expected INTEGER NOT NULL, lost INTEGER NOT NULL,
    missing INTEGER NOT NULL, duplicates INTEGER NOT NULL, reordered INTEGER NOT NULL, loss_runs INTEGER NOT NULL,
    missed INTEGER NOT NULL, mean_jitter INTEGER NOT NULL, max_jitter INTEGER NOT NULL, max_delta INTEGER NOT NULL,
    payload_type INTEGER NOT NULL, PRIMARY KEY(stream, number)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS stream_calls ON stream_rows(call);
CREATE INDEX IF NOT EXISTS stray_streams ON stream_rows(src_ip) WHERE call <= 0;
)";
    return std::string{tables} + std::string{streamDetailTable()};
}

base::Status StreamTableWriter::prepare(sqlite::Database& database)
{
    m_putStream = {database,
                   "INSERT OR REPLACE INTO stream_rows VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                   " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                   " ?, ?)"};
    m_putInterval = {database,
                     "INSERT OR REPLACE INTO stream_intervals VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                     " ?, ?, ?, ?, ?)"};
    for (const base::Status& prepared : {m_putStream.status(), m_putInterval.status()}) {
        if (!prepared)
            return prepared;
    }
    return m_details.prepare(database);
}

base::Status StreamTableWriter::write(const StreamRow& row)
{
    const std::string source = row.path.source.address.toString();
    const std::string destination = row.path.destination.address.toString();
    const media::StreamCounters& c = row.counters;
    if (auto done = m_details.write(row); !done)
        return done;
    return m_putStream.run(row.id, row.call.value, row.line, static_cast<int>(row.origin), row.confidence,
                           std::string_view{source}, row.path.source.port, std::string_view{destination},
                           row.path.destination.port, row.ssrc, row.ssrcOnPath, std::string_view{row.codec},
                           base::toNanoseconds(c.first), base::toNanoseconds(c.last), c.packets, c.octets,
                           c.expected, c.lost, c.missing, c.duplicates, c.reordered, c.strays, c.restarts,
                           toNanos(c.jitter.mean), toNanos(c.jitter.maximum), toNanos(c.delta.maximum),
                           c.gaps.losses, c.gaps.missed, c.gaps.longestLoss, c.gaps.silences,
                           c.gaps.silence.count(), c.gaps.pauses, c.gaps.stalls, c.gaps.longestStall.count(),
                           c.markers, c.comfortNoise, c.events, c.payloadType, c.payloadTypeChanges, c.dscp,
                           c.dscpChanges, c.clockRate, c.packetTicks);
}

base::Status StreamTableWriter::write(const StreamIntervalRow& row)
{
    const media::IntervalRow& i = row.interval;
    return m_putInterval.run(row.stream, i.number, base::toNanoseconds(i.begin), i.packets, i.octets,
                             i.expected, i.lost, i.missing, i.duplicates, i.reordered, i.lossRuns, i.missed,
                             toNanos(i.meanJitter), toNanos(i.maximumJitter), toNanos(i.maximumDelta),
                             i.payloadType);
}

base::Result<bool> hasStreamTables(sqlite::Database& database)
{
    const auto found = database.integer("SELECT count(*) FROM sqlite_master WHERE name = 'stream_intervals'");
    if (!found)
        return found.error();
    return *found != 0;
}

base::Result<std::vector<StreamRow>> readStreams(sqlite::Database& database,
                                                 std::optional<base::CallKey> call)
{
    const auto present = hasStreamTables(database);
    if (!present)
        return present.error();
    if (!*present)
        return std::vector<StreamRow>{};
    sqlite::Statement rows{database, call ? "SELECT * FROM stream_rows WHERE call = ? ORDER BY id"
                                          : "SELECT * FROM stream_rows ORDER BY id"};
    if (call)
        rows.query(call->value);
    return withDetails(database, rows);
}

base::Result<std::vector<StreamRow>> readStreamsAfter(sqlite::Database& database, std::int64_t id,
                                                      std::size_t limit)
{
    const auto present = hasStreamTables(database);
    if (!present)
        return present.error();
    if (!*present)
        return std::vector<StreamRow>{};
    sqlite::Statement rows{database, "SELECT * FROM stream_rows WHERE id > ? ORDER BY id LIMIT ?"};
    rows.query(id, static_cast<std::int64_t>(limit));
    return withDetails(database, rows);
}

base::Result<bool> hasStreamBetween(sqlite::Database& database, const std::vector<std::string>& addresses)
{
    const auto present = hasStreamTables(database);
    if (!present || !*present)
        return present;
    std::string list;
    for (const std::string& address : addresses)
        list += (list.empty() ? "[\"" : ",\"") + address + '"';
    if (list.empty())
        return false;
    sqlite::Statement rows{database,
                           "SELECT 1 FROM stream_rows WHERE src_ip IN (SELECT value FROM json_each(?1))"
                           " AND dst_ip IN (SELECT value FROM json_each(?1)) AND origin <> 3 LIMIT 1"};
    list += ']';
    const bool isFound = rows.query(std::string_view{list}).next();
    if (const auto status = rows.status(); !status)
        return status.error();
    return isFound;
}

base::Result<std::vector<StreamIntervalRow>> readStreamIntervals(sqlite::Database& database,
                                                                 std::int64_t stream)
{
    sqlite::Statement rows{database, "SELECT * FROM stream_intervals WHERE stream = ? ORDER BY number"};
    std::vector<StreamIntervalRow> intervals;
    rows.query(stream);
    while (rows.next()) {
        Columns columns{rows};
        StreamIntervalRow& row = intervals.emplace_back();
        media::IntervalRow& i = row.interval;
        columns.into(row.stream);
        columns.into(i.number);
        i.begin = columns.time();
        columns.into(i.packets);
        columns.into(i.octets);
        for (std::int64_t* const value : {&i.expected, &i.lost, &i.missing})
            columns.into(*value);
        for (std::uint32_t* const value : {&i.duplicates, &i.reordered, &i.lossRuns, &i.missed})
            columns.into(*value);
        for (double* const value : {&i.meanJitter, &i.maximumJitter, &i.maximumDelta})
            *value = columns.milliseconds();
        columns.into(i.payloadType);
    }
    if (const auto status = rows.status(); !status)
        return status.error();
    return intervals;
}

} // namespace core::session
