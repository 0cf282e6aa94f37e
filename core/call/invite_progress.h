// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/call/attempt.h"

namespace core::call {

/// Follows a call of type Call: INVITE, its responses, CANCEL and BYE on the first hop. Messages of later
/// hops and of other dialogs under the Call-ID change nothing.
void onInviteCallRequest(TrackedCall& call, const Arrival& arrival);
void onInviteCallResponse(TrackedCall& call, const Arrival& arrival);

} // namespace core::call
