// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/dialog/story_message.h"

#include <map>
#include <utility>
#include <vector>

namespace core::dialog {

/// Two neighbours that exchange messages of the call. A proxied message is seen once on each hop, and what is
/// measured is measured on one of them.
struct Hop {
    /// Who sent the first message, and to whom. Ports count only when a host talks to itself.
    net::Endpoint first;
    net::Endpoint second;
};

/// Numbers the hops of a call in order of appearance.
class HopTable {
public:
    /// The hop of a path, whichever way the message went.
    Index find(const net::Path& path);

    [[nodiscard]] std::vector<Hop> take() { return std::move(m_hops); }

private:
    using Key = std::pair<net::Endpoint, net::Endpoint>;

    [[nodiscard]] static Key keyOf(const net::Path& path);

    std::map<Key, Index> m_known;
    std::vector<Hop> m_hops;
};

} // namespace core::dialog
