// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace core::flow {

enum class Characters : std::uint8_t { Utf8, Ascii };

/// Text from the wire as cells of a terminal, one character each. What could harm or confuse a terminal
/// (control characters, marks that turn the direction of writing, bytes that are not UTF-8) becomes "\xNN",
/// and so does all that is not ASCII when only that is wanted.
[[nodiscard]] std::vector<std::string> printableCells(std::string_view text, Characters characters);

} // namespace core::flow
