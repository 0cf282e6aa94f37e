// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/forward/outgoing_message.h"
#include "core/session/session_reader.h"

#include <cstdint>
#include <functional>
#include <stop_token>

namespace core::engine {

/// Hands out the messages that a session has now, in the order of their ids, as something to send on, and
/// between them what else came in as HEP. Stops when `visit` returns false. Returns how many it
/// handed out; Cancelled after `stop`, and what the session reports.
[[nodiscard]] base::Result<std::uint64_t>
replaySession(session::SessionReader& reader,
              const std::function<bool(const forward::OutgoingMessage&)>& visit, const std::stop_token& stop);

} // namespace core::engine
