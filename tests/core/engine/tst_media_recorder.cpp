// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/file_source.h"
#include "core/engine/capture_engine.h"
#include "core/engine/media_recorder.h"
#include "core/session/session_reader.h"
#include "tests/support/capture_file_builder.h"
#include "tests/support/hep_builder.h"
#include "tests/support/rtp_builder.h"
#include "tests/support/temp_session.h"

#include <QTest>

using namespace core;
using namespace core::engine;
using namespace tests::support;
using namespace std::chrono_literals;

namespace {

/// A capture of a call and its media, written packet by packet.
class Recording {
public:
    void message(const char* from, const char* to, std::string_view start, std::string_view tags,
                 const std::string& body)
    {
        add(ethernet(
            ip(from, to,
               udp(5060, 5060,
                   text(std::string{start} + "\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\n" +
                        std::string{tags} +
                        "Call-ID: media@example.com\r\nCSeq: 1 INVITE\r\nContent-Type: application/sdp\r\n"
                        "Content-Length: " +
                        std::to_string(body.size()) + "\r\n\r\n" + body)))));
    }

    void offer(std::string_view address, int port)
    {
        message("192.0.2.1", "192.0.2.2", "INVITE sip:bob@example.com SIP/2.0",
                "From: <sip:alice@example.com>;tag=a\r\nTo: <sip:bob@example.com>\r\n", sdp(address, port));
    }

    void offerFax(std::string_view address, int port)
    {
        message("192.0.2.1", "192.0.2.2", "INVITE sip:bob@example.com SIP/2.0",
                "From: <sip:alice@example.com>;tag=a\r\nTo: <sip:bob@example.com>\r\n",
                "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 " + std::string{address} +
                    "\r\nt=0 0\r\nm=image " + std::to_string(port) + " udptl t38\r\n");
    }

    void answer(std::string_view address, int port)
    {
        message("192.0.2.2", "192.0.2.1", "SIP/2.0 200 OK",
                "From: <sip:alice@example.com>;tag=a\r\nTo: <sip:bob@example.com>;tag=b\r\n",
                sdp(address, port));
    }

    /// A digit in an INFO request of the caller, on two hops.
    void info(int cseq, std::string_view signal)
    {
        const std::string body = "Signal=" + std::string{signal} + "\r\nDuration=160\r\n";
        for (const auto& [from, to] : {std::pair{"192.0.2.1", "192.0.2.2"}, {"192.0.2.2", "192.0.2.3"}})
            add(ethernet(ip(from, to,
                            udp(5060, 5060,
                                text("INFO sip:bob@example.com SIP/2.0\r\nVia: SIP/2.0/UDP "
                                     "192.0.2.1;branch=z9hG4bK2\r\nFrom: "
                                     "<sip:alice@example.com>;tag=a\r\nTo: <sip:bob@example.com>;tag=b\r\n"
                                     "Call-ID: media@example.com\r\nCSeq: " +
                                     std::to_string(cseq) +
                                     " INFO\r\nContent-Type: application/dtmf-relay\r\nContent-Length: " +
                                     std::to_string(body.size()) + "\r\n\r\n" + body)))));
    }

    void event(const char* from, std::uint16_t fromPort, const char* to, std::uint16_t toPort, Rtp packet,
               std::uint8_t code)
    {
        packet.payloadType = 101;
        add(ethernet(ip(from, to, udp(fromPort, toPort, rtp(packet, eventPayload(code, 800, true))))));
    }

    void media(const char* from, std::uint16_t fromPort, const char* to, std::uint16_t toPort,
               const Rtp& packet)
    {
        add(ethernet(ip(from, to, udp(fromPort, toPort, rtp(packet)))));
    }

    void add(const Bytes& frame)
    {
        m_packets.push_back({1'700'000'000 + m_milliseconds / 1000, m_milliseconds % 1000 * 1000, frame, 0});
        m_milliseconds += 10;
    }

    [[nodiscard]] Bytes file() const { return pcapFile(m_packets); }

private:
    static std::string sdp(std::string_view address, int port)
    {
        return "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 " + std::string{address} +
               "\r\nt=0 0\r\nm=audio " + std::to_string(port) +
               " RTP/AVP 96 101\r\na=rtpmap:96 opus/48000/2\r\n" + "a=rtpmap:101 telephone-event/8000\r\n";
    }

    std::vector<PcapPacket> m_packets;
    std::uint32_t m_milliseconds = 0;
};

/// Both sides talk for `packets` packets of 20 ms; one of a hundred of Bob's is lost.
void talk(Recording& recording, std::uint16_t packets, const char* bob = "198.51.100.2")
{
    for (std::uint16_t i = 0; i < packets; ++i) {
        recording.media("192.0.2.11", 4000, bob, 5000,
                        {.payloadType = 96, .sequence = i, .timestamp = i * 960U, .ssrc = 0xa});
        recording.media(bob, 5000, "192.0.2.11", 4000,
                        {.payloadType = 96,
                         .sequence = static_cast<std::uint16_t>(i + i / 100),
                         .timestamp = (i + i / 100) * 960U,
                         .ssrc = 0xb});
    }
}

void import(const TempSession& session, const Recording& recording, RtpPolicy policy = RtpPolicy::Full)
{
    const std::string capture = (session.folder() / "media.pcap").string();
    QVERIFY(writeFile(capture, recording.file()));
    auto engine = CaptureEngine::create({.session = session.path(),
                                         .writer = {core::session::Durability::Import, {}, {}},
                                         .recorder = {.rtp = policy}});
    QVERIFY(engine);
    (*engine)->addSource(std::make_unique<capture::FileSource>(std::vector<std::string>{capture}));
    QVERIFY((*engine)->waitForSources(20s));
    QVERIFY((*engine)->stop());
}

std::vector<session::StreamRow> streamsOf(const TempSession& session)
{
    const auto reader = session::SessionReader::open(session.path());
    if (!reader)
        return {};
    const auto streams = (*reader)->streams();
    return streams ? *streams : std::vector<session::StreamRow>{};
}

} // namespace

class MediaRecorderTest : public QObject {
    Q_OBJECT

private slots:
    void streamsOfACallAreRecorded();
    void aStreamIsCountedWhenItIsFound();
    void intervalsAreRecorded();
    void anAddressBehindNatIsLearned();
    void streamsWithoutSignallingSayHowSureTheyAre();
    void streamsDoNotNeedTheirPacketsStored_data();
    void streamsDoNotNeedTheirPacketsStored();
    void reindexingKeepsStreams_data();
    void reindexingKeepsStreams();
    void digitsOfAllWaysAreRecorded_data();
    void digitsOfAllWaysAreRecorded();
    void mediaInHepAreRecorded();
    void reportsInHepAreRecorded();
    void aReportOfAnEndpointIsRecorded();
    void reportsThatCannotBeReadAreKeptAndCounted();
    void faxIsNoRtp();
    void faxIsAStream_data();
    void faxIsAStream();
    void rtpGoesOnWhereFaxWasAgreedOn();
};

void MediaRecorderTest::streamsOfACallAreRecorded()
{
    const TempSession session;
    Recording recording;
    recording.offer("192.0.2.11", 4000);
    recording.answer("198.51.100.2", 5000);
    talk(recording, 1000);
    import(session, recording);
    const auto streams = streamsOf(session);
    QCOMPARE(streams.size(), std::size_t{2});
    for (const session::StreamRow& stream : streams) {
        QCOMPARE(stream.call.value, std::int64_t{1});
        QCOMPARE(stream.origin, media::StreamOrigin::Signalling);
        QCOMPARE(stream.codec, std::string{"opus"});
        QCOMPARE(stream.counters.packets, std::uint64_t{1000});
        QCOMPARE(stream.counters.clockRate, 48'000U);
        QCOMPARE(stream.counters.packetMs(), 20.0);
    }
    QCOMPARE(streams[0].path.source.toString(), std::string{"192.0.2.11:4000"});
    QCOMPARE(streams[0].counters.lost, std::int64_t{0});
    QCOMPARE(streams[1].ssrc, 0xbU);
    QCOMPARE(streams[1].counters.lost, std::int64_t{9});
    QVERIFY(streams[1].counters.lossPercent() > 0.8 && streams[1].counters.lossPercent() < 1);
}

/// Its row is in the file at once, and it does not say that there was nothing.
void MediaRecorderTest::aStreamIsCountedWhenItIsFound()
{
    const TempSession session;
    const auto writer = session.writer();
    MediaRecorder recorder{*writer};
    for (std::uint16_t i = 0; i < 3; ++i) {
        const Bytes bytes = rtp({.payloadType = 8, .sequence = i, .timestamp = i * 160U});
        const base::Timestamp now{1'700'000'000s + i * 20ms};
        recorder.takePacket({.path = {{*net::IpAddress::parse("192.0.2.1"), 4000},
                                      {*net::IpAddress::parse("192.0.2.2"), 5000},
                                      net::Transport::Udp},
                             .captured = now,
                             .bytes = bytes},
                            now);
    }
    QVERIFY(recorder.hasUncommitted());
    QVERIFY(writer->commit());
    QTRY_COMPARE(streamsOf(session).size(), std::size_t{1});
    const auto streams = streamsOf(session);
    QCOMPARE(streams[0].counters.packets, std::uint64_t{3});
    QCOMPARE(streams[0].codec, std::string{"PCMA"});
    QCOMPARE(streams[0].counters.first, base::Timestamp{1'700'000'000s});
}

void MediaRecorderTest::intervalsAreRecorded()
{
    const TempSession session;
    Recording recording;
    talk(recording, 1000); // 20 s
    import(session, recording);
    const auto reader = session::SessionReader::open(session.path());
    QVERIFY(reader);
    const auto intervals = (*reader)->streamIntervals(2);
    QVERIFY(intervals);
    QCOMPARE(intervals->size(), std::size_t{4});
    std::uint64_t packets = 0;
    std::int64_t lost = 0;
    for (const session::StreamIntervalRow& row : *intervals) {
        packets += row.interval.packets;
        lost += row.interval.lost;
    }
    QCOMPARE(packets, std::uint64_t{1000});
    QCOMPARE(lost, std::int64_t{9});
}

/// Bob's SDP has an address that nobody can reach; what he sends shows where he is.
void MediaRecorderTest::anAddressBehindNatIsLearned()
{
    const TempSession session;
    Recording recording;
    recording.offer("192.0.2.11", 4000);
    recording.answer("10.0.0.2", 5000);
    talk(recording, 50, "203.0.113.7");
    import(session, recording);
    const auto streams = streamsOf(session);
    QCOMPARE(streams.size(), std::size_t{2});
    for (const session::StreamRow& stream : streams) {
        QCOMPARE(stream.call.value, std::int64_t{1});
        QCOMPARE(stream.codec, std::string{"opus"});
        QCOMPARE(stream.counters.packets, std::uint64_t{50});
        QCOMPARE(stream.origin,
                 stream.ssrc == 0xbU ? media::StreamOrigin::Signalling : media::StreamOrigin::Symmetric);
    }
}

void MediaRecorderTest::streamsWithoutSignallingSayHowSureTheyAre()
{
    const TempSession session;
    Recording recording;
    talk(recording, 50);
    // Once, and it looks like RTP.
    recording.media("192.0.2.50", 1000, "192.0.2.51", 1000, {.ssrc = 0xc});
    import(session, recording);
    const auto streams = streamsOf(session);
    QCOMPARE(streams.size(), std::size_t{2});
    QCOMPARE(streams[0].origin, media::StreamOrigin::Heuristic);
    QVERIFY(!streams[0].call);
    QVERIFY(streams[0].confidence >= 85);
    QCOMPARE(streams[0].codec, std::string{}); // nobody says what 96 is
    QCOMPARE(streams[0].counters.jitter.maximum, 0.0);
}

void MediaRecorderTest::streamsDoNotNeedTheirPacketsStored_data()
{
    QTest::addColumn<int>("policy");
    QTest::newRow("full") << int(RtpPolicy::Full);
    QTest::newRow("headers") << int(RtpPolicy::Headers);
    QTest::newRow("none") << int(RtpPolicy::None);
}

void MediaRecorderTest::streamsDoNotNeedTheirPacketsStored()
{
    QFETCH(int, policy);
    const TempSession session;
    Recording recording;
    recording.offer("192.0.2.11", 4000);
    talk(recording, 300);
    import(session, recording, static_cast<RtpPolicy>(policy));
    const auto streams = streamsOf(session);
    QCOMPARE(streams.size(), std::size_t{2});
    QCOMPARE(streams[0].counters.octets + streams[1].counters.octets, std::uint64_t{2 * 300 * 160});
    QCOMPARE(streams[0].counters.packets, std::uint64_t{300});
}

void MediaRecorderTest::reindexingKeepsStreams_data()
{
    streamsDoNotNeedTheirPacketsStored_data();
}

/// From the packets, or from their headers; of packets that were not stored the rows are all that there is.
void MediaRecorderTest::reindexingKeepsStreams()
{
    QFETCH(int, policy);
    const TempSession session;
    Recording recording;
    recording.offer("192.0.2.11", 4000);
    recording.answer("198.51.100.2", 5000);
    talk(recording, 300);
    import(session, recording, static_cast<RtpPolicy>(policy));
    const auto before = streamsOf(session);
    QCOMPARE(before.size(), std::size_t{2});
    QVERIFY(reindexSession(session.path()));
    const auto after = streamsOf(session);
    QCOMPARE(after.size(), before.size());
    for (std::size_t i = 0; i < after.size(); ++i) {
        QCOMPARE(after[i].id, before[i].id);
        QCOMPARE(after[i].counters.octets, before[i].counters.octets);
        QCOMPARE(after[i].counters.lost, before[i].counters.lost);
        QCOMPARE(after[i].counters.jitter.mean, before[i].counters.jitter.mean);
        QCOMPARE(after[i].call, before[i].call);
    }
    const auto reader = session::SessionReader::open(session.path());
    QVERIFY(reader);
    QCOMPARE((*reader)->streamIntervals(1)->size(), std::size_t{2}); // 6 s
}

void MediaRecorderTest::digitsOfAllWaysAreRecorded_data()
{
    QTest::addColumn<int>("policy");
    QTest::newRow("full") << int(RtpPolicy::Full);
    QTest::newRow("headers") << int(RtpPolicy::Headers);
}

/// Also when indexed anew, where the packets have lost what was dialled in them.
void MediaRecorderTest::digitsOfAllWaysAreRecorded()
{
    QFETCH(int, policy);
    const TempSession session;
    Recording recording;
    recording.offer("192.0.2.11", 4000);
    recording.answer("198.51.100.2", 5000);
    talk(recording, 100);
    recording.event("192.0.2.11", 4000, "198.51.100.2", 5000,
                    {.sequence = 100, .timestamp = 100'000, .ssrc = 0xa, .isMarked = true}, 9);
    recording.info(2, "4");
    recording.info(3, "11");
    import(session, recording, static_cast<RtpPolicy>(policy));
    for (const bool isIndexedAnew : {false, true}) {
        if (isIndexedAnew)
            QVERIFY(reindexSession(session.path()));
        const auto streams = streamsOf(session);
        QCOMPARE(streams.size(), std::size_t{2});
        QCOMPARE(streams[0].digits.events, std::string{"9"});
        QCOMPARE(streams[0].digits.messages, std::string{"4#"});
        QCOMPARE(streams[1].digits.events + streams[1].digits.messages, std::string{});
        QCOMPARE(streams[0].agreed, std::string{"opus telephone-event"});
    }
}

/// An agent sends what it captured: the addresses are those of the media, and the times the agent's.
void MediaRecorderTest::mediaInHepAreRecorded()
{
    const TempSession session;
    Recording recording;
    recording.offer("192.0.2.11", 4000);
    recording.answer("198.51.100.2", 5000);
    const auto sendHep = [&](const Bytes& payload, std::uint64_t type, std::uint16_t port,
                             std::uint32_t time) {
        using core::hep::ChunkType;
        recording.add(ethernet(ip("203.0.113.1", "203.0.113.2",
                                  udp(9060, 9060,
                                      Hep3Builder{}
                                          .number(ChunkType::Family, 2, 1)
                                          .number(ChunkType::IpProtocol, 17, 1)
                                          .address(ChunkType::SourceIpv4, "192.0.2.11")
                                          .address(ChunkType::DestinationIpv4, "198.51.100.2")
                                          .number(ChunkType::SourcePort, 4000U + port, 2)
                                          .number(ChunkType::DestinationPort, 5000U + port, 2)
                                          .number(ChunkType::TimestampSeconds, 1'700'000'100 + time / 1000, 4)
                                          .number(ChunkType::TimestampMicros, time % 1000 * 1000, 4)
                                          .number(ChunkType::PayloadType, type, 1)
                                          .chunk(0, 0x000f, payload)
                                          .build()))));
    };
    for (std::uint16_t i = 0; i < 100; ++i)
        sendHep(rtp({.payloadType = 96, .sequence = i, .timestamp = i * 960U, .ssrc = 0xa}), 4, 0, i * 20U);
    sendHep(hex("80 c8 00 06 00 00 00 0a 11 11 22 22 33 33 44 44 00 00 00 01 00 00 00 64 00 00 09 00"), 5, 1,
            2000);
    import(session, recording);
    const auto streams = streamsOf(session);
    QCOMPARE(streams.size(), std::size_t{1});
    QCOMPARE(streams[0].call.value, std::int64_t{1});
    QCOMPARE(streams[0].codec, std::string{"opus"});
    QCOMPARE(streams[0].counters.packets, std::uint64_t{100});
    QVERIFY(streams[0].counters.first == base::Timestamp{1'700'000'100s});
    QVERIFY(streams[0].counters.last == base::Timestamp{1'700'000'101s + 980ms});
    QCOMPARE(streams[0].reports.sentPackets, 100U);
}

namespace {

/// A report of an agent, in HEP; of a packet that went from `from` to `to`.
Bytes reportInHep(std::string_view json, std::uint64_t type, net::Endpoint from, net::Endpoint to,
                  std::string_view correlationId = {})
{
    using core::hep::ChunkType;
    Hep3Builder hep;
    hep.number(ChunkType::Family, 2, 1)
        .number(ChunkType::IpProtocol, 17, 1)
        .address(ChunkType::SourceIpv4, from.address.toString())
        .address(ChunkType::DestinationIpv4, to.address.toString())
        .number(ChunkType::SourcePort, from.port, 2)
        .number(ChunkType::DestinationPort, to.port, 2)
        .number(ChunkType::TimestampSeconds, 1'700'000'100, 4)
        .number(ChunkType::TimestampMicros, 0, 4)
        .number(ChunkType::PayloadType, type, 1)
        .number(ChunkType::CaptureId, 2001, 4);
    if (!correlationId.empty())
        hep.text(ChunkType::CorrelationId, correlationId);
    hep.text(ChunkType::Payload, json);
    return ethernet(ip("203.0.113.1", "203.0.113.2", udp(9060, 9060, hep.build())));
}

net::Endpoint place(const char* address, std::uint16_t port)
{
    return {*net::IpAddress::parse(address), port};
}

} // namespace

/// Alice's stream was captured, Bob's was not: agents report on both.
void MediaRecorderTest::reportsInHepAreRecorded()
{
    const TempSession session;
    Recording recording;
    recording.offer("192.0.2.11", 4000);
    recording.answer("198.51.100.2", 5000);
    for (std::uint16_t i = 0; i < 100; ++i)
        recording.media("192.0.2.11", 4000, "198.51.100.2", 5000,
                        {.payloadType = 96, .sequence = i, .timestamp = i * 960U, .ssrc = 0xa});
    recording.add(reportInHep(R"({"sender_information":{"ntp_timestamp_sec":4004481264,)"
                              R"("ntp_timestamp_usec":1,"packets":250,"octets":1},"ssrc":11,"type":200,)"
                              R"("report_blocks":[{"source_ssrc":10,"fraction_lost":64,"packets_lost":5,)"
                              R"("highest_seq_no":9,"ia_jitter":960,"lsr":0,"dlsr":0}]})",
                              5, place("198.51.100.2", 5001), place("192.0.2.11", 4001)));
    // An agent elsewhere, which knows the call by its Call-ID alone.
    recording.add(reportInHep(R"({"SRC_IP":"10.0.0.1","SRC_PORT":7000,"DST_IP":"10.0.0.2","DST_PORT":7002,)"
                              R"("TOTAL_PK":490,"EXPECTED_PK":500,"PACKET_LOSS":10,"MEAN_JITTER":2.5,)"
                              R"("MEAN_MOS":4.25,"CODEC_NAME":"PCMA","SSRC":12})",
                              34, place("10.0.0.1", 7000), place("10.0.0.2", 7002), "media@example.com"));
    import(session, recording);
    const auto streams = streamsOf(session);
    QCOMPARE(streams.size(), std::size_t{3});
    QCOMPARE(streams[0].counters.packets, std::uint64_t{100});
    QCOMPARE(streams[0].reports.lost, 5);
    QCOMPARE(streams[0].reports.loss.mean, 25.0);
    QCOMPARE(streams[0].reports.jitter.mean, 20.0);
    QCOMPARE(streams[0].reports.told.reporter, std::string{"198.51.100.2:5001"});
    QCOMPARE(streams[1].origin, media::StreamOrigin::Reports);
    QCOMPARE(streams[1].call.value, std::int64_t{1});
    QCOMPARE(streams[1].ssrc, 11U);
    QCOMPARE(streams[1].path.source.toString(), std::string{"198.51.100.2:5000"});
    QCOMPARE(streams[1].reports.sentPackets, 250U);
    QCOMPARE(streams[1].counters.packets, std::uint64_t{0});
    QVERIFY(streams[1].counters.first == base::Timestamp{1'700'000'100s});
    QCOMPARE(streams[2].origin, media::StreamOrigin::Reports);
    QCOMPARE(streams[2].call.value, std::int64_t{1});
    QCOMPARE(streams[2].codec, std::string{"PCMA"});
    QCOMPARE(streams[2].reports.told.packets, std::uint64_t{490});
    QCOMPARE(streams[2].reports.told.reporter, std::string{"agent 2001"});
    QCOMPARE(streams[2].reports.loss.mean, 2.0);
    QCOMPARE(*streams[2].reports.mos(), 4.25);
}

/// A PUBLISH has a Call-ID of its own and names the call in its body.
void MediaRecorderTest::aReportOfAnEndpointIsRecorded()
{
    const TempSession session;
    Recording recording;
    recording.offer("192.0.2.11", 4000);
    recording.answer("198.51.100.2", 5000);
    talk(recording, 50);
    const auto publish = [&](const std::string& body) {
        recording.add(ethernet(
            ip("192.0.2.1", "192.0.2.9",
               udp(5060, 5060,
                   text("PUBLISH sip:collector@example.com SIP/2.0\r\nVia: SIP/2.0/UDP "
                        "192.0.2.1;branch=z9hG4bK7\r\nMax-Forwards: 70\r\nFrom: "
                        "<sip:alice@example.com>;tag=q\r\nTo: <sip:collector@example.com>\r\nCall-ID: "
                        "report@example.com\r\nCSeq: 1 PUBLISH\r\nContent-Type: "
                        "application/vq-rtcpxr\r\nContent-Length: " +
                        std::to_string(body.size()) + "\r\n\r\n" + body)))));
    };
    publish("VQSessionReport: CallTerm\r\nCallID:media@example.com\r\nLocalAddr:IP=192.0.2.11 PORT=4000 "
            "SSRC=a\r\nRemoteAddr:IP=198.51.100.2 PORT=5000 SSRC=b\r\nLocalMetrics:\r\nPacketLoss:NLR=5.0 "
            "JDR=2.0\r\nDelay:RTD=200 IAJ=2\r\nQualityEst:RCQ=85 MOSLQ=4.1 MOSCQ=4.0\r\n");
    publish("VQSessionReport: CallTerm\r\nnothing else\r\n");
    import(session, recording);
    const auto streams = streamsOf(session);
    QCOMPARE(streams.size(), std::size_t{2});
    QCOMPARE(streams[1].ssrc, 0xbU);
    QCOMPARE(streams[1].reports.metrics.lossPercent, 5.0);
    QCOMPARE(int(streams[1].reports.metrics.roundTripMs), 200);
    QCOMPARE(*streams[1].reports.mos(), 4.0);
    QCOMPARE(streams[1].reports.told.reporter, std::string{"192.0.2.1:5060"});
    QCOMPARE(streams[0].reports.told.count, 0U);
    // The second says no figure, and is shown as a message that is wrong.
    const auto reader = session::SessionReader::open(session.path());
    QVERIFY(reader);
    const auto messages = (*reader)->messages(std::vector{base::MessageId{3}, base::MessageId{4}});
    QVERIFY(messages);
    QVERIFY(!messages->at(0).defects.contains(sip::Defect::QualityReportMalformed));
    QVERIFY(messages->at(1).defects.contains(sip::Defect::QualityReportMalformed));
}

void MediaRecorderTest::reportsThatCannotBeReadAreKeptAndCounted()
{
    const TempSession session;
    Recording recording;
    const auto from = place("198.51.100.2", 5001);
    const auto to = place("192.0.2.11", 4001);
    for (const char* const text : {"[object Object]", R"({"ssrc":1,"report_bl)", R"({"level":"info"})", ""})
        recording.add(reportInHep(text, 5, from, to));
    recording.add(
        reportInHep(R"({"ssrc":1,"report_blocks":[{"source_ssrc":10,"ia_jitter":1}]})", 5, from, to));
    import(session, recording);
    const auto reader = session::SessionReader::open(session.path());
    QVERIFY(reader);
    const auto sources = (*reader)->sources();
    QVERIFY(sources && sources->size() == 1);
    const session::SourceRow& source = sources->front();
    QCOMPARE(source.count(session::FrameFate::HepMalformed), std::uint64_t{0}); // what is in it is
    QCOMPARE(source.count(session::FrameFate::HepOther), std::uint64_t{5});
    QCOMPARE(source.stored, std::uint64_t{5});
    std::map<net::FrameDetail, std::uint64_t> why;
    for (const session::FrameTally& tally : source.tallies)
        why[tally.detail] += tally.frames;
    QCOMPARE(why[net::FrameDetail::ReportNotJson], std::uint64_t{2});
    QCOMPARE(why[net::FrameDetail::ReportCutShort], std::uint64_t{1});
    QCOMPARE(why[net::FrameDetail::ReportWithoutFigures], std::uint64_t{1});
    QCOMPARE(streamsOf(session).size(), std::size_t{1});
}

namespace {

/// A packet of fax with two redundant ones behind it.
Bytes udptl(std::uint16_t sequence)
{
    return join({big16(sequence), hex("0a 00 01 02 03 04 05 06 07 08 09 00 02 02 c0 00 01 c0")});
}

void sendFax(Recording& recording, const char* from, std::uint16_t fromPort, const char* to,
             std::uint16_t toPort, std::initializer_list<std::uint16_t> numbers)
{
    for (const std::uint16_t number : numbers)
        recording.add(ethernet(ip(from, to, udp(fromPort, toPort, udptl(number)))));
}

} // namespace

/// UDPTL with numbers from 0x8000 on has what RTP calls version 2.
void MediaRecorderTest::faxIsNoRtp()
{
    const TempSession session;
    Recording recording;
    recording.offerFax("192.0.2.11", 4000);
    for (std::uint16_t i = 0; i < 50; ++i)
        sendFax(recording, "198.51.100.2", 5000, "192.0.2.11", 4000,
                {static_cast<std::uint16_t>(0x8000 + i)});
    import(session, recording);
    const auto streams = streamsOf(session);
    QCOMPARE(streams.size(), std::size_t{1});
    QCOMPARE(streams[0].codec, std::string{"T.38"});
    QCOMPARE(streams[0].counters.packets, std::uint64_t{50});
}

void MediaRecorderTest::faxIsAStream_data()
{
    streamsDoNotNeedTheirPacketsStored_data();
}

/// Packets that come again, and the redundant ones within a packet, make up for no loss; its headers are
/// enough to count it again.
void MediaRecorderTest::faxIsAStream()
{
    QFETCH(int, policy);
    const TempSession session;
    Recording recording;
    recording.offerFax("192.0.2.11", 4000);
    sendFax(recording, "198.51.100.2", 5000, "192.0.2.11", 4000, {0, 0, 0, 1, 2, 4, 3, 7, 8, 8});
    sendFax(recording, "192.0.2.11", 4000, "198.51.100.2", 5000, {0, 1});
    // Nobody announced fax here.
    sendFax(recording, "192.0.2.99", 4000, "198.51.100.99", 5000, {0, 1, 2, 3});
    import(session, recording, static_cast<RtpPolicy>(policy));
    const auto check = [&session] {
        const auto streams = streamsOf(session);
        QCOMPARE(streams.size(), std::size_t{2});
        QCOMPARE(streams[0].codec, std::string{"T.38"});
        QCOMPARE(streams[0].call.value, std::int64_t{1});
        QCOMPARE(streams[0].counters.packets, std::uint64_t{10});
        QCOMPARE(streams[0].counters.expected, std::uint64_t{9});
        QCOMPARE(streams[0].counters.lost, std::int64_t{2});
        QCOMPARE(streams[0].counters.missing, std::int64_t{2});
        QCOMPARE(streams[0].counters.duplicates, std::uint64_t{3});
        QCOMPARE(streams[0].counters.reordered, std::uint64_t{1});
        QCOMPARE(streams[0].counters.clockRate, 0U);
        QVERIFY(streams[0].counters.payloadTypes.none());
        QCOMPARE(streams[1].path.source.toString(), std::string{"192.0.2.11:4000"});
        QCOMPARE(streams[1].counters.packets, std::uint64_t{2});
    };
    check();
    QVERIFY(reindexSession(session.path()));
    check();
}

void MediaRecorderTest::rtpGoesOnWhereFaxWasAgreedOn()
{
    const TempSession session;
    Recording recording;
    recording.offerFax("192.0.2.11", 4000);
    talk(recording, 100);
    import(session, recording);
    const auto streams = streamsOf(session);
    QCOMPARE(streams.size(), std::size_t{2});
    QCOMPARE(streams[0].counters.packets + streams[1].counters.packets, std::uint64_t{200});
}

QTEST_GUILESS_MAIN(MediaRecorderTest)
#include "tst_media_recorder.moc"
