// SPDX-License-Identifier: GPL-3.0-or-later
// The columns of calls that come from their RTP streams.
#include "core/filter/stream_fields.h"
#include "core/session/streams_of_calls.h"
#include "core/session/table_columns.h"

#include <algorithm>
#include <string_view>

namespace core::session {
namespace {

using filter::Column;
using filter::FieldId;

/// Takes one more stream into the value of its call.
void addTo(std::int64_t& value, FieldId id, std::int64_t mos)
{
    if (id == FieldId::CallStreams)
        ++value;
    else if (mos != Column::absent)
        value = value == Column::absent ? mos : std::min(value, mos);
}

filter::Value valueIn(const call::StreamValue& value)
{
    if (const auto* text = std::get_if<std::string>(&value))
        return std::string_view{*text};
    if (const auto* address = std::get_if<net::IpAddress>(&value))
        return *address;
    return {};
}

} // namespace

void TableColumns::forgetStreams()
{
    std::erase_if(m_derived, [](const auto& entry) {
        const FieldId id = entry.first;
        return id == FieldId::CallStreams || id == FieldId::CallMos || filter::isOfStreams(id);
    });
}

base::Result<Column> TableColumns::streamColumn(FieldId id)
{
    const bool isOfCalls = !filter::isOfStreams(id);
    if (m_derived.find(id) == m_derived.end()) {
        if (auto done = m_streams.refresh(); !done)
            return done.error();
        Derived derived;
        if (auto done = isOfCalls ? fillFromStreams(id, derived.series) : fillWithStreams(id, derived); !done)
            return done.error();
        m_derived[id] = std::move(derived);
    }
    Derived& derived = m_derived[id];
    const Series& made = used(derived.series);
    if (isOfCalls)
        return Column{made.integers, {}, 0, {}};
    const std::vector<call::StreamValue>& values = derived.streams->values;
    Column column{made.integers, made.codes, values.size(),
                  [&values](std::uint32_t code) { return valueIn(values[code]); }};
    column.rowOfValue = derived.rowOfValue;
    return column;
}

/// A value per call.
base::Status TableColumns::fillFromStreams(FieldId id, Series& series)
{
    const bool isCount = id == FieldId::CallStreams && m_streams.areKnown();
    series.integers.assign(rows(), isCount ? 0 : Column::absent);
    const auto mos = m_streams.field(call::StreamField::Mos);
    if (!mos)
        return mos.error();
    const auto calls = m_streams.calls();
    for (std::size_t stream = 0; stream < calls.size(); ++stream) {
        // A ring may have let the call go.
        if (const auto row = m_ids->rowOf(calls[stream])) {
            const bool isRated = stream < (*mos)->integers.size();
            addTo(series.integers[*row], id, isRated ? (*mos)->integers[stream] : Column::absent);
        }
    }
    return {};
}

/// A value per stream.
base::Status TableColumns::fillWithStreams(FieldId id, Derived& derived)
{
    auto field = m_streams.field(filter::streamFieldOf(id));
    if (!field)
        return field.error();
    derived.streams = *std::move(field);
    const auto& [integers, codes, values] = *derived.streams;
    const filter::ValueType type = filter::field(id).type;
    const bool isCoded = type == filter::ValueType::Text || type == filter::ValueType::Address;
    const auto calls = m_streams.calls();
    for (std::size_t stream = 0; stream < calls.size(); ++stream) {
        const auto row = m_ids->rowOf(calls[stream]);
        if (!row)
            continue;
        if (isCoded)
            derived.series.codes.push_back(stream < codes.size() ? codes[stream] : 0);
        else
            derived.series.integers.push_back(stream < integers.size() ? integers[stream] : Column::absent);
        derived.rowOfValue.push_back(static_cast<std::uint32_t>(*row));
    }
    return {};
}

} // namespace core::session
