// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/finding/finding.h"
#include "core/flow/printable.h"

#include <span>
#include <string>

namespace core::flow {

/// What is wrong with a call, as text below its ladder; empty when there is nothing. The sentence of each
/// finding, then where it is shown and what to check:
///
///     error: INVITE from 192.0.2.1:5060 to 192.0.2.2:5060 got no response: ... (RFC 3261 section 17.1.1.2)
///         messages 1 2 3. Does the receiver run ...
///
/// Text from the wire is made harmless, as in textFlow().
[[nodiscard]] std::string findingText(std::span<const finding::Finding> findings,
                                      Characters characters = Characters::Utf8);

} // namespace core::flow
