// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/selected_streams.h"

#include "core/media/voice_quality.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace core::statistics {
namespace {

std::int64_t thousandths(double value)
{
    return std::llround(value * 1000);
}

SelectedStream selected(const session::StreamRow& row)
{
    const media::StreamCounters& counters = row.counters;
    SelectedStream stream;
    stream.codec = row.codec;
    stream.packets = counters.packets;
    stream.expected = counters.expected;
    stream.missing = static_cast<std::uint64_t>(std::max<std::int64_t>(counters.missing, 0));
    stream.loss = thousandths(counters.lossPercent());
    if (counters.clockRate != 0)
        stream.jitter = std::llround(counters.jitter.mean * 1e6);
    if (const auto quality = media::qualityOf(counters, media::codecOf(row.codec)))
        stream.mos = thousandths(quality->mos);
    return stream;
}

} // namespace

base::Result<CallRows> CallRows::of(const Selection& selection)
{
    auto keys = selection.column(filter::FieldId::CallKey);
    if (!keys)
        return keys.error();
    CallRows rows;
    rows.m_selected = &selection.rows(filter::Scope::Call);
    rows.m_keys = *std::move(keys);
    return rows;
}

std::optional<std::uint32_t> CallRows::find(base::CallKey call) const
{
    const auto found = std::lower_bound(m_keys.integers.begin(), m_keys.integers.end(), call.value);
    const auto row = static_cast<std::size_t>(found - m_keys.integers.begin());
    if (found == m_keys.integers.end() || *found != call.value || !m_selected->test(row))
        return std::nullopt;
    return static_cast<std::uint32_t>(row);
}

base::Result<std::vector<SelectedStream>> selectStreams(const Selection& selection,
                                                        session::SessionReader& reader)
{
    auto rows = reader.streams();
    if (!rows)
        return rows.error();
    const auto calls = CallRows::of(selection);
    if (!calls)
        return calls.error();
    std::vector<SelectedStream> streams;
    for (const session::StreamRow& row : *rows) {
        if (row.origin == media::StreamOrigin::Reports)
            continue; // nothing of it was measured
        const auto callRow = calls->find(row.call);
        if (!callRow && (row.call || !selection.isEverything()))
            continue;
        streams.push_back(selected(row));
        streams.back().callRow = callRow;
    }
    return streams;
}

} // namespace core::statistics
