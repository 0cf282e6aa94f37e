// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace core::filter {

/// A set of rows, one bit each.
class Bitmap {
public:
    static constexpr std::size_t bitsPerWord = 64;

    Bitmap() = default;

    explicit Bitmap(std::size_t size, bool value = false)
        : m_size(size), m_words((size + bitsPerWord - 1) / bitsPerWord, value ? ~std::uint64_t{0} : 0)
    {
        clearPadding();
    }

    [[nodiscard]] std::size_t size() const { return m_size; }

    [[nodiscard]] bool test(std::size_t row) const
    {
        return (m_words[row / bitsPerWord] >> (row % bitsPerWord) & 1U) != 0;
    }

    void set(std::size_t row) { m_words[row / bitsPerWord] |= std::uint64_t{1} << (row % bitsPerWord); }

    [[nodiscard]] std::size_t count() const
    {
        std::size_t total = 0;
        for (const std::uint64_t word : m_words)
            total += static_cast<std::size_t>(std::popcount(word));
        return total;
    }

    Bitmap& operator&=(const Bitmap& other)
    {
        for (std::size_t i = 0; i < m_words.size(); ++i)
            m_words[i] &= other.m_words[i];
        return *this;
    }

    Bitmap& operator|=(const Bitmap& other)
    {
        for (std::size_t i = 0; i < m_words.size(); ++i)
            m_words[i] |= other.m_words[i];
        return *this;
    }

    /// Removes the rows of `other`.
    Bitmap& operator-=(const Bitmap& other)
    {
        for (std::size_t i = 0; i < m_words.size(); ++i)
            m_words[i] &= ~other.m_words[i];
        return *this;
    }

    [[nodiscard]] bool any() const
    {
        return std::any_of(m_words.begin(), m_words.end(), [](std::uint64_t word) { return word != 0; });
    }

    void invert()
    {
        for (std::uint64_t& word : m_words)
            word = ~word;
        clearPadding();
    }

    /// Direct access to word i (rows 64*i to 64*i+63), for tight loops. Bits past size() must stay 0.
    [[nodiscard]] std::vector<std::uint64_t>& words() { return m_words; }

    [[nodiscard]] const std::vector<std::uint64_t>& words() const { return m_words; }

    template <typename Visitor>
    void forEach(Visitor visit) const
    {
        for (std::size_t i = 0; i < m_words.size(); ++i) {
            for (std::uint64_t rest = m_words[i]; rest != 0; rest &= rest - 1)
                visit(i * 64 + static_cast<std::size_t>(std::countr_zero(rest)));
        }
    }

    bool operator==(const Bitmap&) const = default;

private:
    void clearPadding()
    {
        if (m_size % 64 != 0)
            m_words.back() &= (std::uint64_t{1} << (m_size % 64)) - 1;
    }

    std::size_t m_size = 0;
    std::vector<std::uint64_t> m_words;
};

} // namespace core::filter
