// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/call/announced_lines.h"
#include "core/sip/message.h"

#include <array>
#include <cstdint>
#include <deque>
#include <unordered_map>
#include <vector>

namespace core::call {

/// Joins the session descriptions of both sides of each call (RFC 3264) to what is announced for its media,
/// whichever message carries them: INVITE, 18x, 200, ACK, PRACK, UPDATE, and those of a re-INVITE. Bounded:
/// the calls that began first go, and are counted. One thread.
class MediaOffers {
public:
    explicit MediaOffers(std::size_t maximumCalls = 65'536) : m_maximum(maximumCalls) {}

    /// What the message's SDP makes known about the call's media, line by line. Nothing when it has none or
    /// repeats what its sender said before.
    [[nodiscard]] std::vector<media::AnnouncedMedia> take(const sip::Message& message, base::CallKey call);

    [[nodiscard]] std::uint64_t evicted() const { return m_evicted; }

private:
    struct Side {
        std::vector<AnnouncedLine> lines;
        std::uint64_t fingerprint = 0; ///< of the description; 0: none yet
    };

    struct Call {
        /// Of the From tag in the first message with SDP: tells the sides of later ones apart.
        std::uint64_t callerTag = 0;
        std::array<Side, 2> sides;
    };

    Call& callOf(base::CallKey key, std::uint64_t fromTag);

    std::size_t m_maximum;
    std::unordered_map<base::CallKey, Call> m_calls;
    std::deque<base::CallKey> m_order; ///< of m_calls
    std::uint64_t m_evicted = 0;
};

} // namespace core::call
