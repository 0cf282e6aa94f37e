// SPDX-License-Identifier: GPL-3.0-or-later
// What 'rhapsode-cli export' writes, read again: the same messages and the same calls, and nothing for
// Wireshark to complain about in the packets that were made.
#include "tests/core/export/tshark.h"
#include "tests/support/capture_file_builder.h"
#include "tests/support/command.h"
#include "tests/support/hep_builder.h"
#include "tests/support/script_capture.h"
#include "tests/support/tls_peers.h"

#include <QtTest>

#include "core/base/ascii.h"

using core::hep::ChunkType;
using tests::support::Bytes;
using tests::support::CommandResult;

class TestRoundTrip : public QObject {
    Q_OBJECT

private slots:
    void generated_data();
    void generated();
    void decrypted_data();
    void decrypted();

    void secretsOnDemand_data() { decrypted_data(); }

    void secretsOnDemand();
    void namesAndNotes();
    void agentsAreComments();
    void corpus_data();
    void corpus();

private:
    void importTls(int version);
    void givesTheSame(const QString& session, const QString& ending);
    void hasTheAgentsOf(const QString& session, const QString& again);
    /// Of messages that had packets made for them.
    static void isSoundFor(const QString& capture, const QString& session);

    QString path(const QString& name) const { return m_folder->filePath(name); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

constexpr std::int64_t startSeconds = 1'700'000'000;

CommandResult cli(const QStringList& arguments)
{
    return tests::support::runProgram(QStringLiteral(RHAPSODE_CLI), arguments);
}

std::string message(const std::string& startLine, const std::string& callId, const std::string& cseq,
                    const std::string& rest = "Content-Length: 0\r\n\r\n")
{
    return startLine + "\r\nVia: SIP/2.0/UDP a.example;branch=z9hG4bK" + callId +
           "\r\nMax-Forwards: 70\r\nFrom: <sip:alice@a.example>;tag=1\r\nTo: <sip:bob@b.example>;tag=2\r\n"
           "Call-ID: " +
           callId + "\r\nCSeq: " + cseq + "\r\n" + rest;
}

/// A HEP 3 packet in an Ethernet frame from an agent to its server.
class HepCapture {
public:
    /// `protocol` as in chunk 2: 6, 17, 22, 50, 132.
    void add(std::uint64_t protocol, const char* from, std::uint16_t fromPort, const char* to,
             std::uint16_t toPort, const std::string& payload)
    {
        using namespace tests::support;
        const bool isIpv6 = std::string_view{from}.find(':') != std::string_view::npos;
        const auto micros = static_cast<std::uint64_t>(m_packets.size()) * 1'000 + 7;
        const Bytes packet =
            Hep3Builder{}
                .number(ChunkType::Family, isIpv6 ? 10 : 2, 1)
                .number(ChunkType::IpProtocol, protocol, 1)
                .address(isIpv6 ? ChunkType::SourceIpv6 : ChunkType::SourceIpv4, from)
                .address(isIpv6 ? ChunkType::DestinationIpv6 : ChunkType::DestinationIpv4, to)
                .number(ChunkType::SourcePort, fromPort, 2)
                .number(ChunkType::DestinationPort, toPort, 2)
                .number(ChunkType::TimestampSeconds, startSeconds, 4)
                .number(ChunkType::TimestampMicros, micros, 4)
                .number(ChunkType::PayloadType, 1, 1)
                .number(ChunkType::CaptureId, 2001, 4)
                .text(ChunkType::AuthenticationKey, "sesame-open-now")
                .text(ChunkType::AgentName, "edge")
                .text(ChunkType::CorrelationId, "leg \"" + std::to_string(micros) + "\"\\\x01\xff")
                .text(ChunkType::Payload, payload)
                .build();
        m_packets.push_back({startSeconds + 1, static_cast<std::uint32_t>(micros),
                             ethernet(ip("192.0.2.201", "192.0.2.202", udp(40'000, 9060, packet))), 0});
    }

    [[nodiscard]] Bytes file() const { return tests::support::pcapFile(m_packets); }

private:
    std::vector<tests::support::PcapPacket> m_packets;
};

Bytes hepOfEveryTransport()
{
    HepCapture hep;
    const std::string sdp = "Content-Type: application/sdp\r\nContent-Length: 5\r\n\r\nv=0\r\n";
    hep.add(17, "192.0.2.1", 5060, "192.0.2.2", 5060,
            message("INVITE sip:b@b SIP/2.0", "udp", "1 INVITE", sdp));
    hep.add(17, "192.0.2.2", 5060, "192.0.2.1", 5060, message("SIP/2.0 180 Ringing", "udp", "1 INVITE"));
    hep.add(17, "192.0.2.2", 5060, "192.0.2.1", 5060, message("SIP/2.0 200 OK", "udp", "1 INVITE", sdp));
    hep.add(17, "192.0.2.1", 5060, "192.0.2.2", 5060, message("ACK sip:b@b SIP/2.0", "udp", "1 ACK"));
    hep.add(17, "2001:db8::1", 5060, "2001:db8::2", 5060,
            message("OPTIONS sip:b@b SIP/2.0", "six", "1 OPTIONS"));
    hep.add(6, "192.0.2.1", 40'001, "192.0.2.2", 5060,
            message("REGISTER sip:b SIP/2.0", "tcp", "1 REGISTER"));
    hep.add(6, "192.0.2.2", 5060, "192.0.2.1", 40'001, message("SIP/2.0 200 OK", "tcp", "1 REGISTER"));
    hep.add(6, "192.0.2.1", 40'001, "192.0.2.2", 5060,
            message("INVITE sip:b@b SIP/2.0", "tcp2", "1 INVITE", sdp));
    hep.add(6, "192.0.2.2", 5060, "192.0.2.1", 40'001, message("SIP/2.0 486 Busy Here", "tcp2", "1 INVITE"));
    hep.add(22, "192.0.2.1", 40'002, "192.0.2.2", 5061,
            message("REGISTER sip:b SIP/2.0", "tls", "1 REGISTER"));
    hep.add(22, "192.0.2.2", 5061, "192.0.2.1", 40'002,
            message("SIP/2.0 403 Forbidden", "tls", "1 REGISTER"));
    // RFC 7118: Content-Length may be missing. The server calls the browser on the connection that it has.
    hep.add(
        50, "192.0.2.1", 40'003, "192.0.2.2", 8080,
        message("INVITE sip:b@b SIP/2.0", "ws", "1 INVITE", "Content-Type: application/sdp\r\n\r\nv=0\r\n"));
    hep.add(50, "192.0.2.2", 8080, "192.0.2.1", 40'003,
            message("SIP/2.0 100 Trying", "ws", "1 INVITE", "\r\n"));
    hep.add(50, "192.0.2.2", 8080, "192.0.2.1", 40'004, message("INVITE sip:c@c SIP/2.0", "ws2", "1 INVITE"));
    hep.add(50, "192.0.2.1", 40'004, "192.0.2.2", 8080, message("SIP/2.0 200 OK", "ws2", "1 INVITE", "\r\n"));
    hep.add(132, "192.0.2.1", 5060, "192.0.2.2", 5060,
            message("OPTIONS sip:b@b SIP/2.0", "sctp", "1 OPTIONS"));
    hep.add(132, "192.0.2.2", 5060, "192.0.2.1", 5060, message("SIP/2.0 200 OK", "sctp", "1 OPTIONS"));
    return hep.file();
}

Bytes largeMessages()
{
    HepCapture hep;
    const auto large = [](const char* callId, std::size_t size) {
        return message("MESSAGE sip:b@b SIP/2.0", callId, "1 MESSAGE",
                       "Content-Type: text/plain\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n" +
                           std::string(size, 'x'));
    };
    hep.add(17, "192.0.2.1", 5060, "192.0.2.2", 5060, large("udp", 64'500));
    hep.add(6, "192.0.2.1", 40'001, "192.0.2.2", 5060, large("tcp", 64'500));
    hep.add(50, "192.0.2.1", 40'002, "192.0.2.2", 80, large("ws", 64'500));
    hep.add(50, "192.0.2.1", 40'002, "192.0.2.2", 80, large("small", 1));
    return hep.file();
}

/// An agent that cuts what it sends: the length in the message says more than there is.
Bytes cutMessages()
{
    HepCapture hep;
    const std::string cut = message("MESSAGE sip:b@b SIP/2.0", "cut", "1 MESSAGE",
                                    "Content-Type: text/plain\r\nContent-Length: 900\r\n\r\nthe beginning");
    hep.add(6, "192.0.2.1", 40'001, "192.0.2.2", 5060, cut);
    hep.add(6, "192.0.2.1", 40'001, "192.0.2.2", 5060,
            message("OPTIONS sip:b@b SIP/2.0", "next", "1 OPTIONS"));
    return hep.file();
}

/// One call, seen on both sides of a switch.
Bytes twoInterfacesOfOneName()
{
    using namespace tests::support;
    PcapngBuilder file;
    file.section()
        .interface({1, "eth0", std::uint8_t{9}, {}, 0})
        .interface({1, "eth0", std::uint8_t{9}, {}, 0});
    std::uint64_t time = startSeconds * 1'000'000'000ULL;
    for (const char* start : {"INVITE sip:b@b SIP/2.0", "ACK sip:b@b SIP/2.0", "BYE sip:b@b SIP/2.0"}) {
        const std::string cseq = "1 " + std::string{start}.substr(0, std::string_view{start}.find(' '));
        const Bytes frame =
            ethernet(ip("192.0.2.1", "192.0.2.2", udp(5060, 5060, text(message(start, "twice", cseq)))));
        for (std::uint32_t interface = 0; interface < 2; ++interface)
            file.enhancedPacket(interface, time += 1'001, frame);
    }
    return file.bytes();
}

/// A TCP connection that was joined, with keep-alives between its messages.
Bytes keepAlivesInTcp()
{
    using namespace tests::support;
    std::vector<PcapPacket> packets;
    std::array<std::uint32_t, 2> next{5'000, 90'000};
    std::uint32_t micros = 0;
    const auto send = [&](bool isFromClient, const std::string& bytes) {
        const std::size_t side = isFromClient ? 0 : 1;
        const Transported segment =
            tcp(isFromClient ? 40'000 : 5060, isFromClient ? 5060 : 40'000, next[side], text(bytes));
        packets.push_back({static_cast<std::uint32_t>(startSeconds), micros += 1'000,
                           ethernet(isFromClient ? ip("192.0.2.1", "192.0.2.2", segment)
                                                 : ip("192.0.2.2", "192.0.2.1", segment)),
                           0});
        next[side] += static_cast<std::uint32_t>(bytes.size());
    };
    send(true, message("REGISTER sip:b SIP/2.0", "reg", "1 REGISTER"));
    send(false, message("SIP/2.0 200 OK", "reg", "1 REGISTER"));
    send(true, "\r\n\r\n");
    send(false, "\r\n");
    send(true, message("INVITE sip:b@b SIP/2.0", "call", "1 INVITE"));
    send(false, message("SIP/2.0 486 Busy Here", "call", "1 INVITE"));
    send(true, message("ACK sip:b@b SIP/2.0", "call", "1 ACK"));
    return pcapFile(packets);
}

/// The frames of a TLS connection from 192.0.2.1:40000 to 192.0.2.2:5061.
Bytes captureOf(const tests::support::TlsPeers& peers)
{
    using namespace tests::support;
    std::vector<PcapPacket> packets;
    std::array<std::uint32_t, 2> sequences{1'000, 2'000};
    std::uint32_t micros = 0;
    for (const TlsPeers::Chunk& chunk : peers.wire()) {
        std::uint32_t& sequence = sequences[chunk.isFromClient ? 0 : 1];
        const Bytes packet = chunk.isFromClient
                                 ? ip("192.0.2.1", "192.0.2.2", tcp(40'000, 5061, sequence, chunk.bytes))
                                 : ip("192.0.2.2", "192.0.2.1", tcp(5061, 40'000, sequence, chunk.bytes));
        packets.push_back({static_cast<std::uint32_t>(startSeconds), micros += 1'000, ethernet(packet), 0});
        sequence += static_cast<std::uint32_t>(chunk.bytes.size());
    }
    return pcapFile(packets);
}

/// Texts as 'export' writes them, with what a capture file cannot tell made the same: what was decrypted is
/// written in the clear.
QByteArray asInTheClear(QByteArray texts)
{
    for (const auto& [encrypted, clear] : {std::pair{"tls", "tcp"}, std::pair{"wss", "ws"}})
        texts.replace(QByteArray{"  "} + encrypted + '\n', QByteArray{"  "} + clear + '\n');
    return texts;
}

QByteArray content(const QString& path)
{
    QFile file{path};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(no file)");
}

/// The calls of a session, a row each. Nobody answered is known from how long the capture went on, which a
/// file of messages alone does not tell.
QList<QByteArray> calls(const QString& session)
{
    const CommandResult result =
        cli({"calls", session, "--fields",
             "final_status,state,time,duration,type,call_id,from.user,to.user,src,dst,messages,requests,"
             "retransmissions,pdd,setup,ring,talk,ended_by"});
    QList<QByteArray> rows = result.output.split('\n');
    for (QByteArray& row : rows) {
        QList<QByteArray> cells = row.split('\t');
        if (cells.size() < 3 || !cells[0].isEmpty())
            continue;
        for (const char* open : {"failed", "calling", "ringing", "trying"}) {
            if (cells[1] == open)
                cells[1] = "unanswered";
        }
        if (cells.last() == "timeout")
            cells.last().clear();
        row = cells.join('\t');
    }
    return rows;
}

/// The first places where two lists differ, for the message of a failed test.
QByteArray difference(const QList<QByteArray>& before, const QList<QByteArray>& after)
{
    for (qsizetype i = 0; i < std::max(before.size(), after.size()); ++i) {
        if (before.value(i) != after.value(i))
            return "line " + QByteArray::number(i + 1) + ":\n- " + before.value(i) + "\n+ " + after.value(i);
    }
    return {};
}

} // namespace

void TestRoundTrip::givesTheSame(const QString& session, const QString& ending)
{
    const QString capture = path("out." + ending);
    const CommandResult exported = cli({"export", session, "-o", capture, "--overwrite"});
    QVERIFY2(exported.exitCode == 0, exported.complaints.constData());
    const QString again = path("again.rhapsode");
    const CommandResult imported = cli({"import", "--overwrite", "-o", again, capture});
    QVERIFY2(imported.exitCode == 0, imported.complaints.constData());

    for (const auto& [input, name] : {std::pair{session, "before.txt"}, std::pair{again, "after.txt"}}) {
        const CommandResult texts = cli({"export", input, "-o", path(name), "--overwrite"});
        QVERIFY2(texts.exitCode == 0, texts.complaints.constData());
    }
    const QByteArray messages = difference(asInTheClear(content(path("before.txt"))).split('\n'),
                                           asInTheClear(content(path("after.txt"))).split('\n'));
    QVERIFY2(messages.isEmpty(), messages.constData());
    const QByteArray changed = difference(calls(session), calls(again));
    QVERIFY2(changed.isEmpty(), changed.constData());
    if (ending == "pcapng")
        hasTheAgentsOf(session, again);
    if (!QTest::currentTestFailed())
        isSoundFor(capture, session);
}

/// What HEP said beyond the packets stays when the file is read, the session made again, and written again.
void TestRoundTrip::hasTheAgentsOf(const QString& session, const QString& again)
{
    const auto agents = [](const QString& input) {
        return cli({"messages", input, "--fields", "time,call_id,agent.id,agent.name,correlation_id"})
            .output.split('\n');
    };
    const QList<QByteArray> expected = agents(session);
    QByteArray changed = difference(expected, agents(again));
    QVERIFY2(changed.isEmpty(), changed.constData());
    QCOMPARE(cli({"reindex", again}).exitCode, 0);
    changed = difference(expected, agents(again));
    QVERIFY2(changed.isEmpty(), changed.constData());
    QCOMPARE(cli({"export", again, "-o", path("third.pcapng"), "--overwrite"}).exitCode, 0);
    changed = difference(expected, agents(path("third.pcapng")));
    QVERIFY2(changed.isEmpty(), changed.constData());
}

void TestRoundTrip::isSoundFor(const QString& capture, const QString& session)
{
    if (!tests::hasTshark())
        return;
    // Frames that were captured are what they are: only those that were made can be sound.
    const CommandResult made =
        cli({"messages", session, "--filter",
             "tunnel matches \"hep\" or transport == tls or transport == ws or transport == wss", "--fields",
             "time,method,status,call_id"});
    const CommandResult all = cli({"messages", session, "--fields", "time,method,status,call_id"});
    if (made.output != all.output)
        return;
    QStringList seen = tests::tsharkFields(
        capture, {"frame.time_epoch", "sip.Method", "sip.Status-Code", "sip.Call-ID"}, "sip");
    QStringList expected = QString::fromUtf8(all.output).split('\n', Qt::SkipEmptyParts).mid(1);
    expected.replaceInStrings("\t", "|");
    if (QTest::currentDataTag() == QByteArray{"cut messages"}) {
        // What the agent cut off cannot be made up, but the next message is there.
        QVERIFY2(seen.contains(expected.last()), qPrintable(seen.join('\n')));
        return;
    }
    QCOMPARE(tests::tsharkComplaints(capture), QStringList{});
    QCOMPARE(seen, expected);
}

void TestRoundTrip::generated_data()
{
    QTest::addColumn<Bytes>("capture");
    QTest::addColumn<int>("messages");
    QTest::newRow("HEP of every transport") << hepOfEveryTransport() << 17;
    QTest::newRow("large messages") << largeMessages() << 4;
    QTest::newRow("cut messages") << cutMessages() << 2;
    QTest::newRow("two interfaces of one name") << twoInterfacesOfOneName() << 6;
    QTest::newRow("keep-alives in TCP") << keepAlivesInTcp() << 5;
}

void TestRoundTrip::generated()
{
    QFETCH(Bytes, capture);
    QFETCH(int, messages);
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(tests::support::writeFile(path("in.pcap").toStdString(), capture));
    const QString session = path("in.rhapsode");
    QCOMPARE(cli({"import", "-o", session, path("in.pcap")}).exitCode, 0);
    QCOMPARE(cli({"messages", session, "--fields", "id"}).output.count('\n'), messages + 1);
    givesTheSame(session, "pcapng");
    // A pcap file has one interface only: what two saw of a packet becomes a repetition there.
    if (QTest::currentDataTag() != QByteArray{"two interfaces of one name"})
        givesTheSame(session, "pcap");
    for (const char* name : {"out.pcapng", "out.pcap", "after.txt"})
        QVERIFY2(!content(path(name)).contains("sesame-open-now"), name);
}

void TestRoundTrip::decrypted_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("TLS 1.2") << 0x0303;
    QTest::newRow("TLS 1.3") << 0x0304;
}

/// What was decrypted is written as if it had been sent in the clear.
void TestRoundTrip::decrypted()
{
    QFETCH(int, version);
    importTls(version);
    const QString session = path("in.rhapsode");
    givesTheSame(session, "pcapng");
    givesTheSame(session, "pcap");
}

/// A call over TLS, decrypted, as in.rhapsode.
void TestRoundTrip::importTls(int version)
{
    m_folder = std::make_unique<QTemporaryDir>();
    tests::support::TlsPeers peers{{.version = version}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(message("INVITE sip:b@b SIP/2.0", "tls", "1 INVITE"));
    peers.sendFromServer(message("SIP/2.0 486 Busy Here", "tls", "1 INVITE"));
    peers.sendFromClient(message("ACK sip:b@b SIP/2.0", "tls", "1 ACK"));
    QVERIFY(tests::support::writeFile(path("in.pcap").toStdString(), captureOf(peers)));
    QVERIFY(tests::support::writeFile(path("keys.log").toStdString(), tests::support::text(peers.keyLog())));
    const QString session = path("in.rhapsode");
    QCOMPARE(cli({"import", "-o", session, "--keylog", path("keys.log"), path("in.pcap")}).exitCode, 0);
    QCOMPARE(cli({"messages", session, "--fields", "transport"}).output, "transport\ntls\ntls\ntls\n");
}

/// The secrets go into a file when the user says so, and then other programs read the connection as it was.
void TestRoundTrip::secretsOnDemand()
{
    QFETCH(int, version);
    importTls(version);
    const QString session = path("in.rhapsode");
    const QString secret = path("secret.pcapng");
    QCOMPARE(cli({"export", session, "-o", path("plain.pcapng")}).exitCode, 0);
    QVERIFY(!content(path("plain.pcapng")).contains("CLIENT_"));
    const CommandResult refused = cli({"export", session, "-o", path("x.pcap"), "--tls-secrets"});
    QCOMPARE(refused.exitCode, 2);
    QVERIFY(!QFile::exists(path("x.pcap")));

    const CommandResult exported = cli({"export", session, "-o", secret, "--tls-secrets"});
    QCOMPARE(exported.exitCode, 0);
    QVERIFY(exported.complaints.contains("secrets"));
    QVERIFY(content(secret).contains("CLIENT_"));
    const QString again = path("again.rhapsode");
    QCOMPARE(cli({"import", "-o", again, secret}).exitCode, 0);
    const QStringList listing{"--fields",
                              "time,src.ip,src.port,dst.port,transport,method,status,call_id,size"};
    const CommandResult before = cli(QStringList{"messages", session} + listing);
    QCOMPARE(cli(QStringList{"messages", again} + listing).output, before.output);
    QCOMPARE(calls(again), calls(session));
    if (!tests::hasTshark())
        QSKIP("tshark is not installed");
    QCOMPARE(
        tests::tsharkFields(secret, {"tcp.dstport", "sip.Method", "sip.Status-Code", "sip.Call-ID"}, "sip"),
        (QStringList{"5061|INVITE||tls", "40000||486|tls", "5061|ACK||tls"}));
}

/// What else is known about a capture goes with it: where, who, and what somebody noted.
void TestRoundTrip::namesAndNotes()
{
    using namespace tests::support;
    m_folder = std::make_unique<QTemporaryDir>();
    const auto frame = [](const char* method, const char* callId) {
        return ethernet(ip("192.0.2.1", "192.0.2.2",
                           udp(5060, 5060,
                               text(message(std::string{method} + " sip:b@b SIP/2.0", callId,
                                            std::string{"1 "} + method)))));
    };
    PcapngBuilder input;
    input.section().interface({1, "ens7", {}, {}, 0}).interface({1, "ens8", {}, {}, 0});
    input.block(4, join({hex("0100 1200 c0000201"), text("proxy.example"), hex("00 0000 00000000")}));
    input.enhancedPacket(0, 1'700'000'000'000'000, frame("INVITE", "noted"));
    input.enhancedPacket(1, 1'700'000'001'000'000, frame("OPTIONS", "other"));
    input.enhancedPacket(1, 1'700'000'002'000'000, frame("BYE", "noted"));
    QVERIFY(writeFile(path("in.pcapng").toStdString(), input.bytes()));
    QString session = path("in.rhapsode");
    QCOMPARE(cli({"import", "-o", session, path("in.pcapng")}).exitCode, 0);
    QCOMPARE(cli({"mark", session, "--call", "noted", "--note", "one way audio, J\u00fcrgen"}).exitCode, 0);
    QCOMPARE(cli({"reindex", session}).exitCode, 0);
    QCOMPARE(cli({"export", session, "-o", path("out.pcapng")}).exitCode, 0);
    QVERIFY2(!content(path("out.pcapng")).contains(m_folder->path().toUtf8()), "nobody asked for folders");
    if (!tests::hasTshark())
        QSKIP("tshark is not installed");
    QCOMPARE(tests::tsharkFields(path("out.pcapng"), {"frame.interface_name", "sip.Method", "frame.comment"}),
             (QStringList{"ens7|INVITE|one way audio, J\u00fcrgen", "ens8|OPTIONS|", "ens8|BYE|"}));
    const CommandResult names = runProgram("tshark", {"-N", "n", "-r", path("out.pcapng"), "-T", "fields",
                                                      "-e", "ip.src_host", "-e", "ip.dst_host"});
    QCOMPARE(names.output, QByteArray{"proxy.example\t192.0.2.2\n"}.repeated(3));
}

/// Where people look for them.
void TestRoundTrip::agentsAreComments()
{
    m_folder = std::make_unique<QTemporaryDir>();
    HepCapture hep;
    hep.add(17, "192.0.2.1", 5060, "192.0.2.2", 5060, message("OPTIONS sip:b@b SIP/2.0", "one", "1 OPTIONS"));
    QVERIFY(tests::support::writeFile(path("in.pcap").toStdString(), hep.file()));
    const QString session = path("in.rhapsode");
    QCOMPARE(cli({"import", "-o", session, path("in.pcap")}).exitCode, 0);
    QCOMPARE(cli({"mark", session, "--call", "one", "--note", "odd"}).exitCode, 0);
    QCOMPARE(cli({"export", session, "-o", path("out.pcapng")}).exitCode, 0);
    const QByteArray comment = R"(HEP agent.id=2001 agent.name="edge" correlation_id="leg \"7\"\\\x01\xff")";
    QVERIFY(content(path("out.pcapng")).contains(comment));
    if (!tests::hasTshark())
        QSKIP("tshark is not installed");
    const QStringList seen = tests::tsharkFields(path("out.pcapng"), {"sip.Method", "frame.comment"});
    QCOMPARE(seen.size(), 1);
    QVERIFY2(seen[0].startsWith("OPTIONS|odd"), qPrintable(seen[0]));
    QVERIFY2(seen[0].contains("HEP agent.id=2001"), qPrintable(seen[0]));
}

void TestRoundTrip::corpus_data()
{
    QTest::addColumn<QString>("capture");
    const QString corpus = qEnvironmentVariable("RHAPSODE_CORPUS");
    if (corpus.isEmpty())
        QSKIP("RHAPSODE_CORPUS is not set: there are no captures to export");
    constexpr qint64 largest = 4'000'000;
    QFile index{corpus + "/INDEX.tsv"};
    QVERIFY(index.open(QIODevice::ReadOnly));
    for (const QByteArray& line : index.readAll().split('\n')) {
        const QList<QByteArray> cells = line.split('\t');
        if (cells.size() > 11 && cells[7] == "capture-sip" && cells[11].toInt() > 0 &&
            cells[6].toLongLong() < largest)
            QTest::newRow(cells[0].constData()) << corpus + "/files/" + QString::fromUtf8(cells[0]);
    }
    for (const QFileInfo& file : QDir{corpus + "/hep_senders"}.entryInfoList({"*.pcap"}))
        QTest::newRow(qPrintable(file.fileName())) << file.filePath();
}

void TestRoundTrip::corpus()
{
    QFETCH(QString, capture);
    m_folder = std::make_unique<QTemporaryDir>();
    const QString session = path("in.rhapsode");
    const int exitCode = cli({"import", "-o", session, capture}).exitCode;
    QVERIFY(exitCode == 0 || exitCode == 3);
    givesTheSame(session, "pcapng");
    if (!QTest::currentTestFailed())
        givesTheSame(session, "pcap");
}

QTEST_GUILESS_MAIN(TestRoundTrip)
#include "tst_round_trip.moc"
