// SPDX-License-Identifier: GPL-3.0-or-later
// 'rhapsode-cli capture --ring' on HEP over loopback, as one who keeps the last hours only uses it.
#include "tests/support/command.h"
#include "tests/support/hep_builder.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QUdpSocket>
#include <QtTest>

#include <csignal>

using namespace tests::support;

namespace {

CommandResult cli(const QStringList& arguments)
{
    return runProgram(QStringLiteral(RHAPSODE_CLI), arguments);
}

QList<QByteArray> rows(const CommandResult& result)
{
    QList<QByteArray> all = result.output.trimmed().split('\n');
    all.removeFirst();
    return all;
}

QByteArray packet(const std::string& callId, int number)
{
    const std::string cseq = std::to_string(number);
    std::string sip =
        "OPTIONS sip:bob@198.51.100.7 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK" + callId +
        cseq + "\r\nMax-Forwards: 70\r\nFrom: <sip:" + callId +
        "@192.0.2.1>;tag=1\r\nTo: <sip:bob@198.51.100.7>\r\nCall-ID: " + callId + "\r\nCSeq: " + cseq +
        " OPTIONS\r\nContent-Length: 0\r\nX-Filler: ";
    for (int i = 0; i < 60; ++i) // does not compress away
        sip += std::to_string((number * 7'919 + i * 104'729 + static_cast<int>(callId.size())) % 99'991);
    sip += "\r\n\r\n";
    const Bytes bytes = Hep3Builder{}.usualHeader().text(core::hep::ChunkType::Payload, sip).build();
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

} // namespace

class RingCaptureTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void keepsTheLastSeconds();
    void keepsTheLastMegabytes();
    void refusesWhatMakesNoSense_data();
    void refusesWhatMakesNoSense();

private:
    void start(const QString& ring);

    void send(const std::string& callId, int number)
    {
        QVERIFY(m_socket.writeDatagram(packet(callId, number), QHostAddress::LocalHost, m_port) > 0);
        ++m_sent;
    }

    /// Ends the capture as Ctrl+C does; it has everything that was sent.
    void stop();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QProcess> m_capture;
    QUdpSocket m_socket;
    QString m_session;
    quint16 m_port = 0;
    int m_sent = 0;
};

void RingCaptureTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_session = m_folder->filePath(QStringLiteral("ring.rhapsode"));
    m_sent = 0;
}

void RingCaptureTest::cleanup()
{
    m_capture.reset(); // kills what still runs
}

void RingCaptureTest::start(const QString& ring)
{
    m_capture = std::make_unique<QProcess>();
    m_capture->start(QStringLiteral(RHAPSODE_CLI),
                     {QStringLiteral("capture"), QStringLiteral("-o"), m_session, QStringLiteral("--hep"),
                      QStringLiteral("hep+udp://127.0.0.1:0"), QStringLiteral("--ring"), ring});
    const QByteArray listening = "listening hep+udp://127.0.0.1:";
    QByteArray said;
    QTRY_VERIFY_WITH_TIMEOUT((m_capture->waitForReadyRead(20), said.append(m_capture->readAllStandardError()),
                              said.contains(listening)),
                             10'000);
    m_port = said.mid(said.indexOf(listening) + listening.size()).split('\n').first().toUShort();
}

void RingCaptureTest::stop()
{
    QTest::qWait(300);
    ::kill(static_cast<pid_t>(m_capture->processId()), SIGINT);
    QVERIFY(m_capture->waitForFinished(20'000));
    const QByteArray said = m_capture->readAllStandardError();
    QVERIFY2(m_capture->exitCode() == 0, said.constData());
    const QByteArray sent = QByteArray::number(m_sent);
    QVERIFY2(said.contains("received " + sent + " stored " + sent + " dropped 0 refused 0"),
             said.constData());
}

void RingCaptureTest::keepsTheLastSeconds()
{
    start(QStringLiteral("2s"));
    for (int i = 1; i <= 7; ++i)
        send("kept", i);
    send("long", 1);
    QTRY_COMPARE(rows(cli({"calls", m_session})).size(), qsizetype{2});
    QCOMPARE(cli({"mark", m_session, "--call", "kept"}).output, QByteArray{"1 call marked\n"});
    QElapsedTimer clock;
    clock.start();
    for (int call = 0; clock.elapsed() < 6'000; ++call) {
        send("call" + std::to_string(call), call);
        if (call % 100 == 0)
            send("long", 2 + call / 100);
        QTest::qWait(5);
    }
    stop();

    const auto ids = rows(cli({"messages", m_session, "--filter", "call_id != kept", "--fields", "id"}));
    QVERIFY(ids.first().toInt() > m_sent / 3); // two seconds of six, however fast they were sent
    QCOMPARE(ids.last().toInt(), m_sent);
    QCOMPARE(ids.size(), qsizetype{ids.last().toInt() - ids.first().toInt() + 1});
    // Marked: complete, as it came in.
    QCOMPARE(cli({"messages", m_session, "--filter", "call_id == kept", "--fields", "id,cseq"}).output,
             QByteArray{"id\tcseq\n1\t1\n2\t2\n3\t3\n4\t4\n5\t5\n6\t6\n7\t7\n"});
    const CommandResult exported =
        cli({"export", m_session, "-o", m_folder->filePath("kept.pcap"), "--call", "kept"});
    QVERIFY2(exported.exitCode == 0, exported.complaints.constData());
    QVERIFY2(exported.complaints.contains("exported 7 messages in 7 packets"),
             exported.complaints.constData());
    // A call that went on all the time says that it lost its start.
    QCOMPARE(cli({"calls", m_session, "--filter", "lost_start", "--fields", "call_id,lost_start"}).output,
             QByteArray{"call_id\tlost_start\nlong\ttrue\n"});
    QVERIFY(cli({"flow", m_session, "--call", "long"}).output.contains("OPTIONS"));
    QCOMPARE(cli({"show", m_session, "--message", "8"}).exitCode, 1);

    const QJsonObject info =
        QJsonDocument::fromJson(cli({"info", m_session, "--format", "json"}).output).object();
    QCOMPARE(info["messages"].toInt() + info["messages_gone"].toInt(), m_sent);
    QCOMPARE(info["messages"].toInt(), static_cast<int>(ids.size()) + 7);
    QCOMPARE(info["frames"].toInt(), m_sent);
    QVERIFY(cli({"info", m_session}).output.contains("The ring has let "));
    QCOMPARE(cli({"check", m_session}).exitCode, 0);

    const QByteArray messages = cli({"messages", m_session}).output;
    const QByteArray calls =
        cli({"calls", m_session, "--fields", "id,call_id,messages,time,duration,state,marked,lost_start"})
            .output;
    const QByteArray sources = cli({"sources", m_session}).output;
    const CommandResult reindexed = cli({"reindex", m_session});
    QVERIFY2(reindexed.exitCode == 0, reindexed.complaints.constData());
    QCOMPARE(cli({"messages", m_session}).output, messages);
    QCOMPARE(
        cli({"calls", m_session, "--fields", "id,call_id,messages,time,duration,state,marked,lost_start"})
            .output,
        calls);
    QCOMPARE(cli({"sources", m_session}).output, sources);
    QCOMPARE(cli({"check", m_session}).exitCode, 0);
}

void RingCaptureTest::keepsTheLastMegabytes()
{
    start(QStringLiteral("4MiB"));
    for (int call = 0; call < 30'000; ++call) {
        send("call" + std::to_string(call), call);
        if (call % 40 == 0)
            QTest::qWait(2);
        if (call % 1'000 == 999)
            QVERIFY(QFileInfo{m_session}.size() < (5 << 20));
    }
    stop();
    QVERIFY(QFileInfo{m_session}.size() < (5 << 20));
    const auto ids = rows(cli({"messages", m_session, "--fields", "id"}));
    QVERIFY2(ids.size() > 2'000 && ids.size() < 15'000, QByteArray::number(ids.size()).constData());
    QCOMPARE(ids.last().toInt(), m_sent);
    QCOMPARE(ids.size(), qsizetype{ids.last().toInt() - ids.first().toInt() + 1});
    QCOMPARE(cli({"check", m_session}).exitCode, 0);
}

void RingCaptureTest::refusesWhatMakesNoSense_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("sentence");
    QTest::newRow("no unit") << QStringList{"--ring", "5"} << QByteArray{"a number with s, m, h, d"};
    QTest::newRow("calls") << QStringList{"--ring", "500calls"} << QByteArray{"a number with s, m, h, d"};
    QTest::newRow("mega what") << QStringList{"--ring", "8M"} << QByteArray{"a number with s, m, h, d"};
    QTest::newRow("too small") << QStringList{"--ring", "1MiB"} << QByteArray{"at least 4MiB"};
    QTest::newRow("with --roll") << QStringList{"--ring", "4h", "--roll", "1h"}
                                 << QByteArray{"a ring keeps one session at its size"};
}

void RingCaptureTest::refusesWhatMakesNoSense()
{
    QFETCH(QStringList, options);
    QFETCH(QByteArray, sentence);
    const CommandResult refused = cli(QStringList{"capture", "-o", m_session, "--command", "true"} + options);
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.complaints.contains(sentence), refused.complaints.constData());
    QVERIFY(!QFile::exists(m_session));
}

QTEST_GUILESS_MAIN(RingCaptureTest)
#include "tst_ring_capture.moc"
