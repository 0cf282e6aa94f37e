// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/info_command.h"

#include "app/input_session.h"

#include <nlohmann/json.hpp>

#include <memory>
#include <string>
#include <vector>

namespace app {
namespace {

using core::session::SessionProgress;
using core::session::SourceRow;
using Json = nlohmann::ordered_json;

struct InfoOptions {
    std::string input;
    std::string format = "text";
};

constexpr std::uint64_t walWarning = 128U << 20U;

core::session::FrameFate fateAt(std::size_t index)
{
    return static_cast<core::session::FrameFate>(index);
}

/// Keys are documented in the manual page: they are an interface for scripts.
Json sourceJson(const SourceRow& source)
{
    Json classes = Json::object();
    for (std::size_t i = 0; i < source.fates.size(); ++i)
        classes[std::string{name(fateAt(i))}] = source.fates[i];
    classes["dropped-by-queue"] = source.droppedByQueue;
    return Json{{"id", source.id.value},
                {"kind", source.kind},
                {"name", source.name},
                {"interface", source.interfaceName},
                {"link_type", static_cast<std::uint32_t>(source.link)},
                {"received", source.received},
                {"received_bytes", source.receivedBytes},
                {"stored", source.stored},
                {"dropped_by_kernel", source.droppedByKernel},
                {"refused", source.refused},
                {"messages", source.messages},
                {"first_time", core::base::formatEpoch(source.firstTime)},
                {"last_time", core::base::formatEpoch(source.lastTime)},
                {"classes", std::move(classes)},
                {"warnings", source.warnings}};
}

std::string infoJson(const SessionProgress& progress, const std::vector<SourceRow>& sources)
{
    Json list = Json::array();
    for (const SourceRow& source : sources)
        list.push_back(sourceJson(source));
    const Json info{{"frames", progress.lastFrame.value},
                    {"messages", progress.lastMessage.value},
                    {"calls", progress.lastCall.value},
                    {"first_time", core::base::formatEpoch(progress.firstTime)},
                    {"last_time", core::base::formatEpoch(progress.lastTime)},
                    {"file_bytes", progress.fileBytes},
                    {"wal_bytes", progress.walBytes},
                    {"sources", std::move(list)}};
    return info.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string sourceText(const SourceRow& source)
{
    std::string text = "\n" + source.kind + " " + source.name;
    if (!source.interfaceName.empty())
        text += " (" + source.interfaceName + ")";
    text += "\n  received " + grouped(source.received) + " frames, " + sizeText(source.receivedBytes) +
            "; stored " + grouped(source.stored) + "; " + grouped(source.messages) + " SIP messages\n";
    for (std::size_t i = 0; i < source.fates.size(); ++i) {
        if (source.fates[i] != 0)
            text += "  " + grouped(source.fates[i]) + " " + std::string{name(fateAt(i))} + "\n";
    }
    if (source.droppedByQueue != 0)
        text += "  " + grouped(source.droppedByQueue) + " dropped-by-queue\n";
    if (source.droppedByKernel != 0)
        text +=
            "  and " + grouped(source.droppedByKernel) + " dropped by the kernel before they were received\n";
    for (const std::string& warning : source.warnings)
        text += "  " + warning + "\n";
    return text;
}

std::string infoText(const SessionProgress& progress, const std::vector<SourceRow>& sources)
{
    std::string text = grouped(static_cast<std::uint64_t>(progress.lastFrame.value)) + " frames, " +
                       grouped(static_cast<std::uint64_t>(progress.lastMessage.value)) + " SIP messages, " +
                       grouped(static_cast<std::uint64_t>(progress.lastCall.value)) + " calls\n";
    if (progress.lastMessage)
        text += core::base::formatUtc(progress.firstTime) + " to " +
                core::base::formatUtc(progress.lastTime) + "\n";
    text +=
        "file " + sizeText(progress.fileBytes) + ", write-ahead log " + sizeText(progress.walBytes) + "\n";
    for (const SourceRow& source : sources)
        text += sourceText(source);
    return text;
}

ExitCode runInfo(const InfoOptions& options, Interruption& interruption)
{
    const auto input = InputReader::open(options.input, interruption.token());
    if (!input)
        return fail(input.error());
    const auto progress = input->reader().progress();
    if (!progress)
        return fail(progress.error());
    const auto sources = input->reader().sources();
    if (!sources)
        return fail(sources.error());
    Output output;
    output.write(options.format == "json" ? infoJson(*progress, *sources) : infoText(*progress, *sources));
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
    command->add_option("--format", options->format, "text, or json with documented keys")
        ->check(CLI::IsMember({"text", "json"}))
        ->option_text("text|json");
    command->callback([&context, options] {
        context.run = [&context, options] { return runInfo(*options, context.interruption); };
    });
}

} // namespace app
