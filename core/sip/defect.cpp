// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sip/defect.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace core::sip {

namespace {

struct Row {
    Defect defect;
    std::string_view name;
    Gravity gravity;
    std::string_view sentence;
    std::string_view reference;
};

using enum Gravity;

/// In the order of Defect.
constexpr std::array<Row, defectCount> rows = {{
    {Defect::StartLineMalformed, "start-line-malformed", Invalid,
     "The start line is not as the grammar has it: wrong spaces, or a part is missing.",
     "RFC 3261 section 7.1"},
    {Defect::VersionUnsupported, "version-unsupported", Invalid,
     "The start line names a SIP version other than 2.0.", "RFC 3261 section 21.5.6"},
    {Defect::RequestUriMalformed, "request-uri-malformed", Invalid,
     "The request URI is not a valid URI, or holds what a request URI may not.", "RFC 3261 section 19.1.1"},
    {Defect::StatusCodeOutOfRange, "status-code-out-of-range", Invalid,
     "The status code is not between 100 and 699.", "RFC 3261 section 7.2"},
    {Defect::HeaderMalformed, "header-malformed", Invalid,
     "A header line has no valid name, no colon, or a value that its grammar does not allow.",
     "RFC 3261 section 7.3.1"},
    {Defect::ViaMissing, "via-missing", Invalid, "There is no Via header.", "RFC 3261 section 8.1.1"},
    {Defect::FromMissing, "from-missing", Invalid, "There is no From header.", "RFC 3261 section 8.1.1"},
    {Defect::ToMissing, "to-missing", Invalid, "There is no To header.", "RFC 3261 section 8.1.1"},
    {Defect::CallIdMissing, "call-id-missing", Invalid, "There is no Call-ID header.",
     "RFC 3261 section 8.1.1"},
    {Defect::CSeqMissing, "cseq-missing", Invalid, "There is no CSeq header.", "RFC 3261 section 8.1.1"},
    {Defect::MaxForwardsMissing, "max-forwards-missing", Notable,
     "The request has no Max-Forwards header; peers of the older RFC 2543 leave it out.",
     "RFC 3261 section 8.1.1.6"},
    {Defect::ViaMalformed, "via-malformed", Invalid, "A Via header cannot be read.",
     "RFC 3261 section 20.42"},
    {Defect::FromMalformed, "from-malformed", Invalid, "The From header cannot be read.",
     "RFC 3261 section 20.20"},
    {Defect::ToMalformed, "to-malformed", Invalid, "The To header cannot be read.", "RFC 3261 section 20.39"},
    {Defect::CallIdMalformed, "call-id-malformed", Invalid,
     "The Call-ID is empty or holds characters that it may not.", "RFC 3261 section 20.8"},
    {Defect::CSeqMalformed, "cseq-malformed", Invalid,
     "The CSeq header is not a number below 2^31 and a method.", "RFC 3261 section 20.16"},
    {Defect::CSeqMethodMismatch, "cseq-method-mismatch", Invalid,
     "The method in CSeq is not that of the request line.", "RFC 3261 section 8.1.1.5"},
    {Defect::MaxForwardsMalformed, "max-forwards-malformed", Invalid,
     "Max-Forwards is not a number from 0 to 255.", "RFC 3261 section 20.22"},
    {Defect::ContactMalformed, "contact-malformed", Invalid, "A Contact header cannot be read.",
     "RFC 3261 section 20.10"},
    {Defect::ContentLengthMalformed, "content-length-malformed", Invalid, "Content-Length is not a number.",
     "RFC 3261 section 20.14"},
    {Defect::ContentLengthTooLarge, "content-length-too-large", Invalid,
     "Content-Length promises more bytes than there are.", "RFC 3261 section 18.3"},
    {Defect::BodyLongerThanContentLength, "body-longer-than-content-length", Notable,
     "More bytes follow than Content-Length says; receivers drop them.", "RFC 3261 section 18.3"},
    {Defect::SingleHeaderRepeated, "single-header-repeated", Invalid,
     "A header that may stand only once stands there several times.", "RFC 3261 section 7.3.1"},
    {Defect::HeaderSectionUnterminated, "header-section-unterminated", Invalid,
     "The message ends before the empty line that ends its headers.", "RFC 3261 section 7"},
    {Defect::MessageTruncated, "message-truncated", Notable, "The end of the message was not captured.",
     "RFC 3261 section 18.3"},
    {Defect::NotUtf8, "not-utf-8", Notable, "The start line or a header holds bytes that are not UTF-8.",
     "RFC 3261 section 7"},
    {Defect::ContentTypeMissing, "content-type-missing", Invalid,
     "There is a body, and no Content-Type says what it is.", "RFC 3261 section 20.15"},
    {Defect::SdpMalformed, "sdp-malformed", Invalid, "The session description cannot be read.",
     "RFC 8866 section 9"},
    {Defect::BranchWithoutCookie, "branch-without-cookie", Notable,
     "The branch of the topmost Via is missing or does not begin with z9hG4bK, as from peers of the older "
     "RFC 2543.",
     "RFC 3261 section 8.1.1.7"},
    {Defect::TooManyHeaders, "too-many-headers", Notable,
     "There are more headers than are listed; all of them are in the message text.", "RFC 3261 section 7.3"},
    {Defect::LineEndsWithoutCarriageReturn, "line-ends-without-carriage-return", Notable,
     "Lines end in LF alone instead of CR LF.", "RFC 3261 section 7"},
    {Defect::LeadingGarbage, "leading-garbage", Notable, "Bytes that are no SIP stand before the start line.",
     "RFC 3261 section 7.5"},
    {Defect::StreamGap, "stream-gap", Notable,
     "Bytes of the TCP stream before or within the message were not captured.", "RFC 3261 section 18.3"},
    {Defect::DateMalformed, "date-malformed", Invalid, "The Date is not an RFC 1123 date in GMT.",
     "RFC 3261 section 20.17"},
    {Defect::ExpiresMalformed, "expires-malformed", Invalid, "Expires is not a number of seconds below 2^32.",
     "RFC 3261 section 20.19"},
    {Defect::AuthorizationMalformed, "authorization-malformed", Invalid,
     "Credentials or a challenge cannot be read.", "RFC 3261 section 20.7"},
    {Defect::MultipleMessagesInDatagram, "multiple-messages-in-datagram", Notable,
     "Another message follows in the same datagram.", "RFC 3261 section 18.3"},
    {Defect::FromTagMissing, "from-tag-missing", Notable,
     "From has no tag; peers of the older RFC 2543 leave it out.", "RFC 3261 section 8.1.1.3"},
    {Defect::BranchWithoutIdentifier, "branch-without-identifier", Invalid,
     "The branch of the topmost Via is the cookie z9hG4bK and nothing more, so it names no transaction.",
     "RFC 3261 section 8.1.1.7"},
    {Defect::ContentLengthMissing, "content-length-missing", Invalid,
     "A message on a stream has no Content-Length, so its end is a guess.", "RFC 3261 section 18.3"},
    {Defect::QualityReportMalformed, "quality-report-malformed", Invalid,
     "The report on the quality of a session cannot be read.", "RFC 6035 section 4.6"},
}};

consteval bool isInOrder()
{
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (static_cast<std::size_t>(rows[i].defect) != i)
            return false;
    }
    return true;
}

static_assert(isInOrder());
static_assert(defectCount <= 64, "a set of defects is one 64-bit word");

constexpr std::uint64_t invalidBits = [] {
    std::uint64_t bits = 0;
    for (const Row& row : rows)
        bits |= row.gravity == Invalid ? std::uint64_t{1} << static_cast<unsigned>(row.defect) : 0;
    return bits;
}();

const Row& rowOf(Defect defect)
{
    return rows[static_cast<std::size_t>(defect)];
}

} // namespace

std::string_view name(Defect defect)
{
    return rowOf(defect).name;
}

std::string_view sentence(Defect defect)
{
    return rowOf(defect).sentence;
}

std::string_view reference(Defect defect)
{
    return rowOf(defect).reference;
}

Gravity gravity(Defect defect)
{
    return rowOf(defect).gravity;
}

std::optional<Defect> parseDefect(std::string_view name)
{
    const auto found =
        std::find_if(rows.begin(), rows.end(), [name](const Row& row) { return row.name == name; });
    if (found == rows.end())
        return std::nullopt;
    return found->defect;
}

bool DefectSet::isInvalid() const
{
    return (m_bits & invalidBits) != 0;
}

} // namespace core::sip
