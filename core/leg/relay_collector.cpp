// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/leg/relay_collector.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace core::leg {
namespace {

using namespace std::chrono_literals;

/// Places before one that are looked at; with more in so short a time none is the one before.
constexpr std::size_t mostBefore = 256;
/// Two capture points whose clocks differ a little show the later message first.
constexpr std::int64_t clockSkew = std::chrono::nanoseconds{100ms}.count();

/// How long after the one the other may come.
std::int64_t windowOf(RelayRule rule)
{
    switch (rule) {
    case RelayRule::Users:
        return std::chrono::nanoseconds{3s}.count();
    case RelayRule::Diversion: // nobody answered
        return std::chrono::nanoseconds{120s}.count();
    default:
        break;
    }
    return std::chrono::nanoseconds{5s}.count();
}

/// Whose values are enough without a host that passes them on.
bool isTellingAlone(RelayRule rule)
{
    return rule == RelayRule::Diversion || rule == RelayRule::OriginAndHost || rule == RelayRule::RtpSource;
}

bool isWithinOneMachine(const net::Path& path)
{
    return path.source.address == path.destination.address;
}

/// Where everything runs on one machine, only ports tell hosts apart.
bool areOneHost(const net::Endpoint& a, const net::Endpoint& b, bool isOneMachine)
{
    return a.address == b.address && (!isOneMachine || a.port == b.port);
}

} // namespace

int RelayPair::score() const
{
    const int full = scoreOf(kindOf(rule));
    return isOverOneHost ? full : full - 15;
}

/// The places of one value, in order of time.
class RelayCollector::Group {
public:
    Group(std::span<const Trace> traces, std::span<const net::Path> paths) : m_traces(traces), m_paths(paths)
    {
    }

    void addPairs(std::vector<RelayPair>& pairs)
    {
        if (isSentBothWays())
            return;
        for (std::size_t at = 0; at < m_traces.size(); ++at) {
            if (m_traces[at].side != RelaySide::First && isNew(m_traces[at]))
                addPair(at, pairs);
        }
    }

private:
    /// Both sides of one call have it: it is what a program always writes, or what comes back as an echo.
    [[nodiscard]] bool isSentBothWays() const
    {
        if (m_traces.front().rule == RelayRule::Users || m_traces.front().rule == RelayRule::Diversion)
            return false;
        std::set<std::tuple<base::CallKey, net::Endpoint, net::Endpoint>> seen;
        return std::ranges::any_of(m_traces, [&](const Trace& trace) {
            net::Path path = m_paths[trace.path];
            if (!isWithinOneMachine(path))
                path.source.port = path.destination.port = 0;
            seen.emplace(trace.call, path.source, path.destination);
            return seen.contains({trace.call, path.destination, path.source});
        });
    }

    /// A retransmission says nothing new.
    bool isNew(const Trace& trace) { return m_seen.insert({trace.call, trace.path}).second; }

    void addPair(std::size_t at, std::vector<RelayPair>& pairs)
    {
        const Trace& later = m_traces[at];
        std::vector<const Trace*> relayed;
        std::vector<const Trace*> others;
        for (const Trace* earlier : before(at)) {
            if (isFromHostOf(*earlier, later))
                relayed.push_back(earlier);
            else if (isTellingAlone(later.rule) && isFromElsewhere(*earlier, later))
                others.push_back(earlier);
        }
        const bool isOverOneHost = !relayed.empty();
        const Trace* earlier = theOne(isOverOneHost ? relayed : others);
        if (earlier == nullptr)
            return;
        m_parents[rootOf(later.call)] = rootOf(earlier->call);
        pairs.push_back(
            {later.rule, later.key, earlier->call, later.call, earlier->id, later.id, isOverOneHost});
    }

    /// What may come before it, the latest last.
    [[nodiscard]] std::vector<const Trace*> before(std::size_t at) const
    {
        const Trace& later = m_traces[at];
        const std::int64_t window = windowOf(later.rule);
        std::size_t last = at;
        while (last + 1 < m_traces.size() && m_traces[last + 1].begin - later.begin <= clockSkew)
            ++last;
        std::vector<const Trace*> found;
        for (std::size_t i = last + 1; i-- > 0 && last - i < mostBefore;) {
            const Trace& earlier = m_traces[i];
            if (later.begin - earlier.end > window) {
                if (later.rule == RelayRule::RtpSource)
                    continue; // streams are in the order of their first packets
                break;
            }
            if (earlier.call != later.call && earlier.side != RelaySide::Second)
                found.push_back(&earlier);
        }
        std::ranges::reverse(found);
        return found;
    }

    [[nodiscard]] bool isFromHostOf(const Trace& earlier, const Trace& later) const
    {
        const net::Path& to = m_paths[earlier.path];
        const net::Path& from = m_paths[later.path];
        return areOneHost(to.destination, from.source, isWithinOneMachine(to) || isWithinOneMachine(from));
    }

    /// What one host sends in two calls may be what it always sends.
    [[nodiscard]] bool isFromElsewhere(const Trace& earlier, const Trace& later) const
    {
        const net::Path& a = m_paths[earlier.path];
        const net::Path& b = m_paths[later.path];
        const bool isOneMachine = isWithinOneMachine(a) || isWithinOneMachine(b);
        if (areOneHost(a.source, b.source, isOneMachine) || isFromHostOf(later, earlier))
            return false;
        return later.rule != RelayRule::RtpSource ||
               (!areOneHost(a.destination, b.destination, isOneMachine) &&
                std::abs(later.begin - earlier.begin) <= clockSkew);
    }

    /// The last of them when they belong together already; else null.
    const Trace* theOne(const std::vector<const Trace*>& candidates)
    {
        for (const Trace* candidate : candidates) {
            if (rootOf(candidate->call) != rootOf(candidates.front()->call))
                return nullptr;
        }
        return candidates.empty() ? nullptr : candidates.back();
    }

    base::CallKey rootOf(base::CallKey call)
    {
        for (auto parent = m_parents.find(call); parent != m_parents.end() && parent->second != call;
             parent = m_parents.find(call))
            call = parent->second;
        return call;
    }

    std::span<const Trace> m_traces;
    std::span<const net::Path> m_paths;
    std::set<std::pair<base::CallKey, std::uint32_t>> m_seen;
    /// Calls that belong together lead to one of them.
    std::unordered_map<base::CallKey, base::CallKey> m_parents;
};

std::uint64_t RelayCollector::keyOf(RelayRule rule, std::string_view value)
{
    std::string text{static_cast<char>(rule)};
    return base::keyedHash(base::processHashKey(), text.append(value));
}

void RelayCollector::add(std::uint64_t key, RelayRule rule, RelaySide side, const RelayPlace& place)
{
    if (isFull())
        return;
    const auto [path, isNew] =
        m_pathIndex.try_emplace(place.path, static_cast<std::uint32_t>(m_paths.size()));
    if (isNew)
        m_paths.push_back(place.path);
    m_traces.push_back({key, place.call, place.id, place.begin, place.end, path->second, rule, side});
}

std::vector<RelayPair> RelayCollector::pairs() const
{
    std::vector<Trace> traces = m_traces;
    std::ranges::sort(traces, {}, [](const Trace& trace) {
        return std::tuple{trace.key, trace.begin, trace.id};
    });
    std::vector<RelayPair> found;
    for (std::size_t first = 0; first < traces.size();) {
        std::size_t end = first + 1;
        while (end < traces.size() && traces[end].key == traces[first].key)
            ++end;
        const std::span<const Trace> group = std::span{traces}.subspan(first, end - first);
        if (group.size() > 1 && group.size() <= mostPlacesOfValue)
            Group{group, m_paths}.addPairs(found);
        first = end;
    }
    // The full score before the lower one of the same kind.
    const auto order = [](const RelayPair& pair) {
        return std::tuple{std::min(pair.first, pair.second),
                          std::max(pair.first, pair.second),
                          kindOf(pair.rule),
                          !pair.isOverOneHost,
                          pair.firstId,
                          pair.secondId};
    };
    std::ranges::sort(found, {}, order);
    const auto isSame = [](const RelayPair& a, const RelayPair& b) {
        return std::minmax(a.first, a.second) == std::minmax(b.first, b.second) &&
               kindOf(a.rule) == kindOf(b.rule);
    };
    const auto repeated = std::ranges::unique(found, isSame);
    found.erase(repeated.begin(), repeated.end());
    return found;
}

} // namespace core::leg
