// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/facts.h"
#include "core/finding/rule.h"
#include "core/media/voice_quality.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace core::finding {
namespace {

constexpr Kind highLoss{"high-loss", Severity::Warning,
                        "%3 of the %4 packets (%5 %) of RTP stream %6 from %1 to %2 never came to where they "
                        "were captured.",
                        "RFC 3550 section A.3",
                        "Compare with the reports of the receiver (RTCP) and with a capture nearer to the "
                        "sender, to see where packets are lost; the capture itself may have dropped some."};
constexpr Kind highJitter{"high-jitter", Severity::Warning,
                          "The packets of RTP stream %4 from %1 to %2 came with a mean jitter of %3 ms.",
                          "RFC 3550 section 6.4.1",
                          "Jitter above the length of the receiver's buffer is heard as loss. Look for full "
                          "links and for missing priority (DSCP); a sender with a wrong clock shows it too."};
constexpr Kind lowMos{"low-mos", Severity::Warning,
                      "Losses bring the estimated MOS of RTP stream %4 (%5) from %1 to %2 down to %3.",
                      "RFC 3611 section 4.7.5",
                      "The estimate assumes 150 ms of delay and no concealment of losses. Look for where "
                      "packets are lost."};
constexpr Kind wrongClock{
    "rtp-clock", Severity::Warning,
    "The timestamps of RTP stream %5 from %1 to %2 go on by %3 s while its packets take %4 s.",
    "RFC 3550 section 5.1",
    "The sender counts with another clock rate than that of its codec (%6), or sends packets of another "
    "length than it says; receivers play it too fast or too slow."};
constexpr std::array qualityKinds{&highLoss, &highJitter, &lowMos, &wrongClock};

constexpr std::uint64_t fiveSeconds = 250; // of most codecs, in packets

std::string decimal(double value, int places)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.*f", places, value);
    return text.data();
}

/// The messages that announced it: those with SDP.
Report::Evidence announcing(const dialog::CallStory& story)
{
    Report::Evidence evidence;
    for (const dialog::Exchange& exchange : story.exchanges) {
        evidence.push_back(story.id(exchange.offer));
        if (exchange.answer != dialog::nothing)
            evidence.push_back(story.id(exchange.answer));
        break;
    }
    return evidence;
}

/// Only of streams without any gap, so that what is counted is what was sent.
void judgeClock(const dialog::StoryStream& stream, const Report::Evidence& evidence, Report& report)
{
    const media::StreamCounters& c = stream.counters;
    const bool isEven = c.missing == 0 && c.duplicates == 0 && c.gaps.silences == 0 && c.gaps.pauses == 0 &&
                        c.comfortNoise == 0 && c.events == 0 && c.restarts == 0 && c.strays == 0 &&
                        c.payloadTypeChanges == 0;
    if (!isEven || c.packetTicks == 0 || c.clockRate == 0)
        return;
    constexpr double tolerance = 0.2;
    const double counted = static_cast<double>(c.packets - 1) * c.packetMs() / 1000;
    const double lasted = static_cast<double>((c.last - c.first).count()) / 1e9;
    if (lasted <= 0 || std::abs(counted - lasted) < tolerance * lasted)
        return;
    report.add(wrongClock,
               {stream.path.source.toString(), stream.path.destination.toString(), decimal(counted, 1),
                decimal(lasted, 1), std::to_string(stream.id), stream.codec},
               evidence);
}

void judgeStream(const dialog::StoryStream& stream, const Report::Evidence& evidence, Report& report)
{
    constexpr double muchLoss = 3;     // percent
    constexpr double muchJitter = 30;  // ms
    constexpr double clockJump = 1000; // "
    constexpr double poorMos = 3.5;
    const media::StreamCounters& c = stream.counters;
    const std::string source = stream.path.source.toString();
    const std::string destination = stream.path.destination.toString();
    const std::string id = std::to_string(stream.id);
    if (c.expected >= fiveSeconds && c.lossPercent() >= muchLoss)
        report.add(highLoss,
                   {source, destination, std::to_string(c.missing), std::to_string(c.expected),
                    decimal(c.lossPercent(), 1), id},
                   evidence);
    if (c.packets < fiveSeconds)
        return;
    // Clocks of several payload types, or one that jumps, say nothing of the network.
    const bool isOneClock = c.payloadTypeChanges == 0 && c.restarts == 0 && c.jitter.maximum < clockJump;
    if (c.clockRate != 0 && isOneClock && c.jitter.mean >= muchJitter)
        report.add(highJitter, {source, destination, decimal(c.jitter.mean, 0), id}, evidence);
    const auto quality = media::qualityOf(c, media::codecOf(stream.codec));
    if (quality && c.missing > 0 && quality->mos < poorMos)
        report.add(lowMos, {source, destination, decimal(quality->mos, 2), id, stream.codec}, evidence);
    judgeClock(stream, evidence, report);
}

void checkQuality(const dialog::CallStory& story, Report& report)
{
    const Report::Evidence evidence = announcing(story);
    if (evidence.empty())
        return;
    for (const dialog::StoryStream& stream : story.media.streams)
        judgeStream(stream, evidence, report);
}

} // namespace

const Rule mediaQualityRule{qualityKinds, &checkQuality};

} // namespace core::finding
