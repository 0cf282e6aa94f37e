// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/talk.h"

#include "core/finding/facts.h"
#include "core/sip/sdp.h"

#include <algorithm>

namespace core::finding {
namespace {

using dialog::nothing;

/// The only dialog of a session that was ever answered, from its start.
const dialog::Dialog* answeredDialog(const dialog::CallStory& story)
{
    const dialog::Dialog* answered = nullptr;
    for (const dialog::Dialog& dialog : story.dialogs) {
        if (dialog.kind != dialog::DialogKind::Session || dialog.confirmedBy == nothing)
            continue;
        if (answered != nullptr)
            return nullptr;
        answered = &dialog;
    }
    return answered != nullptr && !answered->isJoined ? answered : nullptr;
}

/// The m-line of audio that goes both ways; nothing when there is none, or several.
std::optional<std::uint32_t> audioLineOf(const dialog::StoryMessage& message)
{
    const auto session = sip::SessionDescription::parse(message.message->sdpBody());
    std::optional<std::uint32_t> found;
    for (std::size_t line = 0; line < session.media.size(); ++line) {
        const sip::MediaDescription& media = session.media[line];
        if (media.media != "audio" || media.port == 0)
            continue;
        const bool isBothWays =
            media.direction == sip::Direction::SendReceive && media.connectionAddress != "0.0.0.0";
        if (found || !isBothWays || media.protocol.find("RTP/") == std::string_view::npos)
            return std::nullopt;
        found = static_cast<std::uint32_t>(line);
    }
    return found;
}

} // namespace

std::optional<Talk> talkOf(const dialog::CallStory& story)
{
    const dialog::Dialog* const dialog = answeredDialog(story);
    if (dialog == nullptr)
        return std::nullopt;
    Talk talk;
    talk.begin = story.time(dialog->confirmedBy);
    talk.end = dialog->endedBy == nothing ? story.observedUntil : story.time(dialog->endedBy);
    for (const dialog::Exchange& exchange : story.exchanges) {
        if (story.message(exchange.offer).cseq().number != dialog->cseq) {
            talk.end = std::min(talk.end, story.time(exchange.offer));
            continue;
        }
        if (exchange.answer == nothing || !isWhole(story.messages[exchange.offer]) ||
            !isWhole(story.messages[exchange.answer]))
            return std::nullopt;
        const auto offered = audioLineOf(story.messages[exchange.offer]);
        if (!offered || offered != audioLineOf(story.messages[exchange.answer]))
            return std::nullopt;
        if (talk.offer == nothing)
            talk.offer = exchange.offer;
        talk.answer = exchange.answer;
        talk.line = *offered;
    }
    return talk.offer == nothing || talk.end < talk.begin ? std::nullopt : std::optional{talk};
}

Reception receptionOf(const dialog::CallStory& story, std::uint32_t line, std::uint32_t receiver)
{
    Reception reception;
    for (const dialog::StoryStream& stream : story.media.streams) {
        if (stream.line != line || stream.receiver != receiver)
            continue;
        reception.packets += stream.counters.packets;
        reception.last = std::max(reception.last, stream.counters.last);
        if (reception.stream != nullptr && reception.first <= stream.counters.first)
            continue;
        reception.first = stream.counters.first;
        reception.stream = &stream;
    }
    return reception;
}

} // namespace core::finding
