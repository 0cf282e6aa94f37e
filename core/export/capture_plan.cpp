// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/capture_plan.h"

#include "core/export/connection_frames.h"
#include "core/export/media_frames.h"
#include "core/export/packet_maker.h"

#include <algorithm>
#include <utility>

namespace core::exporting {
namespace {

/// A remark of the user's as the comment on a packet.
std::string commentOf(const session::Mark& mark)
{
    if (mark.label.empty() && mark.note.empty())
        return "marked";
    return mark.label.empty() || mark.note.empty() ? mark.label + mark.note : mark.label + ": " + mark.note;
}

net::Path reversed(const net::Path& path)
{
    return {path.destination, path.source, path.transport};
}

/// Plans message by message.
class Planner {
public:
    Planner(const Job& job, std::size_t messages) : m_job(job) { m_plan.packets.reserve(messages); }

    /// Reads what people added, and what is known of TLS connections.
    base::Status prepare()
    {
        if (m_job.options.format == ExportFormat::Pcapng) {
            base::Result<std::vector<session::Mark>> marks = m_job.reader.marks();
            if (!marks)
                return marks.error();
            for (session::Mark& mark : *marks)
                m_marks[mark.callId].push_back(std::move(mark));
        }
        if (m_job.options.withTlsSecrets) {
            base::Result<std::vector<session::TlsConnectionRow>> connections = m_job.reader.tlsConnections();
            if (!connections)
                return connections.error();
            for (session::TlsConnectionRow& row : *connections)
                m_tlsConnections[row.path].push_back(std::move(row));
        }
        return {};
    }

    base::Status add(const call::MessageRecord& record)
    {
        m_plan.addresses.insert(record.path.source.address);
        m_plan.addresses.insert(record.path.destination.address);
        addComments(record);
        if (m_job.options.withRtp)
            m_calls.insert(record.call);
        if (addTlsConnection(record))
            return {};
        if (needsMadePackets(record)) {
            m_plan.packets.push_back({record.frame, record.id});
            return {};
        }
        const base::Result<std::vector<base::FrameNumber>> frames = m_job.reader.framesOfMessage(record.id);
        if (!frames)
            return frames.error();
        for (const base::FrameNumber frame : *frames) {
            m_plan.packets.push_back({frame, {}});
            if (record.path.transport == net::Transport::Tcp)
                m_directions[record.path].range.include(frame);
        }
        return {};
    }

    base::Result<CapturePlan> finish()
    {
        const base::Result<std::vector<base::FrameNumber>> more = framesOf(m_job, m_directions);
        if (!more)
            return more.error();
        for (const base::FrameNumber frame : *more)
            m_plan.packets.push_back({frame, {}});
        if (base::Status status = addMedia(); !status)
            return status.error();
        std::vector<PlannedPacket>& packets = m_plan.packets;
        std::sort(packets.begin(), packets.end());
        packets.erase(std::unique(packets.begin(), packets.end()), packets.end());
        for (const auto& [callId, first] : m_firstOfMarked) {
            for (const session::Mark& mark : m_marks[callId]) {
                if (!mark.frame)
                    m_plan.comments[first].push_back(commentOf(mark));
            }
        }
        return std::move(m_plan);
    }

private:
    base::Status addMedia()
    {
        if (!m_job.options.withRtp)
            return {};
        const base::Result<bool> isKnown = m_job.reader.knowsStreams();
        if (!isKnown)
            return isKnown.error();
        if (!*isKnown) {
            m_plan.mediaNotes.emplace_back(
                "An earlier program wrote this session without its RTP streams: reindex finds them");
            return {};
        }
        const base::Result<MediaFrames> media = mediaFramesOf(m_job, m_calls);
        if (!media)
            return media.error();
        for (const base::FrameNumber frame : media->frames)
            m_plan.packets.push_back({frame, {}});
        if (media->streams == 0)
            m_plan.mediaNotes.emplace_back("No RTP stream of these calls is known");
        else if (media->foundPackets < media->seenPackets)
            m_plan.mediaNotes.emplace_back("Some RTP packets of these calls are not in the file, because the "
                                           "session does not hold them");
        return {};
    }

    /// A mark on a call belongs to its first message here, one on a frame to that frame.
    void addComments(const call::MessageRecord& record)
    {
        if (m_marks.empty())
            return;
        const auto marks = m_marks.find(record.callId);
        if (marks == m_marks.end())
            return;
        const auto [first, isNew] = m_firstOfMarked.try_emplace(record.callId, record.frame);
        if (!isNew)
            first->second = std::min(first->second, record.frame);
        for (const session::Mark& mark : marks->second) {
            if (mark.frame == record.frame)
                m_plan.comments[mark.frame].push_back(commentOf(mark));
        }
    }

    /// The connection that carried the message, when all of it is wanted: without its beginning nobody can
    /// decrypt the rest.
    bool addTlsConnection(const call::MessageRecord& record)
    {
        const bool isEncrypted =
            record.path.transport == net::Transport::Tls || record.path.transport == net::Transport::Wss;
        if (m_tlsConnections.empty() || !isEncrypted || cameByHep(record))
            return false;
        const session::TlsConnectionRow* found = nullptr;
        for (const net::Path& path : {record.path, reversed(record.path)}) {
            const auto rows = m_tlsConnections.find({path.source, path.destination, net::Transport::Tls});
            if (rows == m_tlsConnections.end())
                continue;
            for (const session::TlsConnectionRow& row : rows->second) {
                if (row.firstFrame <= record.frame && !row.clientRandom.empty())
                    found = &row;
            }
        }
        if (found == nullptr)
            return false;
        m_plan.tlsConnections.insert(found->clientRandom);
        for (net::Path path : {record.path, reversed(record.path)}) {
            path.transport = net::Transport::Tcp;
            Direction& direction = m_directions[path];
            direction.isWhole = true;
            direction.range.include(found->firstFrame);
            direction.range.include(record.frame);
        }
        return true;
    }

    const Job& m_job;
    CapturePlan m_plan;
    Directions m_directions;
    std::set<base::CallKey> m_calls; ///< only with ExportOptions::withRtp
    std::map<std::string, std::vector<session::Mark>, std::less<>> m_marks;
    /// The frame of the first message of each marked call.
    std::map<std::string, base::FrameNumber, std::less<>> m_firstOfMarked;
    /// By path from client to server, in order.
    std::map<net::Path, std::vector<session::TlsConnectionRow>> m_tlsConnections;
};

} // namespace

base::Result<CapturePlan> planCapture(const Job& job, std::span<const base::MessageId> messages)
{
    Planner planner{job, messages.size()};
    if (base::Status status = planner.prepare(); !status)
        return status.error();
    const std::function<void(const ExportProgress&)> silence; // progress counts packets
    const Job quiet{job.reader, job.options, silence, job.stop};
    const base::Status status = forEachMessage(
        quiet, messages, false,
        [&](const call::MessageRecord& record, std::span<const std::byte>) { return planner.add(record); });
    if (!status)
        return status.error();
    return planner.finish();
}

} // namespace core::exporting
