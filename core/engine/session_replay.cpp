// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/session_replay.h"

#include "core/engine/frame_decoder.h"
#include "core/engine/message_relay.h"
#include "core/engine/tls_secrets.h"

#include <algorithm>
#include <deque>
#include <string>
#include <utility>
#include <vector>

namespace core::engine {
namespace {

/// Messages that are read together: enough that each block is unpacked about once.
constexpr std::size_t pageSize = 1024;

using Visitor = std::function<bool(const forward::OutgoingMessage&)>;

forward::OutgoingMessage outgoing(const call::MessageRecord& record, std::span<const std::byte> bytes)
{
    return {.captured = record.captured,
            .path = record.path,
            .bytes = bytes,
            .captureId = record.agentId,
            .nodeName = record.agentName,
            .correlationId = record.correlationId.empty() ? record.callId : record.correlationId};
}

bool hasOtherHep(const std::vector<session::SourceRow>& sources)
{
    return std::any_of(sources.begin(), sources.end(), [](const session::SourceRow& source) {
        return source.count(session::FrameFate::HepOther) != 0;
    });
}

/// What is no SIP in the HEP of a session, from a listener or a wire, in packets of their own or in pieces.
/// All frames are decoded again in their order, some at a time: a pace may spread the sending over hours, and
/// no reader stays in the file for so long.
class OtherPayloads final : private MessageHandler {
public:
    explicit OtherPayloads(session::SessionReader& reader) : m_reader(reader) {}

    base::Status prepare()
    {
        const auto sources = m_reader.sources();
        if (!sources)
            return sources.error();
        const auto progress = m_reader.progress();
        if (!progress)
            return progress.error();
        if (!hasOtherHep(*sources))
            return {};
        m_last = progress->lastFrame;
        const auto secrets = m_reader.tlsSecrets();
        if (!secrets)
            return secrets.error();
        for (const session::TlsSecretRow& row : *secrets) {
            if (auto secret = secretOf(row))
                m_decoder.schedule(std::move(*secret));
        }
        return {};
    }

    /// The next one of a frame before `end`; null when there is none.
    base::Result<const forward::OutgoingMessage*> next(base::FrameNumber end)
    {
        while (m_next == m_payloads.size() && m_decoded < std::min(end.value - 1, m_last.value)) {
            if (auto done = decodeMore(); !done)
                return done.error();
        }
        if (m_next == m_payloads.size() || !(m_payloads[m_next].frame < end))
            return nullptr;
        const Payload& payload = m_payloads[m_next++];
        m_outgoing = engine::outgoing(payload.found);
        return &m_outgoing;
    }

private:
    /// A copy: what the decoder hands out lives during the call only.
    struct Payload {
        Payload(base::FrameNumber itsFrame, const FoundPayload& payload)
            : frame(itsFrame), bytes(payload.bytes.begin(), payload.bytes.end()),
              agentName(payload.agentName), correlationId(payload.correlationId), found(payload)
        {
            found.bytes = bytes;
            found.agentName = agentName;
            found.correlationId = correlationId;
        }

        Payload(const Payload&) = delete;
        Payload& operator=(const Payload&) = delete;

        base::FrameNumber frame;
        std::vector<std::byte> bytes;
        std::string agentName;
        std::string correlationId;
        FoundPayload found;
    };

    base::Status decodeMore()
    {
        constexpr std::int64_t framesAtOnce = 1024;
        m_payloads.clear();
        m_next = 0;
        const base::FrameNumber first{m_decoded + 1};
        m_decoded = std::min(m_decoded + framesAtOnce, m_last.value);
        const base::Status read =
            m_reader.forEachOtherThanMedia(first, {m_decoded}, [this](const session::StoredFrame& frame) {
                m_current = frame.number;
                m_decoder.learnDue(frame.number, *this);
                static_cast<void>(m_decoder.decode(frame.view(), *this));
            });
        if (!read)
            return read;
        if (m_decoded == m_last.value)
            m_decoder.finish(*this);
        return {};
    }

    void onMessage(const FoundMessage&) override {}

    void onFrameResolved(base::FrameNumber, const FrameVerdict&) override {}

    void onHepPayload(const FoundPayload& payload) override { m_payloads.emplace_back(m_current, payload); }

    session::SessionReader& m_reader;
    FrameDecoder m_decoder;
    base::FrameNumber m_last; ///< none when there is nothing to look for
    base::FrameNumber m_current;
    std::int64_t m_decoded = 0;
    std::deque<Payload> m_payloads;
    std::size_t m_next = 0;
    forward::OutgoingMessage m_outgoing;
};

/// Puts messages and other payloads of HEP back into the order of their arrival.
class Replay {
public:
    Replay(session::SessionReader& reader, const Visitor& visit, const std::stop_token& stop)
        : m_reader(reader), m_visit(visit), m_stop(stop), m_others(reader)
    {
    }

    base::Result<std::uint64_t> run()
    {
        const auto progress = m_reader.progress();
        if (!progress)
            return progress.error();
        base::Status status = m_others.prepare();
        if (!status)
            return status.error();
        const auto ids = m_reader.messageIds();
        if (!ids)
            return ids.error();
        for (std::size_t row = 0; status && m_wantsMore && row < ids->size(); row += pageSize)
            status = replayPage(*ids, row, std::min(row + pageSize, ids->size()));
        if (status)
            status = replayOthers(base::FrameNumber{progress->lastFrame.value + 1});
        if (!status)
            return status.error();
        return m_handedOut;
    }

private:
    base::Status replayPage(const session::IdRuns& all, std::size_t begin, std::size_t end)
    {
        std::vector<base::MessageId> ids;
        for (std::size_t row = begin; row < end; ++row)
            ids.push_back({all.idAt(row)});
        const auto records = m_reader.messages(ids);
        if (!records)
            return records.error();
        // Not all ids need to exist.
        ids.clear();
        for (const call::MessageRecord& record : *records)
            ids.push_back(record.id);
        std::vector<std::vector<std::byte>> bytes(ids.size());
        const base::Status scanned = m_reader.scanMessages(
            ids,
            [&bytes](std::size_t index, std::span<const std::byte> message) {
                bytes[index].assign(message.begin(), message.end());
            },
            m_stop);
        base::Status status = scanned;
        for (std::size_t i = 0; status && m_wantsMore && i < records->size(); ++i) {
            status = replayOthers((*records)[i].frame);
            if (status && m_stop.stop_requested())
                status = cancelled();
            if (status)
                visit(outgoing((*records)[i], bytes[i]));
        }
        return status;
    }

    /// Those of frames before `end`.
    base::Status replayOthers(base::FrameNumber end)
    {
        while (m_wantsMore) {
            if (m_stop.stop_requested())
                return cancelled();
            const auto other = m_others.next(end);
            if (!other)
                return other.error();
            if (*other == nullptr)
                return {};
            visit(**other);
        }
        return {};
    }

    void visit(const forward::OutgoingMessage& message)
    {
        if (!m_wantsMore)
            return;
        ++m_handedOut;
        m_wantsMore = m_visit(message);
    }

    [[nodiscard]] base::Error cancelled() const
    {
        return {base::ErrorCode::Cancelled, m_reader.path().string(), {}};
    }

    session::SessionReader& m_reader;
    const Visitor& m_visit;
    const std::stop_token& m_stop;
    OtherPayloads m_others;
    bool m_wantsMore = true;
    std::uint64_t m_handedOut = 0;
};

} // namespace

base::Result<std::uint64_t> replaySession(session::SessionReader& reader, const Visitor& visit,
                                          const std::stop_token& stop)
{
    return Replay{reader, visit, stop}.run();
}

} // namespace core::engine
