// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/command.h"
#include "core/base/result.h"
#include "core/capture/hep_url.h"
#include "core/forward/forwarder.h"

#include <memory>
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

using Forwarders = std::vector<std::shared_ptr<core::forward::Forwarder>>;

/// One for each URL. `patience`: see core::forward::ForwardOptions. What happens to a connection is told on
/// stderr.
[[nodiscard]] core::base::Result<Forwarders>
openForwarders(const ForwardArguments& arguments, std::optional<std::chrono::milliseconds> patience);

/// `captureFilter`, less what the forwarders send themselves.
[[nodiscard]] std::string withoutOwnPackets(const std::string& captureFilter, const Forwarders& forwarders);

/// OptionInvalid when a forwarder would send to the HEP listener at `listening`, and thus to itself.
[[nodiscard]] core::base::Status refuseLoop(const core::capture::HepUrl& listening,
                                            const Forwarders& forwarders);

/// "forwarded hep+udp://192.0.2.1:9060 sent 12 not sent 0" on stderr, for each. Damaged when something was
/// not sent.
[[nodiscard]] ExitCode reportForwarded(const Forwarders& forwarders);

} // namespace app
