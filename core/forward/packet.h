// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace core::forward {

/// A message as it goes over the wire to a collector.
using Packet = std::vector<std::byte>;

} // namespace core::forward
