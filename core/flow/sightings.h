// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/call_flow.h"

#include <span>

namespace core::flow {

/// Says of each arrow with duplicates where else its packet was seen, and how much later. `messages` are
/// those that the flow was laid out of.
void addSightings(CallFlow& flow, std::span<const FlowMessage> messages);

} // namespace core::flow
