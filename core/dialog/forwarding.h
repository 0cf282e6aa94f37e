// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/dialog/transaction.h"
#include "core/sip/via.h"

#include <span>
#include <vector>

namespace core::dialog {

/// All Via values of a message that can be read, from the top.
[[nodiscard]] std::vector<sip::Via> viasOf(const sip::Message& message);

/// For each transaction the one on the hop before it, of which it is the forwarded request: the second Via of
/// the one is the first of the other (RFC 3261 section 16.6 step 8). `nothing` where none was captured.
[[nodiscard]] std::vector<Index> findUpstream(std::span<const StoryMessage> messages,
                                              std::span<const Transaction> transactions);

} // namespace core::dialog
