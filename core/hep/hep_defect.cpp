// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hep/hep_defect.h"

#include <array>
#include <cstddef>

namespace core::hep {
namespace {

template <typename Code>
struct Entry {
    Code code;
    std::string_view name;
    std::string_view sentence;
};

template <typename Code>
Entry(Code, std::string_view, std::string_view) -> Entry<Code>; // clang 16 deduces no aggregates by itself

constexpr std::array refusals{
    Entry{HepRefusal::None, "none", "Nothing is wrong"},
    Entry{HepRefusal::Empty, "empty", "The packet has no bytes"},
    Entry{HepRefusal::NotHep, "not-hep", "The bytes are not HEP of any version"},
    Entry{HepRefusal::HeaderCutShort, "header-cut-short", "The packet ends within the HEP header"},
    Entry{HepRefusal::LengthImpossible, "length-impossible", "The HEP length is shorter than the HEP header"},
    Entry{HepRefusal::AddressFamilyUnknown, "address-family-unknown",
          "The HEP header names an address family that is neither IPv4 nor IPv6"},
    Entry{HepRefusal::CompressionBroken, "compression-broken",
          "The packet looks like gzip but cannot be decompressed"},
};

constexpr std::array defects{
    Entry{HepDefect::CutShort, "cut-short", "The packet is shorter than its HEP length"},
    Entry{HepDefect::TrailingBytes, "trailing-bytes", "Bytes follow the end of the HEP packet"},
    Entry{HepDefect::ChunkMalformed, "chunk-malformed", "A chunk has an impossible length"},
    Entry{HepDefect::ChunkSizeWrong, "chunk-size-wrong", "A chunk holds a number of an unexpected width"},
    Entry{HepDefect::AddressMissing, "address-missing", "The source or destination address is missing"},
    Entry{HepDefect::AddressUnspecified, "address-unspecified",
          "The source and destination addresses are all zeros"},
    Entry{HepDefect::FamilyMismatch, "family-mismatch", "The address family contradicts the addresses"},
    Entry{HepDefect::ProtocolUnknown, "protocol-unknown", "The IP protocol is none that carries SIP"},
    Entry{HepDefect::TimeMissing, "time-missing", "The capture time is missing"},
    Entry{HepDefect::TimeMalformed, "time-malformed", "The microseconds exceed a second"},
    Entry{HepDefect::PayloadMissing, "payload-missing", "The packet has no payload"},
    Entry{HepDefect::PayloadRepeated, "payload-repeated", "The packet has more than one payload"},
    Entry{HepDefect::PayloadUndecompressed, "payload-undecompressed",
          "The compressed payload is damaged or too large"},
};
static_assert(defects.size() == hepDefectCount);

template <typename Table, typename Code>
constexpr const auto& find(const Table& table, Code code)
{
    for (const auto& entry : table) {
        if (entry.code == code)
            return entry;
    }
    return table.front();
}

template <typename Code, std::size_t Size>
constexpr std::array<Code, Size> codesOf(const std::array<Entry<Code>, Size>& table)
{
    std::array<Code, Size> codes{};
    for (std::size_t i = 0; i < Size; ++i)
        codes[i] = table[i].code;
    return codes;
}

constexpr auto refusalCodes = codesOf(refusals);
constexpr auto defectCodes = codesOf(defects);

} // namespace

std::string_view name(HepRefusal refusal)
{
    return find(refusals, refusal).name;
}

std::string_view name(HepDefect defect)
{
    return find(defects, defect).name;
}

std::string_view sentence(HepRefusal refusal)
{
    return find(refusals, refusal).sentence;
}

std::string_view sentence(HepDefect defect)
{
    return find(defects, defect).sentence;
}

std::span<const HepRefusal> allHepRefusals()
{
    return refusalCodes;
}

std::span<const HepDefect> allHepDefects()
{
    return defectCodes;
}

} // namespace core::hep
