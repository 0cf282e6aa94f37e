// SPDX-License-Identifier: GPL-3.0-or-later
// 'rhapsode-cli capture' while Kamailio and OpenSSL talk SIP over TLS on loopback.
#include "core/capture/interface_list.h"
#include "tests/support/command.h"
#include "tests/support/network_namespace.h"
#include "tests/support/peers.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QUdpSocket>
#include <QtTest>

#include <csignal>

using namespace tests::support;

namespace {

QByteArray request(const QByteArray& callId, const QByteArray& via)
{
    return "OPTIONS sip:test@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/" + via +
           ";branch=z9hG4bKtest\r\nMax-Forwards: 5\r\nFrom: <sip:a@example.org>;tag=1\r\n"
           "To: <sip:test@127.0.0.1>\r\nCall-ID: " +
           callId + "\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n";
}

quint16 freeTcpPort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : quint16{0};
}

bool acceptsConnections(quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port);
    return socket.waitForConnected(200);
}

} // namespace

class TestTlsPeers : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void cleanup() { m_capture.reset(); }

    void keyLogThatGrows_data();
    void keyLogThatGrows();
    void rsaKeyBetweenTwoProxies();

private:
    [[nodiscard]] std::string file(const char* name) const
    {
        return m_folder->filePath(QLatin1String{name}).toStdString();
    }

    /// A proxy that answers, or hands on to `nextHop`.
    std::optional<ChildProcess> startKamailio(const char* name, const QStringList& listen, quint16 nextHop);
    bool startCapture(const QStringList& keys);
    QByteArray stopCaptureAndList();
    QByteArray sentences();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QProcess> m_capture;
    QString m_session;
    quint16 m_port = 0;
};

void TestTlsPeers::initTestCase()
{
    if (!findProgram("kamailio") || !findProgram("openssl") ||
        !runCommand("ls /usr/lib/*/kamailio/modules/tls.so >/dev/null 2>&1"))
        QSKIP("kamailio with its TLS module, or openssl, is not installed");
    if (!core::capture::isCapturePermitted())
        QSKIP("this user may not capture, not even in a network namespace of its own");
}

void TestTlsPeers::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_session = m_folder->filePath(QStringLiteral("live.rhapsode"));
    m_port = freeTcpPort();
    QVERIFY(runCommand("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -keyout " +
                       file("tls.key") + " -out " + file("tls.crt") + " 2>/dev/null"));
    QFile config{m_folder->filePath(QStringLiteral("tls.conf"))};
    QVERIFY(config.open(QIODevice::WriteOnly));
    const QByteArray key = QByteArray::fromStdString(file("tls.key"));
    const QByteArray certificate = QByteArray::fromStdString(file("tls.crt"));
    config.write("[server:default]\nmethod = TLSv1.2+\nprivate_key = " + key +
                 "\ncertificate = " + certificate +
                 "\nverify_certificate = no\nrequire_certificate = no\n[client:default]\nmethod = TLSv1.2\n"
                 "verify_certificate = no\nrequire_certificate = no\ncipher_list = AES128-GCM-SHA256\n");
}

std::optional<ChildProcess> TestTlsPeers::startKamailio(const char* name, const QStringList& listen,
                                                        quint16 nextHop)
{
    const std::filesystem::path folder = file(name);
    std::filesystem::create_directory(folder);
    std::vector<std::string> command{findProgram("kamailio")->string(),
                                     "-DD",
                                     "-E",
                                     "-Y",
                                     folder.string(),
                                     "-P",
                                     (folder / "kamailio.pid").string(),
                                     "-f",
                                     TEST_DATA "/kamailio/tls.cfg",
                                     "-A",
                                     "TLS_CONFIG=\"" + file("tls.conf") + "\""};
    for (const QString& address : listen)
        command.insert(command.end(), {"-l", address.toStdString()});
    if (nextHop != 0)
        command.insert(command.end(),
                       {"-A", "NEXT_HOP=\"sip:127.0.0.1:" + std::to_string(nextHop) + ";transport=tls\""});
    return ChildProcess::start(command, folder, folder / "kamailio.log");
}

bool TestTlsPeers::startCapture(const QStringList& keys)
{
    m_capture = std::make_unique<QProcess>();
    m_capture->start(QStringLiteral(RHAPSODE_CLI),
                     QStringList{"capture", "-o", m_session, "--interface", "lo", "--bpf",
                                 QStringLiteral("tcp port %1").arg(m_port)} +
                         keys);
    QByteArray complaints;
    return QTest::qWaitFor(
        [&] {
            m_capture->waitForReadyRead(20);
            complaints += m_capture->readAllStandardError();
            return complaints.contains("capturing lo");
        },
        10'000);
}

QByteArray TestTlsPeers::stopCaptureAndList()
{
    ::kill(static_cast<pid_t>(m_capture->processId()), SIGINT);
    if (!m_capture->waitForFinished(10'000) || m_capture->exitCode() != 0)
        return "failed: " + m_capture->readAllStandardError();
    return runProgram(QStringLiteral(RHAPSODE_CLI),
                      {"messages", m_session, "--fields", "transport,kind,call_id,status"})
        .output;
}

QByteArray TestTlsPeers::sentences()
{
    return runProgram(QStringLiteral("sqlite3"),
                      {"-readonly", m_session, "SELECT sentence FROM tls_connections WHERE messages > 0"})
        .output;
}

void TestTlsPeers::keyLogThatGrows_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QByteArray>("begin");
    QTest::newRow("TLS 1.2") << "-tls1_2" << QByteArray{"TLS 1.2, "};
    QTest::newRow("TLS 1.3") << "-tls1_3" << QByteArray{"TLS 1.3, "};
}

/// The client writes its key log while it connects; the capture had begun before.
void TestTlsPeers::keyLogThatGrows()
{
    QFETCH(QString, version);
    QFETCH(QByteArray, begin);
    auto kamailio = startKamailio("server", {QStringLiteral("tls:127.0.0.1:%1").arg(m_port)}, 0);
    QVERIFY(kamailio);
    QVERIFY(QTest::qWaitFor([&] { return acceptsConnections(m_port); }, 10'000));
    const QString keyLog = m_folder->filePath(QStringLiteral("keys.log"));
    QVERIFY(startCapture({"--keylog", keyLog}));

    QProcess client;
    client.start(QStringLiteral("openssl"),
                 {"s_client", "-connect", QStringLiteral("127.0.0.1:%1").arg(m_port), version, "-keylogfile",
                  keyLog, "-quiet"});
    QVERIFY(client.waitForStarted());
    client.write(request("growing", "TLS 127.0.0.1:9"));
    QVERIFY(QTest::qWaitFor(
        [&] {
            client.waitForReadyRead(20);
            return client.peek(100'000).contains("SIP/2.0 200");
        },
        10'000));
    client.kill();
    client.waitForFinished();

    QCOMPARE(stopCaptureAndList(),
             "transport\tkind\tcall_id\tstatus\ntls\trequest\tgrowing\t\ntls\tresponse\tgrowing\t200\n");
    QVERIFY2(sentences().startsWith(begin) && sentences().endsWith(": decrypted with the key log.\n"),
             sentences().constData());
}

void TestTlsPeers::rsaKeyBetweenTwoProxies()
{
    auto server = startKamailio("server", {QStringLiteral("tls:127.0.0.1:%1").arg(m_port)}, 0);
    QVERIFY(server);
    QVERIFY(QTest::qWaitFor([&] { return acceptsConnections(m_port); }, 10'000));
    const auto udpPort = freeUdpPorts(1).front();
    auto proxy = startKamailio("proxy",
                               {QStringLiteral("udp:127.0.0.1:%1").arg(udpPort),
                                QStringLiteral("tls:127.0.0.1:%1").arg(freeTcpPort())},
                               m_port);
    QVERIFY(proxy);
    QVERIFY(waitForUdpPort(udpPort));
    QVERIFY(startCapture({"--rsa-key", QString::fromStdString(file("tls.key"))}));

    QUdpSocket client;
    QVERIFY(client.bind(QHostAddress::LocalHost));
    const QByteArray via = "UDP 127.0.0.1:" + QByteArray::number(client.localPort());
    client.writeDatagram(request("between-proxies", via), QHostAddress::LocalHost, udpPort);
    QVERIFY(QTest::qWaitFor([&] { return client.hasPendingDatagrams(); }, 10'000));

    QCOMPARE(stopCaptureAndList(), "transport\tkind\tcall_id\tstatus\ntls\trequest\tbetween-proxies\t\n"
                                   "tls\tresponse\tbetween-proxies\t200\n");
    QCOMPARE(sentences(), "TLS 1.2, TLS_RSA_WITH_AES_128_GCM_SHA256: decrypted with the RSA key.\n");
}

int main(int argc, char** argv)
{
    enterOwnNetwork(argv);
    const QCoreApplication application{argc, argv};
    TestTlsPeers test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_tls_peers.moc"
