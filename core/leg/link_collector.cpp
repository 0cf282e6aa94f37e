// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/leg/link_collector.h"

#include "core/leg/call_id_affix.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

namespace core::leg {

namespace {

/// Nanoseconds; sums that no number holds end at the largest.
std::int64_t laterBy(std::int64_t time, std::chrono::nanoseconds by)
{
    std::int64_t sum = 0;
    return __builtin_add_overflow(time, by.count(), &sum) ? INT64_MAX : sum;
}

} // namespace

void LinkCollector::addCall(base::CallKey call, std::string callId, CallSpan span)
{
    m_calls.try_emplace(std::move(callId), call);
    m_spans.try_emplace(call, span);
}

void LinkCollector::addHint(base::CallKey call, base::MessageId message, LinkHint hint)
{
    if (isFull())
        return;
    std::vector<Said>& said = m_hints[{hint.kind, hint.namesCall, std::move(hint.value)}];
    const auto place = std::ranges::lower_bound(said, call, {}, &Said::call);
    if (place != said.end() && place->call == call) {
        // Messages come in no particular order.
        if (message < place->message)
            *place = {call, message, std::move(hint.header)};
        return;
    }
    // A crowd is told by its first members; the rest of it needs no room.
    if (said.size() > mostSharers)
        return;
    said.insert(place, {call, message, std::move(hint.header)});
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
        return std::tie(link.first, link.second, link.kind, link.evidence);
    });
    return links;
}

std::optional<base::CallKey> LinkCollector::callOf(const std::string& callId) const
{
    const auto found = m_calls.find(callId);
    return found == m_calls.end() ? std::nullopt : std::optional{found->second};
}

CallSpan LinkCollector::spanOf(base::CallKey call) const
{
    const auto found = m_spans.find(call);
    return found == m_spans.end() ? CallSpan{} : found->second;
}

bool LinkCollector::areNear(base::CallKey first, base::CallKey second) const
{
    const CallSpan a = spanOf(first);
    const CallSpan b = spanOf(second);
    return a.begin <= laterBy(b.end, m_around) && b.begin <= laterBy(a.end, m_around);
}

void LinkCollector::addNamed(const Key& key, const std::vector<Said>& said, std::vector<LegLink>& links) const
{
    const auto named = callOf(key.value);
    if (!named)
        return;
    std::vector<const Said*> near;
    for (const Said& one : said) {
        if (one.call != *named && areNear(one.call, *named))
            near.push_back(&one);
    }
    if (near.size() > crowd)
        return;
    for (const Said* one : near) {
        links.push_back(
            {one->call,
             *named,
             key.kind,
             scoreOf(key.kind),
             {EvidenceForm::HeaderNames, {one->header, std::to_string(one->message.value), key.value}},
             {one->message}});
    }
}

void LinkCollector::addShared(const Key& key, std::vector<Said> said, std::vector<LegLink>& links) const
{
    // What an agent gives as correlation is often a Call-ID itself.
    if (callOf(key.value)) {
        addNamed(key, said, links);
        return;
    }
    if (said.size() < 2 || said.size() > mostSharers)
        return;
    std::ranges::sort(said, {}, [this](const Said& one) {
        return std::pair{spanOf(one.call).begin, one.call};
    });
    // A gateway that numbers its calls begins again some day: what lies apart in time is linked apart.
    std::size_t first = 0;
    std::int64_t end = spanOf(said[0].call).end;
    for (std::size_t i = 1; i <= said.size(); ++i) {
        if (i < said.size() && spanOf(said[i].call).begin <= laterBy(end, m_around)) {
            end = std::max(end, spanOf(said[i].call).end);
            continue;
        }
        addCluster(key, std::span{said}.subspan(first, i - first), links);
        first = i;
        if (i < said.size())
            end = spanOf(said[i].call).end;
    }
}

void LinkCollector::addCluster(const Key& key, std::span<Said> said, std::vector<LegLink>& links)
{
    if (said.size() > crowd)
        return;
    std::ranges::sort(said, {}, &Said::message);
    for (std::size_t i = 1; i < said.size(); ++i)
        links.push_back({said[0].call,
                         said[i].call,
                         key.kind,
                         scoreOf(key.kind),
                         {EvidenceForm::HeaderShared,
                          {said[0].header, key.value, std::to_string(said[0].message.value),
                           std::to_string(said[i].message.value)}},
                         {said[0].message, said[i].message}});
}

void LinkCollector::addAffixes(std::vector<LegLink>& links) const
{
    for (const auto& [callId, call] : m_calls) {
        for (const std::string& rest : withoutAffix(callId)) {
            const auto other = callOf(rest);
            if (!other || *other == call || !areNear(call, *other))
                continue;
            links.push_back({call,
                             *other,
                             LinkKind::CallIdAffix,
                             scoreOf(LinkKind::CallIdAffix),
                             {EvidenceForm::CallIdAffix, {callId, rest}},
                             {}});
            break;
        }
    }
}

} // namespace core::leg
