// SPDX-License-Identifier: GPL-3.0-or-later
// rhapsode-cli capture: from commands and files that grow, up to a limit, into one session after the other.
#include "tests/system/cli_test.h"

using namespace tests::system;
using tests::support::CommandResult;

class TestCliCapture : public CliTest {
    Q_OBJECT

private slots:

    void init() { makeFolder(); }

    void capturesFromACommand();
    void rollsSessions();
    void stopsAtALimit_data();
    void stopsAtALimit();
    void followsAFolder();
};

void TestCliCapture::capturesFromACommand()
{
    const QString command = QStringLiteral("cat '%1'").arg(path("calls.pcap"));
    const CommandResult captured = cli({"capture", "-o", path("s.rhapsode"), "--command", command});
    QVERIFY2(captured.exitCode == 0, captured.complaints.constData());
    QCOMPARE(lines(captured.complaints), (QList<QByteArray>{"capturing " + command.toUtf8(),
                                                            "received 16 stored 16 dropped 0 refused 0"}));
    QCOMPARE(cli({"messages", path("s.rhapsode"), "--fields", "id,time,call_id"}).output,
             cli({"messages", path("calls.pcap"), "--fields", "id,time,call_id"}).output);
    QVERIFY(cli({"sources", path("s.rhapsode")}).output.contains("command\t"));

    const CommandResult failed =
        cli({"capture", "-o", path("f.rhapsode"), "--command", "echo no route >&2; exit 255"});
    QCOMPARE(failed.exitCode, 1);
    QVERIFY2(failed.complaints.contains("(exit status 255; no route)"), failed.complaints.constData());
    QVERIFY(!QFile::exists(path("f.rhapsode")));
}

void TestCliCapture::rollsSessions()
{
    // In two parts, with time for a roll between them.
    const QString command =
        QStringLiteral("head -c 3000 %1; sleep 0.5; tail -c +3001 %1").arg(path("calls.pcap"));
    const QStringList capture{"capture", "-o",     path("live.rhapsode"), "--command",
                              command,   "--roll", "2 messages"};
    const auto rolled = [this] {
        return QDir{m_folder->path()}.entryList({QStringLiteral("live*")}, QDir::Files, QDir::Name);
    };
    const CommandResult first = cli(capture);
    QVERIFY2(first.exitCode == 0, first.complaints);
    QVERIFY2(first.complaints.contains("received 16 stored 16 dropped 0"), first.complaints);
    QVERIFY(first.complaints.contains("writing " + path("live-0002.rhapsode").toUtf8() + '\n'));
    const QStringList names = rolled();
    QVERIFY(names.size() >= 2);
    QCOMPARE(names[0], QStringLiteral("live-0001.rhapsode"));
    QByteArray all;
    for (const QString& name : names)
        all += cli({"messages", m_folder->filePath(name), "--fields", "time,call_id,cseq"})
                   .output.replace("time\tcall_id\tcseq\n", "");
    const QByteArray whole = cli({"messages", path("calls.pcap"), "--fields", "time,call_id,cseq"}).output;
    QCOMPARE(all, whole.mid(whole.indexOf('\n') + 1));

    int frames = 0;
    for (const QString& name : names) {
        const QByteArray info = cli({"info", m_folder->filePath(name), "--format", "json"}).output;
        frames += QJsonDocument::fromJson(info)[QStringLiteral("frames")].toInt();
    }
    QCOMPARE(frames, 16); // their numbers go on

    QCOMPARE(cli(capture).exitCode, 1);
    QCOMPARE(rolled(), names);
    QCOMPARE(cli(capture + QStringList{"--append"}).exitCode, 0);
    QCOMPARE(rolled().size(), 2 * names.size());
    QCOMPARE(cli(capture + QStringList{"--overwrite"}).exitCode, 0);
    QCOMPARE(rolled(), names);
    QCOMPARE(cli({"capture", "-o", path("x.rhapsode"), "--command", "true", "--roll", "5 parsecs"}).exitCode,
             2);
    QVERIFY(!QFile::exists(path("x.rhapsode")));
}

void TestCliCapture::stopsAtALimit_data()
{
    QTest::addColumn<QString>("limit");
    QTest::newRow("time") << QStringLiteral("1s");
    QTest::newRow("size") << QStringLiteral("1KiB");
    QTest::newRow("messages") << QStringLiteral("4messages");
    QTest::newRow("calls") << QStringLiteral("1call");
}

void TestCliCapture::stopsAtALimit()
{
    QFETCH(QString, limit);
    QElapsedTimer timer;
    timer.start();
    const CommandResult stopped =
        cli({"capture", "-o", path("s.rhapsode"), "--command",
             QStringLiteral("cat %1; sleep 30").arg(path("calls.pcap")), "--stop", limit});
    QVERIFY2(stopped.exitCode == 0, stopped.complaints);
    QVERIFY(timer.elapsed() < 20'000);
    QVERIFY(lines(cli({"messages", path("s.rhapsode")}).output).size() > 4);
}

void TestCliCapture::followsAFolder()
{
    const CommandResult followed =
        cli({"capture", "-o", path("s.rhapsode"), "--follow", m_folder->path(), "--count", "16"});
    QVERIFY2(followed.exitCode == 0, followed.complaints.constData());
    QVERIFY(followed.complaints.startsWith("following " + m_folder->path().toUtf8() + '\n'));
    QCOMPARE(lines(cli({"messages", path("s.rhapsode"), "--fields", "id"}).output).size(), 17);
    QCOMPARE(cli({"capture", "-o", path("n.rhapsode"), "--follow", path("nothing")}).exitCode, 1);
    QCOMPARE(cli({"capture", "-o", path("n.rhapsode")}).exitCode, 2);
}

QTEST_GUILESS_MAIN(TestCliCapture)
#include "tst_cli_capture.moc"
