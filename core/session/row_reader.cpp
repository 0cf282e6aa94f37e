// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/row_reader.h"

namespace core::session {
namespace {

net::IpAddress addressOf(std::string_view text)
{
    return net::IpAddress::parse(text).value_or(net::IpAddress{});
}

base::Timestamp timeAt(const sqlite::Statement& row, int column)
{
    return base::fromNanoseconds(row.integer(column));
}

/// A time that is stored as the distance to another one.
base::Timestamp timeAfter(base::Timestamp start, const sqlite::Statement& row, int column)
{
    return base::fromNanoseconds(
        static_cast<std::int64_t>(static_cast<std::uint64_t>(base::toNanoseconds(start)) +
                                  static_cast<std::uint64_t>(row.integer(column))));
}

std::optional<base::Timestamp> optionalTimeAfter(base::Timestamp start, const sqlite::Statement& row,
                                                 int column)
{
    if (row.isNull(column))
        return std::nullopt;
    return timeAfter(start, row, column);
}

template <typename T>
T numberAt(const sqlite::Statement& row, int column)
{
    return static_cast<T>(row.integer(column));
}

} // namespace

RowReader::RowReader(sqlite::Database& database)
    : m_message(database,
                "SELECT id, captured, arrived, source, path, start, call, parties, user_agent, cseq, frame,"
                " size, repeats, defects, agent, correlation FROM message_rows"
                " WHERE id = ?"),
      m_call(database,
             "SELECT key, call_id, type, state, method, parties, path, first_time, last_time,"
             " first_message, last_message, messages, requests, retransmissions, final_status,"
             " final_reason, ended_by, invite_time, first_provisional, ring_time, answer_time, end_time,"
             " from_tag, remote_tag, invite_cseq, expires, EXISTS(SELECT 1 FROM marks"
             " WHERE marks.call_id = call_rows.call_id AND frame = 0), NOT EXISTS(SELECT 1 FROM message_rows"
             " WHERE id = first_message) FROM call_rows WHERE key = ?"),
      m_keys(database, "SELECT key FROM call_hashes WHERE hash = ?"),
      m_callId(database, "SELECT call_id FROM call_rows WHERE key = ?"),
      m_text(database, "SELECT text FROM strings WHERE id = ?"),
      m_path(database,
             "SELECT src_ip, src_port, dst_ip, dst_port, transport, tunnel FROM paths WHERE id = ?"),
      m_start(database, "SELECT kind, method, status, reason, cseq_method FROM starts WHERE id = ?"),
      m_parties(database, "SELECT from_user, from_host, to_user, to_host FROM parties WHERE id = ?"),
      m_agent(database, "SELECT agent, name FROM agent_names WHERE id = ?")
{
}

const std::string& RowReader::text(std::int64_t id)
{
    return m_texts.get(id, [&] {
        std::string value;
        if (m_text.query(id).next())
            value = m_text.text(0);
        m_text.reset();
        return value;
    });
}

const RowReader::TunnelledPath& RowReader::path(std::int64_t id)
{
    return m_paths.get(id, [&] {
        TunnelledPath value;
        if (m_path.query(id).next()) {
            value.source = {addressOf(m_path.text(0)), numberAt<std::uint16_t>(m_path, 1)};
            value.destination = {addressOf(m_path.text(2)), numberAt<std::uint16_t>(m_path, 3)};
            value.transport = numberAt<net::Transport>(m_path, 4);
            value.tunnel = m_path.text(5);
        }
        m_path.reset();
        return value;
    });
}

const RowReader::Start& RowReader::start(std::int64_t id)
{
    return m_starts.get(id, [&] {
        Start value;
        if (m_start.query(id).next()) {
            value.kind = m_start.integer(0) == 0 ? sip::Kind::Request : sip::Kind::Response;
            value.method = m_start.text(1);
            value.status = numberAt<std::uint16_t>(m_start, 2);
            value.reason = m_start.text(3);
            value.cseqMethod = m_start.text(4);
        }
        m_start.reset();
        return value;
    });
}

const RowReader::Parties& RowReader::parties(std::int64_t id)
{
    return m_partiesCache.get(id, [&] {
        Parties value;
        if (m_parties.query(id).next()) {
            value = {text(m_parties.integer(0)), text(m_parties.integer(1)), text(m_parties.integer(2)),
                     text(m_parties.integer(3))};
        }
        m_parties.reset();
        return value;
    });
}

const RowReader::Agent& RowReader::agent(std::int64_t id)
{
    return m_agents.get(id, [&] {
        Agent value;
        if (m_agent.query(id).next())
            value = {numberAt<std::uint32_t>(m_agent, 0), std::string{m_agent.text(1)}};
        m_agent.reset();
        return value;
    });
}

const std::string& RowReader::callIdOf(std::int64_t key)
{
    return m_callIds.get(key, [&] {
        std::string value;
        if (m_callId.query(key).next())
            value = m_callId.text(0);
        m_callId.reset();
        return value;
    });
}

base::Result<std::optional<call::MessageRecord>> RowReader::message(base::MessageId id)
{
    const sqlite::Statement& row = m_message.query(id.value);
    std::optional<call::MessageRecord> record;
    if (m_message.next()) {
        record.emplace();
        record->id.value = row.integer(0);
        record->captured = timeAt(row, 1);
        record->arrived = timeAfter(record->captured, row, 2);
        record->source.value = row.integer(3);
        const TunnelledPath& where = path(row.integer(4));
        record->path = where;
        record->tunnel = where.tunnel;
        const Start& first = start(row.integer(5));
        record->kind = first.kind;
        record->method = first.method;
        record->status = first.status;
        record->reason = first.reason;
        record->cseqMethod = first.cseqMethod;
        record->call.value = row.integer(6);
        record->callId = callIdOf(row.integer(6));
        const Parties& who = parties(row.integer(7));
        record->fromUser = who.fromUser;
        record->fromHost = who.fromHost;
        record->toUser = who.toUser;
        record->toHost = who.toHost;
        record->userAgent = text(row.integer(8));
        record->cseq = numberAt<std::uint32_t>(row, 9);
        record->frame.value = row.integer(0) + row.integer(10);
        record->size = static_cast<std::uint32_t>(row.integer(11) >> 2U);
        record->hasSdp = (row.integer(11) & 1) != 0;
        const std::int64_t repeats = row.integer(12);
        if (repeats > 0)
            record->retransmissionOf.value = row.integer(0) - repeats;
        else if (repeats < 0)
            record->duplicateOf.value = row.integer(0) + repeats;
        record->defects = sip::DefectSet{numberAt<std::uint64_t>(row, 13)};
        const Agent& sender = agent(row.integer(14));
        record->agentId = sender.id;
        record->agentName = sender.name;
        record->correlationId = text(row.integer(15));
    }
    if (auto status = m_message.status(); !status)
        return status.error();
    m_message.reset();
    return record;
}

call::CallRecord RowReader::readCall()
{
    const sqlite::Statement& row = m_call;
    call::CallRecord record;
    record.key.value = row.integer(0);
    record.callId = row.text(1);
    record.type = numberAt<call::CallType>(row, 2);
    record.state = numberAt<call::CallState>(row, 3);
    record.method = text(row.integer(4));
    const Parties& who = parties(row.integer(5));
    record.fromUser = who.fromUser;
    record.fromHost = who.fromHost;
    record.toUser = who.toUser;
    record.toHost = who.toHost;
    record.path = path(row.integer(6));
    record.firstTime = timeAt(row, 7);
    record.lastTime = timeAfter(record.firstTime, row, 8);
    record.firstMessage.value = row.integer(9);
    record.lastMessage.value = row.integer(10);
    record.messages = numberAt<std::uint32_t>(row, 11);
    record.requests = numberAt<std::uint32_t>(row, 12);
    record.retransmissions = numberAt<std::uint32_t>(row, 13);
    record.finalStatus = numberAt<std::uint16_t>(row, 14);
    record.finalReason = text(row.integer(15));
    record.endedBy = numberAt<call::EndedBy>(row, 16);
    record.inviteTime = optionalTimeAfter(record.firstTime, row, 17);
    record.firstProvisional = optionalTimeAfter(record.firstTime, row, 18);
    record.ringTime = optionalTimeAfter(record.firstTime, row, 19);
    record.answerTime = optionalTimeAfter(record.firstTime, row, 20);
    record.endTime = optionalTimeAfter(record.firstTime, row, 21);
    record.firstFromTag = row.text(22);
    record.remoteTag = row.text(23);
    record.inviteCSeq = numberAt<std::uint32_t>(row, 24);
    record.expires = optionalTimeAfter(record.firstTime, row, 25);
    record.isMarked = row.integer(26) != 0;
    record.hasLostStart = row.integer(27) != 0;
    return record;
}

base::Result<std::optional<call::CallRecord>> RowReader::call(base::CallKey key)
{
    std::optional<call::CallRecord> record;
    if (m_call.query(key.value).next())
        record = readCall();
    if (auto status = m_call.status(); !status)
        return status.error();
    m_call.reset();
    return record;
}

base::Result<std::optional<call::CallRecord>> RowReader::findCall(std::uint64_t hash, std::string_view callId)
{
    m_keys.query(static_cast<std::int64_t>(hash));
    while (m_keys.next()) {
        auto record = call(base::CallKey{m_keys.integer(0)});
        if (!record || (*record && (*record)->callId == callId)) {
            m_keys.reset();
            return record;
        }
    }
    if (auto status = m_keys.status(); !status)
        return status.error();
    return std::optional<call::CallRecord>{};
}

} // namespace core::session
