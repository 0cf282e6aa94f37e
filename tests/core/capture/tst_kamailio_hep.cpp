// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/capture/hep_source.h"
#include "core/hep/hep_decoder.h"
#include "tests/support/sip_peers.h"
#include "tests/support/source_runner.h"

#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>

using namespace core;
using namespace tests::support;

namespace {

constexpr unsigned calls = 10;
/// INVITE, 180, 200, ACK, BYE and 200 on both sides; the proxy's 100 when it is faster than the 180.
constexpr unsigned messagesPerCall = 12;

/// One message on the wire between two ports of 127.0.0.1.
struct Sighting {
    std::uint16_t from = 0;
    std::uint16_t to = 0;
    std::string bytes;

    auto operator<=>(const Sighting&) const = default;
};

/// What SIPp says that it exchanged with the proxy.
void addSightings(std::vector<Sighting>& sightings, const std::string& log, std::uint16_t sippPort,
                  std::uint16_t proxyPort)
{
    for (SippMessage& message : parseSippMessages(log)) {
        if (message.isSent)
            sightings.push_back({sippPort, proxyPort, std::move(message.bytes)});
        else
            sightings.push_back({proxyPort, sippPort, std::move(message.bytes)});
    }
}

} // namespace

/// Real calls by SIPp through Kamailio, whose siptrace module reports to our listener.
class TestKamailioHep : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyMessageArrives_data();
    void everyMessageArrives();
};

void TestKamailioHep::initTestCase()
{
    if (!findProgram("kamailio"))
        QSKIP("kamailio is not installed");
    if (!findProgram("sipp"))
        QSKIP("sipp is not installed");
}

void TestKamailioHep::everyMessageArrives_data()
{
    QTest::addColumn<unsigned>("version");
    for (const unsigned version : {1U, 2U, 3U})
        QTest::addRow("HEP version %u", version) << version;
}

void TestKamailioHep::everyMessageArrives()
{
    QFETCH(unsigned, version);
    const QTemporaryDir temporary;
    const std::filesystem::path folder = temporary.path().toStdString();
    const auto ports = freeUdpPorts(3);
    const std::uint16_t proxy = ports[0];
    const std::uint16_t caller = ports[1];
    const std::uint16_t callee = ports[2];

    capture::HepSource source{capture::parseHepUrl("hep+udp://127.0.0.1:0").value()};
    RecordingSink sink;
    SourceRunner runner{source, sink};
    QVERIFY(runner.waitUntilReady());
    const std::uint16_t hepPort = capture::parseHepUrl(sink.sources.front().name).value().endpoint.port;
    auto kamailio = startKamailio(
        {.port = proxy, .nextHopPort = callee, .hepPort = hepPort, .hepVersion = version}, folder);
    QVERIFY2(kamailio, readFile(folder / "kamailio.log").c_str());
    auto server = startSippServer(callee, calls, folder);
    QVERIFY2(server, readFile(folder / "callee.log").c_str());
    auto client = startSippClient(caller, proxy, calls, folder);
    QVERIFY(client);
    QCOMPARE(client->waitForExit(std::chrono::seconds{20}), std::optional{0});
    // The caller's last answer was the callee's last message; it would wait four seconds for repetitions.
    server->stop();

    std::vector<Sighting> expected;
    addSightings(expected, readFile(folder / "caller.messages"), caller, proxy);
    addSightings(expected, readFile(folder / "callee.messages"), callee, proxy);
    QVERIFY(expected.size() >= calls * messagesPerCall);
    QVERIFY(sink.waitUntil([&](const RecordingSink& s) { return s.frames >= expected.size(); }));
    kamailio->stop();
    QVERIFY(runner.stop().has_value());

    std::vector<Sighting> seen;
    for (const auto& batch : sink.batches) {
        for (const auto& frame : batch.frames) {
            const auto decoding = hep::decodeHep(batch.bytesOf(frame));
            QVERIFY(decoding.packet.has_value());
            const hep::HepPacket& packet = *decoding.packet;
            QVERIFY(packet.defects.isEmpty());
            QCOMPARE(packet.version, version);
            QCOMPARE(packet.path.transport, net::Transport::Udp);
            QCOMPARE(packet.path.source.address.toString(), std::string{"127.0.0.1"});
            QCOMPARE(packet.path.destination.address.toString(), std::string{"127.0.0.1"});
            QCOMPARE(packet.captureId, version == 1 ? 0U : 77U);
            QVERIFY(std::chrono::abs(frame.arrived - frame.captured) < std::chrono::seconds{5});
            seen.push_back({packet.path.source.port, packet.path.destination.port,
                            std::string{base::asText(packet.payload)}});
        }
    }
    std::ranges::sort(expected);
    std::ranges::sort(seen);
    QCOMPARE(seen.size(), expected.size());
    for (std::size_t i = 0; i < seen.size(); ++i) {
        QCOMPARE(seen[i].from, expected[i].from);
        QCOMPARE(seen[i].to, expected[i].to);
        QCOMPARE(seen[i].bytes, expected[i].bytes);
    }
    QCOMPARE(sink.counters.droppedByKernel, std::uint64_t{0});
}

QTEST_GUILESS_MAIN(TestKamailioHep)
#include "tst_kamailio_hep.moc"
