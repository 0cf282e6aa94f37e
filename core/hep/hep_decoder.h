// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hep/hep_packet.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

// HEP, the Homer encapsulation protocol: versions 1, 2 and 3. Decoding is a pure function of the bytes,
// allocates nothing, and is tolerant: whatever names endpoints and a payload is a packet, and what is
// wrong with it is listed in HepPacket::defects. Any thread.
namespace core::hep {

/// A packet, or the reason why the bytes are none.
struct HepDecoding {
    std::optional<HepPacket> packet;
    HepRefusal refusal = HepRefusal::None;
};

/// Decodes one datagram. A compressed payload stays compressed: HepUnpacker goes on from there.
[[nodiscard]] HepDecoding decodeHep(std::span<const std::byte> bytes);

/// Whether a payload found in a capture, on any port, is HEP. Cheap enough for every packet of a mixed
/// capture, and strict: versions 1 and 2 have no magic number, so they must have SIP inside.
[[nodiscard]] bool likelyHep(std::span<const std::byte> payload);

/// The transport that chunk 0x0002 or the header of versions 1 and 2 names. Kamailio, OpenSIPS and
/// sofia-sip use 22 (which IANA gives to IDP) for TLS, and OpenSIPS 50 (ESP) for WebSocket.
[[nodiscard]] net::Transport transportOf(std::uint8_t ipProtocol);

} // namespace core::hep
