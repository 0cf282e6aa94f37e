// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filter/expression.h"

#include <optional>
#include <string>

namespace core::filter {

/// One comparison in the words of Wireshark 4.
struct WiresharkComparison {
    /// In brackets where it needs them.
    std::string text;
    /// Both match the same messages; otherwise Wireshark also lets others through.
    bool isExact = true;
};

/// Nothing when Wireshark has no word for it. The field is one of messages.
[[nodiscard]] std::optional<WiresharkComparison> asWireshark(const Comparison& comparison);

/// `text` as a string of a display filter, quotes included.
[[nodiscard]] std::string inWiresharkQuotes(std::string_view text);

} // namespace core::filter
