// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace core::session {

/// Gives ids to values that repeat, by their keyed 64-bit hash alone (two values share one with a chance of
/// one in 10^7 even when the table is full; nobody can provoke it without the key). Bounded: when full it
/// starts over, and values get a second id, which dictionary tables allow. One thread at a time.
class Interner {
public:
    explicit Interner(std::size_t capacity) : m_capacity(capacity), m_slots(startSlots) {}

    /// Id of the value; isNew tells that it was given just now.
    struct Interned {
        std::uint32_t id = 0;
        bool isNew = false;
    };

    [[nodiscard]] Interned intern(std::uint64_t hash)
    {
        hash += static_cast<std::uint64_t>(hash == 0); // 0 marks free slots
        Slot* slot = find(hash);
        if (slot->hash == hash)
            return {slot->id, false};
        slot->hash = hash;
        slot->id = ++m_lastId;
        const Interned result{slot->id, true};
        if (++m_count * 3 > m_slots.size() * 2)
            grow();
        return result;
    }

    /// Brings the place of the value into the cache: tables are larger than caches, and several misses at
    /// once cost no more than one.
    void prefetch(std::uint64_t hash) const { __builtin_prefetch(&m_slots[hash & (m_slots.size() - 1)]); }

    [[nodiscard]] std::uint32_t lastId() const { return m_lastId; }

    /// Starts over; ids go on.
    void forgetAll()
    {
        m_slots.assign(startSlots, {});
        m_count = 0;
    }

    /// Ids go on after this one.
    void startAfter(std::uint32_t id) { m_lastId = id; }

private:
    static constexpr std::size_t startSlots = 1024;

    struct Slot {
        std::uint64_t hash = 0;
        std::uint32_t id = 0;
    };

    [[nodiscard]] Slot* find(std::uint64_t hash)
    {
        const std::size_t mask = m_slots.size() - 1;
        std::size_t i = hash & mask;
        while (m_slots[i].hash != 0 && m_slots[i].hash != hash)
            i = (i + 1) & mask;
        return &m_slots[i];
    }

    void grow()
    {
        if (m_count >= m_capacity)
            return forgetAll();
        std::vector<Slot> old(m_slots.size() * 2);
        old.swap(m_slots);
        for (const Slot& slot : old) {
            if (slot.hash != 0)
                *find(slot.hash) = slot;
        }
    }

    std::size_t m_capacity;
    std::size_t m_count = 0;
    std::uint32_t m_lastId = 0;
    std::vector<Slot> m_slots;
};

} // namespace core::session
