// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"
#include "core/media/rtp_header.h"

#include <cstdint>
#include <optional>

namespace core::media {

/// One event of RFC 4733, put together from its packets.
struct TelephoneEvent {
    base::Timestamp begin;       ///< capture time of the first packet that was seen of it
    std::uint32_t timestamp = 0; ///< of RTP, where the event began
    std::uint8_t code = 0;       ///< 0 to 15: DTMF
    std::uint8_t volume = 0;     ///< 0 to 63: power level in dBm0 without its sign
    std::uint32_t ticks = 0;     ///< how long, in units of the clock
    std::uint32_t packets = 0;   ///< repeated ends included only up to when it was handed out
    /// No packet with the end bit came: the duration is the one that was reported last.
    bool isEndLost = false;
    /// The first packet was not the one with the marker.
    bool isBeginLost = false;

    /// '0' to '9', '*', '#', 'A' to 'D'; nothing for other events.
    [[nodiscard]] std::optional<char> digit() const;
};

/// Makes events of the telephone-event packets of one stream. Repeated packets change nothing. Fixed size;
/// one thread.
class TelephoneEventReader {
public:
    /// A packet of telephone-event. Returns the event that is complete now: this one by its end bit, or the
    /// one before whose end did not come. (A sender that packs several events into one packet has ended all
    /// but the last; of these the last complete one is returned.)
    std::optional<TelephoneEvent> add(const RtpHeader& header, base::Timestamp captured);

    /// Other media came, with a timestamp of its own: an event that goes on longer than this has ended.
    std::optional<TelephoneEvent> interrupt(std::uint32_t timestamp);

    /// The stream ended.
    std::optional<TelephoneEvent> finish();

private:
    /// What a payload says of one event.
    struct Report {
        std::uint32_t timestamp = 0;
        std::uint8_t code = 0;
        std::uint8_t volume = 0;
        std::uint16_t ticks = 0;
        bool isEnd = false;
        bool isMarked = false;
    };

    std::optional<TelephoneEvent> take(const Report& report, base::Timestamp captured);
    [[nodiscard]] bool isOld(std::uint32_t timestamp) const;
    [[nodiscard]] bool continues(const Report& report) const;
    TelephoneEvent close();

    TelephoneEvent m_event;
    bool m_isOpen = false;
    bool m_sawEnd = false;
    /// Timestamp and length of the present segment: an event of more than 65535 ticks has several.
    std::uint32_t m_segment = 0;
    std::uint32_t m_segmentTicks = 0;
    /// Of the last event that was handed out, the timestamp of its last segment.
    std::optional<std::uint32_t> m_lastClosed;
};

} // namespace core::media
