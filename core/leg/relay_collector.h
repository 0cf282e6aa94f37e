// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/keyed_hash.h"
#include "core/base/strong_id.h"
#include "core/leg/relay_hint.h"
#include "core/net/address.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <vector>

namespace core::leg {

/// Where and when something was said.
struct RelayPlace {
    base::CallKey call;
    /// The id of the message, or of the stream for RtpSource.
    std::int64_t id = 0;
    /// Nanoseconds since 1970; of a stream from the first to the last packet.
    std::int64_t begin = 0;
    std::int64_t end = 0;
    net::Path path;
};

/// Two calls of which one passes on what the other brought.
struct RelayPair {
    RelayRule rule = RelayRule::Users;
    /// Identifies the value, see RelayCollector::keyOf().
    std::uint64_t key = 0;
    base::CallKey first;
    base::CallKey second;
    // Ids of messages or streams.
    std::int64_t firstId = 0;
    std::int64_t secondId = 0;
    /// The second came from where the first went to.
    bool isOverOneHost = false;

    [[nodiscard]] int score() const;
};

/// Finds what is passed on: a value that comes from the host that it just went to, in another call. Without
/// such a host, as behind two interfaces, some rules are content with a value that no third call has. Where
/// several calls may be the one before, nothing is said. One thread.
class RelayCollector {
public:
    static constexpr std::size_t mostPlaces = 2'000'000;
    /// A value that stands in more places tells nobody apart.
    static constexpr std::size_t mostPlacesOfValue = 20'000;

    [[nodiscard]] static std::uint64_t keyOf(RelayRule rule, std::string_view value);

    void add(std::uint64_t key, RelayRule rule, RelaySide side, const RelayPlace& place);

    [[nodiscard]] bool isFull() const { return m_traces.size() >= mostPlaces; }

    /// By value; of each pair of calls and kind of link the first.
    [[nodiscard]] std::vector<RelayPair> pairs() const;

private:
    /// A place, small: a session has millions.
    struct Trace {
        std::uint64_t key = 0;
        base::CallKey call;
        std::int64_t id = 0;
        std::int64_t begin = 0;
        std::int64_t end = 0;
        std::uint32_t path = 0;
        RelayRule rule = RelayRule::Users;
        RelaySide side = RelaySide::Either;
    };

    class Group;

    std::vector<Trace> m_traces;
    std::vector<net::Path> m_paths;
    std::map<net::Path, std::uint32_t> m_pathIndex;
};

} // namespace core::leg
