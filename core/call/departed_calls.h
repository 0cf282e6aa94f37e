// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace core::call {

/// Remembers in fixed memory which Call-IDs have left, so that the archive is not asked for every new call.
/// A Bloom filter: says "maybe" for all that left and, at ten million of them, for about 1 % of the others.
class DepartedCalls {
public:
    void add(std::uint64_t hash)
    {
        if (m_words.empty())
            m_words.resize(words);
        m_words[wordOf(hash)] |= bitsOf(hash);
    }

    [[nodiscard]] bool mayContain(std::uint64_t hash) const
    {
        return !m_words.empty() && (m_words[wordOf(hash)] & bitsOf(hash)) == bitsOf(hash);
    }

private:
    static constexpr std::size_t words = std::size_t{1} << 21U; // 16 MiB, taken when the first call leaves

    static std::size_t wordOf(std::uint64_t hash) { return hash & (words - 1); }

    /// Three bits of one word: one memory access a question.
    static std::uint64_t bitsOf(std::uint64_t hash)
    {
        return std::uint64_t{1} << (hash >> 58U) | std::uint64_t{1} << (hash >> 52U & 63U) |
               std::uint64_t{1} << (hash >> 46U & 63U);
    }

    std::vector<std::uint64_t> m_words;
};

} // namespace core::call
