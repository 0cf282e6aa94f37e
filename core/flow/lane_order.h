// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <set>
#include <utility>
#include <vector>

namespace core::flow {

/// Two lanes that talk to each other, the smaller index first.
using LanePair = std::pair<std::size_t, std::size_t>;

/// Order of `count` lanes, left to right, as indexes: starts with `first`, keeps the given order otherwise,
/// and moves lanes where that makes arrows shorter. Depends only on who talks to whom, not on how often, so
/// lanes seldom move while a call goes on.
[[nodiscard]] std::vector<std::size_t> laneOrder(std::size_t count, std::size_t first,
                                                 const std::set<LanePair>& pairs);

} // namespace core::flow
