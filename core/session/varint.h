// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace core::session {

/// Appends a number in 7-bit groups, lowest first, as LEB128 does.
inline void putVarint(std::vector<std::byte>& out, std::uint64_t value)
{
    for (; value >= 0x80U; value >>= 7U)
        out.push_back(static_cast<std::byte>(value | 0x80U));
    out.push_back(static_cast<std::byte>(value));
}

/// Small numbers of either sign become small numbers without one.
[[nodiscard]] inline std::uint64_t zigzag(std::uint64_t difference)
{
    return difference << 1U ^ (difference >> 63U != 0 ? ~std::uint64_t{0} : 0);
}

[[nodiscard]] inline std::uint64_t unzigzag(std::uint64_t value)
{
    return value >> 1U ^ ((value & 1U) != 0 ? ~std::uint64_t{0} : 0);
}

/// Appends the difference of two numbers of any size; it wraps around as unsigned arithmetic does.
inline void putDifference(std::vector<std::byte>& out, std::int64_t value, std::int64_t previous)
{
    putVarint(out, zigzag(static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(previous)));
}

/// Reads what the functions above wrote, from bytes that may be damaged: a read past the end or a number
/// of more than 64 bits returns 0 and makes the reader fail for good.
class VarintReader {
public:
    explicit VarintReader(std::span<const std::byte> bytes) : m_rest(bytes) {}

    [[nodiscard]] bool failed() const { return m_failed; }

    [[nodiscard]] bool isAtEnd() const { return m_rest.empty(); }

    std::uint64_t number()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64 && !m_rest.empty(); shift += 7) {
            const auto byte = std::to_integer<std::uint64_t>(m_rest.front());
            m_rest = m_rest.subspan(1);
            value |= (byte & 0x7fU) << shift;
            if (byte < 0x80U)
                return value;
        }
        m_failed = true;
        m_rest = {};
        return 0;
    }

    std::int64_t difference(std::int64_t previous)
    {
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(previous) + unzigzag(number()));
    }

    std::span<const std::byte> bytes(std::size_t count)
    {
        if (count > m_rest.size()) {
            m_failed = true;
            m_rest = {};
            return {};
        }
        const auto taken = m_rest.first(count);
        m_rest = m_rest.subspan(count);
        return taken;
    }

private:
    std::span<const std::byte> m_rest;
    bool m_failed = false;
};

} // namespace core::session
