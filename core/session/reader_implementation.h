// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/message_scanner.h"
#include "core/session/ring_state.h"
#include "core/session/row_reader.h"
#include "core/session/session_file.h"
#include "core/session/session_reader.h"
#include "core/session/streams_of_calls.h"

#include <memory>
#include <vector>

namespace core::session {

/// What a reader owns; also for SessionTable, which reads columns over the same connection.
class SessionReader::Implementation {
public:
    Implementation(std::filesystem::path path, OpenSession session, base::HashKey hashKey,
                   std::unique_ptr<MessageScanner> scanner);

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

    [[nodiscard]] sqlite::Database& database() { return m_session.database; }

    [[nodiscard]] RowReader& rows() { return m_rows; }

    [[nodiscard]] StreamsOfCalls& streamsOfCalls() { return m_streamsOfCalls; }

    [[nodiscard]] MessageScanner& scanner() { return *m_scanner; }

    [[nodiscard]] std::uint64_t hashOf(std::string_view callId) const
    {
        return base::keyedHash(m_hashKey, callId);
    }

    /// Says in the records which streams the calls have. Where the streams cannot be read, calls still can.
    void describeStreams(std::span<call::CallRecord> calls);
    base::Result<SessionProgress> progress();
    base::Result<SessionIds> ids();
    base::Result<StoredFrame> frame(base::FrameNumber number);
    base::Status forEachFrame(const std::function<bool(const StoredFrame&)>& visit);
    base::Status forEachOtherThanMedia(base::FrameNumber first, base::FrameNumber last,
                                       const std::function<void(const StoredFrame&)>& visit);
    base::Status forEachMedia(const std::function<bool(const StoredFrame&)>& visit);
    base::Status scan(std::span<const base::MessageId> ids, const MessageScanner::Visit& visit,
                      const std::stop_token& stop);

private:
    base::Status scanInParallel(std::span<const base::MessageId> ids, const MessageScanner::Visit& visit,
                                const std::stop_token& stop);

    std::filesystem::path m_path;
    OpenSession m_session;
    base::HashKey m_hashKey;
    RowReader m_rows;
    StreamsOfCalls m_streamsOfCalls;
    sqlite::Statement m_state;
    std::unique_ptr<MessageScanner> m_scanner;
    std::unique_ptr<MessageScanner> m_helper; ///< for a second thread; opened when first needed
};

} // namespace core::session
