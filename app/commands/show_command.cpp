// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/show_command.h"

#include "app/commands/tls_options.h"
#include "app/input_session.h"
#include "core/base/ascii.h"
#include "core/hep/chunk_text.h"
#include "core/net/packet_decoder.h"

#include <memory>
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

/// Finds the HEP packet in a frame: the frame itself, or a datagram that it carried.
class HepFinder final : private core::net::PayloadHandler {
public:
    std::string describe(const core::session::StoredFrame& frame)
    {
        m_text = core::hep::describeChunks(frame.bytes);
        if (m_text.empty() && frame.header.link != core::net::LinkType::Hep) {
            core::net::PacketDecoder decoder;
            static_cast<void>(decoder.decode(frame.view(), *this));
        }
        return std::move(m_text);
    }

private:
    void onDatagram(const core::net::FrameView&, const core::net::Datagram& datagram) override
    {
        m_text += core::hep::describeChunks(datagram.bytes);
    }

    void onStreamBytes(const core::net::FrameView&, const core::net::StreamBytes& bytes) override
    {
        m_text += core::hep::describeChunks(bytes.bytes);
    }

    void onStreamClosed(core::net::StreamId) override {}

    std::string m_text;
};

Status showFrame(const ShowOptions& options, const InputReader& input, Output& output)
{
    const auto frame = input.reader().frame({options.frame});
    if (!frame)
        return frame.error();
    if (!options.showsChunks) {
        output.write(core::base::asText(frame->bytes));
        return {};
    }
    const std::string chunks = HepFinder{}.describe(*frame);
    if (chunks.empty())
        return core::base::Error{core::base::ErrorCode::OptionInvalid, "--chunks",
                                 "frame " + std::to_string(options.frame) + " is no packet of HEP 3"};
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
