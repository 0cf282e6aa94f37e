// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/column_list.h"

#include "app/commands/row_options.h"
#include "app/commands/tls_options.h"
#include "app/input_session.h"

#include <utility>

namespace app {
namespace {

ExitCode runColumnList(const ColumnList& list, const ColumnListOptions& options, Interruption& interruption)
{
    const Columns& columns = list.columns();
    const auto choice = ColumnChoice::parse(columns, options.fields, options.selection.sort);
    if (!choice)
        return fail(choice.error());
    if (options.schema) {
        Output output;
        output.write(core::exporting::jsonSchema(list.rowTitle + ": a line of 'rhapsode-cli " + list.name +
                                                     " --format json'",
                                                 choice->of(columns)));
        return ExitCode::Done;
    }
    // A wrong filter is told before a large capture is read.
    const RowSelection filter = options.selection.filterOnly();
    if (const auto query = filter.query(list.filterScope); !query)
        return fail(query.error());
    const auto input = InputSession::open(options.input, interruption.token(), options.tls);
    if (!input)
        return fail(input.error());
    auto table = core::session::SessionTable::open(input->session());
    if (!table)
        return fail(table.error());
    ColumnRowWriter writer{columns, *choice, options.format, options.selection.limit};
    if (const auto written = list.write(**table, filter, interruption.token(), writer); !written)
        return fail(written.error());
    writer.finish();
    return finishInput(*input);
}

} // namespace

void addColumnList(CommandContext& context, ColumnList list)
{
    auto options = std::make_shared<ColumnListOptions>();
    CLI::App* command = context.parser.add_subcommand(list.name, list.description);
    addListInput(*command, options->input, options->schema);
    addTlsOptions(*command, options->tls);
    addRowChoice(*command, options->selection, options->fields, list.filterMeaning);
    addRowFormat(*command, options->format);
    command->callback([&context, options, list = std::move(list)] {
        context.run = [&context, options, list] {
            return runColumnList(list, *options, context.interruption);
        };
    });
}

} // namespace app
