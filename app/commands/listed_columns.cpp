// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/listed_columns.h"

#include "core/finding/rules.h"
#include "core/leg/leg_link.h"
#include "core/session/rows.h"

#include <algorithm>
#include <array>

namespace app {
namespace {

using core::exporting::SchemaColumn;
using core::filter::ValueType;

SchemaColumn text(std::string name, std::string description)
{
    return {.name = std::move(name), .type = ValueType::Text, .description = std::move(description)};
}

SchemaColumn count(std::string name, std::string description)
{
    return {.name = std::move(name), .type = ValueType::Integer, .description = std::move(description)};
}

SchemaColumn time(std::string name, std::string description)
{
    return {.name = std::move(name), .type = ValueType::Time, .description = std::move(description)};
}

Columns makeSourceColumns()
{
    Columns columns{
        count("id", "Number of the source, from 1"),
        text("kind", "file, interface or hep"),
        text("name", "File, interface or address that was listened on"),
        text("interface", "Interface within a capture file, where the file names it"),
        count("link_type", "Number of the link type, as tcpdump.org lists them; 65536 for HEP"),
        count("received", "Frames that reached us"),
        count("stored", "Frames that the session holds"),
        count("messages", "SIP messages"),
        count("dropped", "Frames dropped by the kernel or by our queue"),
        count("refused", "HEP packets with a wrong key or from an address that is not allowed"),
        time("first_time", "When the first frame was captured"),
        time("last_time", "When the last frame was captured"),
        count("dropped_by_queue", "Frames dropped by our queue, which belong to the received ones"),
    };
    // With what was refused and dropped by our queue these add up to what was received.
    for (std::size_t i = 0; i < core::session::frameFateCount; ++i) {
        const auto fate = static_cast<core::session::FrameFate>(i);
        std::string name{core::session::name(fate)};
        std::replace(name.begin(), name.end(), '-', '_');
        columns.push_back(
            count(std::move(name), "Frames of the class '" + std::string{sentence(fate)} + "'"));
    }
    return columns;
}

} // namespace

const Columns& sourceColumns()
{
    static const Columns columns = makeSourceColumns();
    return columns;
}

const Columns& agentColumns()
{
    static const Columns columns{
        count("id", "Capture id; absent for senders of which nothing was taken"),
        text("name", "Name that the agent gives itself"),
        text("address", "Where it sends from"),
        text("transport", "How it sends: udp, tcp or tls"),
        count("version", "Version of HEP"),
        text("source", "Source that received it"),
        count("packets", "Packets taken"),
        count("bytes", "Bytes of these packets"),
        {.name = "rate",
         .type = ValueType::Decimal,
         .description = "Packets per second between the first and the last"},
        time("first_seen", "When the first packet came"),
        time("last_seen", "When the last packet came"),
        count("refused", "Packets that were refused from this address"),
        text("refused_why", "Reasons, each with its number: key-wrong:3"),
        {.name = "clock_offset",
         .type = ValueType::Duration,
         .description = "The agent's clock minus ours, the median over its newest packets"},
        text("payloads", "What the packets carried, each with its number: sip:120"),
        text("defects", "What was wrong with any of the packets, comma-joined"),
    };
    return columns;
}

const Columns& linkColumns()
{
    static const Columns columns{
        text("first_call_id", "Call-ID of one call"),
        text("second_call_id", "Call-ID of the other"),
        {.name = "state",
         .type = ValueType::Text,
         .description = "Found in what messages say, or decided by hand",
         .values = core::leg::linkStateNames()},
        {.name = "kind",
         .type = ValueType::Text,
         .description = "What links them",
         .values = core::leg::linkKindNames()},
        count("score", "How sure that is, 0 to 100"),
        text("evidence", "Why they belong together, in English"),
        {.name = "messages",
         .type = ValueType::Integer,
         .description = "Ids of the messages that say so",
         .isList = true},
        text("note", "What was remarked with the decision"),
    };
    return columns;
}

const Columns& clockColumns()
{
    static constexpr std::array<std::string_view, 3> bases{"same-packets", "one-direction", "exchanges"};
    const auto span = [](std::string name, std::string description) {
        return SchemaColumn{
            .name = std::move(name), .type = ValueType::Duration, .description = std::move(description)};
    };
    static const Columns columns{
        count("id", "Number of the capture point; the first one is what the others are compared with"),
        text("source", "Source that received it"),
        count("agent_id", "Capture id of the agent behind a HEP listener"),
        text("agent_name", "Name that the agent gives itself"),
        count("messages", "SIP messages from there"),
        count("shared", "Of these: packets that another capture point saw too"),
        span("delay",
             "From the other sighting of a packet to this one, by the clocks as they are, the median"),
        span("offset", "By how much its clock is ahead of the first one"),
        span("uncertainty", "The offset is right to within this; absent when transit times are not known"),
        {.name = "basis",
         .type = ValueType::Text,
         .description =
             "Packets that both saw in both directions, in one direction, or the order of requests "
             "and responses on neighbouring hops",
         .values = bases},
        span("correction", "What is taken off its times in flows"),
    };
    return columns;
}

const Columns& findingColumns()
{
    static constexpr std::array<std::string_view, 3> severities{"notice", "warning", "error"};
    static const std::vector<std::string_view> kinds = [] {
        std::vector<std::string_view> names;
        for (const core::finding::Kind* kind : core::finding::allKinds())
            names.push_back(kind->name);
        return names;
    }();
    static const Columns columns{
        count("id", "Number of the row, from 1"),
        time("time", "When the first of the messages was captured"),
        {.name = "severity", .type = ValueType::Text, .description = "How bad it is", .values = severities},
        {.name = "finding", .type = ValueType::Text, .description = "What it is", .values = kinds},
        text("call_id", "Call-ID of the call"),
        text("sentence", "What is wrong, in English"),
        {.name = "messages",
         .type = ValueType::Integer,
         .description = "Ids of the messages that show it, at most 20",
         .isList = true},
        text("reference", "The section of the RFC"),
        text("advice", "What to check next, in English"),
    };
    return columns;
}

const Columns& streamColumns()
{
    const auto decimal = [](std::string name, std::string description) {
        return SchemaColumn{
            .name = std::move(name), .type = ValueType::Decimal, .description = std::move(description)};
    };
    static const Columns columns{
        count("id", "Number of the stream, in the order in which they were recognised"),
        time("time", "When its first packet was captured"),
        {.name = "duration", .type = ValueType::Duration, .description = "First to last packet"},
        text("call_id", "Call whose SDP announced it"),
        text("src.ip", "Address of the sender"),
        count("src.port", "Port of the sender"),
        text("dst.ip", "Address of the receiver"),
        count("dst.port", "Port of the receiver"),
        text("ssrc", "Synchronisation source, in hexadecimal digits"),
        text("codec", "Encoding of its payload, as SDP or RFC 3551 spells it"),
        count("payload_type", "Payload type of its newest packet that is neither comfort noise nor an event"),
        decimal("ptime", "Milliseconds in a packet, as most packets have it"),
        count("packets", "Packets that were captured"),
        count("expected", "Packets that should have come, by their sequence numbers (RFC 3550 A.3)"),
        count("lost", "Expected minus captured (RFC 3550 A.3); below zero when packets came twice"),
        decimal("loss", "Packets that never came, in percent of those expected"),
        count("duplicates", "Packets that came more than once"),
        count("reordered", "Packets that came after a later one"),
        decimal("jitter", "Mean interarrival jitter in milliseconds (RFC 3550 6.4.1)"),
        decimal("max_jitter", "Greatest interarrival jitter in milliseconds"),
        decimal("max_delta", "Longest time from one packet to the next in milliseconds, silence aside"),
        count("silences", "Times that the sender was silent and said so"),
        count("payload_type_changes", "Changes of the payload type, comfort noise and events aside"),
        count("ssrc_on_path", "1 for the first SSRC between these addresses and ports, 2 for the next"),
        count("dscp", "Differentiated services code point of the newest packet"),
        decimal("r", "Rating factor R of the E-model (ITU-T G.107) for narrowband telephony"),
        decimal("mos",
                "Estimated mean opinion score from R; both assume 150 ms of one-way delay, an echo 65 dB "
                "down, no concealment of lost G.711 packets and no losses in a jitter buffer"),
        decimal("min_mos", "The lowest MOS of its intervals of five seconds"),
        text("mos_basis", "published when ITU-T G.113 has the codec's figures, loss-assumed or assumed when "
                          "some or all of them are assumed"),
        text("origin",
             "signalling when SDP announced it, symmetric when it answers announced media, heuristic "
             "when only its packets tell, reports when no packet was captured and others tell"),
        count("confidence", "How sure that is, 0 to 100"),
        text("agreed", "Formats that both sides have in their SDP, blank-joined"),
        {.name = "payload_types",
         .type = ValueType::Integer,
         .description = "All payload types that were used",
         .isList = true},
        text("encryption", "srtp when the SDP says so"),
        count("markers", "Packets with the marker bit"),
        count("comfort_noise", "Packets of comfort noise"),
        count("events", "Packets of telephone-events"),
        count("dscp_changes", "Changes of the differentiated services code point"),
        count("restarts", "Times that the sequence numbers began anew"),
        count("loss_runs", "Runs of packets that were missing when the next one came"),
        count("longest_loss", "Packets in the longest of them"),
        {.name = "silence",
         .type = ValueType::Duration,
         .description = "How long the sender was silent and said so"},
        count("pauses", "Jumps of the timestamps without a sign of silence"),
        count("stalls", "Times that packets were held up on their way or by the sender's machine"),
        {.name = "longest_stall", .type = ValueType::Duration, .description = "The longest of them"},
        decimal("silent", "Percent of the sound of G.711 that is quieter than -60 dBm0"),
        {.name = "longest_silent",
         .type = ValueType::Duration,
         .description = "The longest part of the sound that is silent without a break"},
        text("dtmf", "Digits dialled in telephone-events (RFC 4733)"),
        text("dtmf_inband", "Digits dialled in the sound of G.711"),
        text("dtmf_info", "Digits that the sending side dialled in INFO requests"),
        count("sender_reports", "RTCP reports of the sender"),
        count("reception_reports", "RTCP reports of the receiver about the stream"),
        count("sent_packets", "Packets that were sent, by the newest report of the sender"),
        count("far_lost", "Packets lost, by the newest report of the receiver"),
        decimal("far_loss", "Percent lost between reports, the mean of those of the receiver"),
        decimal("far_max_loss", "The greatest of them"),
        decimal("far_jitter", "Mean interarrival jitter in milliseconds by the reports of the receiver"),
        decimal("far_max_jitter", "The greatest of them"),
        decimal("round_trip", "Milliseconds from where it was captured to the receiver and back, measured by "
                              "RTCP (RFC 3550 6.4.1), the mean"),
        decimal("max_round_trip", "The longest of them"),
        decimal("far_round_trip", "Milliseconds of round trip in the newest extended report (RFC 3611 4.7)"),
        decimal("far_discard", "Percent that the receiver threw away as too late or too early, there too"),
        decimal("far_r", "The receiver's rating factor R, there too"),
        decimal("far_mos_lq", "The receiver's mean opinion score for listening, there too"),
        decimal("far_mos_cq", "The receiver's mean opinion score for conversation, there too"),
        count("reports", "Reports of HEP agents and endpoints (RFC 6035) about the stream; what they say of "
                         "loss, jitter and round trip is in the columns of the receiver's reports"),
        text("report_formats", "Their kinds, blank-joined: rtcp-json, rtp-agent, vq-rtcpxr"),
        text("reporter", "Who made the newest of them: an address and port, or a HEP agent"),
        count("reported_packets", "Packets received, by the newest of them that says so"),
        count("reported_expected", "Packets expected, by the newest of them that says so"),
        decimal("reported_mos",
                "Mean opinion score by the newest report, of conversation where it tells both"),
        decimal("reported_r", "Rating factor R by the newest of them"),
    };
    return columns;
}

std::vector<std::string> namesOf(const Columns& columns)
{
    std::vector<std::string> names;
    names.reserve(columns.size());
    for (const SchemaColumn& column : columns)
        names.push_back(column.name);
    return names;
}

} // namespace app
