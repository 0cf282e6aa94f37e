// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/capture_command.h"

#include "app/commands/forward_options.h"
#include "app/commands/import_command.h"
#include "app/commands/limit_option.h"
#include "app/commands/tls_options.h"
#include "core/capture/command_source.h"
#include "core/capture/filter_presets.h"
#include "core/capture/follow_source.h"
#include "core/capture/hep_listener.h"
#include "core/capture/interface_source.h"
#include "core/engine/capture_engine.h"
#include "core/session/session_reader.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <system_error>
#include <vector>

namespace app {
namespace {

using core::base::Error;
using core::base::ErrorCode;
using core::base::Result;

struct CaptureOptions {
    std::string session;
    std::vector<std::string> hepUrls;
    std::string hepKeyFile;
    std::vector<std::string> hepAllow;
    std::string tlsCertificate;
    std::string tlsKey;
    std::vector<std::string> interfaces;
    std::vector<std::string> filters;
    std::string filterPreset;
    std::vector<std::string> commands;
    std::vector<std::string> followed;
    double duration = 0;
    std::vector<std::string> stopTexts;
    std::vector<std::string> rollTexts;
    std::vector<std::string> ringTexts;
    core::engine::SessionLimits stop;
    core::engine::RollOptions roll;
    core::session::RingLimits ring;
    bool append = false;
    bool overwrite = false;
    core::engine::RecorderOptions recorder;
    ForwardArguments forward;
    core::engine::TlsOptions tls;
};

using Sources = std::vector<std::unique_ptr<core::capture::CaptureSource>>;

Result<core::capture::HepAdmission> makeAdmission(const CaptureOptions& options)
{
    core::capture::HepAdmission admission;
    if (!options.hepKeyFile.empty()) {
        auto key = core::capture::readHepKey(options.hepKeyFile);
        if (!key)
            return key.error();
        admission.key = std::move(*key);
    }
    for (const std::string& text : options.hepAllow) {
        const auto network = core::net::IpNetwork::parse(text);
        if (!network)
            return Error{ErrorCode::OptionInvalid, "--hep-allow " + text, "no address or network"};
        admission.allowed.push_back(*network);
    }
    return admission;
}

Result<Sources> makeSources(const CaptureOptions& options, const Forwarders& forwarders)
{
    using namespace core;
    if (options.hepUrls.empty() && options.interfaces.empty() && options.commands.empty() &&
        options.followed.empty())
        return Error{ErrorCode::OptionInvalid, "capture",
                     "name at least one --hep, --interface, --command or --follow"};
    if (options.filters.size() > 1 && options.filters.size() != options.interfaces.size())
        return Error{ErrorCode::OptionInvalid, "--bpf", "give one for all interfaces, or one for each"};
    const auto admission = makeAdmission(options);
    if (!admission)
        return admission.error();
    std::optional<capture::TlsFiles> tls;
    if (!options.tlsCertificate.empty())
        tls = capture::TlsFiles{options.tlsCertificate, options.tlsKey};
    Sources sources;
    for (const std::string& text : options.hepUrls) {
        auto url = capture::parseHepUrl(text);
        if (!url)
            return url.error();
        if (const auto harmless = core::engine::refuseLoop(*url, forwarders); !harmless)
            return harmless.error();
        sources.push_back(capture::makeHepListener({*url, *admission, tls}));
    }
    for (std::size_t i = 0; i < options.interfaces.size(); ++i) {
        capture::InterfaceOptions interface;
        interface.name = options.interfaces[i];
        if (const auto* preset = capture::findFilterPreset(options.filterPreset))
            interface.captureFilter = preset->expression;
        else if (!options.filters.empty())
            interface.captureFilter =
                options.filters.size() == 1 ? options.filters.front() : options.filters[i];
        interface.captureFilter = core::engine::withoutOwnPackets(interface.captureFilter, forwarders);
        sources.push_back(std::make_unique<capture::InterfaceSource>(interface));
    }
    for (const std::string& command : options.commands)
        sources.push_back(std::make_unique<capture::CommandSource>(command));
    for (const std::string& path : options.followed)
        sources.push_back(std::make_unique<capture::FollowSource>(path));
    return sources;
}

std::vector<std::string> presetNames()
{
    std::vector<std::string> names;
    for (const auto& preset : core::capture::filterPresets())
        names.emplace_back(preset.name);
    return names;
}

/// "sip|sip-rtp|not-ssh".
std::string presetNamesText()
{
    std::string text;
    for (const std::string& name : presetNames())
        text += (text.empty() ? "" : "|") + name;
    return text;
}

core::base::Status readLimits(CaptureOptions& options)
{
    auto stop = parseLimits("--stop", options.stopTexts);
    if (!stop)
        return stop.error();
    auto roll = parseLimits("--roll", options.rollTexts);
    if (!roll)
        return roll.error();
    auto ring = parseRing("--ring", options.ringTexts);
    if (!ring)
        return ring.error();
    if (ring->isSet() && roll->isSet())
        return Error{ErrorCode::OptionInvalid, "--ring with --roll",
                     "a ring keeps one session at its size, rolling keeps all of them; take one of the two"};
    options.stop = *stop;
    options.ring = *ring;
    options.roll.limits = *roll;
    if (stop->messages != 0)
        options.recorder.maximumMessages = stop->messages;
    return {};
}

/// Rolled sessions have names of their own: all of them are what --append goes on from, or --overwrite
/// replaces.
core::base::Status prepareRolled(CaptureOptions& options)
{
    const auto present = core::engine::rolledSessions(options.session);
    if (present.empty())
        return {};
    if (options.append) {
        options.roll.first = present.rbegin()->first + 1;
        return {};
    }
    if (!options.overwrite)
        return Error{ErrorCode::FileExists, present.begin()->second.string(), {}};
    for (const auto& [number, path] : present) {
        if (!core::session::looksLikeSession(path))
            return Error{ErrorCode::NotASession, path.string(), {}};
    }
    for (const auto& [number, path] : present) {
        if (auto removed = core::session::removeSession(path); !removed)
            return removed;
    }
    return {};
}

core::base::Status prepareTarget(CaptureOptions& options)
{
    if (options.roll.limits.isSet())
        return prepareRolled(options);
    std::error_code problem;
    if (!std::filesystem::exists(options.session, problem))
        return {};
    if (options.overwrite)
        return core::session::removeSession(options.session);
    if (!options.append)
        return Error{ErrorCode::FileExists, options.session, {}};
    if (!core::session::looksLikeSession(options.session))
        return Error{ErrorCode::NotASession, options.session, {}};
    return {};
}

std::string closingLine(const core::engine::EngineProgress& progress)
{
    return "received " + std::to_string(progress.framesReceived) + " stored " +
           std::to_string(progress.framesStored) + " dropped " + std::to_string(progress.framesDropped) +
           " refused " + std::to_string(progress.framesRefused);
}

bool isReached(const core::engine::SessionLimits& limits, const core::engine::EngineProgress& progress,
               std::chrono::nanoseconds elapsed)
{
    // The recorder itself stops at a number of messages; an empty session has its size already.
    return limits.areReachedBy({.span = elapsed,
                                .bytes = progress.framesReceived != 0 ? progress.bytes : 0,
                                .messages = 0,
                                .calls = progress.calls});
}

void waitForEnd(core::engine::CaptureEngine& engine, const CaptureOptions& options,
                Interruption& interruption)
{
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    const auto span = std::chrono::duration<double>{options.duration};
    ProgressLine line;
    while (!interruption.isRequested() && !engine.waitForSources(std::chrono::milliseconds{50})) {
        if (options.duration > 0 && Clock::now() - start >= span)
            break;
        const auto progress = engine.progress();
        if (isReached(options.stop, progress, Clock::now() - start))
            break;
        line.show(grouped(progress.messages) + " messages, " + grouped(progress.framesReceived) +
                  " frames, " + grouped(progress.framesDropped) + " dropped, " +
                  sizeText(progress.committed.fileBytes));
    }
}

/// The session that is written, or the first of those that are rolled.
std::string firstSession(const CaptureOptions& options)
{
    return options.roll.limits.isSet()
               ? core::engine::rolledPath(options.session, options.roll.first).string()
               : options.session;
}

ExitCode runCapture(CaptureOptions options, Interruption& interruption)
{
    if (const auto read = readLimits(options); !read)
        return fail(read.error());
    auto forwarders = openForwarders(options.forward, std::nullopt);
    if (!forwarders)
        return fail(forwarders.error());
    auto sources = makeSources(options, *forwarders);
    if (!sources)
        return fail(sources.error());
    if (const auto prepared = prepareTarget(options); !prepared)
        return fail(prepared.error());
    const bool isNew = !core::session::looksLikeSession(firstSession(options));
    core::engine::EngineOptions settings;
    settings.session = options.session;
    settings.writer.whenPresent = options.append && !options.roll.limits.isSet()
                                      ? core::session::WhenPresent::Append
                                      : core::session::WhenPresent::Fail;
    settings.writer.creator = "rhapsode-cli";
    settings.writer.ring = options.ring;
    settings.recorder = options.recorder;
    settings.tls = options.tls;
    settings.forwarders = *forwarders;
    settings.roll = options.roll;
    settings.roll.begun = [](const std::filesystem::path& path) { note("writing " + path.string()); };
    auto engine = core::engine::CaptureEngine::create(settings);
    if (!engine)
        return fail(engine.error());
    (*engine)->setReadyListener([](const std::string& line) { note(line); });
    for (auto& source : *sources)
        (*engine)->addSource(std::move(source));
    waitForEnd(**engine, options, interruption);

    const core::base::Status closed = (*engine)->stop();
    const core::engine::EngineProgress progress = (*engine)->progress();
    for (const Error& warning : progress.warnings)
        complain(core::base::describe(warning));
    const bool nothingArrived = progress.framesReceived == 0 && progress.readyLines.empty();
    if (!progress.failures.empty() && nothingArrived) {
        if (isNew)
            static_cast<void>(core::session::removeSession(firstSession(options)));
        return fail(progress.failures.front());
    }
    note(closingLine(progress));
    const ExitCode forwarded = reportForwarded(*forwarders);
    if (!closed)
        return fail(closed.error(), "What was stored until then is kept.");
    if (!progress.failures.empty())
        return fail(progress.failures.front());
    if (progress.framesDropped > 0)
        complain(std::to_string(progress.framesDropped) + " packets were dropped");
    const bool isDamaged =
        std::any_of(progress.warnings.begin(), progress.warnings.end(),
                    [](const Error& warning) { return !core::base::isForewarning(warning.code); });
    return progress.framesDropped > 0 || isDamaged ? ExitCode::Damaged : forwarded;
}

} // namespace

void registerCapture(CommandContext& context)
{
    auto options = std::make_shared<CaptureOptions>();
    CLI::App* command = context.parser.add_subcommand("capture", "Capture live into a session");
    command->add_option("-o,--output", options->session, "The session to write")
        ->required()
        ->option_text("SESSION");
    command->add_option("--hep", options->hepUrls, "Listen for HEP: hep+udp://ADDRESS:PORT, hep+tcp, hep+tls")
        ->option_text("URL")
        ->allow_extra_args(false);
    command->add_option("--hep-key-file", options->hepKeyFile, "Take HEP only with the key in this file")
        ->option_text("FILE");
    command->add_option("--hep-allow", options->hepAllow, "Take HEP only from this address or network")
        ->option_text("NET")
        ->allow_extra_args(false);
    CLI::Option* certificate =
        command->add_option("--tls-cert", options->tlsCertificate, "Certificate (PEM) for hep+tls")
            ->option_text("FILE");
    CLI::Option* key = command->add_option("--tls-key", options->tlsKey, "Its private key (PEM)")
                           ->option_text("FILE")
                           ->needs(certificate);
    certificate->needs(key);
    command->add_option("--interface", options->interfaces, "Sniff a local interface")
        ->option_text("NAME")
        ->allow_extra_args(false);
    CLI::Option* filter =
        command->add_option("--bpf", options->filters, "Capture filter (BPF) for the interfaces")
            ->option_text("EXPR")
            ->allow_extra_args(false);
    command->add_option("--bpf-preset", options->filterPreset, "A ready capture filter for the interfaces")
        ->check(CLI::IsMember(presetNames()))
        ->option_text(presetNamesText())
        ->excludes(filter);
    command->add_option("--command", options->commands, "Run a command that writes a capture to its output")
        ->option_text("CMD")
        ->allow_extra_args(false);
    command->add_option("--follow", options->followed, "Read a growing capture, a folder of them, or a pipe")
        ->option_text("PATH")
        ->allow_extra_args(false);
    command->add_option("--duration", options->duration, "Stop after this many seconds")
        ->check(CLI::PositiveNumber)
        ->option_text("S");
    command->add_option("--count", options->recorder.maximumMessages, "Stop after this many SIP messages")
        ->check(CLI::PositiveNumber)
        ->option_text("N");
    command
        ->add_option("--stop", options->stopTexts,
                     "Stop after so much: 90s, 30min, 1h, 500MB, 1GiB, 1000messages, 500calls")
        ->option_text("LIMIT")
        ->allow_extra_args(false);
    command
        ->add_option("--roll", options->rollTexts,
                     "Begin the next session, NAME-0001, NAME-0002, ..., after so much")
        ->option_text("LIMIT")
        ->allow_extra_args(false);
    command
        ->add_option("--ring", options->ringTexts,
                     "Keep only the newest: 30s, 10m, 4h, 2d, 500MB, 8GiB; marked calls stay")
        ->option_text("LIMIT")
        ->allow_extra_args(false);
    CLI::Option* append = command->add_flag("--append", options->append, "Add to the session if it exists");
    command->add_flag("--overwrite", options->overwrite, "Replace the session if it exists")
        ->excludes(append);
    command
        ->add_option("--forward", options->forward.urls,
                     "Send every SIP message on: hep+udp://HOST:PORT, also hep1+udp, hep2+udp, hep+tcp, "
                     "hep+tls; ipip://HOST")
        ->option_text("URL")
        ->allow_extra_args(false);
    addForwardOptions(*command, options->forward);
    addStoreOptions(*command, options->recorder);
    addTlsOptions(*command, options->tls);
    command->callback([&context, options] {
        context.run = [&context, options] { return runCapture(*options, context.interruption); };
    });
}

} // namespace app
