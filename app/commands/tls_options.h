// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/command.h"
#include "core/engine/tls_secrets.h"

namespace app {

/// --keylog and --rsa-key, for commands that decode captures.
void addTlsOptions(CLI::App& command, core::engine::TlsOptions& options);

} // namespace app
