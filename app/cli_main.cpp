// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/capture_command.h"
#include "app/commands/clocks_command.h"
#include "app/commands/export_command.h"
#include "app/commands/filter_command.h"
#include "app/commands/findings_command.h"
#include "app/commands/flow_command.h"
#include "app/commands/forward_command.h"
#include "app/commands/import_command.h"
#include "app/commands/info_command.h"
#include "app/commands/interfaces_command.h"
#include "app/commands/link_command.h"
#include "app/commands/list_command.h"
#include "app/commands/maintenance_commands.h"
#include "app/commands/mark_command.h"
#include "app/commands/message_lists.h"
#include "app/commands/registrations_command.h"
#include "app/commands/show_command.h"
#include "app/commands/statistics_command.h"
#include "app/commands/streams_command.h"

int main(int argc, char** argv)
{
    app::Interruption interruption;
    CLI::App parser{"Rhapsode: capture and analyse SIP on the command line", "rhapsode-cli"};
    parser.set_version_flag("--version", "rhapsode-cli " RHAPSODE_VERSION);
    parser.require_subcommand(1);
    parser.failure_message([](const CLI::App*, const CLI::Error& error) {
        return std::string{"rhapsode-cli: "} + error.what() + ". See rhapsode-cli --help.\n";
    });

    app::CommandContext context{parser, interruption, {}};
    app::registerImport(context);
    app::registerCapture(context);
    app::registerLists(context);
    app::registerRegistrations(context);
    app::registerMessageLists(context);
    app::registerStreams(context);
    app::registerShow(context);
    app::registerFindings(context);
    app::registerFlow(context);
    app::registerStatistics(context);
    app::registerForward(context);
    app::registerExport(context);
    app::registerInfo(context);
    app::registerMark(context);
    app::registerLink(context);
    app::registerClocks(context);
    app::registerMaintenance(context);
    app::registerFilter(context);
    app::registerInterfaces(context);
    try {
        parser.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return parser.exit(error) == 0 ? 0 : static_cast<int>(app::ExitCode::Usage);
    }
    return static_cast<int>(context.run());
}
