// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/dialog/transaction.h"
#include "core/dialog/transaction_builder.h"

#include <span>
#include <vector>

namespace core::dialog {

/// An offer and its answer (RFC 3264; where they may stand: RFC 6337 section 2.2), as seen on one hop. An
/// offer that forks has one exchange for each answer.
struct Exchange {
    Index hop = nothing;
    Index offer = nothing;
    /// `nothing` while there is none.
    Index answer = nothing;
    /// The offer stands in a response, because the INVITE had none.
    bool isOfferInResponse = false;
};

/// In order of the offers.
[[nodiscard]] std::vector<Exchange> findExchanges(std::span<const StoryMessage> messages,
                                                  std::span<const Transaction> transactions,
                                                  std::span<const Place> places);

} // namespace core::dialog
