// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace core::hep {

/// Address families as senders of HEP write them: those of Linux.
inline constexpr std::uint8_t familyIpv4 = 2;
inline constexpr std::uint8_t familyIpv6 = 10;

inline constexpr std::uint32_t microsPerSecond = 1'000'000;

} // namespace core::hep
