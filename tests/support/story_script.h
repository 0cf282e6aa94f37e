// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/call/call_tracker.h"
#include "core/dialog/call_story.h"
#include "tests/support/call_script.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tests::support {

/// The story of a call that a script draws (see call_script.h). The messages have the numbers 1, 2, ... of
/// their lines, and the capture goes on to the time of the last `later`.
class ScriptStory {
public:
    explicit ScriptStory(std::string_view script) : m_script(readCallScript(script))
    {
        core::call::CallTracker tracker{{}, nullptr};
        core::base::Timestamp until = scriptStart();
        for (const ScriptMessage& next : m_script) {
            until = std::max({until, next.captured, next.arrived});
            if (!next.bytes.empty())
                add(next, tracker);
        }
        story = core::dialog::tellStory(m_messages, until);
    }

    ScriptStory(const ScriptStory&) = delete;
    ScriptStory& operator=(const ScriptStory&) = delete;

    core::dialog::CallStory story;

private:
    void add(const ScriptMessage& next, core::call::CallTracker& tracker)
    {
        core::sip::Message& message = m_parsed.emplace_back();
        if (!message.parse(next.span())) {
            std::fprintf(stderr, "a script message is not SIP\n");
            std::abort();
        }
        const core::base::MessageId id{static_cast<std::int64_t>(m_parsed.size())};
        const auto track = tracker.track(message, {id, next.captured, next.arrived, next.source, next.path});
        m_messages.push_back({id, next.captured, next.path, track.duplicateOf, message.defects(), &message});
    }

    std::vector<ScriptMessage> m_script;
    std::deque<core::sip::Message> m_parsed;
    std::vector<core::dialog::StoryMessage> m_messages;
};

} // namespace tests::support
