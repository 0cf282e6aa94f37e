// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <string_view>

namespace core::sip {

/// What is wrong with a message. The numbers are bit positions in session files: never reuse one.
/// Each has a stable name, a sentence and an RFC section in defect.cpp.
enum class Defect : std::uint8_t {
    StartLineMalformed = 0,
    VersionUnsupported = 1,
    RequestUriMalformed = 2,
    StatusCodeOutOfRange = 3,
    HeaderMalformed = 4,
    ViaMissing = 5,
    FromMissing = 6,
    ToMissing = 7,
    CallIdMissing = 8,
    CSeqMissing = 9,
    MaxForwardsMissing = 10,
    ViaMalformed = 11,
    FromMalformed = 12,
    ToMalformed = 13,
    CallIdMalformed = 14,
    CSeqMalformed = 15,
    CSeqMethodMismatch = 16,
    MaxForwardsMalformed = 17,
    ContactMalformed = 18,
    ContentLengthMalformed = 19,
    ContentLengthTooLarge = 20,
    BodyLongerThanContentLength = 21,
    SingleHeaderRepeated = 22,
    HeaderSectionUnterminated = 23,
    MessageTruncated = 24,
    NotUtf8 = 25,
    ContentTypeMissing = 26,
    SdpMalformed = 27,
    BranchWithoutCookie = 28,
    TooManyHeaders = 29,
    LineEndsWithoutCarriageReturn = 30,
    LeadingGarbage = 31,
    StreamGap = 32,
    DateMalformed = 33,
    ExpiresMalformed = 34,
    AuthorizationMalformed = 35,
    MultipleMessagesInDatagram = 36,
    FromTagMissing = 37,
    BranchWithoutIdentifier = 38,
    ContentLengthMissing = 39,
    QualityReportMalformed = 40,
};

inline constexpr unsigned defectCount = 41;

/// How bad: an Invalid message breaks the RFC so that a strict peer rejects it; a Notable one is unusual
/// or needs tolerance, but valid peers cope with it.
enum class Gravity : std::uint8_t { Notable, Invalid };

/// Stable name for scripts and filters: "content-length-too-large".
[[nodiscard]] std::string_view name(Defect defect);
[[nodiscard]] std::string_view sentence(Defect defect);
/// "RFC 3261 section 20.14".
[[nodiscard]] std::string_view reference(Defect defect);
[[nodiscard]] Gravity gravity(Defect defect);
[[nodiscard]] std::optional<Defect> parseDefect(std::string_view name);

/// A set of defects in one word, as session files store it.
class DefectSet {
public:
    constexpr DefectSet() = default;

    constexpr explicit DefectSet(std::uint64_t bits) : m_bits(bits) {}

    constexpr explicit DefectSet(Defect defect) : m_bits(bit(defect)) {}

    constexpr void add(Defect defect) { m_bits |= bit(defect); }

    constexpr void add(DefectSet other) { m_bits |= other.m_bits; }

    [[nodiscard]] constexpr bool contains(Defect defect) const { return (m_bits & bit(defect)) != 0; }

    [[nodiscard]] constexpr bool isEmpty() const { return m_bits == 0; }

    [[nodiscard]] constexpr std::uint64_t bits() const { return m_bits; }

    /// True when any defect in the set has Gravity::Invalid.
    [[nodiscard]] bool isInvalid() const;

    template <typename Visitor>
    void forEach(Visitor visit) const
    {
        for (std::uint64_t rest = m_bits; rest != 0; rest &= rest - 1)
            visit(static_cast<Defect>(std::countr_zero(rest)));
    }

    bool operator==(const DefectSet&) const = default;

private:
    static constexpr std::uint64_t bit(Defect defect)
    {
        return std::uint64_t{1} << static_cast<std::uint8_t>(defect);
    }

    std::uint64_t m_bits = 0;
};

} // namespace core::sip
