// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/ip_reassembler.h"

#include "core/base/keyed_hash.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace core::net {
namespace {

constexpr std::size_t unitSize = 8;
constexpr std::size_t bitsPerWord = 64;
constexpr std::size_t largestPacket = 65'535;

/// What an entry costs beyond its bytes, about.
constexpr std::size_t entryOverhead = 256;

constexpr std::size_t unitsOf(std::size_t size)
{
    return (size + unitSize - 1) / unitSize;
}

} // namespace

std::size_t IpReassembler::KeyHash::operator()(const Key& key) const
{
    std::array<std::byte, 16 + 16 + 4 + 2> bytes{};
    const auto source = key.source.bytes();
    const auto destination = key.destination.bytes();
    std::copy(source.begin(), source.end(), bytes.begin());
    std::copy(destination.begin(), destination.end(), bytes.begin() + 16);
    std::memcpy(bytes.data() + 32, &key.identification, sizeof key.identification);
    bytes[36] = static_cast<std::byte>(key.protocol);
    bytes[37] = std::byte{key.source.isIpv6()};
    return base::keyedHash(base::processHashKey(), bytes);
}

std::size_t IpReassembler::Entry::footprint() const
{
    return entryOverhead + bytes.capacity() + present.capacity() * sizeof(std::uint64_t) +
           frames.capacity() * sizeof(base::FrameNumber);
}

bool IpReassembler::Entry::isComplete() const
{
    return totalSize && presentUnits == unitsOf(*totalSize);
}

bool IpReassembler::Entry::insert(std::size_t offset, std::span<const std::byte> piece, bool isLast)
{
    const std::size_t pieceEnd = offset + piece.size();
    if (isLast) {
        if ((totalSize && *totalSize != pieceEnd) || end > pieceEnd)
            return false;
        totalSize = pieceEnd;
    } else if (totalSize && pieceEnd > *totalSize) {
        return false;
    }

    end = std::max(end, pieceEnd);
    if (bytes.size() < pieceEnd)
        bytes.resize(pieceEnd);
    present.resize(std::max(present.size(), (unitsOf(pieceEnd) + bitsPerWord - 1) / bitsPerWord));
    for (std::size_t done = 0; done < piece.size(); done += unitSize) {
        const std::size_t size = std::min(unitSize, piece.size() - done);
        const std::size_t unit = (offset + done) / unitSize;
        std::uint64_t& word = present[unit / bitsPerWord];
        const std::uint64_t bit = std::uint64_t{1} << (unit % bitsPerWord);
        if ((word & bit) != 0) {
            if (std::memcmp(bytes.data() + offset + done, piece.data() + done, size) != 0)
                return false;
            continue;
        }
        std::memcpy(bytes.data() + offset + done, piece.data() + done, size);
        word |= bit;
        ++presentUnits;
    }
    return true;
}

IpReassembler::Outcome IpReassembler::add(const IpPacket& fragment, std::span<const base::FrameNumber> frames,
                                          base::Timestamp arrived, Assembled& assembled)
{
    expire(arrived);
    auto piece = fragment.payload;
    const bool isLast = !fragment.hasMoreFragments;
    // All but the last carry a multiple of eight bytes. Of a fragment that the capture cut short, the whole
    // units are kept; the packet then stays incomplete.
    if (!isLast && !fragment.isTruncated() && piece.size() % unitSize != 0)
        return Outcome::Malformed;
    if (!isLast || fragment.isTruncated())
        piece = piece.first(piece.size() / unitSize * unitSize);
    if (fragment.fragmentOffset + piece.size() > largestPacket)
        return Outcome::Malformed;
    if (piece.empty() && fragment.isTruncated())
        return Outcome::Cut;

    const Key key{fragment.source, fragment.destination, fragment.identification,
                  fragment.source.isIpv6() ? std::uint8_t{0} : fragment.protocol};
    const auto entry = find(key, arrived);
    m_heldBytes -= entry->footprint();
    const std::size_t before = entry->presentUnits;
    const bool agrees = entry->insert(fragment.fragmentOffset, piece, isLast && !fragment.isTruncated());
    if (fragment.fragmentOffset == 0)
        entry->protocol = fragment.protocol;
    const bool isNew = entry->presentUnits > before;
    if (isNew)
        entry->frames.insert(entry->frames.end(), frames.begin(), frames.end());
    m_heldBytes += entry->footprint();

    if (!agrees) {
        giveUp(entry, FrameDetail::FragmentsContradict);
        return Outcome::Contradictory;
    }
    if (entry->isComplete()) {
        m_heldBytes -= entry->footprint();
        assembled = {entry->protocol, std::move(entry->bytes), std::move(entry->frames)};
        remove(entry);
        return Outcome::Complete;
    }
    while (m_heldBytes > m_maximumBytes && !m_entries.empty())
        giveUp(m_entries.begin(), FrameDetail::FragmentsEvicted);
    return isNew ? Outcome::Held : Outcome::Repeated;
}

IpReassembler::Entries::iterator IpReassembler::find(const Key& key, base::Timestamp arrived)
{
    const auto [known, isNew] = m_index.try_emplace(key);
    if (isNew) {
        m_entries.emplace_back();
        known->second = std::prev(m_entries.end());
        known->second->key = key;
        known->second->firstArrived = arrived;
        m_heldBytes += known->second->footprint();
    }
    return known->second;
}

void IpReassembler::remove(Entries::iterator entry)
{
    m_index.erase(entry->key);
    m_entries.erase(entry);
}

void IpReassembler::giveUp(Entries::iterator entry, FrameDetail reason)
{
    ++m_incomplete;
    m_heldBytes -= entry->footprint();
    if (!entry->frames.empty())
        m_givenUp.push_back({std::move(entry->frames), reason});
    remove(entry);
}

void IpReassembler::expire(base::Timestamp now)
{
    while (!m_entries.empty() && now - m_entries.front().firstArrived > m_maximumAge)
        giveUp(m_entries.begin(), FrameDetail::FragmentsLate);
}

void IpReassembler::giveUpAll()
{
    while (!m_entries.empty())
        giveUp(m_entries.begin(), FrameDetail::FragmentsMissing);
}

} // namespace core::net
