// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>

namespace core::statistics {

/// The first characters of a number, "+" included; nothing of what is no number or shorter.
[[nodiscard]] std::string prefixOf(const std::string& user, std::size_t length);
/// In the filter language: calls to numbers that begin so.
[[nodiscard]] std::string prefixCondition(const std::string& prefix);

} // namespace core::statistics
