// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/call/call_tracker.h"
#include "core/session/session_file.h"
#include "core/session/session_writer.h"
#include "core/sip/message.h"
#include "tests/support/call_script.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tests::support {

/// Feeds a session writer with messages, as the engine does with decoded ones: each message in an Ethernet
/// frame, tracked into calls. Keeps what it wrote, for comparison.
class SessionFiller {
public:
    explicit SessionFiller(core::session::SessionWriter& writer);

    void add(const ScriptMessage& message);
    void add(const std::vector<ScriptMessage>& messages);
    /// In two frames, as TCP segments would carry it.
    void addInPieces(const ScriptMessage& message);
    /// A frame without a message.
    void addOther(std::size_t size, core::session::BlockStream stream, core::base::Timestamp captured);
    /// For the fields that only HEP has, from now on.
    void setAgent(std::uint32_t id, std::string name, std::string correlationId);

    /// Hands the changed calls over and commits.
    core::base::Status commit();

    struct Frame {
        core::base::FrameNumber number;
        std::vector<std::byte> bytes;
    };

    [[nodiscard]] const std::vector<std::string>& messages() const { return m_messages; } ///< by id - 1

    [[nodiscard]] const std::vector<Frame>& frames() const { return m_frames; }

    [[nodiscard]] core::call::CallTracker& tracker() { return m_tracker; }

private:
    core::base::FrameNumber addFrame(const ScriptMessage& message, std::string_view payload,
                                     core::session::BlockStream stream);
    void track(const ScriptMessage& message, core::session::NewMessage row);

    core::session::SessionWriter& m_writer;
    core::call::CallTracker m_tracker;
    core::sip::Message m_message;
    std::vector<std::string> m_messages;
    std::vector<Frame> m_frames;
    std::uint32_t m_agentId = 0;
    std::string m_agentName;
    std::string m_correlationId;
};

/// A folder with place for one session, removed at the end.
class TempSession {
public:
    TempSession();

    [[nodiscard]] std::filesystem::path path() const { return m_folder.path() / "test.rhapsode"; }

    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder.path(); }

    /// A writer for it; aborts the test when there is none.
    [[nodiscard]] std::unique_ptr<core::session::SessionWriter>
    writer(core::session::Durability durability = core::session::Durability::Live,
           core::session::WhenPresent whenPresent = core::session::WhenPresent::Fail) const;

    /// A closed session with these messages.
    void fill(const std::vector<ScriptMessage>& messages) const;

private:
    core::session::TemporaryFolder m_folder;
};

/// Messages of `calls` calls, interleaved as on a busy proxy: INVITE, 100, 180, 200, ACK, BYE, 200, and every
/// fifth call refused with 486. The same for the same number.
[[nodiscard]] std::vector<ScriptMessage> busyTraffic(std::size_t calls);

} // namespace tests::support
