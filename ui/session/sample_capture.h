// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace ui::session {

/// Writes the sample that is compiled into the program (resources/sample/calls.txt) as a capture file, to be
/// imported like any other. Replaces a file that is there.
[[nodiscard]] core::base::Status writeSampleCapture(const std::filesystem::path& file);

} // namespace ui::session
