// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/media_lines.h"

#include "core/finding/facts.h"

#include <chrono>

namespace core::finding {

std::uint32_t sideOf(const dialog::CallStory& story, const sip::Message& message)
{
    std::string_view callerTag = message.fromTag();
    for (const dialog::StoryMessage& first : story.messages) {
        if (!first.message->hasSdp())
            continue;
        callerTag = first.message->fromTag();
        break;
    }
    return (message.fromTag() == callerTag) == message.isRequest() ? 0 : 1;
}

std::optional<AgreedLine> agreedLine(const dialog::CallStory& story, const Talk& talk)
{
    AgreedLine agreed;
    const std::uint32_t offerer = sideOf(story, story.message(talk.offer));
    if (sideOf(story, story.message(talk.answer)) == offerer)
        return std::nullopt;
    for (const dialog::Index index : {talk.offer, talk.answer}) {
        const auto session = sip::SessionDescription::parse(story.message(index).sdpBody());
        if (talk.line >= session.media.size())
            return std::nullopt;
        agreed.sides[index == talk.offer ? offerer : 1 - offerer] = session.media[talk.line];
    }
    return agreed;
}

std::optional<std::string_view> attributeOf(const sip::MediaDescription& line, std::string_view name)
{
    for (const std::string_view attribute : line.attributes) {
        if (attribute.size() > name.size() && attribute.starts_with(name) && attribute[name.size()] == ':')
            return attribute.substr(name.size() + 1);
    }
    return std::nullopt;
}

bool isWithin(const Talk& talk, const dialog::StoryStream& stream)
{
    constexpr base::Duration clearance = std::chrono::seconds{1};
    return stream.line == talk.line && stream.counters.last >= talk.begin &&
           stream.counters.first < talk.end && stream.counters.last <= talk.end + clearance;
}

std::vector<base::MessageId> evidenceOf(const dialog::CallStory& story, const Talk& talk)
{
    return {story.id(talk.offer), story.id(talk.answer)};
}

} // namespace core::finding
