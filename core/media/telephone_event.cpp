// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/telephone_event.h"

#include "core/media/big_endian.h"

#include <algorithm>
#include <string_view>

namespace core::media {
namespace {

constexpr std::size_t reportSize = 4;

bool isBefore(std::uint32_t a, std::uint32_t b)
{
    return static_cast<std::int32_t>(a - b) < 0;
}

} // namespace

std::optional<char> TelephoneEvent::digit() const
{
    constexpr std::string_view digits = "0123456789*#ABCD";
    return code < digits.size() ? std::optional{digits[code]} : std::nullopt;
}

///   |     event     |E|R| volume    |          duration             |
std::optional<TelephoneEvent> TelephoneEventReader::add(const RtpHeader& header, base::Timestamp captured)
{
    std::optional<TelephoneEvent> complete;
    std::uint32_t timestamp = header.timestamp;
    // RFC 4733 section 2.5.1.5: events that follow each other without a pause may share a packet.
    for (auto rest = header.payload; rest.size() >= reportSize; rest = rest.subspan(reportSize)) {
        Report report;
        report.timestamp = timestamp;
        report.code = load8(rest, 0);
        report.isEnd = (load8(rest, 1) & 0x80U) != 0;
        report.volume = load8(rest, 1) & 0x3fU;
        report.ticks = load16(rest, 2);
        report.isMarked = header.isMarked;
        timestamp += report.ticks;
        if (const auto event = take(report, captured))
            complete = event;
    }
    return complete;
}

bool TelephoneEventReader::isOld(std::uint32_t timestamp) const
{
    // Older than this, and the sender has begun anew.
    constexpr std::uint32_t longestDelay = 160'000;
    if (m_lastClosed && *m_lastClosed - timestamp < longestDelay)
        return true;
    return m_isOpen && m_segment - timestamp - 1 < longestDelay;
}

/// RFC 4733 section 2.5.1.3: the next segment begins where the one before it ended.
bool TelephoneEventReader::continues(const Report& report) const
{
    constexpr std::uint32_t fullSegment = 0xffff;
    return report.code == m_event.code && !report.isMarked && m_segmentTicks >= fullSegment - 800 &&
           report.timestamp == m_segment + fullSegment;
}

std::optional<TelephoneEvent> TelephoneEventReader::take(const Report& report, base::Timestamp captured)
{
    if (isOld(report.timestamp))
        return std::nullopt;
    std::optional<TelephoneEvent> before;
    if (m_isOpen && report.timestamp != m_segment) {
        if (continues(report)) {
            m_segment = report.timestamp;
            m_segmentTicks = 0;
        } else {
            before = close();
        }
    }
    if (!m_isOpen) {
        m_isOpen = true;
        m_sawEnd = false;
        m_segment = report.timestamp;
        m_segmentTicks = 0;
        m_event = {};
        m_event.begin = captured;
        m_event.timestamp = report.timestamp;
        m_event.code = report.code;
        m_event.isBeginLost = !report.isMarked;
    }
    ++m_event.packets;
    m_event.volume = report.volume;
    // Packets of one event may overtake each other.
    m_segmentTicks = std::max<std::uint32_t>(m_segmentTicks, report.ticks);
    m_sawEnd = m_sawEnd || report.isEnd;
    // An event of which only the end came, behind one that lost its end: it is handed out with what comes
    // next.
    return m_sawEnd && !before ? std::optional{close()} : before;
}

TelephoneEvent TelephoneEventReader::close()
{
    m_isOpen = false;
    m_event.ticks = m_segment - m_event.timestamp + m_segmentTicks;
    m_event.isEndLost = !m_sawEnd;
    m_lastClosed = m_segment;
    return m_event;
}

std::optional<TelephoneEvent> TelephoneEventReader::interrupt(std::uint32_t timestamp)
{
    // Audio that was sent before the event may come behind it.
    if (!m_isOpen || !isBefore(m_segment + m_segmentTicks, timestamp))
        return std::nullopt;
    return close();
}

std::optional<TelephoneEvent> TelephoneEventReader::finish()
{
    if (!m_isOpen)
        return std::nullopt;
    return close();
}

} // namespace core::media
