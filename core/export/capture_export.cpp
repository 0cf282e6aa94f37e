// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/capture_export.h"

#include "core/export/capture_writer.h"

#include <algorithm>
#include <set>

namespace core::exporting {
namespace {

using net::LinkType;

/// Reads the frames one after the other; those that are not there are counted.
class FrameSequence {
public:
    FrameSequence(const Job& job, std::span<const base::FrameNumber> numbers) : m_job(job), m_numbers(numbers)
    {
    }

    /// `visit` gets each frame. `done` and `total` count the steps of the whole export.
    template <typename Visitor>
    base::Status forEach(std::uint64_t done, std::uint64_t total, Visitor visit)
    {
        m_missing = 0;
        for (const base::FrameNumber number : m_numbers) {
            const base::Result<session::StoredFrame> frame = m_job.reader.frame(number);
            if (frame)
                visit(*frame);
            else if (!isLoss(frame.error().code))
                return frame.error();
            else
                ++m_missing;
            if (base::Status status = m_job.advance(++done, total); !status)
                return status;
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

    const Job& m_job;
    std::span<const base::FrameNumber> m_numbers;
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
    std::uint64_t hepUnreadable = 0;
    std::uint64_t broughtToEthernet = 0;
    std::uint64_t withoutEthernet = 0;
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
    if (remarks.hepUnreadable > 0)
        summary.notes.push_back(counted(remarks.hepUnreadable, " HEP packet was", " HEP packets were") +
                                " left out, because it cannot be decoded");
    if (missing > 0)
        summary.notes.push_back(counted(missing, " frame was", " frames were") +
                                " left out, because the session does not hold it");
    summary.framesLeftOut = missing + remarks.hepUnreadable + remarks.withoutEthernet;
}

LinkType writtenLink(const session::StoredFrame& frame)
{
    return frame.header.link == LinkType::Hep ? LinkType::Ethernet : frame.header.link;
}

void noteHep(const session::StoredFrame& frame, std::span<const CapturePacket> packets, Remarks& remarks)
{
    if (frame.header.link != LinkType::Hep)
        return;
    remarks.fromHep += packets.size();
    if (packets.empty())
        ++remarks.hepUnreadable;
}

base::Status writePcap(const Job& job, std::span<const base::FrameNumber> numbers, AtomicFile& file,
                       ExportSummary& summary)
{
    FrameSequence frames{job, numbers};
    const std::uint64_t steps = 2 * numbers.size();
    Survey survey;
    FrameConverter surveyor;
    base::Status status = frames.forEach(0, steps, [&](const session::StoredFrame& frame) {
        survey.links.insert(writtenLink(frame));
        for (const CapturePacket& packet : surveyor.packets(frame.header, frame.bytes))
            survey.hasNanoseconds =
                survey.hasNanoseconds || base::toNanoseconds(packet.captured) % 1'000 != 0;
    });
    if (!status)
        return status;

    const bool isMixed = survey.links.size() > 1;
    const LinkType link = isMixed || survey.links.empty() ? LinkType::Ethernet : *survey.links.begin();
    PcapWriter writer{file, {link, survey.hasNanoseconds}};
    FrameConverter converter;
    Remarks remarks;
    status = frames.forEach(numbers.size(), steps, [&](const session::StoredFrame& frame) {
        const std::span<const CapturePacket> packets = converter.packets(frame.header, frame.bytes);
        noteHep(frame, packets, remarks);
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
    });
    if (!status)
        return status;
    addNotes(remarks, frames.missing(), summary);
    return file.status();
}

base::Status writePcapng(const Job& job, std::span<const base::FrameNumber> numbers, AtomicFile& file,
                         ExportSummary& summary)
{
    const base::Result<std::vector<session::SourceRow>> sources = job.reader.sources();
    if (!sources)
        return sources.error();
    const std::vector<std::string> names = sourceNames(*sources);
    FrameSequence frames{job, numbers};
    PcapngWriter writer{file, job.options.application, job.options.comment};
    FrameConverter converter;
    Remarks remarks;
    const base::Status status = frames.forEach(0, numbers.size(), [&](const session::StoredFrame& frame) {
        const std::span<const CapturePacket> packets = converter.packets(frame.header, frame.bytes);
        noteHep(frame, packets, remarks);
        const auto source = static_cast<std::size_t>(frame.header.source.value);
        const std::string_view name =
            source >= 1 && source <= names.size() ? std::string_view{names[source - 1]} : std::string_view{};
        for (const CapturePacket& packet : packets) {
            const bool isHep = frame.header.link == LinkType::Hep;
            const std::uint32_t interface =
                writer.interface(frame.header.source, frame.header.link, name,
                                 isHep ? "HEP: the packet headers were made by the export" : "");
            writer.add(interface, packet);
            ++summary.packets;
        }
    });
    if (!status)
        return status;
    addNotes(remarks, frames.missing(), summary);
    return file.status();
}

} // namespace

base::Status exportCapture(const Job& job, AtomicFile& file, ExportSummary& summary)
{
    const base::Result<std::vector<base::MessageId>> messages = selectedMessages(job);
    if (!messages)
        return messages.error();
    const base::Result<std::vector<base::FrameNumber>> numbers = framesOf(job, *messages);
    if (!numbers)
        return numbers.error();
    summary.rows = messages->size();
    return job.options.format == ExportFormat::Pcap ? writePcap(job, *numbers, file, summary)
                                                    : writePcapng(job, *numbers, file, summary);
}

} // namespace core::exporting
