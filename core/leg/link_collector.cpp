// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/leg/link_collector.h"

#include "core/leg/call_id_affix.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

namespace core::leg {

void LinkCollector::addCall(base::CallKey call, std::string callId)
{
    m_calls.try_emplace(std::move(callId), call);
}

void LinkCollector::addHint(base::CallKey call, base::MessageId message, LinkHint hint)
{
    if (isFull())
        return;
    std::vector<Said>& said = m_hints[{hint.kind, hint.namesCall, std::move(hint.value)}];
    // A crowd is told by its first members; the rest of it needs no room.
    if (said.size() > crowd || std::ranges::find(said, call, &Said::call) != said.end())
        return;
    said.push_back({call, message, std::move(hint.header)});
    ++m_hintCount;
}

std::vector<LegLink> LinkCollector::links() const
{
    std::vector<LegLink> links;
    for (const auto& [key, said] : m_hints) {
        if (key.namesCall)
            addNamed(key, said, links);
        else
            addShared(key, said, links);
    }
    addAffixes(links);
    std::ranges::sort(links, {}, [](const LegLink& link) {
        return std::tuple{link.first, link.second, link.kind, std::string_view{link.evidence}};
    });
    return links;
}

std::optional<base::CallKey> LinkCollector::callOf(const std::string& callId) const
{
    const auto found = m_calls.find(callId);
    return found == m_calls.end() ? std::nullopt : std::optional{found->second};
}

void LinkCollector::addNamed(const Key& key, const std::vector<Said>& said, std::vector<LegLink>& links) const
{
    const auto named = callOf(key.value);
    if (!named || said.size() > crowd)
        return;
    for (const Said& one : said) {
        if (one.call == *named)
            continue;
        links.push_back(
            {one.call,
             *named,
             key.kind,
             scoreOf(key.kind),
             one.header + " in message " + std::to_string(one.message.value) + " names " + key.value,
             {one.message}});
    }
}

void LinkCollector::addShared(const Key& key, const std::vector<Said>& said,
                              std::vector<LegLink>& links) const
{
    if (said.size() > crowd)
        return;
    // What an agent gives as correlation is often a Call-ID itself.
    if (callOf(key.value)) {
        addNamed(key, said, links);
        return;
    }
    for (std::size_t i = 1; i < said.size(); ++i)
        links.push_back({said[0].call,
                         said[i].call,
                         key.kind,
                         scoreOf(key.kind),
                         said[i].header + " " + key.value + " in messages " +
                             std::to_string(said[0].message.value) + " and " +
                             std::to_string(said[i].message.value),
                         {said[0].message, said[i].message}});
}

void LinkCollector::addAffixes(std::vector<LegLink>& links) const
{
    for (const auto& [callId, call] : m_calls) {
        for (const std::string& rest : withoutAffix(callId)) {
            const auto other = callOf(rest);
            if (!other || *other == call)
                continue;
            links.push_back({call,
                             *other,
                             LinkKind::CallIdAffix,
                             scoreOf(LinkKind::CallIdAffix),
                             "the Call-ID " + callId + " is made of " + rest,
                             {}});
            break;
        }
    }
}

} // namespace core::leg
