// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/facts.h"
#include "core/finding/rule.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <array>

namespace core::finding {
namespace {

using dialog::Response;
using dialog::Transaction;

/// So often is a response sent again within three and a half seconds; one or two lost packets do less.
constexpr std::size_t unconfirmedRepetitions = 3;

constexpr Kind prackMissing{
    "prack-missing", Severity::Error,
    "%1 from %2 asks for a PRACK (RSeq %3): it was sent %4 times over %5 s, and no PRACK to it was captured.",
    "RFC 3262 section 3",
    "Does the caller support 100rel, and does the response reach it? Can it send to the Contact and "
    "Record-Route in the response? Without a PRACK the server should refuse the call after 32 s."};
constexpr std::array provisionalKinds{&prackMissing};

/// "776656 1 INVITE" (RFC 3262 section 7.2): the RSeq of the response and the CSeq of what it answers. A
/// PRACK whose RAck cannot be read may be meant for it.
bool acknowledges(const sip::Message& prack, std::uint32_t sequence, const Transaction& invite)
{
    const std::string_view rack = base::trimmed(prack.header(sip::HeaderName::RAck));
    const std::size_t blank = std::min(rack.find_first_of(" \t"), rack.size());
    const auto responded = base::parseDecimal<std::uint32_t>(rack.substr(0, blank));
    const std::string_view rest = base::trimmed(rack.substr(blank));
    const auto number = base::parseDecimal<std::uint32_t>(rest.substr(0, rest.find_first_of(" \t")));
    return !responded || !number || (*responded == sequence && *number == invite.cseq);
}

/// On any hop: what goes another way than the response is not missing.
bool isAcknowledged(const dialog::CallStory& story, const Transaction& invite, const Response& response,
                    std::uint32_t sequence)
{
    return std::any_of(story.transactions.begin(), story.transactions.end(), [&](const Transaction& prack) {
        if (prack.method != call::Method::Prack || !prack.hasRequest())
            return false;
        const sip::Message& message = story.message(prack.request());
        return message.toTag() == response.toTag && acknowledges(message, sequence, invite);
    });
}

/// The server still hoped for the PRACK, which may come behind the end of the capture.
bool isStillOpen(const dialog::CallStory& story, const Transaction& invite, const Response& response)
{
    return invite.finalResponse() == nullptr &&
           story.watchedAfter(response.first()) < dialog::transactionTimeout;
}

void judge(const dialog::CallStory& story, const Transaction& invite, const Response& response,
           Report& report)
{
    const auto timed =
        std::count_if(response.sendings.begin(), response.sendings.end(),
                      [](const auto& sending) { return sending.repeat == dialog::Repeat::Timer; });
    const sip::Message& first = story.message(response.first());
    const auto sequence =
        base::parseDecimal<std::uint32_t>(base::trimmed(first.header(sip::HeaderName::RSeq)));
    if (static_cast<std::size_t>(timed) < unconfirmedRepetitions || !sequence ||
        isStillOpen(story, invite, response) || isAcknowledged(story, invite, response, *sequence))
        return;
    Report::Evidence evidence;
    if (invite.hasRequest())
        evidence.push_back(story.id(invite.request()));
    for (const dialog::Sending& sending : response.sendings)
        evidence.push_back(story.id(sending.message));
    report.add(prackMissing,
               {titleOf(first), sourceOf(story.messages[response.first()]), std::to_string(*sequence),
                std::to_string(1 + dialog::repetitions(response.sendings)),
                secondsText(story.between(response.first(), response.sendings.back().message))},
               std::move(evidence),
               requestKey(first) + '\0' + std::string{response.toTag} + '\0' + std::to_string(*sequence));
}

void checkProvisional(const dialog::CallStory& story, Report& report)
{
    for (const Transaction& transaction : story.transactions) {
        for (const Response& response : transaction.responses) {
            if (response.isReliable)
                judge(story, transaction, response, report);
        }
    }
}

} // namespace

const Rule provisionalRule{provisionalKinds, &checkProvisional};

} // namespace core::finding
