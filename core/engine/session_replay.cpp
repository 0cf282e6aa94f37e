// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/session_replay.h"

#include "core/engine/frame_decoder.h"
#include "core/engine/message_relay.h"

#include <algorithm>
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

/// Decodes single frames and hands out what is no SIP in HEP within them.
class PayloadFinder final : private MessageHandler {
public:
    explicit PayloadFinder(std::function<void(const FoundPayload&)> found) : m_found(std::move(found)) {}

    void look(const session::StoredFrame& frame) { static_cast<void>(m_decoder.decode(frame.view(), *this)); }

private:
    void onMessage(const FoundMessage&) override {}

    void onFrameResolved(base::FrameNumber, const FrameVerdict&) override {}

    void onHepPayload(const FoundPayload& payload) override { m_found(payload); }

    FrameDecoder m_decoder;
    std::function<void(const FoundPayload&)> m_found;
};

bool hasOtherHep(const std::vector<session::SourceRow>& sources)
{
    return std::any_of(sources.begin(), sources.end(), [](const session::SourceRow& source) {
        return source.count(session::FrameFate::HepOther) != 0;
    });
}

/// The frames whose HEP brought something else than SIP, from a listener or a wire. Their numbers only: a
/// pace may spread the sending over hours, and no reader stays in the file for so long.
base::Result<std::vector<base::FrameNumber>> otherFrames(session::SessionReader& reader,
                                                         const std::stop_token& stop)
{
    std::vector<base::FrameNumber> numbers;
    const auto sources = reader.sources();
    if (!sources)
        return sources.error();
    if (!hasOtherHep(*sources))
        return numbers;
    bool isOther = false;
    PayloadFinder finder{[&isOther](const FoundPayload&) { isOther = true; }};
    const base::Status read = reader.forEachFrame([&](const session::StoredFrame& frame) {
        isOther = false;
        finder.look(frame);
        if (isOther)
            numbers.push_back(frame.number);
        return !stop.stop_requested();
    });
    if (!read)
        return read.error();
    return numbers;
}

/// Puts messages and other payloads of HEP back into the order of their arrival.
class Replay {
public:
    Replay(session::SessionReader& reader, const Visitor& visit, const std::stop_token& stop)
        : m_reader(reader), m_visit(visit), m_stop(stop),
          m_finder([this](const FoundPayload& payload) { this->visit(engine::outgoing(payload)); })
    {
    }

    base::Result<std::uint64_t> run()
    {
        const auto progress = m_reader.progress();
        if (!progress)
            return progress.error();
        auto others = otherFrames(m_reader, m_stop);
        if (!others)
            return others.error();
        m_others = std::move(*others);
        base::Status status;
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
        for (; m_wantsMore && m_nextOther < m_others.size() && m_others[m_nextOther] < end; ++m_nextOther) {
            if (m_stop.stop_requested())
                return cancelled();
            const auto frame = m_reader.frame(m_others[m_nextOther]);
            if (!frame)
                return frame.error();
            m_finder.look(*frame);
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
    PayloadFinder m_finder;
    std::vector<base::FrameNumber> m_others;
    std::size_t m_nextOther = 0;
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
