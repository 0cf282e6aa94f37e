// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/call/announced_lines.h"
#include "core/sip/message.h"

#include <array>
#include <cstdint>
#include <deque>
#include <list>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace core::call {

/// How much is kept of calls: both limits hold.
struct MediaOfferLimits {
    std::size_t calls = 32'768;
    std::size_t bytes = 16U << 20U; ///< of session descriptions, about
};

/// Joins the session descriptions of both sides of each call (RFC 3264) to what is announced for its media,
/// whichever message carries them: INVITE, 18x, 200, ACK, PRACK, UPDATE, and those of a re-INVITE. They are
/// read when somebody asks, as most calls are captured without their media. Bounded: the calls that began
/// first go, and are counted. One thread.
class MediaOffers {
public:
    explicit MediaOffers(MediaOfferLimits limits = {}) : m_limits(limits) {}

    /// Keeps the message's SDP, if it has any that its sender did not say just before.
    void take(const sip::Message& message, base::CallKey key);

    /// Which party of AnnouncedMedia sent the message; nothing when no message with SDP is known of its call.
    [[nodiscard]] std::optional<std::size_t> senderOf(const sip::Message& message, base::CallKey key) const;

    [[nodiscard]] bool hasNews() const { return !m_unread.empty(); }

    /// What became known about the media of calls since the last time, line by line.
    [[nodiscard]] std::vector<media::AnnouncedMedia> takeNews();

    [[nodiscard]] std::uint64_t evicted() const { return m_evicted; }

private:
    struct Unread {
        std::size_t side = 0;
        std::string text;
    };

    struct Side {
        std::vector<AnnouncedLine> lines;
        std::uint64_t fingerprint = 0; ///< of the description in `lines`; 0: none yet
    };

    struct Call {
        /// Of the From tag in the first message with SDP: tells the sides of later ones apart.
        std::uint64_t callerTag = 0;
        std::array<Side, 2> sides;
        /// In order. Several of one side where a call was captured on both sides of a relay that puts its own
        /// addresses into them.
        std::vector<Unread> unread;
        std::list<base::CallKey>::iterator place; ///< in m_unread, when there is something to read
        std::size_t bytes = 0;
    };

    Call& callOf(base::CallKey key, std::uint64_t fromTag);
    void makeRoom(std::size_t calls);
    void count(Call& call, std::size_t bytes);
    void read(base::CallKey key, Call& call, std::vector<media::AnnouncedMedia>& news);
    static std::size_t sideOf(const Call& call, const sip::Message& message);
    static bool isKnown(const Call& call, std::size_t side, std::string_view text);

    MediaOfferLimits m_limits;
    std::unordered_map<base::CallKey, Call> m_calls;
    std::deque<base::CallKey> m_order; ///< of m_calls
    std::list<base::CallKey> m_unread;
    std::size_t m_bytes = 0;
    std::uint64_t m_evicted = 0;
};

} // namespace core::call
