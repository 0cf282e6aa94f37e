// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/layer.h"

#include <cstdint>
#include <span>

namespace core::net {

/// Ethernet II or IEEE 802.3; `bytes` begin with the destination address.
[[nodiscard]] Layer openEthernet(std::span<const std::byte> bytes, LayerStack& stack);

/// What follows an EtherType: IP; or VLAN tags (any depth), MPLS, PPPoE and the like, which are taken off.
/// Values up to 1500 are IEEE 802.3 lengths.
[[nodiscard]] Layer openEtherType(std::uint16_t type, std::span<const std::byte> bytes, LayerStack& stack);

/// IEEE 802.2 with or without SNAP.
[[nodiscard]] Layer openLlc(std::span<const std::byte> bytes, LayerStack& stack);

/// PPP (RFC 1661), with or without the HDLC address and control bytes (RFC 1662).
[[nodiscard]] Layer openPpp(std::span<const std::byte> bytes, LayerStack& stack);

/// A PPPoE session packet (RFC 2516) behind its EtherType.
[[nodiscard]] Layer openPppoe(std::span<const std::byte> bytes, LayerStack& stack);

/// A label stack (RFC 3032); below it IP, or a guess at Ethernet pseudowires (RFC 4448).
[[nodiscard]] Layer openMpls(std::span<const std::byte> bytes, LayerStack& stack);

} // namespace core::net
