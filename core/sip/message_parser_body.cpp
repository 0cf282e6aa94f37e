// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/sip/message_parser.h"
#include "core/sip/multipart.h"
#include "core/sip/start_line.h"

#include <algorithm>
#include <initializer_list>

// The part of MessageParser that deals with what follows the headers.
namespace core::sip {

namespace {

/// Each line of a session description is "x=..." (RFC 8866 section 5); LF alone is tolerated as there.
bool looksLikeSdp(std::string_view text)
{
    if (!text.starts_with("v="))
        return false;
    for (std::size_t position = 0; position < text.size();) {
        const std::size_t newline = std::min(text.find('\n', position), text.size());
        const std::string_view line = text.substr(position, newline - position);
        const bool isBlank = line.empty() || line == "\r";
        if (!isBlank && (line.size() < 2 || line[1] != '=' || !base::isAlpha(line[0])))
            return false;
        position = newline + 1;
    }
    return true;
}

/// RFC 6035 section 4.6: it says what it is, and a figure at least.
bool looksLikeQualityReport(std::string_view text)
{
    const auto startsWithOneOf = [](std::string_view line, std::initializer_list<std::string_view> starts) {
        return std::any_of(starts.begin(), starts.end(), [line](std::string_view start) {
            return base::startsWithIgnoringCase(line, start);
        });
    };
    if (!startsWithOneOf(text, {"VQSessionReport", "VQIntervalReport", "VQAlertReport"}))
        return false;
    for (std::size_t position = 0; position < text.size();) {
        const std::size_t newline = std::min(text.find('\n', position), text.size());
        if (startsWithOneOf(text.substr(position, newline - position),
                            {"PacketLoss:", "Delay:", "QualityEst:", "JitterBuffer:", "Signal:"}))
            return true;
        position = newline + 1;
    }
    return false;
}

} // namespace

void MessageParser::findBody()
{
    if (m_isUnterminated) {
        if (m_contentLength.value_or(0) != 0 && m_framing == Framing::Datagram)
            add(Defect::ContentLengthTooLarge);
        return;
    }
    findBodyEnd(m_text.size() - m_headersEnd);
    if (m_message.m_body.length == 0)
        return;
    if (!wasSeen(HeaderName::ContentType))
        add(Defect::ContentTypeMissing);
    findSdp();
    if (base::startsWithIgnoringCase(m_contentType, "application/vq-rtcpxr"))
        addUnless(looksLikeQualityReport(m_message.body()), Defect::QualityReportMalformed);
}

void MessageParser::findBodyEnd(std::size_t available)
{
    if (m_framing == Framing::Stream && !wasSeen(HeaderName::ContentLength))
        add(Defect::ContentLengthMissing);
    const std::uint64_t wanted = m_contentLength.value_or(available);
    const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(wanted, available));
    if (wanted > available)
        add(m_framing == Framing::Stream ? Defect::MessageTruncated : Defect::ContentLengthTooLarge);
    m_message.m_body = slice(m_text.substr(m_headersEnd, length));
    if (length == available)
        return;
    // RFC 3261 section 18.3: the rest of a datagram is dropped. If it is a message (RFC 4475 section
    // 3.1.1.7), the caller may want to parse it too.
    const std::size_t end = m_headersEnd + length;
    const std::size_t next = std::min(m_text.find_first_not_of("\r\n", end), m_text.size());
    StartLine line;
    if (next < m_text.size() && readStartLine(m_text, next, line)) {
        add(Defect::MultipleMessagesInDatagram);
        m_message.m_bytes = m_message.m_bytes.first(end);
    } else {
        add(Defect::BodyLongerThanContentLength);
    }
}

void MessageParser::findSdp()
{
    const std::string_view body = m_message.body();
    const bool isUntypedSdp = m_contentType.empty() && body.starts_with("v=0");
    std::string_view sdp;
    if (wasSeen(HeaderName::ContentEncoding)) {
        const std::string_view encoding = m_message.header(HeaderName::ContentEncoding);
        if (!encoding.empty() && !base::equalsIgnoringCase(encoding, "identity"))
            return;
    }
    if (isUntypedSdp || isSdpType(m_contentType))
        sdp = body;
    else if (isMultipartType(m_contentType))
        sdp = findSdpPart(m_contentType, body);
    m_message.m_sdp = slice(sdp);
    if (!sdp.empty())
        addUnless(looksLikeSdp(sdp), Defect::SdpMalformed);
}

} // namespace core::sip
