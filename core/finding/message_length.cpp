// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/facts.h"
#include "core/finding/rule.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <array>

namespace core::finding {
namespace {

/// RFC 3261 section 18.1.1: with an unknown path MTU, what is larger goes over a transport with congestion
/// control. The size is that of the message without its headers below.
constexpr std::size_t largestDatagram = 1300;

constexpr Kind contentLengthMismatch{
    "content-length-mismatch", Severity::Warning,
    "The Content-Length of %1 from %2 is not that of its body: %3", "RFC 3261 section 18.3",
    "Who changed the body without its length? Compare with the hop before; ALGs in firewalls do this."};
constexpr Kind datagramTooLarge{
    "udp-too-large", Severity::Notice,
    "%1 from %2 has %3 bytes and went over UDP; above 1300 a request has to go over TCP, or its IP fragments "
    "may get lost.",
    "RFC 3261 section 18.1.1",
    "Use TCP or TLS, or make the request smaller (fewer codecs, shorter headers)."};
constexpr std::array lengthKinds{&contentLengthMismatch, &datagramTooLarge};

/// What follows the body; without one what follows the value of the last header.
std::string_view restOf(const sip::Message& message)
{
    const std::string_view text = base::asText(message.bytes());
    if (message.body().empty() && message.headers().empty())
        return text;
    const std::string_view last =
        message.body().empty() ? message.text(message.headers().back().value) : message.body();
    std::string_view rest = text.substr(static_cast<std::size_t>(last.data() + last.size() - text.data()));
    if (message.body().empty())
        rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
    return rest;
}

/// Some end each message with an empty line. Receivers drop it (RFC 3261 section 18.3), and nobody misses it.
bool hasOnlyLineEndsBehindBody(const sip::Message& message)
{
    return restOf(message).find_first_not_of("\r\n") == std::string_view::npos;
}

void judgeContentLength(const dialog::StoryMessage& next, Report& report)
{
    using enum sip::Defect;
    if (next.defects.contains(MessageTruncated) || next.defects.contains(StreamGap) ||
        next.defects.contains(HeaderSectionUnterminated))
        return;
    const sip::Defect defect =
        next.defects.contains(ContentLengthTooLarge) ? ContentLengthTooLarge : BodyLongerThanContentLength;
    if (!next.defects.contains(defect) ||
        (defect == BodyLongerThanContentLength && hasOnlyLineEndsBehindBody(*next.message)))
        return;
    std::string key = titleOf(*next.message) + '\0' + sourceOf(next);
    report.add(contentLengthMismatch,
               {titleOf(*next.message), sourceOf(next), std::string{sip::sentence(defect)}}, {next.id},
               std::move(key));
}

/// What does not leave the host is never cut up.
bool staysOnHost(const net::Path& path)
{
    return path.source.address == path.destination.address;
}

void checkMessageLength(const dialog::CallStory& story, Report& report)
{
    for (const dialog::StoryMessage& next : story.messages) {
        if (next.duplicateOf)
            continue;
        judgeContentLength(next, report);
        const sip::Message& message = *next.message;
        if (!message.isRequest() || next.path.transport != net::Transport::Udp ||
            message.size() <= largestDatagram || staysOnHost(next.path))
            continue;
        std::string key = titleOf(message) + '\0' + sourceOf(next);
        report.add(datagramTooLarge, {titleOf(message), sourceOf(next), std::to_string(message.size())},
                   {next.id}, std::move(key));
    }
}

} // namespace

const Rule messageLengthRule{lengthKinds, &checkMessageLength};

} // namespace core::finding
