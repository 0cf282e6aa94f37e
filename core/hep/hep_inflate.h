// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace core::hep {

/// What a compressed payload may grow to. SIP fits into 64 KiB; a few bytes can be made to inflate to
/// gigabytes.
inline constexpr std::size_t maximumInflatedBytes = 256U << 10U;

enum class Inflation : std::uint8_t {
    Done,
    /// The data are damaged or end too early; what came out before that is kept.
    Broken,
    /// More than maximumInflatedBytes; the first so many are kept.
    TooLarge,
};

/// Decompresses gzip, zlib or bare deflate into `output`, replacing its content and keeping its memory
/// for the next call.
[[nodiscard]] Inflation inflatePayload(std::span<const std::byte> compressed, std::vector<std::byte>& output);

/// The gzip magic number: heplify can compress whole HEP packets.
[[nodiscard]] bool beginsLikeGzip(std::span<const std::byte> bytes);

} // namespace core::hep
