// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace core::session {

/// Answers "certainly not" or "perhaps" about hashes that were added, in one or two cache misses. Grows by
/// adding a layer of twice the size when the last one is full, at two bytes an entry; of the others less
/// than 1 % are "perhaps". Hashes must be keyed (see core/base/keyed_hash.h). One thread at a time.
class BloomFilter {
public:
    void add(std::uint64_t hash)
    {
        if (m_layers.empty() || m_layers.back().entries == m_layers.back().blocks.size() * entriesPerBlock)
            m_layers.emplace_back(m_layers.empty() ? firstBlocks : m_layers.back().blocks.size() * 2);
        Layer& layer = m_layers.back();
        Words& words = layer.blocks[blockOf(layer, hash)];
        forEachBit(hash, [&](std::size_t word, std::uint64_t bit) { words[word] |= bit; });
        ++layer.entries;
    }

    [[nodiscard]] bool mayContain(std::uint64_t hash) const
    {
        for (const Layer& layer : m_layers) {
            const Words& words = layer.blocks[blockOf(layer, hash)];
            bool all = true;
            forEachBit(hash,
                       [&](std::size_t word, std::uint64_t bit) { all = all && (words[word] & bit) != 0; });
            if (all)
                return true;
        }
        return false;
    }

    /// What was added so far; twice when it was added twice.
    [[nodiscard]] std::size_t entries() const
    {
        std::size_t count = 0;
        for (const Layer& layer : m_layers)
            count += layer.entries;
        return count;
    }

    /// Memory.
    [[nodiscard]] std::size_t footprint() const
    {
        std::size_t bytes = 0;
        for (const Layer& layer : m_layers)
            bytes += layer.blocks.size() * sizeof(Words);
        return bytes;
    }

private:
    using Words = std::array<std::uint64_t, 8>; ///< one cache line
    static constexpr std::size_t entriesPerBlock = 32;
    static constexpr std::size_t firstBlocks = 2048;

    struct Layer {
        explicit Layer(std::size_t blockCount) : blocks(blockCount) {}

        std::vector<Words> blocks;
        std::size_t entries = 0;
    };

    /// The low bits choose the block (their number is a power of two), the high bits six places within it.
    static std::size_t blockOf(const Layer& layer, std::uint64_t hash)
    {
        return hash & (layer.blocks.size() - 1);
    }

    template <typename Visitor>
    static void forEachBit(std::uint64_t hash, Visitor visit)
    {
        std::uint64_t rest = (hash >> 10U) * 0x9e3779b97f4a7c15U;
        for (int i = 0; i < 6; ++i, rest >>= 9U)
            visit((rest >> 16U) % 8, std::uint64_t{1} << (rest >> 10U & 63U));
    }

    std::vector<Layer> m_layers;
};

} // namespace core::session
