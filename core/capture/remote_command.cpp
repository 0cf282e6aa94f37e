// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/remote_command.h"

namespace core::capture {
namespace {

/// One word of a POSIX shell, whatever is in it.
std::string quoted(std::string_view text)
{
    std::string result = "'";
    for (const char character : text) {
        if (character == '\'')
            result += "'\\''";
        else
            result += character;
    }
    return result + "'";
}

/// The same within double quotes, where variables of the other side's shell stand too.
std::string escaped(std::string_view text)
{
    std::string result;
    for (const char character : text) {
        if (std::string_view{"\\\"$`"}.find(character) != std::string_view::npos)
            result += '\\';
        result += character;
    }
    return result;
}

} // namespace

std::string remoteCaptureCommand(std::string_view target, std::string_view filter)
{
    // sshd sets SSH_CONNECTION: client address and port, server address and port.
    std::string expression = "not (host ${SSH_CONNECTION%% *} and port ${SSH_CONNECTION##* })";
    if (!filter.empty())
        expression += " and (" + escaped(filter) + ")";
    return "ssh -o BatchMode=yes -o ServerAliveInterval=15 -- " + quoted(target) + " " +
           quoted("exec tcpdump -i any -U -w - \"" + expression + "\"");
}

} // namespace core::capture
