// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/listed_registrations.h"

#include "app/commands/listed_cells.h"

#include <array>

namespace app {
namespace {

namespace base = core::base;
namespace call = core::call;
namespace exporting = core::exporting;
namespace filter = core::filter;
using filter::ValueType;

template <typename Enum, std::size_t Count>
std::span<const std::string_view> namesOfAll()
{
    static const auto names = [] {
        std::array<std::string_view, Count> all;
        for (std::size_t i = 0; i < Count; ++i)
            all[i] = name(static_cast<Enum>(i));
        return all;
    }();
    return names;
}

/// A text that nobody else keeps.
exporting::Cell ownText(std::string text)
{
    return {.value = text.empty() ? filter::Value{} : filter::Value{std::move(text)}, .values = {}};
}

exporting::Cell timeOrNothing(const std::optional<base::Timestamp>& time)
{
    return time ? timeCell(*time) : exporting::Cell{};
}

} // namespace

const Columns& registrationColumns()
{
    const auto column = [](std::string name, ValueType type, std::string description) {
        return core::exporting::SchemaColumn{
            .name = std::move(name), .type = type, .description = std::move(description)};
    };
    const auto named = [](std::string name, std::span<const std::string_view> values,
                          std::string description) {
        return core::exporting::SchemaColumn{.name = std::move(name),
                                             .type = ValueType::Text,
                                             .description = std::move(description),
                                             .values = values};
    };
    static const Columns columns{
        column("id", ValueType::Integer, "Number of the binding, in the order in which they were first seen"),
        column("time", ValueType::Time, "When it was first asked for"),
        named("state", namesOfAll<call::RegistrationState, call::registrationStateCount>(),
              "What became of it"),
        column("aor", ValueType::Text, "Address of record: who is registered"),
        column("contact", ValueType::Text, "Where; absent when a request without a contact failed"),
        column("user_agent", ValueType::Text, "User-Agent of the client"),
        column("src", ValueType::Text, "Address and port of the client"),
        column("dst", ValueType::Text, "Address and port of the registrar, or of the proxy before it"),
        column("expires", ValueType::Time, "When it expires, or expired"),
        column("interval", ValueType::Integer, "Seconds that were granted the last time"),
        column("refreshed", ValueType::Time, "When it was granted the last time"),
        column("last_time", ValueType::Time, "When the newest message about it was captured"),
        column("refreshes", ValueType::Integer, "How often it was granted again while it was in force"),
        column("attempts", ValueType::Integer,
               "How often it was asked for; a challenge and its answer belong to one attempt"),
        column("failed_attempts", ValueType::Integer, "Attempts that came to nothing"),
        column("failures", ValueType::Text,
               "What went wrong in attempts, each kind with its number: wrong-credentials:3,no-answer:1"),
        named("last_failure", namesOfAll<call::RegistrationFailure, call::registrationFailureCount>(),
              "Kind of the newest failure"),
        column("last_status", ValueType::Integer, "Its status; absent when there was no answer"),
        column("removals", ValueType::Integer, "How often it was removed by the client"),
        column("expirations", ValueType::Integer, "How often it ran out without a refresh"),
        column("contact_changes", ValueType::Integer, "How often the client replaced its contact"),
        column("flapping", ValueType::Integer,
               "1 when its contact changed or it came back after a removal three times within five minutes"),
        column("call_id", ValueType::Text, "Call-ID of the newest REGISTER about it"),
        column("instance", ValueType::Text, "Instance of the client (RFC 5626)"),
        column("reg_id", ValueType::Integer, "Number of its flow (RFC 5626)"),
        column("gruu", ValueType::Text, "Public GRUU that the registrar gave it (RFC 5627)"),
    };
    return columns;
}

std::vector<exporting::Cell> registrationCells(const call::RegistrationRecord& record,
                                               std::string_view callId)
{
    const exporting::Cell none{};
    const auto seconds = [](base::Duration span) {
        return countCell(
            static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::seconds>(span).count()));
    };
    return {countCell(static_cast<std::uint64_t>(record.id)),
            timeCell(record.firstTime),
            textCell(name(record.state)),
            textCell(record.aor),
            textCell(record.contact),
            textCell(record.userAgent),
            ownText(record.path.source.toString()),
            ownText(record.path.destination.toString()),
            timeOrNothing(record.expires),
            record.interval ? seconds(*record.interval) : none,
            timeOrNothing(record.refreshed),
            timeCell(record.lastTime),
            countCell(record.refreshes),
            countCell(record.attempts),
            countCell(record.failedAttempts),
            ownText(record.failuresText()),
            record.lastFailure ? textCell(name(*record.lastFailure)) : none,
            record.lastFailure && record.lastFailureStatus != 0 ? countCell(record.lastFailureStatus) : none,
            countCell(record.removals),
            countCell(record.expirations),
            countCell(record.contactChanges),
            countCell(record.isFlapping ? 1U : 0U),
            textCell(callId),
            textCell(record.instance),
            record.regId ? countCell(*record.regId) : none,
            textCell(record.gruu)};
}

} // namespace app
