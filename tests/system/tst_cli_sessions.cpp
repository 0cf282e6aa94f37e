// SPDX-License-Identifier: GPL-3.0-or-later
// rhapsode-cli and the life of a session: imported whole, added to, marked, damaged, made again.
#include "tests/system/cli_test.h"

using namespace tests::system;
using tests::support::captureOfScript;
using tests::support::CommandResult;

Q_DECLARE_METATYPE(tests::support::Bytes)

class TestCliSessions : public CliTest {
    Q_OBJECT

private slots:

    void init() { makeFolder(); }

    void appendsAndOverwrites();
    void reindexGivesTheSame();
    void reindexSavesACutFile();
    void marksCalls();
    void checksASoundSession();
    void compactsASession();
    void keepsWhatComesBeforeDamage();
    void saysNothingOfCallsThatCannotBeRead();
    void readsCompressedCaptures_data();
    void readsCompressedCaptures();
    void interruptedImportLeavesNoFile();
};

void TestCliSessions::appendsAndOverwrites()
{
    const QString session = path("s.rhapsode");
    QCOMPARE(cli({"import", "-o", session, path("calls.pcap")}).exitCode, 0);
    const CommandResult refused = cli({"import", "-o", session, path("calls.pcap")});
    QCOMPARE(refused.exitCode, 1);
    QVERIFY(refused.complaints.contains("s.rhapsode"));
    QCOMPARE(cli({"import", "--append", "-o", session, path("calls.pcap")}).exitCode, 0);
    QCOMPARE(lines(cli({"messages", session, "--fields", "id"}).output).size(), 33);
    QCOMPARE(lines(cli({"calls", session, "--fields", "id"}).output).size(), 4);
    QCOMPARE(cli({"import", "--overwrite", "-o", session, path("calls.pcap")}).exitCode, 0);
    QCOMPARE(lines(cli({"messages", session, "--fields", "id"}).output).size(), 17);
    // One file per session: nothing is left beside it.
    QCOMPARE(QDir{m_folder->path()}.entryList(QDir::Files), (QStringList{"calls.pcap", "s.rhapsode"}));
}

void TestCliSessions::reindexGivesTheSame()
{
    const QString session = path("s.rhapsode");
    QCOMPARE(cli({"import", "-o", session, path("calls.pcap")}).exitCode, 0);
    const QByteArray messages = cli({"messages", session}).output;
    const QByteArray calls = cli({"calls", session}).output;
    const QByteArray sources = cli({"sources", session}).output;
    const CommandResult reindexed = cli({"reindex", session});
    QVERIFY2(reindexed.exitCode == 0, reindexed.complaints.constData());
    QCOMPARE(cli({"messages", session}).output, messages);
    QCOMPARE(cli({"calls", session}).output, calls);
    QCOMPARE(cli({"sources", session}).output, sources);
}

/// A file that was cut says what is lost, and not to do what was just done.
void TestCliSessions::reindexSavesACutFile()
{
    const QString session = path("s.rhapsode");
    QCOMPARE(cli({"import", "-o", session, path("calls.pcap")}).exitCode, 0);
    QFile file{session};
    QVERIFY(file.resize(file.size() / 2 / 8192 * 8192));
    const CommandResult listed = cli({"messages", session});
    QVERIFY2(listed.complaints.contains("rhapsode-cli reindex"), listed.complaints.constData());
    const CommandResult reindexed = cli({"reindex", session});
    QVERIFY2(reindexed.exitCode == 3, reindexed.complaints.constData());
    QVERIFY2(!reindexed.complaints.isEmpty(), "something is lost");
    QVERIFY2(!reindexed.complaints.contains("rhapsode-cli reindex"), reindexed.complaints.constData());
}

void TestCliSessions::marksCalls()
{
    const QString session = path("s.rhapsode");
    QCOMPARE(cli({"import", "-o", session, path("calls.pcap")}).exitCode, 0);
    const auto marked = [&session] {
        return cli({"calls", session, "--filter", "marked", "--fields", "call_id,marked"}).output;
    };
    QCOMPARE(marked(), QByteArray{"call_id\tmarked\n"});

    QCOMPARE(cli({"mark", session, "--call", "busy@example.com", "--note", "ticket\t17"}).output,
             QByteArray{"1 call marked\n"});
    QCOMPARE(cli({"mark", session, "--filter", "type == options"}).output, QByteArray{"1 call marked\n"});
    const QByteArray both{"call_id\tmarked\nbusy@example.com\ttrue\nping@example.com\ttrue\n"};
    QCOMPARE(marked(), both);
    QCOMPARE(cli({"mark", session}).output,
             QByteArray{"call_id\tnote\nbusy@example.com\tticket\\t17\nping@example.com\t\n"});

    // What people added survives, also a mark that stands twice at the same place.
    QCOMPARE(cli({"mark", session, "--call", "busy@example.com", "--note", "seen"}).exitCode, 0);
    QCOMPARE(cli({"reindex", session}).exitCode, 0);
    QCOMPARE(marked(), both);
    QCOMPARE(cli({"mark", session}).output,
             QByteArray{"call_id\tnote\nping@example.com\t\nbusy@example.com\tseen\n"});
    QCOMPARE(cli({"check", session}).exitCode, 0);

    QCOMPARE(cli({"mark", session, "--filter", "marked", "--remove"}).output,
             QByteArray{"2 calls no longer marked\n"});
    QCOMPARE(marked(), QByteArray{"call_id\tmarked\n"});
    QCOMPARE(cli({"mark", session, "--call", "nobody@example.com"}).exitCode, 1);
    QCOMPARE(cli({"mark", session, "--filter", "markd"}).exitCode, 0); // a bare word: nothing matches
    QCOMPARE(cli({"mark", session, "--filter", "markd == true"}).exitCode, 2);
    QCOMPARE(cli({"mark", session, "--remove"}).exitCode, 2);
    QCOMPARE(cli({"mark", path("calls.pcap")}).exitCode, 1);
}

void TestCliSessions::checksASoundSession()
{
    QCOMPARE(cli({"import", "-o", path("s.rhapsode"), path("calls.pcap")}).exitCode, 0);
    const CommandResult checked = cli({"check", path("s.rhapsode")});
    QCOMPARE(checked.exitCode, 0);
    QCOMPARE(checked.output, QByteArray{"16 frames, 16 messages, 3 calls: sound\n"});
}

void TestCliSessions::compactsASession()
{
    const QString session = path("s.rhapsode");
    QCOMPARE(cli({"import", "-o", session, path("calls.pcap")}).exitCode, 0);
    const QByteArray before = cli({"messages", session}).output;
    const CommandResult compacted = cli({"compact", session});
    QVERIFY2(compacted.exitCode == 0, compacted.complaints);
    QVERIFY(compacted.output.contains(" before, "));
    QCOMPARE(cli({"messages", session}).output, before);
    QCOMPARE(cli({"check", session}).exitCode, 0);
    QCOMPARE(cli({"compact", path("calls.pcap")}).exitCode, 1);
}

void TestCliSessions::keepsWhatComesBeforeDamage()
{
    const QByteArray whole = asArray(captureOfScript(script));
    write("cut.pcap", whole.left(whole.size() - 100));
    const CommandResult imported = cli({"import", "-o", path("s.rhapsode"), path("cut.pcap")});
    QCOMPARE(imported.exitCode, 3);
    QVERIFY2(imported.complaints.contains("cut.pcap"), imported.complaints.constData());
    QCOMPARE(lines(cli({"messages", path("s.rhapsode"), "--fields", "id"}).output).size(), 16);
}

void TestCliSessions::saysNothingOfCallsThatCannotBeRead()
{
    write("lost.pcap", asArray(captureOfScript("alice -> bob INVITE 1 call-id=lost sdp=offer\n"
                                               "bob -> alice 488 1 call-id=lost reason=Not_Acceptable_Here\n"
                                               "alice -> bob ACK 1 call-id=lost\n")));
    QCOMPARE(cli({"import", "-o", path("s.rhapsode"), path("lost.pcap")}).exitCode, 0);
    QCOMPARE(lines(cli({"findings", path("s.rhapsode")}).output).size(), 2);
    QFile file{path("s.rhapsode")};
    QVERIFY(file.open(QIODevice::ReadWrite));
    const qint64 block = file.readAll().indexOf("\x9dRhB");
    QVERIFY(block > 0 && file.seek(block + 80));
    QCOMPARE(file.write("damage"), 6);
    file.close();

    const CommandResult findings = cli({"findings", path("s.rhapsode"), "--fields", "finding"});
    QCOMPARE(findings.exitCode, 3);
    QCOMPARE(findings.output, QByteArray("finding\n"));
    QVERIFY2(findings.complaints.contains("Nothing is said of 1 call"), findings.complaints.constData());
    const CommandResult flow = cli({"flow", path("s.rhapsode"), "--call", "lost"});
    QCOMPARE(flow.exitCode, 3);
    QVERIFY(flow.output.contains("INVITE"));
    QVERIFY(!flow.output.contains("warning: "));
    QVERIFY2(flow.complaints.contains("cannot be told"), flow.complaints.constData());
}

void TestCliSessions::readsCompressedCaptures_data()
{
    QTest::addColumn<tests::support::Bytes>("packed");
    const tests::support::Bytes capture = captureOfScript(script);
    QTest::newRow("gzip") << tests::support::gzip(capture);
    QTest::newRow("zstd") << tests::support::zstd(capture);
    QTest::newRow("lz4") << tests::support::lz4(capture);
    QTest::newRow("xz") << tests::support::xz(capture);
}

void TestCliSessions::readsCompressedCaptures()
{
    QFETCH(const tests::support::Bytes, packed);
    const QByteArray plainRows = cli({"messages", path("calls.pcap"), "--fields", "id,time,call_id"}).output;
    write("packed", asArray(packed));
    const CommandResult fromFile = cli({"messages", path("packed"), "--fields", "id,time,call_id"});
    QCOMPARE(fromFile.exitCode, 0);
    QCOMPARE(fromFile.output, plainRows);

    const CommandResult cut = cli({"import", "-o", path("cut.rhapsode"), "-"}, asArray(packed).chopped(3));
    QCOMPARE(cut.exitCode, 3);
    QVERIFY2(cut.complaints.contains("The capture ends in the middle of a packet"), cut.complaints);
    QVERIFY(QFile::exists(path("cut.rhapsode")));
}

void TestCliSessions::interruptedImportLeavesNoFile()
{
    // Standard input stays open, so the import waits until it is interrupted.
    QProcess import;
    import.start(QStringLiteral(RHAPSODE_CLI), {"import", "-o", path("s.rhapsode"), "-"});
    QVERIFY(import.waitForStarted());
    import.write(asArray(captureOfScript(script)));
    QVERIFY(import.waitForBytesWritten());
    QTest::qWait(200);
    import.terminate();
    QVERIFY(import.waitForFinished(10'000));
    QCOMPARE(import.exitStatus(), QProcess::NormalExit);
    QCOMPARE(import.exitCode(), 1);
    QCOMPARE(QDir{m_folder->path()}.entryList(QDir::Files), (QStringList{"calls.pcap"}));
}

QTEST_GUILESS_MAIN(TestCliSessions)
#include "tst_cli_sessions.moc"
