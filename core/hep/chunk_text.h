// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace core::hep {

/// The chunks of a HEP version 3 packet in their order, a line each: "vlan-id 100", "mos 4.03". Numbers and
/// texts as they were sent, payloads and keys by their size only, what has no name or the wrong size in
/// hexadecimal; a last line says when the rest could not be read or is not here. Control characters and bytes
/// beyond ASCII are written as \xNN. Packets that follow at once, as in a TCP segment, are parted by empty
/// lines; packets in gzip are unpacked up to maximumInflatedBytes. Empty when `bytes` begin with no such
/// packet.
[[nodiscard]] std::string describeChunks(std::span<const std::byte> bytes);

} // namespace core::hep
