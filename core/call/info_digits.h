// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strong_id.h"
#include "core/sip/message.h"

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>

namespace core::call {

/// The digit that an INFO request dials: application/dtmf-relay ("Signal=5") or application/dtmf ("5").
/// Nothing for another message.
[[nodiscard]] std::optional<char> infoDigit(const sip::Message& message);

/// What the two sides of calls dialled in INFO requests. Bounded: the calls that began first go. One thread.
class InfoDigits {
public:
    /// `side` is the sender's, 0 or 1. The same request on another hop, or sent again, dials nothing more.
    void take(const sip::Message& message, base::CallKey call, std::size_t side);

    /// "12#"; empty when nothing was dialled.
    [[nodiscard]] std::string digits(base::CallKey call, std::size_t side) const;

private:
    struct Side {
        std::string digits;
        std::uint32_t lastSequence = 0; ///< of CSeq
    };

    std::unordered_map<base::CallKey, std::array<Side, 2>> m_calls;
    std::deque<base::CallKey> m_order; ///< of m_calls
};

} // namespace core::call
