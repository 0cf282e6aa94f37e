// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/filter.h"

#include <string>
#include <vector>

namespace core::filter {

/// A filter in the words of Wireshark 4.
struct WiresharkFilter {
    /// A display filter; empty when Wireshark can express nothing of it. It lets through the frames of every
    /// message that the filter matches, and others only where something is left out.
    std::string text;
    /// What Wireshark has no or another word for, as fields and words of the filter, each once:
    /// "call.state", "every message". Empty when both mean the same.
    std::vector<std::string> leftOut;
    /// Listed were calls, and Wireshark shows the messages that decide, not their calls.
    bool isOfMessagesOnly = false;
};

/// The empty filter becomes "sip". Times relative to now must have got their time, see Filter::withNow().
[[nodiscard]] WiresharkFilter asWireshark(const Filter& filter);

} // namespace core::filter
