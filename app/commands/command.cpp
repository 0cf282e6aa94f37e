// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/command.h"

namespace app {

CLI::Option* addInput(CLI::App& command, std::string& input)
{
    return command.add_option("input", input, "A session or a capture")
        ->required()
        ->option_text("SESSION|CAPTURE");
}

} // namespace app
