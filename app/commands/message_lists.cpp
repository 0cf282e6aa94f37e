// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/message_lists.h"

#include "app/commands/column_list.h"
#include "app/commands/listed_subscriptions.h"
#include "app/terminal.h"
#include "core/call/peer_health.h"
#include "core/call/subscription_tracker.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace app {
namespace {

namespace base = core::base;
namespace call = core::call;
namespace filter = core::filter;

/// Rows of messages that are read at a time.
constexpr std::size_t recordsAtATime = 1024;

using VisitMessage =
    std::function<void(const core::sip::Message& message, const call::MessageRecord& record)>;

/// Ids in order; nothing when there is no filter.
base::Result<std::optional<std::vector<std::int64_t>>>
callsThatMatch(core::session::SessionTable& table, const RowSelection& calls, const std::stop_token& stop)
{
    if (calls.filter.empty())
        return std::optional<std::vector<std::int64_t>>{};
    auto keys = calls.select(table, filter::Scope::Call, stop);
    if (!keys)
        return keys.error();
    std::sort(keys->begin(), keys->end());
    return std::optional{std::move(*keys)};
}

/// Visits the messages of the calls that match, in id order, as far as they can be read.
base::Status visitMessages(core::session::SessionTable& table, const RowSelection& calls,
                           const std::string& wanted, const std::stop_token& stop, const VisitMessage& visit)
{
    const auto keys = callsThatMatch(table, calls, stop);
    if (!keys)
        return keys.error();
    const auto ids =
        RowSelection{.filter = wanted, .sort = {}, .limit = 0}.select(table, filter::Scope::Message, stop);
    if (!ids)
        return ids.error();
    core::session::SessionReader& reader = table.reader();
    core::sip::Message message;
    std::vector<base::MessageId> chunk;
    for (std::size_t first = 0; first < ids->size() && !stop.stop_requested(); first += recordsAtATime) {
        chunk.clear();
        const auto part = std::span{*ids}.subspan(first, std::min(recordsAtATime, ids->size() - first));
        for (const std::int64_t id : part)
            chunk.push_back({id});
        const auto records = reader.messages(chunk);
        if (!records)
            return records.error();
        for (const call::MessageRecord& record : *records) {
            if (*keys && !std::binary_search((*keys)->begin(), (*keys)->end(), record.call.value))
                continue;
            const auto bytes = reader.messageBytes(record.id);
            if (bytes && message.parse(*bytes))
                visit(message, record);
        }
    }
    return {};
}

call::MessageContext contextOf(const call::MessageRecord& record)
{
    return {.id = record.id,
            .captured = record.captured,
            .arrived = record.arrived,
            .source = record.source,
            .path = record.path};
}

bool isRepeat(const call::MessageRecord& record)
{
    return record.retransmissionOf || record.duplicateOf;
}

base::Status writeSubscriptions(core::session::SessionTable& table, const RowSelection& calls,
                                const std::stop_token& stop, ColumnRowWriter& writer)
{
    const auto progress = table.reader().progress();
    if (!progress)
        return progress.error();
    call::SubscriptionTracker tracker;
    const auto visited =
        visitMessages(table, calls, R"(cseq.method == "SUBSCRIBE" or cseq.method == "NOTIFY")", stop,
                      [&](const core::sip::Message& message, const call::MessageRecord& record) {
                          tracker.take(message, contextOf(record), record.call, isRepeat(record));
                      });
    if (!visited)
        return visited;
    std::int64_t id = 0;
    for (const call::SubscriptionRow& row : tracker.finish(progress->lastTime)) {
        ++id;
        writer.write(id, subscriptionCells(id, row));
    }
    if (tracker.dropped() != 0)
        complain(std::to_string(tracker.dropped()) + " subscriptions found no place in the list; "
                                                     "a filter makes it shorter");
    return {};
}

base::Status writeHealth(core::session::SessionTable& table, const RowSelection& calls,
                         const std::stop_token& stop, ColumnRowWriter& writer)
{
    const auto progress = table.reader().progress();
    if (!progress)
        return progress.error();
    call::PeerHealth health;
    const auto visited =
        visitMessages(table, calls, "cseq.method == \"OPTIONS\"", stop,
                      [&](const core::sip::Message& message, const call::MessageRecord& record) {
                          health.take(message, contextOf(record), isRepeat(record));
                      });
    if (!visited)
        return visited;
    std::int64_t id = 0;
    for (const call::PeerHealthRow& row : health.finish(progress->lastTime)) {
        ++id;
        writer.write(id, healthCells(id, row));
    }
    if (health.dropped() != 0)
        complain(std::to_string(health.dropped()) + " requests found no place in the list; "
                                                    "a filter makes it shorter");
    return {};
}

} // namespace

void registerMessageLists(CommandContext& context)
{
    addColumnList(context, {.name = "subscriptions",
                            .description = "List subscriptions: to what, until when, and how they ended",
                            .rowTitle = "A subscription",
                            .filterMeaning = "Only of calls that match",
                            .filterScope = filter::Scope::Call,
                            .columns = subscriptionColumns,
                            .write = writeSubscriptions});
    addColumnList(context, {.name = "health",
                            .description = "List the peers that OPTIONS ask for, and how they answer",
                            .rowTitle = "A peer that OPTIONS ask for",
                            .filterMeaning = "Only of calls that match",
                            .filterScope = filter::Scope::Call,
                            .columns = healthColumns,
                            .write = writeHealth});
}

} // namespace app
