// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sip/message_parser.h"

#include "core/sip/characters.h"
#include "core/sip/header_checks.h"
#include "core/sip/name_addr_scanner.h"
#include "core/sip/start_line.h"
#include "core/sip/uri_scanner.h"
#include "core/sip/via.h"
#include "core/sip/via_scanner.h"

#include <limits>

namespace core::sip {

namespace {

constexpr std::uint64_t bitsOf(std::initializer_list<HeaderName> names)
{
    std::uint64_t bits = 0;
    for (const HeaderName name : names)
        bits |= std::uint64_t{1} << static_cast<unsigned>(name);
    return bits;
}

static_assert(static_cast<unsigned>(HeaderName::XCid) < 64, "headers seen are kept as bits of one word");

/// RFC 3261 section 7.3.1: only headers whose grammar is a comma-separated list (and the authorization ones)
/// may stand in a message more than once.
constexpr std::uint64_t singleHeaders = bitsOf({HeaderName::CallId,
                                                HeaderName::ContentDisposition,
                                                HeaderName::ContentLength,
                                                HeaderName::ContentType,
                                                HeaderName::CSeq,
                                                HeaderName::Date,
                                                HeaderName::Event,
                                                HeaderName::Expires,
                                                HeaderName::From,
                                                HeaderName::MaxForwards,
                                                HeaderName::MinExpires,
                                                HeaderName::RAck,
                                                HeaderName::ReferredBy,
                                                HeaderName::ReferTo,
                                                HeaderName::Replaces,
                                                HeaderName::RetryAfter,
                                                HeaderName::RSeq,
                                                HeaderName::Server,
                                                HeaderName::SessionExpires,
                                                HeaderName::Subject,
                                                HeaderName::SubscriptionState,
                                                HeaderName::Timestamp,
                                                HeaderName::To,
                                                HeaderName::UserAgent});

/// Slices count in 32 bits. Nothing that a network delivers as one message comes near.
constexpr std::size_t longestText = std::numeric_limits<std::uint32_t>::max();

} // namespace

/// A line end that is missing altogether counts as one with carriage return: it has a defect of its own.
MessageParser::Line MessageParser::lineAt(std::string_view text, std::size_t position)
{
    const std::size_t newline = text.find('\n', position);
    if (newline == npos)
        return {text.size(), text.size(), true};
    const bool hasCarriageReturn = newline > position && text[newline - 1] == '\r';
    return {newline - (hasCarriageReturn ? 1 : 0), newline + 1, hasCarriageReturn};
}

MessageParser::MessageParser(Message& message, std::span<const std::byte> bytes, Framing framing)
    : m_message(message), m_text(base::asText(bytes.first(std::min(bytes.size(), longestText)))),
      m_framing(framing)
{
}

Slice MessageParser::slice(std::string_view view) const
{
    if (view.empty())
        return {};
    return {static_cast<std::uint32_t>(view.data() - m_text.data()), static_cast<std::uint32_t>(view.size())};
}

bool MessageParser::run()
{
    std::vector<HeaderField> headers = std::move(m_message.m_headers);
    headers.clear();
    m_message = Message();
    m_message.m_headers = std::move(headers); // its memory is used again

    StartLine line;
    if (!findStartLine(m_text, line))
        return false;
    m_message.m_bytes = base::asBytes(m_text);
    takeStartLine(line);
    readHeaders(line.end);
    checkMandatoryHeaders();
    if (m_message.m_kind == Kind::Request)
        checkMethod();
    if (m_hasBareLineFeed)
        add(Defect::LineEndsWithoutCarriageReturn);
    if (!isUtf8(m_text.substr(line.begin, m_headersEnd - line.begin)))
        add(Defect::NotUtf8);
    findBody();
    return true;
}

void MessageParser::takeStartLine(const StartLine& line)
{
    m_message.m_kind = line.kind;
    m_message.m_status = line.status;
    m_message.m_method = slice(line.method);
    m_message.m_requestUri = slice(line.requestUri);
    m_message.m_reason = slice(line.reason);
    m_message.m_version = slice(line.version);
    m_message.m_defects = line.defects;
    if (line.kind == Kind::Request)
        checkRequestUri();
}

void MessageParser::checkRequestUri()
{
    // RFC 3261 section 19.1.1: a Request-URI has no headers; section 7.1: no white space, no brackets.
    Uri uri;
    addUnless(scanUri(m_message.requestUri(), uri) && uri.headers.empty(), Defect::RequestUriMalformed);
}

void MessageParser::readHeaders(std::size_t position)
{
    while (position < m_text.size()) {
        const Line first = lineAt(m_text, position);
        m_hasBareLineFeed |= !first.hasCarriageReturn;
        if (first.end == position && first.next != first.end) {
            m_headersEnd = first.next;
            return;
        }
        if (first.next < m_text.size() && base::isSpaceOrTab(m_text[first.next])) {
            position = readFoldedHeader(position, first);
            continue;
        }
        readHeader(position, first.end, false);
        position = first.next;
    }
    m_headersEnd = m_text.size();
    m_isUnterminated = true;
    // The framer of a stream hands out a part only when the rest was not captured.
    add(m_framing == Framing::Stream ? Defect::MessageTruncated : Defect::HeaderSectionUnterminated);
}

/// RFC 3261 section 7.3.1: lines that begin with white space continue the header. Returns where the next
/// begins.
std::size_t MessageParser::readFoldedHeader(std::size_t begin, Line line)
{
    while (line.next < m_text.size() && base::isSpaceOrTab(m_text[line.next])) {
        line = lineAt(m_text, line.next);
        m_hasBareLineFeed |= !line.hasCarriageReturn;
    }
    readHeader(begin, line.end, true);
    return line.next;
}

void MessageParser::readHeader(std::size_t begin, std::size_t end, bool isFolded)
{
    // header-name HCOLON header-value; spaces may stand before the colon (RFC 3261 section 7.3.1).
    const std::string_view line = m_text.substr(begin, end - begin);
    const std::size_t colon = line.find(':');
    std::size_t nameEnd = colon == npos ? 0 : colon;
    while (nameEnd > 0 && base::isSpaceOrTab(line[nameEnd - 1]))
        --nameEnd;
    if (nameEnd == 0) {
        add(Defect::HeaderMalformed);
        return;
    }
    const std::string_view nameText = line.substr(0, nameEnd);
    const HeaderName name = headerName(nameText);
    if (name == HeaderName::Other)
        addUnless(consistsOf(Characters::Token, nameText), Defect::HeaderMalformed);
    std::size_t valueBegin = begin + colon + 1;
    while (valueBegin < end && is(m_text[valueBegin], Characters::Whitespace))
        ++valueBegin;
    while (end > valueBegin && is(m_text[end - 1], Characters::Whitespace))
        --end;

    if (m_message.m_headers.size() < Message::maximumHeaders) {
        // Member by member into its place: a copy of a value just put together costs a store-forwarding
        // stall.
        HeaderField& field = m_message.m_headers.emplace_back();
        field.name = name;
        field.isFolded = isFolded;
        field.nameText.offset = static_cast<std::uint32_t>(begin);
        field.nameText.length = static_cast<std::uint32_t>(nameEnd);
        field.value.offset = static_cast<std::uint32_t>(valueBegin);
        field.value.length = static_cast<std::uint32_t>(end - valueBegin);
    } else {
        add(Defect::TooManyHeaders);
    }
    if (name == HeaderName::Other)
        return;
    const bool isRepeated = wasSeen(name);
    m_seen |= bit(name);
    if (isRepeated && (singleHeaders & bit(name)) != 0)
        add(Defect::SingleHeaderRepeated);
    else
        noteHeader(name, m_text.substr(valueBegin, end - valueBegin));
}

void MessageParser::noteHeader(HeaderName name, std::string_view value)
{
    switch (name) {
    case HeaderName::CallId:
        m_message.m_callId = slice(value);
        addUnless(isCallId(value), Defect::CallIdMalformed);
        break;
    case HeaderName::From:
        noteAddress(value, Defect::FromMalformed, m_message.m_from, m_message.m_fromUser,
                    m_message.m_fromHost, m_message.m_fromTag);
        addUnless(m_message.m_fromTag.length != 0, Defect::FromTagMissing);
        break;
    case HeaderName::To:
        noteAddress(value, Defect::ToMalformed, m_message.m_to, m_message.m_toUser, m_message.m_toHost,
                    m_message.m_toTag);
        break;
    case HeaderName::Via:
        noteVia(value);
        break;
    case HeaderName::CSeq:
        noteCSeq(value);
        break;
    case HeaderName::ContentLength:
        noteContentLength(value);
        break;
    case HeaderName::ContentType:
        m_contentType = value;
        addUnless(isContentType(value), Defect::HeaderMalformed);
        break;
    case HeaderName::Contact:
        addUnless(isContactList(value), Defect::ContactMalformed);
        break;
    case HeaderName::Route:
    case HeaderName::RecordRoute:
        addUnless(isRouteList(value), Defect::HeaderMalformed);
        break;
    case HeaderName::MaxForwards:
        addUnless(isMaxForwards(value), Defect::MaxForwardsMalformed);
        break;
    case HeaderName::Expires:
    case HeaderName::MinExpires:
        addUnless(isDeltaSeconds(value), Defect::ExpiresMalformed);
        break;
    case HeaderName::RetryAfter:
        addUnless(isRetryAfter(value), Defect::HeaderMalformed);
        break;
    case HeaderName::Date:
        addUnless(isDate(value), Defect::DateMalformed);
        break;
    case HeaderName::Warning:
        addUnless(isWarning(value), Defect::HeaderMalformed);
        break;
    case HeaderName::Authorization:
    case HeaderName::ProxyAuthorization:
    case HeaderName::ProxyAuthenticate:
    case HeaderName::WwwAuthenticate:
        addUnless(isAuthorization(value), Defect::AuthorizationMalformed);
        break;
    default:
        break;
    }
}

void MessageParser::noteAddress(std::string_view value, Defect malformed, Slice& whole, Slice& user,
                                Slice& host, Slice& tag)
{
    const NameAddrScan scan = scanNameAddr(value, "tag");
    whole = slice(value);
    user = slice(scan.address.uri.user);
    host = slice(scan.address.uri.host);
    tag = slice(scan.wanted.value_or(std::string_view{}));
    addUnless(scan.isValid && scan.end == value.size(), malformed);
}

void MessageParser::noteVia(std::string_view value)
{
    bool isTop = m_message.m_topVia.length == 0;
    std::size_t from = 0;
    for (;;) {
        const std::string_view rest = value.substr(from);
        const ViaScan scan = scanVia(rest);
        addUnless(scan.isValid, Defect::ViaMalformed);
        if (isTop) {
            isTop = false;
            m_message.m_topVia = slice(base::trimmed(rest.substr(0, scan.end)));
            const std::string_view branch = scan.branch.value_or(std::string_view{});
            m_message.m_branch = slice(branch);
            // RFC 3261 section 8.1.1.7. RFC 2543 had no cookie.
            if (!base::startsWithIgnoringCase(branch, branchCookie))
                add(Defect::BranchWithoutCookie);
            else if (branch.size() == branchCookie.size())
                add(Defect::BranchWithoutIdentifier);
        }
        if (scan.end >= rest.size() || rest[scan.end] != ',')
            return;
        from += scan.end + 1;
    }
}

void MessageParser::noteCSeq(std::string_view value)
{
    CSeq cseq;
    addUnless(readCSeq(value, cseq), Defect::CSeqMalformed);
    m_message.m_cseqNumber = cseq.number;
    m_message.m_cseqMethod = slice(cseq.method);
}

void MessageParser::noteContentLength(std::string_view value)
{
    m_contentLength = base::parseDecimal<std::uint64_t>(value);
    addUnless(m_contentLength.has_value(), Defect::ContentLengthMalformed);
}

void MessageParser::checkMandatoryHeaders()
{
    if (m_isUnterminated && m_framing == Framing::Stream)
        return; // they may stand in the part that was lost
    addUnless(wasSeen(HeaderName::Via), Defect::ViaMissing);
    addUnless(wasSeen(HeaderName::From), Defect::FromMissing);
    addUnless(wasSeen(HeaderName::To), Defect::ToMissing);
    addUnless(wasSeen(HeaderName::CallId), Defect::CallIdMissing);
    addUnless(wasSeen(HeaderName::CSeq), Defect::CSeqMissing);
    addUnless(wasSeen(HeaderName::MaxForwards) || m_message.m_kind == Kind::Response,
              Defect::MaxForwardsMissing);
}

void MessageParser::checkMethod()
{
    const std::string_view method = m_message.method();
    const std::string_view cseqMethod = m_message.cseq().method;
    if (method == cseqMethod)
        return;
    // Garbage that happens to consist of letters ("DBREGISTER") sticks to the method; a new method that
    // ends like a known one would be in CSeq too.
    const std::size_t garbage = isKnownMethod(method) ? 0 : garbageBeforeMethod(method);
    if (garbage != 0 && (cseqMethod.empty() || cseqMethod == method.substr(garbage))) {
        m_message.m_method = slice(method.substr(garbage));
        add(Defect::LeadingGarbage);
        return;
    }
    if (!cseqMethod.empty())
        add(Defect::CSeqMethodMismatch);
}

} // namespace core::sip
