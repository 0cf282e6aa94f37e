// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace core::capture {

/// The command line that captures on another machine with tcpdump through ssh. `target` is what ssh takes: a
/// name of its configuration, or user@host. `filter` is BPF, empty for everything. The connection of ssh
/// itself is left out, as the other machine sees it: without that each packet would bring about another.
[[nodiscard]] std::string remoteCaptureCommand(std::string_view target, std::string_view filter);

} // namespace core::capture
