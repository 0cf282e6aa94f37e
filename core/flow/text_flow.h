// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/call_flow.h"

#include <cstddef>
#include <string>

namespace core::flow {

enum class Characters : std::uint8_t { Utf8, Ascii };

struct TextFlowOptions {
    Characters characters = Characters::Utf8;
    /// Columns between two lanes; narrower than the longest label cuts labels.
    std::size_t laneWidth = 28;
};

/// The ladder as text: one line per arrow with time (UTC), delta, label, SDP and repetition marks. Lines end
/// in "\n". Control characters from the wire are written as "\xNN", so a terminal can be trusted with it.
[[nodiscard]] std::string textFlow(const CallFlow& flow, const TextFlowOptions& options = {});

} // namespace core::flow
