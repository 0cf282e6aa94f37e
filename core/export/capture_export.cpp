// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/capture_export.h"

#include "core/export/capture_plan.h"
#include "core/export/capture_writer.h"
#include "core/export/packet_maker.h"
#include "core/export/pcapng_facts.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace core::exporting {
namespace {

using net::LinkType;

/// What stands behind packets: a frame as it was captured, or a message.
struct Origin {
    base::SourceId source;
    base::FrameNumber frame;
    /// Null for a frame as captured.
    const call::MessageRecord* message = nullptr;
    /// What is known of its capture agent; see net::AgentComment.
    std::string_view comment = {};
};

/// Hands out the packets of a plan, one step after the other; frames that are not there are counted.
class PacketSequence {
public:
    PacketSequence(const Job& job, std::span<const PlannedPacket> plan) : m_job(job), m_plan(plan) {}

    /// `visit` gets where the packets come from, and the packets, which live during the call. `done` and
    /// `total` count the steps of the whole export.
    template <typename Visitor>
    base::Status forEach(std::uint64_t done, std::uint64_t total, Visitor visit)
    {
        constexpr std::size_t stepsAtOnce = 512;
        m_missing = 0;
        for (auto rest = m_plan; !rest.empty(); rest = rest.subspan(std::min(stepsAtOnce, rest.size()))) {
            const auto steps = rest.first(std::min(stepsAtOnce, rest.size()));
            if (base::Status status = readRecords(steps); !status)
                return status;
            for (const PlannedPacket& step : steps) {
                if (base::Status status = step.message ? makePackets(step, visit) : readFrame(step, visit);
                    !status)
                    return status;
                if (base::Status status = m_job.advance(++done, total); !status)
                    return status;
            }
        }
        return {};
    }

    [[nodiscard]] std::uint64_t missing() const { return m_missing; }

private:
    /// A frame that is not stored or cannot be read is no reason to withhold the others.
    static bool isLoss(base::ErrorCode code)
    {
        return code == base::ErrorCode::MessageUnknown || code == base::ErrorCode::SessionDamaged;
    }

    base::Status countOrFail(const base::Error& error)
    {
        if (!isLoss(error.code))
            return error;
        ++m_missing;
        return {};
    }

    base::Status readRecords(std::span<const PlannedPacket> steps)
    {
        std::vector<base::MessageId> ids;
        for (const PlannedPacket& step : steps) {
            if (step.message)
                ids.push_back(step.message);
        }
        m_records.clear();
        base::Result<std::vector<call::MessageRecord>> records = m_job.reader.messages(ids);
        if (!records)
            return records.error();
        for (call::MessageRecord& record : *records)
            m_records.emplace(record.id, std::move(record));
        return {};
    }

    template <typename Visitor>
    base::Status readFrame(const PlannedPacket& step, Visitor& visit)
    {
        const base::Result<session::StoredFrame> frame = m_job.reader.frame(step.frame);
        if (!frame)
            return countOrFail(frame.error());
        const net::FrameHeader& header = frame->header;
        const CapturePacket packet{header.captured, header.link, header.originalLength, frame->bytes};
        visit(Origin{header.source, step.frame, nullptr, frame->comment}, std::span{&packet, 1});
        return {};
    }

    template <typename Visitor>
    base::Status makePackets(const PlannedPacket& step, Visitor& visit)
    {
        const auto record = m_records.find(step.message);
        const base::Result<std::vector<std::byte>> bytes = m_job.reader.messageBytes(step.message);
        if (!bytes)
            return countOrFail(bytes.error());
        if (record == m_records.end())
            return {};
        const std::vector<Bytes> frames = m_maker.frames(record->second, *bytes);
        std::vector<CapturePacket> packets;
        packets.reserve(frames.size());
        for (const Bytes& frame : frames)
            packets.push_back({record->second.captured, LinkType::Ethernet,
                               static_cast<std::uint32_t>(frame.size()), frame});
        const std::string comment = agentComment(record->second);
        visit(Origin{record->second.source, step.frame, &record->second, comment},
              std::span<const CapturePacket>{packets});
        return {};
    }

    const Job& m_job;
    std::span<const PlannedPacket> m_plan;
    PacketMaker m_maker;
    /// Of the messages among the next steps.
    std::map<base::MessageId, call::MessageRecord> m_records;
    std::uint64_t m_missing = 0;
};

/// What must be known of all frames before the first byte of a pcap file is written.
struct Survey {
    std::set<LinkType> links;
    bool hasNanoseconds = false;
};

/// What notes are made from.
struct Remarks {
    std::uint64_t fromHep = 0;
    std::uint64_t fromTls = 0;
    std::uint64_t fromWebSocket = 0;
    std::uint64_t broughtToEthernet = 0;
    std::uint64_t withoutEthernet = 0;

    void count(const Origin& origin, std::size_t packets)
    {
        if (origin.message == nullptr)
            return;
        if (cameByHep(*origin.message))
            fromHep += packets;
        else if (origin.message->path.transport == net::Transport::Ws)
            fromWebSocket += packets;
        else
            fromTls += packets;
    }
};

std::string counted(std::uint64_t count, const std::string& one, const std::string& many)
{
    return std::to_string(count) + (count == 1 ? one : many);
}

void addNotes(const Remarks& remarks, std::uint64_t missing, ExportSummary& summary)
{
    if (remarks.fromHep > 0)
        summary.notes.push_back(
            counted(remarks.fromHep, " packet was", " packets were") +
            " received by HEP, which carries no packet headers: Ethernet, IP and transport "
            "headers were made for the addresses that the agent reported");
    if (remarks.fromTls > 0)
        summary.notes.push_back(counted(remarks.fromTls, " packet was", " packets were") +
                                " made for messages that had been decrypted: they stand there as if they "
                                "had been sent without TLS");
    if (remarks.fromWebSocket > 0)
        summary.notes.push_back(counted(remarks.fromWebSocket, " packet was", " packets were") +
                                " made for messages from WebSocket connections, with an HTTP upgrade "
                                "before the first, so that other programs know them");
    if (remarks.broughtToEthernet > 0)
        summary.notes.push_back(
            counted(remarks.broughtToEthernet, " packet was", " packets were") +
            " given an Ethernet header, because a pcap file holds one link type only; pcapng "
            "keeps each");
    if (remarks.withoutEthernet > 0)
        summary.notes.push_back(
            counted(remarks.withoutEthernet, " frame was", " frames were") +
            " left out, because a link type other than Ethernet does not fit into this pcap "
            "file; pcapng keeps each");
    if (missing > 0)
        summary.notes.push_back(counted(missing, " frame was", " frames were") +
                                " left out, because the session does not hold it");
    summary.framesLeftOut = missing + remarks.withoutEthernet;
}

base::Result<Survey> survey(PacketSequence& sequence, std::uint64_t steps)
{
    Survey survey;
    const base::Status status =
        sequence.forEach(0, steps, [&](const Origin&, std::span<const CapturePacket> packets) {
            for (const CapturePacket& packet : packets) {
                survey.links.insert(packet.link);
                survey.hasNanoseconds =
                    survey.hasNanoseconds || base::toNanoseconds(packet.captured) % 1'000 != 0;
            }
        });
    if (!status)
        return status.error();
    return survey;
}

base::Status writePcap(const Job& job, std::span<const PlannedPacket> plan, AtomicFile& file,
                       ExportSummary& summary)
{
    const std::uint64_t steps = 2 * plan.size();
    PacketSequence surveyed{job, plan};
    const base::Result<Survey> found = survey(surveyed, steps);
    if (!found)
        return found.error();
    const LinkType link = found->links.size() == 1 ? *found->links.begin() : LinkType::Ethernet;
    PcapWriter writer{file, {link, found->hasNanoseconds}};
    PacketSequence sequence{job, plan};
    Remarks remarks;
    const auto write = [&](const Origin& origin, std::span<const CapturePacket> packets) {
        remarks.count(origin, packets.size());
        for (CapturePacket packet : packets) {
            std::optional<Bytes> converted;
            if (packet.link != link) {
                converted = asEthernet(packet);
                if (!converted) {
                    ++remarks.withoutEthernet;
                    continue;
                }
                ++remarks.broughtToEthernet;
                const std::size_t cut =
                    std::max<std::size_t>(packet.originalLength, packet.bytes.size()) - packet.bytes.size();
                packet.originalLength = static_cast<std::uint32_t>(converted->size() + cut);
                packet.bytes = *converted;
                packet.link = link;
            }
            writer.add(packet);
            ++summary.packets;
        }
    };
    if (base::Status status = sequence.forEach(plan.size(), steps, write); !status)
        return status;
    addNotes(remarks, sequence.missing(), summary);
    return file.status();
}

/// How a pcapng file describes the interface of a source.
struct InterfaceText {
    std::string name;
    std::string description;
};

InterfaceText textOf(const session::SourceRow& source, bool isMade)
{
    InterfaceText text;
    // Where a file lay is nobody else's business.
    const std::string origin =
        source.kind == "file" ? std::filesystem::path{source.name}.filename().string() : source.name;
    text.name = source.interfaceName.empty() ? origin : source.interfaceName;
    if (text.name != origin)
        text.description = origin;
    if (isMade)
        text.description += (text.description.empty() ? "" : ": ") +
                            std::string{"the packet headers were made by the export"};
    return text;
}

/// Writes the packets of an export into a pcapng file, each at the interface of its source.
class PcapngExport {
public:
    PcapngExport(PcapngWriter& writer, const CapturePlan& plan, std::span<const session::SourceRow> sources)
        : m_writer(writer), m_comments(plan.comments)
    {
        for (const session::SourceRow& source : sources) {
            for (const bool isMade : {false, true})
                m_texts.emplace(std::pair{source.id, isMade}, textOf(source, isMade));
        }
    }

    void add(const Origin& origin, std::span<const CapturePacket> packets)
    {
        const bool isMade = origin.message != nullptr;
        const InterfaceText& text = m_texts[{origin.source, isMade}];
        for (const CapturePacket& packet : packets) {
            // The last packet is the one with the message; others prepare it.
            const bool isLast = &packet == &packets.back();
            m_writer.add(
                m_writer.interface({origin.source, packet.link, isMade}, text.name, text.description), packet,
                isLast ? takeComments(origin) : std::vector<std::string>{});
        }
    }

private:
    std::vector<std::string> takeComments(const Origin& origin)
    {
        const auto node = m_comments.extract(origin.frame);
        std::vector<std::string> comments = node ? std::move(node.mapped()) : std::vector<std::string>{};
        if (!origin.comment.empty())
            comments.emplace_back(origin.comment);
        return comments;
    }

    PcapngWriter& m_writer;
    /// Those that are not written yet.
    std::map<base::FrameNumber, std::vector<std::string>> m_comments;
    std::map<std::pair<base::SourceId, bool>, InterfaceText> m_texts;
};

base::Status writePcapng(const Job& job, const CapturePlan& plan, AtomicFile& file, ExportSummary& summary)
{
    const base::Result<std::vector<session::SourceRow>> sources = job.reader.sources();
    if (!sources)
        return sources.error();
    const base::Result<std::vector<session::HostName>> names = namesFor(job, plan);
    if (!names)
        return names.error();
    const base::Result<std::string> keyLog = keyLogFor(job, plan);
    if (!keyLog)
        return keyLog.error();
    PcapngWriter writer{file, job.options.application, job.options.comment};
    writer.nameHosts(*names);
    writer.addSecrets(*keyLog);
    PcapngExport target{writer, plan, *sources};
    PacketSequence sequence{job, plan.packets};
    Remarks remarks;
    const auto write = [&](const Origin& origin, std::span<const CapturePacket> packets) {
        remarks.count(origin, packets.size());
        target.add(origin, packets);
        summary.packets += packets.size();
    };
    if (base::Status status = sequence.forEach(0, plan.packets.size(), write); !status)
        return status;
    addNotes(remarks, sequence.missing(), summary);
    if (job.options.withTlsSecrets && keyLog->empty())
        summary.notes.emplace_back("No secrets of TLS connections that carried these messages are known");
    if (!keyLog->empty())
        summary.notes.emplace_back("The file holds TLS secrets: whoever has it can read all that its TLS "
                                   "connections carried");
    return file.status();
}

} // namespace

base::Status exportCapture(const Job& job, AtomicFile& file, ExportSummary& summary)
{
    const base::Result<std::vector<base::MessageId>> messages = selectedMessages(job);
    if (!messages)
        return messages.error();
    const base::Result<CapturePlan> plan = planCapture(job, *messages);
    if (!plan)
        return plan.error();
    summary.rows = messages->size();
    summary.notes.insert(summary.notes.end(), plan->mediaNotes.begin(), plan->mediaNotes.end());
    return job.options.format == ExportFormat::Pcap ? writePcap(job, plan->packets, file, summary)
                                                    : writePcapng(job, *plan, file, summary);
}

} // namespace core::exporting
