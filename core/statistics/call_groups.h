// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/selection.h"
#include "core/statistics/statistics.h"

#include <cstdint>
#include <string>
#include <vector>

namespace core::statistics {

/// Calls put into groups by what they have in common. A call may be in several, or in none.
struct CallGroups {
    struct Group {
        std::string name;
        std::string condition; ///< of the filter language: gives the calls of the group
        std::uint64_t calls = 0;
    };

    struct Member {
        std::uint32_t callRow = 0;
        std::uint32_t group = 0;

        auto operator<=>(const Member&) const = default;
    };

    std::vector<Group> groups;   ///< the largest first; bars in the order of time
    std::vector<Member> members; ///< by call, then by group
};

/// Of the calls that the selection leaves: the Options::top largest groups, or Options::bars bars.
[[nodiscard]] base::Result<CallGroups> groupCalls(const Selection& selection, GroupBy by,
                                                  const Options& options);

} // namespace core::statistics
