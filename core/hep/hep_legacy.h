// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hep/hep_decoder.h"

#include <cstddef>
#include <span>

// HEP versions 1 and 2: a fixed header, then SIP up to the end of the datagram. decodeHep() calls these.
namespace core::hep {

[[nodiscard]] bool isLegacyVersion(std::byte firstByte);

/// `bytes` is not empty and begins with a legacy version.
[[nodiscard]] HepDecoding decodeLegacyHep(std::span<const std::byte> bytes);

/// True when a SIP start line stands where the header ends.
[[nodiscard]] bool likelyLegacyHep(std::span<const std::byte> bytes);

} // namespace core::hep
