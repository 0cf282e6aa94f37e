// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/session_reader.h"

#include "core/session/agent_tables.h"
#include "core/session/clock_corrections.h"
#include "core/session/link_decisions.h"
#include "core/session/reader_implementation.h"
#include "core/session/registration_tables.h"
#include "core/session/schema.h"
#include "core/session/source_tables.h"
#include "core/session/sqlite/write_scope.h"
#include "core/session/stray_streams.h"
#include "core/session/stream_tables.h"
#include "core/session/tls_tables.h"

#include <algorithm>

namespace core::session {
namespace {

using base::ErrorCode;

/// Rows that are read within one transaction: some ten milliseconds.
constexpr std::size_t rowsPerTransaction = 4'096;

template <typename Record, typename Id, typename Read>
base::Result<std::vector<Record>> readRows(sqlite::Database& database, std::span<const Id> ids, Read read)
{
    std::vector<Record> records;
    records.reserve(ids.size());
    for (std::size_t start = 0; start < ids.size(); start += rowsPerTransaction) {
        const sqlite::ReadScope scope{database};
        for (const Id id : ids.subspan(start, std::min(rowsPerTransaction, ids.size() - start))) {
            auto record = read(id);
            if (!record)
                return record.error();
            if (*record)
                records.push_back(std::move(**record));
        }
    }
    return records;
}

} // namespace

base::Result<std::unique_ptr<SessionReader>> SessionReader::open(const std::filesystem::path& path)
{
    auto session = openForReading(path);
    if (!session)
        return session.error();
    const auto key = readHashKey(session->database);
    if (!key)
        return key.error();
    auto scanner = MessageScanner::open(session->database.path(), session->access);
    if (!scanner)
        return scanner.error();
    return std::unique_ptr<SessionReader>{new SessionReader(
        std::make_unique<Implementation>(path, std::move(*session), *key, std::move(*scanner)))};
}

SessionReader::SessionReader(std::unique_ptr<Implementation> implementation)
    : m_implementation(std::move(implementation))
{
}

SessionReader::~SessionReader() = default;

const std::filesystem::path& SessionReader::path() const
{
    return m_implementation->path();
}

base::Result<SessionProgress> SessionReader::progress()
{
    return m_implementation->progress();
}

base::Result<std::vector<AgentSummary>> SessionReader::agents()
{
    const sqlite::ReadScope scope{m_implementation->database()};
    return readAgents(m_implementation->database());
}

base::Result<std::vector<TlsConnectionRow>> SessionReader::tlsConnections()
{
    sqlite::Database& database = m_implementation->database();
    const sqlite::ReadScope scope{database};
    return readTlsConnections(database);
}

base::Result<std::vector<TlsSecretRow>> SessionReader::tlsSecrets()
{
    sqlite::Database& database = m_implementation->database();
    const sqlite::ReadScope scope{database};
    return readTlsSecrets(database);
}

base::Result<bool> SessionReader::hasTlsSecrets()
{
    return session::hasTlsSecrets(m_implementation->database());
}

base::Result<bool> SessionReader::knowsStreams()
{
    return hasStreamTables(m_implementation->database());
}

base::Result<bool> SessionReader::knowsRegistrations()
{
    return hasRegistrationTables(m_implementation->database());
}

base::Result<std::vector<call::RegistrationRecord>> SessionReader::registrations()
{
    sqlite::Database& database = m_implementation->database();
    const sqlite::ReadScope scope{database};
    return readRegistrations(database);
}

base::Result<std::vector<StreamRow>> SessionReader::streamsOf(base::CallKey call)
{
    sqlite::Database& database = m_implementation->database();
    const sqlite::ReadScope scope{database};
    return readStreams(database, call);
}

base::Result<bool> SessionReader::hasStreamBetween(const std::vector<std::string>& addresses)
{
    sqlite::Database& database = m_implementation->database();
    const sqlite::ReadScope scope{database};
    return session::hasStreamBetween(database, addresses);
}

base::Result<std::vector<StrayStream>> SessionReader::strayStreams(const std::vector<std::string>& addresses)
{
    sqlite::Database& database = m_implementation->database();
    const sqlite::ReadScope scope{database};
    return readStrayStreams(database, addresses);
}

base::Result<std::vector<StreamRow>> SessionReader::streams()
{
    sqlite::Database& database = m_implementation->database();
    const sqlite::ReadScope scope{database};
    return readStreams(database);
}

base::Result<std::vector<StreamIntervalRow>> SessionReader::streamIntervals(std::int64_t stream)
{
    sqlite::Database& database = m_implementation->database();
    const sqlite::ReadScope scope{database};
    return readStreamIntervals(database, stream);
}

base::Result<std::vector<SourceRow>> SessionReader::sources()
{
    sqlite::Database& database = m_implementation->database();
    const sqlite::ReadScope scope{database};
    return readSources(database);
}

base::Result<IdRuns> SessionReader::messageIds()
{
    const auto ids = m_implementation->ids();
    if (!ids)
        return ids.error();
    return *ids->messages;
}

base::Result<IdRuns> SessionReader::callKeys()
{
    const auto ids = m_implementation->ids();
    if (!ids)
        return ids.error();
    return *ids->calls;
}

base::Result<RingState> SessionReader::ring()
{
    return readRingState(m_implementation->database());
}

base::Result<std::vector<call::CallRecord>> SessionReader::callsWithoutStart()
{
    const auto state = ring();
    if (!state)
        return state.error();
    std::vector<base::CallKey> keys;
    sqlite::Statement rows{m_implementation->database(),
                           "SELECT key FROM call_rows WHERE key <= ? AND first_message NOT IN"
                           " (SELECT id FROM message_rows) ORDER BY key"};
    for (rows.query(state->lastCall.value); rows.next();)
        keys.push_back({rows.integer(0)});
    if (auto status = rows.status(); !status)
        return status.error();
    rows.reset();
    return calls(keys);
}

base::Result<std::vector<call::MessageRecord>> SessionReader::messages(std::span<const base::MessageId> ids)
{
    return readRows<call::MessageRecord>(m_implementation->database(), ids, [this](base::MessageId id) {
        return m_implementation->rows().message(id);
    });
}

void SessionReader::setStreamFields(std::vector<call::StreamField> fields)
{
    m_implementation->streamsOfCalls().setDescribed(std::move(fields));
}

base::Result<std::vector<call::CallRecord>> SessionReader::calls(std::span<const base::CallKey> keys)
{
    auto records = readRows<call::CallRecord>(m_implementation->database(), keys, [this](base::CallKey key) {
        return m_implementation->rows().call(key);
    });
    if (records)
        m_implementation->describeStreams(*records);
    return records;
}

base::Result<call::CallRecord> SessionReader::findCall(std::string_view callId)
{
    auto record = m_implementation->rows().findCall(m_implementation->hashOf(callId), callId);
    if (!record)
        return record.error();
    if (!*record)
        return base::Error{ErrorCode::CallUnknown, path().string(), std::string{callId}};
    m_implementation->describeStreams({&**record, 1});
    return std::move(**record);
}

base::Result<std::vector<base::MessageId>> SessionReader::messagesOfCall(base::CallKey key)
{
    sqlite::Database& database = m_implementation->database();
    const auto call = m_implementation->rows().call(key);
    if (!call)
        return call.error();
    if (!*call)
        return base::Error{ErrorCode::CallUnknown, path().string(), std::to_string(key.value)};

    std::vector<base::MessageId> ids;
    sqlite::Statement previous{database, "SELECT previous FROM message_rows WHERE id = ?"};
    std::int64_t id = (*call)->lastMessage.value;
    while (id > 0) {
        const sqlite::ReadScope scope{database};
        for (std::size_t i = 0; id > 0 && i < rowsPerTransaction; ++i) {
            if (!previous.query(id).next()) {
                if (auto status = previous.status(); !status)
                    return status.error();
                id = 0;
                break;
            }
            ids.push_back({id});
            const std::int64_t distance = previous.integer(0);
            id = distance > 0 ? id - distance : 0; // a damaged chain must not lead around in circles
        }
        previous.reset();
    }
    std::reverse(ids.begin(), ids.end());
    return ids;
}

base::Result<std::vector<std::byte>> SessionReader::messageBytes(base::MessageId id)
{
    return m_implementation->scanner().bytes(id);
}

base::Result<std::vector<base::FrameNumber>> SessionReader::framesOfMessage(base::MessageId id)
{
    const auto place = m_implementation->scanner().place(id);
    if (!place)
        return place.error();
    std::vector<base::FrameNumber> frames;
    if (!place->isWithinFrame) {
        sqlite::Statement rows{m_implementation->database(),
                               "SELECT frame FROM message_frames WHERE message = ? ORDER BY position"};
        for (rows.query(id.value); rows.next();)
            frames.push_back({rows.integer(0)});
        if (auto status = rows.status(); !status)
            return status.error();
    }
    if (frames.empty())
        frames.push_back(place->frame);
    return frames;
}

base::Result<base::MessageId> SessionReader::messageOfFrame(base::FrameNumber number)
{
    for (const char* question :
         {"SELECT id FROM message_rows WHERE id + frame = ? ORDER BY id LIMIT 1",
          "SELECT message FROM message_frames WHERE frame = ? ORDER BY message LIMIT 1"}) {
        sqlite::Statement rows{m_implementation->database(), question};
        if (rows.query(number.value).next())
            return base::MessageId{rows.integer(0)};
        if (auto status = rows.status(); !status)
            return status.error();
    }
    return base::MessageId{};
}

base::Result<StoredFrame> SessionReader::frame(base::FrameNumber number)
{
    return m_implementation->frame(number);
}

base::Status SessionReader::forEachFrame(const std::function<bool(const StoredFrame&)>& visit)
{
    return m_implementation->forEachFrame(visit);
}

base::Status SessionReader::forEachOtherThanMedia(base::FrameNumber first, base::FrameNumber last,
                                                  const std::function<void(const StoredFrame&)>& visit)
{
    return m_implementation->forEachOtherThanMedia(first, last, visit);
}

base::Status SessionReader::forEachMedia(const std::function<bool(const StoredFrame&)>& visit)
{
    return m_implementation->forEachMedia(visit);
}

base::Status
SessionReader::scanMessages(std::span<const base::MessageId> ids,
                            const std::function<void(std::size_t index, std::span<const std::byte>)>& visit,
                            std::stop_token stop)
{
    return m_implementation->scan(ids, visit, stop);
}

base::Result<std::vector<Mark>> SessionReader::marks()
{
    std::vector<Mark> marks;
    sqlite::Statement rows{m_implementation->database(),
                           "SELECT call_id, frame, label, note FROM marks ORDER BY id"};
    while (rows.next()) {
        marks.push_back({std::string{rows.text(0)},
                         {rows.integer(1)},
                         std::string{rows.text(2)},
                         std::string{rows.text(3)}});
    }
    if (auto status = rows.status(); !status)
        return status.error();
    return marks;
}

base::Result<std::vector<ClockCorrection>> SessionReader::clockCorrections()
{
    return readClockCorrections(m_implementation->database());
}

base::Result<std::vector<LinkDecision>> SessionReader::linkDecisions()
{
    return readLinkDecisions(m_implementation->database());
}

base::Result<std::vector<HostName>> SessionReader::hostNames()
{
    std::vector<HostName> names;
    sqlite::Statement rows{m_implementation->database(), "SELECT address, name FROM host_names"};
    while (rows.next()) {
        if (const auto address = net::IpAddress::parse(rows.text(0)))
            names.push_back({*address, std::string{rows.text(1)}});
    }
    if (auto status = rows.status(); !status)
        return status.error();
    return names;
}

} // namespace core::session
