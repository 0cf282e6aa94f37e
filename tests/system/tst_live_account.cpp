// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a live capture receives adds up, while it runs and afterwards: 'info --format json' says so.
#include "core/capture/interface_list.h"
#include "tests/support/command.h"
#include "tests/support/hep_builder.h"
#include "tests/support/network_namespace.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QUdpSocket>
#include <QtTest>

#include <csignal>

using namespace tests::support;
using core::hep::ChunkType;

namespace {

constexpr int rounds = 8;
constexpr int goodPerRound = 5;
const QHostAddress allowed{QStringLiteral("127.0.0.1")};
/// Loopback too, and not on the list.
const QHostAddress stranger{QStringLiteral("127.0.0.2")};

QByteArray toQt(const Bytes& bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

QByteArray hep(std::uint8_t type, std::string_view payload)
{
    return toQt(Hep3Builder{}
                    .usualHeader()
                    .number(ChunkType::PayloadType, type, 1)
                    .text(ChunkType::Payload, payload)
                    .build());
}

QByteArray goodHep()
{
    return hep(1, sampleSip);
}

} // namespace

class LiveAccountTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void listenersAddUp();
    void interfaceAddsUp();

private:
    bool start(const QStringList& sources);
    /// The port that the capture took for a listener of this kind.
    quint16 portOf(const QByteArray& scheme) const;
    void stop();
    /// Of the source of this kind, whose classes add up; empty and a failed test when one does not.
    QJsonObject source(const QString& kind, const QString& name) const;
    void sendDatagrams(quint16 port) const;
    void sendStream(quint16 port, const QHostAddress& from, const QByteArray& bytes) const;
    void verifyListeners(bool isLast) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QProcess> m_capture;
    QString m_session;
    QByteArray m_said;
};

void LiveAccountTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_session = m_folder->filePath(QStringLiteral("live.rhapsode"));
    m_said.clear();
}

void LiveAccountTest::cleanup()
{
    m_capture.reset(); // kills what still runs
}

bool LiveAccountTest::start(const QStringList& sources)
{
    m_capture = std::make_unique<QProcess>();
    m_capture->start(QStringLiteral(RHAPSODE_CLI),
                     QStringList{QStringLiteral("capture"), QStringLiteral("-o"), m_session} + sources);
    const qsizetype ready =
        sources.count(QStringLiteral("--hep")) + sources.count(QStringLiteral("--interface"));
    return QTest::qWaitFor(
        [&] {
            m_capture->waitForReadyRead(20);
            m_said += m_capture->readAllStandardError();
            return m_said.count("listening ") + m_said.count("capturing ") == ready;
        },
        10'000);
}

quint16 LiveAccountTest::portOf(const QByteArray& scheme) const
{
    const QByteArray line = "listening " + scheme + "://127.0.0.1:";
    return m_said.mid(m_said.indexOf(line) + line.size()).split('\n').first().toUShort();
}

void LiveAccountTest::stop()
{
    QTest::qWait(500); // what is on its way arrives
    ::kill(static_cast<pid_t>(m_capture->processId()), SIGINT);
    QVERIFY(m_capture->waitForFinished(20'000));
    m_said += m_capture->readAllStandardError();
    QVERIFY2(m_capture->exitCode() == 0, m_said.constData());
}

QJsonObject LiveAccountTest::source(const QString& kind, const QString& name) const
{
    const CommandResult info =
        runProgram(QStringLiteral(RHAPSODE_CLI), {"info", m_session, "--format", "json"});
    QJsonObject found;
    for (const QJsonValue& value : QJsonDocument::fromJson(info.output).object()["sources"].toArray()) {
        const QJsonObject source = value.toObject();
        qint64 sum = 0;
        for (const QJsonValue& count : source["classes"].toObject())
            sum += count.toInteger();
        qint64 detailed = source["refused"].toInteger() + source["classes"]["dropped-by-queue"].toInteger();
        for (const QJsonValue& detail : source["details"].toArray())
            detailed += detail["frames"].toInteger();
        const qint64 received = source["received"].toInteger();
        if (sum != received || detailed != received) {
            QTest::qFail(info.output.constData(), __FILE__, __LINE__);
            return {};
        }
        if (source["kind"].toString() == kind && source["name"].toString().contains(name))
            found = source;
    }
    return found;
}

/// A round of good, unknown, broken and refused ones.
void LiveAccountTest::sendDatagrams(quint16 port) const
{
    QUdpSocket socket;
    QVERIFY(socket.bind(allowed));
    QUdpSocket foreign;
    QVERIFY(foreign.bind(stranger));
    for (int i = 0; i < goodPerRound; ++i)
        QVERIFY(socket.writeDatagram(goodHep(), allowed, port) > 0);
    for (const QByteArray& other : {hep(5, "{}"), hep(200, "?"), hep(1, "hello")})
        QVERIFY(socket.writeDatagram(other, allowed, port) > 0);
    for (const char* broken : {"neither HEP nor SIP", "HEP3"})
        QVERIFY(socket.writeDatagram(broken, allowed, port) > 0);
    QVERIFY(socket.writeDatagram("\r\n\r\n", allowed, port) > 0);
    for (int i = 0; i < 2; ++i)
        QVERIFY(foreign.writeDatagram(goodHep(), allowed, port) > 0);
}

void LiveAccountTest::sendStream(quint16 port, const QHostAddress& from, const QByteArray& bytes) const
{
    QTcpSocket socket;
    QVERIFY(socket.bind(from));
    socket.connectToHost(allowed, port);
    QVERIFY(socket.waitForConnected());
    socket.write(bytes);
    while (socket.bytesToWrite() > 0 && socket.waitForBytesWritten(2'000)) {
    }
    socket.disconnectFromHost();
    if (socket.state() != QAbstractSocket::UnconnectedState)
        socket.waitForDisconnected(2'000);
}

void LiveAccountTest::verifyListeners(bool isLast) const
{
    const QJsonObject udp = source(QStringLiteral("hep"), QStringLiteral("hep+udp"));
    const QJsonObject tcp = source(QStringLiteral("hep"), QStringLiteral("hep+tcp"));
    QVERIFY(!udp.isEmpty() && !tcp.isEmpty());
    if (!isLast)
        return;
    const QJsonObject packets = udp["classes"].toObject();
    QCOMPARE(packets["sip-message"].toInt(), rounds * goodPerRound);
    QCOMPARE(packets["hep-other"].toInt(), rounds * 3);
    QCOMPARE(packets["hep-malformed"].toInt(), rounds * 2);
    QCOMPARE(packets["keep-alive"].toInt(), rounds);
    QCOMPARE(packets["refused"].toInt(), rounds * 2);
    QCOMPARE(udp["received"].toInt(), rounds * (goodPerRound + 3 + 2 + 1 + 2));
    const QJsonObject stream = tcp["classes"].toObject();
    QCOMPARE(stream["sip-message"].toInt(), rounds * goodPerRound);
    QCOMPARE(stream["hep-other"].toInt(), rounds);
    QCOMPARE(stream["hep-malformed"].toInt(), rounds);
    QCOMPARE(stream["refused"].toInt(), rounds);
    QCOMPARE(tcp["received"].toInt(), rounds * (goodPerRound + 1 + 1 + 1));
}

void LiveAccountTest::listenersAddUp()
{
    QVERIFY2(start({"--hep", "hep+udp://127.0.0.1:0", "--hep", "hep+tcp://127.0.0.1:0", "--hep-allow",
                    "127.0.0.1"}),
             m_said.constData());
    QByteArray stream;
    for (int i = 0; i < goodPerRound; ++i)
        stream += goodHep();
    stream += hep(100, "a line");
    for (int round = 0; round < rounds; ++round) {
        sendDatagrams(portOf("hep+udp"));
        sendStream(portOf("hep+tcp"), allowed, stream);
        sendStream(portOf("hep+tcp"), allowed,
                   "these bytes are no HEP at all, however long one looks at them");
        sendStream(portOf("hep+tcp"), stranger, goodHep());
        QTest::qWait(120);
        verifyListeners(false);
    }
    stop();
    verifyListeners(true);
}

void LiveAccountTest::interfaceAddsUp()
{
    if (!core::capture::isCapturePermitted())
        QSKIP("this user may not capture, not even in a network namespace of its own");
    QUdpSocket receiver;
    QVERIFY(receiver.bind(allowed));
    const QString bpf = QStringLiteral("udp port %1").arg(receiver.localPort());
    QVERIFY2(start({"--interface", "lo", "--bpf", bpf, "--hep", "hep+udp://127.0.0.1:0", "--hep-allow",
                    "127.0.0.1"}),
             m_said.constData());
    QUdpSocket socket;
    QVERIFY(socket.bind(allowed));
    const QByteArray sip = toQt(toBytes(sampleSip));
    for (int round = 0; round < rounds; ++round) {
        for (int i = 0; i < goodPerRound; ++i)
            QVERIFY(socket.writeDatagram(sip, allowed, receiver.localPort()) > 0);
        for (const char* other : {"hello, world", "\r\n\r\n", "INVITE but nothing else"})
            QVERIFY(socket.writeDatagram(other, allowed, receiver.localPort()) > 0);
        sendDatagrams(portOf("hep+udp"));
        QTest::qWait(120);
        QVERIFY(!source(QStringLiteral("interface"), QStringLiteral("lo")).isEmpty());
    }
    stop();
    const QJsonObject lo = source(QStringLiteral("interface"), QStringLiteral("lo"));
    QCOMPARE(lo["received"].toInt(), rounds * (goodPerRound + 3));
    QCOMPARE(lo["classes"]["sip-message"].toInt(), rounds * goodPerRound);
    QCOMPARE(lo["classes"]["keep-alive"].toInt(), rounds);
    const QJsonObject udp = source(QStringLiteral("hep"), QStringLiteral("hep+udp"));
    QCOMPARE(udp["received"].toInt(), rounds * (goodPerRound + 8));
    QCOMPARE(udp["classes"]["sip-message"].toInt(), rounds * goodPerRound);
}

int main(int argc, char** argv)
{
    enterOwnNetwork(argv);
    const QCoreApplication application{argc, argv};
    LiveAccountTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_live_account.moc"
