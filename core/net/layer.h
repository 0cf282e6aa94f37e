// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/packet_decoder.h"

#include <cstddef>
#include <span>

namespace core::net {

/// What lies behind a header that was taken off.
struct Layer {
    enum class Kind : std::uint8_t {
        Ethernet, ///< begins with the Ethernet addresses
        Ppp,      ///< begins with the PPP protocol field, perhaps after ff 03
        Ip,       ///< IPv4 or IPv6, by the version in the first byte
        End,      ///< nothing to go on with; `end` says why
    };

    Kind kind = Kind::End;
    std::span<const std::byte> bytes;
    FrameClass end = FrameClass::Malformed;

    [[nodiscard]] static Layer ethernet(std::span<const std::byte> bytes)
    {
        return {Kind::Ethernet, bytes, {}};
    }

    [[nodiscard]] static Layer ppp(std::span<const std::byte> bytes) { return {Kind::Ppp, bytes, {}}; }

    [[nodiscard]] static Layer ip(std::span<const std::byte> bytes) { return {Kind::Ip, bytes, {}}; }

    [[nodiscard]] static Layer malformed() { return {}; }

    [[nodiscard]] static Layer other() { return {Kind::End, {}, FrameClass::OtherProtocol}; }

    [[nodiscard]] static Layer unknown() { return {Kind::End, {}, FrameClass::UnknownLinkType}; }
};

} // namespace core::net
