// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/facts.h"
#include "core/finding/rule.h"
#include "core/finding/talk.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace core::finding {
namespace {

using std::chrono::seconds;

constexpr Kind oneWayAudio{
    "one-way-audio", Severity::Warning,
    "Audio was captured from %1 to %2 for %3 s after the answer, and none in the other direction, although "
    "both sides had agreed to send.",
    "RFC 3264 section 6.1",
    "Does the silent side send to the address in the SDP that it got, and can it get there (NAT, firewall)? "
    "See whether the capture shows both directions of other calls."};
constexpr Kind noAudio{
    "no-audio", Severity::Error,
    "No audio was captured in the %1 s after the answer, although both sides had agreed to send and the "
    "capture has RTP between their media addresses.",
    "RFC 3264 section 6.1",
    "Compare the addresses and ports in the SDP of both sides with those where they send from, and look for "
    "a firewall between them."};
constexpr Kind lateMedia{
    "late-media", Severity::Warning, "The first audio from %1 to %2 was captured %3 s after the answer.",
    "RFC 3264 section 5.1",
    "Until then the other side hears nothing. Is media set up late (ICE, DTLS, an ACK that came late), or is "
    "the sender silent at first?"};
constexpr std::array audioKinds{&oneWayAudio, &noAudio, &lateMedia};

/// So long a side may take to begin, or be silent at first.
constexpr base::Duration patience = seconds{3};
constexpr base::Duration longEnough = seconds{5};
constexpr std::uint64_t twoSeconds = 100; // of most codecs, in packets

void judgeDirection(const dialog::CallStory& story, const Talk& talk, std::uint32_t receiver, Report& report)
{
    const Reception heard = receptionOf(story, talk.line, receiver);
    const Reception other = receptionOf(story, talk.line, 1 - receiver);
    if (heard.stream == nullptr)
        return;
    const net::Path& path = heard.stream->path;
    const Report::Evidence evidence{story.id(talk.offer), story.id(talk.answer)};
    const base::Duration lasted = std::min(heard.last, talk.end) - std::max(heard.first, talk.begin);
    if (other.stream == nullptr && heard.packets >= twoSeconds && lasted >= patience)
        report.add(oneWayAudio, {path.source.toString(), path.destination.toString(), secondsText(lasted)},
                   evidence);
    const base::Duration waited = heard.first - talk.begin;
    if (waited > patience && heard.first < talk.end)
        report.add(lateMedia, {path.source.toString(), path.destination.toString(), secondsText(waited)},
                   evidence);
}

void checkAudio(const dialog::CallStory& story, Report& report)
{
    const auto talk = talkOf(story);
    if (!talk)
        return;
    if (!story.media.streams.empty()) {
        judgeDirection(story, *talk, 0, report);
        judgeDirection(story, *talk, 1, report);
        return;
    }
    // Of a capture without media nothing can be said.
    if (story.media.isVisible && talk->length() >= longEnough)
        report.add(noAudio, {secondsText(talk->length())}, {story.id(talk->offer), story.id(talk->answer)});
}

} // namespace

const Rule audioRule{audioKinds, &checkAudio};

} // namespace core::finding
