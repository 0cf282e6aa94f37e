// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/call/attempt.h"

namespace core::call {

/// Follows what is asked for again and again until it expires: a registration (RFC 3261 section 10) or a
/// subscription (RFC 6665). The attempt that counts is the client's latest; a challenged refresh leaves the
/// binding in force.
void onRegistrationRequest(TrackedCall& call, const Arrival& arrival);
void onRegistrationResponse(TrackedCall& call, const Arrival& arrival);

void onSubscriptionRequest(TrackedCall& call, const Arrival& arrival);
void onSubscriptionResponse(TrackedCall& call, const Arrival& arrival);

} // namespace core::call
