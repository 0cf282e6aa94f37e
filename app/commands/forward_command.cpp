// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/forward_command.h"

#include "app/commands/forward_options.h"
#include "core/capture/file_source.h"
#include "core/capture/interface_source.h"
#include "core/engine/message_relay.h"
#include "core/engine/session_replay.h"
#include "core/forward/pacer.h"
#include "core/session/session_reader.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace app {
namespace {

using core::base::Error;
using core::base::ErrorCode;
using core::base::Result;
using core::base::Status;
using core::forward::Forwarder;
using core::forward::OutgoingMessage;
using namespace std::chrono_literals;

/// A recorded message can wait for a collector that is being restarted, but not for ever.
constexpr std::chrono::milliseconds usualPatience = 15s;
constexpr std::chrono::milliseconds patienceAfterCapture = 5s;
constexpr std::chrono::milliseconds patienceAfterInterruption = 1s;

/// Datagrams have no flow control: a collector's socket of the usual size overflows in a few milliseconds
/// at full speed, and nobody would know. Kamailio storing into SQLite keeps up with about so many.
constexpr double datagramsPerSecond = 250;

struct ForwardCommandOptions {
    std::string input;
    std::string interface;
    std::string captureFilter;
    std::string rate;
    ForwardArguments forward;
};

/// What came of reading the input.
struct Reading {
    std::uint64_t dropped = 0;
    std::vector<Error> warnings;
};

Result<core::forward::Rate> rateOf(const ForwardCommandOptions& options, const Forwarder& forwarder)
{
    if (!options.rate.empty())
        return core::forward::parseRate(options.rate);
    if (isStream(forwarder.url().protocol))
        return core::forward::Rate{};
    note("sending 250 messages a second, as datagrams have no flow control; --rate changes that");
    return core::forward::Rate{core::forward::Rate::Kind::PerSecond, datagramsPerSecond};
}

/// Gives recorded messages to a forwarder at their rate. One that has given the collector up still gets
/// them, so that they are counted.
class Replay {
public:
    Replay(Forwarder& forwarder, core::forward::Rate rate, std::stop_token stop)
        : m_forwarder(forwarder), m_pacer(rate), m_stop(std::move(stop))
    {
    }

    bool operator()(const OutgoingMessage& message)
    {
        if (!m_isGivenUp && !m_pacer.wait(message.captured, m_stop))
            return false;
        m_isGivenUp = !m_forwarder.put(message, m_stop);
        m_line.show(grouped(m_forwarder.counters().sent) + " messages sent");
        return !m_stop.stop_requested();
    }

private:
    Forwarder& m_forwarder;
    core::forward::Pacer m_pacer;
    std::stop_token m_stop;
    ProgressLine m_line;
    bool m_isGivenUp = false;
};

Result<Reading> relay(core::capture::CaptureSource& source, core::engine::MessageRelay::Visitor visit,
                      const std::stop_token& stop)
{
    core::engine::MessageRelay relay{std::move(visit), [](const std::string& line) { note(line); }};
    const Status status = source.run(stop, relay);
    relay.finish();
    if (!status)
        return status.error();
    return Reading{relay.dropped(), relay.warnings()};
}

Result<Reading> forwardInterface(const ForwardCommandOptions& options, const Forwarders& forwarders,
                                 const std::stop_token& stop)
{
    core::capture::InterfaceOptions interface;
    interface.name = options.interface;
    interface.captureFilter = core::engine::withoutOwnPackets(options.captureFilter, forwarders);
    core::capture::InterfaceSource source{interface};
    return relay(
        source,
        [&](const OutgoingMessage& message) {
            forwarders.front()->offer(message);
            return true;
        },
        stop);
}

Result<Reading> forwardRecording(const ForwardCommandOptions& options, Forwarder& forwarder,
                                 const std::stop_token& stop)
{
    const auto rate = rateOf(options, forwarder);
    if (!rate)
        return rate.error();
    Replay replay{forwarder, *rate, stop};
    const auto visit = [&replay](const OutgoingMessage& message) { return replay(message); };
    if (options.input == "-" || !core::session::looksLikeSession(options.input)) {
        core::capture::FileSource source{{options.input}};
        return relay(source, visit, stop);
    }
    auto reader = core::session::SessionReader::open(options.input);
    if (!reader)
        return reader.error();
    const auto handedOut = core::engine::replaySession(**reader, visit, stop);
    if (!handedOut)
        return handedOut.error();
    return Reading{};
}

Status validate(const ForwardCommandOptions& options)
{
    const auto invalid = [](const char* detail) {
        return Error{ErrorCode::OptionInvalid, "forward", detail};
    };
    if (options.input.empty() == options.interface.empty())
        return invalid("name a session, a capture or --interface, one of them");
    if (!options.interface.empty() && !options.rate.empty())
        return invalid("--rate is for what was recorded");
    if (options.interface.empty() && !options.captureFilter.empty())
        return invalid("--bpf belongs to --interface");
    if (!options.rate.empty()) {
        if (const auto rate = core::forward::parseRate(options.rate); !rate)
            return rate.error();
    }
    return {};
}

ExitCode runForward(const ForwardCommandOptions& options, Interruption& interruption)
{
    if (const Status valid = validate(options); !valid)
        return fail(valid.error());
    const bool isLive = !options.interface.empty();
    const auto forwarders =
        openForwarders(options.forward, isLive ? std::nullopt : std::optional{usualPatience});
    if (!forwarders)
        return fail(forwarders.error());
    Forwarder& forwarder = *forwarders->front();
    const auto reading = isLive ? forwardInterface(options, *forwarders, interruption.token())
                                : forwardRecording(options, forwarder, interruption.token());
    if (!reading && reading.error().code != ErrorCode::Cancelled && forwarder.counters().taken == 0)
        return fail(reading.error());
    if (isLive)
        forwarder.finish(patienceAfterCapture);
    else
        forwarder.finish(interruption.isRequested() ? patienceAfterInterruption : usualPatience);
    const ExitCode code = reportForwarded(*forwarders);
    if (!reading && !interruption.isRequested())
        return fail(reading.error());
    if (interruption.isRequested() && !isLive)
        return fail({ErrorCode::Cancelled, options.input, "the rest was not sent"});
    for (const Error& warning : reading->warnings)
        complain(core::base::describe(warning));
    if (reading->dropped != 0)
        complain(std::to_string(reading->dropped) + " packets were dropped");
    const bool isAdvice = std::ranges::all_of(
        reading->warnings, [](const Error& warning) { return core::base::isForewarning(warning.code); });
    return isAdvice && reading->dropped == 0 ? code : ExitCode::Damaged;
}

} // namespace

void registerForward(CommandContext& context)
{
    auto options = std::make_shared<ForwardCommandOptions>();
    CLI::App* command =
        context.parser.add_subcommand("forward", "Send SIP messages to a collector, as a capture agent does");
    command->add_option("input", options->input, "A session, or a capture ('-' is stdin)")
        ->option_text("SESSION|CAPTURE");
    command->add_option("--interface", options->interface, "Sniff a local interface instead")
        ->option_text("NAME");
    command->add_option("--bpf", options->captureFilter, "Capture filter (BPF) for the interface")
        ->option_text("EXPR");
    command
        ->add_option("--to", options->forward.urls,
                     "The collector: hep+udp://HOST:PORT, also hep1+udp, hep2+udp, hep+tcp, hep+tls; "
                     "ipip://HOST")
        ->required()
        ->expected(1)
        ->option_text("URL");
    command
        ->add_option("--rate", options->rate,
                     "Messages a second, 'realtime' as they were captured, or 'max'; 250 for datagrams "
                     "unless given, max for TCP and TLS")
        ->option_text("N|realtime|max");
    addForwardOptions(*command, options->forward);
    command->callback([&context, options] {
        context.run = [&context, options] { return runForward(*options, context.interruption); };
    });
}

} // namespace app
