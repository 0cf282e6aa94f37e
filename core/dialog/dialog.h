// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/dialog/story_message.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::dialog {

enum class DialogKind : std::uint8_t { Session, Subscription };

enum class DialogState : std::uint8_t {
    Early,     ///< provisional responses only
    Confirmed, ///< answered, or accepted
    Refused,   ///< never confirmed: the request failed, or another branch of a fork answered
    Ended,     ///< BYE, or a NOTIFY that terminates the subscription
};

/// A call, subscription or other dialog that another one shall take the place of (RFC 3891 section 6.1).
struct ReplacedDialog {
    std::string callId;
    std::string toTag;
    std::string fromTag;
    bool isEarlyOnly = false;
};

/// The value of a Replaces header; nothing when it names no dialog.
[[nodiscard]] std::optional<ReplacedDialog> parseReplaces(std::string_view value);
/// The Replaces header within the URI of a Refer-To value, escapes resolved (RFC 3891 section 6.1, RFC 3515).
[[nodiscard]] std::optional<ReplacedDialog> replacesOfReferTo(std::string_view value);

/// What a 2xx says about how long the session lasts (RFC 4028).
struct SessionRefresh {
    /// The 2xx.
    Index message = nothing;
    base::Timestamp time;
    base::Duration interval{};
    /// Who has to refresh is the caller of the dialog.
    bool isCallerRefresher = false;
};

/// A dialog: Call-ID and both tags (RFC 3261 section 12). Its messages are those of all hops.
struct Dialog {
    DialogKind kind = DialogKind::Session;
    DialogState state = DialogState::Early;
    /// Of the side that began the dialog; of a dialog joined in progress: of whoever was heard first.
    std::string_view callerTag;
    std::string_view calledTag;
    /// CSeq number of the request that began it; 0 when that was not captured.
    std::uint32_t cseq = 0;
    /// The request that began it was not captured.
    bool isJoined = false;
    /// In order of time, with repetitions.
    std::vector<Index> messages;
    /// The first 2xx that confirmed it; `nothing` when none was captured.
    Index confirmedBy = nothing;
    /// The BYE or NOTIFY that ended it, or the final response that refused it; `nothing` while it lasts.
    Index endedBy = nothing;
    /// The BYE came from the caller.
    bool isEndedByCaller = false;
    /// The INVITE asked to take the place of another dialog.
    std::optional<ReplacedDialog> replaces;
    /// In order of time; only when a session timer was agreed on. One for each refresh, not for each hop.
    std::vector<SessionRefresh> refreshes;

    /// The message goes from the caller's side to the called one.
    [[nodiscard]] bool isFromCaller(const sip::Message& message) const;
};

/// A REFER (RFC 3515), wherever it was sent.
struct Referral {
    Index request = nothing;
    std::string_view referTo;
    std::optional<ReplacedDialog> replaces;
    /// Final status of the REFER itself; 0 while there is none.
    std::uint16_t status = 0;
    /// The latest status that a NOTIFY reported of what was asked for; 0 when none did.
    std::uint16_t reported = 0;
    /// That NOTIFY.
    Index report = nothing;
};

} // namespace core::dialog
