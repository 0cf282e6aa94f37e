// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/byte_reader.h"
#include "core/capture/capture_file_reader.h"
#include "core/capture/pcapng_clock.h"

#include <map>
#include <tuple>
#include <utility>

namespace core::capture {

/// The format of Wireshark (draft-ietf-opsawg-pcapng): several sections of either byte order, each with its
/// interfaces. Of the blocks that carry no packets, TLS secrets, names of computers and what statistics say
/// was dropped are read; others are passed over. Of comments on packets only those of a capture agent are
/// kept, see net::AgentComment.
class PcapngReader final : public CaptureFileReader {
public:
    [[nodiscard]] static bool recognises(std::span<const std::byte> start);

    /// `input` stands behind bytes that the reader got as its carry, so the walk begins with them.
    PcapngReader(std::string path, InputStream input, AnnounceInterface announce);

    [[nodiscard]] net::LinkType firstLinkType() const override { return m_firstLink; }

    [[nodiscard]] std::uint64_t droppedBefore() const override;

private:
    struct Interface {
        net::LinkType link = net::LinkType::Ethernet;
        std::string name;
        /// How many of the same name and link type stand before it in its section.
        std::size_t occurrence = 0;
        std::uint32_t snapshotLength = 0;
        PcapngClock clock;
        base::SourceId source;
        bool isAnnounced = false;
        std::uint64_t dropped = 0; // by the newest statistics
    };

    /// How a block begins.
    struct BlockHead {
        std::uint32_t type = 0;
        std::size_t length = 0;
        std::size_t padded = 0;
        bool isNeeded = false; ///< whole, to go on
    };

    /// One block in the batch: its type, and its body between the two lengths.
    struct Block {
        std::uint32_t type = 0;
        std::size_t bodyOffset = 0;
        std::size_t bodySize = 0;
    };

    /// What a packet block says about its packet.
    struct Packet {
        std::size_t interface = 0;
        base::Timestamp captured;
        std::uint32_t capturedLength = 0;
        std::uint32_t originalLength = 0;
        std::size_t headerSize = 0;
    };

    Walk walk(net::FrameBatch& batch, std::size_t from) override;
    /// Passes over what is left of a block that does not matter; false while more of it is to come.
    bool skipRest(std::size_t size, std::size_t& position);
    /// All return false when the block contradicts itself.
    [[nodiscard]] bool takeByteOrder(const std::byte* sectionHeader);
    [[nodiscard]] bool readHead(const std::byte* start, BlockHead& head);
    [[nodiscard]] bool readBlock(net::FrameBatch& batch, const Block& block);
    [[nodiscard]] bool readSection(std::span<const std::byte> body);
    [[nodiscard]] bool readInterface(std::span<const std::byte> body);
    void readStatistics(std::span<const std::byte> body);
    void readInterfaceOptions(base::ByteReader reader, Interface& interface) const;
    template <typename Take>
    void forEachOption(base::ByteReader reader, Take take) const;
    /// Enhanced Packet Block and the obsolete Packet Block.
    [[nodiscard]] bool readTimedPacket(net::FrameBatch& batch, const Block& block);
    void readSecrets(std::span<const std::byte> body) const;
    void readNames(std::span<const std::byte> body) const;
    [[nodiscard]] bool readSimplePacket(net::FrameBatch& batch, const Block& block);
    [[nodiscard]] bool addFrame(net::FrameBatch& batch, const Block& block, const Packet& packet);
    void keepComment(net::FrameBatch& batch, const Block& block, net::FrameHeader& frame) const;
    [[nodiscard]] std::uint32_t number32(const std::byte* bytes) const;
    [[nodiscard]] std::uint64_t number64(std::span<const std::byte> bytes) const;
    [[nodiscard]] std::uint16_t number16(const std::byte* bytes) const;

    bool m_isBigEndian = false;
    std::vector<Interface> m_interfaces;   // of the current section
    std::uint64_t m_droppedInSections = 0; // before the current one
    /// Of the current section: interfaces by name and link type, to tell those apart that share them.
    std::map<std::pair<std::string, net::LinkType>, std::size_t> m_occurrences;
    /// Interfaces that come back in a later section keep their source.
    std::map<std::tuple<std::string, net::LinkType, std::size_t>, base::SourceId> m_sources;
    net::LinkType m_firstLink = net::LinkType::Ethernet;
    bool m_hasFirstLink = false;
    /// Rest of a large block without packets.
    std::uint64_t m_skip = 0;
};

} // namespace core::capture
