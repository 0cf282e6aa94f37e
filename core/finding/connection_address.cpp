// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/facts.h"
#include "core/finding/rule.h"
#include "core/sip/sdp.h"

#include <algorithm>
#include <array>

namespace core::finding {
namespace {

constexpr Kind privateMediaAddress{"private-media-address", Severity::Warning,
                                   "%1 came from the public address %2, and its session description has "
                                   "media sent to the private address %3.",
                                   "RFC 3264 section 5.1",
                                   "Let the client learn its public address (STUN, ICE), or let the server "
                                   "relay media and learn where it comes "
                                   "from. A SIP ALG may have changed only half of the message."};
constexpr Kind zeroMediaAddress{
    "zero-media-address", Severity::Warning,
    "%1 from %2 answers with the address %3 and a port that is not zero: no media can be sent there.",
    "RFC 3264 section 8.4", "Is the answering side on hold, or has it not set up its media?"};
constexpr std::array connectionKinds{&privateMediaAddress, &zeroMediaAddress};

/// Where ICE or an early form of it decides where media goes (RFC 8839), the c-line is only a default.
bool usesIce(const sip::SessionDescription& session, const sip::MediaDescription& media)
{
    const auto isIce = [](std::string_view attribute) {
        return attribute.starts_with("candidate:") || attribute.starts_with("ice-");
    };
    return std::any_of(media.attributes.begin(), media.attributes.end(), isIce) ||
           std::any_of(session.attributes.begin(), session.attributes.end(), isIce);
}

template <typename Visitor>
void forEachMediaAddress(const sip::Message& message, Visitor visit)
{
    const sip::SessionDescription session = sip::SessionDescription::parse(message.sdpBody());
    for (const sip::MediaDescription& media : session.media) {
        const auto address = net::IpAddress::parse(media.connectionAddress);
        if (address && media.port != 0 && !usesIce(session, media))
            visit(media, *address);
    }
}

void judgePrivate(const dialog::StoryMessage& next, Report& report)
{
    if (!isFromOutside(next))
        return;
    forEachMediaAddress(
        *next.message, [&](const sip::MediaDescription& media, const net::IpAddress& address) {
            if (!isPrivate(address) || media.direction == sip::Direction::Inactive)
                return;
            std::vector<std::string> arguments{titleOf(*next.message), next.path.source.address.toString(),
                                               address.toString()};
            std::string key = arguments[1] + '\0' + arguments[2];
            report.add(privateMediaAddress, std::move(arguments), {next.id}, std::move(key));
        });
}

/// 0.0.0.0 was how RFC 2543 put somebody on hold, and may answer that; port 9 is where ICE waits.
void judgeZero(const dialog::CallStory& story, const dialog::Exchange& exchange, Report& report)
{
    if (exchange.answer == dialog::nothing)
        return;
    bool isHold = false;
    forEachMediaAddress(story.message(exchange.offer), [&](const sip::MediaDescription& media,
                                                           const net::IpAddress& address) {
        isHold = isHold || isUnspecified(address) || media.direction != sip::Direction::SendReceive;
    });
    const dialog::StoryMessage& answer = story.messages[exchange.answer];
    forEachMediaAddress(
        *answer.message, [&](const sip::MediaDescription& media, const net::IpAddress& address) {
            const bool expectsMedia = media.direction == sip::Direction::SendReceive ||
                                      media.direction == sip::Direction::ReceiveOnly;
            if (isHold || !isUnspecified(address) || !expectsMedia || media.port == 9)
                return;
            report.add(zeroMediaAddress, {titleOf(*answer.message), sourceOf(answer), address.toString()},
                       {story.id(exchange.offer), answer.id}, requestKey(*answer.message));
        });
}

void checkConnectionAddress(const dialog::CallStory& story, Report& report)
{
    for (const dialog::StoryMessage& next : story.messages) {
        if (!next.duplicateOf && next.message->hasSdp() && isWhole(next))
            judgePrivate(next, report);
    }
    for (const dialog::Exchange& exchange : story.exchanges)
        judgeZero(story, exchange, report);
}

} // namespace

const Rule connectionAddressRule{connectionKinds, &checkConnectionAddress};

} // namespace core::finding
