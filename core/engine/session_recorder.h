// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/call/call_tracker.h"
#include "core/call/registration_tracker.h"
#include "core/capture/capture_source.h"
#include "core/engine/decoding_stage.h"
#include "core/engine/media_recorder.h"
#include "core/engine/source_account.h"
#include "core/engine/store_policy.h"
#include "core/session/id_runs.h"
#include "core/session/session_writer.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace core::engine {

/// Sentences about damage that are kept of a source, and of a run; a hostile input has more.
inline constexpr std::size_t warningsKept = 100;

/// What the recorder has counted so far.
struct RecorderTotals {
    std::uint64_t frames = 0;
    std::uint64_t stored = 0;
    std::uint64_t messages = 0;
    std::uint64_t notUnderstood = 0; ///< see session::isNotUnderstood()
};

/// The session thread's work: messages -> calls -> session file, and the fate of every frame. One thread.
class SessionRecorder {
public:
    SessionRecorder(session::SessionWriter& writer, RecorderOptions options);

    base::SourceId addSource(const capture::SourceDescription& description);
    /// One that is made again: what was chosen then, as far as it is known.
    base::SourceId addSource(const capture::SourceDescription& description,
                             const std::optional<session::FrameChoice>& choice);
    void setCounters(base::SourceId source, const capture::SourceCounters& counters);
    void countQueueDrops(base::SourceId source, std::uint64_t frames);
    /// Rows of a HEP listener that have changed.
    void addRefusals(base::SourceId source, const std::vector<capture::SenderRefusals>& changed);
    void addWarning(base::SourceId source, const std::string& sentence);

    /// Calls `observer` with each message that is recorded.
    void setObserver(std::function<void(const FoundMessage&)> observer) { m_observer = std::move(observer); }

    /// The same for what came in HEP and is no SIP.
    void setPayloadObserver(std::function<void(const FoundPayload&)> observer)
    {
        m_payloadObserver = std::move(observer);
    }

    /// Batches come in the order of their frame numbers.
    void take(const DecodedBatch& decoded);
    /// Leaves frame numbers out until `number` is the next one: frames that a session counted but did not
    /// keep, or that were lost, leave such holes.
    void skipTo(base::FrameNumber number);
    /// Messages and new calls get these ids, as far as they go: those of a session that is made again.
    void numberLike(session::IdRuns messages, session::IdRuns calls);
    /// Takes over what only the first recording could count: drops and refusals. Where frames were not
    /// stored, the recorded tallies stay; frames that the file lost are counted as such.
    void restoreCounts(base::SourceId source, const session::SourceRow& recorded);
    /// All of it, when a ring has let frames go that were counted.
    void restoreAll(base::SourceId source, const session::SourceRow& recorded);

    /// See MediaRecorder::keep().
    void keepStreams(const std::vector<session::StreamRow>& streams,
                     const std::vector<session::StreamIntervalRow>& intervals)
    {
        m_media.keep(streams, intervals);
    }

    /// Rows of bindings that were recorded before, of messages that are gone: they are written again, and
    /// messages change them no more. Before the first message.
    void keepRegistrations(const std::vector<call::RegistrationRecord>& records);

    /// See MediaRecorder::recall().
    void recallStreams(const std::vector<session::StreamRow>& streams) { m_media.recall(streams); }

    /// No more packets of media: what is left of streams goes to the writer, for the commit that follows.
    void finishMedia() { m_media.finish(); }

    /// Hands changed calls and sources to the writer and commits.
    base::Status commit();

    /// Messages taken since the last commit().
    [[nodiscard]] std::uint64_t uncommittedMessages() const { return m_uncommitted; }

    [[nodiscard]] bool hasUncommitted() const
    {
        return m_uncommittedFrames != 0 || m_uncommitted != 0 || m_sourcesChanged || m_tlsChanged ||
               m_media.hasUncommitted();
    }

    [[nodiscard]] bool isFull() const
    {
        return m_options.maximumMessages != 0 && m_totals.messages >= m_options.maximumMessages;
    }

    /// A frame waits for others before it is known what it is.
    [[nodiscard]] bool isWaiting() const;

    [[nodiscard]] const RecorderTotals& totals() const { return m_totals; }

private:
    void takeFindings(const DecodedBatch& decoded, std::size_t begin, std::size_t end);
    void addMessage(const FoundMessage& found);
    void takeReport(const FoundReport& found, base::Timestamp arrived);
    void takeQualityReport(const FoundMessage& found);
    void skipIds();
    void resolve(base::FrameNumber frame, const FrameVerdict& verdict);
    void store(const net::FrameHeader& header, std::span<const std::byte> bytes, std::string_view comment,
               const FrameResult& result);

    struct Source {
        session::SourceRow row;
        SourceAccount account;
    };

    Source& source(base::SourceId id);
    /// The row as it goes into the file.
    static session::SourceRow rowOf(const Source& source);
    std::string_view tunnelOf(const net::LayerStack& layers);

    session::SessionWriter& m_writer;
    RecorderOptions m_options;
    std::function<void(const FoundMessage&)> m_observer;
    std::function<void(const FoundPayload&)> m_payloadObserver;
    call::CallTracker m_tracker;
    call::RegistrationTracker m_registrations;
    bool m_areRegistrationsKept = false;
    MediaRecorder m_media;
    AgentTable m_agents;
    std::unordered_map<base::SourceId, Source> m_sources;
    net::LayerStack m_layers; ///< of the message before
    std::string m_tunnel;     ///< the same as text
    base::SourceId m_currentSource;
    base::Timestamp m_currentArrival;
    session::IdRuns m_messageIds; ///< see numberLike()
    session::IdRuns m_callKeys;
    std::size_t m_callsBegun = 0;
    RecorderTotals m_totals;
    std::uint64_t m_uncommitted = 0;
    std::uint64_t m_uncommittedFrames = 0;
    bool m_sourcesChanged = false;
    bool m_tlsChanged = false;
};

} // namespace core::engine
