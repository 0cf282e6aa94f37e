// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/command.h"
#include "core/leg/leg_finder.h"
#include "core/session/session_reader.h"

#include <filesystem>
#include <stop_token>
#include <string>

namespace app {

/// --leg-header, for commands that look for legs.
void addLegOptions(CLI::App& command, core::leg::LegOptions& options);

/// The call and those that belong together with it, as --legs asks for them.
[[nodiscard]] core::base::Result<core::leg::Legs> findLegsOf(const std::filesystem::path& session,
                                                             core::base::CallKey call,
                                                             const core::leg::LegOptions& options,
                                                             std::stop_token stop);

/// The legs besides the call, and the evidence of each link, for a terminal; says so when there are none.
[[nodiscard]] core::base::Result<std::string> legText(core::session::SessionReader& reader,
                                                      const core::leg::Legs& legs);

/// What has to be said when not all calls were looked at; empty when they were.
[[nodiscard]] std::string legWarning(const core::leg::Legs& legs);

} // namespace app
