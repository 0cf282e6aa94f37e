// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/finding/finding.h"
#include "core/session/session_reader.h"

#include <span>
#include <stop_token>
#include <vector>

namespace ui::session {

/// Something wrong with a call of the session.
struct CallFinding {
    core::base::CallKey call;
    core::base::Timestamp time; ///< of the first message that shows it
    core::finding::Finding finding;
};

/// What is wrong with some calls, the worst first.
struct LoadedFindings {
    std::vector<CallFinding> findings;
    /// Calls of which nothing is said: a message that cannot be read is not one that was never sent.
    std::size_t unread = 0;
};

/// Of one call, the worst first. `observedUntil` is when the capture ended. SessionDamaged when a message
/// cannot be read, Cancelled when stopped. The reader's thread.
[[nodiscard]] core::base::Result<std::vector<CallFinding>>
readFindingsOfCall(core::session::SessionReader& reader, core::base::CallKey call,
                   core::base::Timestamp observedUntil, const std::stop_token& stop);

/// Of several calls, ordered by severity, then as the calls are. The reader's thread.
[[nodiscard]] core::base::Result<LoadedFindings> readFindings(core::session::SessionReader& reader,
                                                              std::span<const core::base::CallKey> calls,
                                                              const std::stop_token& stop);

} // namespace ui::session
