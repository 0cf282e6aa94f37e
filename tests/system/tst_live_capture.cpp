// SPDX-License-Identifier: GPL-3.0-or-later
// 'rhapsode-cli capture' while real calls run: SIPp sniffed on loopback, and Kamailio reporting in HEP.
#include "core/capture/interface_list.h"
#include "tests/support/command.h"
#include "tests/support/network_namespace.h"
#include "tests/support/sip_peers.h"

#include <QTemporaryDir>
#include <QUdpSocket>
#include <QtTest>

#include <csignal>

using namespace tests::support;

namespace {

constexpr unsigned calls = 10;
/// INVITE, 180, 200, ACK, BYE and 200.
constexpr int messagesPerCall = 6;

QList<QByteArray> lines(const QByteArray& text)
{
    return text.trimmed().isEmpty() ? QList<QByteArray>{} : text.trimmed().split('\n');
}

QByteArray list(const QString& session, const char* what, const char* fields, const QString& filter = {})
{
    QStringList arguments{QString::fromLatin1(what), session, QStringLiteral("--fields"),
                          QString::fromLatin1(fields)};
    if (!filter.isEmpty())
        arguments << QStringLiteral("--filter") << filter;
    return runProgram(QStringLiteral(RHAPSODE_CLI), arguments).output;
}

} // namespace

class TestLiveCapture : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void sniffsSippOnLoopback();
    void liveEqualsReindexed();
    void hearsKamailio();
    void survivesBeingKilled();
    void randomBytesAreCountedNotLost();

private:
    /// Starts a capture and waits until it is ready. False: it said why not.
    bool startCapture(const QStringList& sources, const QByteArray& ready);
    /// Ends the capture as Ctrl+C does.
    void stopCapture(int exitCode = 0);
    /// SIPp calls between two free ports, without a proxy; true when all succeeded.
    bool runSipp(std::uint16_t caller, std::uint16_t callee);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QProcess> m_capture;
    QString m_session;
    QByteArray m_complaints;
};

void TestLiveCapture::initTestCase()
{
    if (!findProgram("sipp"))
        QSKIP("sipp is not installed");
}

void TestLiveCapture::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_session = m_folder->filePath(QStringLiteral("live.rhapsode"));
    m_complaints.clear();
}

void TestLiveCapture::cleanup()
{
    m_capture.reset(); // kills what still runs
}

bool TestLiveCapture::startCapture(const QStringList& sources, const QByteArray& ready)
{
    m_capture = std::make_unique<QProcess>();
    m_capture->start(QStringLiteral(RHAPSODE_CLI),
                     QStringList{QStringLiteral("capture"), QStringLiteral("-o"), m_session} + sources);
    return QTest::qWaitFor(
               [&] {
                   m_capture->waitForReadyRead(20);
                   m_complaints += m_capture->readAllStandardError();
                   return m_complaints.contains(ready) || m_capture->state() == QProcess::NotRunning;
               },
               10'000) &&
           m_complaints.contains(ready);
}

void TestLiveCapture::stopCapture(int exitCode)
{
    ::kill(static_cast<pid_t>(m_capture->processId()), SIGINT);
    QVERIFY(m_capture->waitForFinished(10'000));
    m_complaints += m_capture->readAllStandardError();
    QCOMPARE(m_capture->exitStatus(), QProcess::NormalExit);
    QVERIFY2(m_capture->exitCode() == exitCode, m_complaints.constData());
}

bool TestLiveCapture::runSipp(std::uint16_t caller, std::uint16_t callee)
{
    const std::filesystem::path folder = m_folder->path().toStdString();
    auto server = startSippServer(callee, calls, folder);
    if (!server)
        return false;
    auto client = startSippClient(caller, callee, calls, folder);
    return client && client->waitForExit(std::chrono::seconds{20}) == std::optional{0};
}

void TestLiveCapture::sniffsSippOnLoopback()
{
    if (!core::capture::isCapturePermitted())
        QSKIP("this user may not capture, not even in a network namespace of its own");
    const auto ports = freeUdpPorts(2);
    const QString bpf = QStringLiteral("udp port %1").arg(ports[1]);
    QVERIFY2(startCapture({"--interface", "lo", "--bpf", bpf}, "capturing lo"), m_complaints.constData());
    QVERIFY(runSipp(ports[0], ports[1]));
    // The session can be read while it is being written.
    QTRY_COMPARE_WITH_TIMEOUT(lines(list(m_session, "messages", "id")).size(), 1 + calls * messagesPerCall,
                              5'000);
    stopCapture();
    QVERIFY2(m_complaints.contains("received 60 stored 60 dropped 0 refused 0"), m_complaints.constData());
    const QList<QByteArray> rows = lines(list(m_session, "calls", "state,messages,ended_by,final_status"));
    QCOMPARE(rows.size(), 1 + static_cast<int>(calls));
    for (const QByteArray& row : rows.mid(1))
        QCOMPARE(row, QByteArray{"completed\t6\tcaller\t200"});
}

/// What was tracked while packets came in, in many small commits, is what the frames alone give afterwards.
void TestLiveCapture::liveEqualsReindexed()
{
    if (!core::capture::isCapturePermitted())
        QSKIP("this user may not capture, not even in a network namespace of its own");
    const auto ports = freeUdpPorts(2);
    // Other tests make calls on this interface at the same time.
    const QString bpf = QStringLiteral("udp port %1").arg(ports[1]);
    QVERIFY2(
        startCapture({"--interface", "lo", "--bpf", bpf, "--hep", "hep+udp://127.0.0.1:0"}, "capturing lo"),
        m_complaints.constData());
    const QByteArray listening = "listening hep+udp://127.0.0.1:";
    QTRY_VERIFY_WITH_TIMEOUT((m_capture->waitForReadyRead(20),
                              m_complaints.append(m_capture->readAllStandardError()),
                              m_complaints.contains(listening)),
                             10'000);
    const auto hepPort =
        m_complaints.mid(m_complaints.indexOf(listening) + listening.size()).split('\n').first().toUShort();
    QUdpSocket socket;
    socket.writeDatagram("neither HEP nor SIP", QHostAddress::LocalHost, hepPort);
    QVERIFY(runSipp(ports[0], ports[1]));
    socket.writeDatagram("HEP3 that is cut off", QHostAddress::LocalHost, hepPort);
    QTRY_VERIFY_WITH_TIMEOUT(lines(list(m_session, "messages", "id")).size() >= 1 + calls * messagesPerCall,
                             5'000);
    stopCapture();

    const QStringList lists{"messages", "calls", "sources"};
    QList<QByteArray> live;
    for (const QString& what : lists)
        live += runProgram(QStringLiteral(RHAPSODE_CLI), {what, m_session, "--format", "json"}).output;
    QCOMPARE(live[1].count('\n'), static_cast<int>(calls));
    const CommandResult reindexed = runProgram(QStringLiteral(RHAPSODE_CLI), {"reindex", m_session});
    QVERIFY2(reindexed.exitCode == 0, reindexed.complaints);
    for (qsizetype i = 0; i < lists.size(); ++i)
        QCOMPARE(runProgram(QStringLiteral(RHAPSODE_CLI), {lists[i], m_session, "--format", "json"}).output,
                 live[i]);
}

void TestLiveCapture::hearsKamailio()
{
    if (!findProgram("kamailio"))
        QSKIP("kamailio is not installed");
    const auto ports = freeUdpPorts(3);
    QVERIFY2(startCapture({"--hep", "hep+udp://127.0.0.1:0"}, "listening hep+udp://127.0.0.1:"),
             m_complaints.constData());
    const auto hepPort = m_complaints.mid(m_complaints.lastIndexOf(':') + 1).trimmed().toUShort();
    const std::filesystem::path folder = m_folder->path().toStdString();
    auto kamailio = startKamailio({.port = ports[0], .nextHopPort = ports[2], .hepPort = hepPort}, folder);
    QVERIFY(kamailio);
    auto server = startSippServer(ports[2], calls, folder);
    QVERIFY(server);
    auto client = startSippClient(ports[1], ports[0], calls, folder);
    QVERIFY(client);
    QCOMPARE(client->waitForExit(std::chrono::seconds{20}), std::optional{0});
    QTRY_COMPARE_WITH_TIMEOUT(
        lines(list(m_session, "messages", "id", QStringLiteral("cseq.method == \"BYE\" and status == 200")))
            .size(),
        1 + 2 * static_cast<int>(calls), 5'000);
    kamailio->stop();
    stopCapture();
    // Both hops of a call are one row; its measures are those of the caller's hop.
    const QList<QByteArray> rows = lines(list(m_session, "calls", "state,src,dst,ended_by"));
    QCOMPARE(rows.size(), 1 + static_cast<int>(calls));
    const QByteArray expected = "completed\t127.0.0.1:" + QByteArray::number(ports[1]) +
                                "\t127.0.0.1:" + QByteArray::number(ports[0]) + "\tcaller";
    for (const QByteArray& row : rows.mid(1))
        QCOMPARE(row, expected);
    const QList<QByteArray> agents = lines(list(m_session, "messages", "agent.id"));
    QCOMPARE(agents.value(1), QByteArray{"77"});
}

void TestLiveCapture::survivesBeingKilled()
{
    QVERIFY2(startCapture({"--hep", "hep+udp://127.0.0.1:0"}, "listening hep+udp://127.0.0.1:"),
             m_complaints.constData());
    if (!findProgram("kamailio"))
        QSKIP("kamailio is not installed");
    const auto ports = freeUdpPorts(3);
    const auto hepPort = m_complaints.mid(m_complaints.lastIndexOf(':') + 1).trimmed().toUShort();
    const std::filesystem::path folder = m_folder->path().toStdString();
    auto kamailio = startKamailio({.port = ports[0], .nextHopPort = ports[2], .hepPort = hepPort}, folder);
    QVERIFY(kamailio);
    auto server = startSippServer(ports[2], calls, folder);
    auto client = startSippClient(ports[1], ports[0], calls, folder);
    QVERIFY(server && client);
    QCOMPARE(client->waitForExit(std::chrono::seconds{20}), std::optional{0});
    QTest::qWait(500); // what is older than this is in the file
    m_capture->kill();
    QVERIFY(m_capture->waitForFinished());
    const QByteArray byes = list(m_session, "messages", "id", QStringLiteral("method == \"BYE\""));
    QCOMPARE(lines(byes).size(), 1 + 2 * static_cast<int>(calls));
    QCOMPARE(runProgram(QStringLiteral(RHAPSODE_CLI), {"check", m_session}).exitCode, 0);
}

void TestLiveCapture::randomBytesAreCountedNotLost()
{
    QVERIFY2(startCapture({"--hep", "hep+udp://127.0.0.1:0"}, "listening hep+udp://127.0.0.1:"),
             m_complaints.constData());
    const auto hepPort = m_complaints.mid(m_complaints.lastIndexOf(':') + 1).trimmed().toUShort();
    QUdpSocket socket;
    QRandomGenerator random{11};
    constexpr int datagrams = 500;
    for (int i = 0; i < datagrams; ++i) {
        QByteArray bytes(1 + static_cast<qsizetype>(random.bounded(900)), Qt::Uninitialized);
        for (char& byte : bytes)
            byte = static_cast<char>(random.bounded(256));
        if (i % 3 == 0)
            bytes.prepend("HEP3");
        QCOMPARE(socket.writeDatagram(bytes, QHostAddress::LocalHost, hepPort), bytes.size());
        if (i % 50 == 0)
            QTest::qWait(1);
    }
    QTest::qWait(300);
    stopCapture();
    QVERIFY2(m_complaints.contains("received 500 stored 500 dropped 0"), m_complaints.constData());
    const CommandResult info =
        runProgram(QStringLiteral(RHAPSODE_CLI), {"info", m_session, "--format", "json"});
    const QJsonObject source =
        QJsonDocument::fromJson(info.output).object()["sources"].toArray().first().toObject();
    QCOMPARE(source["received"].toInt(), datagrams);
    QCOMPARE(source["messages"].toInt(), 0);
}

int main(int argc, char** argv)
{
    enterOwnNetwork(argv);
    const QCoreApplication application{argc, argv};
    TestLiveCapture test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_live_capture.moc"
