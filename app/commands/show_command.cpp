// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/show_command.h"

#include "app/commands/tls_options.h"
#include "app/input_session.h"
#include "core/base/ascii.h"

#include <memory>

namespace app {
namespace {

struct ShowOptions {
    std::string input;
    core::engine::TlsOptions tls;
    std::int64_t message = 0;
    std::int64_t frame = 0;
};

ExitCode runShow(const ShowOptions& options, Interruption& interruption)
{
    const auto input = InputReader::open(options.input, interruption.token(), options.tls);
    if (!input)
        return fail(input.error());
    Output output;
    if (options.frame != 0) {
        const auto frame = input->reader().frame({options.frame});
        if (!frame)
            return fail(frame.error());
        output.write(core::base::asText(frame->bytes));
        return finishInput(input->session());
    }
    const auto bytes = input->reader().messageBytes({options.message});
    if (!bytes)
        return fail(bytes.error());
    output.write(core::base::asText(*bytes));
    return finishInput(input->session());
}

} // namespace

void registerShow(CommandContext& context)
{
    auto options = std::make_shared<ShowOptions>();
    CLI::App* command =
        context.parser.add_subcommand("show", "Print the exact bytes of a message or a frame");
    addInput(*command, options->input);
    addTlsOptions(*command, options->tls);
    auto* what = command->add_option_group("what");
    what->add_option("--message", options->message, "The id of a message, as 'messages' lists it")
        ->option_text("ID");
    what->add_option("--frame", options->frame, "The number of a frame, as 'info' names examples")
        ->check(CLI::PositiveNumber)
        ->option_text("N");
    what->require_option(1);
    command->callback([&context, options] {
        context.run = [&context, options] { return runShow(*options, context.interruption); };
    });
}

} // namespace app
