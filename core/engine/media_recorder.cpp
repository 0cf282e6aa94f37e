// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/media_recorder.h"

#include "core/base/ascii.h"
#include "core/engine/media_place.h"
#include "core/media/rtp_header.h"
#include "core/media/udptl.h"

#include <algorithm>
#include <utility>

namespace core::engine {
namespace {

/// A call on hold may be silent for long; what comes after this is another stream.
constexpr base::Duration longestSilence = std::chrono::minutes{15};
constexpr base::Duration sweepEvery = std::chrono::minutes{1};

/// What to call an agent that reports.
std::string agentText(const FoundReport& found)
{
    constexpr std::size_t longest = 64;
    if (!found.agentName.empty())
        return std::string{found.agentName.substr(0, longest)};
    return "agent " + std::to_string(found.agentId);
}

} // namespace

void MediaRecorder::takeMessage(const sip::Message& message, base::CallKey call)
{
    if (m_isKept)
        return;
    m_offers.take(message, call);
    if (!call::infoDigit(message))
        return;
    if (const auto sender = m_offers.senderOf(message, call))
        m_infoDigits.take(message, call, *sender);
}

void MediaRecorder::takePacket(const FoundRtp& packet, base::Timestamp arrived)
{
    if (m_isKept)
        return;
    const media::MediaPath path = mediaPath(packet.path);
    if (packet.isControl) {
        m_table.addControl(path, packet.bytes, packet.captured);
        return;
    }
    announceNews();
    // Fax of higher numbers looks like RTP of version 2.
    if (!takeFax(packet, path, arrived)) {
        const media::RtpParsing parsed = media::parseRtp(packet.bytes, packet.cutBytes != 0);
        if (!parsed)
            return;
        m_table.add(path, parsed.header, {packet.captured, arrived, packet.dscp, packet.cutBytes});
    }
    if (const media::MediaStream* const found = std::exchange(m_found, nullptr))
        write(*found);
    sweep(arrived);
}

/// What was announced for fax may be audio again by now. Both sides send from where they receive.
bool MediaRecorder::takeFax(const FoundRtp& packet, const media::MediaPath& path, base::Timestamp arrived)
{
    const auto isExpected = [this](const media::MediaEndpoint& place) {
        return m_table.faxAt(place) == media::FaxExpectation::Announced;
    };
    if (!isExpected(path.destination) && !(packet.isFax && isExpected(path.source)))
        return false;
    const auto fax = media::parseUdptl(packet.bytes, packet.isFax && packet.cutBytes != 0);
    if (!fax)
        return false;
    m_table.addFax(path, fax->sequence, packet.bytes,
                   {packet.captured, arrived, packet.dscp, packet.cutBytes});
    return true;
}

void MediaRecorder::sweep(base::Timestamp arrived)
{
    if (arrived < m_nextSweep)
        return;
    m_table.closeIdle(arrived - longestSilence);
    m_nextSweep = arrived + sweepEvery;
}

void MediaRecorder::takeReport(const FoundReport& found, base::CallKey call, base::Timestamp arrived)
{
    if (m_isKept)
        return;
    const std::string agent = agentText(found);
    addReports(found.report, {mediaPath(found.path), found.captured, arrived, call, agent});
}

bool MediaRecorder::hasQualityReport(const sip::Message& message)
{
    return base::startsWithIgnoringCase(message.header(sip::HeaderName::ContentType),
                                        "application/vq-rtcpxr");
}

std::optional<media::MediaReport> MediaRecorder::qualityReport(const sip::Message& message)
{
    media::MediaReport report = media::readVoiceQualityReport(message.body(), readMediaAddress);
    return report.fault == media::ReportFault::None ? std::optional{std::move(report)} : std::nullopt;
}

void MediaRecorder::takeQualityReport(const media::MediaReport& report, const ReportOrigin& origin)
{
    if (m_isKept)
        return;
    const std::string reporter = origin.path.source.toString();
    addReports(report, {mediaPath(origin.path), origin.captured, origin.arrived, origin.call, reporter});
}

/// A packet of RTCP was its sender's; other reports are those of who watched.
void MediaRecorder::addReports(const media::MediaReport& report, const media::ReportContext& context)
{
    announceNews();
    media::ReportContext of = context;
    const std::string sender = netEndpoint(context.path.source).toString();
    for (const media::StreamReport& stream : report.streams) {
        of.reporter =
            stream.format == media::ReportFormat::RtcpJson ? std::string_view{sender} : context.reporter;
        m_table.addReport(stream, of);
    }
    sweep(context.arrived);
}

void MediaRecorder::announceNews()
{
    if (!m_offers.hasNews())
        return;
    for (media::AnnouncedMedia& media : m_offers.takeNews())
        m_table.announce(std::move(media));
}

void MediaRecorder::recall(const std::vector<session::StreamRow>& streams)
{
    for (const session::StreamRow& stream : streams)
        m_recalled.emplace(stream.id, stream);
}

void MediaRecorder::keep(const std::vector<session::StreamRow>& streams,
                         const std::vector<session::StreamIntervalRow>& intervals)
{
    m_isKept = true;
    m_hasUncommitted = true;
    for (const session::StreamRow& stream : streams)
        m_writer.upsertStream(stream);
    for (const session::StreamIntervalRow& interval : intervals)
        m_writer.addStreamInterval(interval);
}

void MediaRecorder::onStreamFound(const media::MediaStream& stream)
{
    m_found = &stream;
}

void MediaRecorder::onInterval(const media::MediaStream& stream, const media::IntervalRow& row)
{
    m_writer.addStreamInterval({static_cast<std::int64_t>(stream.id), row});
    write(stream);
}

void MediaRecorder::onEvent(const media::MediaStream& /*stream*/, const media::TelephoneEvent& /*event*/)
{
    // It is among the stream's digits, which are written with its row.
}

void MediaRecorder::onStreamAttributed(const media::MediaStream& stream)
{
    write(stream);
}

void MediaRecorder::onStreamReported(const media::MediaStream& stream)
{
    write(stream);
}

void MediaRecorder::onStreamEnded(const media::MediaStream& stream, media::StreamEnd /*why*/)
{
    write(stream);
}

void MediaRecorder::writeSound(const media::MediaStream& stream, session::StreamRow& row) const
{
    row.digits.events = stream.digits;
    if (stream.audio != nullptr) {
        const media::SilenceMeter& silence = stream.audio->silence();
        row.sound = {silence.heard(), silence.silent(), silence.longestSilence()};
        row.digits.inband = stream.audio->digits();
    }
    const auto recalled = m_recalled.find(row.id);
    if (recalled == m_recalled.end() || recalled->second.ssrc != row.ssrc || row.sound.heard.count() != 0)
        return;
    row.sound = recalled->second.sound;
    row.digits.inband = recalled->second.digits.inband;
    if (row.digits.events.empty())
        row.digits.events = recalled->second.digits.events;
}

void MediaRecorder::write(const media::MediaStream& stream)
{
    session::StreamRow row;
    row.id = static_cast<std::int64_t>(stream.id);
    if (stream.media != nullptr) {
        row.call = stream.media->call;
        row.line = stream.media->line;
    } else {
        row.call = stream.reportedCall;
    }
    row.origin = stream.origin;
    row.confidence = stream.confidence;
    row.path = {netEndpoint(stream.key.path.source), netEndpoint(stream.key.path.destination),
                net::Transport::Udp};
    row.ssrc = stream.key.ssrc;
    row.ssrcOnPath = stream.ssrcOnPath;
    row.codec = stream.statistics.mediaFormat().name.view();
    row.counters = stream.statistics.total();
    row.reports = stream.reports.reports();
    if (row.origin == media::StreamOrigin::Reports) {
        row.codec = row.reports.told.codec.view();
        row.counters.first = row.reports.told.first;
        row.counters.last = row.reports.told.last;
    }
    if (stream.media != nullptr) {
        row.agreed = media::agreedFormats(*stream.media, stream.receiver);
        row.receiver = stream.receiver;
        row.isEncrypted = stream.media->isEncrypted;
        row.digits.messages = m_infoDigits.digits(row.call, 1U - stream.receiver);
    }
    if (stream.isFax) {
        // The one payload type is ours, and what comes twice makes up for no loss.
        row.counters.payloadTypes.reset();
        row.counters.lost = std::max<std::int64_t>(row.counters.missing, 0);
    }
    writeSound(stream, row);
    m_writer.upsertStream(std::move(row));
    m_hasUncommitted = true;
}

} // namespace core::engine
