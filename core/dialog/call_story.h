// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/dialog/attempt.h"
#include "core/dialog/dialog.h"
#include "core/dialog/forwarding.h"
#include "core/dialog/hop.h"
#include "core/dialog/offer_answer.h"
#include "core/dialog/story_media.h"
#include "core/dialog/transaction.h"
#include "core/dialog/transaction_builder.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace core::dialog {

/// Two requests that may not run at once and did (RFC 3261 section 14.2, RFC 3311 section 5.2).
struct Glare {
    Index first = nothing;
    Index second = nothing;
    /// The 491 that refused one of them.
    Index refusal = nothing;
};

/// What the messages of one call say together. Made from whole messages on demand, for a call that somebody
/// looks at; what every message of an import goes through is call::CallTracker.
///
/// Holds positions in and views of the messages it was told from, which must outlive it. Immutable; any
/// thread.
struct CallStory {
    std::span<const StoryMessage> messages;
    /// Until when the capture would have shown more.
    base::Timestamp observedUntil;
    std::vector<Hop> hops;
    std::vector<Transaction> transactions;
    /// For each transaction the one that it forwards; `nothing` where none was captured.
    std::vector<Index> upstream;
    /// One for each message.
    std::vector<Place> places;
    std::vector<Dialog> dialogs;
    /// The dialog of each message; `nothing` for those outside of any.
    std::vector<Index> dialogOf;
    std::vector<Referral> referrals;
    std::vector<Attempt> attempts;
    std::vector<Exchange> exchanges;
    std::vector<Glare> glares;
    /// Not of the messages: whoever has it fills it in.
    StoryMedia media;

    [[nodiscard]] const sip::Message& message(Index index) const { return *messages[index].message; }

    [[nodiscard]] base::MessageId id(Index index) const { return messages[index].id; }

    [[nodiscard]] base::Timestamp time(Index index) const { return messages[index].time; }

    /// From one message to a later one; zero when clocks disagree.
    [[nodiscard]] base::Duration between(Index from, Index to) const;
    /// How long the capture went on behind the message.
    [[nodiscard]] base::Duration watchedAfter(Index index) const;

    [[nodiscard]] Outcome outcome(const Transaction& transaction) const;
    /// The first ACK on any hop for the answer with this To tag; `nothing` when there is none.
    [[nodiscard]] Index acknowledgement(const Transaction& invite, std::string_view toTag) const;
    /// The answer came although the caller had sent CANCEL (RFC 3261 section 9.1).
    [[nodiscard]] bool isCancelTooLate(const Transaction& invite) const;
};

/// `messages` are those of one Call-ID in the order of a call flow: by time, then request before its
/// response, then id. `observedUntil` is at least the time of the last one.
[[nodiscard]] CallStory tellStory(std::span<const StoryMessage> messages, base::Timestamp observedUntil);

} // namespace core::dialog
