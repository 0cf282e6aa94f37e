// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dialog/attempt.h"

#include "core/call/attempt.h"

#include <algorithm>
#include <deque>
#include <optional>

namespace core::dialog {
namespace {

/// Attempts that wait for their credentials; a client has few at a time.
constexpr std::size_t mostWaiting = 64;

/// RFC 3261 section 22.2: the same Call-ID, From, To and method, a higher CSeq. Some clients take a new From
/// tag or leave the CSeq as it was.
bool continues(const Transaction& before, const Transaction& next, const sip::Message& firstRequest,
               const sip::Message& request)
{
    return next.hop == before.hop && next.method == before.method && next.methodText == before.methodText &&
           next.client.address == before.client.address && request.toTag() == firstRequest.toTag() &&
           hasCredentials(request) && next.cseq >= before.cseq;
}

} // namespace

bool isChallenged(const Transaction& transaction)
{
    const Response* const response = transaction.finalResponse();
    return response != nullptr && call::isChallenge(response->status);
}

bool hasCredentials(const sip::Message& request)
{
    return request.hasHeader(sip::HeaderName::Authorization) ||
           request.hasHeader(sip::HeaderName::ProxyAuthorization);
}

std::vector<Attempt> findAttempts(std::span<const StoryMessage> messages,
                                  std::span<const Transaction> transactions)
{
    std::vector<Attempt> attempts;
    std::deque<Index> waiting; // challenged ones
    for (Index index = 0; index < transactions.size(); ++index) {
        const Transaction& next = transactions[index];
        if (next.method == call::Method::Ack || next.method == call::Method::Cancel)
            continue;
        std::optional<Index> known;
        if (next.hasRequest()) {
            const auto found = std::find_if(waiting.rbegin(), waiting.rend(), [&](Index attempt) {
                const Transaction& before = transactions[attempts[attempt].transactions.back()];
                return before.hasRequest() && continues(before, next, *messages[before.request()].message,
                                                        *messages[next.request()].message);
            });
            if (found != waiting.rend()) {
                known = *found;
                waiting.erase(std::next(found).base());
            }
        }
        if (!known) {
            known = attempts.size();
            attempts.emplace_back();
        }
        Attempt& attempt = attempts[*known];
        attempt.transactions.push_back(index);
        if (isChallenged(next)) {
            ++attempt.challenges;
            waiting.push_back(*known);
            if (waiting.size() > mostWaiting)
                waiting.pop_front();
        }
    }
    return attempts;
}

} // namespace core::dialog
