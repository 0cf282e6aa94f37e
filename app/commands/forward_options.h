// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/command.h"
#include "core/base/result.h"
#include "core/engine/forward_guard.h"

#include <optional>
#include <string>
#include <vector>

namespace app {

/// How messages are sent on, for the commands that do.
struct ForwardArguments {
    std::vector<std::string> urls;
    std::string keyFile;
    std::optional<std::uint32_t> captureId;
    std::optional<std::string> nodeName;
    std::string authorityFile;
};

/// --auth-key-file, --capture-id, --node-name, --tls-ca; the URLs' own option is the command's.
void addForwardOptions(CLI::App& command, ForwardArguments& arguments);

using core::engine::Forwarders;

/// One for each URL. `patience`: see core::forward::ForwardOptions. What happens to a connection is told on
/// stderr.
[[nodiscard]] core::base::Result<Forwarders>
openForwarders(const ForwardArguments& arguments, std::optional<std::chrono::milliseconds> patience);

/// "forwarded hep+udp://192.0.2.1:9060 sent 12 not sent 0" on stderr, for each. Damaged when something was
/// not sent.
[[nodiscard]] ExitCode reportForwarded(const Forwarders& forwarders);

} // namespace app
