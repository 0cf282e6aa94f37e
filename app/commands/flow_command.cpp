// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/flow_command.h"

#include "app/commands/tls_options.h"
#include "app/input_session.h"
#include "core/finding/rules.h"
#include "core/flow/finding_text.h"
#include "core/flow/flow_loader.h"
#include "core/flow/story_loader.h"
#include "core/flow/text_flow.h"

#include <array>
#include <memory>
#include <string>

namespace app {
namespace {

struct FlowCommandOptions {
    std::string input;
    core::engine::TlsOptions tls;
    std::string callId;
    std::string format = "text";
};

ExitCode runFlow(const FlowCommandOptions& options, Interruption& interruption)
{
    const auto input = InputReader::open(options.input, interruption.token(), options.tls);
    if (!input)
        return fail(input.error());
    const auto call = input->reader().findCall(options.callId);
    if (!call)
        return fail(call.error());
    const std::array calls{call->key};
    const auto flow = core::flow::loadCallFlow(input->reader(), calls, {}, interruption.token());
    if (!flow)
        return fail(flow.error());
    const auto progress = input->reader().progress();
    if (!progress)
        return fail(progress.error());
    const auto loaded =
        core::flow::LoadedStory::load(input->reader(), call->key, progress->lastTime, interruption.token());
    if (!loaded)
        return fail(loaded.error());
    Output output;
    output.write(core::flow::textFlow(*flow));
    output.write(core::flow::findingText(core::finding::findingsOf(loaded->story())));
    return finishInput(input->session());
}

} // namespace

void registerFlow(CommandContext& context)
{
    auto options = std::make_shared<FlowCommandOptions>();
    CLI::App* command = context.parser.add_subcommand("flow", "Print the ladder of a call");
    addInput(*command, options->input);
    addTlsOptions(*command, options->tls);
    command->add_option("--call", options->callId, "Its Call-ID, as 'calls' lists it")
        ->required()
        ->option_text("CALL-ID");
    command->add_option("--format", options->format, "How it is drawn")
        ->check(CLI::IsMember({"text"}))
        ->option_text("text");
    command->callback([&context, options] {
        context.run = [&context, options] { return runFlow(*options, context.interruption); };
    });
}

} // namespace app
