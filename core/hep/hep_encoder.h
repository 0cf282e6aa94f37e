// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hep/hep_packet.h"

#include <cstddef>
#include <vector>

namespace core::hep {

/// The longest packet: its length is a 16-bit number.
inline constexpr std::size_t maximumHepBytes = 65535;

/// Appends `packet` to `output` as HEP version 3, whatever HepPacket::version says. Empty texts, an
/// absent time and a capture id of 0 are left out. False, and nothing is appended, when it would exceed
/// maximumHepBytes, or when the addresses are of different families, which HEP cannot express.
[[nodiscard]] bool encodeHep3(const HepPacket& packet, std::vector<std::byte>& output);

} // namespace core::hep
