// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/streams_of_calls.h"

#include "core/filter/filter.h"
#include "core/session/stream_tables.h"
#include "core/session/stream_values.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace core::session {
namespace {

using call::StreamField;
using call::StreamValue;

/// Rows that are read within one transaction: some ten milliseconds.
constexpr int streamsPerRead = 8'192;

/// Puts values into a field, equal texts and addresses once.
class FieldFiller {
public:
    FieldFiller(StreamsOfCalls::Field& field, std::size_t streams) : m_field(field), m_streams(streams)
    {
        m_field = {};
        m_field.values.emplace_back();
    }

    void put(std::size_t place, StreamValue value)
    {
        if (const auto* number = std::get_if<std::int64_t>(&value)) {
            m_field.integers.resize(m_streams, filter::Column::absent);
            m_field.integers[place] = *number;
        } else if (!std::holds_alternative<std::monostate>(value)) {
            m_field.codes.resize(m_streams);
            m_field.codes[place] = codeOf(std::move(value));
        }
    }

private:
    std::uint32_t codeOf(StreamValue value)
    {
        const auto [known, isNew] =
            m_codes.try_emplace(std::move(value), static_cast<std::uint32_t>(m_field.values.size()));
        if (isNew)
            m_field.values.push_back(known->first);
        return known->second;
    }

    StreamsOfCalls::Field& m_field;
    std::size_t m_streams;
    std::map<StreamValue, std::uint32_t> m_codes;
};

StreamValue valueAt(const StreamsOfCalls::Field& field, std::size_t place)
{
    if (place < field.integers.size() && field.integers[place] != filter::Column::absent)
        return field.integers[place];
    return place < field.codes.size() ? field.values[field.codes[place]] : StreamValue{};
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
    m_readVersion.reset();
    const base::Status done = status ? read() : status;
    if (!done) {
        m_areKnown = false;
        m_calls.clear();
        return done;
    }
    m_readVersion = version;
    return {};
}

base::Status StreamsOfCalls::read()
{
    m_fields.clear();
    m_streams.clear();
    m_calls.clear();
    const auto present = hasStreamTables(m_database);
    if (!present)
        return present.error();
    m_areKnown = *present;
    if (!m_areKnown)
        return {};
    sqlite::Statement rows{m_database, "SELECT id, call FROM stream_rows WHERE id > ? ORDER BY id LIMIT ?"};
    std::vector<std::int64_t> callOfStream;
    std::int64_t last = 0;
    int count = streamsPerRead;
    while (count == streamsPerRead) {
        count = 0;
        rows.query(last, streamsPerRead);
        while (rows.next()) {
            ++count;
            last = rows.integer(0);
            if (rows.integer(1) != 0) {
                m_streams.push_back(last);
                callOfStream.push_back(rows.integer(1));
            }
        }
        if (auto status = rows.status(); !status)
            return status;
        rows.reset();
    }
    std::vector<std::uint32_t> order(m_streams.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, [&](std::uint32_t stream) { return callOfStream[stream]; });
    m_places.resize(order.size());
    for (std::uint32_t place = 0; place < order.size(); ++place) {
        m_places[order[place]] = place;
        m_calls.push_back(callOfStream[order[place]]);
    }
    return {};
}

base::Result<std::shared_ptr<const StreamsOfCalls::Field>> StreamsOfCalls::field(StreamField id)
{
    auto& known = m_fields[id];
    if (!known) {
        auto loaded = std::make_shared<Field>();
        if (auto done = load(id, *loaded); !done)
            return done.error();
        known = std::move(loaded);
    }
    return known;
}

base::Status StreamsOfCalls::load(StreamField id, Field& field)
{
    FieldFiller filler{field, m_calls.size()};
    if (m_calls.empty())
        return {};
    std::size_t next = 0;
    return readStreamValues(m_database, id, [&](std::int64_t stream, StreamValue value) {
        // Streams that came after refresh() are not among ours.
        while (next < m_streams.size() && m_streams[next] < stream)
            ++next;
        if (next < m_streams.size() && m_streams[next] == stream)
            filler.put(m_places[next], std::move(value));
    });
}

base::Status StreamsOfCalls::describe(call::CallRecord& record)
{
    record.streams.reset();
    if (!m_areKnown)
        return {};
    std::vector<call::CallStream>& described = record.streams.emplace();
    const auto [first, last] = std::ranges::equal_range(m_calls, record.key.value);
    described.resize(static_cast<std::size_t>(last - first));
    if (described.empty())
        return {};
    const auto begin = static_cast<std::size_t>(first - m_calls.begin());
    for (const StreamField id : m_described) {
        const auto known = field(id);
        if (!known)
            return known.error();
        for (std::size_t i = 0; i < described.size(); ++i)
            described[i][id] = valueAt(**known, begin + i);
    }
    return {};
}

} // namespace core::session
