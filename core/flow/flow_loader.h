// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/flow/call_flow.h"
#include "core/session/session_reader.h"

#include <span>
#include <stop_token>

namespace core::flow {

/// Reads the messages of calls from a session and lays them out. On the reader's thread;
/// ErrorCode::Cancelled when stopped.
[[nodiscard]] base::Result<CallFlow> loadCallFlow(session::SessionReader& reader,
                                                  std::span<const base::CallKey> calls,
                                                  const FlowOptions& options = {}, std::stop_token stop = {});

/// Whether there are RTP streams of these calls. On the reader's thread.
[[nodiscard]] base::Result<bool> haveStreams(session::SessionReader& reader,
                                             std::span<const base::CallKey> calls);

} // namespace core::flow
