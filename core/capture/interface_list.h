// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/net/address.h"

#include <string>
#include <vector>

namespace core::capture {

struct InterfaceDescription {
    std::string name;
    /// What the system says about it; often empty.
    std::string description;
    std::vector<net::IpAddress> addresses;
    bool isUp = false;
    bool isRunning = false;
    bool isLoopback = false;
    bool isWireless = false;
};

/// What libpcap can capture on, also without the right to capture. In libpcap's order: those that are up
/// first. Error: IoFailed.
[[nodiscard]] base::Result<std::vector<InterfaceDescription>> listInterfaces();

/// Whether this process may capture on interfaces, itself or through rhapsode-sniff.
[[nodiscard]] bool isCapturePermitted();

/// The command that gives the right to capture: to this user for rhapsode-sniff where it is installed, else
/// to this program, with its own path.
[[nodiscard]] std::string capturePermissionCommand();

} // namespace core::capture
