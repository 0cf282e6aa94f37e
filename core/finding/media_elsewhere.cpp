// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/facts.h"
#include "core/finding/media_lines.h"
#include "core/finding/rule.h"

#include <algorithm>
#include <array>
#include <set>

namespace core::finding {
namespace {

constexpr Kind toElsewhere{
    "media-to-elsewhere", Severity::Warning,
    "RTP stream %4 from %1, where the call has its media, goes to %2, which no session description that was "
    "captured names.",
    "RFC 3264 section 6.1",
    "Does the sender hold on to an older address, or does something on the way rewrite the SDP that it got? "
    "Compare the SDP near the sender with the one captured here."};
constexpr Kind fromElsewhere{
    "media-from-elsewhere", Severity::Notice,
    "RTP stream %4 to %2 comes from %1, and the SDP of that side names %3 for its media.",
    "RFC 4961 section 4",
    "What the other side sends goes to the address in the SDP. Is that where this side receives? A media "
    "relay "
    "or a host with several addresses may send from another one than it receives on."};
constexpr std::array elsewhereKinds{&toElsewhere, &fromElsewhere};

constexpr std::uint64_t enoughPackets = 50;

bool usesCandidates(const sip::MediaDescription& line)
{
    return attributeOf(line, "candidate") || attributeOf(line, "ice-ufrag");
}

/// All that session descriptions of one side name for media; nothing when one cannot be read.
std::optional<std::set<net::IpAddress>> addressesOf(const dialog::CallStory& story, std::uint32_t side)
{
    std::set<net::IpAddress> addresses;
    for (const dialog::StoryMessage& message : story.messages) {
        if (!message.message->hasSdp() || sideOf(story, *message.message) != side)
            continue;
        const auto session = sip::SessionDescription::parse(message.message->sdpBody());
        for (const sip::MediaDescription& line : session.media) {
            const auto address = addressOf(line.connectionAddress);
            if (!address || usesCandidates(line))
                return std::nullopt;
            addresses.insert(*address);
        }
    }
    return addresses;
}

/// Behind a NAT, media come from another address than the host knows of, and answers follow them there.
bool isExplained(const dialog::CallStory& story, const net::Endpoint& source,
                 const std::set<net::IpAddress>& named)
{
    if (named.empty() || named.contains(source.address))
        return true;
    const bool hasPrivate = std::any_of(named.begin(), named.end(), &isPrivate);
    const bool isAnswered =
        std::any_of(story.media.streams.begin(), story.media.streams.end(),
                    [&](const dialog::StoryStream& stream) { return stream.path.destination == source; });
    return isAnswered || (hasPrivate && !isPrivate(source.address));
}

void checkSources(const dialog::CallStory& story, const Talk& talk, const AgreedLine& agreed, Report& report)
{
    for (const dialog::StoryStream& stream : story.media.streams) {
        if (stream.receiver > 1 || stream.counters.packets < enoughPackets || !isWithin(talk, stream))
            continue;
        const std::uint32_t sender = 1 - stream.receiver;
        const auto named = addressesOf(story, sender);
        if (!named || isExplained(story, stream.path.source, *named))
            continue;
        const sip::MediaDescription& line = agreed.sides[sender];
        report.add(fromElsewhere,
                   {stream.path.source.toString(), stream.path.destination.toString(),
                    std::string{line.connectionAddress} + ':' + std::to_string(line.port),
                    std::to_string(stream.id)},
                   evidenceOf(story, talk));
    }
}

void checkDestinations(const dialog::CallStory& story, const Talk& talk, const AgreedLine& agreed,
                       Report& report)
{
    if (usesCandidates(agreed.sides[0]) || usesCandidates(agreed.sides[1]))
        return;
    for (const dialog::StoryStream& stray : story.media.strays) {
        const bool isTogether = stray.counters.first >= talk.begin && stray.counters.first < talk.end;
        if (!isTogether || stray.counters.packets < enoughPackets)
            continue;
        for (const sip::MediaDescription& line : agreed.sides) {
            const auto address = addressOf(line.connectionAddress);
            if (!address || net::Endpoint{*address, line.port} != stray.path.source)
                continue;
            report.add(toElsewhere,
                       {stray.path.source.toString(),
                        stray.path.destination.toString(),
                        {},
                        std::to_string(stray.id)},
                       evidenceOf(story, talk));
            break;
        }
    }
}

void checkElsewhere(const dialog::CallStory& story, Report& report)
{
    if (story.media.streams.empty() && story.media.strays.empty())
        return;
    const auto talk = talkOf(story);
    const auto agreed = talk ? agreedLine(story, *talk) : std::nullopt;
    if (!agreed)
        return;
    checkSources(story, *talk, *agreed, report);
    checkDestinations(story, *talk, *agreed, report);
}

} // namespace

const Rule mediaElsewhereRule{elsewhereKinds, &checkElsewhere};

} // namespace core::finding
