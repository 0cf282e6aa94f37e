// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace core::base {

using HashKey = std::array<std::uint64_t, 2>;

/// SipHash-1-3 (Aumasson, Bernstein 2012; the reduced rounds that hash tables use). Strangers choose the
/// bytes that we use as keys of tables, so an unkeyed hash would let them make all keys collide.
[[nodiscard]] std::uint64_t keyedHash(const HashKey& key, std::span<const std::byte> bytes);
[[nodiscard]] std::uint64_t keyedHash(const HashKey& key, std::string_view text);

/// A key from the system's random source.
[[nodiscard]] HashKey randomHashKey();

/// The key of this process, made at first use: for tables that live in memory only.
[[nodiscard]] const HashKey& processHashKey();

/// Hash for unordered containers keyed by strangers' text; look-up by view allocates nothing.
struct KeyedTextHash {
    using is_transparent = void;

    std::size_t operator()(std::string_view text) const { return keyedHash(processHashKey(), text); }
};

} // namespace core::base
