// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/call/info_digits.h"
#include "core/finding/facts.h"
#include "core/finding/media_lines.h"
#include "core/finding/rule.h"

#include <algorithm>
#include <array>
#include <map>

namespace core::finding {
namespace {

constexpr Kind typeNotAgreed{"event-type-not-agreed", Severity::Warning,
                             "RTP stream %4 from %1 to %2 has telephone-events with the payload type %3, "
                             "which the session description "
                             "of the receiver does not list.",
                             "RFC 3264 section 6.1",
                             "The receiver may miss the digits. Each side has to send with the numbers that "
                             "the other one gave; this one "
                             "sends with its own."};
constexpr Kind sentTwice{
    "dtmf-sent-twice", Severity::Warning,
    "The digits %1 were sent both as telephone-events (RTP stream %2) and in INFO requests.",
    "RFC 4733 section 2.5.1.1",
    "The receiver may take each digit for two. Let the sender use one way only: events, where both sides "
    "have "
    "agreed on them."};
constexpr Kind byInfo{
    "dtmf-by-info", Severity::Notice,
    "The digits %1 were sent in INFO requests, although both sides had agreed on telephone-events.",
    "RFC 4733 section 2.5.1.1",
    "A receiver that has agreed on events may not look into INFO. Compare the DTMF settings of both sides."};
constexpr std::array digitKinds{&typeNotAgreed, &sentTwice, &byInfo};

bool isEvent(const sip::MediaFormat& format)
{
    return base::equalsIgnoringCase(format.encoding, "telephone-event");
}

bool hasEvents(const sip::MediaDescription& line)
{
    return std::any_of(line.formats.begin(), line.formats.end(), &isEvent);
}

/// Whether any session description of a side lists a payload type.
bool isListedBy(const dialog::CallStory& story, std::uint32_t side, std::string_view type)
{
    for (const dialog::StoryMessage& message : story.messages) {
        if (!message.message->hasSdp() || sideOf(story, *message.message) != side)
            continue;
        const auto session = sip::SessionDescription::parse(message.message->sdpBody());
        for (const sip::MediaDescription& line : session.media) {
            if (std::any_of(line.formats.begin(), line.formats.end(),
                            [type](const sip::MediaFormat& format) { return format.format == type; }))
                return true;
        }
    }
    return false;
}

void checkTypes(const dialog::CallStory& story, const Talk& talk, const AgreedLine& agreed, Report& report)
{
    for (const dialog::StoryStream& stream : story.media.streams) {
        if (stream.receiver > 1 || stream.counters.events == 0 || !isWithin(talk, stream))
            continue;
        for (const sip::MediaFormat& own : agreed.sides[1 - stream.receiver].formats) {
            const auto type = base::parseDecimal<std::uint8_t>(own.format);
            const bool isUsed = type && *type < stream.counters.payloadTypes.size() &&
                                stream.counters.payloadTypes.test(*type);
            if (!isEvent(own) || !isUsed || isListedBy(story, stream.receiver, own.format))
                continue;
            report.add(typeNotAgreed,
                       {stream.path.source.toString(), stream.path.destination.toString(),
                        std::string{own.format}, std::to_string(stream.id)},
                       evidenceOf(story, talk));
        }
    }
}

/// Of one side, once for each CSeq, as requests are seen on several hops and sent again.
struct Dialled {
    std::string digits;
    Report::Evidence evidence;
};

Dialled infoDigitsOf(const dialog::CallStory& story, const Talk& talk, std::uint32_t side)
{
    std::map<std::uint32_t, char> digits;
    Dialled dialled;
    for (const dialog::StoryMessage& message : story.messages) {
        const bool isDuringTalk = message.time >= talk.begin && message.time <= talk.end;
        if (!isDuringTalk || sideOf(story, *message.message) != side)
            continue;
        if (const auto digit = call::infoDigit(*message.message)) {
            digits.emplace(message.message->cseq().number, *digit);
            dialled.evidence.push_back(message.id);
        }
    }
    for (const auto& [sequence, digit] : digits)
        dialled.digits += digit;
    return dialled;
}

void checkWays(const dialog::CallStory& story, const Talk& talk, const AgreedLine& agreed, Report& report)
{
    if (!hasEvents(agreed.sides[0]) || !hasEvents(agreed.sides[1]))
        return;
    for (const std::uint32_t side : {0U, 1U}) {
        const Dialled dialled = infoDigitsOf(story, talk, side);
        if (dialled.digits.empty())
            continue;
        const auto sent = std::find_if(story.media.streams.begin(), story.media.streams.end(),
                                       [side](const dialog::StoryStream& stream) {
                                           return stream.receiver == 1 - side && stream.counters.events != 0;
                                       });
        if (sent == story.media.streams.end())
            report.add(byInfo, {dialled.digits}, dialled.evidence);
        else if (sent->digits == dialled.digits)
            report.add(sentTwice, {dialled.digits, std::to_string(sent->id)}, dialled.evidence);
    }
}

void checkDigits(const dialog::CallStory& story, Report& report)
{
    const auto talk = talkOf(story);
    const auto agreed = talk ? agreedLine(story, *talk) : std::nullopt;
    if (!agreed)
        return;
    checkTypes(story, *talk, *agreed, report);
    checkWays(story, *talk, *agreed, report);
}

} // namespace

const Rule dialledDigitsRule{digitKinds, &checkDigits};

} // namespace core::finding
