// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/websocket_framer.h"

#include "core/base/ascii.h"
#include "core/net/message_inflater.h"
#include "core/net/wire.h"

#include <algorithm>
#include <string_view>
#include <utility>

// RFC 6455 section 5.2:
//   0  FIN, RSV1 (compressed), RSV2, RSV3, opcode (4 bits)
//   1  MASK, length (7 bits: 126 = 16 bits follow, 127 = 64 bits follow)
//      extended length, masking key (4 bytes, when MASK), payload
namespace core::net {
namespace {

/// RSV2 and RSV3 stay zero: with them an opcode is unknown.
constexpr unsigned opcodeAndReservedBits = 0x3f;
constexpr unsigned continuation = 0;
constexpr unsigned text = 1;
constexpr unsigned binary = 2;
constexpr unsigned firstControl = 8;
constexpr unsigned lastControl = 10;

constexpr std::size_t maximumHandshake = std::size_t{16} << 10U;
/// How far a stream that was joined in the middle is watched for something like a frame.
constexpr std::uint64_t longestJoin = std::uint64_t{256} << 10U;

/// Whether a header of the HTTP message has this name and contains this word.
bool hasHeader(std::string_view message, std::string_view name, std::string_view word)
{
    while (!message.empty()) {
        const std::size_t end = std::min(message.find('\n'), message.size());
        const std::string_view line = message.substr(0, end);
        message.remove_prefix(std::min(end + 1, message.size()));
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos ||
            !base::equalsIgnoringCase(base::trimmed(line.substr(0, colon)), name))
            continue;
        const std::string_view value = line.substr(colon + 1);
        for (std::size_t i = 0; i + word.size() <= value.size(); ++i) {
            if (base::startsWithIgnoringCase(value.substr(i), word))
                return true;
        }
    }
    return false;
}

bool beginsHandshake(std::string_view start)
{
    constexpr std::string_view request = "GET ";
    constexpr std::string_view response = "HTTP/1.1 101";
    const auto agrees = [start](std::string_view begin) {
        const std::size_t known = std::min(start.size(), begin.size());
        return start.substr(0, known) == begin.substr(0, known);
    };
    return agrees(request) || agrees(response);
}

bool isTextByte(std::byte value)
{
    const auto character = std::to_integer<unsigned>(value);
    return (character >= 0x20 && character < 0x7f) || character == '\r' || character == '\n' ||
           character == '\t';
}

} // namespace

WebSocketFramer::WebSocketFramer() = default;
WebSocketFramer::~WebSocketFramer() = default;
WebSocketFramer::WebSocketFramer(WebSocketFramer&&) noexcept = default;
WebSocketFramer& WebSocketFramer::operator=(WebSocketFramer&&) noexcept = default;

WebSocketFramer::Verdict WebSocketFramer::verdict() const
{
    if (m_state == State::Foreign)
        return Verdict::Foreign;
    const bool isFraming = m_state == State::FrameHeader || m_state == State::Payload;
    return isFraming || m_hasHandshake ? Verdict::WebSocket : Verdict::Undecided;
}

void WebSocketFramer::append(std::span<const std::byte> bytes, bool followsGap)
{
    if (m_state == State::Foreign)
        return;
    if (followsGap) {
        // What is left unconsumed belongs to a frame whose end is lost.
        consume(pending().size());
        m_isLost = m_isInMessage && !m_isComplete;
        m_state = State::Joining;
        m_joinBudget = longestJoin;
        m_inflater.reset();
    }
    m_input.erase(m_input.begin(), m_input.begin() + static_cast<std::ptrdiff_t>(m_consumed));
    m_consumed = 0;
    m_input.insert(m_input.end(), bytes.begin(), bytes.end());
}

std::optional<WebSocketFramer::Message> WebSocketFramer::next()
{
    if (m_isComplete)
        resetMessage();
    if (std::exchange(m_isLost, false))
        return takeMessage(true);
    for (bool goesOn = true; goesOn;) {
        switch (m_state) {
        case State::Joining:
            goesOn = join();
            break;
        case State::Handshake:
            goesOn = readHandshake();
            break;
        case State::FrameHeader:
            goesOn = readFrameHeader();
            break;
        case State::Payload:
            goesOn = readPayload();
            break;
        case State::Foreign:
            consume(pending().size());
            return std::nullopt;
        }
        if (m_isComplete)
            return takeMessage(false);
    }
    return std::nullopt;
}

std::span<const std::byte> WebSocketFramer::pending() const
{
    return std::span{m_input}.subspan(m_consumed);
}

void WebSocketFramer::consume(std::size_t count)
{
    m_consumed += count;
    m_offset += count;
}

/// At the start of the stream the first bytes decide; after a gap, and in a stream that was joined in the
/// middle, a frame mostly begins where a segment does.
bool WebSocketFramer::join()
{
    const auto bytes = pending();
    if (bytes.empty())
        return false;
    if (!m_hasHandshake && beginsHandshake(base::asText(bytes))) {
        m_state = State::Handshake;
        return true;
    }
    switch (likenessOf(bytes)) {
    case Likeness::NeedsMore:
        return false;
    case Likeness::Frame:
        m_state = State::FrameHeader;
        return true;
    case Likeness::NotAFrame:
        break;
    }
    if (m_joinBudget < bytes.size() && !m_hasHandshake)
        m_state = State::Foreign;
    m_joinBudget -= std::min<std::uint64_t>(m_joinBudget, bytes.size());
    consume(bytes.size());
    return false;
}

bool WebSocketFramer::readHandshake()
{
    constexpr std::string_view endOfHeaders = "\r\n\r\n";
    const std::string_view message = base::asText(pending());
    const std::size_t end = message.find(endOfHeaders);
    if (end == std::string_view::npos) {
        if (message.size() > maximumHandshake)
            m_state = State::Foreign;
        return m_state == State::Foreign;
    }
    m_hasHandshake = hasHeader(message.substr(0, end), "Upgrade", "websocket");
    m_state = m_hasHandshake ? State::FrameHeader : State::Foreign;
    if (m_hasHandshake)
        consume(end + endOfHeaders.size());
    return true;
}

std::optional<WebSocketFramer::Frame> WebSocketFramer::parseFrame(std::span<const std::byte> bytes)
{
    if (bytes.size() < 2)
        return std::nullopt;
    Frame frame;
    const unsigned first = wire8(bytes, 0);
    const unsigned second = wire8(bytes, 1);
    frame.isFinal = (first & 0x80U) != 0;
    frame.isCompressed = (first & 0x40U) != 0;
    frame.opcode = first & opcodeAndReservedBits;
    frame.isMasked = (second & 0x80U) != 0;
    frame.size = second & 0x7fU;
    const std::size_t lengthSize = frame.size == 126 ? 2 : frame.size == 127 ? 8 : 0;
    frame.headerSize = 2 + lengthSize + (frame.isMasked ? 4U : 0U);
    if (bytes.size() < frame.headerSize)
        return std::nullopt;
    if (lengthSize == 2)
        frame.size = wire16(bytes, 2);
    else if (lengthSize == 8)
        frame.size = std::uint64_t{wire32(bytes, 2)} << 32U | wire32(bytes, 6);
    if (frame.isMasked)
        std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(frame.headerSize - 4), 4, frame.mask.begin());
    return frame;
}

bool WebSocketFramer::isText(std::span<const std::byte> payload, const Frame& frame)
{
    for (std::size_t i = 0; i < payload.size(); ++i) {
        if (!isTextByte(payload[i] ^ (frame.isMasked ? frame.mask[i % 4] : std::byte{0})))
            return false;
    }
    return true;
}

bool WebSocketFramer::isValid(const Frame& frame)
{
    if (frame.opcode >= firstControl && frame.opcode <= lastControl)
        return frame.isFinal && !frame.isCompressed && frame.size <= 125;
    return frame.opcode <= binary && frame.size >> 63U == 0;
}

/// By its first byte, a whole control frame or the only frame of a message.
bool WebSocketFramer::beginsMessage(unsigned firstByte)
{
    const unsigned opcode = firstByte & opcodeAndReservedBits;
    const bool isControl = opcode >= firstControl && opcode <= lastControl;
    const bool isFinal = (firstByte & 0x80U) != 0;
    return isFinal && (isControl || opcode == text || opcode == binary);
}

WebSocketFramer::Likeness WebSocketFramer::likenessOf(std::span<const std::byte> bytes) const
{
    for (;;) {
        if (bytes.empty())
            return Likeness::NeedsMore;
        const unsigned opcode = wire8(bytes, 0) & opcodeAndReservedBits;
        const bool isControl = opcode >= firstControl && opcode <= lastControl;
        if (!beginsMessage(wire8(bytes, 0)))
            return Likeness::NotAFrame;
        const auto frame = parseFrame(bytes);
        if (!frame)
            return Likeness::NeedsMore;
        if (!isValid(*frame))
            return Likeness::NotAFrame;
        // A compressed message says nothing by its bytes.
        if (frame->isCompressed)
            return m_hasHandshake ? Likeness::Frame : Likeness::NotAFrame;

        constexpr std::uint64_t probed = 8;
        const auto wanted = static_cast<std::size_t>(isControl ? frame->size : std::min(frame->size, probed));
        bytes = bytes.subspan(frame->headerSize);
        if (bytes.size() < wanted)
            return Likeness::NeedsMore;
        if (!isControl)
            return wanted > 0 && isText(bytes.first(wanted), *frame) ? Likeness::Frame : Likeness::NotAFrame;
        bytes = bytes.subspan(wanted);
    }
}

bool WebSocketFramer::readFrameHeader()
{
    const auto frame = parseFrame(pending());
    if (!frame)
        return false;
    const bool isControl = frame->opcode >= firstControl;
    if (!isValid(*frame)) {
        // Out of step: hand out what there is and wait for a frame.
        m_isComplete = m_isInMessage;
        m_isCut = m_isInMessage;
        m_state = State::Joining;
        m_joinBudget = longestJoin;
        consume(pending().size());
        return true;
    }
    if (!isControl && frame->opcode != continuation) {
        if (m_isInMessage) { // its sender broke it off
            m_isComplete = true;
            m_isCut = true;
            return true;
        }
        m_isInMessage = true;
        m_isCompressed = frame->isCompressed;
        m_kind = frame->opcode == binary ? Kind::Binary : Kind::Text;
        m_messageBegin = m_offset;
    }
    m_frame = *frame;
    m_frameDone = 0;
    consume(frame->headerSize);
    m_state = State::Payload;
    return true;
}

bool WebSocketFramer::readPayload()
{
    const auto available = pending();
    const auto size =
        static_cast<std::size_t>(std::min<std::uint64_t>(m_frame.size - m_frameDone, available.size()));
    const bool isControl = m_frame.opcode >= firstControl;
    if (!isControl && m_isInMessage) {
        const std::size_t kept = std::min(size, maximumMessage - m_message.size());
        m_isCut = m_isCut || kept < size;
        const std::size_t from = m_message.size();
        m_message.insert(m_message.end(), available.begin(),
                         available.begin() + static_cast<std::ptrdiff_t>(kept));
        if (m_frame.isMasked) {
            for (std::size_t i = 0; i < kept; ++i)
                m_message[from + i] ^= m_frame.mask[(m_frameDone + i) % 4];
        }
    }
    consume(size);
    m_frameDone += size;
    if (m_frameDone < m_frame.size)
        return false;
    m_state = State::FrameHeader;
    m_isComplete = !isControl && m_isInMessage && m_frame.isFinal;
    return true;
}

std::optional<WebSocketFramer::Message> WebSocketFramer::takeMessage(bool isCutOff)
{
    m_isComplete = true; // and gone at the next call
    Message message;
    message.kind = m_kind;
    message.bytes = m_message;
    message.streamBegin = m_messageBegin;
    message.streamEnd = m_offset;
    message.isTruncated = isCutOff || m_isCut;
    if (m_isCompressed) {
        if (!m_inflater)
            m_inflater = std::make_unique<MessageInflater>();
        message.isTruncated =
            !m_inflater->inflate(m_message, maximumMessage, m_inflated) || message.isTruncated;
        message.bytes = m_inflated;
    }
    return message;
}

void WebSocketFramer::resetMessage()
{
    m_message.clear();
    m_inflated.clear();
    m_isInMessage = false;
    m_isComplete = false;
    m_isCompressed = false;
    m_isCut = false;
}

} // namespace core::net
