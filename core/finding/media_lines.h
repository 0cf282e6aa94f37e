// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/finding/talk.h"
#include "core/sip/sdp.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace core::finding {

/// The side that sent a message of the call: 0 is the one that sent the first request with SDP, as in
/// dialog::StoryStream::receiver.
[[nodiscard]] std::uint32_t sideOf(const dialog::CallStory& story, const sip::Message& message);

/// What both sides had said of the m-line of a talk. Views of the messages.
struct AgreedLine {
    /// By side.
    std::array<sip::MediaDescription, 2> sides;
};

/// Nothing where the answer has not as many m-lines as the talk needs.
[[nodiscard]] std::optional<AgreedLine> agreedLine(const dialog::CallStory& story, const Talk& talk);

/// The value of "a=NAME:VALUE" of the line; nothing when it has none.
[[nodiscard]] std::optional<std::string_view> attributeOf(const sip::MediaDescription& line,
                                                          std::string_view name);

/// The stream ran while the talk did, and not longer: what was agreed on then holds for it.
[[nodiscard]] bool isWithin(const Talk& talk, const dialog::StoryStream& stream);

/// The two messages in which it was agreed.
[[nodiscard]] std::vector<base::MessageId> evidenceOf(const dialog::CallStory& story, const Talk& talk);

} // namespace core::finding
