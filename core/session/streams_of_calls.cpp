// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/streams_of_calls.h"

#include "core/filter/filter.h"
#include "core/media/codec.h"
#include "core/media/voice_quality.h"
#include "core/session/stream_tables.h"

#include <algorithm>
#include <cmath>

namespace core::session {
namespace {

/// Rows that are read within one transaction: some ten milliseconds.
constexpr int streamsPerRead = 8'192;

constexpr std::string_view streamsQuery =
    "SELECT id, call, ssrc, codec, expected, missing, missed, loss_runs, mean_jitter, clock_rate"
    " FROM stream_rows WHERE id > ? ORDER BY id LIMIT ?";

std::int64_t thousandths(double value)
{
    return std::llround(value * 1'000);
}

} // namespace

base::Status StreamsOfCalls::refresh()
{
    if (!m_readVersion)
        m_version = {m_database, "PRAGMA data_version"};
    // Asked before reading: what is committed meanwhile is read again the next time.
    const std::int64_t version = m_version.query().next() ? m_version.integer(0) : 0;
    const base::Status status = m_version.status();
    m_version.reset();
    if (status && m_readVersion == version)
        return {};
    m_streams.clear();
    m_areKnown = false;
    m_readVersion.reset();
    if (!status)
        return status;
    if (auto done = read(); !done) {
        m_streams.clear();
        m_areKnown = false;
        return done;
    }
    m_readVersion = version;
    return {};
}

base::Status StreamsOfCalls::read()
{
    const auto present = hasStreamTables(m_database);
    if (!present)
        return present.error();
    m_areKnown = *present;
    if (!m_areKnown)
        return {};
    sqlite::Statement rows{m_database, streamsQuery};
    std::int64_t last = 0;
    int count = streamsPerRead;
    while (count == streamsPerRead) {
        count = 0;
        rows.query(last, streamsPerRead);
        while (rows.next()) {
            ++count;
            last = rows.integer(0);
            if (rows.integer(1) != 0)
                add(rows);
        }
        if (auto status = rows.status(); !status)
            return status;
        rows.reset();
    }
    std::stable_sort(m_streams.begin(), m_streams.end(),
                     [](const Stream& a, const Stream& b) { return a.call < b.call; });
    return {};
}

void StreamsOfCalls::add(const sqlite::Statement& row)
{
    media::StreamCounters counters;
    counters.expected = static_cast<std::uint64_t>(row.integer(4));
    counters.missing = row.integer(5);
    counters.gaps.missed = static_cast<std::uint64_t>(row.integer(6));
    counters.gaps.losses = static_cast<std::uint32_t>(row.integer(7));
    const std::string_view codec = row.text(3);
    const auto quality = media::qualityOf(counters, media::codecOf(codec));
    Stream& stream = m_streams.emplace_back();
    stream.call = row.integer(1);
    stream.ssrc = static_cast<std::uint32_t>(row.integer(2));
    stream.codec = codeOf(codec);
    stream.loss = thousandths(counters.lossPercent());
    stream.jitter = row.integer(9) != 0 ? row.integer(8) : filter::Column::absent;
    stream.mos = quality ? thousandths(quality->mos) : filter::Column::absent;
}

std::uint32_t StreamsOfCalls::codeOf(std::string_view codec)
{
    if (codec.empty())
        return 0;
    if (const auto known = m_codes.find(codec); known != m_codes.end())
        return known->second;
    const auto code = static_cast<std::uint32_t>(m_codecs.size());
    m_codecs.emplace_back(codec);
    m_codes.emplace(codec, code);
    return code;
}

void StreamsOfCalls::describe(call::CallRecord& record) const
{
    record.streams.reset();
    if (!m_areKnown)
        return;
    std::vector<call::CallStream>& described = record.streams.emplace();
    const auto isBefore = [](const Stream& stream, std::int64_t call) { return stream.call < call; };
    auto stream = std::lower_bound(m_streams.begin(), m_streams.end(), record.key.value, isBefore);
    for (; stream != m_streams.end() && stream->call == record.key.value; ++stream) {
        call::CallStream& one = described.emplace_back();
        one.codec = m_codecs[stream->codec];
        one.ssrc = stream->ssrc;
        one.loss = stream->loss;
        if (stream->jitter != filter::Column::absent)
            one.jitter = base::Duration{stream->jitter};
        if (stream->mos != filter::Column::absent)
            one.mos = stream->mos;
    }
}

} // namespace core::session
