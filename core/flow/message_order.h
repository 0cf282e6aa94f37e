// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/flow_message.h"

#include <span>
#include <vector>

namespace core::flow {

using MessageOrder = std::vector<const FlowMessage*>;

/// As flows show them: by time, then a request before its responses, then by id.
[[nodiscard]] MessageOrder inOrder(std::span<const FlowMessage> messages);

} // namespace core::flow
