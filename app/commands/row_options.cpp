// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/row_options.h"

#include <map>

namespace app {

using core::exporting::RowFormat;

void addListInput(CLI::App& command, std::string& input, bool& schema)
{
    const CLI::Option* positional = addInput(command, input)->required(false);
    const CLI::Option* flag =
        command.add_flag("--schema", schema, "Print the JSON Schema of the rows instead; needs no input");
    command.parse_complete_callback([positional, flag] {
        if (positional->empty() && flag->empty())
            throw CLI::RequiredError("SESSION|CAPTURE");
    });
}

void addRowChoice(CLI::App& command, RowSelection& selection, std::string& fields,
                  const std::string& filterMeaning)
{
    command.add_option("--filter", selection.filter, filterMeaning)->option_text("EXPR");
    command.add_option("--fields", fields, "Which columns, comma-separated")->option_text("a,b,c");
    command.add_option("--sort", selection.sort, "Order; ties by id")->option_text("FIELD[:desc]");
    command.add_option("--limit", selection.limit, "At most this many rows, after sorting")->option_text("N");
}

void addRowFormat(CLI::App& command, RowFormat& format)
{
    command.add_option("--format", format, "How rows are written")
        ->transform(CLI::CheckedTransformer(std::map<std::string, RowFormat>{
            {"tsv", RowFormat::Tsv}, {"csv", RowFormat::Csv}, {"json", RowFormat::Json}}))
        ->option_text("tsv|csv|json");
}

} // namespace app
