// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sip/stream_framer.h"

#include "core/base/ascii.h"
#include "core/sip/header_name.h"
#include "core/sip/start_line.h"

#include <algorithm>

namespace core::sip {

namespace {

/// A line that grows longer without an end is no start line.
constexpr std::size_t longestStartLine = 1U << 16U;

/// That many bytes without a single start line are another protocol. A stream may be joined in the middle of
/// a message, which is shorter.
constexpr std::uint64_t foreignAfter = 1U << 16U;

std::string_view withoutLineEnd(std::string_view line)
{
    if (line.ends_with('\n'))
        line.remove_suffix(1);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

/// A start line where a header should be: the message before it lacks its end.
bool interruptsHeaders(std::string_view line)
{
    const std::string_view content = withoutLineEnd(line);
    StartLine ignored;
    return (content.ends_with(" SIP/2.0") || content.starts_with("SIP/2.0 ")) &&
           readStartLine(line, 0, ignored);
}

} // namespace

std::string_view StreamFramer::text(std::size_t begin, std::size_t end) const
{
    return base::asText(m_buffer).substr(begin, end - begin);
}

void StreamFramer::append(std::span<const std::byte> bytes, bool followsGap)
{
    if (m_isForeign) {
        m_skippedBytes += bytes.size();
        return;
    }
    dropConsumed();
    if (followsGap)
        m_gaps.push_back(m_buffer.size());
    m_buffer.insert(m_buffer.end(), bytes.begin(), bytes.end());
}

void StreamFramer::dropConsumed()
{
    // Moving the rest costs time, so it waits until it is the smaller part.
    if (m_consumed < m_buffer.size() - m_consumed)
        return;
    m_buffer.erase(m_buffer.begin(), m_buffer.begin() + static_cast<std::ptrdiff_t>(m_consumed));
    for (std::size_t& gap : m_gaps)
        gap -= m_consumed;
    m_lineBegin -= m_consumed;
    m_searched -= m_consumed;
    m_pieceEnd -= std::min(m_pieceEnd, m_consumed);
    m_bufferOffset += m_consumed;
    m_consumed = 0;
}

bool StreamFramer::isWaiting() const
{
    if (m_isForeign)
        return false;
    if (m_state != State::Between)
        return true;
    constexpr std::size_t tellingBytes = 64;
    const std::string_view begin = text(m_consumed, m_buffer.size()).substr(0, tellingBytes);
    return !begin.empty() && std::none_of(begin.begin(), begin.end(), [](char c) {
        const auto code = static_cast<unsigned char>(c);
        return code < 0x20 && c != '\r' && c != '\n' && c != '\t';
    });
}

void StreamFramer::finish()
{
    m_isFinished = true;
}

std::optional<StreamFramer::Piece> StreamFramer::next()
{
    while (!m_isForeign) {
        if (m_state == State::Complete)
            return takePiece();
        if (advance())
            continue;
        if (m_gaps.empty() && !m_isFinished)
            return std::nullopt;
        if (std::optional<Piece> rest = takeRest())
            return rest;
        if (m_gaps.empty())
            return std::nullopt;
        m_gaps.erase(m_gaps.begin());
        m_followsGap = true;
    }
    return std::nullopt;
}

bool StreamFramer::advance()
{
    switch (m_state) {
    case State::Between:
        return findStartLine();
    case State::Headers:
        return readHeaders();
    case State::Body:
        if (limit() < m_pieceEnd)
            return false;
        m_state = State::Complete;
        return true;
    case State::GuessedBody:
        return findEndOfGuessedBody();
    case State::Complete:
        break;
    }
    return true;
}

std::optional<std::string_view> StreamFramer::takeLine()
{
    const std::string_view window = text(0, limit());
    const std::size_t newline = window.find('\n', m_searched);
    if (newline == std::string_view::npos) {
        m_searched = window.size();
        return std::nullopt;
    }
    const std::string_view line = window.substr(m_lineBegin, newline + 1 - m_lineBegin);
    m_lineBegin = m_searched = newline + 1;
    return line;
}

void StreamFramer::skip(std::size_t count)
{
    m_consumed += count;
    m_skippedBefore += count;
    m_skippedBytes += count;
    if (!m_hasMessage && m_skippedBytes >= foreignAfter) {
        m_isForeign = true;
        m_skippedBytes += m_buffer.size() - m_consumed;
        m_buffer.clear();
        m_gaps.clear();
        m_consumed = 0;
    }
}

bool StreamFramer::findStartLine()
{
    // RFC 5626 section 3.5.1: a double CRLF is a ping and a single one its answer; each is counted once.
    while (m_lineBegin == m_consumed && m_consumed < limit()) {
        const char c = text(m_consumed, m_consumed + 1).front();
        if (c != '\r' && c != '\n')
            break;
        if (c == '\n' && m_skippedBefore == 0) {
            m_keepAlives += m_endsEvenLine ? 1 : 0;
            m_endsEvenLine = !m_endsEvenLine;
        }
        ++m_consumed;
        m_lineBegin = m_searched = m_consumed;
    }
    const std::optional<std::string_view> line = takeLine();
    if (!line) {
        if (limit() - m_consumed <= longestStartLine)
            return false;
        m_lineBegin = m_searched = limit();
        skip(limit() - m_consumed);
        return true;
    }
    const std::size_t offset = startLineWithin(*line);
    skip(std::min(offset, line->size()));
    if (offset != std::string_view::npos)
        beginMessage();
    return true;
}

void StreamFramer::beginMessage()
{
    m_state = State::Headers;
    m_hasMessage = true;
    m_contentLength.reset();
    m_hasContentLength = false;
    m_hasContentType = false;
    m_isInContentLength = false;
    m_endsEvenLine = true;
}

bool StreamFramer::readHeaders()
{
    const std::size_t begin = m_lineBegin;
    const std::optional<std::string_view> line = takeLine();
    if (m_searched - m_consumed > maximumMessage) {
        completeAt(m_consumed + maximumMessage, DefectSet(Defect::MessageTruncated));
        return true;
    }
    if (!line)
        return false;
    if (interruptsHeaders(*line))
        completeAt(begin, DefectSet(Defect::HeaderSectionUnterminated));
    else if (withoutLineEnd(*line).empty())
        endHeaders();
    else
        noteHeader(*line);
    return true;
}

void StreamFramer::noteHeader(std::string_view line)
{
    std::string_view value;
    if (base::isSpaceOrTab(line.front())) {
        if (!m_isInContentLength)
            return;
        value = base::trimmed(line); // "Content-Length:", and the number on a folded line
    } else {
        const std::size_t colon = line.find(':');
        const HeaderName name = colon == std::string_view::npos
                                    ? HeaderName::Other
                                    : headerName(base::trimmed(line.substr(0, colon)));
        m_hasContentType = m_hasContentType || name == HeaderName::ContentType;
        m_isInContentLength = name == HeaderName::ContentLength && !m_hasContentLength;
        if (!m_isInContentLength)
            return;
        value = base::trimmed(line.substr(colon + 1));
        m_hasContentLength = true;
    }
    if (value.empty())
        return;
    m_contentLength = base::parseDecimal<std::uint64_t>(value);
    m_isInContentLength = false;
}

void StreamFramer::endHeaders()
{
    const std::size_t headerBytes = m_lineBegin - m_consumed;
    if (m_contentLength) {
        const bool fits = *m_contentLength <= maximumMessage - headerBytes;
        completeAt(fits ? m_lineBegin + static_cast<std::size_t>(*m_contentLength)
                        : m_consumed + maximumMessage,
                   fits ? DefectSet() : DefectSet(Defect::MessageTruncated));
        m_state = State::Body;
        return;
    }
    // RFC 3261 section 18.3: on a stream Content-Length must be there. Without it there is no body, unless
    // Content-Type announces one: that ends where the next message begins. Anything else would hold back
    // the message, or depend on how the stream happened to be cut into segments.
    DefectSet defects;
    if (!m_hasContentLength)
        defects.add(Defect::ContentLengthMissing);
    completeAt(m_lineBegin, defects);
    if (m_hasContentType)
        m_state = State::GuessedBody;
}

bool StreamFramer::findEndOfGuessedBody()
{
    const std::size_t begin = m_lineBegin;
    const std::optional<std::string_view> line = takeLine();
    if (m_searched - m_consumed > maximumMessage) {
        m_pieceDefects.add(Defect::MessageTruncated);
        completeAt(m_consumed + maximumMessage, m_pieceDefects);
        return true;
    }
    if (!line)
        return false;
    const std::size_t offset = startLineWithin(*line);
    if (offset != std::string_view::npos)
        completeAt(begin + offset, m_pieceDefects);
    return true;
}

void StreamFramer::completeAt(std::size_t end, DefectSet defects)
{
    m_pieceEnd = end;
    m_pieceDefects = defects;
    m_state = State::Complete;
}

StreamFramer::Piece StreamFramer::takePiece()
{
    Piece piece;
    piece.streamOffset = m_bufferOffset + m_consumed;
    piece.bytes = std::span(m_buffer).subspan(m_consumed, m_pieceEnd - m_consumed);
    piece.defects = m_pieceDefects;
    // A capture that begins between two messages has lost nothing of this one.
    if (m_followsGap && piece.streamOffset > 0)
        piece.defects.add(Defect::StreamGap);
    piece.skippedBefore = m_skippedBefore;
    m_skippedBefore = 0;
    m_followsGap = false;
    m_pieceDefects = {};
    m_consumed = m_lineBegin = m_searched = m_pieceEnd;
    m_state = State::Between;
    return piece;
}

std::optional<StreamFramer::Piece> StreamFramer::takeRest()
{
    const std::size_t end = limit();
    const bool isGap = !m_gaps.empty();
    if (end == m_consumed && m_state == State::Between)
        return std::nullopt;
    if (m_state == State::Between) {
        StartLine ignored;
        if (!readStartLine(text(m_consumed, end), 0, ignored)) {
            m_lineBegin = m_searched = end;
            skip(end - m_consumed);
            return std::nullopt;
        }
        beginMessage();
    }
    DefectSet defects = m_state == State::GuessedBody ? m_pieceDefects : DefectSet();
    if (isGap)
        defects.add(Defect::StreamGap);
    if (isGap || m_state != State::GuessedBody)
        defects.add(Defect::MessageTruncated);
    completeAt(end, defects);
    return takePiece();
}

} // namespace core::sip
