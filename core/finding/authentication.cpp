// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/facts.h"
#include "core/finding/rule.h"

#include "core/sip/digest.h"

#include <algorithm>
#include <array>
#include <optional>

namespace core::finding {
namespace {

using dialog::Index;
using dialog::Transaction;
using sip::challengesOf;
using sip::credentialsOf;
using sip::Digest;
using sip::ofRealm;

constexpr std::size_t loopRounds = 3;

constexpr Kind credentialsRejected{
    "credentials-rejected", Severity::Error,
    "The credentials that %1 sent with %2 for the realm \"%3\" were refused with %4: they were made from the "
    "newest challenge, %5 s old then, and the same realm challenged again.",
    "RFC 3261 section 22.2",
    "Check user name, password and algorithm on both sides. If they are right, the nonce had expired: the "
    "server should say so (stale=true), and the client answer sooner."};
constexpr Kind authenticationLoop{
    "authentication-loop", Severity::Error,
    "%2 from %1 was challenged %6 times in a row by the realm \"%3\", although it had answered each "
    "challenge.",
    "RFC 3261 section 22.2",
    "Check user name, password and algorithm on both sides; the client should stop after the first refusal."};
constexpr Kind forbidden{
    "forbidden-with-credentials", Severity::Warning,
    "%1 answered the challenge of %3 to its %2, and was refused with %4 all the same.",
    "RFC 3261 section 21.4.4",
    "Some servers say so when the password is wrong; else the user may not do this. The server's log tells "
    "which."};
constexpr Kind wrongRealm{
    "wrong-realm", Severity::Warning,
    R"(%1 answered the challenge of the realm "%3" to its %2 with credentials for the realm "%4" only.)",
    "RFC 3261 section 22.1", "Set the realm that the server uses at the client, or let the client take any."};
constexpr std::array authenticationKinds{&credentialsRejected, &authenticationLoop, &forbidden, &wrongRealm};

/// One round of an attempt that was challenged, and what came of the credentials that it sent.
struct Round {
    /// What the credentials were made from.
    Index challengedBy = dialog::nothing;
    Index request = dialog::nothing;
    /// What refused them.
    Index challenge = dialog::nothing;
    std::string_view realm;
};

/// The realm that had challenged before refused what was made from its own challenge.
std::optional<Round> refusalIn(const dialog::CallStory& story, const Transaction& before,
                               const Transaction& next)
{
    if (!before.hasRequest() || !next.hasRequest() || !dialog::isChallenged(next))
        return std::nullopt;
    const Index challenge = next.finalResponse()->first();
    const auto given = challengesOf(story.message(before.finalResponse()->first()));
    const auto sent = credentialsOf(story.message(next.request()));
    for (const Digest& again : challengesOf(story.message(challenge))) {
        const Digest* const first = ofRealm(given, again.realm);
        const Digest* const answer = ofRealm(sent, again.realm);
        if (!again.isStale && first != nullptr && answer != nullptr && !first->nonce.empty() &&
            first->nonce == answer->nonce)
            return Round{before.finalResponse()->first(), next.request(), challenge, again.realm};
    }
    return std::nullopt;
}

void judgeRealm(const dialog::CallStory& story, const Transaction& before, const Transaction& next,
                Report& report)
{
    if (!before.hasRequest() || !next.hasRequest() || !dialog::isChallenged(next))
        return;
    const auto given = challengesOf(story.message(before.finalResponse()->first()));
    const auto sent = credentialsOf(story.message(next.request()));
    if (given.size() != 1 || sent.empty() || given.front().realm.empty() ||
        ofRealm(sent, given.front().realm) != nullptr || sent.front().realm.empty())
        return;
    const Index request = next.request();
    report.add(wrongRealm,
               {sourceOf(story.messages[request]), titleOf(story.message(request)),
                std::string{given.front().realm}, std::string{sent.front().realm}},
               {story.id(before.finalResponse()->first()), story.id(request),
                story.id(next.finalResponse()->first())},
               std::string{given.front().realm});
}

void judgeAttempt(const dialog::CallStory& story, const dialog::Attempt& attempt, Report& report)
{
    std::vector<Round> refused;
    for (std::size_t round = 1; round < attempt.transactions.size(); ++round) {
        const Transaction& before = story.transactions[attempt.transactions[round - 1]];
        const Transaction& next = story.transactions[attempt.transactions[round]];
        if (const auto refusal = refusalIn(story, before, next))
            refused.push_back(*refusal);
        judgeRealm(story, before, next, report);
    }
    if (refused.empty())
        return;
    Report::Evidence evidence;
    for (const Round& one : refused) {
        evidence.push_back(story.id(one.request));
        evidence.push_back(story.id(one.challenge));
    }
    const dialog::StoryMessage& first = story.messages[refused.front().request];
    const Round& round = refused.front();
    std::vector<std::string> arguments{sourceOf(first), titleOf(*first.message), std::string{round.realm},
                                       titleOf(story.message(round.challenge)),
                                       secondsText(story.between(round.challengedBy, round.request))};
    // A client that tries forever is one fault on each of its hops.
    std::string key{first.message->fromUser()};
    key += '\0' + arguments[1] + '\0' + arguments[2];
    const bool isLoop = refused.size() >= loopRounds;
    if (isLoop)
        arguments.push_back(std::to_string(refused.size() + 1));
    const bool isProxy = story.message(round.challenge).status() == 407;
    report.add(isLoop ? authenticationLoop : credentialsRejected, std::move(arguments), std::move(evidence),
               std::move(key), isProxy ? "RFC 3261 section 22.3" : credentialsRejected.reference);
}

/// RFC 3261 asks for another challenge when credentials are wrong; 403 may mean that, or something else.
void judgeForbidden(const dialog::CallStory& story, const dialog::Attempt& attempt, Report& report)
{
    const Transaction& last = story.transactions[attempt.transactions.back()];
    const dialog::Response* const answer = last.finalResponse();
    if (answer == nullptr || answer->status != 403 || !last.hasRequest() ||
        !dialog::hasCredentials(story.message(last.request())))
        return;
    const dialog::StoryMessage& request = story.messages[last.request()];
    report.add(forbidden,
               {sourceOf(request), titleOf(*request.message), sourceOf(story.messages[answer->first()]),
                titleOf(story.message(answer->first()))},
               {request.id, story.id(answer->first())}, requestKey(*request.message));
}

void checkAuthentication(const dialog::CallStory& story, Report& report)
{
    for (const dialog::Attempt& attempt : story.attempts) {
        if (attempt.challenges > 1)
            judgeAttempt(story, attempt, report);
        if (attempt.challenges > 0)
            judgeForbidden(story, attempt, report);
    }
}

} // namespace

const Rule authenticationRule{authenticationKinds, &checkAuthentication};

} // namespace core::finding
