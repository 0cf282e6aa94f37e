// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/registrations_command.h"

#include "app/commands/column_list.h"
#include "app/commands/listed_registrations.h"
#include "app/terminal.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace app {
namespace {

namespace base = core::base;
namespace call = core::call;
namespace filter = core::filter;

using CallIds = std::unordered_map<std::int64_t, std::string>;

/// Without a filter all bindings, also those whose calls a ring has let go.
base::Result<std::vector<call::RegistrationRecord>> selectRegistrations(core::session::SessionTable& table,
                                                                        const RowSelection& calls,
                                                                        const std::stop_token& stop)
{
    auto records = table.reader().registrations();
    if (!records || calls.filter.empty())
        return records;
    const auto ids = calls.selectRegistrations(table, stop);
    if (!ids)
        return ids.error();
    std::erase_if(*records, [&](const call::RegistrationRecord& record) {
        return !std::binary_search(ids->begin(), ids->end(), record.id);
    });
    return records;
}

base::Result<CallIds> callIdsOf(core::session::SessionReader& reader,
                                const std::vector<call::RegistrationRecord>& records)
{
    std::vector<base::CallKey> keys;
    keys.reserve(records.size());
    for (const call::RegistrationRecord& record : records)
        keys.push_back(record.call);
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    auto calls = reader.calls(keys);
    if (!calls)
        return calls.error();
    CallIds callIds;
    for (call::CallRecord& record : *calls)
        callIds[record.key.value] = std::move(record.callId);
    return callIds;
}

base::Status writeRegistrations(core::session::SessionTable& table, const RowSelection& calls,
                                const std::stop_token& stop, ColumnRowWriter& writer)
{
    const auto known = table.reader().knowsRegistrations();
    if (!known)
        return known.error();
    if (!*known)
        complain("The session was recorded by a Rhapsode that did not follow registrations; "
                 "'rhapsode-cli reindex' finds them");
    const auto records = selectRegistrations(table, calls, stop);
    if (!records)
        return records.error();
    const auto callIds = callIdsOf(table.reader(), *records);
    if (!callIds)
        return callIds.error();
    for (const call::RegistrationRecord& record : *records) {
        if (writer.isFull() || stop.stop_requested())
            break;
        const auto found = callIds->find(record.call.value);
        const std::string_view callId = found == callIds->end() ? std::string_view{} : found->second;
        writer.write(record.id, registrationCells(record, callId));
    }
    return {};
}

} // namespace

void registerRegistrations(CommandContext& context)
{
    addColumnList(
        context, {.name = "registrations",
                  .description = "List who is registered where, until when, and why others are not",
                  .rowTitle = "A binding",
                  .filterMeaning =
                      "Only those whose newest REGISTER is of a call that matches; registration.* asks about "
                      "each for itself",
                  .filterScope = filter::Scope::Call,
                  .columns = registrationColumns,
                  .write = writeRegistrations});
}

} // namespace app
