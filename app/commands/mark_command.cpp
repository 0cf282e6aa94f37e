// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/mark_command.h"

#include "app/commands/row_selection.h"
#include "core/export/row_format.h"
#include "core/session/primary.h"
#include "core/session/session_table.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace app {
namespace {

using core::base::Error;
using core::base::ErrorCode;
using core::base::Result;
namespace exporting = core::exporting;
namespace session = core::session;

struct MarkOptions {
    std::string session;
    std::vector<std::string> calls;
    std::string filter;
    std::string note;
    bool remove = false;
};

exporting::Cell textCell(const std::string& text)
{
    return {.value = text.empty() ? core::filter::Value{} : core::filter::Value{std::string_view{text}},
            .values = {}};
}

ExitCode listMarks(session::SessionReader& reader)
{
    const auto marks = reader.marks();
    if (!marks)
        return fail(marks.error());
    const exporting::RowFormatter formatter{exporting::RowFormat::Tsv, {"call_id", "note"}};
    Output output;
    output.write(formatter.header());
    for (const session::Mark& mark : *marks) {
        if (mark.frame)
            continue;
        std::string line;
        formatter.append(line, std::vector{textCell(mark.callId), textCell(mark.note)});
        output.write(line);
    }
    return ExitCode::Done;
}

/// Call-IDs that the options name. Marks of calls that are not there may still be removed.
Result<std::vector<std::string>> findCalls(const MarkOptions& options, session::SessionTable& table,
                                           std::stop_token stop)
{
    std::vector<std::string> found;
    for (const std::string& callId : options.calls) {
        if (!options.remove) {
            if (const auto call = table.reader().findCall(callId); !call)
                return call.error();
        }
        found.push_back(callId);
    }
    if (options.filter.empty())
        return found;
    RowSelection selection;
    selection.filter = options.filter;
    const auto ids = selection.select(table, core::filter::Scope::Call, std::move(stop));
    if (!ids)
        return ids.error();
    std::vector<core::base::CallKey> keys(ids->size());
    std::transform(ids->begin(), ids->end(), keys.begin(),
                   [](std::int64_t id) { return core::base::CallKey{id}; });
    const auto records = table.reader().calls(keys);
    if (!records)
        return records.error();
    for (const core::call::CallRecord& record : *records)
        found.push_back(record.callId);
    return found;
}

ExitCode runMark(const MarkOptions& options, Interruption& interruption)
{
    if (const auto query = RowSelection{options.filter, {}, 0}.query(core::filter::Scope::Call); !query)
        return fail(query.error());
    const bool isList = options.calls.empty() && options.filter.empty();
    if (isList && (options.remove || !options.note.empty()))
        return fail({ErrorCode::OptionInvalid, "mark", "name calls with --call or --filter"});
    auto table = session::SessionTable::open(options.session);
    if (!table)
        return fail(table.error());
    if (isList)
        return listMarks((*table)->reader());
    const auto calls = findCalls(options, **table, interruption.token());
    if (!calls)
        return fail(calls.error());
    table->reset(); // a reader that stays would keep the WAL from being emptied

    std::vector<session::Mark> marks;
    marks.reserve(calls->size());
    for (const std::string& callId : *calls)
        marks.push_back({.callId = callId, .frame = {}, .label = {}, .note = options.note});
    const auto changed = options.remove ? session::removeMarks(options.session, marks)
                                        : session::setMarks(options.session, marks);
    if (!changed)
        return fail(changed.error());
    Output output;
    output.write(grouped(marks.size()) + (marks.size() == 1 ? " call " : " calls ") +
                 (options.remove ? "no longer marked\n" : "marked\n"));
    return ExitCode::Done;
}

} // namespace

void registerMark(CommandContext& context)
{
    auto options = std::make_shared<MarkOptions>();
    CLI::App* command = context.parser.add_subcommand("mark", "Mark calls to keep, or list the marks");
    command->add_option("session", options->session, "The session")->required()->option_text("SESSION");
    command->add_option("--call", options->calls, "The call with this Call-ID")
        ->option_text("CALL-ID")
        ->allow_extra_args(false);
    command->add_option("--filter", options->filter, "All calls that match")->option_text("EXPR");
    CLI::Option* note =
        command->add_option("--note", options->note, "Keep a remark with the mark")->option_text("TEXT");
    command->add_flag("--remove", options->remove, "Take the marks away")->excludes(note);
    command->callback([&context, options] {
        context.run = [&context, options] { return runMark(*options, context.interruption); };
    });
}

} // namespace app
