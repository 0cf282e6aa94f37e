// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/export_command.h"

#include "app/commands/leg_option.h"
#include "app/commands/row_selection.h"
#include "app/commands/tls_options.h"
#include "app/input_session.h"
#include "core/export/exporter.h"
#include "core/session/session_table.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace app {
namespace {

namespace base = core::base;
namespace exporting = core::exporting;
using base::ErrorCode;

struct ExportCommandOptions {
    std::string input;
    core::engine::TlsOptions tls;
    std::string output;
    std::string filter;
    std::vector<std::string> callIds;
    bool withLegs = false;
    core::leg::LegOptions legs;
    bool withRtp = false;
    bool overwrite = false;
    bool tlsSecrets = false;
};

/// The calls that --call names, each once; with --legs also those that belong together with them.
base::Result<std::vector<base::CallKey>> selectCalls(const ExportCommandOptions& options,
                                                     core::session::SessionTable& table,
                                                     Interruption& interruption)
{
    std::vector<base::CallKey> calls;
    for (const std::string& callId : options.callIds) {
        const auto call = table.reader().findCall(callId);
        if (!call)
            return call.error();
        core::leg::Legs legs{.calls = {call->key}};
        if (options.withLegs) {
            auto found = core::leg::findLegs(table, call->key, options.legs, interruption.token());
            if (!found)
                return found.error();
            legs = *std::move(found);
        }
        if (const std::string warning = legWarning(legs); !warning.empty())
            complain(warning);
        for (const base::CallKey leg : legs.calls) {
            if (std::ranges::find(calls, leg) == calls.end())
                calls.push_back(leg);
        }
    }
    return calls;
}

/// Messages that match the filter, or, with --call, those of the calls that also match it.
base::Result<std::vector<base::MessageId>> selectMessages(const ExportCommandOptions& options,
                                                          core::session::SessionTable& table,
                                                          Interruption& interruption)
{
    RowSelection selection;
    selection.filter = options.filter;
    const auto ids = selection.select(table, core::filter::Scope::Message, interruption.token());
    if (!ids)
        return ids.error();
    std::vector<base::MessageId> messages;
    if (options.callIds.empty()) {
        for (const std::int64_t id : *ids)
            messages.push_back({id});
        return messages;
    }
    const auto calls = selectCalls(options, table, interruption);
    if (!calls)
        return calls.error();
    for (const base::CallKey call : *calls) {
        const auto ofCall = table.reader().messagesOfCall(call);
        if (!ofCall)
            return ofCall.error();
        for (const base::MessageId id : *ofCall) {
            if (std::binary_search(ids->begin(), ids->end(), id.value))
                messages.push_back(id);
        }
    }
    return messages;
}

ExitCode runExport(const ExportCommandOptions& options, Interruption& interruption)
{
    const auto format = exporting::formatOf(options.output);
    if (!format)
        return fail({ErrorCode::OptionInvalid, options.output,
                     "the name has to end in .pcap, .pcapng, .txt, .csv or .json"});
    if (options.tlsSecrets && *format != exporting::ExportFormat::Pcapng)
        return fail({ErrorCode::OptionInvalid, "--tls-secrets", "only a .pcapng file can hold them"});
    const bool isCapture =
        *format == exporting::ExportFormat::Pcap || *format == exporting::ExportFormat::Pcapng;
    if (options.withRtp && !isCapture)
        return fail({ErrorCode::OptionInvalid, "--rtp", "only a .pcap or .pcapng file can hold it"});
    if (const auto query = RowSelection{options.filter, {}, 0}.query(core::filter::Scope::Message); !query)
        return fail(query.error());
    const auto input = InputSession::open(options.input, interruption.token(), options.tls);
    if (!input)
        return fail(input.error());
    auto table = core::session::SessionTable::open(input->session());
    if (!table)
        return fail(table.error());
    auto messages = selectMessages(options, **table, interruption);
    if (!messages)
        return fail(messages.error());

    exporting::ExportOptions wanted;
    wanted.file = options.output;
    wanted.format = *format;
    wanted.overwrite = options.overwrite;
    wanted.messages = std::move(*messages);
    wanted.withRtp = options.withRtp;
    wanted.withTlsSecrets = options.tlsSecrets;
    wanted.application = "rhapsode-cli " RHAPSODE_VERSION;
    ProgressLine line;
    const auto summary =
        exporting::exportSelection((*table)->reader(), wanted,
                                   [&line](const exporting::ExportProgress& progress) {
                                       line.show(grouped(progress.done) + " of " + grouped(progress.total));
                                   },
                                   interruption.token());
    line.clear();
    if (!summary)
        return fail(summary.error(), "Nothing was exported.");
    note("exported " + grouped(summary->rows) + " messages" +
         (summary->packets != 0 ? " in " + grouped(summary->packets) + " packets" : std::string{}) + ", " +
         sizeText(summary->bytes));
    for (const std::string& remark : summary->notes)
        complain(remark);
    const ExitCode ofInput = finishInput(*input);
    return summary->framesLeftOut != 0 ? ExitCode::Damaged : ofInput;
}

} // namespace

void registerExport(CommandContext& context)
{
    auto options = std::make_shared<ExportCommandOptions>();
    CLI::App* command =
        context.parser.add_subcommand("export", "Write messages to a file for other programs");
    addInput(*command, options->input);
    command
        ->add_option("-o,--output", options->output,
                     "Its ending says the format: pcap, pcapng, txt, csv, json")
        ->required()
        ->option_text("OUT");
    addTlsOptions(*command, options->tls);
    command->add_option("--filter", options->filter, "Only messages that match")->option_text("EXPR");
    command->add_option("--call", options->callIds, "Only messages of this call; can be repeated")
        ->option_text("CALL-ID")
        ->allow_extra_args(false);
    addLegOptions(*command, options->legs);
    command->add_flag("--legs", options->withLegs, "With --call: also the calls that belong together with it")
        ->needs("--call");
    command->add_flag("--rtp", options->withRtp, "pcap, pcapng: also RTP and RTCP of the calls");
    command->add_flag("--tls-secrets", options->tlsSecrets,
                      "pcapng: TLS connections as captured, with the secrets that decrypt all of them");
    command->add_flag("--overwrite", options->overwrite, "Replace the file if it exists");
    command->callback([&context, options] {
        context.run = [&context, options] { return runExport(*options, context.interruption); };
    });
}

} // namespace app
