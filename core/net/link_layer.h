// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/layer.h"

#include <span>

namespace core::net {

/// Takes off what is in front of IP in a captured frame: see www.tcpdump.org/linktypes.html. Ethernet and
/// PPP within come back as layers of that kind only where a header says so; a frame of link type Ethernet
/// is opened down to IP.
[[nodiscard]] Layer openLink(LinkType link, std::span<const std::byte> bytes, LayerStack& stack);

/// IEEE 802.11: data frames that are not encrypted (the first of an aggregate).
[[nodiscard]] Layer openWireless(std::span<const std::byte> bytes, LayerStack& stack);

/// The same behind a radiotap header (www.radiotap.org).
[[nodiscard]] Layer openRadiotap(std::span<const std::byte> bytes, LayerStack& stack);

} // namespace core::net
