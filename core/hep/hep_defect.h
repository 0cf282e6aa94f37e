// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace core::hep {

/// Why bytes are no HEP packet at all. The numbers are stored in session files: never reuse one.
enum class HepRefusal : std::uint8_t {
    None = 0,
    Empty = 1,
    NotHep = 2,
    HeaderCutShort = 3,
    LengthImpossible = 4,
    AddressFamilyUnknown = 5,
    CompressionBroken = 6,
};

/// What is wrong with a packet that was understood nevertheless. The numbers are bit positions in
/// session files: never reuse one.
enum class HepDefect : std::uint8_t {
    CutShort = 0,           ///< fewer bytes than the header announces
    TrailingBytes = 1,      ///< more bytes than the header announces, or padding after the payload
    ChunkMalformed = 2,     ///< a chunk length below 6 or beyond the packet; the chunks after it are lost
    ChunkSizeWrong = 3,     ///< a number in an unexpected width
    AddressMissing = 4,     ///< shown as 0.0.0.0
    AddressUnspecified = 5, ///< all zeros, as FreeSWITCH sends for IPv6
    FamilyMismatch = 6,     ///< chunk 0x0001 contradicts the addresses
    ProtocolUnknown = 7,    ///< chunk 0x0002 names no transport of SIP
    TimeMissing = 8,        ///< version 2 and 3 only
    TimeMalformed = 9,      ///< a million microseconds or more
    PayloadMissing = 10,
    PayloadRepeated = 11,       ///< the first one is kept
    PayloadUndecompressed = 12, ///< chunk 0x0010 is damaged, or larger than our limit
};

inline constexpr unsigned hepDefectCount = 13;

/// Stable names for scripts: "not-hep", "cut-short".
[[nodiscard]] std::string_view name(HepRefusal refusal);
[[nodiscard]] std::string_view name(HepDefect defect);
/// What is wrong, in English, without a full stop.
[[nodiscard]] std::string_view sentence(HepRefusal refusal);
[[nodiscard]] std::string_view sentence(HepDefect defect);

[[nodiscard]] std::span<const HepRefusal> allHepRefusals();
[[nodiscard]] std::span<const HepDefect> allHepDefects();

/// A set of defects in one word.
class HepDefects {
public:
    constexpr HepDefects() = default;

    constexpr explicit HepDefects(std::uint32_t bits) : m_bits(bits) {}

    constexpr void add(HepDefect defect) { m_bits |= bit(defect); }

    [[nodiscard]] constexpr bool contains(HepDefect defect) const { return (m_bits & bit(defect)) != 0; }

    [[nodiscard]] constexpr bool isEmpty() const { return m_bits == 0; }

    [[nodiscard]] constexpr std::uint32_t bits() const { return m_bits; }

    bool operator==(const HepDefects&) const = default;

private:
    static constexpr std::uint32_t bit(HepDefect defect) { return 1U << static_cast<unsigned>(defect); }

    std::uint32_t m_bits = 0;
};

} // namespace core::hep
