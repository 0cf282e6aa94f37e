// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/row_builder.h"

#include <algorithm>
#include <cstring>

namespace core::session {
namespace {

template <typename Id>
std::int64_t number(Id id)
{
    return id.value;
}

/// Times are a stranger's: the distance wraps around instead of overflowing.
std::int64_t distance(base::Timestamp to, base::Timestamp from)
{
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(base::toNanoseconds(to)) -
                                     static_cast<std::uint64_t>(base::toNanoseconds(from)));
}

std::optional<std::int64_t> distance(const std::optional<base::Timestamp>& to, base::Timestamp from)
{
    if (!to)
        return std::nullopt;
    return distance(*to, from);
}

/// 0 for none.
std::int64_t distance(base::MessageId id, base::MessageId earlier)
{
    return earlier ? id.value - earlier.value : 0;
}

} // namespace

RowBuilder::RowBuilder(const DictionaryIds& last)
{
    m_strings.startAfter(last.strings);
    m_paths.startAfter(last.paths);
    m_starts.startAfter(last.starts);
    m_parties.startAfter(last.parties);
    m_agents.startAfter(last.agents);
}

DictionaryIds RowBuilder::lastIds() const
{
    return {m_strings.lastId(), m_paths.lastId(), m_starts.lastId(), m_parties.lastId(), m_agents.lastId()};
}

void RowBuilder::beginAnew()
{
    for (Interner* interner : {&m_strings, &m_paths, &m_starts, &m_parties, &m_agents})
        interner->forgetAll();
}

/// One hash over several texts; the lengths go in too, so that no two lists of texts look alike.
std::uint64_t RowBuilder::hashOf(std::span<const std::string_view> parts, std::uint64_t number)
{
    m_buffer.clear();
    const auto put = [this](std::uint64_t value) {
        m_buffer.append(reinterpret_cast<const char*>(&value), sizeof value);
    };
    put(number);
    for (const std::string_view part : parts) {
        put(part.size());
        m_buffer.append(part);
    }
    return base::keyedHash(m_key, m_buffer);
}

std::uint32_t RowBuilder::text(CommitBatch& batch, std::string_view text)
{
    if (text.empty())
        return 0;
    const auto [id, isNew] = m_strings.intern(base::keyedHash(m_key, text));
    if (isNew) {
        batch.strings.integer(id);
        batch.strings.text(text);
    }
    return id;
}

std::uint64_t RowBuilder::hashOf(const net::Path& path, std::string_view tunnel) const
{
    const std::uint64_t hash = net::PathHash{}(path);
    return tunnel.empty() ? hash : hash ^ base::keyedHash(m_key, tunnel);
}

std::uint32_t RowBuilder::path(CommitBatch& batch, std::uint64_t hash, const net::Path& path,
                               std::string_view tunnel)
{
    const auto [id, isNew] = m_paths.intern(hash);
    if (isNew) {
        batch.paths.integer(id);
        batch.paths.text(path.source.address.toString());
        batch.paths.integer(path.source.port);
        batch.paths.text(path.destination.address.toString());
        batch.paths.integer(path.destination.port);
        batch.paths.integer(static_cast<std::int64_t>(path.transport));
        batch.paths.text(tunnel);
    }
    return id;
}

std::uint32_t RowBuilder::start(CommitBatch& batch, const sip::Message& message)
{
    const auto kind = static_cast<std::uint64_t>(message.kind());
    const std::string_view method = message.method();
    const std::string_view reason = message.isRequest() ? std::string_view{} : message.reason();
    const std::string_view cseqMethod = message.cseq().method;
    const std::array texts{method, reason, cseqMethod};
    const auto [id, isNew] = m_starts.intern(hashOf(texts, std::uint64_t{message.status()} << 1U | kind));
    if (isNew) {
        batch.starts.integer(id);
        batch.starts.integer(static_cast<std::int64_t>(kind));
        batch.starts.text(method);
        batch.starts.integer(message.status());
        batch.starts.text(reason);
        batch.starts.text(cseqMethod);
    }
    return id;
}

std::uint32_t RowBuilder::parties(CommitBatch& batch, std::uint64_t hash, const Parties& parties)
{
    const auto [id, isNew] = m_parties.intern(hash);
    if (isNew) {
        batch.parties.integer(id);
        for (const std::string_view part : parties)
            batch.parties.integer(text(batch, part));
    }
    return id;
}

std::uint32_t RowBuilder::agent(CommitBatch& batch, std::uint32_t agentId, std::string_view name)
{
    if (agentId == 0 && name.empty())
        return 0;
    const auto [id, isNew] = m_agents.intern(hashOf(std::span{&name, 1}, agentId));
    if (isNew) {
        batch.agents.integer(id);
        batch.agents.integer(agentId);
        batch.agents.text(name);
    }
    return id;
}

void RowBuilder::addMessage(CommitBatch& batch, base::MessageId id, const NewMessage& message)
{
    const sip::Message& sip = *message.message;
    const Parties between{sip.fromUser(), sip.fromHost(), sip.toUser(), sip.toHost()};
    const std::uint64_t pathHash = hashOf(message.path, message.tunnel);
    m_paths.prefetch(pathHash);
    const std::uint64_t partiesHash = hashOf(between);
    m_parties.prefetch(partiesHash);
    sqlite::RowBatch& row = batch.messages;
    row.integer(number(id));
    row.integer(base::toNanoseconds(message.captured));
    row.integer(distance(message.arrived, message.captured));
    row.integer(number(message.source));
    row.integer(path(batch, pathHash, message.path, message.tunnel));
    row.integer(start(batch, sip));
    row.integer(number(message.track.call));
    row.integer(distance(id, message.track.previousInCall));
    row.integer(parties(batch, partiesHash, between));
    row.integer(text(batch, sip.userAgent()));
    row.integer(sip.cseq().number);
    row.integer(number(message.frame) - number(id));
    row.integer(message.isWithinFrame ? message.frameOffset : 0);
    row.integer(static_cast<std::int64_t>(sip.bytes().size()) * 4 + (sip.hasSdp() ? 1 : 0) +
                (message.isWithinFrame ? 2 : 0));
    row.integer(distance(id, message.track.retransmissionOf) - distance(id, message.track.duplicateOf));
    row.integer(static_cast<std::int64_t>(sip.defects().bits()));
    row.integer(agent(batch, message.agentId, message.agentName));
    row.integer(text(batch, message.correlationId));

    if (message.isWithinFrame)
        return;
    std::int64_t position = 0;
    for (const base::FrameNumber frame : message.frames) {
        batch.messageFrames.integer(number(id));
        batch.messageFrames.integer(position++);
        batch.messageFrames.integer(number(frame));
    }
}

void RowBuilder::addCall(CommitBatch& batch, const call::CallRecord& record)
{
    const Parties between{record.fromUser, record.fromHost, record.toUser, record.toHost};
    const std::uint64_t pathHash = net::PathHash{}(record.path);
    m_paths.prefetch(pathHash);
    const std::uint64_t partiesHash = hashOf(between);
    sqlite::RowBatch& row = batch.calls;
    row.integer(number(record.key));
    row.text(record.callId);
    row.integer(static_cast<std::int64_t>(record.type));
    row.integer(static_cast<std::int64_t>(record.state));
    row.integer(text(batch, record.method));
    row.integer(parties(batch, partiesHash, between));
    row.integer(path(batch, pathHash, record.path));
    row.integer(base::toNanoseconds(record.firstTime));
    row.integer(distance(record.lastTime, record.firstTime));
    row.integer(number(record.firstMessage));
    row.integer(number(record.lastMessage));
    row.integer(record.messages);
    row.integer(record.requests);
    row.integer(record.retransmissions);
    row.integer(record.finalStatus);
    row.integer(text(batch, record.finalReason));
    row.integer(static_cast<std::int64_t>(record.endedBy));
    row.integer(distance(record.inviteTime, record.firstTime));
    row.integer(distance(record.firstProvisional, record.firstTime));
    row.integer(distance(record.ringTime, record.firstTime));
    row.integer(distance(record.answerTime, record.firstTime));
    row.integer(distance(record.endTime, record.firstTime));
    row.text(record.firstFromTag);
    row.text(record.remoteTag);
    row.integer(record.inviteCSeq);
    row.integer(distance(record.expires, record.firstTime));
}

} // namespace core::session
