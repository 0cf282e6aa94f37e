// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/info_command.h"

#include "app/commands/tls_options.h"
#include "app/input_session.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace app {
namespace {

using core::session::FrameTally;
using core::session::SessionProgress;
using core::session::SourceRow;
using core::session::TlsConnectionRow;
using Json = nlohmann::ordered_json;

struct InfoOptions {
    std::string input;
    core::engine::TlsOptions tls;
    std::string format = "text";
};

constexpr std::uint64_t walWarning = 128U << 20U;

/// "other payload: RTP"
std::string meaningOf(const FrameTally& tally)
{
    std::string meaning{sentence(tally.fate)};
    if (const std::string_view detail = sentence(tally.detail); !detail.empty())
        meaning.append(": ").append(detail);
    return meaning;
}

/// Every class, also those without frames: they add up to what was received.
Json classesJson(const SourceRow& source)
{
    Json classes = Json::object();
    for (std::size_t i = 0; i < core::session::frameFateCount; ++i) {
        const auto fate = static_cast<core::session::FrameFate>(i);
        classes[std::string{name(fate)}] = source.count(fate);
    }
    classes["dropped-by-queue"] = source.droppedByQueue;
    classes["refused"] = source.refused;
    return classes;
}

Json detailsJson(const SourceRow& source)
{
    Json details = Json::array();
    for (const FrameTally& tally : source.tallies) {
        Json examples = Json::array();
        for (const core::base::FrameNumber frame : tally.examples)
            examples.push_back(frame.value);
        details.push_back(Json{{"class", name(tally.fate)},
                               {"detail", name(tally.detail)},
                               {"meaning", meaningOf(tally)},
                               {"frames", tally.frames},
                               {"not_stored", tally.notStored},
                               {"examples", std::move(examples)}});
    }
    return details;
}

std::uint64_t notStored(const SourceRow& source)
{
    std::uint64_t sum = 0;
    for (const FrameTally& tally : source.tallies)
        sum += tally.notStored;
    return sum;
}

Json storeJson(const SourceRow& source)
{
    return source.choice ? Json(name(source.choice->store)) : Json();
}

Json rtpJson(const SourceRow& source)
{
    return source.choice ? Json(name(source.choice->rtp)) : Json();
}

/// Keys are documented in the manual page: they are an interface for scripts.
Json sourceJson(const SourceRow& source)
{
    return Json{{"id", source.id.value},
                {"kind", source.kind},
                {"name", source.name},
                {"interface", source.interfaceName},
                {"link_type", static_cast<std::uint32_t>(source.link)},
                {"received", source.received},
                {"received_bytes", source.receivedBytes},
                {"stored", source.stored},
                {"not_stored", notStored(source)},
                {"store", storeJson(source)},
                {"rtp", rtpJson(source)},
                {"dropped_by_kernel", source.droppedByKernel},
                {"refused", source.refused},
                {"messages", source.messages},
                {"first_time", core::base::formatEpoch(source.firstTime)},
                {"last_time", core::base::formatEpoch(source.lastTime)},
                {"classes", classesJson(source)},
                {"details", detailsJson(source)},
                {"warnings", source.warnings}};
}

Json tlsJson(const std::vector<TlsConnectionRow>& connections)
{
    Json list = Json::array();
    for (const TlsConnectionRow& connection : connections) {
        list.push_back(Json{{"id", connection.id},
                            {"time", core::base::formatEpoch(connection.firstTime)},
                            {"client", connection.path.source.toString()},
                            {"server", connection.path.destination.toString()},
                            {"server_name", connection.serverName},
                            {"version", connection.version},
                            {"cipher_suite", connection.cipherSuite},
                            {"client_random", connection.clientRandom},
                            {"outcome", connection.outcome},
                            {"records", connection.records},
                            {"undecrypted", connection.undecrypted},
                            {"messages", connection.messages},
                            {"sentence", connection.sentence}});
    }
    return list;
}

/// Frames that the session was given. Their numbers may begin anywhere: a rolled session goes on from
/// another.
std::uint64_t framesOf(const std::vector<SourceRow>& sources)
{
    std::uint64_t frames = 0;
    for (const SourceRow& source : sources)
        frames += source.received - std::min(source.received, source.droppedByQueue + source.refused);
    return frames;
}

std::string infoJson(const SessionProgress& progress, const std::vector<SourceRow>& sources,
                     const std::vector<TlsConnectionRow>& connections)
{
    Json list = Json::array();
    for (const SourceRow& source : sources)
        list.push_back(sourceJson(source));
    const Json info{{"frames", framesOf(sources)},
                    {"messages", progress.messages()},
                    {"calls", progress.calls()},
                    {"frames_gone", progress.framesGone},
                    {"messages_gone", progress.messagesGone},
                    {"calls_gone", progress.callsGone},
                    {"first_time", core::base::formatEpoch(progress.firstTime)},
                    {"last_time", core::base::formatEpoch(progress.lastTime)},
                    {"file_bytes", progress.fileBytes},
                    {"wal_bytes", progress.walBytes},
                    {"sources", std::move(list)},
                    {"tls_connections", tlsJson(connections)}};
    return info.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// "  1,204 other payload: RTP (frames 3, 4, 9, ...)"
std::string tallyText(const FrameTally& tally)
{
    std::string text = "  " + grouped(tally.frames) + " " + meaningOf(tally);
    if (tally.notStored != 0)
        text +=
            ", " + (tally.notStored == tally.frames ? "not" : grouped(tally.notStored) + " not") + " stored";
    std::string examples;
    for (const core::base::FrameNumber frame : tally.examples)
        examples += (examples.empty() ? "" : ", ") + std::to_string(frame.value);
    if (tally.frames > tally.examples.size())
        examples += ", ...";
    if (!tally.examples.empty())
        text += (tally.frames == 1 ? " (frame " : " (frames ") + examples + ")";
    return text + "\n";
}

/// What was left out because the user chose so; nothing when all was to be kept.
std::string choiceText(const core::session::FrameChoice& choice)
{
    using core::session::RtpPolicy;
    std::string text;
    if (choice.store == core::session::StorePolicy::Signalling)
        text += "  of what is neither SIP nor RTP nothing was to be kept\n";
    if (choice.rtp == RtpPolicy::Headers)
        text += "  of RTP only the headers were to be kept\n";
    if (choice.rtp == RtpPolicy::None)
        text += "  of RTP nothing was to be kept\n";
    return text;
}

std::string sourceText(const SourceRow& source)
{
    std::string text = "\n" + source.kind + " " + source.name;
    if (!source.interfaceName.empty())
        text += " (" + source.interfaceName + ")";
    text += "\n  received " + grouped(source.received) + " frames, " + sizeText(source.receivedBytes) +
            "; stored " + grouped(source.stored) + "; " + grouped(source.messages) + " SIP messages\n";
    if (source.choice)
        text += choiceText(*source.choice);
    for (const FrameTally& tally : source.tallies)
        text += tallyText(tally);
    if (source.refused != 0)
        text += "  " + grouped(source.refused) + " refused\n";
    if (source.droppedByQueue != 0)
        text += "  " + grouped(source.droppedByQueue) + " dropped because our queue was full\n";
    if (source.droppedByKernel != 0)
        text +=
            "  and " + grouped(source.droppedByKernel) + " dropped by the kernel before they were received\n";
    for (const std::string& warning : source.warnings)
        text += "  " + warning + "\n";
    return text;
}

std::string tlsText(const std::vector<TlsConnectionRow>& connections)
{
    if (connections.empty())
        return {};
    std::uint64_t closedRecords = 0;
    std::uint64_t closed = 0;
    for (const TlsConnectionRow& connection : connections) {
        closedRecords += connection.undecrypted;
        closed += connection.undecrypted != 0 ? 1 : 0;
    }
    std::string text = "\n" + grouped(connections.size()) + " TLS connections; " + grouped(closed) +
                       " with " + grouped(closedRecords) + " encrypted records that were not decrypted\n";
    for (const TlsConnectionRow& connection : connections) {
        text += "  " + connection.path.source.toString() + " to " + connection.path.destination.toString();
        if (!connection.serverName.empty())
            text += " (" + connection.serverName + ")";
        text += ": " + connection.sentence + " " + grouped(connection.messages) + " SIP messages\n";
    }
    return text;
}

std::string infoText(const SessionProgress& progress, const std::vector<SourceRow>& sources,
                     const std::vector<TlsConnectionRow>& connections)
{
    std::string text = grouped(framesOf(sources)) + " frames, " + grouped(progress.messages()) +
                       " SIP messages, " + grouped(progress.calls()) + " calls\n";
    if (progress.framesGone != 0)
        text += "The ring has let " + grouped(progress.framesGone) + " frames, " +
                grouped(progress.messagesGone) + " SIP messages and " + grouped(progress.callsGone) +
                " calls go.\n";
    if (progress.lastMessage)
        text += core::base::formatUtc(progress.firstTime) + " to " +
                core::base::formatUtc(progress.lastTime) + "\n";
    text +=
        "file " + sizeText(progress.fileBytes) + ", write-ahead log " + sizeText(progress.walBytes) + "\n";
    for (const SourceRow& source : sources)
        text += sourceText(source);
    return text + tlsText(connections);
}

ExitCode runInfo(const InfoOptions& options, Interruption& interruption)
{
    const auto input = InputReader::open(options.input, interruption.token(), options.tls);
    if (!input)
        return fail(input.error());
    const auto progress = input->reader().progress();
    if (!progress)
        return fail(progress.error());
    const auto sources = input->reader().sources();
    if (!sources)
        return fail(sources.error());
    const auto connections = input->reader().tlsConnections();
    if (!connections)
        return fail(connections.error());
    Output output;
    output.write(options.format == "json" ? infoJson(*progress, *sources, *connections)
                                          : infoText(*progress, *sources, *connections));
    if (progress->walBytes > walWarning)
        complain("the write-ahead log has grown to " + sizeText(progress->walBytes) +
                 ": a program that keeps reading the session holds it open");
    return finishInput(input->session());
}

} // namespace

void registerInfo(CommandContext& context)
{
    auto options = std::make_shared<InfoOptions>();
    CLI::App* command =
        context.parser.add_subcommand("info", "Say what a session holds and what became of every frame");
    addInput(*command, options->input);
    addTlsOptions(*command, options->tls);
    command->add_option("--format", options->format, "text, or json with documented keys")
        ->check(CLI::IsMember({"text", "json"}))
        ->option_text("text|json");
    command->callback([&context, options] {
        context.run = [&context, options] { return runInfo(*options, context.interruption); };
    });
}

} // namespace app
