// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace core::capture {

/// A capture filter (BPF) that loses neither the later fragments of a packet, which have no ports, nor frames
/// with one or two VLAN tags, in which everything lies further back.
struct FilterPreset {
    /// For the command line: "sip".
    std::string_view name;
    /// For people, in English.
    std::string_view title;
    std::string expression;
    /// The same for link types that know no tags ("any"), where libpcap refuses the word vlan.
    std::string untagged;
};

[[nodiscard]] std::span<const FilterPreset> filterPresets();

/// Null when there is none of that name.
[[nodiscard]] const FilterPreset* findFilterPreset(std::string_view name);

/// `expression` with each preset within it as it is for link types that know no tags.
[[nodiscard]] std::string withoutTags(std::string expression);

} // namespace core::capture
