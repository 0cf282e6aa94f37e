// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/timestamp.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace core::dialog {

// RFC 3261 section 17.1.1.1 and table 4 of its appendix A, with the values it recommends.
inline constexpr base::Duration timerT1 = std::chrono::milliseconds{500};
inline constexpr base::Duration timerT2 = std::chrono::seconds{4};
/// Timers B, F and H, and how long a 2xx is sent again without an ACK (section 13.3.1.4).
inline constexpr base::Duration transactionTimeout = 64 * timerT1;

/// What makes a sender send again.
enum class Timer : std::uint8_t {
    None,
    A,           ///< INVITE without a response (section 17.1.1.2)
    E,           ///< another request without a final response (section 17.1.2.2)
    G,           ///< a refusal of an INVITE without an ACK (section 17.2.1)
    Answer,      ///< a 2xx to an INVITE without an ACK (section 13.3.1.4)
    Provisional, ///< a reliable provisional response without a PRACK (RFC 3262 section 3)
};

/// "timer A"; for the last two "the 2xx timer", "the 100rel timer"; empty for None.
[[nodiscard]] std::string_view name(Timer timer);

/// How a message that was sent again came about.
enum class Repeat : std::uint8_t {
    First,    ///< it was not sent before
    Timer,    ///< the pause before it is one that a timer makes
    Prompted, ///< a response, sent again because its request was
    /// So soon that no timer can have made it: most likely one packet that was captured twice.
    Copy,
    Irregular,
};

/// The pause before the `count`-th repetition (from 1) of what this timer sends again.
[[nodiscard]] base::Duration expectedPause(Timer timer, std::size_t count);

/// Judges a repetition by the pause before it and the pause before that one (zero when there was none): the
/// recommended T1, or any other T1 whose pauses double.
[[nodiscard]] Repeat judgePause(Timer timer, std::size_t count, base::Duration pause,
                                base::Duration pauseBefore);

} // namespace core::dialog
