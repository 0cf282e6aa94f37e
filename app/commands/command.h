// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/interruption.h"
#include "app/terminal.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <string>

namespace app {

/// What the commands share. A command registers itself with its options; when it is the one that was
/// asked for, `run` gets its work.
struct CommandContext {
    CLI::App& parser;
    Interruption& interruption;
    std::function<ExitCode()> run;
};

/// The SESSION|CAPTURE that a command reads.
CLI::Option* addInput(CLI::App& command, std::string& input);

} // namespace app
