// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/flow_message.h"

#include <cstddef>
#include <span>
#include <vector>

namespace core::flow {

/// Tells apart what shares a Call-ID and is another dialog all the same: sessions whose INVITE have other
/// From tags. For each message, in order of time, the number of its session within its call, from 1; 0 where
/// the call has one session only, and for messages of none. Branches of a fork, requests that are repeated
/// with credentials and hops behind a proxy share a From tag, and so a session.
[[nodiscard]] std::vector<std::size_t> dialogNumbers(std::span<const FlowMessage* const> messages);

} // namespace core::flow
