// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/streams_command.h"

#include "app/commands/column_rows.h"
#include "app/commands/listed_columns.h"
#include "app/commands/listed_streams.h"
#include "app/commands/row_options.h"
#include "app/commands/row_selection.h"
#include "app/commands/tls_options.h"
#include "app/input_session.h"
#include "core/session/session_table.h"

#include <algorithm>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace app {
namespace {

namespace base = core::base;
namespace exporting = core::exporting;
namespace filter = core::filter;

struct StreamsOptions {
    std::string input;
    core::engine::TlsOptions tls;
    /// Its filter is one of calls; order and limit are those of streams.
    RowSelection selection;
    std::string fields;
    exporting::RowFormat format = exporting::RowFormat::Tsv;
    bool schema = false;
};

using CallIds = std::unordered_map<std::int64_t, std::string>;

/// Without a filter all streams, also those that no call announced.
base::Result<std::vector<core::session::StreamRow>>
selectStreams(core::session::SessionTable& table, const RowSelection& calls, const std::stop_token& stop)
{
    auto streams = table.reader().streams();
    if (!streams || calls.filter.empty())
        return streams;
    auto keys = calls.select(table, filter::Scope::Call, stop);
    if (!keys)
        return keys.error();
    std::sort(keys->begin(), keys->end());
    std::erase_if(*streams, [&](const core::session::StreamRow& stream) {
        return !stream.call || !std::binary_search(keys->begin(), keys->end(), stream.call.value);
    });
    return streams;
}

/// The Call-IDs of the streams' calls.
base::Result<CallIds> callIdsOf(core::session::SessionReader& reader,
                                const std::vector<core::session::StreamRow>& streams)
{
    std::vector<base::CallKey> keys;
    for (const core::session::StreamRow& stream : streams) {
        if (stream.call)
            keys.push_back(stream.call);
    }
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    auto records = reader.calls(keys);
    if (!records)
        return records.error();
    CallIds callIds;
    for (core::call::CallRecord& record : *records)
        callIds[record.key.value] = std::move(record.callId);
    return callIds;
}

base::Status writeStreams(core::session::SessionReader& reader,
                          const std::vector<core::session::StreamRow>& streams, const ColumnChoice& choice,
                          const StreamsOptions& options, Interruption& interruption)
{
    const auto callIds = callIdsOf(reader, streams);
    if (!callIds)
        return callIds.error();
    const bool wantsIntervals = choice.uses(streamColumns(), "min_mos");
    ColumnRowWriter writer{streamColumns(), choice, options.format, options.selection.limit};
    for (const core::session::StreamRow& stream : streams) {
        if (writer.isFull() || interruption.isRequested())
            break;
        std::vector<core::session::StreamIntervalRow> intervals;
        if (wantsIntervals) {
            auto read = reader.streamIntervals(stream.id);
            if (!read)
                return read.error();
            intervals = std::move(*read);
        }
        const auto call = callIds->find(stream.call.value);
        const std::string_view callId = call == callIds->end() ? std::string_view{} : call->second;
        writer.write(stream.id, cellsOf(stream, callId, intervals));
    }
    writer.finish();
    return {};
}

ExitCode printSchema(const ColumnChoice& choice)
{
    Output output;
    output.write(exporting::jsonSchema("An RTP stream: a line of 'rhapsode-cli streams --format json'",
                                       choice.of(streamColumns())));
    return ExitCode::Done;
}

ExitCode runStreams(const StreamsOptions& options, Interruption& interruption)
{
    const auto choice = ColumnChoice::parse(streamColumns(), options.fields, options.selection.sort);
    if (!choice)
        return fail(choice.error());
    if (options.schema)
        return printSchema(*choice);
    // A wrong filter is told before a large capture is read.
    const RowSelection calls = options.selection.filterOnly();
    if (const auto query = calls.query(filter::Scope::Call); !query)
        return fail(query.error());
    const auto input = InputSession::open(options.input, interruption.token(), options.tls);
    if (!input)
        return fail(input.error());
    auto table = core::session::SessionTable::open(input->session());
    if (!table)
        return fail(table.error());
    core::session::SessionReader& reader = (*table)->reader();
    const auto known = reader.knowsStreams();
    if (!known)
        return fail(known.error());
    if (!*known)
        complain(input->session().string() + ": recorded by a Rhapsode that did not look for streams; "
                                             "'rhapsode-cli reindex' finds those whose packets are stored");
    const auto streams = selectStreams(**table, calls, interruption.token());
    if (!streams)
        return fail(streams.error());
    if (const auto written = writeStreams(reader, *streams, *choice, options, interruption); !written)
        return fail(written.error());
    return finishInput(*input);
}

} // namespace

void registerStreams(CommandContext& context)
{
    auto options = std::make_shared<StreamsOptions>();
    CLI::App* command =
        context.parser.add_subcommand("streams", "List RTP streams with their loss, jitter and quality");
    addListInput(*command, options->input, options->schema);
    addTlsOptions(*command, options->tls);
    addRowChoice(*command, options->selection, options->fields, "Only of calls that match");
    addRowFormat(*command, options->format);
    command->callback([&context, options] {
        context.run = [&context, options] { return runStreams(*options, context.interruption); };
    });
}

} // namespace app
