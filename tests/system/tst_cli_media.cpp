// SPDX-License-Identifier: GPL-3.0-or-later
// Exports of calls with their media, as other programs read them.
#include "tests/support/rtp_builder.h"
#include "tests/system/cli_test.h"

using namespace tests::system;
using namespace tests::support;

namespace {

/// 2023-11-14 22:13:20 UTC, the start of call scripts.
constexpr std::uint32_t start = 1'700'000'000;

PcapPacket packetAt(double seconds, const Bytes& frame)
{
    const auto whole = static_cast<std::uint32_t>(seconds);
    return {start + whole, static_cast<std::uint32_t>((seconds - whole) * 1e6), frame, 0};
}

Bytes datagram(std::string_view from, std::uint16_t fromPort, std::string_view to, std::uint16_t toPort,
               const Bytes& payload)
{
    return ethernet(ip(from, to, udp(fromPort, toPort, payload)));
}

/// A call whose SDP announces 192.0.2.1:4000 and 192.0.2.2:4002, 20 packets of RTP from the first, one RTCP
/// report, and as many packets that belong to nobody.
Bytes callWithMedia()
{
    std::vector<PcapPacket> packets;
    for (const ScriptMessage& message : readCallScript(R"(
        alice -> bob INVITE 1 at=0.000 call-id=talk sdp=c=IN_IP4_192.0.2.1|m=audio_4000_RTP/AVP_8
        bob -> alice 200    1 at=0.500 call-id=talk sdp=c=IN_IP4_192.0.2.2|m=audio_4002_RTP/AVP_8
        alice -> bob ACK    1 at=0.510 call-id=talk
        alice -> bob BYE    2 at=5.000 call-id=talk
        carol -> bob INVITE 1 at=6.000 call-id=other
    )"))
        packets.push_back(packetAt(static_cast<double>((message.captured.time_since_epoch().count() / 1'000) -
                                                       std::int64_t{start} * 1'000'000) /
                                       1e6,
                                   datagram(message.path.source.address.toString(), message.path.source.port,
                                            message.path.destination.address.toString(),
                                            message.path.destination.port, text(message.bytes))));
    for (std::uint16_t i = 0; i < 20; ++i) {
        const Bytes bytes = rtp({.payloadType = 8, .sequence = i, .timestamp = i * 160U});
        const double time = 1.0 + i * 0.02;
        packets.push_back(packetAt(time, datagram("192.0.2.1", 4000, "192.0.2.2", 4002, bytes)));
        packets.push_back(packetAt(time, datagram("198.51.100.1", 7000, "198.51.100.2", 7002, bytes)));
    }
    // A receiver report without a block, RFC 3550 section 6.4.2.
    packets.push_back(
        packetAt(1.5, datagram("192.0.2.1", 4001, "192.0.2.2", 4003, hex("80 c9 00 01 11 22 33 44"))));
    std::ranges::stable_sort(packets, {}, [](const PcapPacket& packet) {
        return std::pair{packet.seconds, packet.fraction};
    });
    return pcapFile(packets);
}

} // namespace

class TestCliMedia : public CliTest {
    Q_OBJECT

private slots:
    void initTestCase();
    void exportsTheMediaOfACall_data();
    void exportsTheMediaOfACall();
    void leavesMediaOutUnlessAskedFor();
    void drawsTheMediaOfACall();
    void saysThatMediaWereNotStored();
    void saysWhatWasToBeKept();
    void saysThatThereAreNone();
    void choosesStreams_data();
    void choosesStreams();
    void callsTellOfTheirStreams();
    void refusesWhatStreamsHaveNot_data();
    void refusesWhatStreamsHaveNot();

private:
    QString m_tshark;
};

void TestCliMedia::initTestCase()
{
    m_tshark = QStandardPaths::findExecutable("tshark");
    makeFolder();
    write("media.pcap", asArray(callWithMedia()));
}

void TestCliMedia::exportsTheMediaOfACall_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("pcap") << QByteArray{"out.pcap"};
    QTest::newRow("pcapng") << QByteArray{"out.pcapng"};
}

void TestCliMedia::exportsTheMediaOfACall()
{
    if (m_tshark.isEmpty())
        QSKIP("tshark is not installed");
    QFETCH(const QByteArray, name);
    const CommandResult exported =
        cli({"export", path("media.pcap"), "--call", "talk", "--rtp", "-o", path(name.constData())});
    QVERIFY2(exported.exitCode == 0, exported.complaints.constData());
    const CommandResult read =
        runProgram(m_tshark, {"-n", "-r", path(name.constData()), "-T", "fields", "-e", "udp.dstport"});
    QCOMPARE(read.exitCode, 0);
    const QList<QByteArray> ports = lines(read.output);
    QCOMPARE(ports.count("4002"), 20);
    QCOMPARE(ports.count("4003"), 1);
    QCOMPARE(ports.count("5060"), 4);
    QCOMPARE(ports.size(), 25);
    // Wireshark follows the SDP and knows the stream.
    const CommandResult streams =
        runProgram(m_tshark, {"-n", "-q", "-r", path(name.constData()), "-z", "rtp,streams"});
    QVERIFY2(streams.output.simplified().contains("192.0.2.1 4000 192.0.2.2 4002"),
             streams.output.constData());
}

void TestCliMedia::leavesMediaOutUnlessAskedFor()
{
    if (m_tshark.isEmpty())
        QSKIP("tshark is not installed");
    QCOMPARE(cli({"export", path("media.pcap"), "--call", "talk", "-o", path("sip.pcap")}).exitCode, 0);
    const CommandResult read =
        runProgram(m_tshark, {"-n", "-r", path("sip.pcap"), "-T", "fields", "-e", "udp.dstport"});
    QCOMPARE(lines(read.output).size(), 4);
    const CommandResult text =
        cli({"export", path("media.pcap"), "--call", "talk", "--rtp", "-o", path("out.txt")});
    QCOMPARE(text.exitCode, 2);
    QVERIFY2(text.complaints.contains("--rtp"), text.complaints.constData());
}

void TestCliMedia::drawsTheMediaOfACall()
{
    const CommandResult drawn = cli({"flow", path("media.pcap"), "--call", "talk", "--rtp"});
    QVERIFY2(drawn.exitCode == 0, drawn.complaints.constData());
    const QList<QByteArray> rows = lines(drawn.output);
    QVERIFY2(rows.size() > 5 && rows[3].contains("ACK") && rows[5].contains("BYE"), drawn.output.constData());
    QVERIFY2(
        rows[4].contains("RTP PCMA") &&
            rows[4].contains("192.0.2.1:4000 to 192.0.2.2:4002, 20 packets, 0.380 s, loss 0.00 %, jitter "),
        drawn.output.constData());
    QVERIFY2(rows[4].contains("MOS 4."), drawn.output.constData());
    QVERIFY(!drawn.output.contains("198.51.100.1")); // nobody's
    QVERIFY(!cli({"flow", path("media.pcap"), "--call", "talk"}).output.contains("RTP PCMA"));
}

void TestCliMedia::saysThatMediaWereNotStored()
{
    QCOMPARE(cli({"import", path("media.pcap"), "--rtp", "none", "-o", path("none.rhapsode")}).exitCode, 0);
    const CommandResult exported =
        cli({"export", path("none.rhapsode"), "--call", "talk", "--rtp", "-o", path("none.pcap")});
    QCOMPARE(exported.exitCode, 0);
    QVERIFY2(exported.complaints.contains("the session does not hold them"), exported.complaints.constData());
}

void TestCliMedia::saysWhatWasToBeKept()
{
    const QString session = path("headers.rhapsode");
    QCOMPARE(cli({"import", path("media.pcap"), "--rtp", "headers", "-o", session}).exitCode, 0);
    const CommandResult text = cli({"info", session});
    QVERIFY2(text.output.contains("\n  of RTP only the headers were to be kept\n"), text.output.constData());
    const CommandResult json = cli({"info", session, "--format", "json"});
    QVERIFY2(json.output.contains("\"store\": \"all\"") && json.output.contains("\"rtp\": \"headers\""),
             json.output.constData());
    QVERIFY(!cli({"info", path("media.pcap")}).output.contains("to be kept"));
}

void TestCliMedia::saysThatThereAreNone()
{
    const CommandResult exported =
        cli({"export", path("media.pcap"), "--call", "other", "--rtp", "-o", path("other.pcap")});
    QCOMPARE(exported.exitCode, 0);
    QVERIFY2(exported.complaints.contains("No RTP stream of these calls is known"),
             exported.complaints.constData());
}

void TestCliMedia::choosesStreams_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("rows");
    const QStringList fields{"--fields", "src.ip,codec,call_id"};
    const QByteArray header{"src.ip\tcodec\tcall_id\n"};
    const QByteArray announced{"192.0.2.1\tPCMA\ttalk\n"};
    const QByteArray unannounced{"198.51.100.1\tPCMA\t\n"};
    QTest::newRow("all") << fields + QStringList{"--sort", "src.ip"} << header + announced + unannounced;
    QTest::newRow("backwards") << fields + QStringList{"--sort", "src.port:desc"}
                               << header + unannounced + announced;
    QTest::newRow("of a call") << fields + QStringList{"--filter", "call_id == \"talk\""}
                               << header + announced;
    QTest::newRow("of calls with such a message")
        << fields + QStringList{"--filter", "msg.method == BYE"} << header + announced;
    QTest::newRow("of a call without media")
        << fields + QStringList{"--filter", "call_id == \"other\""} << header;
    QTest::newRow("limit") << fields + QStringList{"--sort", "src.ip:desc", "--limit", "1"}
                           << header + unannounced;
    QTest::newRow("limit counts streams, not calls")
        << fields + QStringList{"--filter", "messages > 0", "--limit", "1"} << header + announced;
    // Absent values come last in either direction.
    QTest::newRow("no call last") << fields + QStringList{"--sort", "call_id"}
                                  << header + announced + unannounced;
    QTest::newRow("no call last backwards")
        << fields + QStringList{"--sort", "call_id:desc"} << header + announced + unannounced;
}

void TestCliMedia::choosesStreams()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, rows);
    const CommandResult listed = cli(QStringList{"streams", path("media.pcap")} + arguments);
    QVERIFY2(listed.exitCode == 0, listed.complaints.constData());
    QCOMPARE(listed.output, rows);
}

void TestCliMedia::callsTellOfTheirStreams()
{
    const QByteArray mos =
        lines(
            cli({"streams", path("media.pcap"), "--filter", "call_id == \"talk\"", "--fields", "mos"}).output)
            .value(1);
    QVERIFY2(mos.toDouble() > 4, mos.constData());
    const QStringList listing{"calls", path("media.pcap"), "--fields", "call_id,streams,mos,rtp.codec"};
    const QByteArray header{"call_id\tstreams\tmos\trtp.codec\n"};
    const QByteArray talk = "talk\t1\t" + mos + "\tPCMA\n";
    QCOMPARE(cli(listing).output, header + talk + "other\t0\t\t\n");
    QCOMPARE(cli(listing + QStringList{"--filter", "rtp.codec == PCMA and mos > 4"}).output, header + talk);
    QCOMPARE(cli(listing + QStringList{"--filter", "streams == 0"}).output, header + "other\t0\t\t\n");
    // In either direction behind those that have one.
    QCOMPARE(cli(listing + QStringList{"--sort", "mos:desc"}).output, header + talk + "other\t0\t\t\n");
    QCOMPARE(
        lines(cli({"messages", path("media.pcap"), "--filter", "rtp.codec == PCMA", "--fields", "id"}).output)
            .size(),
        1 + 4);
}

void TestCliMedia::refusesWhatStreamsHaveNot_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("field") << QStringList{"--fields", "src.ip,colour"};
    QTest::newRow("order") << QStringList{"--sort", "colour:desc"};
    QTest::newRow("filter") << QStringList{"--filter", "colour == 1"};
}

void TestCliMedia::refusesWhatStreamsHaveNot()
{
    QFETCH(const QStringList, arguments);
    const CommandResult refused = cli(QStringList{"streams", path("media.pcap")} + arguments);
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.complaints.contains("colour"), refused.complaints.constData());
    QVERIFY2(refused.output.isEmpty(), refused.output.constData());
}

QTEST_GUILESS_MAIN(TestCliMedia)
#include "tst_cli_media.moc"
