// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/call/call_stream.h"
#include "core/filter/field.h"

#include <array>

namespace core::filter {

[[nodiscard]] constexpr FieldId fieldOf(call::StreamField field)
{
    return static_cast<FieldId>(static_cast<unsigned>(FieldId::FirstOfStreams) +
                                static_cast<unsigned>(field));
}

[[nodiscard]] constexpr bool isOfStreams(FieldId id)
{
    return id >= FieldId::FirstOfStreams && id <= FieldId::LastOfStreams;
}

/// Of a field that isOfStreams().
[[nodiscard]] constexpr call::StreamField streamFieldOf(FieldId id)
{
    return static_cast<call::StreamField>(static_cast<unsigned>(id) -
                                          static_cast<unsigned>(FieldId::FirstOfStreams));
}

/// A field of RTP streams as one of calls: a value per stream.
constexpr Field streamField(call::StreamField id, std::string_view name, ValueType type,
                            std::string_view description)
{
    return Field{fieldOf(id), Scope::Call, name, type, description, "", true, false, false};
}

/// In the order of call::StreamField.
inline constexpr std::array streamFields{
    streamField(call::StreamField::Codec, "rtp.codec", ValueType::Text, "Codecs of its RTP streams"),
    streamField(call::StreamField::Ssrc, "rtp.ssrc", ValueType::Integer,
                "Synchronisation sources of its RTP streams"),
    streamField(call::StreamField::Loss, "rtp.loss", ValueType::Decimal,
                "Lost packets of its RTP streams, in percent of those expected"),
    streamField(call::StreamField::Jitter, "rtp.jitter", ValueType::Duration,
                "Mean interarrival jitter of its RTP streams (RFC 3550 6.4.1)"),
    streamField(call::StreamField::Mos, "rtp.mos", ValueType::Decimal,
                "Estimated MOS of its RTP streams, assuming 150 ms of one-way delay"),
    streamField(call::StreamField::Time, "rtp.time", ValueType::Time,
                "When the first packet of each RTP stream was captured"),
    streamField(call::StreamField::Duration, "rtp.duration", ValueType::Duration,
                "Time from the first to the last packet of each RTP stream"),
    streamField(call::StreamField::SourceAddress, "rtp.src.ip", ValueType::Address,
                "Addresses that its RTP comes from"),
    streamField(call::StreamField::SourcePort, "rtp.src.port", ValueType::Integer,
                "Ports that its RTP comes from"),
    streamField(call::StreamField::DestinationAddress, "rtp.dst.ip", ValueType::Address,
                "Addresses that its RTP goes to"),
    streamField(call::StreamField::DestinationPort, "rtp.dst.port", ValueType::Integer,
                "Ports that its RTP goes to"),
    streamField(call::StreamField::PayloadType, "rtp.payload_type", ValueType::Integer,
                "Payload type that each RTP stream used last, comfort noise and events aside"),
    streamField(call::StreamField::PayloadTypes, "rtp.payload_types", ValueType::Text,
                "All payload types of each RTP stream, blank-joined: 8 101"),
    streamField(call::StreamField::PacketTime, "rtp.ptime", ValueType::Duration,
                "Time of audio in most packets of each RTP stream"),
    streamField(call::StreamField::Packets, "rtp.packets", ValueType::Integer, "Packets of each RTP stream"),
    streamField(call::StreamField::Expected, "rtp.expected", ValueType::Integer,
                "Packets that each RTP stream should have had, by its sequence numbers"),
    streamField(call::StreamField::Lost, "rtp.lost", ValueType::Integer,
                "Expected less received packets of each RTP stream (RFC 3550 A.3)"),
    streamField(call::StreamField::Duplicates, "rtp.duplicates", ValueType::Integer,
                "Packets of each RTP stream that came twice"),
    streamField(call::StreamField::Reordered, "rtp.reordered", ValueType::Integer,
                "Packets of each RTP stream that came late"),
    streamField(call::StreamField::MaximumJitter, "rtp.max_jitter", ValueType::Duration,
                "Highest interarrival jitter of each RTP stream"),
    streamField(call::StreamField::MaximumDelta, "rtp.max_delta", ValueType::Duration,
                "Longest time between two packets of each RTP stream"),
    streamField(call::StreamField::Silences, "rtp.silences", ValueType::Integer,
                "How often the sender of each RTP stream was silent and said so"),
    streamField(call::StreamField::PayloadTypeChanges, "rtp.payload_type_changes", ValueType::Integer,
                "Changes of the payload type in each RTP stream"),
    streamField(call::StreamField::SsrcOnPath, "rtp.ssrc_on_path", ValueType::Integer,
                "Which synchronisation source between its addresses each RTP stream is, from 1"),
    streamField(call::StreamField::Dscp, "rtp.dscp", ValueType::Integer,
                "Differentiated services code point of each RTP stream, 0 to 63"),
    streamField(call::StreamField::RFactor, "rtp.r", ValueType::Decimal,
                "Estimated R of its RTP streams (G.107), assuming 150 ms of one-way delay"),
    streamField(call::StreamField::LowestMos, "rtp.min_mos", ValueType::Decimal,
                "Lowest estimated MOS of an interval of each RTP stream"),
    streamField(call::StreamField::MosBasis, "rtp.mos_basis", ValueType::Text,
                "Where the codec's figures behind MOS come from: published, loss-assumed, assumed"),
    streamField(call::StreamField::Origin, "rtp.origin", ValueType::Text,
                "What says that it is RTP: signalling, symmetric, heuristic"),
    streamField(call::StreamField::Confidence, "rtp.confidence", ValueType::Integer,
                "How sure that is, 0 to 100"),
    streamField(call::StreamField::Agreed, "rtp.agreed", ValueType::Text,
                "Formats that both sides agreed on for each RTP stream, blank-joined"),
    streamField(call::StreamField::Encryption, "rtp.encryption", ValueType::Text,
                "How its RTP streams are encrypted: srtp"),
    streamField(call::StreamField::Markers, "rtp.markers", ValueType::Integer,
                "Packets of each RTP stream with the marker"),
    streamField(call::StreamField::ComfortNoise, "rtp.comfort_noise", ValueType::Integer,
                "Packets of comfort noise in each RTP stream"),
    streamField(call::StreamField::Events, "rtp.events", ValueType::Integer,
                "Packets of telephone-event in each RTP stream"),
    streamField(call::StreamField::DscpChanges, "rtp.dscp_changes", ValueType::Integer,
                "Changes of the code point in each RTP stream"),
    streamField(call::StreamField::Restarts, "rtp.restarts", ValueType::Integer,
                "How often each RTP stream began with other sequence numbers"),
    streamField(call::StreamField::LossRuns, "rtp.loss_runs", ValueType::Integer,
                "Runs of packets that were missing in each RTP stream"),
    streamField(call::StreamField::LongestLoss, "rtp.longest_loss", ValueType::Integer,
                "Packets of the longest run that was missing in each RTP stream"),
    streamField(call::StreamField::Silence, "rtp.silence", ValueType::Duration,
                "How long the sender of each RTP stream was silent and said so"),
    streamField(call::StreamField::Pauses, "rtp.pauses", ValueType::Integer,
                "Jumps of the timestamp in each RTP stream that nothing explains"),
    streamField(call::StreamField::Stalls, "rtp.stalls", ValueType::Integer,
                "How often packets of each RTP stream were held up"),
    streamField(call::StreamField::LongestStall, "rtp.longest_stall", ValueType::Duration,
                "Longest time for which packets of each RTP stream were held up"),
    streamField(call::StreamField::Silent, "rtp.silent", ValueType::Decimal,
                "Silence in the sound of each G.711 stream, in percent"),
    streamField(call::StreamField::LongestSilent, "rtp.longest_silent", ValueType::Duration,
                "Longest silence in the sound of each G.711 stream"),
    streamField(call::StreamField::Digits, "rtp.dtmf", ValueType::Text,
                "Digits that each RTP stream carried as telephone-event (RFC 4733)"),
    streamField(call::StreamField::InbandDigits, "rtp.dtmf_inband", ValueType::Text,
                "Digits in the sound of each G.711 stream"),
    streamField(call::StreamField::InfoDigits, "rtp.dtmf_info", ValueType::Text,
                "Digits that the sender of each RTP stream sent in INFO"),
    streamField(call::StreamField::SenderReports, "rtp.sender_reports", ValueType::Integer,
                "RTCP sender reports about each RTP stream"),
    streamField(call::StreamField::ReceptionReports, "rtp.reception_reports", ValueType::Integer,
                "RTCP reception reports about each RTP stream"),
    streamField(call::StreamField::SentPackets, "rtp.sent_packets", ValueType::Integer,
                "Packets that the sender of each RTP stream says it sent"),
    streamField(call::StreamField::FarLost, "rtp.far_lost", ValueType::Integer,
                "Packets that the receiver of each RTP stream says it lost"),
    streamField(call::StreamField::FarLoss, "rtp.far_loss", ValueType::Decimal,
                "Mean loss by the receiver's reports, in percent"),
    streamField(call::StreamField::FarMaximumLoss, "rtp.far_max_loss", ValueType::Decimal,
                "Highest loss by the receiver's reports, in percent"),
    streamField(call::StreamField::FarJitter, "rtp.far_jitter", ValueType::Duration,
                "Mean jitter by the receiver's reports"),
    streamField(call::StreamField::FarMaximumJitter, "rtp.far_max_jitter", ValueType::Duration,
                "Highest jitter by the receiver's reports"),
    streamField(call::StreamField::RoundTrip, "rtp.round_trip", ValueType::Duration,
                "Mean time from the capture point to the receiver and back, by RTCP"),
    streamField(call::StreamField::MaximumRoundTrip, "rtp.max_round_trip", ValueType::Duration,
                "Longest time from the capture point to the receiver and back, by RTCP"),
    streamField(call::StreamField::FarRoundTrip, "rtp.far_round_trip", ValueType::Duration,
                "Time between both ends and back, as RTCP XR says"),
    streamField(call::StreamField::FarDiscard, "rtp.far_discard", ValueType::Decimal,
                "Packets that the receiver threw away, in percent, as RTCP XR says"),
    streamField(call::StreamField::FarRFactor, "rtp.far_r", ValueType::Decimal, "R as RTCP XR says"),
    streamField(call::StreamField::FarListeningMos, "rtp.far_mos_lq", ValueType::Decimal,
                "MOS for listening as RTCP XR says"),
    streamField(call::StreamField::FarConversationalMos, "rtp.far_mos_cq", ValueType::Decimal,
                "MOS for conversation as RTCP XR says"),
    streamField(call::StreamField::Reports, "rtp.reports", ValueType::Integer,
                "Reports of HEP agents and endpoints about each RTP stream"),
    streamField(call::StreamField::ReportFormats, "rtp.report_formats", ValueType::Text,
                "Kinds of these reports: rtcp-json, rtp-agent, vq-rtcpxr"),
    streamField(call::StreamField::Reporter, "rtp.reporter", ValueType::Text,
                "Who reported last on each RTP stream: an address and port, or a HEP agent"),
    streamField(call::StreamField::ReportedPackets, "rtp.reported_packets", ValueType::Integer,
                "Packets of each RTP stream that came, by the newest report"),
    streamField(call::StreamField::ReportedExpected, "rtp.reported_expected", ValueType::Integer,
                "Packets of each RTP stream that should have come, by the newest report"),
    streamField(call::StreamField::ReportedMos, "rtp.reported_mos", ValueType::Decimal,
                "MOS of each RTP stream by the newest report"),
    streamField(call::StreamField::ReportedRFactor, "rtp.reported_r", ValueType::Decimal,
                "R of each RTP stream by the newest report"),
};
static_assert(streamFields.size() == call::streamFieldCount);

} // namespace core::filter
