// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/finding/finding.h"

#include <span>
#include <vector>

namespace core::dialog {
struct CallStory;
}

namespace core::finding {

/// What is wrong with a call as far as its signalling, and what was captured of its media, tell. Pure; any
/// thread.
[[nodiscard]] std::vector<Finding> findingsOf(const dialog::CallStory& story);

/// Every kind that there is, in order of name.
[[nodiscard]] std::span<const Kind* const> allKinds();

} // namespace core::finding
