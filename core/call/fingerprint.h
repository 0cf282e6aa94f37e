// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/call/seen_messages.h"
#include "core/net/address.h"
#include "core/sip/message.h"

namespace core::call {

/// What identifies a message within its call: start line, top Via branch, CSeq, tags and path (RFC 3261
/// section 17.2.3). A request whose branch lacks the magic cookie is matched by its request URI instead, as
/// RFC 2543 did.
[[nodiscard]] Fingerprint fingerprintOf(const sip::Message& message, const net::Path& path);

} // namespace core::call
