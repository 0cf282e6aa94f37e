// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/listed_subscriptions.h"

#include "app/commands/listed_cells.h"
#include "core/net/address.h"

#include <array>

namespace app {
namespace {

namespace call = core::call;
namespace exporting = core::exporting;
using core::exporting::SchemaColumn;
using core::filter::ValueType;

SchemaColumn columnOf(std::string name, ValueType type, std::string description)
{
    return {.name = std::move(name), .type = type, .description = std::move(description)};
}

exporting::Cell idCell(std::int64_t id)
{
    return {.value = id, .values = {}, .type = ValueType::Integer};
}

exporting::Cell textOfOurs(std::string text)
{
    return {.value = text.empty() ? core::filter::Value{} : core::filter::Value{std::move(text)},
            .values = {}};
}

exporting::Cell timeIfAny(const std::optional<core::base::Timestamp>& time)
{
    return time ? timeCell(*time) : exporting::Cell{};
}

exporting::Cell durationIfAny(const std::optional<core::base::Duration>& duration)
{
    return duration ? durationCell(*duration) : exporting::Cell{};
}

} // namespace

const Columns& subscriptionColumns()
{
    static const auto states = [] {
        std::array<std::string_view, call::subscriptionStateCount> names;
        for (std::size_t i = 0; i < names.size(); ++i)
            names[i] = name(static_cast<call::SubscriptionState>(i));
        return names;
    }();
    static const Columns columns{
        columnOf("id", ValueType::Integer, "Number of the row, from 1"),
        columnOf("time", ValueType::Time, "When it was first seen"),
        {.name = "state", .type = ValueType::Text, .description = "What became of it", .values = states},
        columnOf("event", ValueType::Text, "Event package, with its id"),
        columnOf("subscriber", ValueType::Text, "Who wants to be notified"),
        columnOf("notifier", ValueType::Text, "Of whom"),
        columnOf("src", ValueType::Text, "Address and port of the subscriber"),
        columnOf("dst", ValueType::Text, "Address and port of the notifier, or of the proxy before it"),
        columnOf("expires", ValueType::Time, "When it expires, or expired"),
        columnOf("reason", ValueType::Text, "Why it was terminated, as Subscription-State says"),
        columnOf("status", ValueType::Integer, "Final status of the newest SUBSCRIBE"),
        columnOf("refreshes", ValueType::Integer, "How often it was refreshed"),
        columnOf("notifications", ValueType::Integer, "How many NOTIFY were sent"),
        columnOf("notified", ValueType::Time, "When the newest NOTIFY was sent"),
        columnOf("last_time", ValueType::Time, "When the newest message about it was captured"),
        columnOf("call_id", ValueType::Text, "Call-ID"),
    };
    return columns;
}

std::vector<exporting::Cell> subscriptionCells(std::int64_t id, const call::SubscriptionRow& row)
{
    return {idCell(id),
            timeCell(row.firstTime),
            textCell(name(row.state)),
            textCell(row.event),
            textCell(row.subscriber),
            textCell(row.notifier),
            textOfOurs(row.path.source.toString()),
            textOfOurs(row.path.destination.toString()),
            timeIfAny(row.expires),
            textCell(row.reason),
            row.status != 0 ? countCell(row.status) : exporting::Cell{},
            countCell(row.refreshes),
            countCell(row.notifications),
            timeIfAny(row.notified),
            timeCell(row.lastTime),
            textCell(row.callId)};
}

const Columns& healthColumns()
{
    static constexpr std::array<std::string_view, 3> states{"unknown", "up", "down"};
    static const Columns columns{
        columnOf("id", ValueType::Integer, "Number of the row, from 1"),
        columnOf("time", ValueType::Time, "When the first OPTIONS was sent"),
        columnOf("src.ip", ValueType::Text, "Who asks"),
        columnOf("dst", ValueType::Text, "Address and port of the peer"),
        columnOf("transport", ValueType::Text, "How it is asked"),
        {.name = "state",
         .type = ValueType::Text,
         .description = "up when the peer answered the last OPTIONS, whatever the status, down when not",
         .values = states},
        columnOf("changed", ValueType::Time, "Since when"),
        columnOf("changes", ValueType::Integer, "How often it went down or came up again"),
        columnOf("requests", ValueType::Integer, "OPTIONS sent outside of dialogs, repetitions aside"),
        columnOf("answers", ValueType::Integer, "Final responses"),
        columnOf("unanswered", ValueType::Integer, "Requests without a final response within 32 s"),
        columnOf("answered", ValueType::Decimal,
                 "Answers in percent of answers and requests without; absent when there is neither"),
        columnOf("rtt_p50", ValueType::Duration, "Median time from a request to its final response"),
        columnOf("rtt_p95", ValueType::Duration, "The time that 95 percent of them did not exceed"),
        columnOf("rtt_max", ValueType::Duration, "The longest of them"),
        columnOf("statuses", ValueType::Text,
                 "Statuses of the responses, each with its number: 200:12,404:1"),
        columnOf("last_status", ValueType::Integer,
                 "Status of the last response; absent when there was none"),
        columnOf("last_time", ValueType::Time, "When the newest of these messages was captured"),
    };
    return columns;
}

std::vector<exporting::Cell> healthCells(std::int64_t id, const call::PeerHealthRow& row)
{
    const exporting::Cell none{};
    const std::uint32_t settled = row.answers + row.unanswered;
    return {idCell(id),
            timeCell(row.firstTime),
            textOfOurs(row.path.source.address.toString()),
            textOfOurs(row.path.destination.toString()),
            textCell(name(row.path.transport)),
            textCell(name(row.state)),
            timeIfAny(row.changed),
            countCell(row.changes),
            countCell(row.requests),
            countCell(row.answers),
            countCell(row.unanswered),
            settled != 0 ? decimalCell(100.0 * row.answers / settled) : none,
            durationIfAny(row.percentile(50)),
            durationIfAny(row.percentile(95)),
            durationIfAny(row.percentile(100)),
            textOfOurs(row.statusesText()),
            row.lastStatus != 0 ? countCell(row.lastStatus) : none,
            timeCell(row.lastTime)};
}

} // namespace app
