// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/call_groups.h"

#include "core/net/address.h"
#include "core/statistics/number_prefix.h"
#include "core/statistics/time_bars.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <utility>

namespace core::statistics {
namespace {

using Member = CallGroups::Member;
using Group = CallGroups::Group;

/// Longer texts make filters that nobody can use.
constexpr std::size_t longestGroupName = 1024;

/// Gives groups their numbers; several codes of a column may stand for one group.
class Grouper {
public:
    using Describe = std::function<std::optional<Group>(const filter::Value&)>;

    Grouper(const filter::Column& column, const Describe& describe)
    {
        m_numberOfCode.resize(column.codeCount, none);
        for (std::uint32_t code = 0; code < m_numberOfCode.size(); ++code) {
            auto group = describe(column.valueOfCode(code));
            if (!group || group->name.empty() || group->name.size() > longestGroupName)
                continue;
            const auto [place, isNew] =
                m_numbers.try_emplace(group->name, static_cast<std::uint32_t>(m_made.groups.size()));
            if (isNew)
                m_made.groups.push_back(*std::move(group));
            m_numberOfCode[code] = place->second;
        }
    }

    void add(std::uint32_t callRow, std::uint32_t code)
    {
        if (m_numberOfCode[code] != none)
            m_made.members.push_back({callRow, m_numberOfCode[code]});
    }

    /// The largest groups, and their members.
    [[nodiscard]] CallGroups finish(std::size_t most)
    {
        std::vector<Member>& members = m_made.members;
        std::sort(members.begin(), members.end());
        members.erase(std::unique(members.begin(), members.end()), members.end());
        for (const Member& member : members)
            ++m_made.groups[member.group].calls;
        std::vector<std::uint32_t> order;
        for (const auto& [name, number] : m_numbers) {
            if (m_made.groups[number].calls != 0)
                order.push_back(number);
        }
        std::stable_sort(order.begin(), order.end(), [this](std::uint32_t a, std::uint32_t b) {
            return m_made.groups[a].calls > m_made.groups[b].calls;
        });
        order.resize(std::min(order.size(), most));
        return inOrder(order);
    }

private:
    static constexpr std::uint32_t none = UINT32_MAX;

    [[nodiscard]] CallGroups inOrder(const std::vector<std::uint32_t>& order)
    {
        CallGroups kept;
        std::vector<std::uint32_t> places(m_made.groups.size(), none);
        for (const std::uint32_t number : order) {
            places[number] = static_cast<std::uint32_t>(kept.groups.size());
            kept.groups.push_back(std::move(m_made.groups[number]));
        }
        for (const Member& member : m_made.members) {
            if (places[member.group] != none)
                kept.members.push_back({member.callRow, places[member.group]});
        }
        std::sort(kept.members.begin(), kept.members.end());
        return kept;
    }

    std::map<std::string, std::uint32_t> m_numbers;
    std::vector<std::uint32_t> m_numberOfCode;
    CallGroups m_made;
};

/// By a column of calls.
base::Result<CallGroups> byColumn(const Selection& selection, filter::FieldId id,
                                  const Grouper::Describe& describe, std::size_t most)
{
    const auto column = selection.column(id);
    if (!column)
        return column.error();
    Grouper grouper{*column, describe};
    const filter::Bitmap& rows = selection.rows(filter::Scope::Call);
    for (std::size_t row = 0; row < column->codes.size(); ++row) {
        if (rows.test(row))
            grouper.add(static_cast<std::uint32_t>(row), column->codes[row]);
    }
    return grouper.finish(most);
}

base::Result<CallGroups> byHost(const Selection& selection, filter::FieldId id, std::size_t most)
{
    const std::string name{filter::field(id).name};
    return byColumn(
        selection, id,
        [&](const filter::Value& value) -> std::optional<Group> {
            const auto* endpoint = std::get_if<net::Endpoint>(&value);
            if (endpoint == nullptr)
                return std::nullopt;
            const std::string address = endpoint->address.toString();
            return Group{address, name + " == " + address};
        },
        most);
}

base::Result<CallGroups> byPrefix(const Selection& selection, const Options& options)
{
    return byColumn(
        selection, filter::FieldId::CallToUser,
        [&](const filter::Value& value) -> std::optional<Group> {
            const auto text = filter::textIn(value);
            if (!text || text->size() > longestGroupName)
                return std::nullopt;
            const std::string prefix = prefixOf(std::string{*text}, options.prefixLength);
            return Group{prefix, prefixCondition(prefix)};
        },
        options.top);
}

base::Result<CallGroups> byUserAgent(const Selection& selection, const Options& options)
{
    const auto column = selection.column(filter::FieldId::UserAgent);
    if (!column)
        return column.error();
    const auto calls = selection.data().callRowOfMessage();
    if (!calls)
        return calls.error();
    Grouper grouper{*column, [](const filter::Value& value) -> std::optional<Group> {
                        const auto text = filter::textIn(value);
                        if (!text || text->size() > longestGroupName)
                            return std::nullopt;
                        return Group{std::string{*text}, "user_agent == " + filterText(*text)};
                    }};
    const filter::Bitmap& rows = selection.rows(filter::Scope::Call);
    for (std::size_t row = 0; row < column->codes.size(); ++row) {
        if ((*calls)[row] < rows.size() && rows.test((*calls)[row]))
            grouper.add((*calls)[row], column->codes[row]);
    }
    return grouper.finish(options.top);
}

base::Result<CallGroups> byTime(const Selection& selection, const Options& options)
{
    const auto times = selection.column(filter::FieldId::CallTime);
    if (!times)
        return times.error();
    const filter::Bitmap& rows = selection.rows(filter::Scope::Call);
    const auto bars = TimeBars::over(*times, rows, options.bars);
    CallGroups made;
    if (!bars)
        return made;
    for (std::size_t bar = 0; bar < bars->count; ++bar)
        made.groups.push_back({bars->nameOf(bar), bars->conditionOf(bar), 0});
    for (std::size_t row = 0; row < times->integers.size(); ++row) {
        if (!rows.test(row) || times->integers[row] == filter::Column::absent)
            continue;
        const auto bar = static_cast<std::uint32_t>(bars->barOf(times->integers[row]));
        made.members.push_back({static_cast<std::uint32_t>(row), bar});
        ++made.groups[bar].calls;
    }
    return made;
}

} // namespace

base::Result<CallGroups> groupCalls(const Selection& selection, GroupBy by, const Options& options)
{
    switch (by) {
    case GroupBy::Peer:
        return byHost(selection, filter::FieldId::CallDestination, options.top);
    case GroupBy::Caller:
        return byHost(selection, filter::FieldId::CallSource, options.top);
    case GroupBy::Prefix:
        return byPrefix(selection, options);
    case GroupBy::UserAgent:
        return byUserAgent(selection, options);
    case GroupBy::Time:
        break;
    }
    return byTime(selection, options);
}

} // namespace core::statistics
