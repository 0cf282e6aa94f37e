// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/capture_plan.h"
#include "core/session/rows.h"

#include <string>
#include <vector>

namespace core::exporting {

// What a pcapng file tells beside its packets.

/// Names for addresses of the export: those that capture files or people gave, and those by which HEP agents
/// call themselves, where an address has only one.
[[nodiscard]] base::Result<std::vector<session::HostName>> namesFor(const Job& job, const CapturePlan& plan);

/// The secrets of the TLS connections of the export as a key log; empty when none are known or wanted.
[[nodiscard]] base::Result<std::string> keyLogFor(const Job& job, const CapturePlan& plan);

/// What HEP said of a message beyond its packet; empty when it said nothing. See net::AgentComment.
[[nodiscard]] std::string agentComment(const call::MessageRecord& message);

} // namespace core::exporting
