// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/decoding_stage.h"

#include "core/base/ascii.h"

#include <functional>
#include <utility>

namespace core::engine {
namespace {

/// When the memory of the copies has grown beyond this, it is given back.
constexpr std::size_t largestKept = 4U << 20U;

} // namespace

std::size_t DecodedBatch::footprint() const
{
    constexpr std::size_t perHeader = sizeof(sip::HeaderField);
    constexpr std::size_t usualHeaders = 16;
    constexpr std::size_t reportSize = sizeof(FoundReport) + 2 * sizeof(media::StreamReport);
    return batch.footprint() + frames.size() * sizeof(Frame) + m_keptBytes +
           sightings.size() * sizeof(HepSighting) + payloads.size() * sizeof(FoundPayload) +
           rtpPackets.size() * sizeof(FoundRtp) + reports.size() * reportSize +
           m_used * (sizeof(Entry) + usualHeaders * perHeader);
}

void DecodedBatch::clear()
{
    frames.clear();
    findings.clear();
    sightings.clear();
    payloads.clear();
    rtpPackets.clear();
    reports.clear();
    tlsConnections.clear();
    tlsSecrets.clear();
    m_used = 0;
    if (m_keptCapacity > largestKept) {
        m_kept.clear();
        m_keptCapacity = 0;
    }
    m_keptUsed = 0;
    m_keptBytes = 0;
}

bool DecodedBatch::isInBatch(const void* place) const
{
    const auto* begin = batch.bytes.data();
    const auto* end = begin + batch.bytes.size();
    return std::greater_equal<const void*>{}(place, begin) && std::less<const void*>{}(place, end);
}

std::string_view DecodedBatch::keep(std::string_view text)
{
    if (text.empty() || isInBatch(text.data()))
        return text;
    const auto bytes = base::asBytes(text);
    m_keptBytes += bytes.size();
    if (m_keptUsed == m_kept.size())
        m_kept.emplace_back();
    base::ByteBuffer& copy = m_kept[m_keptUsed++];
    const std::size_t before = copy.capacity();
    copy.clear();
    copy.append(bytes);
    m_keptCapacity += copy.capacity() - before;
    return base::asText(copy);
}

void DecodedBatch::add(const FoundMessage& found)
{
    if (m_used == m_messages.size())
        m_messages.emplace_back();
    Entry& entry = m_messages[m_used];
    entry.message = *found.message;
    entry.message.moveTo(base::asBytes(keep(base::asText(found.message->bytes()))));
    entry.frames.assign(found.frames.begin(), found.frames.end());
    entry.found = found;
    entry.found.message = &entry.message;
    entry.found.frames = entry.frames;
    entry.found.agentName = keep(found.agentName);
    entry.found.correlationId = keep(found.correlationId);
    findings.emplace_back(m_used);
    ++m_used;
}

void DecodedBatch::add(HepSighting sighting)
{
    sighting.agentName = keep(sighting.agentName);
    sightings.push_back(sighting);
}

void DecodedBatch::add(FoundPayload payload)
{
    payload.bytes = base::asBytes(keep(base::asText(payload.bytes)));
    payload.agentName = keep(payload.agentName);
    payload.correlationId = keep(payload.correlationId);
    findings.emplace_back(PayloadIndex{payloads.size()});
    payloads.push_back(payload);
}

void DecodedBatch::add(FoundRtp packet)
{
    packet.bytes = base::asBytes(keep(base::asText(packet.bytes)));
    rtpPackets.push_back(packet);
}

void DecodedBatch::add(FoundReport report)
{
    report.agentName = keep(report.agentName);
    report.correlationId = keep(report.correlationId);
    reports.push_back(std::move(report));
}

void DecodingStage::decode(net::FrameBatch&& batch, DecodedBatch& decoded)
{
    decoded.clear();
    decoded.batch = std::move(batch);
    decoded.frames.reserve(decoded.batch.frames.size());
    m_target = &decoded;
    learnNews();
    for (const net::FrameHeader& header : decoded.batch.frames) {
        m_header = header;
        m_decoder.learnDue(m_next, *this);
        const std::size_t endOfEarlier = decoded.findings.size();
        const FrameResult result = m_decoder.decode(
            net::viewOf(m_next, header, decoded.batch.bytesOf(header), decoded.batch.commentOf(header)),
            *this);
        decoded.frames.push_back({m_next, result, decoded.findings.size(), endOfEarlier,
                                  decoded.rtpPackets.size(), decoded.reports.size()});
        ++m_next.value;
    }
}

void DecodingStage::finish(DecodedBatch& decoded)
{
    decoded.clear();
    decoded.batch = {};
    m_target = &decoded;
    learnNews();
    m_decoder.finish(*this);
}

void DecodingStage::learnNow(DecodedBatch& decoded)
{
    decoded.clear();
    decoded.batch = {};
    m_target = &decoded;
    learnNews();
}

void DecodingStage::learnNews()
{
    if (m_news.empty())
        return;
    std::vector<tls::TimedSecret> timed;
    timed.reserve(m_news.size());
    for (tls::Secret& secret : std::exchange(m_news, {}))
        timed.push_back({std::move(secret), m_next});
    m_decoder.learn(timed, *this);
}

void DecodingStage::onTlsConnection(const session::TlsConnectionRow& connection)
{
    m_target->tlsConnections.push_back(connection);
}

void DecodingStage::onTlsSecret(const tls::TimedSecret& secret)
{
    m_target->tlsSecrets.push_back({secret.knownBefore,
                                    std::string{name(secret.secret.label)},
                                    std::string{name(secret.secret.origin)},
                                    {secret.secret.random.begin(), secret.secret.random.end()},
                                    secret.secret.bytes});
}

void DecodingStage::onMessage(const FoundMessage& found)
{
    m_target->add(found);
}

/// At a listener the frame says who sent it, in a capture the packet that carried it does.
void DecodingStage::onHepPacket(const hep::HepPacket& packet, std::size_t bytes, const net::Path* carrier)
{
    const bool isInCapture = carrier != nullptr;
    m_target->add(HepSighting{.source = m_header.source,
                              .sender = isInCapture ? carrier->source.address : m_header.sender.address,
                              .transport = isInCapture ? carrier->transport : m_header.senderTransport,
                              .agentId = packet.captureId,
                              .agentName = packet.agentName,
                              .version = packet.version,
                              .payloadType = packet.payloadType,
                              .defects = packet.defects,
                              .bytes = bytes,
                              .captured = packet.captured,
                              .arrived = m_header.arrived});
}

void DecodingStage::onHepPayload(const FoundPayload& payload)
{
    if (m_keepsPayloads)
        m_target->add(payload);
}

void DecodingStage::onRtp(const FoundRtp& packet)
{
    m_target->add(packet);
}

void DecodingStage::onReport(FoundReport report)
{
    m_target->add(std::move(report));
}

void DecodingStage::onFrameResolved(base::FrameNumber frame, const FrameVerdict& verdict)
{
    m_target->findings.emplace_back(DecodedBatch::Resolved{frame, verdict});
}

} // namespace core::engine
