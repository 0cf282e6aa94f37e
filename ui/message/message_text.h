// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstddef>
#include <span>

namespace ui::message {

/// A message as text of several lines: UTF-8, line ends as line breaks, tabs, everything else that cannot be
/// shown as "\xNN". Lines beyond `maximumLines` are left out and counted in a last line.
[[nodiscard]] QString messageText(std::span<const std::byte> bytes, std::size_t maximumLines = 20'000);

} // namespace ui::message
