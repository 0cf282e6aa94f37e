// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/finding/facts.h"
#include "core/finding/rule.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace core::finding {
namespace {

/// Names that attack tools give themselves when nobody changes them, in lower case.
constexpr std::array<std::string_view, 6> scannerNames{"friendly-scanner", "friendly-request", "sipvicious",
                                                       "sundayddr",        "sip-scan",         "sipsscuser"};
/// One client that asks so many users or hosts under one Call-ID, and is nowhere let in, tries them out.
constexpr std::size_t manyTargets = 10;

constexpr Kind scannerAgent{"scanner", Severity::Warning,
                            "%1 from %2 names the tool \"%3\", which looks for servers and weak passwords.",
                            "RFC 3261 section 26",
                            "Block the address unless it is yours; look for what else it sent."};
constexpr Kind sweep{
    "sweep", Severity::Warning,
    "%2 sent %1 to %3 different targets under one Call-ID and was let in nowhere: it tries out addresses or "
    "users.",
    "RFC 3261 section 26", "Block the address unless it is yours; look for what else it sent."};
constexpr std::array scannerKinds{&scannerAgent, &sweep};

std::string_view toolIn(std::string_view userAgent)
{
    for (const std::string_view name : scannerNames) {
        const auto found = std::search(userAgent.begin(), userAgent.end(), name.begin(), name.end(),
                                       [](char a, char b) { return base::toLower(a) == b; });
        if (found != userAgent.end())
            return userAgent;
    }
    return {};
}

struct Sweep {
    std::set<std::string> targets;
    Report::Evidence evidence;
    bool isLetIn = false;
};

void checkSweeps(const dialog::CallStory& story, Report& report)
{
    std::map<std::pair<std::string, std::string_view>, Sweep> sweeps;
    for (const dialog::Transaction& transaction : story.transactions) {
        const bool isProbe = transaction.method == call::Method::Register ||
                             transaction.method == call::Method::Options ||
                             transaction.method == call::Method::Invite;
        if (!transaction.hasRequest() || !isProbe)
            continue;
        const dialog::StoryMessage& request = story.messages[transaction.request()];
        if (!isDirect(*request.message))
            continue;
        Sweep& one = sweeps[{request.path.source.address.toString(), transaction.methodText}];
        one.targets.insert(std::string{request.message->toUser()} + '@' +
                           request.path.destination.address.toString());
        one.evidence.push_back(request.id);
        const dialog::Response* const answer = transaction.finalResponse();
        one.isLetIn = one.isLetIn || (answer != nullptr && answer->isSuccess());
    }
    for (auto& [who, one] : sweeps) {
        if (one.targets.size() >= manyTargets && !one.isLetIn)
            report.add(sweep, {std::string{who.second}, who.first, std::to_string(one.targets.size())},
                       std::move(one.evidence));
    }
}

void checkScanner(const dialog::CallStory& story, Report& report)
{
    for (const dialog::StoryMessage& next : story.messages) {
        if (next.duplicateOf || !next.message->isRequest())
            continue;
        const std::string_view tool = toolIn(next.message->userAgent());
        if (!tool.empty())
            report.add(scannerAgent, {titleOf(*next.message), sourceOf(next), std::string{tool}}, {next.id},
                       sourceOf(next));
    }
    checkSweeps(story, report);
}

} // namespace

const Rule scannerRule{scannerKinds, &checkScanner};

} // namespace core::finding
