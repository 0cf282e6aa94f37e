// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/session_writer.h"

#include "core/session/session_file.h"
#include "core/session/session_reader.h"
#include "core/session/writer_implementation.h"
#include "core/session/writer_target.h"

#include <utility>

namespace core::session {

base::Result<std::unique_ptr<SessionWriter>> SessionWriter::create(const std::filesystem::path& path,
                                                                   const WriterOptions& options)
{
    auto prepared = prepareTarget(path, options.whenPresent);
    if (!prepared)
        return prepared.error();
    const auto giveUp = [&](const base::Error& error) {
        if (prepared->isNew)
            static_cast<void>(removeSession(path).has_value());
        return error;
    };
    auto writer = BatchWriter::open(path, options, prepared->isNew);
    if (!writer)
        return giveUp(writer.error());
    auto finder = CallFinder::open(path);
    if (!finder)
        return giveUp(finder.error());
    return std::unique_ptr<SessionWriter>{new SessionWriter(std::make_unique<Implementation>(
        std::move(prepared->lock), std::move(*finder), std::move(*writer), path, options))};
}

SessionWriter::SessionWriter(std::unique_ptr<Implementation> implementation)
    : m_implementation(std::move(implementation))
{
}

SessionWriter::~SessionWriter()
{
    static_cast<void>(close().has_value());
}

base::CallKey SessionWriter::lastCallAtStart() const
{
    return m_implementation->lastCallAtStart();
}

base::SourceId SessionWriter::addSource(const SourceRow& source)
{
    return m_implementation->addSource(source);
}

void SessionWriter::updateSource(const SourceRow& source)
{
    m_implementation->updateSource(source);
}

void SessionWriter::updateAgent(AgentRow agent)
{
    m_implementation->updateAgent(std::move(agent));
}

void SessionWriter::updateRefusal(RefusalRow refusal)
{
    m_implementation->updateRefusal(std::move(refusal));
}

base::FrameNumber SessionWriter::nextFrame() const
{
    return {m_implementation->lastFrame().value + 1};
}

base::FrameNumber SessionWriter::addFrame(const net::FrameHeader& header, std::span<const std::byte> bytes,
                                          BlockStream stream, std::string_view comment)
{
    return m_implementation->addFrame(header, bytes, stream, comment);
}

base::FrameNumber SessionWriter::skipFrame()
{
    return m_implementation->skipFrame();
}

void SessionWriter::skipTo(base::FrameNumber next)
{
    m_implementation->skipTo(next);
}

void SessionWriter::skipTo(base::MessageId next)
{
    m_implementation->skipTo(next);
}

void SessionWriter::skipThrough(base::CallKey last)
{
    m_implementation->skipThrough(last);
}

void SessionWriter::addKnownCall(const call::CallRecord& record)
{
    m_implementation->addKnownCall(record);
}

void SessionWriter::seal()
{
    m_implementation->seal();
}

base::MessageId SessionWriter::nextMessage() const
{
    return {m_implementation->lastMessage().value + 1};
}

base::MessageId SessionWriter::addMessage(const NewMessage& message)
{
    return m_implementation->addMessage(message);
}

void SessionWriter::upsertTlsConnection(TlsConnectionRow connection)
{
    m_implementation->upsertTlsConnection(std::move(connection));
}

void SessionWriter::upsertStream(StreamRow stream)
{
    m_implementation->upsertStream(std::move(stream));
}

void SessionWriter::addStreamInterval(StreamIntervalRow interval)
{
    m_implementation->addStreamInterval(interval);
}

void SessionWriter::upsertRegistration(const call::RegistrationRecord& record)
{
    m_implementation->upsertRegistration(record);
}

std::vector<call::RegistrationRecord> SessionWriter::takeRegistrationsAtStart()
{
    return m_implementation->takeRegistrationsAtStart();
}

void SessionWriter::addTlsSecret(TlsSecretRow secret)
{
    m_implementation->addTlsSecret(std::move(secret));
}

void SessionWriter::upsertCall(const call::CallRecord& record)
{
    m_implementation->upsertCall(record);
}

std::optional<call::CallRecord> SessionWriter::find(std::string_view callId)
{
    return m_implementation->find(callId);
}

base::Status SessionWriter::commit()
{
    return m_implementation->commit();
}

std::size_t SessionWriter::pendingBytes() const
{
    return m_implementation->pendingBytes();
}

SessionProgress SessionWriter::progress() const
{
    return m_implementation->progress();
}

base::Status SessionWriter::close()
{
    return m_implementation->close();
}

} // namespace core::session
