// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/call/registration_record.h"
#include "core/session/agent_rows.h"
#include "core/session/ring_limits.h"
#include "core/session/rows.h"
#include "core/session/stream_rows.h"
#include "core/session/tls_rows.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace core::session {

enum class Durability : std::uint8_t {
    Live,   ///< synchronous=FULL: after a commit the data survives a power cut
    Import, ///< synchronous=OFF until close(): an interrupted import is thrown away anyway
};

enum class WhenPresent : std::uint8_t { Fail, Overwrite, Append };

struct WriterOptions {
    Durability durability = Durability::Live;
    WhenPresent whenPresent = WhenPresent::Fail;
    /// Text for the meta table: "rhapsode-cli 0.1.0".
    std::string creator;
    /// Nobody else opens the file before close(), so a new one is written without a WAL: every page once.
    bool isUnread = false;
    /// Of a live session: what becomes too old, or too much, goes; see RingKeeper.
    RingLimits ring{};
};

/// The only writer of a session file. add...() are called on one thread (the session thread); compressing
/// and SQL run on threads of its own behind a bounded queue, so that two cores are busy. The first failure
/// sticks and is returned by commit() and close().
class SessionWriter : public call::CallArchive {
public:
    [[nodiscard]] static base::Result<std::unique_ptr<SessionWriter>>
    create(const std::filesystem::path& path, const WriterOptions& options);
    ~SessionWriter() override;

    /// Numbers to go on from; all "none" for a new file.
    [[nodiscard]] base::CallKey lastCallAtStart() const;

    base::SourceId addSource(const SourceRow& source);
    void updateSource(const SourceRow& source);
    /// Both replace the row with the same key; see agent_rows.h.
    void updateAgent(AgentRow agent);
    /// One without packets is removed.
    void updateRefusal(RefusalRow refusal);

    /// The number that the next addFrame() will give.
    [[nodiscard]] base::FrameNumber nextFrame() const;
    /// Stores a frame; the bytes and what a capture file said of it are copied. Frames are numbered in order
    /// of the calls.
    base::FrameNumber addFrame(const net::FrameHeader& header, std::span<const std::byte> bytes,
                               BlockStream stream, std::string_view comment = {});
    /// Takes a number for a frame that is counted but, by the user's choice, not stored.
    base::FrameNumber skipFrame();
    /// Leaves numbers out until `next` is the next one; nothing happens when it is past already.
    void skipTo(base::FrameNumber next);

    // For a session that is made again from one that had lost rows to a ring: its ids stay what they were.
    /// Leaves ids out until this one is the next one.
    void skipTo(base::MessageId next);
    /// Leaves keys out up to this one.
    void skipThrough(base::CallKey last);
    /// A call whose start is lost. Its key may be any that no other call gets.
    void addKnownCall(const call::CallRecord& record);
    /// Puts what comes next into blocks of its own.
    void seal();

    [[nodiscard]] base::MessageId nextMessage() const;
    /// The frame (or, for messages over several frames, the last one) must have been added before the
    /// commit, not necessarily before the message.
    base::MessageId addMessage(const NewMessage& message);
    void upsertCall(const call::CallRecord& record);
    /// Ids count from 1 for each writer; in the file they go on from those that are there.
    void upsertTlsConnection(TlsConnectionRow connection);
    void addTlsSecret(TlsSecretRow secret);
    /// Ids as above. A row replaces the one before it.
    void upsertStream(StreamRow stream);
    void addStreamInterval(StreamIntervalRow interval);
    /// Ids as they are in the file. A row replaces the one before it.
    void upsertRegistration(const call::RegistrationRecord& record);
    /// The newest bindings of a session that is gone on with, to go on from; once.
    [[nodiscard]] std::vector<call::RegistrationRecord> takeRegistrationsAtStart();

    /// From the file and from what is still on its way into it.
    std::optional<call::CallRecord> find(std::string_view callId) override;

    /// Hands everything added so far to the writing threads; waits only when they are too far behind.
    /// Returns the first failure so far.
    base::Status commit();
    /// Bytes added since the last commit().
    [[nodiscard]] std::size_t pendingBytes() const;

    /// Newest committed state. Any thread.
    [[nodiscard]] SessionProgress progress() const;

    /// Commits, waits, seals the last blocks, checkpoints and closes. The file is then a single file.
    base::Status close();

private:
    class Implementation;
    explicit SessionWriter(std::unique_ptr<Implementation> implementation);
    std::unique_ptr<Implementation> m_implementation;
};

} // namespace core::session
