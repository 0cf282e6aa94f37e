// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstddef>
#include <span>

namespace ui::message {

/// "0000  49 4e 56 49 54 45 20 73  69 70 3a 62 6f 62 40 65  INVITE sip:bob@e", sixteen bytes a line, at most
/// `maximumBytes`.
[[nodiscard]] QString hexDump(std::span<const std::byte> bytes, std::size_t maximumBytes = 64U << 10U);

} // namespace ui::message
