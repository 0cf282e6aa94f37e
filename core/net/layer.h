// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/frame_detail.h"
#include "core/net/layer_stack.h"
#include "core/net/packet_decoder.h"

#include <cstddef>
#include <span>

namespace core::net {

/// What lies behind a header that was taken off. Functions that take one off add it to a LayerStack.
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
    FrameDetail detail = FrameDetail::None;

    [[nodiscard]] static Layer ethernet(std::span<const std::byte> bytes)
    {
        return {Kind::Ethernet, bytes, {}, {}};
    }

    [[nodiscard]] static Layer ppp(std::span<const std::byte> bytes) { return {Kind::Ppp, bytes, {}, {}}; }

    [[nodiscard]] static Layer ip(std::span<const std::byte> bytes) { return {Kind::Ip, bytes, {}, {}}; }

    [[nodiscard]] static Layer malformed(FrameDetail reason)
    {
        return {Kind::End, {}, FrameClass::Malformed, reason};
    }

    [[nodiscard]] static Layer other(FrameDetail protocol)
    {
        return {Kind::End, {}, FrameClass::OtherProtocol, protocol};
    }

    [[nodiscard]] static Layer unknown(FrameDetail kind)
    {
        return {Kind::End, {}, FrameClass::UnknownLinkType, kind};
    }
};

} // namespace core::net
