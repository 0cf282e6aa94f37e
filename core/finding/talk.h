// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/dialog/call_story.h"

#include <cstdint>
#include <optional>

namespace core::finding {

/// The time in which both sides of a call had agreed that audio goes both ways.
struct Talk {
    base::Timestamp begin; ///< the answer
    base::Timestamp end;   ///< the next offer, the end of the call or of the capture
    dialog::Index offer = dialog::nothing;
    dialog::Index answer = dialog::nothing;
    std::uint32_t line = 0; ///< the m-line

    [[nodiscard]] base::Duration length() const { return end - begin; }
};

/// Of a call whose start was captured and that was answered once; nothing where one side was on hold from the
/// start, or anything else makes it unclear what was agreed.
[[nodiscard]] std::optional<Talk> talkOf(const dialog::CallStory& story);

/// When the first packet for a side came, and how many came, over all streams of the m-line.
struct Reception {
    std::uint64_t packets = 0;
    base::Timestamp first;
    base::Timestamp last;
    const dialog::StoryStream* stream = nullptr; ///< the first one; null: none
};

[[nodiscard]] Reception receptionOf(const dialog::CallStory& story, std::uint32_t line,
                                    std::uint32_t receiver);

} // namespace core::finding
