// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace core::call {

/// Finds the slot of a call by a keyed hash of its Call-ID: open addressing with eight bytes an entry, where
/// a node-based map would take sixty. The caller compares the Call-ID itself.
class CallIndex {
public:
    /// First slot under `hash` that `isWanted(slot)` accepts.
    template <typename Predicate>
    [[nodiscard]] std::optional<std::uint32_t> find(std::uint32_t hash, Predicate isWanted) const
    {
        if (m_entries.empty())
            return std::nullopt;
        for (std::size_t at = hash & mask(); m_entries[at].slot != none; at = (at + 1) & mask()) {
            if (m_entries[at].hash == hash && isWanted(m_entries[at].slot))
                return m_entries[at].slot;
        }
        return std::nullopt;
    }

    void insert(std::uint32_t hash, std::uint32_t slot)
    {
        if ((m_size + 1) * 4 > m_entries.size() * 3)
            grow();
        place({hash, slot});
        ++m_size;
    }

    /// The entry must be there.
    void erase(std::uint32_t hash, std::uint32_t slot)
    {
        std::size_t hole = hash & mask();
        while (m_entries[hole].slot != slot)
            hole = (hole + 1) & mask();
        // Entries after the hole move back unless that would put them before their home.
        for (std::size_t at = (hole + 1) & mask(); m_entries[at].slot != none; at = (at + 1) & mask()) {
            const std::size_t home = m_entries[at].hash & mask();
            if (((at - home) & mask()) >= ((at - hole) & mask())) {
                m_entries[hole] = m_entries[at];
                hole = at;
            }
        }
        m_entries[hole] = {};
        --m_size;
    }

private:
    static constexpr std::uint32_t none = 0xFFFF'FFFF;
    static constexpr std::size_t initialSize = 64;

    struct Entry {
        std::uint32_t hash = 0;
        std::uint32_t slot = none;
    };

    [[nodiscard]] std::size_t mask() const { return m_entries.size() - 1; }

    void place(Entry entry)
    {
        std::size_t at = entry.hash & mask();
        while (m_entries[at].slot != none)
            at = (at + 1) & mask();
        m_entries[at] = entry;
    }

    void grow()
    {
        std::vector<Entry> old(m_entries.empty() ? initialSize : m_entries.size() * 2);
        old.swap(m_entries);
        for (const Entry& entry : old) {
            if (entry.slot != none)
                place(entry);
        }
    }

    std::vector<Entry> m_entries; // a power of two, at most three quarters full
    std::size_t m_size = 0;
};

} // namespace core::call
