// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/call_completer.h"

#include "core/filter/registration_fields.h"
#include "core/filter/stream_fields.h"
#include "core/flow/kinds_found.h"

#include <algorithm>

namespace app {
namespace {

namespace base = core::base;
namespace exporting = core::exporting;
namespace filter = core::filter;

/// What is to be said of RTP streams.
std::vector<core::call::StreamField> streamFieldsOf(std::span<const exporting::NamedField> fields)
{
    std::vector<core::call::StreamField> wanted{core::call::StreamField::Mos};
    for (const exporting::NamedField& field : fields) {
        if (filter::isOfStreams(field.reference.field->id))
            wanted.push_back(filter::streamFieldOf(field.reference.field->id));
    }
    return wanted;
}

bool isAmong(std::span<const exporting::NamedField> fields, bool (*isWanted)(filter::FieldId))
{
    return std::ranges::any_of(fields,
                               [isWanted](const auto& field) { return isWanted(field.reference.field->id); });
}

} // namespace

base::Status CallCompleter::prepare(std::span<const exporting::NamedField> fields)
{
    m_reader.setStreamFields(streamFieldsOf(fields));
    const auto keys = m_reader.callKeys();
    if (!keys)
        return keys.error();
    m_callKeys = *keys;
    if (isAmong(fields, [](filter::FieldId id) { return id == filter::FieldId::CallFindings; })) {
        const auto progress = m_reader.progress();
        if (!progress)
            return progress.error();
        m_observedUntil = progress->lastTime;
    }
    if (isAmong(fields, [](filter::FieldId id) { return id == filter::FieldId::CallLegs; })) {
        if (auto counted = countLegs(); !counted)
            return counted;
    }
    if (isAmong(fields, filter::isOfRegistrations)) {
        if (auto read = readRegistrations(); !read)
            return read;
    }
    return isAmong(fields, filter::isMeasure) ? measure() : base::Status{};
}

base::Status CallCompleter::countLegs()
{
    const auto legs = m_table.column(filter::field(filter::FieldId::CallLegs));
    if (!legs)
        return legs.error();
    m_legs.assign(legs->integers.begin(), legs->integers.end());
    return {};
}

base::Status CallCompleter::readRegistrations()
{
    auto read = m_reader.registrations();
    if (!read)
        return read.error();
    m_registrations = *std::move(read);
    std::ranges::stable_sort(m_registrations, {}, &core::call::RegistrationRecord::call);
    return {};
}

base::Status CallCompleter::measure()
{
    for (const filter::Field& field : filter::allFields()) {
        if (!filter::isMeasure(field.id))
            continue;
        const auto column = m_table.column(field);
        if (!column)
            return column.error();
        auto& delays = m_measures[static_cast<std::size_t>(filter::measureOf(field.id))];
        delays.rows.assign(column->rowOfValue->begin(), column->rowOfValue->end());
        delays.nanoseconds.assign(column->integers.begin(), column->integers.end());
    }
    return {};
}

/// Nothing is said of calls with messages that cannot be read.
base::Status CallCompleter::findIn(core::call::CallRecord& call, const std::stop_token& stop)
{
    auto found = core::flow::kindsFoundIn(m_reader, call.key, *m_observedUntil, stop);
    if (found)
        call.findings = std::move(found->names);
    else if (found.error().code != base::ErrorCode::SessionDamaged)
        return found.error();
    return {};
}

base::Status CallCompleter::complete(core::call::CallRecord& call, const std::stop_token& stop)
{
    const auto row = m_callKeys.rowOf(call.key.value);
    if (!row)
        return {};
    if (*row < m_legs.size() && m_legs[*row] != filter::Column::absent)
        call.legs = static_cast<std::uint32_t>(m_legs[*row]);
    for (std::size_t measure = 0; measure < m_measures.size(); ++measure) {
        const auto& [rows, nanoseconds] = m_measures[measure];
        const auto found = std::ranges::equal_range(rows, static_cast<std::uint32_t>(*row));
        for (auto place = found.begin() - rows.begin(); place != found.end() - rows.begin(); ++place)
            call.measures.push_back(
                {static_cast<core::call::Measure>(measure), nanoseconds[static_cast<std::size_t>(place)]});
    }
    const auto bindings =
        std::ranges::equal_range(m_registrations, call.key, {}, &core::call::RegistrationRecord::call);
    call.registrations.assign(bindings.begin(), bindings.end());
    return m_observedUntil ? findIn(call, stop) : base::Status{};
}

} // namespace app
