// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sip/name_addr.h"

#include <cstddef>

// Internal to core/sip: the tolerant form of NameAddr::parse().
namespace core::sip {

struct NameAddrScan {
    NameAddr address;
    /// The parameter that was asked for, in the same pass.
    std::optional<std::string_view> wanted;
    /// Behind the value: at a comma or the end of the text.
    std::size_t end = 0;
    bool isValid = true;
};

/// Fills in what can be recognised also of a malformed value.
[[nodiscard]] NameAddrScan scanNameAddr(std::string_view value, std::string_view wantedParameter);

} // namespace core::sip
