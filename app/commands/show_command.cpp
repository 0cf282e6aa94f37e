// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/show_command.h"

#include "app/input_session.h"
#include "core/base/ascii.h"

#include <memory>

namespace app {
namespace {

struct ShowOptions {
    std::string input;
    std::int64_t message = 0;
};

ExitCode runShow(const ShowOptions& options, Interruption& interruption)
{
    const auto input = InputReader::open(options.input, interruption.token());
    if (!input)
        return fail(input.error());
    const auto bytes = input->reader().messageBytes({options.message});
    if (!bytes)
        return fail(bytes.error());
    Output output;
    output.write(core::base::asText(*bytes));
    return finishInput(input->session());
}

} // namespace

void registerShow(CommandContext& context)
{
    auto options = std::make_shared<ShowOptions>();
    CLI::App* command = context.parser.add_subcommand("show", "Print the exact bytes of a message");
    addInput(*command, options->input);
    command->add_option("--message", options->message, "Its id, as 'messages' lists it")
        ->required()
        ->option_text("ID");
    command->callback([&context, options] {
        context.run = [&context, options] { return runShow(*options, context.interruption); };
    });
}

} // namespace app
