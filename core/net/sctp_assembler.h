// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/packet_decoder.h"

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace core::net {

/// One SCTP packet (RFC 9260) without its IP header.
struct SctpPacket {
    IpAddress source;
    IpAddress destination;
    std::span<const std::byte> bytes;
    bool isWithinFrame = true;
    /// All frames that the packet came in.
    std::span<const base::FrameNumber> frames;
};

/// Takes user messages out of DATA chunks: whole ones at once, fragmented ones when their last fragment
/// has arrived, in any order, in time linear in the fragments. Messages of one stream are not put in order:
/// each carries whole SIP messages (RFC 4168 section 5.1). Repeated TSNs are dropped.
class SctpAssembler {
public:
    SctpAssembler(std::size_t maximumBytes, std::size_t maximumAssociations, base::Duration maximumAge)
        : m_maximumBytes(maximumBytes), m_maximumAssociations(maximumAssociations), m_maximumAge(maximumAge)
    {
    }

    FrameClass add(const FrameView& frame, const SctpPacket& packet, PayloadHandler& handler);

    /// The source ended: gives up what waits.
    void finish(PayloadHandler& handler);

    /// Messages whose fragments were given up: too old or over the bound; counted in fragments.
    [[nodiscard]] std::uint64_t incomplete() const { return m_incomplete; }

    [[nodiscard]] std::size_t heldBytes() const { return m_heldBytes; }

private:
    /// One direction of an association.
    struct Key {
        Path path;
        std::uint32_t verificationTag = 0;

        bool operator==(const Key&) const = default;
    };

    struct KeyHash {
        std::size_t operator()(const Key& key) const;
    };

    struct Fragment {
        std::vector<std::byte> bytes;
        std::vector<base::FrameNumber> frames;
        bool isFirst = false;
        bool isLast = false;
        bool isTruncated = false;
        /// The TSN at the other end of the run of fragments that this one is an end of.
        std::uint32_t otherEnd = 0;

        [[nodiscard]] std::size_t cost() const;
    };

    /// The TSNs that were seen, as far back as senders repeat.
    class TsnWindow {
    public:
        /// False when it was seen before, or is too old to tell.
        bool insert(std::uint32_t tsn);

    private:
        static constexpr std::uint32_t size = 1024;

        std::bitset<size> m_seen;
        std::uint32_t m_newest = 0;
        bool m_isEmpty = true;
    };

    struct Association {
        Key key;
        TsnWindow seen;
        std::map<std::uint32_t, Fragment> fragments;
        base::Timestamp lastSeen;
    };

    struct DataChunk {
        std::uint32_t tsn = 0;
        bool isFirst = false;
        bool isLast = false;
        bool isTruncated = false;
        std::span<const std::byte> payload;
    };

    using Associations = std::list<Association>; // least recently seen first

    Association& find(const Key& key, base::Timestamp now, PayloadHandler& handler);
    void expire(base::Timestamp now, PayloadHandler& handler);
    void forget(Association& association, PayloadHandler& handler, FrameDetail reason);
    FrameClass addData(Association& association, const FrameView& frame, const SctpPacket& packet,
                       const DataChunk& chunk, PayloadHandler& handler);
    /// The first TSN of the message that became whole with this fragment.
    std::optional<std::uint32_t> keep(Association& association, const SctpPacket& packet,
                                      const DataChunk& chunk, PayloadHandler& handler);
    void deliver(Association& association, std::uint32_t first, const FrameView& frame,
                 PayloadHandler& handler);

    std::size_t m_maximumBytes;
    std::size_t m_maximumAssociations;
    base::Duration m_maximumAge;
    Associations m_associations;
    std::unordered_map<Key, Associations::iterator, KeyHash> m_index;
    std::size_t m_heldBytes = 0;
    std::uint64_t m_incomplete = 0;
};

} // namespace core::net
