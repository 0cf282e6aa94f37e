// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hep/hep_defect.h"

#include <array>
#include <cstddef>

namespace core::hep {
namespace {

template <typename Code>
struct Wording {
    Code code;
    std::string_view name;
    std::string_view sentence;
};

template <typename Code>
Wording(Code, std::string_view, std::string_view)
    -> Wording<Code>; // clang 16 deduces no aggregates by itself

constexpr std::array refusals{
    Wording{HepRefusal::None, "none", "Nothing is wrong"},
    Wording{HepRefusal::Empty, "empty", "The packet has no bytes"},
    Wording{HepRefusal::NotHep, "not-hep", "The bytes are not HEP of any version"},
    Wording{HepRefusal::HeaderCutShort, "header-cut-short", "The packet ends within the HEP header"},
    Wording{HepRefusal::LengthImpossible, "length-impossible",
            "The HEP length is shorter than the HEP header"},
    Wording{HepRefusal::AddressFamilyUnknown, "address-family-unknown",
            "The HEP header names an address family that is neither IPv4 nor IPv6"},
    Wording{HepRefusal::CompressionBroken, "compression-broken",
            "The packet looks like gzip but cannot be decompressed"},
};

constexpr std::array defects{
    Wording{HepDefect::CutShort, "cut-short", "The packet is shorter than its HEP length"},
    Wording{HepDefect::TrailingBytes, "trailing-bytes", "Bytes follow the end of the HEP packet"},
    Wording{HepDefect::ChunkMalformed, "chunk-malformed", "A chunk has an impossible length"},
    Wording{HepDefect::ChunkSizeWrong, "chunk-size-wrong", "A chunk holds a number of an unexpected width"},
    Wording{HepDefect::AddressMissing, "address-missing", "The source or destination address is missing"},
    Wording{HepDefect::AddressUnspecified, "address-unspecified",
            "The source and destination addresses are all zeros"},
    Wording{HepDefect::FamilyMismatch, "family-mismatch", "The address family contradicts the addresses"},
    Wording{HepDefect::ProtocolUnknown, "protocol-unknown", "The IP protocol is none that carries SIP"},
    Wording{HepDefect::TimeMissing, "time-missing", "The capture time is missing"},
    Wording{HepDefect::TimeMalformed, "time-malformed", "The microseconds exceed a second"},
    Wording{HepDefect::PayloadMissing, "payload-missing", "The packet has no payload"},
    Wording{HepDefect::PayloadRepeated, "payload-repeated", "The packet has more than one payload"},
    Wording{HepDefect::PayloadUndecompressed, "payload-undecompressed",
            "The compressed payload is damaged or too large"},
};
static_assert(defects.size() == hepDefectCount);

template <typename Table, typename Code>
constexpr const auto& find(const Table& wordings, Code code)
{
    for (const auto& entry : wordings) {
        if (entry.code == code)
            return entry;
    }
    return wordings.front();
}

template <typename Code, std::size_t Size>
constexpr std::array<Code, Size> codesOf(const std::array<Wording<Code>, Size>& wordings)
{
    std::array<Code, Size> codes{};
    for (std::size_t i = 0; i < Size; ++i)
        codes[i] = wordings[i].code;
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
