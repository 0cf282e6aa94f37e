// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/finding/facts.h"
#include "core/finding/rule.h"
#include "core/sip/sdp.h"

#include <array>
#include <bitset>
#include <optional>

namespace core::finding {
namespace {

constexpr Kind codecNotAgreed{
    "codec-not-agreed", Severity::Warning,
    "RTP stream %4 from %1 to %2 has the payload type %3, which no session description of the call lists.",
    "RFC 3264 section 6.1",
    "The receiver may play noise or nothing. Compare the codecs of the answer with the settings of who "
    "sends, "
    "or of what transcodes on the way."};
constexpr std::array codecKinds{&codecNotAgreed};

constexpr std::uint64_t fewPackets = 10;

/// Of every description of the call that is whole; nothing when one is not.
std::optional<std::bitset<128>> listedTypes(const dialog::CallStory& story)
{
    std::bitset<128> listed;
    for (const dialog::StoryMessage& message : story.messages) {
        if (!message.message->hasSdp())
            continue;
        if (!isWhole(message))
            return std::nullopt;
        const auto session = sip::SessionDescription::parse(message.message->sdpBody());
        for (const sip::MediaDescription& media : session.media) {
            for (const sip::MediaFormat& format : media.formats) {
                const auto type = base::parseDecimal<std::uint8_t>(format.format);
                if (type && *type < listed.size())
                    listed.set(*type);
            }
        }
    }
    return listed;
}

void checkCodec(const dialog::CallStory& story, Report& report)
{
    if (story.media.streams.empty() || story.exchanges.empty())
        return;
    const auto listed = listedTypes(story);
    if (!listed || listed->none())
        return;
    const dialog::Exchange& first = story.exchanges.front();
    // Without the answer, half of what was said is not known.
    if (first.answer == dialog::nothing)
        return;
    for (const dialog::StoryStream& stream : story.media.streams) {
        const media::StreamCounters& counters = stream.counters;
        const std::uint8_t type = counters.payloadType;
        if (counters.packets < fewPackets + counters.events + counters.comfortNoise || listed->test(type))
            continue;
        report.add(codecNotAgreed,
                   {stream.path.source.toString(), stream.path.destination.toString(), std::to_string(type),
                    std::to_string(stream.id)},
                   {story.id(first.offer), story.id(first.answer)});
    }
}

} // namespace

const Rule mediaCodecRule{codecKinds, &checkCodec};

} // namespace core::finding
