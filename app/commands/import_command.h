// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/command.h"
#include "core/engine/store_policy.h"

namespace app {

/// rhapsode-cli import -o SESSION CAPTURE...
void registerImport(CommandContext& context);

/// --store and --rtp, which import and capture share.
void addStoreOptions(CLI::App& command, core::engine::RecorderOptions& options);

} // namespace app
