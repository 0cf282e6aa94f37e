// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/flow_command.h"

#include "app/commands/leg_option.h"
#include "app/commands/tls_options.h"
#include "app/input_session.h"
#include "core/finding/rules.h"
#include "core/flow/finding_text.h"
#include "core/flow/flow_loader.h"
#include "core/flow/story_loader.h"
#include "core/flow/text_flow.h"

#include <memory>
#include <string>
#include <utility>

namespace app {
namespace {

namespace base = core::base;

struct FlowCommandOptions {
    std::string input;
    core::engine::TlsOptions tls;
    std::string callId;
    std::string format = "text";
    bool withLegs = false;
    core::leg::LegOptions legs;
    bool withMedia = false;
};

/// What is wrong with the call.
base::Result<std::string> findingsText(core::session::SessionReader& reader, base::CallKey call,
                                       std::stop_token stop)
{
    const auto progress = reader.progress();
    if (!progress)
        return progress.error();
    const auto loaded = core::flow::LoadedStory::load(reader, call, progress->lastTime, std::move(stop));
    if (!loaded)
        return loaded.error();
    return core::flow::findingText(core::finding::findingsOf(loaded->story()));
}

ExitCode runFlow(const FlowCommandOptions& options, Interruption& interruption)
{
    const auto input = InputReader::open(options.input, interruption.token(), options.tls);
    if (!input)
        return fail(input.error());
    const auto call = input->reader().findCall(options.callId);
    if (!call)
        return fail(call.error());
    core::leg::Legs legs{.calls = {call->key}};
    if (options.withLegs) {
        auto found = findLegsOf(input->session().session(), call->key, options.legs, interruption.token());
        if (!found)
            return fail(found.error());
        legs = *std::move(found);
    }
    core::flow::FlowOptions shown;
    shown.media = options.withMedia ? core::flow::Media::Show : core::flow::Media::Leave;
    const auto flow = core::flow::loadCallFlow(input->reader(), legs.calls, shown, interruption.token());
    if (!flow)
        return fail(flow.error());
    const auto findings = findingsText(input->reader(), call->key, interruption.token());
    const bool isDamaged = !findings && findings.error().code == base::ErrorCode::SessionDamaged;
    if (!findings && !isDamaged)
        return fail(findings.error());
    const auto why =
        options.withLegs ? legText(input->reader(), legs) : base::Result<std::string>{std::string{}};
    if (!why)
        return fail(why.error());
    Output output;
    output.write(core::flow::textFlow(*flow) + (isDamaged ? std::string{} : *findings) + *why);
    if (const std::string warning = legWarning(legs); !warning.empty())
        complain(warning);
    const ExitCode code = finishInput(input->session());
    if (!isDamaged)
        return code;
    complain("What is wrong with the call cannot be told: " + base::describe(findings.error()));
    return ExitCode::Damaged;
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
    command->add_flag("--legs", options->withLegs, "Also the calls that belong together with it, and why");
    addLegOptions(*command, options->legs);
    command->add_flag("--rtp", options->withMedia, "Also the RTP streams, each where it begins");
    command->add_option("--format", options->format, "How it is drawn")
        ->check(CLI::IsMember({"text"}))
        ->option_text("text");
    command->callback([&context, options] {
        context.run = [&context, options] { return runFlow(*options, context.interruption); };
    });
}

} // namespace app
