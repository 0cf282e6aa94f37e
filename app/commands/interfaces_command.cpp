// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/interfaces_command.h"

#include "core/capture/interface_list.h"

#include <string>

namespace app {
namespace {

std::string addressesText(const core::capture::InterfaceDescription& interface)
{
    std::string text;
    for (const core::net::IpAddress& address : interface.addresses)
        text += (text.empty() ? "" : ",") + address.toString();
    return text;
}

ExitCode runInterfaces()
{
    const auto interfaces = core::capture::listInterfaces();
    if (!interfaces)
        return fail(interfaces.error());
    Output output;
    output.write("name\tstate\taddresses\tdescription\n");
    for (const auto& interface : *interfaces) {
        const char* state = !interface.isUp ? "down" : interface.isRunning ? "running" : "up";
        output.write(interface.name + "\t" + state + "\t" + addressesText(interface) + "\t" +
                     interface.description + "\n");
    }
    output.flush();
    if (!core::capture::isCapturePermitted())
        complain("this user may not capture; to allow it, run: " + core::capture::capturePermissionCommand());
    return ExitCode::Done;
}

} // namespace

void registerInterfaces(CommandContext& context)
{
    CLI::App* command = context.parser.add_subcommand("interfaces", "List what can be captured on");
    command->callback([&context] { context.run = [] { return runInterfaces(); }; });
}

} // namespace app
