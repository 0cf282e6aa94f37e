// SPDX-License-Identifier: GPL-3.0-or-later
// What 'rhapsode-cli export' writes, read again: the same messages and the same calls, and nothing for
// Wireshark to complain about in the packets that were made.
#include "tests/core/export/tshark.h"
#include "tests/support/capture_file_builder.h"
#include "tests/support/command.h"
#include "tests/support/tls_peers.h"
#include "tests/system/round_trip_captures.h"

#include <QtTest>

using tests::support::Bytes;
using tests::support::CommandResult;
using namespace tests::system;

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

CommandResult cli(const QStringList& arguments)
{
    return tests::support::runProgram(QStringLiteral(RHAPSODE_CLI), arguments);
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
