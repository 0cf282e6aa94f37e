// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sip/via.h"

#include <cstddef>

// Internal to core/sip: the tolerant form of Via::parse().
namespace core::sip {

struct ViaScan {
    Via via;
    std::optional<std::string_view> branch;
    /// Behind the value: at a comma or the end of the text.
    std::size_t end = 0;
    bool isValid = true;
};

/// Fills in what can be recognised also of a malformed value.
[[nodiscard]] ViaScan scanVia(std::string_view value);

} // namespace core::sip
