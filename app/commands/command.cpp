// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/command.h"

namespace app {

void addInput(CLI::App& command, std::string& input)
{
    command.add_option("input", input, "A session or a capture")->required()->option_text("SESSION|CAPTURE");
}

} // namespace app
