// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/facts.h"
#include "core/finding/media_lines.h"
#include "core/finding/rule.h"
#include "core/media/report_number.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace core::finding {
namespace {

constexpr Kind exceeded{
    "packet-time-exceeded", Severity::Error,
    "The packets of RTP stream %4 from %1 to %2 carry %3 ms of audio each, and the receiver allows %5 ms at "
    "most (maxptime).",
    "RFC 8866 section 6.5",
    "A receiver may have no room for longer packets and play gaps. Does the sender read maxptime, or does "
    "something on the way pack the audio anew?"};
constexpr Kind differs{
    "packet-time-differs", Severity::Notice,
    "The packets of RTP stream %4 from %1 to %2 carry %3 ms of audio each, and the receiver asks for %5 ms "
    "(ptime).",
    "RFC 8866 section 6.4",
    "That is allowed, and some receivers cope badly. Compare the packet times in the settings of both "
    "sides."};
constexpr std::array packetTimeKinds{&exceeded, &differs};

constexpr std::uint64_t judgedPackets = 100;
/// Packet times are whole milliseconds, but for the 22.5 and the like of low-rate codecs.
constexpr double roundingMs = 0.6;

std::string millisecondText(double value)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%g", value);
    return text.data();
}

/// By its timestamps, where the packets come as often as those say; nothing where a clock is wrong.
std::optional<double> packetTimeOf(const media::StreamCounters& counters)
{
    const double told = counters.packetMs();
    if (told <= 0 || counters.packets < judgedPackets || counters.expected < 2)
        return std::nullopt;
    const base::Duration spoken = counters.last - counters.first - counters.gaps.silence;
    const double cadence =
        static_cast<double>(spoken.count()) / 1e6 / static_cast<double>(counters.expected - 1);
    return std::abs(cadence - told) <= told / 4 ? std::optional{told} : std::nullopt;
}

std::optional<double> numberOf(const sip::MediaDescription& line, std::string_view name)
{
    const auto value = attributeOf(line, name);
    const auto number = value ? media::reportedDecimal(*value) : std::nullopt;
    return number && *number > 0 ? number : std::nullopt;
}

void checkPacketTime(const dialog::CallStory& story, Report& report)
{
    const auto talk = story.media.streams.empty() ? std::nullopt : talkOf(story);
    const auto agreed = talk ? agreedLine(story, *talk) : std::nullopt;
    if (!agreed)
        return;
    for (const dialog::StoryStream& stream : story.media.streams) {
        const auto packetTime = isWithin(*talk, stream) ? packetTimeOf(stream.counters) : std::nullopt;
        if (!packetTime || stream.receiver > 1)
            continue;
        const sip::MediaDescription& receiver = agreed->sides[stream.receiver];
        const auto most = numberOf(receiver, "maxptime");
        const auto asked = numberOf(receiver, "ptime");
        const bool isExceeded = most && *packetTime > *most + roundingMs;
        if (!isExceeded && !(asked && std::abs(*packetTime - *asked) > roundingMs))
            continue;
        report.add(isExceeded ? exceeded : differs,
                   {stream.path.source.toString(), stream.path.destination.toString(),
                    millisecondText(*packetTime), std::to_string(stream.id),
                    millisecondText(isExceeded ? *most : *asked)},
                   evidenceOf(story, *talk));
    }
}

} // namespace

const Rule packetTimeRule{packetTimeKinds, &checkPacketTime};

} // namespace core::finding
