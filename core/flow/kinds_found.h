// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/known_findings.h"
#include "core/session/session_reader.h"

namespace core::flow {

/// The kinds of what findingsOf() finds in a call, the worst first: a session::FindKinds for tables.
[[nodiscard]] base::Result<session::FoundKinds> kindsFoundIn(session::SessionReader& reader,
                                                             base::CallKey call,
                                                             base::Timestamp observedUntil,
                                                             const std::stop_token& stop);

} // namespace core::flow
