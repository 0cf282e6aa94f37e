// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/import_command.h"

#include "app/commands/tls_options.h"
#include "app/input_session.h"
#include "core/session/primary.h"
#include "core/session/session_reader.h"

#include <map>
#include <memory>
#include <string_view>
#include <system_error>

namespace app {
namespace {

using core::base::ErrorCode;

struct ImportOptions {
    std::string session;
    std::vector<std::string> captures;
    bool append = false;
    bool overwrite = false;
    core::engine::RecorderOptions recorder;
    core::engine::TlsOptions tls;
};

ExitCode runImport(const ImportOptions& options, Interruption& interruption)
{
    const std::filesystem::path target{options.session};
    std::error_code problem;
    const bool exists = std::filesystem::exists(target, problem);
    if (exists && !options.append && !options.overwrite)
        return fail({ErrorCode::FileExists, options.session, {}});
    if (options.append && exists && !core::session::looksLikeSession(target))
        return fail({ErrorCode::NotASession, options.session, {}});

    // A new session gets its name only when it is whole, so that not even a crash leaves half of one.
    const bool inPlace = options.append && exists;
    std::filesystem::path written = target;
    if (!inPlace)
        written += ".partial";
    if (!inPlace)
        static_cast<void>(core::session::removeSession(written));
    const auto outcome = importCaptures(options.captures, written, options.recorder, inPlace,
                                        interruption.token(), options.tls);
    if (!outcome)
        return fail(outcome.error(), inPlace || outcome.error().code == ErrorCode::Cancelled
                                         ? std::string_view{}
                                         : std::string_view{"Nothing was kept."});
    if (!inPlace) {
        if (const auto replaced = core::session::replaceSession(written, target); !replaced)
            return fail(replaced.error());
    }
    note("received " + std::to_string(outcome->received) + " stored " + std::to_string(outcome->stored) +
         " dropped 0 refused 0");
    for (const std::string& warning : outcome->warnings)
        complain(warning);
    return outcome->warnings.empty() ? ExitCode::Done : ExitCode::Damaged;
}

} // namespace

void addStoreOptions(CLI::App& command, core::engine::RecorderOptions& options)
{
    using core::engine::RtpPolicy;
    using core::engine::StorePolicy;
    command
        .add_option("--store", options.store,
                    "Which frames are kept: 'all', or 'signalling' only; what is not kept is counted")
        ->transform(CLI::CheckedTransformer(std::map<std::string, StorePolicy>{
            {"all", StorePolicy::All}, {"signalling", StorePolicy::Signalling}}))
        ->option_text("all|signalling");
    command.add_option("--rtp", options.rtp, "How much of RTP is kept")
        ->transform(CLI::CheckedTransformer(std::map<std::string, RtpPolicy>{
            {"full", RtpPolicy::Full}, {"headers", RtpPolicy::Headers}, {"none", RtpPolicy::None}}))
        ->option_text("full|headers|none");
}

void registerImport(CommandContext& context)
{
    auto options = std::make_shared<ImportOptions>();
    CLI::App* command = context.parser.add_subcommand("import", "Read capture files into a session");
    command->add_option("-o,--output", options->session, "The session to write")
        ->required()
        ->option_text("SESSION");
    command
        ->add_option("capture", options->captures,
                     "pcap or pcapng, plain or compressed; several are merged by time; '-' is stdin")
        ->required()
        ->option_text("CAPTURE...");
    CLI::Option* append = command->add_flag("--append", options->append, "Add to the session if it exists");
    command->add_flag("--overwrite", options->overwrite, "Replace the session if it exists")
        ->excludes(append);
    addStoreOptions(*command, options->recorder);
    addTlsOptions(*command, options->tls);
    command->callback([&context, options] {
        context.run = [&context, options] { return runImport(*options, context.interruption); };
    });
}

} // namespace app
