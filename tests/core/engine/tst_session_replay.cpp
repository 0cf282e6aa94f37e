// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/session_replay.h"

#include "core/engine/capture_engine.h"
#include "core/forward/forwarder.h"
#include "core/hep/hep_decoder.h"
#include "tests/core/engine/offered.h"
#include "tests/support/hep_collector.h"
#include "tests/support/temp_session.h"
#include "tests/support/tls_peers.h"

#include <QTest>

#include <fstream>

using namespace core;
using namespace core::engine;
using namespace tests::engine;
using namespace tests::support;
using namespace std::chrono_literals;

namespace {

using Offers = std::vector<std::string>;

/// An engine that records the frames; the caller stops it.
std::unique_ptr<CaptureEngine> record(EngineOptions options, net::LinkType link, std::vector<Bytes> frames)
{
    auto engine = CaptureEngine::create(std::move(options));
    if (!engine)
        return nullptr;
    (*engine)->addSource(std::make_unique<FramesSource>(link, std::move(frames)));
    return (*engine)->waitForSources(30s) ? std::move(*engine) : nullptr;
}

Offers replayed(const std::filesystem::path& session, std::size_t wanted = SIZE_MAX)
{
    Offers offers;
    auto reader = session::SessionReader::open(session);
    if (!reader)
        return {"no session"};
    const auto handedOut = replaySession(**reader,
                                         [&](const forward::OutgoingMessage& message) {
                                             offers.push_back(describe(message));
                                             return offers.size() < wanted;
                                         },
                                         {});
    if (!handedOut || *handedOut != offers.size())
        return {"failed"};
    return offers;
}

/// Frames of a TLS connection from 192.0.2.1:40000 to 192.0.2.2:5061.
std::vector<Bytes> framesOf(const TlsPeers& peers)
{
    std::vector<Bytes> frames;
    std::array<std::uint32_t, 2> sequences{1000, 2000};
    for (const TlsPeers::Chunk& chunk : peers.wire()) {
        std::uint32_t& sequence = sequences[chunk.isFromClient ? 0 : 1];
        frames.push_back(ethernet(
            chunk.isFromClient ? ip("192.0.2.1", "192.0.2.2", tcp(40'000, 5061, sequence, chunk.bytes))
                               : ip("192.0.2.2", "192.0.2.1", tcp(5061, 40'000, sequence, chunk.bytes))));
        sequence += static_cast<std::uint32_t>(chunk.bytes.size());
    }
    return frames;
}

} // namespace

class SessionReplayTest : public QObject {
    Q_OBJECT

private slots:

    void keepsOrderAndTimes()
    {
        const TempSession session;
        const Bytes whole = text(request("b"));
        const auto segment = [&whole](std::size_t from, std::size_t count) {
            return ethernet(
                ip("192.0.2.1", "192.0.2.2",
                   tcp(40'000, 5060, static_cast<std::uint32_t>(100 + from), slice(whole, from, count))));
        };
        auto engine =
            record({.session = session.path(), .writer = {}, .recorder = {}}, net::LinkType::Ethernet,
                   {datagram("a"), segment(0, 100), segment(100, whole.size() - 100), datagram("c")});
        QVERIFY(engine);
        QVERIFY(engine->stop());
        QCOMPARE(
            replayed(session.path()),
            (Offers{
                "1700000000.000000000 udp 192.0.2.1:5060 -> 192.0.2.2:5060 0/ sip a: OPTIONS sip:bob@198.",
                "1700000002.000000000 tcp 192.0.2.1:40000 -> 192.0.2.2:5060 0/ sip b: "
                "OPTIONS sip:bob@198.",
                "1700000003.000000000 udp 192.0.2.1:5060 -> 192.0.2.2:5060 0/ sip c: "
                "OPTIONS sip:bob@198."}));
        QCOMPARE(replayed(session.path(), 2).size(), std::size_t{2});
    }

    void decryptedMessages()
    {
        const TempSession session;
        TlsPeers peers{{}};
        QVERIFY(peers.handshake());
        peers.sendFromClient(request("secret"));
        const std::filesystem::path keyLog = session.folder() / "keys.log";
        std::ofstream{keyLog} << peers.keyLog();
        auto engine = record({.session = session.path(),
                              .writer = {},
                              .recorder = {},
                              .tls = {.keyLogs = {keyLog.string()}, .rsaKeys = {}}},
                             net::LinkType::Ethernet, framesOf(peers));
        QVERIFY(engine);
        QVERIFY(engine->stop());
        const Offers offers = replayed(session.path());
        QCOMPARE(offers.size(), std::size_t{1});
        QVERIFY2(
            offers[0].ends_with(" tls 192.0.2.1:40000 -> 192.0.2.2:5061 0/ sip secret: OPTIONS sip:bob@198."),
            offers[0].c_str());
    }

    /// What is no SIP goes out where it came in, from the capture and from the session alike.
    void whatCaptureAgentsBring()
    {
        const std::vector<Bytes> frames{rtcpPacket(), sipPacket("a"), rtcpPacket(), sipPacket("b"),
                                        rtcpPacket()};
        const std::string rtcp = "1760000000.123456000 udp 192.0.2.1:5060 -> 198.51.100.7:5080 2001/edge "
                                 "rtcp-json call-9: {\"type\":200}";
        const std::string sip = "1760000000.123456000 udp 192.0.2.1:5060 -> 198.51.100.7:5080 2001/edge sip ";
        const Offers expected{rtcp, sip + "a: OPTIONS sip:bob@198.", rtcp, sip + "b: OPTIONS sip:bob@198.",
                              rtcp};

        const TempSession session;
        HepCollector collector{HepCollector::Security::None};
        auto forwarder = forward::Forwarder::create(
            {.url =
                 forward::parseForwardUrl("hep+tcp://127.0.0.1:" + std::to_string(collector.port())).value(),
             .identity = {},
             .authorityFile = {},
             .patience = {},
             .listener = {}});
        QVERIFY(forwarder);
        const std::shared_ptr<forward::Forwarder> shared{std::move(*forwarder)};
        auto engine =
            record({.session = session.path(), .writer = {}, .recorder = {}, .forwarders = {shared}},
                   net::LinkType::Hep, frames);
        QVERIFY(engine);
        QVERIFY(engine->stop());
        QCOMPARE(shared->counters().toString(), std::string{"sent 5 not sent 0"});
        QVERIFY(collector.waitForPackets(frames.size()));
        Offers forwarded;
        for (const Bytes& bytes : collector.packets()) {
            const auto packet = hep::decodeHep(bytes).packet.value();
            forwarded.push_back(describe({.captured = packet.captured.value(),
                                          .path = packet.path,
                                          .bytes = packet.payload,
                                          .captureId = packet.captureId,
                                          .nodeName = packet.agentName,
                                          .correlationId = packet.correlationId,
                                          .payloadType = packet.payloadType}));
        }
        QCOMPARE(forwarded, expected);
        QCOMPARE(replayed(session.path()), expected);
    }

    /// The same when it was not sent to us but seen on a wire, or stood in a capture.
    void whatCaptureAgentsSendToOthers()
    {
        std::vector<Bytes> frames;
        for (const Bytes& packet : {rtcpPacket(), sipPacket("a"), rtcpPacket()})
            frames.push_back(ethernet(ip("203.0.113.5", "203.0.113.6", udp(40000, 9060, packet))));
        const std::string rtcp = "1760000000.123456000 udp 192.0.2.1:5060 -> 198.51.100.7:5080 2001/edge "
                                 "rtcp-json call-9: {\"type\":200}";
        const TempSession session;
        auto engine = record({.session = session.path(), .writer = {}, .recorder = {}, .forwarders = {}},
                             net::LinkType::Ethernet, frames);
        QVERIFY(engine);
        QVERIFY(engine->stop());
        QCOMPARE(replayed(session.path()),
                 (Offers{rtcp,
                         "1760000000.123456000 udp 192.0.2.1:5060 -> 198.51.100.7:5080 2001/edge sip a: "
                         "OPTIONS sip:bob@198.",
                         rtcp}));
    }

    /// In segments of TCP, several packets in one and one in several, and in IP fragments.
    void whatCaptureAgentsSendInPieces()
    {
        const auto rtcp = [](const std::string& payload) {
            return Hep3Builder{}
                .usualHeader()
                .number(hep::ChunkType::PayloadType, 5, 1)
                .text(hep::ChunkType::Payload, payload)
                .build();
        };
        const std::string filler(600, 'x');
        const Bytes stream =
            join({rtcp("1" + filler), rtcp("2"), rtcp("3"), sipPacket("a"), rtcp("4" + filler)});
        std::vector<Bytes> frames;
        for (std::size_t from = 0; from < stream.size(); from += 500) {
            const Bytes part = slice(stream, from, std::min<std::size_t>(500, stream.size() - from));
            frames.push_back(ethernet(ip("203.0.113.5", "203.0.113.6",
                                         tcp(40'000, 9060, static_cast<std::uint32_t>(1000 + from), part))));
        }
        for (const Bytes& fragment :
             fragments("203.0.113.5", "203.0.113.6", udp(40'001, 9060, rtcp("5" + filler)), 256))
            frames.push_back(ethernet(fragment));
        frames.insert(frames.begin() + 1, frames[0]); // and a segment twice
        const TempSession session;
        auto engine = record({.session = session.path(), .writer = {}, .recorder = {}, .forwarders = {}},
                             net::LinkType::Ethernet, frames);
        QVERIFY(engine);
        QVERIFY(engine->stop());
        std::string seen;
        for (const std::string& offer : replayed(session.path())) {
            const std::size_t payload = offer.rfind(": ");
            seen += offer.find("rtcp-json") == std::string::npos ? 'a' : offer.at(payload + 2);
        }
        QCOMPARE(seen, std::string{"123a45"});
    }
};

QTEST_GUILESS_MAIN(SessionReplayTest)
#include "tst_session_replay.moc"
