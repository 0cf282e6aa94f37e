// SPDX-License-Identifier: GPL-3.0-or-later
// rhapsode-cli and the calls that belong together with a call.
#include "tests/support/rtp_builder.h"
#include "tests/system/cli_test.h"

#include <algorithm>
#include <chrono>

using namespace tests::system;
using tests::support::captureOfScript;
using tests::support::CommandResult;
using tests::support::runProgram;

namespace {

using namespace tests::support;

struct RtpRun {
    std::string_view from;
    std::uint16_t fromPort = 0;
    std::string_view to;
    std::uint16_t toPort = 0;
    std::uint32_t ssrc = 0;
};

/// A call to a PBX and a call from it, with other users and other media addresses; 50 packets of each run.
Bytes callsWithRtp(const std::vector<RtpRun>& runs)
{
    std::vector<PcapPacket> packets;
    const auto add = [&packets](std::int64_t micros, const Bytes& frame) {
        packets.push_back({static_cast<std::uint32_t>(micros / 1'000'000),
                           static_cast<std::uint32_t>(micros % 1'000'000), frame, 0});
    };
    for (const ScriptMessage& message : readCallScript(R"(
        host alice 192.0.2.1:5060
        host pbx   192.0.2.2:5060
        host bob   192.0.2.3:5060
        alice -> pbx INVITE 1 at=0.0 call-id=a-leg sdp=c=IN_IP4_192.0.2.1|m=audio_4000_RTP/AVP_8
        pbx -> bob   INVITE 1 at=0.1 call-id=b-leg sdp=c=IN_IP4_192.0.2.2|m=audio_5002_RTP/AVP_8
        bob -> pbx   200    1 at=0.5 call-id=b-leg sdp=c=IN_IP4_192.0.2.3|m=audio_6000_RTP/AVP_8
        pbx -> alice 200    1 at=0.6 call-id=a-leg sdp=c=IN_IP4_192.0.2.2|m=audio_5000_RTP/AVP_8
    )"))
        add(std::chrono::duration_cast<std::chrono::microseconds>(message.captured.time_since_epoch())
                .count(),
            ethernet(ip(message.path.source.address.toString(), message.path.destination.address.toString(),
                        udp(5060, 5060, text(message.bytes)))));
    const std::int64_t start =
        std::chrono::duration_cast<std::chrono::microseconds>(scriptTime(1).time_since_epoch()).count();
    for (const RtpRun& run : runs) {
        for (std::uint16_t i = 0; i < 50; ++i)
            add(start + i * 20'000,
                ethernet(ip(
                    run.from, run.to,
                    udp(run.fromPort, run.toPort,
                        rtp({.payloadType = 8, .sequence = i, .timestamp = i * 160U, .ssrc = run.ssrc})))));
    }
    std::ranges::stable_sort(packets, {}, [](const PcapPacket& packet) {
        return std::pair{packet.seconds, packet.fraction};
    });
    return pcapFile(packets);
}

} // namespace

class TestCliLegs : public CliTest {
    Q_OBJECT

private slots:
    void initTestCase();
    void drawsALadderOfAllLegs();
    void drawsOneCallWithoutTheOption();
    void saysThatThereAreNone();
    void exportsAllLegs();
    void listsLinks();
    void keepsDecisions();
    void refusesWhatMakesNoSense();
    void knowsOtherHeaders();
    void countsLegs();
    void linksByTheSourceOfRtp_data();
    void linksByTheSourceOfRtp();
};

void TestCliLegs::initTestCase()
{
    makeFolder();
    write("legs.pcap", asArray(captureOfScript(R"(
        alice -> pbx   INVITE 1 at=0.000 call-id=a-leg
        pbx   -> bob   INVITE 1 at=0.100 call-id=b-leg header=X-Call-ID:a-leg
        carol -> pbx   INVITE 1 at=0.200 call-id=stranger
        bob   -> pbx   486    1 at=1.000 call-id=b-leg
        pbx   -> alice 486    1 at=1.100 call-id=a-leg
    )")));
}

void TestCliLegs::drawsALadderOfAllLegs()
{
    const CommandResult flow = cli({"flow", path("legs.pcap"), "--call", "b-leg", "--legs"});
    QCOMPARE(flow.exitCode, 0);
    QCOMPARE(flow.output.count("INVITE"), 2);
    QCOMPARE(flow.output.count("486"), 2);
    QVERIFY2(flow.output.contains("95 %: X-Call-ID in message 2 names a-leg"), flow.output.constData());
}

void TestCliLegs::drawsOneCallWithoutTheOption()
{
    const CommandResult flow = cli({"flow", path("legs.pcap"), "--call", "b-leg"});
    QCOMPARE(flow.exitCode, 0);
    QCOMPARE(flow.output.count("INVITE"), 1);
    QVERIFY(!flow.output.contains("a-leg"));
}

void TestCliLegs::saysThatThereAreNone()
{
    const CommandResult flow = cli({"flow", path("legs.pcap"), "--call", "stranger", "--legs"});
    QCOMPARE(flow.exitCode, 0);
    QCOMPARE(flow.output.count("INVITE"), 1);
    QVERIFY(flow.output.contains("No legs"));
}

void TestCliLegs::exportsAllLegs()
{
    const CommandResult exported =
        cli({"export", path("legs.pcap"), "--call", "a-leg", "--legs", "-o", path("out.pcap")});
    QCOMPARE(exported.exitCode, 0);
    const QString tshark = QStandardPaths::findExecutable("tshark");
    if (tshark.isEmpty())
        QSKIP("tshark is not installed");
    const CommandResult read =
        runProgram(tshark, {"-r", path("out.pcap"), "-T", "fields", "-e", "sip.Call-ID"});
    QCOMPARE(read.exitCode, 0);
    QCOMPARE(lines(read.output), (QList<QByteArray>{"a-leg", "b-leg", "b-leg", "a-leg"}));
    // Legs of nothing in particular.
    QCOMPARE(cli({"export", path("legs.pcap"), "--legs", "-o", path("all.pcap")}).exitCode, 2);
}

void TestCliLegs::listsLinks()
{
    const QByteArray header = "first_call_id\tsecond_call_id\tstate\tkind\tscore\tevidence\tmessages\tnote";
    const QByteArray link =
        "b-leg\ta-leg\tfound\tcall-id-header\t95\tX-Call-ID in message 2 names a-leg\t2\t";
    QCOMPARE(lines(cli({"link", path("legs.pcap")}).output), (QList<QByteArray>{header, link}));
    QCOMPARE(lines(cli({"link", path("legs.pcap"), "list", "--call", "a-leg"}).output),
             (QList<QByteArray>{header, link}));
    QCOMPARE(lines(cli({"link", path("legs.pcap"), "list", "--call", "stranger"}).output),
             (QList<QByteArray>{header}));
}

void TestCliLegs::keepsDecisions()
{
    const QString session = path("decided.rhapsode");
    QCOMPARE(cli({"import", "-o", session, path("legs.pcap")}).exitCode, 0);
    const QStringList flow{"flow", session, "--call", "a-leg", "--legs"};
    const auto decide = [&session](const char* action, const char* first, const char* second) {
        return cli({"link", session, action, "--call", first, "--call", second}).exitCode;
    };
    QCOMPARE(decide("reject", "a-leg", "b-leg"), 0);
    QVERIFY(cli(flow).output.contains("No legs"));
    QVERIFY(cli({"link", session}).output.contains("b-leg\ta-leg\trejected\tcall-id-header\t95\t"));
    QCOMPARE(cli({"export", session, "--call", "a-leg", "--legs", "-o", path("one.txt")}).exitCode, 0);
    QFile exported{path("one.txt")};
    QVERIFY(exported.open(QIODevice::ReadOnly));
    QVERIFY(!exported.readAll().contains("b-leg"));

    // By hand, with a remark, through a leg that was found.
    QCOMPARE(decide("remove", "b-leg", "a-leg"), 0);
    QCOMPARE(cli({"link", session, "add", "--call", "b-leg", "--call", "stranger", "--note", "ticket 17"})
                 .exitCode,
             0);
    QCOMPARE(cli({"reindex", session}).exitCode, 0);
    const QByteArray whole = cli(flow).output;
    QCOMPARE(whole.count("INVITE"), 3);
    QVERIFY2(whole.contains("100 %: made by hand (ticket 17)"), whole.constData());
    QCOMPARE(decide("accept", "a-leg", "b-leg"), 0);
    QVERIFY(cli(flow).output.contains("95 %, accepted: X-Call-ID in message 2 names a-leg"));
    QCOMPARE(decide("remove", "stranger", "b-leg"), 0);
    QCOMPARE(cli(flow).output.count("INVITE"), 2);
}

void TestCliLegs::refusesWhatMakesNoSense()
{
    const QString session = path("refused.rhapsode");
    QCOMPARE(cli({"import", "-o", session, path("legs.pcap")}).exitCode, 0);
    QCOMPARE(cli({"link", session, "accept", "--call", "a-leg"}).exitCode, 2);
    QCOMPARE(cli({"link", session, "add", "--call", "a-leg", "--call", "a-leg"}).exitCode, 2);
    QCOMPARE(cli({"link", session, "divorce", "--call", "a-leg", "--call", "b-leg"}).exitCode, 2);
    const CommandResult unlinked = cli({"link", session, "accept", "--call", "a-leg", "--call", "stranger"});
    QCOMPARE(unlinked.exitCode, 1);
    QVERIFY2(unlinked.complaints.contains("'add' makes a link"), unlinked.complaints.constData());
    QCOMPARE(cli({"link", session, "add", "--call", "a-leg", "--call", "nobody"}).exitCode, 1);
    // A capture holds no decisions.
    QCOMPARE(cli({"link", path("legs.pcap"), "add", "--call", "a-leg", "--call", "b-leg"}).exitCode, 1);
    QCOMPARE(lines(cli({"link", session}).output).size(), 2);
}

void TestCliLegs::knowsOtherHeaders()
{
    write("own.pcap", asArray(captureOfScript(R"(
        alice -> pbx  INVITE 1 at=0.0 call-id=a-leg header=X-Our-Call:17
        dave  -> erin INVITE 1 at=9.0 call-id=b-leg header=x-our-call:17
    )")));
    const QStringList flow{"flow", path("own.pcap"), "--call", "a-leg", "--legs"};
    QVERIFY(cli(flow).output.contains("No legs"));
    const QStringList header{"--leg-header", "X-Our-Call"};
    QVERIFY(cli(flow + header).output.contains("95 %: X-Our-Call 17 in messages 1 and 2"));
    QCOMPARE(lines(cli(QStringList{"link", path("own.pcap")} + header).output).size(), 2);
    QCOMPARE(cli(QStringList{"export", path("own.pcap"), "--call", "a-leg", "--legs", "-o", path("own.txt")} +
                 header)
                 .exitCode,
             0);
    QFile exported{path("own.txt")};
    QVERIFY(exported.open(QIODevice::ReadOnly));
    QVERIFY(exported.readAll().contains("b-leg"));
}

void TestCliLegs::countsLegs()
{
    const QString session = path("counted.rhapsode");
    QCOMPARE(cli({"import", "-o", session, path("legs.pcap")}).exitCode, 0);
    const QStringList list{"calls", session, "--fields", "call_id,legs"};
    QCOMPARE(lines(cli(list).output),
             (QList<QByteArray>{"call_id\tlegs", "a-leg\t2", "b-leg\t2", "stranger\t1"}));
    QCOMPARE(lines(cli(list + QStringList{"--filter", "call.legs > 1"}).output),
             (QList<QByteArray>{"call_id\tlegs", "a-leg\t2", "b-leg\t2"}));
    QCOMPARE(lines(cli({"messages", session, "--filter", "call.legs > 1", "--fields", "id"}).output).size(),
             5);
    // What is decided counts.
    QCOMPARE(cli({"link", session, "add", "--call", "stranger", "--call", "b-leg"}).exitCode, 0);
    QCOMPARE(cli({"link", session, "reject", "--call", "a-leg", "--call", "b-leg"}).exitCode, 0);
    QCOMPARE(lines(cli(list + QStringList{"--sort", "legs:desc"}).output),
             (QList<QByteArray>{"call_id\tlegs", "b-leg\t2", "stranger\t2", "a-leg\t1"}));
    // Who does not name the field does not wait for it, and is told nothing.
    const CommandResult json = cli({"calls", session, "--format", "json", "--limit", "1"});
    QVERIFY2(json.output.contains("\"legs\":null"), json.output.constData());
}

void TestCliLegs::linksByTheSourceOfRtp_data()
{
    QTest::addColumn<QByteArray>("capture");
    QTest::addColumn<bool>("linked");
    const RtpRun toPbx{"192.0.2.1", 4000, "192.0.2.2", 5000, 0xabcd1234};
    const RtpRun fromPbx{"192.0.2.2", 5002, "192.0.2.3", 6000, 0xabcd1234};
    RtpRun mixed = fromPbx;
    mixed.ssrc = 0x55555555;
    RtpRun echo{"192.0.2.2", 5000, "192.0.2.1", 4000, 0xabcd1234};
    QTest::newRow("passed on") << asArray(callsWithRtp({toPbx, fromPbx})) << true;
    QTest::newRow("mixed anew") << asArray(callsWithRtp({toPbx, mixed})) << false;
    QTest::newRow("an echo, so all have it") << asArray(callsWithRtp({toPbx, echo, fromPbx})) << false;
}

void TestCliLegs::linksByTheSourceOfRtp()
{
    QFETCH(const QByteArray, capture);
    QFETCH(const bool, linked);
    write("rtp.pcap", capture);
    const QList<QByteArray> links = lines(cli({"link", path("rtp.pcap")}).output);
    QCOMPARE(links.size(), linked ? 2 : 1);
    if (linked)
        QCOMPARE(links[1],
                 QByteArray{"a-leg\tb-leg\tfound\trtp-source\t90\tSSRC 0xabcd1234 in streams 1 and 2, "
                            "the second from where the first went\t\t"});
}

QTEST_GUILESS_MAIN(TestCliLegs)
#include "tst_cli_legs.moc"
