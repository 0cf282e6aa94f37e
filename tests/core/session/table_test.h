// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/stream_fields.h"
#include "core/session/session_table.h"
#include "core/session/stream_rows.h"
#include "tests/support/temp_session.h"

#include <QTest>

#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace tests::support {

/// A stream that lost so many of 100 packets.
inline core::session::StreamRow streamOf(std::int64_t id, std::int64_t call, std::string codec,
                                         std::int64_t lost)
{
    core::session::StreamRow row;
    row.id = id;
    row.call.value = call;
    row.codec = std::move(codec);
    row.ssrc = static_cast<std::uint32_t>(0x1000 + id);
    row.counters.expected = 100;
    row.counters.missing = lost;
    row.counters.gaps.missed = static_cast<std::uint64_t>(lost);
    row.counters.gaps.losses = static_cast<std::uint32_t>(lost);
    row.counters.jitter.mean = static_cast<double>(id) / 4; // ms
    row.counters.clockRate = row.codec.empty() ? 0 : 8'000;
    row.counters.payloadTypes.set(static_cast<std::size_t>(id));
    row.path.source.address = *core::net::IpAddress::parse("192.0.2." + std::to_string(id % 3 + 1));
    row.path.destination.address = *core::net::IpAddress::parse("2001:db8::" + std::to_string(id % 2 + 1));
    row.digits.events = id % 2 == 0 ? "12#" : "";
    row.reports.receptionReports = static_cast<std::uint32_t>(id % 2);
    row.reports.lost = 7;
    return row;
}

/// Has the reader say all that it can of the streams of calls.
inline void describeStreamsIn(core::session::SessionReader& reader)
{
    std::vector<core::call::StreamField> all;
    for (const core::filter::Field& field : core::filter::streamFields)
        all.push_back(core::filter::streamFieldOf(field.id));
    reader.setStreamFields(std::move(all));
}

inline std::vector<std::int64_t> idsOf(const core::base::Result<core::session::RowIndex>& index)
{
    std::vector<std::int64_t> ids;
    for (std::size_t row = 0; index && row < index->size(); ++row)
        ids.push_back(index->idAt(row));
    return ids;
}

inline core::filter::Filter filterOf(const char* text, core::filter::Scope listed)
{
    const auto parsed = core::filter::Filter::parse(text, listed);
    if (const auto* error = std::get_if<core::filter::FilterError>(&parsed))
        qFatal("%s: %s", text, error->sentence().c_str());
    return std::get<core::filter::Filter>(parsed);
}

inline std::unique_ptr<core::session::SessionTable> tableOf(const TempSession& session,
                                                            std::size_t budget = 1U << 30U)
{
    auto table = core::session::SessionTable::open(session.path(), budget);
    if (!table)
        qFatal("%s", qPrintable(QString::fromStdString(core::base::describe(table.error()))));
    return std::move(*table);
}

} // namespace tests::support
