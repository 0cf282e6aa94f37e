// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/leg/leg_link.h"
#include "core/session/rows.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace core::leg {

/// What stands for a decision about two calls that nothing else links; the calls are left out.
[[nodiscard]] LegLink decidedLink(session::LinkVerdict verdict, std::string note);

/// Puts what people decided over what messages say. One thread.
class LinkDecider {
public:
    /// A later decision on the same two calls, in either order, takes the place of an earlier one.
    void add(base::CallKey first, base::CallKey second, session::LinkVerdict verdict, std::string note);

    /// The links with their states. Who decided about two calls that nothing links gets a link ByHand.
    [[nodiscard]] std::vector<LegLink> decide(std::vector<LegLink> links) const;

private:
    struct Decision {
        session::LinkVerdict verdict = session::LinkVerdict::Accepted;
        std::string note;
    };

    /// The lower key first.
    std::map<std::pair<base::CallKey, base::CallKey>, Decision> m_decisions;
};

} // namespace core::leg
