// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/layer.h"

#include <cstdint>
#include <optional>
#include <span>

// Packets within packets. Each function gets what follows the header that names the tunnel; nothing comes
// back, and nothing is added to the stack, when the bytes are not such a tunnel after all, and are to be
// taken as what they seem.
namespace core::net {

/// Tunnels right above IP: IP in IP, GRE, EtherIP, MPLS, L2TP version 3 is not among them.
[[nodiscard]] std::optional<Layer> openIpTunnel(std::uint8_t protocol, std::span<const std::byte> payload,
                                                LayerStack& stack);

/// Tunnels in UDP by their registered destination ports: VXLAN, Geneve, GTP-U.
[[nodiscard]] std::optional<Layer> openUdpTunnel(std::uint16_t sourcePort, std::uint16_t destinationPort,
                                                 std::span<const std::byte> payload, LayerStack& stack);

/// GRE version 0 (RFC 2784, 2890) with ERSPAN types I to III, and version 1 (PPTP, RFC 2637).
[[nodiscard]] Layer openGre(std::span<const std::byte> bytes, LayerStack& stack);

[[nodiscard]] std::optional<Layer> openVxlan(std::span<const std::byte> bytes, LayerStack& stack);
[[nodiscard]] std::optional<Layer> openGeneve(std::span<const std::byte> bytes, LayerStack& stack);
[[nodiscard]] std::optional<Layer> openGtpUser(std::span<const std::byte> bytes, LayerStack& stack);

/// What an ESP packet with NULL encryption (RFC 2410) carries.
struct EspContent {
    std::uint8_t protocol = 0;
    std::span<const std::byte> payload;
};

/// Nothing on the wire says whether ESP is encrypted; a trailer and an inner header that fit exactly do.
/// Works for integrity values of 0, 12, 16, 24 and 32 bytes. `bytes` begin with the SPI.
[[nodiscard]] std::optional<EspContent> openEspNull(std::span<const std::byte> bytes);

} // namespace core::net
