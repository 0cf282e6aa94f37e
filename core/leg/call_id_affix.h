// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace core::leg {

/// The Call-IDs that this one may have been made of: without a short part before its first or behind its last
/// "-", "_", "." or "~", of the whole or of what stands before the "@". Only of what is long enough to be no
/// chance. Pure.
[[nodiscard]] std::vector<std::string> withoutAffix(std::string_view callId);

} // namespace core::leg
