// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/leg/leg_finder.h"

#include "core/leg/link_hint.h"

#include <algorithm>
#include <mutex>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace core::leg {
namespace {

using filter::Column;
using filter::FieldId;
using filter::Scope;

/// The calls that are looked at, as rows of the table.
struct Neighbourhood {
    std::vector<bool> isIn; ///< by row of the call
    bool isComplete = true;
};

struct Span {
    std::int64_t begin = 0;
    std::int64_t end = 0;
};

/// Nanoseconds; sums that no number holds end at the largest.
std::int64_t later(std::int64_t time, std::int64_t by)
{
    std::int64_t sum = 0;
    if (__builtin_add_overflow(time, by, &sum))
        return by < 0 ? INT64_MIN : INT64_MAX;
    return sum;
}

class Finder {
public:
    Finder(session::SessionTable& table, const LegOptions& options, std::stop_token stop)
        : m_table(table), m_options(options), m_stop(std::move(stop))
    {
    }

    base::Result<Legs> find(base::CallKey call)
    {
        if (base::Status loaded = load(call); !loaded)
            return loaded.error();
        auto near = neighbourhood();
        if (!near)
            return near.error();
        if (base::Status looked = lookThrough(near->isIn); !looked)
            return looked.error();
        Legs legs = follow(call, m_collector.links());
        legs.isComplete = near->isComplete && !m_collector.isFull();
        return legs;
    }

private:
    base::Status load(base::CallKey call)
    {
        const auto keys = m_table.reader().callKeys();
        if (!keys)
            return keys.error();
        m_callKeys = *keys;
        const auto ids = m_table.reader().messageIds();
        if (!ids)
            return ids.error();
        m_messageIds = *ids;
        const auto row = m_callKeys.rowOf(call.value);
        if (!row || *row >= m_table.rows(Scope::Call))
            return base::Error{base::ErrorCode::CallUnknown, m_table.reader().path().string(),
                               std::to_string(call.value)};
        m_asked = *row;
        for (const auto& [column, id] :
             {std::pair{&m_time, FieldId::CallTime}, std::pair{&m_duration, FieldId::CallDuration},
              std::pair{&m_callId, FieldId::CallCallId}, std::pair{&m_correlation, FieldId::CorrelationId}}) {
            auto loaded = m_table.column(filter::field(id));
            if (!loaded)
                return loaded.error();
            *column = *std::move(loaded);
        }
        const auto callRows = m_table.callRowOfMessage();
        if (!callRows)
            return callRows.error();
        m_callRows = *callRows;
        return {};
    }

    [[nodiscard]] Span spanOf(std::size_t row) const
    {
        const std::int64_t begin = m_time.integers[row];
        const std::int64_t duration = m_duration.integers[row];
        return {begin, later(begin, duration == Column::absent ? 0 : duration)};
    }

    base::Result<Neighbourhood> neighbourhood()
    {
        const std::int64_t around = std::chrono::nanoseconds{m_options.around}.count();
        const Span asked = spanOf(m_asked);
        const Span wanted{later(asked.begin, -around), later(asked.end, around)};
        std::vector<std::pair<std::uint64_t, std::size_t>> found; // distance of the starts, row
        for (std::size_t row = 0; row < m_time.integers.size(); ++row) {
            const Span span = spanOf(row);
            if (span.begin > wanted.end || span.end < wanted.begin)
                continue;
            const auto [low, high] = std::minmax(span.begin, asked.begin);
            found.emplace_back(static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low), row);
        }
        Neighbourhood near;
        near.isComplete = found.size() <= m_options.mostCalls;
        if (!near.isComplete) {
            std::ranges::nth_element(found, found.begin() + static_cast<std::ptrdiff_t>(m_options.mostCalls));
            found.resize(m_options.mostCalls);
        }
        near.isIn.assign(m_time.integers.size(), false);
        near.isIn[m_asked] = true;
        for (const auto& [distance, row] : found)
            near.isIn[row] = true;
        return near;
    }

    base::Status lookThrough(const std::vector<bool>& isIn)
    {
        for (std::size_t row = 0; row < isIn.size(); ++row) {
            if (isIn[row])
                m_collector.addCall(keyOf(row), callIdOf(row));
        }
        filter::Bitmap messages{m_callRows.size()};
        for (std::size_t row = 0; row < m_callRows.size(); ++row) {
            if (m_callRows[row] >= isIn.size() || !isIn[m_callRows[row]])
                continue;
            messages.set(row);
            addCorrelation(row);
        }
        std::mutex mutex; // of the collector
        const auto visit = [&](std::size_t row, std::span<const std::byte> bytes) {
            thread_local sip::Message message;
            thread_local std::vector<LinkHint> hints;
            hints.clear();
            if (!message.parse(bytes))
                return;
            findLinkHints(message, m_options.callIdHeaders, hints);
            if (hints.empty())
                return;
            const std::lock_guard lock{mutex};
            for (LinkHint& hint : hints)
                m_collector.addHint(keyOf(m_callRows[row]), {m_messageIds.idAt(row)}, std::move(hint));
        };
        if (base::Status scanned = m_table.scanMessages(messages, visit, m_stop); !scanned)
            return scanned;
        return m_stop.stop_requested() ? base::Status{base::Error{base::ErrorCode::Cancelled, {}, {}}}
                                       : base::Status{};
    }

    void addCorrelation(std::size_t row)
    {
        const filter::Value value = m_correlation.valueOfCode(m_correlation.codes[row]);
        const auto text = filter::textIn(value);
        if (!text || text->empty() || text->size() > 256 || *text == callIdOf(m_callRows[row]))
            return;
        m_collector.addHint(keyOf(m_callRows[row]), {m_messageIds.idAt(row)},
                            {LinkKind::CorrelationId, false, std::string{*text}, "the correlation id"});
    }

    [[nodiscard]] base::CallKey keyOf(std::size_t row) const { return {m_callKeys.idAt(row)}; }

    [[nodiscard]] std::string callIdOf(std::size_t row) const
    {
        const filter::Value value = m_callId.valueOfCode(m_callId.codes[row]);
        return std::string{filter::textIn(value).value_or(std::string_view{})};
    }

    /// From leg to leg, until no link leads further.
    [[nodiscard]] Legs follow(base::CallKey call, std::vector<LegLink> links) const
    {
        std::unordered_multimap<base::CallKey, base::CallKey> neighbours;
        for (const LegLink& link : links) {
            neighbours.emplace(link.first, link.second);
            neighbours.emplace(link.second, link.first);
        }
        Legs legs;
        legs.calls.push_back(call);
        std::unordered_set<base::CallKey> known{call};
        for (std::size_t at = 0; at < legs.calls.size(); ++at) {
            const auto [first, last] = neighbours.equal_range(legs.calls[at]);
            for (auto next = first; next != last; ++next) {
                if (known.insert(next->second).second)
                    legs.calls.push_back(next->second);
            }
        }
        std::sort(legs.calls.begin() + 1, legs.calls.end(), [this](base::CallKey a, base::CallKey b) {
            return std::pair{startOf(a), a} < std::pair{startOf(b), b};
        });
        for (LegLink& link : links) {
            if (known.contains(link.first))
                legs.links.push_back(std::move(link));
        }
        return legs;
    }

    [[nodiscard]] std::int64_t startOf(base::CallKey call) const
    {
        const auto row = m_callKeys.rowOf(call.value);
        return row ? m_time.integers[*row] : INT64_MAX;
    }

    session::SessionTable& m_table;
    const LegOptions& m_options;
    std::stop_token m_stop;
    session::IdRuns m_callKeys;
    session::IdRuns m_messageIds;
    Column m_time;
    Column m_duration;
    Column m_callId;
    Column m_correlation;
    std::span<const std::uint32_t> m_callRows;
    std::size_t m_asked = 0;
    LinkCollector m_collector;
};

} // namespace

base::Result<Legs> findLegs(session::SessionTable& table, base::CallKey call, const LegOptions& options,
                            std::stop_token stop)
{
    auto legs = Finder{table, options, stop}.find(call);
    if (!legs)
        return legs;
    // The views of columns are gone: now the table may forget what is beyond its budget.
    if (auto kept = table.select({}, std::move(stop)); !kept)
        return kept.error();
    return legs;
}

} // namespace core::leg
