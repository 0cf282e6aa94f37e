// SPDX-License-Identifier: GPL-3.0-or-later
// 'rhapsode-cli forward' and 'capture --forward', judged by Kamailio's sipcapture module: every message once,
// with the addresses, ports, transport and time it was captured with.
#include "tests/support/capture_file_builder.h"
#include "tests/support/command.h"
#include "tests/support/hep_builder.h"
#include "tests/support/hep_collector.h"
#include "tests/support/kamailio_collector.h"
#include "tests/support/network_namespace.h"
#include "tests/support/udp_sender.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

using namespace tests::support;

namespace {

const QString program = QStringLiteral(RHAPSODE_CLI);

constexpr std::uint32_t second = 1'760'000'000;

std::string request(const char* method, const char* callId, const char* transport = "UDP")
{
    const std::string body = "v=0\r\n";
    return std::string{method} + " sip:bob@example.com SIP/2.0\r\nVia: SIP/2.0/" + transport +
           " client.example.com;branch=z9hG4bK" + callId +
           "\r\nFrom: <sip:alice@example.com>;tag=1\r\nTo: <sip:bob@example.com>\r\nCall-ID: " + callId +
           "\r\nCSeq: 1 " + method +
           "\r\nContent-Type: application/sdp\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
}

std::string response(const char* status, const char* callId)
{
    return std::string{"SIP/2.0 "} + status + "\r\nVia: SIP/2.0/UDP client.example.com;branch=z9hG4bK" +
           callId +
           "\r\nFrom: <sip:alice@example.com>;tag=1\r\nTo: <sip:bob@example.com>;tag=2\r\nCall-ID: " +
           callId + "\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n";
}

/// HEP 3 about a TCP message, from an agent of its own, with a time of its own.
Bytes hepPacket(const std::string& message)
{
    using core::hep::ChunkType;
    return Hep3Builder{}
        .number(ChunkType::Family, 2, 1)
        .number(ChunkType::IpProtocol, 6, 1)
        .address(ChunkType::SourceIpv4, "203.0.113.1")
        .address(ChunkType::DestinationIpv4, "203.0.113.2")
        .number(ChunkType::SourcePort, 40'000, 2)
        .number(ChunkType::DestinationPort, 5060, 2)
        .number(ChunkType::TimestampSeconds, second + 100, 4)
        .number(ChunkType::TimestampMicros, 654'321, 4)
        .number(ChunkType::PayloadType, 1, 1)
        .number(ChunkType::CaptureId, 77, 4)
        .text(ChunkType::AgentName, "edge")
        .text(ChunkType::CorrelationId, "leg-of-hep")
        .text(ChunkType::Payload, message)
        .build();
}

// Kamailio's own numbers for transports.
constexpr int overUdp = 1;
constexpr int overTcp = 2;

/// What the collector must have: one row of its table.
struct Row {
    QString callId;
    QString method;
    QString source;
    QString destination;
    int protocol = overUdp;
    qint64 micros = 0;
    QString node;
    QString correlationId;

    bool operator==(const Row&) const = default;
};

char* toString(const Row& row)
{
    return QTest::toString(QStringList{row.callId, row.method, row.source, row.destination,
                                       QString::number(row.protocol), QString::number(row.micros), row.node,
                                       row.correlationId}
                               .join(' '));
}

/// UDP over IPv4 and IPv6, TCP in two segments with another message behind, and HEP in UDP.
Bytes mixedCapture()
{
    const Bytes stream = text(request("REGISTER", "over-tcp", "TCP") + request("OPTIONS", "after-it", "TCP"));
    const Bytes first = slice(stream, 0, 100);
    const Bytes second2 = slice(stream, 100, stream.size() - 100);
    const auto overIpv4 = [](const Transported& inner) {
        return ethernet(ip("192.0.2.1", "192.0.2.2", inner));
    };
    return pcapFile({
        {second, 123'456, overIpv4(udp(5061, 5060, text(request("INVITE", "over-udp")))), 0},
        {second, 223'456,
         ethernet(ip("192.0.2.2", "192.0.2.1", udp(5060, 5061, text(response("200 OK", "over-udp"))))), 0},
        {second + 1, 1,
         ethernet(ip("2001:db8::1", "2001:db8::2", udp(5060, 5060, text(request("MESSAGE", "over-ipv6"))))),
         0},
        {second + 2, 0, overIpv4(tcp(50'000, 5060, 1000, {}, {.syn = true, .ack = false})), 0},
        {second + 2, 10, overIpv4(tcp(50'000, 5060, 1001, first)), 0},
        {second + 2, 20, overIpv4(tcp(50'000, 5060, 1101, second2)), 0},
        {second + 3, 0,
         ethernet(ip("10.0.0.1", "10.0.0.2", udp(9060, 9060, hepPacket(request("INVITE", "in-hep", "TCP"))))),
         0},
    });
}

QString address(const char* host, int port)
{
    return QStringLiteral("%1 %2").arg(QString::fromLatin1(host)).arg(port);
}

constexpr qint64 micros(std::uint32_t seconds, int fraction)
{
    return qint64{seconds} * 1'000'000 + fraction;
}

QList<Row> mixedRows()
{
    const QString client = address("192.0.2.1", 5061);
    const QString server = address("192.0.2.2", 5060);
    const QString tcpClient = address("192.0.2.1", 50'000);
    return {
        {"over-udp", "INVITE", client, server, overUdp, micros(second, 123'456), "homer01:2002", "over-udp"},
        {"over-udp", "200", server, client, overUdp, micros(second, 223'456), "homer01:2002", "over-udp"},
        {"over-ipv6", "MESSAGE", address("2001:db8::1", 5060), address("2001:db8::2", 5060), overUdp,
         micros(second + 1, 1), "homer01:2002", "over-ipv6"},
        {"over-tcp", "REGISTER", tcpClient, server, overTcp, micros(second + 2, 20), "homer01:2002",
         "over-tcp"},
        {"after-it", "OPTIONS", tcpClient, server, overTcp, micros(second + 2, 20), "homer01:2002",
         "after-it"},
        {"in-hep", "INVITE", address("203.0.113.1", 40'000), address("203.0.113.2", 5060), overTcp,
         micros(second + 100, 654'321), "homer01:77", "leg-of-hep"},
    };
}

QList<Row> rowsOf(const QJsonArray& array)
{
    QList<Row> rows;
    for (const QJsonValue& value : array) {
        const QJsonObject object = value.toObject();
        const auto endpoint = [&object](const char* ip, const char* port) {
            QString host = object[QLatin1String(ip)].toString();
            host.remove(QLatin1Char('[')).remove(QLatin1Char(']'));
            return QStringLiteral("%1 %2").arg(host).arg(object[QLatin1String(port)].toInt());
        };
        rows.append({object["callid"].toString(), object["method"].toString(),
                     endpoint("source_ip", "source_port"), endpoint("destination_ip", "destination_port"),
                     object["proto"].toInt(), object["micro_ts"].toInteger(), object["node"].toString(),
                     object["correlation_id"].toString()});
    }
    return rows;
}

/// That nobody took the datagram before is reported once, and this one is then not sent.
void sendAlthoughNobodyListens(const UdpSender& sender, const Bytes& datagram)
{
    if (!sender.send(datagram))
        QVERIFY(sender.send(datagram));
}

} // namespace

class TestForward : public QObject {
    Q_OBJECT

private slots:
    void init();
    void collectorHasEveryMessageOnce_data();
    void collectorHasEveryMessageOnce();
    void olderVersionsCarryLess_data();
    void olderVersionsCarryLess();
    void sentInIpInIp();
    void liveCaptureIsForwarded();
    void loopIsRefused();
    void sniffedMessagesAreForwardedWithoutASession();
    void overTcpAndTls_data();
    void overTcpAndTls();
    void realtimeKeepsTheGaps();
    void unsentMessagesAreSaid();
    void wrongUse_data();
    void wrongUse();

private:
    [[nodiscard]] QString file(const char* name) const { return m_folder->filePath(QLatin1String(name)); }

    [[nodiscard]] std::filesystem::path folder() const { return m_folder->path().toStdString(); }

    /// Starts the command and waits until it says `ready`.
    [[nodiscard]] std::unique_ptr<QProcess> start(const QStringList& arguments, const QByteArray& ready);
    /// Ends it as Ctrl+C does; returns its exit code.
    int interrupt(QProcess& process);

    std::unique_ptr<QTemporaryDir> m_folder;
    QByteArray m_complaints;
};

void TestForward::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_complaints.clear();
    QVERIFY(writeFile(file("mixed.pcap").toStdString(), mixedCapture()));
}

std::unique_ptr<QProcess> TestForward::start(const QStringList& arguments, const QByteArray& ready)
{
    auto process = std::make_unique<QProcess>();
    process->start(program, arguments);
    const bool isReady = QTest::qWaitFor(
        [&] {
            process->waitForReadyRead(20);
            m_complaints += process->readAllStandardError();
            return m_complaints.contains(ready) || process->state() == QProcess::NotRunning;
        },
        10'000);
    if (!isReady || !m_complaints.contains(ready))
        return nullptr;
    return process;
}

int TestForward::interrupt(QProcess& process)
{
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    process.waitForFinished(10'000);
    m_complaints += process.readAllStandardError();
    return process.exitCode();
}

void TestForward::collectorHasEveryMessageOnce_data()
{
    QTest::addColumn<bool>("asSession");
    QTest::newRow("a capture") << false;
    QTest::newRow("a session") << true;
}

void TestForward::collectorHasEveryMessageOnce()
{
    QFETCH(bool, asSession);
    if (!hasKamailioCollector())
        QSKIP("kamailio with its sqlite module, or sqlite3, is not installed");
    QString input = file("mixed.pcap");
    if (asSession) {
        const QString session = file("mixed.rhapsode");
        QCOMPARE(runProgram(program, {"import", "-o", session, input}).exitCode, 0);
        input = session;
    }
    const std::uint16_t port = freeUdpPorts(1).front();
    const auto collector = startKamailioCollector(port, folder());
    QVERIFY2(collector, readFile(folder() / "collector.log").c_str());
    const QString url = QStringLiteral("hep+udp://127.0.0.1:%1").arg(port);
    const CommandResult result = runProgram(program, {"forward", input, "--to", url});
    QVERIFY2(result.exitCode == 0, result.complaints.constData());
    QVERIFY2(result.complaints.contains("forwarded " + url.toLatin1() + " sent 6 not sent 0"),
             result.complaints.constData());
    const QJsonArray array = collectedRows(folder(), 6);
    const QList<Row> expected = mixedRows();
    const QList<Row> rows = rowsOf(array);
    for (qsizetype i = 0; i < std::min(rows.size(), expected.size()); ++i)
        QCOMPARE(rows[i], expected[i]);
    QCOMPARE(rows.size(), expected.size());
    QCOMPARE(array[0].toObject()["msg"].toString().toStdString(), request("INVITE", "over-udp"));
}

void TestForward::olderVersionsCarryLess_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("HEP 1") << 1;
    QTest::newRow("HEP 2") << 2;
}

void TestForward::olderVersionsCarryLess()
{
    QFETCH(int, version);
    if (!hasKamailioCollector())
        QSKIP("kamailio with its sqlite module, or sqlite3, is not installed");
    const std::uint16_t port = freeUdpPorts(1).front();
    const auto collector = startKamailioCollector(port, folder());
    QVERIFY2(collector, readFile(folder() / "collector.log").c_str());
    const QString url = QStringLiteral("hep%1+udp://127.0.0.1:%2").arg(version).arg(port);
    const CommandResult result = runProgram(program, {"forward", file("mixed.pcap"), "--to", url});
    QVERIFY2(result.exitCode == 0, result.complaints.constData());
    const QList<Row> rows = rowsOf(collectedRows(folder(), 6));
    const QList<Row> expected = mixedRows();
    QCOMPARE(rows.size(), expected.size());
    for (qsizetype i = 0; i < rows.size(); ++i) {
        QCOMPARE(rows[i].callId, expected[i].callId);
        QCOMPARE(rows[i].source, expected[i].source);
        QCOMPARE(rows[i].destination, expected[i].destination);
        QCOMPARE(rows[i].protocol, expected[i].protocol);
        if (version == 2) {
            QCOMPARE(rows[i].micros, expected[i].micros);
            QCOMPARE(rows[i].node, expected[i].node);
        }
    }
}

void TestForward::sentInIpInIp()
{
    if (!hasKamailioCollector())
        QSKIP("kamailio with its sqlite module, or sqlite3, is not installed");
    if (!isInOwnNetwork())
        QSKIP("raw sockets need a network namespace of their own");
    const std::uint16_t port = freeUdpPorts(1).front();
    const auto collector = startKamailioCollector(port, folder(), IpInIp::On);
    QVERIFY2(collector, readFile(folder() / "collector.log").c_str());
    const CommandResult result =
        runProgram(program, {"forward", file("mixed.pcap"), "--to", "ipip://127.0.0.1"});
    QVERIFY2(result.exitCode == 0, result.complaints.constData());
    QVERIFY2(result.complaints.contains("sent 6 not sent 0"), result.complaints.constData());
    // The module takes UDP over IPv4, from ports of SIP, and nothing else.
    const QList<Row> rows = rowsOf(collectedRows(folder(), 2));
    QCOMPARE(rows.size(), 2);
    for (qsizetype i = 0; i < rows.size(); ++i) {
        QCOMPARE(rows[i].callId, mixedRows()[i].callId);
        QCOMPARE(rows[i].method, mixedRows()[i].method);
        QCOMPARE(rows[i].source, mixedRows()[i].source);
        QCOMPARE(rows[i].destination, mixedRows()[i].destination);
    }
}

void TestForward::liveCaptureIsForwarded()
{
    if (!hasKamailioCollector())
        QSKIP("kamailio with its sqlite module, or sqlite3, is not installed");
    const std::uint16_t port = freeUdpPorts(1).front();
    const auto collector = startKamailioCollector(port, folder());
    QVERIFY2(collector, readFile(folder() / "collector.log").c_str());
    const QString url = QStringLiteral("hep+udp://127.0.0.1:%1").arg(port);
    const auto capture = start({"capture", "-o", file("live.rhapsode"), "--hep", "hep+udp://127.0.0.1:0",
                                "--forward", url, "--node-name", "relay"},
                               "listening hep+udp://127.0.0.1:");
    QVERIFY2(capture, m_complaints.constData());
    const auto listening = m_complaints.mid(m_complaints.indexOf("listening"));
    const auto hepPort = listening.mid(listening.indexOf("127.0.0.1:") + 10).split('\n').first().toUShort();
    const UdpSender sender{endpoint("127.0.0.1", hepPort)};
    QVERIFY(sender.send(hepPacket(request("INVITE", "in-hep", "TCP"))));
    const QList<Row> rows = rowsOf(collectedRows(folder(), 1));
    QVERIFY2(interrupt(*capture) == 0, m_complaints.constData());
    QVERIFY2(m_complaints.contains("received 1 stored 1 dropped 0 refused 0"), m_complaints.constData());
    QVERIFY2(m_complaints.contains("forwarded " + url.toLatin1() + " sent 1 not sent 0"),
             m_complaints.constData());
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.first(), mixedRows().last());
}

void TestForward::loopIsRefused()
{
    const CommandResult result =
        runProgram(program, {"capture", "-o", file("loop.rhapsode"), "--hep", "hep+udp://0.0.0.0:19060",
                             "--forward", "hep+udp://127.0.0.1:19060"});
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(result.complaints.contains("round for ever"), result.complaints.constData());
}

void TestForward::sniffedMessagesAreForwardedWithoutASession()
{
    if (!isInOwnNetwork())
        QSKIP(
            "a network namespace of its own is needed: on a shared lo it would forward other tests' packets");
    HepCollector collector{HepCollector::Security::None};
    const QString url = QStringLiteral("hep+tcp://127.0.0.1:%1").arg(collector.port());
    const auto forward = start({"forward", "--interface", "lo", "--to", url}, "capturing lo");
    QVERIFY2(forward, m_complaints.constData());
    const UdpSender sender{endpoint("127.0.0.1", 5060)};
    for (int i = 0; i < 10; ++i)
        sendAlthoughNobodyListens(sender, text(request("OPTIONS", "sniffed")));
    QVERIFY(collector.waitForPackets(10));
    // Our own packets pass the same interface: forwarding them again would never end.
    QTest::qWait(300);
    QVERIFY2(interrupt(*forward) == 0, m_complaints.constData());
    QCOMPARE(collector.packets().size(), std::size_t{10});
    QVERIFY2(m_complaints.contains("forwarded " + url.toLatin1() + " sent 10 not sent 0"),
             m_complaints.constData());
}

void TestForward::overTcpAndTls_data()
{
    QTest::addColumn<bool>("isTls");
    QTest::newRow("TCP") << false;
    QTest::newRow("TLS") << true;
}

void TestForward::overTcpAndTls()
{
    QFETCH(bool, isTls);
    HepCollector collector{isTls ? HepCollector::Security::Tls : HepCollector::Security::None};
    QVERIFY(writeFile(file("key").toStdString(), text("secret\n")));
    const QString url =
        QStringLiteral("hep+%1://127.0.0.1:%2").arg(isTls ? "tls" : "tcp").arg(collector.port());
    const CommandResult result =
        runProgram(program, {"forward", file("mixed.pcap"), "--to", url, "--auth-key-file", file("key"),
                             "--capture-id", "5", "--node-name", "mine"});
    QVERIFY2(result.exitCode == 0, result.complaints.constData());
    QVERIFY(collector.waitForPackets(6));
    const auto packets = collector.packets();
    QCOMPARE(packets.size(), std::size_t{6});
    for (const auto& bytes : packets) {
        const QByteArray packet = QByteArray::fromStdString(toText(bytes));
        QVERIFY(packet.contains(QByteArray::fromHex("0000000e000c") + "secret"));
        QVERIFY(packet.contains(QByteArray::fromHex("0000000c000a00000005")));
        QVERIFY(packet.contains(QByteArray::fromHex("00000013000a") + "mine"));
    }
    QCOMPARE(result.complaints.contains("could not be verified"), isTls);
}

void TestForward::realtimeKeepsTheGaps()
{
    HepCollector collector{HepCollector::Security::None};
    const QString url = QStringLiteral("hep+tcp://127.0.0.1:%1").arg(collector.port());
    const auto packet = [](std::uint32_t micros) {
        return PcapPacket{
            second, micros,
            ethernet(ip("192.0.2.1", "192.0.2.2", udp(5060, 5060, text(request("OPTIONS", "paced"))))), 0};
    };
    QVERIFY(
        writeFile(file("paced.pcap").toStdString(), pcapFile({packet(0), packet(300'000), packet(700'000)})));
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(runProgram(program, {"forward", file("paced.pcap"), "--to", url, "--rate", "realtime"}).exitCode,
             0);
    QVERIFY(timer.elapsed() >= 700);
    timer.start();
    QCOMPARE(runProgram(program, {"forward", file("paced.pcap"), "--to", url, "--rate", "10"}).exitCode, 0);
    QVERIFY(timer.elapsed() >= 180);
    QCOMPARE(collector.packets().size(), std::size_t{6});
}

void TestForward::unsentMessagesAreSaid()
{
    HepCollector collector{HepCollector::Security::None};
    std::string large = request("MESSAGE", "large");
    large.replace(large.find("Content-Length: 5"), 17, "Content-Length: 70000");
    large.resize(large.size() - 5 + 70'000, 'x');
    std::vector<PcapPacket> packets{
        {second, 0,
         ethernet(ip("192.0.2.1", "192.0.2.2", tcp(50'000, 5060, 1000, {}, {.syn = true, .ack = false}))),
         0}};
    const Bytes stream = text(large + request("OPTIONS", "small", "TCP"));
    for (std::size_t at = 0; at < stream.size(); at += 1400)
        packets.push_back(
            {second, static_cast<std::uint32_t>(at),
             ethernet(ip("192.0.2.1", "192.0.2.2",
                         tcp(50'000, 5060, static_cast<std::uint32_t>(1001 + at),
                             slice(stream, at, std::min<std::size_t>(1400, stream.size() - at))))),
             0});
    QVERIFY(writeFile(file("large.pcap").toStdString(), pcapFile(packets)));
    const QString url = QStringLiteral("hep+tcp://127.0.0.1:%1").arg(collector.port());
    const CommandResult result = runProgram(program, {"forward", file("large.pcap"), "--to", url});
    QVERIFY2(result.exitCode == 3, result.complaints.constData());
    QVERIFY2(result.complaints.contains("sent 1 not sent 1 (too large 1)"), result.complaints.constData());
    QVERIFY(collector.waitForPackets(1));
}

void TestForward::wrongUse_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    const QStringList toUdp{"--to", "hep+udp://127.0.0.1:9"};
    QTest::newRow("no input") << toUdp << 2;
    QTest::newRow("two inputs") << QStringList{"a.pcap", "--interface", "lo"} + toUdp << 2;
    QTest::newRow("no collector") << QStringList{"a.pcap"} << 2;
    QTest::newRow("bad URL") << QStringList{"a.pcap", "--to", "http://127.0.0.1"} << 2;
    QTest::newRow("bad rate") << QStringList{"a.pcap", "--rate", "quick"} + toUdp << 2;
    QTest::newRow("name in HEP 2") << QStringList{"a.pcap", "--to", "hep2+udp://127.0.0.1:9", "--node-name",
                                                  "x"}
                                   << 2;
    QTest::newRow("no such file") << QStringList{"/nonexistent/a.pcap"} + toUdp << 1;
    QTest::newRow("no key file") << QStringList{"a.pcap", "--auth-key-file", "/nonexistent/key"} + toUdp << 1;
    QTest::newRow("unknown host") << QStringList{"a.pcap", "--to", "hep+udp://no-such-host.invalid"} << 1;
}

void TestForward::wrongUse()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, exitCode);
    const CommandResult result = runProgram(program, QStringList{"forward"} + arguments);
    QCOMPARE(result.exitCode, exitCode);
    QVERIFY(!result.complaints.isEmpty());
}

int main(int argc, char** argv)
{
    enterOwnNetwork(argv);
    const QCoreApplication application{argc, argv};
    TestForward test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_forward.moc"
