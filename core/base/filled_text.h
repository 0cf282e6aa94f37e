// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace core::base {

/// `text` with %1 to %9 replaced by the arguments, in which a % stays as it is.
[[nodiscard]] std::string filled(std::string_view text, std::span<const std::string> arguments);

} // namespace core::base
