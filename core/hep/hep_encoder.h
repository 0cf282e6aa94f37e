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

/// Appends `packet` to `output` as HEP version 1 or 2, as HepPacket::version says. They have no room for
/// texts and take every payload for SIP; version 1 has no time and no capture id, and version 2 sends 0 for
/// a capture id above 65,535. False, and nothing is appended, when the addresses are of different families.
/// Numbers stand as all senders put them there: those of the time header little-endian, and two bytes of
/// padding after it.
[[nodiscard]] bool encodeLegacyHep(const HepPacket& packet, std::vector<std::byte>& output);

} // namespace core::hep
