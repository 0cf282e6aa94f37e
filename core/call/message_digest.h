// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/keyed_hash.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace core::call {

/// Fingerprint of what a message says, under the key of this process. Several times as fast as
/// base::keyedHash on whole messages, and only good for telling equal from different: not for tables whose
/// keys strangers choose.
class MessageDigest {
public:
    MessageDigest() : m_key(base::processHashKey()), m_state(m_key[0]) {}

    void add(std::uint64_t value) { m_state = fold(m_state ^ value, m_key[1] | 1U) + m_key[0]; }

    void add(std::span<const std::byte> bytes)
    {
        add(static_cast<std::uint64_t>(bytes.size()));
        std::uint64_t first = m_state;
        std::uint64_t second = m_state ^ m_key[1];
        const std::byte* position = bytes.data();
        std::size_t rest = bytes.size();
        // Two independent lanes, so that the processor multiplies both at once.
        for (; rest >= 32; rest -= 32, position += 32) {
            first = fold(first ^ word(position), m_key[1] ^ word(position + 8));
            second = fold(second ^ word(position + 16), m_key[0] ^ word(position + 24));
        }
        for (; rest >= 8; rest -= 8, position += 8)
            first = fold(first ^ word(position), m_key[1] | 1U) + m_key[0];
        std::uint64_t tail = 0;
        if (rest != 0)
            std::memcpy(&tail, position, rest);
        m_state = fold(first ^ tail, m_key[1] | 1U) + second;
    }

    void add(std::string_view text) { add(std::as_bytes(std::span{text})); }

    /// Never 0, so that 0 can mean "none".
    [[nodiscard]] std::uint64_t value() const
    {
        const std::uint64_t mixed = fold(m_state, m_key[0] | 1U);
        return mixed != 0 ? mixed : 1;
    }

private:
    /// Both halves of the 128-bit product.
    static std::uint64_t fold(std::uint64_t a, std::uint64_t b)
    {
        __extension__ using Wide = unsigned __int128;
        const Wide product = static_cast<Wide>(a) * b;
        return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
    }

    static std::uint64_t word(const std::byte* position)
    {
        std::uint64_t value = 0;
        std::memcpy(&value, position, sizeof value);
        return value;
    }

    const base::HashKey& m_key;
    std::uint64_t m_state;
};

} // namespace core::call
