// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/stream_details.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

namespace core::session {
namespace {

/// Percent, milliseconds and scores as millionths: all numbers in the file are integers.
std::int64_t millionths(double value)
{
    return std::llround(value * 1e6);
}

double fromMillionths(std::int64_t value)
{
    return static_cast<double>(value) / 1e6;
}

std::optional<std::int64_t> millionths(const std::optional<double>& value)
{
    return value ? std::optional{millionths(*value)} : std::nullopt;
}

/// "0 8 101"
std::string textOf(const std::bitset<128>& payloadTypes)
{
    std::string text;
    for (std::size_t type = 0; type < payloadTypes.size(); ++type) {
        if (payloadTypes.test(type))
            text += (text.empty() ? "" : " ") + std::to_string(type);
    }
    return text;
}

std::bitset<128> payloadTypesIn(std::string_view text)
{
    std::bitset<128> types;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        const auto type = base::parseDecimal<std::uint8_t>(text.substr(begin, end - begin));
        if (type && *type < types.size())
            types.set(*type);
        begin = end + 1;
    }
    return types;
}

/// Reads the columns of a row of details one after the other.
class DetailColumns {
public:
    explicit DetailColumns(const sqlite::Statement& row) : m_row(row) {}

    template <typename T>
    void into(T& value)
    {
        value = static_cast<T>(m_row.integer(m_next++));
    }

    void into(std::string& text) { text = m_row.text(m_next++); }

    void into(double& value) { value = fromMillionths(m_row.integer(m_next++)); }

    void into(base::Duration& value) { value = base::Duration{m_row.integer(m_next++)}; }

    void into(std::bitset<128>& types) { types = payloadTypesIn(m_row.text(m_next++)); }

    void into(media::Measure& measure)
    {
        into(measure.mean);
        into(measure.maximum);
    }

    template <typename T>
    void into(std::optional<T>& value)
    {
        const bool isNull = m_row.isNull(m_next);
        value.reset();
        if (isNull)
            ++m_next;
        else
            into(value.emplace());
    }

private:
    const sqlite::Statement& m_row;
    int m_next = 0;
};

void readInto(StreamRow& stream, DetailColumns columns)
{
    media::StreamReports& reports = stream.reports;
    media::VoipMetrics& metrics = reports.metrics;
    columns.into(stream.agreed);
    columns.into(stream.receiver);
    columns.into(stream.isEncrypted);
    columns.into(stream.counters.payloadTypes);
    columns.into(stream.sound.heard);
    columns.into(stream.sound.silent);
    columns.into(stream.sound.longestSilence);
    columns.into(stream.digits.events);
    columns.into(stream.digits.inband);
    columns.into(stream.digits.messages);
    columns.into(reports.senderReports);
    columns.into(reports.sentPackets);
    columns.into(reports.receptionReports);
    columns.into(reports.lost);
    columns.into(reports.loss);
    columns.into(reports.jitter);
    columns.into(reports.roundTrips);
    columns.into(reports.roundTrip);
    columns.into(reports.extendedReports);
    columns.into(metrics.lossPercent);
    columns.into(metrics.discardPercent);
    columns.into(metrics.roundTripMs);
    columns.into(metrics.rFactor);
    columns.into(metrics.listeningMos);
    columns.into(metrics.conversationalMos);
}

void readInto(media::ToldReports& told, const sqlite::Statement& row)
{
    int column = 1;
    told.count = static_cast<std::uint32_t>(row.integer(column++));
    told.formats = static_cast<std::uint8_t>(row.integer(column++));
    told.first = base::fromNanoseconds(row.integer(column++));
    told.last = base::fromNanoseconds(row.integer(column++));
    told.packets = static_cast<std::uint64_t>(row.integer(column++));
    told.expected = static_cast<std::uint64_t>(row.integer(column++));
    for (std::optional<double>* const value : {&told.mos, &told.r}) {
        *value = row.isNull(column) ? std::nullopt : std::optional{fromMillionths(row.integer(column))};
        ++column;
    }
    told.codec = media::ShortText{row.text(column++)};
    told.reporter = row.text(column);
}

base::Status readTold(sqlite::Database& database, std::vector<StreamRow>& streams)
{
    const auto found = database.integer("SELECT count(*) FROM sqlite_master WHERE name = 'stream_told'");
    if (!found || *found == 0)
        return found ? base::Status{} : found.error();
    sqlite::Statement rows{database,
                           "SELECT * FROM stream_told WHERE stream >= ? AND stream <= ? ORDER BY stream"};
    auto stream = streams.begin();
    rows.query(streams.front().id, streams.back().id);
    while (rows.next()) {
        const std::int64_t id = rows.integer(0);
        stream = std::find_if(stream, streams.end(), [id](const StreamRow& row) { return row.id >= id; });
        if (stream != streams.end() && stream->id == id)
            readInto(stream->reports.told, rows);
    }
    return rows.status();
}

} // namespace

std::string_view streamDetailTable()
{
    return R"(
CREATE TABLE IF NOT EXISTS stream_details(stream INTEGER PRIMARY KEY, agreed TEXT NOT NULL,
    receiver INTEGER NOT NULL, encrypted INTEGER NOT NULL, payload_types TEXT NOT NULL, heard INTEGER NOT NULL, silent INTEGER NOT NULL,
    longest_silence INTEGER NOT NULL, digits TEXT NOT NULL, inband_digits TEXT NOT NULL, info_digits TEXT NOT NULL,
    sender_reports INTEGER NOT NULL, sent_packets INTEGER NOT NULL, reception_reports INTEGER NOT NULL,
    far_lost INTEGER NOT NULL, far_loss INTEGER NOT NULL, far_max_loss INTEGER NOT NULL,
    far_jitter INTEGER NOT NULL, far_max_jitter INTEGER NOT NULL, round_trips INTEGER NOT NULL,
    round_trip INTEGER NOT NULL, max_round_trip INTEGER NOT NULL, extended_reports INTEGER NOT NULL,
    xr_loss INTEGER NOT NULL, xr_discard INTEGER NOT NULL, xr_round_trip INTEGER NOT NULL, xr_r INTEGER,
    xr_listening_mos INTEGER, xr_conversational_mos INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS stream_told(stream INTEGER PRIMARY KEY, reports INTEGER NOT NULL, formats INTEGER NOT NULL,
    first_time INTEGER NOT NULL, last_time INTEGER NOT NULL, packets INTEGER NOT NULL, expected INTEGER NOT NULL,
    mos INTEGER, r INTEGER, codec TEXT NOT NULL, reporter TEXT NOT NULL) STRICT;
)";
}

base::Status StreamDetailWriter::prepare(sqlite::Database& database)
{
    m_put = {database,
             "INSERT OR REPLACE INTO stream_details VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
             " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
    m_putTold = {database, "INSERT OR REPLACE INTO stream_told VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
    if (auto status = m_putTold.status(); !status)
        return status;
    return m_put.status();
}

base::Status StreamDetailWriter::writeTold(const StreamRow& row)
{
    const media::ToldReports& told = row.reports.told;
    if (told.count == 0)
        return {};
    return m_putTold.run(row.id, told.count, int{told.formats}, base::toNanoseconds(told.first),
                         base::toNanoseconds(told.last), told.packets, told.expected, millionths(told.mos),
                         millionths(told.r), told.codec.view(), std::string_view{told.reporter});
}

base::Status StreamDetailWriter::write(const StreamRow& row)
{
    if (auto done = writeTold(row); !done)
        return done;
    const media::StreamReports& reports = row.reports;
    const media::VoipMetrics& metrics = reports.metrics;
    const std::string types = textOf(row.counters.payloadTypes);
    return m_put.run(row.id, std::string_view{row.agreed}, row.receiver, int{row.isEncrypted},
                     std::string_view{types}, row.sound.heard.count(), row.sound.silent.count(),
                     row.sound.longestSilence.count(), std::string_view{row.digits.events},
                     std::string_view{row.digits.inband}, std::string_view{row.digits.messages},
                     reports.senderReports, reports.sentPackets, reports.receptionReports, reports.lost,
                     millionths(reports.loss.mean), millionths(reports.loss.maximum),
                     millionths(reports.jitter.mean), millionths(reports.jitter.maximum), reports.roundTrips,
                     millionths(reports.roundTrip.mean), millionths(reports.roundTrip.maximum),
                     reports.extendedReports, millionths(metrics.lossPercent),
                     millionths(metrics.discardPercent), metrics.roundTripMs, metrics.rFactor,
                     millionths(metrics.listeningMos), millionths(metrics.conversationalMos));
}

base::Status readStreamDetails(sqlite::Database& database, std::vector<StreamRow>& streams)
{
    if (streams.empty())
        return {};
    const auto found = database.integer("SELECT count(*) FROM sqlite_master WHERE name = 'stream_details'");
    if (!found || *found == 0)
        return found ? base::Status{} : found.error();
    if (auto done = readTold(database, streams); !done)
        return done;
    sqlite::Statement rows{
        database, "SELECT agreed, receiver, encrypted, payload_types, heard, silent, longest_silence, digits,"
                  " inband_digits, info_digits, sender_reports, sent_packets, reception_reports, far_lost,"
                  " far_loss, far_max_loss, far_jitter, far_max_jitter, round_trips, round_trip,"
                  " max_round_trip, extended_reports, xr_loss, xr_discard, xr_round_trip, xr_r,"
                  " xr_listening_mos, xr_conversational_mos, stream FROM stream_details WHERE stream >= ? "
                  "AND stream <= ? ORDER BY stream"};
    constexpr int idColumn = 28;
    auto stream = streams.begin();
    rows.query(streams.front().id, streams.back().id);
    while (rows.next()) {
        const std::int64_t id = rows.integer(idColumn);
        stream = std::find_if(stream, streams.end(), [id](const StreamRow& row) { return row.id >= id; });
        if (stream != streams.end() && stream->id == id)
            readInto(*stream, DetailColumns{rows});
    }
    return rows.status();
}

} // namespace core::session
