// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/filter_command.h"

#include "app/commands/row_selection.h"
#include "core/filter/wireshark_filter.h"

#include <memory>
#include <string>

namespace app {
namespace {

namespace base = core::base;
namespace filter = core::filter;

struct FilterOptions {
    std::string expression;
    bool isOfCalls = false;
    bool wireshark = false;
};

std::string listOf(const std::vector<std::string>& names)
{
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

ExitCode runFilter(const FilterOptions& options)
{
    const RowSelection selection{.filter = options.expression, .sort = {}, .limit = 0};
    const auto query = selection.query(options.isOfCalls ? filter::Scope::Call : filter::Scope::Message);
    if (!query)
        return fail(query.error());
    if (!options.wireshark)
        return ExitCode::Done;
    const filter::WiresharkFilter translated = filter::asWireshark(query->filter);
    if (translated.text.empty())
        return fail({base::ErrorCode::OptionInvalid, "--wireshark",
                     "Wireshark can express nothing of this filter: " + listOf(translated.leftOut)});
    Output output;
    output.write(translated.text + "\n");
    output.flush();
    if (!translated.leftOut.empty())
        complain("Wireshark cannot express, and shows more messages for it: " + listOf(translated.leftOut));
    if (translated.isOfMessagesOnly)
        complain("Wireshark shows the messages that match, not all messages of their calls");
    return ExitCode::Done;
}

} // namespace

void registerFilter(CommandContext& context)
{
    auto options = std::make_shared<FilterOptions>();
    CLI::App* command =
        context.parser.add_subcommand("filter", "Check a filter, or say it as one of Wireshark");
    command->add_option("filter", options->expression, "The filter")->required()->option_text("EXPR");
    command->add_flag("--calls", options->isOfCalls, "It is one of calls, not of messages");
    command->add_flag("--wireshark", options->wireshark, "Print it as a display filter of Wireshark");
    command->callback([&context, options] { context.run = [options] { return runFilter(*options); }; });
}

} // namespace app
