// SPDX-License-Identifier: GPL-3.0-or-later
// The columns of calls that come from their RTP streams.
#include "core/session/streams_of_calls.h"
#include "core/session/table_columns.h"

#include <algorithm>
#include <array>

namespace core::session {
namespace {

using filter::Column;
using filter::FieldId;
using filter::Value;
using Stream = StreamsOfCalls::Stream;

constexpr std::array streamFields{FieldId::CallStreams, FieldId::CallMos, FieldId::RtpCodec,
                                  FieldId::RtpSsrc,     FieldId::RtpLoss, FieldId::RtpJitter,
                                  FieldId::RtpMos};

/// Of the fields that are numbers.
std::int64_t numberOf(FieldId id, const Stream& stream)
{
    switch (id) {
    case FieldId::RtpSsrc:
        return stream.ssrc;
    case FieldId::RtpLoss:
        return stream.loss;
    case FieldId::RtpJitter:
        return stream.jitter;
    default:
        return stream.mos;
    }
}

/// Takes one more stream into the value of its call.
void addTo(std::int64_t& value, FieldId id, const Stream& stream)
{
    if (id == FieldId::CallStreams)
        ++value;
    else if (stream.mos != Column::absent)
        value = value == Column::absent ? stream.mos : std::min(value, stream.mos);
}

} // namespace

void TableColumns::forgetStreams()
{
    for (const FieldId id : streamFields)
        m_derived.erase(id);
}

base::Result<Column> TableColumns::streamColumn(FieldId id)
{
    if (m_derived.find(id) == m_derived.end()) {
        if (auto done = m_streams.refresh(); !done)
            return done.error();
        fillFromStreams(id, m_derived[id]);
    }
    Derived& derived = m_derived[id];
    const Series& made = used(derived.series);
    if (id == FieldId::CallStreams || id == FieldId::CallMos)
        return Column{made.integers, {}, 0, {}};
    Column column{made.integers, made.codes, m_streams.codecCount(),
                  [this](std::uint32_t code) { return Value{m_streams.codecName(code)}; }};
    column.rowOfValue = derived.rowOfValue;
    return column;
}

void TableColumns::fillFromStreams(FieldId id, Derived& derived) const
{
    const bool isOfCalls = id == FieldId::CallStreams || id == FieldId::CallMos;
    if (isOfCalls) {
        const bool isCount = id == FieldId::CallStreams && m_streams.areKnown();
        derived.series.integers.assign(rows(), isCount ? 0 : Column::absent);
    }
    for (const Stream& stream : m_streams.all()) {
        const auto row = m_ids->rowOf(stream.call);
        if (!row)
            continue; // a ring let the call go
        if (isOfCalls) {
            addTo(derived.series.integers[*row], id, stream);
            continue;
        }
        if (id == FieldId::RtpCodec)
            derived.series.codes.push_back(stream.codec);
        else
            derived.series.integers.push_back(numberOf(id, stream));
        derived.rowOfValue.push_back(static_cast<std::uint32_t>(*row));
    }
}

} // namespace core::session
