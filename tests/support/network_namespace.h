// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_descriptor.h"

#include <cstddef>
#include <span>
#include <string>

namespace tests::support {

/// Starts this program again in a network namespace of its own, where it may capture and has a loopback
/// interface that nobody else uses; no rights are needed on most systems. Does not return when that
/// works. Call first in main().
void enterOwnNetwork(char** arguments);

/// This program runs in a network of its own: it may add and delete interfaces.
[[nodiscard]] bool isInOwnNetwork();

/// Runs a command line of the shell; true when it succeeds.
bool runCommand(const std::string& line);

/// Puts Ethernet frames on an interface.
class FrameSender {
public:
    explicit FrameSender(const std::string& interfaceName);
    bool send(std::span<const std::byte> frame) const;

private:
    core::base::FileDescriptor m_descriptor;
};

} // namespace tests::support
