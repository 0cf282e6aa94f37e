// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/leg/link_decider.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>

namespace core::leg {
namespace {

using session::LinkVerdict;
using Pair = std::pair<base::CallKey, base::CallKey>;

/// In the order of LinkState.
constexpr std::array<std::string_view, 4> stateNames{"found", "accepted", "rejected", "made"};

Pair pairOf(base::CallKey first, base::CallKey second)
{
    return {std::min(first, second), std::max(first, second)};
}

LinkState stateOf(LinkVerdict verdict)
{
    switch (verdict) {
    case LinkVerdict::Rejected:
        return LinkState::Rejected;
    case LinkVerdict::Made:
        return LinkState::Made;
    case LinkVerdict::Accepted:
        break;
    }
    return LinkState::Accepted;
}

EvidenceForm handEvidence(LinkVerdict verdict)
{
    switch (verdict) {
    case LinkVerdict::Rejected:
        return EvidenceForm::RejectedByHand;
    case LinkVerdict::Made:
        return EvidenceForm::MadeByHand;
    case LinkVerdict::Accepted:
        break;
    }
    return EvidenceForm::AcceptedByHand;
}

} // namespace

std::string_view name(LinkState state)
{
    return stateNames.at(static_cast<std::size_t>(state));
}

std::span<const std::string_view> linkStateNames()
{
    return stateNames;
}

LegLink decidedLink(LinkVerdict verdict, std::string note)
{
    LegLink link;
    link.kind = LinkKind::ByHand;
    link.score = scoreOf(link.kind);
    link.evidence.form = handEvidence(verdict);
    link.state = stateOf(verdict);
    link.note = std::move(note);
    return link;
}

void LinkDecider::add(base::CallKey first, base::CallKey second, LinkVerdict verdict, std::string note)
{
    m_decisions.insert_or_assign(pairOf(first, second), Decision{verdict, std::move(note)});
}

std::vector<LegLink> LinkDecider::decide(std::vector<LegLink> links) const
{
    std::set<Pair> seen;
    for (LegLink& link : links) {
        const Pair pair = pairOf(link.first, link.second);
        const auto decided = m_decisions.find(pair);
        if (decided == m_decisions.end())
            continue;
        link.state = stateOf(decided->second.verdict);
        link.note = decided->second.note;
        seen.insert(pair);
    }
    for (const auto& [pair, decision] : m_decisions) {
        if (seen.contains(pair))
            continue;
        LegLink& link = links.emplace_back(decidedLink(decision.verdict, decision.note));
        link.first = pair.first;
        link.second = pair.second;
    }
    return links;
}

} // namespace core::leg
