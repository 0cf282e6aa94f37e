// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/base/timestamp.h"
#include "core/net/frame_detail.h"
#include "core/net/ip_header.h"

#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

namespace core::net {

/// Puts fragments of IPv4 (RFC 791 section 3.2) and IPv6 (RFC 8200 section 4.5) packets together, in any
/// order, in time linear in their bytes.
///
/// Overlaps: bytes that say the same again are accepted, which covers repeated fragments and packets that
/// were captured twice. Fragments that contradict each other, in bytes or in where the packet ends, give
/// the packet up (RFC 5722; hosts do the same), since nobody can tell which version the receiver took.
class IpReassembler {
public:
    enum class Outcome {
        Held, ///< waits for the others
        Complete,
        Repeated,      ///< all of it was there already
        Contradictory, ///< does not agree with the others: the packet was given up
        Cut,           ///< nothing of it was captured
        Malformed,
    };

    /// A packet whose fragments will not come together.
    struct GivenUp {
        /// In arrival order.
        std::vector<base::FrameNumber> frames;
        FrameDetail reason = FrameDetail::FragmentsLate;
    };

    /// A whole packet, put together.
    struct Assembled {
        std::uint8_t protocol = 0;
        std::vector<std::byte> payload;
        /// All frames that contributed, in arrival order.
        std::vector<base::FrameNumber> frames;
    };

    IpReassembler(std::size_t maximumBytes, base::Duration maximumAge)
        : m_maximumBytes(maximumBytes), m_maximumAge(maximumAge)
    {
    }

    /// Takes a fragment that came in `frames` (several when it was tunnelled in fragments itself). On
    /// Complete, `assembled` is filled in.
    Outcome add(const IpPacket& fragment, std::span<const base::FrameNumber> frames, base::Timestamp arrived,
                Assembled& assembled);

    /// At the end of the capture: nothing will come any more.
    void giveUpAll();

    /// What was given up since the last call.
    [[nodiscard]] std::vector<GivenUp> takeGivenUp() { return std::exchange(m_givenUp, {}); }

    /// Packets given up: too old, contradictory, or over the bound.
    [[nodiscard]] std::uint64_t incomplete() const { return m_incomplete; }

    [[nodiscard]] std::size_t heldBytes() const { return m_heldBytes; }

private:
    struct Key {
        IpAddress source;
        IpAddress destination;
        std::uint32_t identification = 0;
        /// IPv4 tells packets apart by protocol too; for IPv6 this is 0 (RFC 8200 section 4.5).
        std::uint8_t protocol = 0;

        bool operator==(const Key&) const = default;
    };

    struct KeyHash {
        std::size_t operator()(const Key& key) const;
    };

    struct Entry {
        Key key;
        base::Timestamp firstArrived;
        std::vector<std::byte> bytes;
        /// One bit per unit of eight bytes that has arrived.
        std::vector<std::uint64_t> present;
        std::size_t presentUnits = 0;
        std::size_t end = 0; ///< of the bytes seen so far
        std::optional<std::size_t> totalSize;
        std::uint8_t protocol = 0; ///< as the first fragment has it
        std::vector<base::FrameNumber> frames;

        [[nodiscard]] std::size_t footprint() const;
        [[nodiscard]] bool isComplete() const;
        /// False when `piece` contradicts what is there.
        bool insert(std::size_t offset, std::span<const std::byte> piece, bool isLast);
    };

    using Entries = std::list<Entry>; // oldest first

    Entries::iterator find(const Key& key, base::Timestamp arrived);
    void remove(Entries::iterator entry);
    void giveUp(Entries::iterator entry, FrameDetail reason);
    void expire(base::Timestamp now);

    std::size_t m_maximumBytes;
    base::Duration m_maximumAge;
    Entries m_entries;
    std::unordered_map<Key, Entries::iterator, KeyHash> m_index;
    std::size_t m_heldBytes = 0;
    std::uint64_t m_incomplete = 0;
    std::vector<GivenUp> m_givenUp;
};

} // namespace core::net
