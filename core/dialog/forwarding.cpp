// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dialog/forwarding.h"

#include "core/base/keyed_hash.h"
#include "core/dialog/options.h"

#include <unordered_map>

namespace core::dialog {
namespace {

/// Of a hop's way through the network; more Vias than a request may have hops (RFC 3261 section 8.1.1.6).
constexpr std::size_t mostVias = 256;

} // namespace

std::vector<sip::Via> viasOf(const sip::Message& message)
{
    std::vector<sip::Via> vias;
    forEachValue(message, sip::HeaderName::Via, [&vias](std::string_view value) {
        const auto via = sip::Via::parse(value);
        if (via && vias.size() < mostVias)
            vias.push_back(*via);
    });
    return vias;
}

std::vector<Index> findUpstream(std::span<const StoryMessage> messages,
                                std::span<const Transaction> transactions)
{
    std::unordered_map<std::string_view, std::vector<Index>, base::KeyedTextHash> byBranch;
    for (Index index = 0; index < transactions.size(); ++index) {
        if (transactions[index].hasRequest() && transactions[index].branch.starts_with(sip::branchCookie))
            byBranch[transactions[index].branch].push_back(index);
    }
    std::vector<Index> upstream(transactions.size(), nothing);
    for (Index index = 0; index < transactions.size(); ++index) {
        const Transaction& next = transactions[index];
        if (!next.hasRequest())
            continue;
        const std::vector<sip::Via> vias = viasOf(*messages[next.request()].message);
        if (vias.size() < 2)
            continue;
        const auto found = byBranch.find(vias[1].branch());
        if (found == byBranch.end())
            continue;
        for (const Index candidate : found->second) {
            const Transaction& before = transactions[candidate];
            if (candidate != index && before.methodText == next.methodText && before.cseq == next.cseq &&
                before.request() < next.request())
                upstream[index] = candidate;
        }
    }
    return upstream;
}

} // namespace core::dialog
