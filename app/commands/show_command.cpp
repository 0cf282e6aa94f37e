// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/show_command.h"

#include "app/commands/hep_frames.h"
#include "app/commands/tls_options.h"
#include "app/input_session.h"
#include "core/base/ascii.h"
#include "core/hep/chunk_text.h"

#include <algorithm>
#include <memory>
#include <span>
#include <string>
#include <utility>

namespace app {
namespace {

using core::base::Status;

struct ShowOptions {
    std::string input;
    core::engine::TlsOptions tls;
    std::int64_t message = 0;
    std::int64_t frame = 0;
    bool showsChunks = false;
};

/// The frames of a packet, when it has several: "The packet lies in frames 3, 4 and 9."
std::string placeOf(std::span<const core::base::FrameNumber> frames)
{
    constexpr std::size_t mostNamed = 20;
    if (frames.size() < 2)
        return {};
    std::string text = "The packet lies in frames ";
    const std::size_t named = std::min(frames.size() - 1, mostNamed);
    for (std::size_t i = 0; i < named; ++i)
        text += (i == 0 ? "" : ", ") + std::to_string(frames[i].value);
    if (named < frames.size() - 1)
        text += ", " + std::to_string(frames.size() - 1 - named) + " more";
    return text + " and " + std::to_string(frames.back().value) + ".\n";
}

/// The chunks of all packets of HEP 3 that have a part in the frame; empty when none has.
std::string chunksOf(std::span<const HepInFrames> packets)
{
    std::string text;
    for (const HepInFrames& packet : packets) {
        const std::string chunks = core::hep::describeChunks(packet.bytes);
        if (!chunks.empty())
            text += (text.empty() ? "" : "\n") + placeOf(packet.frames) + chunks;
    }
    return text;
}

Status showFrame(const ShowOptions& options, const InputReader& input, Output& output)
{
    const auto frame = input.reader().frame({options.frame});
    if (!frame)
        return frame.error();
    if (!options.showsChunks) {
        output.write(core::base::asText(frame->bytes));
        return {};
    }
    const auto packets = hepPacketsOf(input.reader(), {options.frame});
    if (!packets)
        return packets.error();
    const std::string chunks = chunksOf(*packets);
    if (chunks.empty())
        return core::base::Error{core::base::ErrorCode::OptionInvalid, "--chunks",
                                 "frame " + std::to_string(options.frame) +
                                     " has no part of a packet of HEP 3"};
    output.write(chunks);
    return {};
}

ExitCode runShow(const ShowOptions& options, Interruption& interruption)
{
    const auto input = InputReader::open(options.input, interruption.token(), options.tls);
    if (!input)
        return fail(input.error());
    Output output;
    if (options.frame != 0) {
        const Status shown = showFrame(options, *input, output);
        return shown ? finishInput(input->session()) : fail(shown.error());
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
    auto* frame =
        what->add_option("--frame", options->frame, "The number of a frame, as 'info' names examples")
            ->check(CLI::PositiveNumber)
            ->option_text("N");
    what->require_option(1);
    command->add_flag("--chunks", options->showsChunks, "The chunks of a HEP frame as text, a line each")
        ->needs(frame);
    command->callback([&context, options] {
        context.run = [&context, options] { return runShow(*options, context.interruption); };
    });
}

} // namespace app
