// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/call/attempt.h"

namespace core::call {

/// What the first message of a call says about it: type, method, parties and first hop. The call must hold
/// nothing yet but its key.
void beginCall(TrackedCall& call, const Arrival& arrival);

/// Follows the state of a call by a message that is neither a retransmission nor a duplicate. The first one
/// goes through here too.
void progress(TrackedCall& call, const Arrival& arrival);

/// The deadline of the call has passed.
void timeOut(TrackedCall& call);

} // namespace core::call
