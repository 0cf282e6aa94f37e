// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/call/announced_lines.h"
#include "core/call/call_index.h"
#include "core/sip/message.h"

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
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

    [[nodiscard]] bool hasNews() const { return m_unreadCalls != 0; }

    /// What became known about the media of calls since the last time, line by line.
    [[nodiscard]] std::vector<media::AnnouncedMedia> takeNews();

    [[nodiscard]] std::uint64_t evicted() const { return m_evicted; }

private:
    using Slot = std::uint32_t;

    /// A description in Call::texts.
    struct Unread {
        std::size_t side = 0;
        std::size_t size = 0;
    };

    struct Side {
        std::vector<AnnouncedLine> lines;
        std::uint64_t fingerprint = 0; ///< of the description in `lines`; 0: none yet
    };

    /// Free ones keep a little memory: most calls say some hundred bytes and are never asked for.
    struct Call {
        base::CallKey key; ///< none: free
        /// Of the From tag in the first message with SDP: tells the sides of later ones apart.
        std::uint64_t callerTag = 0;
        std::array<Side, 2> sides;
        /// In order. Several of one side where a call was captured on both sides of a relay that puts its own
        /// addresses into them.
        std::vector<Unread> unread;
        std::string texts; ///< of `unread`, one behind the other
        std::size_t bytes = 0;
    };

    [[nodiscard]] static std::uint32_t indexHash(base::CallKey key);
    [[nodiscard]] std::optional<Slot> slotOf(base::CallKey key) const;
    Slot callOf(base::CallKey key, std::uint64_t fromTag);
    void makeRoom(std::size_t calls);
    void forgetOldest();
    void count(Call& call, std::size_t bytes);
    void noteUnread(Slot slot);
    void read(Call& call, std::vector<media::AnnouncedMedia>& news);
    static std::size_t sideOf(const Call& call, std::uint64_t fromTag, bool isRequest);
    static bool isKnown(const Call& call, std::size_t side, std::string_view text);

    MediaOfferLimits m_limits;
    std::deque<Call> m_slots;
    std::vector<Slot> m_free;
    CallIndex m_index;
    std::deque<Slot> m_order; ///< of the calls, as they began
    /// Calls with something to read, in the order in which they got it; those that went since are left out.
    std::vector<std::pair<base::CallKey, Slot>> m_unread;
    std::size_t m_unreadCalls = 0;
    std::size_t m_bytes = 0;
    std::uint64_t m_evicted = 0;
};

} // namespace core::call
