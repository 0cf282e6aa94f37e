// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/dialog/transaction.h"

#include <span>
#include <vector>

namespace core::dialog {

/// What a client wanted once: a request, and the same request again with the credentials that a 401 or 407
/// asked for (RFC 3261 section 22). On one hop.
struct Attempt {
    /// In order; never empty.
    std::vector<Index> transactions;
    /// How many of them were answered by a challenge.
    std::size_t challenges = 0;
};

/// All transactions but those of ACK and CANCEL, in order of their beginnings.
[[nodiscard]] std::vector<Attempt> findAttempts(std::span<const StoryMessage> messages,
                                                std::span<const Transaction> transactions);

/// 401 or 407.
[[nodiscard]] bool isChallenged(const Transaction& transaction);
/// The request has credentials, right or wrong.
[[nodiscard]] bool hasCredentials(const sip::Message& request);

} // namespace core::dialog
