// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/dialog/call_story.h"
#include "core/session/session_reader.h"

#include <deque>
#include <stop_token>
#include <vector>

namespace core::flow {

/// The messages of one call with their bytes, and what they tell.
class LoadedStory {
public:
    /// A story is told of so many messages, the first ones: strangers may put any number under one Call-ID.
    static constexpr std::size_t mostMessages = 5'000;

    /// On the reader's thread; ErrorCode::Cancelled when stopped. `observedUntil` is when the capture ended
    /// (session::SessionProgress::lastTime). SessionDamaged when bytes of a message cannot be read: a story
    /// without them would be another one.
    [[nodiscard]] static base::Result<LoadedStory> load(session::SessionReader& reader, base::CallKey call,
                                                        base::Timestamp observedUntil,
                                                        std::stop_token stop = {});

    LoadedStory(LoadedStory&&) noexcept = default;
    LoadedStory& operator=(LoadedStory&&) noexcept = default;

    [[nodiscard]] const dialog::CallStory& story() const { return m_story; }

private:
    LoadedStory() = default;

    /// One message with the bytes that it points into; a deque never moves them.
    struct Held {
        std::vector<std::byte> bytes;
        sip::Message message;
        bool isRead = false;
    };

    std::deque<Held> m_held;
    std::vector<dialog::StoryMessage> m_messages;
    dialog::CallStory m_story;
};

} // namespace core::flow
