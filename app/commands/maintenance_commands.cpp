// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/maintenance_commands.h"

#include "app/commands/tls_options.h"
#include "core/engine/capture_engine.h"
#include "core/session/compact.h"
#include "core/session/session_reader.h"

#include <memory>

namespace app {
namespace {

ExitCode runCheck(const std::string& session, Interruption& interruption)
{
    const auto report = core::session::checkSession(session, interruption.token());
    if (!report)
        return fail(report.error());
    Output output;
    output.write(grouped(report->frames) + " frames, " + grouped(report->messages) + " messages, " +
                 grouped(report->calls) +
                 " calls: " + (report->damages.empty() ? "sound" : "damaged, but readable") + "\n");
    output.flush();
    for (const std::string& damage : report->damages)
        complain(damage);
    return report->damages.empty() ? ExitCode::Done : ExitCode::Damaged;
}

ExitCode runReindex(const std::string& session, const core::engine::TlsOptions& tls)
{
    const auto report = core::engine::reindexSession(session, tls);
    if (!report)
        return fail(report.error());
    Output output;
    output.write(grouped(report->frames) + " frames, " + grouped(report->messages) + " messages\n");
    output.flush();
    for (const std::string& loss : report->losses)
        complain(loss);
    return report->losses.empty() ? ExitCode::Done : ExitCode::Damaged;
}

ExitCode runCompact(const std::string& session, Interruption& interruption)
{
    const auto report = core::session::compactSession(session, interruption.token());
    if (!report)
        return fail(report.error());
    Output output;
    output.write(sizeText(report->before) + " before, " + sizeText(report->after) + " now\n");
    return ExitCode::Done;
}

} // namespace

void registerMaintenance(CommandContext& context)
{
    auto session = std::make_shared<std::string>();
    CLI::App* check =
        context.parser.add_subcommand("check", "Read a whole session and say whether it is sound");
    check->add_option("session", *session, "The session")->required()->option_text("SESSION");
    check->callback([&context, session] {
        context.run = [&context, session] { return runCheck(*session, context.interruption); };
    });
    CLI::App* compact =
        context.parser.add_subcommand("compact", "Give the free room in a session back to the disk");
    compact->add_option("session", *session, "The session")->required()->option_text("SESSION");
    compact->callback([&context, session] {
        context.run = [&context, session] { return runCompact(*session, context.interruption); };
    });
    CLI::App* reindex = context.parser.add_subcommand(
        "reindex",
        "Derive messages and calls of a session again from its frames; saves what is left of a damaged one");
    reindex->add_option("session", *session, "The session")->required()->option_text("SESSION");
    auto tls = std::make_shared<core::engine::TlsOptions>();
    addTlsOptions(*reindex, *tls);
    reindex->callback(
        [&context, session, tls] { context.run = [session, tls] { return runReindex(*session, *tls); }; });
}

} // namespace app
