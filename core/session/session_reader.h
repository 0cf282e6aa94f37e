// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/call/registration_record.h"
#include "core/session/agent_rows.h"
#include "core/session/id_runs.h"
#include "core/session/ring_state.h"
#include "core/session/rows.h"
#include "core/session/stream_rows.h"
#include "core/session/tls_rows.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace core::session {

/// Reads a session, also while it is being written (by us or by another process). Use one reader per
/// thread. No call holds a read transaction for longer than 100 ms.
class SessionReader {
public:
    /// NotASession, SessionNewer, SessionOlder, SessionDamaged, FileNotFound, ...
    [[nodiscard]] static base::Result<std::unique_ptr<SessionReader>> open(const std::filesystem::path& path);
    ~SessionReader();

    [[nodiscard]] const std::filesystem::path& path() const;

    [[nodiscard]] base::Result<SessionProgress> progress();
    [[nodiscard]] base::Result<std::vector<SourceRow>> sources();
    /// Who sent HEP, and who was refused.
    [[nodiscard]] base::Result<std::vector<AgentSummary>> agents();
    [[nodiscard]] base::Result<std::vector<TlsConnectionRow>> tlsConnections();
    /// In the order in which they became known.
    [[nodiscard]] base::Result<std::vector<TlsSecretRow>> tlsSecrets();
    [[nodiscard]] base::Result<bool> hasTlsSecrets();
    /// False for a session of an earlier program, which has no streams until it is indexed anew.
    [[nodiscard]] base::Result<bool> knowsStreams();
    /// The same for registrations.
    [[nodiscard]] base::Result<bool> knowsRegistrations();
    /// Bindings in the order of their ids.
    [[nodiscard]] base::Result<std::vector<call::RegistrationRecord>> registrations();
    /// RTP streams in the order of their ids, and the intervals of one of them.
    [[nodiscard]] base::Result<std::vector<StreamRow>> streams();
    /// The same of one call.
    [[nodiscard]] base::Result<std::vector<StreamRow>> streamsOf(base::CallKey call);
    /// Whether RTP was captured between any two of the addresses.
    [[nodiscard]] base::Result<bool> hasStreamBetween(const std::vector<std::string>& addresses);
    /// Streams of no call; see readStrayStreams().
    [[nodiscard]] base::Result<std::vector<StrayStream>>
    strayStreams(const std::vector<std::string>& addresses);
    [[nodiscard]] base::Result<std::vector<StreamIntervalRow>> streamIntervals(std::int64_t stream);

    /// The ids of all messages and calls, in order.
    [[nodiscard]] base::Result<IdRuns> messageIds();
    [[nodiscard]] base::Result<IdRuns> callKeys();
    /// What a ring has let go.
    [[nodiscard]] base::Result<RingState> ring();
    /// The calls that have lost their start to it.
    [[nodiscard]] base::Result<std::vector<call::CallRecord>> callsWithoutStart();

    /// Rows in the order of `ids`; ids that do not exist are left out.
    [[nodiscard]] base::Result<std::vector<call::MessageRecord>>
    messages(std::span<const base::MessageId> ids);
    /// Of streams, CallRecord::streams says only these; at first the MOS.
    void setStreamFields(std::vector<call::StreamField> fields);
    [[nodiscard]] base::Result<std::vector<call::CallRecord>> calls(std::span<const base::CallKey> keys);

    [[nodiscard]] base::Result<call::CallRecord> findCall(std::string_view callId);
    /// Messages of a call in id order, read along the chain of MessageTrack::previousInCall. The chain ends
    /// at what a ring has let go.
    [[nodiscard]] base::Result<std::vector<base::MessageId>> messagesOfCall(base::CallKey key);

    /// Exactly the bytes that were on the wire.
    [[nodiscard]] base::Result<std::vector<std::byte>> messageBytes(base::MessageId id);
    /// All frames that carried the message, in order.
    [[nodiscard]] base::Result<std::vector<base::FrameNumber>> framesOfMessage(base::MessageId id);
    /// The first message that lies in the frame or is put together with it; none when there is none. Looks
    /// through all rows: some 0.1 s for a million messages.
    [[nodiscard]] base::Result<base::MessageId> messageOfFrame(base::FrameNumber number);
    [[nodiscard]] base::Result<StoredFrame> frame(base::FrameNumber number);

    /// All stored frames in arrival order, for reindexing and whole exports. Streams; stops when `visit`
    /// returns false.
    base::Status forEachFrame(const std::function<bool(const StoredFrame&)>& visit);
    /// The stored frames from `first` to `last` that are no media, in arrival order; media is not even read.
    base::Status forEachOtherThanMedia(base::FrameNumber first, base::FrameNumber last,
                                       const std::function<void(const StoredFrame&)>& visit);

    /// The stored frames that are media, in arrival order; stops when `visit` returns false.
    base::Status forEachMedia(const std::function<bool(const StoredFrame&)>& visit);

    /// Bytes of many messages, fast, one unpacked block after the other; see FilterData::scanMessages.
    base::Status scanMessages(std::span<const base::MessageId> ids,
                              const std::function<void(std::size_t index, std::span<const std::byte>)>& visit,
                              std::stop_token stop);

    [[nodiscard]] base::Result<std::vector<Mark>> marks();
    /// By source and agent.
    [[nodiscard]] base::Result<std::vector<ClockCorrection>> clockCorrections();
    /// What was decided about links, by Call-IDs.
    [[nodiscard]] base::Result<std::vector<LinkDecision>> linkDecisions();
    /// In no particular order.
    [[nodiscard]] base::Result<std::vector<HostName>> hostNames();

    /// For the classes of this folder that read columns; see sqlite/database.h.
    class Implementation;

    [[nodiscard]] Implementation& implementation() { return *m_implementation; }

private:
    explicit SessionReader(std::unique_ptr<Implementation> implementation);
    std::unique_ptr<Implementation> m_implementation;
};

/// What `check` found.
struct CheckReport {
    std::uint64_t frames = 0;
    std::uint64_t messages = 0;
    std::uint64_t calls = 0;
    /// English sentences; empty when the file is sound.
    std::vector<std::string> damages;
};

/// Reads the whole file: SQLite's own check, every block's checksum, every message's bytes.
[[nodiscard]] base::Result<CheckReport> checkSession(const std::filesystem::path& path,
                                                     std::stop_token stop = {});

/// True when the file begins like a session (SQLite header and our application id), whatever its state.
[[nodiscard]] bool looksLikeSession(const std::filesystem::path& path);

/// Frames of a damaged session, carved by their block magic even when SQLite cannot read the file.
base::Status salvageFrames(const std::filesystem::path& path,
                           const std::function<bool(const StoredFrame&)>& visit);

/// Removes a session and its -wal and -shm files.
base::Status removeSession(const std::filesystem::path& path);

} // namespace core::session
