// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

/// Calls of operator new since the program began. Linking allocation_count.cpp replaces the global operators.
[[nodiscard]] std::uint64_t allocationCount();
