// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/facts.h"
#include "core/finding/rule.h"
#include "core/sip/name_addr.h"

#include <algorithm>
#include <array>

namespace core::finding {
namespace {

constexpr std::uint16_t defaultPort = 5060;

constexpr Kind privateContact{"private-contact", Severity::Warning,
                              "%1 came from the public address %2, and its Contact names the private address "
                              "%3: requests to it cannot be "
                              "routed there.",
                              "RFC 3261 section 8.1.1.8",
                              "Let the client learn its public address (outbound, STUN), or let the server "
                              "use the address that the request "
                              "came from."};
constexpr Kind natWithoutRport{
    "nat-without-rport", Severity::Warning,
    "%1 came from %2 and its Via says %3 without rport: the response has to go to port %4, where nobody may "
    "listen.",
    "RFC 3581 section 4",
    "Switch rport (symmetric response routing) on at the client or force it at the server."};
constexpr Kind receivedMissing{
    "received-missing", Severity::Notice,
    "%1 from %2 does not say in its Via where the request came from (received=%3), although that is not the "
    "%4 of "
    "its Via.",
    "RFC 3261 section 18.2.1",
    "The server has to be mended; a client behind NAT does not learn its address."};
constexpr std::array natKinds{&privateContact, &natWithoutRport, &receivedMissing};

bool namesTarget(const sip::Message& message)
{
    const std::string_view method = message.isRequest() ? message.method() : message.cseq().method;
    if (message.isRequest())
        return method == "INVITE" || method == "SUBSCRIBE" || method == "REGISTER" || method == "REFER";
    return method == "INVITE" && message.status() >= 180 && message.status() < 300;
}

void judgeContact(const dialog::StoryMessage& next, Report& report)
{
    const sip::Message& message = *next.message;
    if (!namesTarget(message) || !isFromOutside(next))
        return;
    const auto contact = sip::NameAddr::parse(message.header(sip::HeaderName::Contact));
    // RFC 5626: who uses outbound is reached through the connection that it made.
    if (!contact || contact->parameter("reg-id") || sip::findParameter(contact->uri.parameters, "ob"))
        return;
    const auto address = addressOf(contact->uri.host);
    if (!address || !isPrivate(*address))
        return;
    std::vector<std::string> arguments{titleOf(message), next.path.source.address.toString(),
                                       std::string{contact->uri.host}};
    std::string key = arguments[1] + '\0' + arguments[2];
    report.add(privateContact, std::move(arguments), {next.id}, std::move(key));
}

/// A response was captured on its way to where the request came from: the server does without rport.
bool isAnsweredAtSource(const dialog::CallStory& story, const dialog::Transaction& transaction,
                        const net::Endpoint& source)
{
    return std::any_of(transaction.responses.begin(), transaction.responses.end(), [&](const auto& response) {
        return story.messages[response.first()].path.destination == source;
    });
}

void judgeVia(const dialog::CallStory& story, const dialog::Transaction& transaction, Report& report)
{
    if (!transaction.hasRequest() || transaction.method == call::Method::Ack ||
        transaction.transport != net::Transport::Udp)
        return;
    const dialog::StoryMessage& next = story.messages[transaction.request()];
    const auto via = sip::Via::parse(next.message->topVia());
    if (!via)
        return;
    const auto address = addressOf(via->host);
    const std::uint16_t port = via->port.value_or(defaultPort);
    if (!address || *address == next.path.source.address || port == next.path.source.port ||
        next.path.source.port == 0 || via->parameter("rport") ||
        isAnsweredAtSource(story, transaction, next.path.source))
        return;
    report.add(natWithoutRport,
               {titleOf(*next.message), sourceOf(next), net::Endpoint{*address, port}.toString(),
                std::to_string(port)},
               {next.id}, sourceOf(next));
}

/// Only on the hop where the request was seen to come in from elsewhere, from a public address: between a
/// private one and the server there may be a NAT from which on the source is what Via says.
void judgeReceived(const dialog::CallStory& story, const dialog::Transaction& transaction, Report& report)
{
    if (!transaction.hasRequest() || transaction.responses.empty())
        return;
    const dialog::StoryMessage& request = story.messages[transaction.request()];
    const dialog::StoryMessage& response = story.messages[transaction.responses.front().first()];
    const auto asked = sip::Via::parse(request.message->topVia());
    const auto answered = sip::Via::parse(response.message->topVia());
    if (!asked || !answered ||
        story.places[transaction.request()].hop != story.places[transaction.responses.front().first()].hop)
        return;
    const auto address = addressOf(asked->host);
    if (!address || *address == request.path.source.address || isPrivate(request.path.source.address) ||
        answered->parameter("received"))
        return;
    report.add(receivedMissing,
               {titleOf(*response.message), sourceOf(response), request.path.source.address.toString(),
                std::string{asked->host}},
               {request.id, response.id}, sourceOf(response));
}

void checkNat(const dialog::CallStory& story, Report& report)
{
    for (const dialog::StoryMessage& next : story.messages) {
        if (!next.duplicateOf)
            judgeContact(next, report);
    }
    for (const dialog::Transaction& transaction : story.transactions) {
        judgeVia(story, transaction, report);
        judgeReceived(story, transaction, report);
    }
}

} // namespace

const Rule natRule{natKinds, &checkNat};

} // namespace core::finding
