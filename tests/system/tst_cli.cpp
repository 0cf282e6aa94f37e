// SPDX-License-Identifier: GPL-3.0-or-later
// rhapsode-cli as scripts use it: what it prints, what it writes, and how it ends.
#include "tests/support/capture_file_builder.h"
#include "tests/support/command.h"
#include "tests/support/script_capture.h"

#include <QtTest>

using tests::support::captureOfScript;
using tests::support::CommandResult;
using tests::support::readCallScript;

Q_DECLARE_METATYPE(tests::support::Bytes)

namespace {

constexpr std::string_view script = R"(
    alice -> proxy  INVITE  1  at=0.000 sdp=offer
    proxy -> alice  100     1  at=0.010
    proxy -> bob    INVITE  1  at=0.020 sdp=offer
    bob -> proxy    180     1  at=0.500
    proxy -> alice  180     1  at=0.510
    bob -> proxy    200     1  at=4.000 sdp=answer
    proxy -> alice  200     1  at=4.010 sdp=answer
    alice -> proxy  ACK     1  at=4.020
    alice -> proxy  BYE     2  at=64.020
    proxy -> alice  200     2  at=64.030
    carol -> proxy  INVITE  1  at=70.000 call-id=busy@example.com
    proxy -> carol  486     1  at=70.100 call-id=busy@example.com reason=Busy_Here
    carol -> proxy  ACK     1  at=70.110 call-id=busy@example.com
    dave -> proxy   OPTIONS 1  at=80.000 call-id=ping@example.com
    dave -> proxy   OPTIONS 1  at=80.500 call-id=ping@example.com resend
    proxy -> dave   200     1  at=80.510 call-id=ping@example.com
)";

CommandResult cli(const QStringList& arguments, const QByteArray& input = {})
{
    return tests::support::runProgram(QStringLiteral(RHAPSODE_CLI), arguments, input);
}

QList<QByteArray> lines(const QByteArray& text)
{
    QList<QByteArray> result = text.split('\n');
    if (!result.isEmpty() && result.last().isEmpty())
        result.removeLast();
    return result;
}

QByteArray asArray(const tests::support::Bytes& bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

} // namespace

class TestCli : public QObject {
    Q_OBJECT

private slots:
    void init();
    void importsAndListsMessages();
    void showsExactBytes();
    void measuresCalls();
    void marksRetransmissions();
    void filters_data();
    void filters();
    void sortsAndLimits();
    void readsFromStandardInput();
    void accountsForFrames();
    void printsAFlow();
    void appendsAndOverwrites();
    void reindexGivesTheSame();
    void marksCalls();
    void checksASoundSession();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void keepsWhatComesBeforeDamage();
    void readsCompressedCaptures_data();
    void readsCompressedCaptures();
    void capturesFromACommand();
    void rollsSessions();
    void stopsAtALimit_data();
    void stopsAtALimit();
    void compactsASession();
    void followsAFolder();
    void exportReadByTshark();
    void interruptedImportLeavesNoFile();

private:
    QString path(const char* name) const { return m_folder->filePath(QString::fromLatin1(name)); }

    void write(const char* name, const QByteArray& bytes);

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCli::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    write("calls.pcap", asArray(captureOfScript(script)));
}

void TestCli::write(const char* name, const QByteArray& bytes)
{
    QFile file{path(name)};
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

void TestCli::importsAndListsMessages()
{
    const CommandResult imported = cli({"import", "-o", path("s.rhapsode"), path("calls.pcap")});
    QCOMPARE(imported.exitCode, 0);
    QCOMPARE(imported.complaints, QByteArray{"received 16 stored 16 dropped 0 refused 0\n"});

    const CommandResult listed = cli({"messages", path("s.rhapsode")});
    QCOMPARE(listed.exitCode, 0);
    const QList<QByteArray> rows = lines(listed.output);
    QCOMPARE(rows.size(), 17);
    QCOMPARE(
        rows[0],
        QByteArray{"id\ttime\tsource\tsrc.ip\tsrc.port\tdst.ip\tdst.port\ttransport\tkind\tmethod\tstatus\t"
                   "reason\tcall_id\tcseq\tcseq.method\tfrom.user\tfrom.host\tfrom.tag\tto.user\tto.host\t"
                   "to.tag\trequest_uri\tcontact\tuser_agent\tbranch\tsize\tagent.id\tagent.name\t"
                   "correlation_id\tretransmission\tduplicate\tdefects"});
    const QList<QByteArray> first = rows[1].split('\t');
    QCOMPARE(first[0], QByteArray{"1"});
    QCOMPARE(first[1], QByteArray{"1700000000.000000000"});
    QCOMPARE(first[7], QByteArray{"udp"});
    QCOMPARE(first[9], QByteArray{"INVITE"});
    QCOMPARE(first[10], QByteArray{});
    QCOMPARE(first[15], QByteArray{"alice"});
    const QList<QByteArray> second = rows[2].split('\t');
    QCOMPARE(second[8], QByteArray{"response"});
    QCOMPARE(second[9], QByteArray{});
    QCOMPARE(second[10], QByteArray{"100"});
    // The same from the capture itself.
    const CommandResult direct = cli({"messages", path("calls.pcap")});
    QCOMPARE(direct.exitCode, 0);
    QCOMPARE(direct.output, listed.output);
}

void TestCli::showsExactBytes()
{
    const auto messages = readCallScript(script);
    const CommandResult shown = cli({"show", path("calls.pcap"), "--message", "7"});
    QCOMPARE(shown.exitCode, 0);
    QCOMPARE(shown.output, QByteArray::fromStdString(messages[6].bytes));
}

void TestCli::measuresCalls()
{
    const CommandResult calls =
        cli({"calls", path("calls.pcap"), "--fields",
             "call_id,type,state,messages,final_status,pdd,ring,setup,talk,duration,ended_by"});
    QCOMPARE(calls.exitCode, 0);
    const QList<QByteArray> rows = lines(calls.output);
    QCOMPARE(rows.size(), 4);
    QCOMPARE(
        rows[1].mid(rows[1].indexOf('\t') + 1),
        QByteArray{"call\tcompleted\t10\t200\t0.510000\t3.500000\t4.010000\t60.010000\t64.030000\tcaller"});
    QCOMPARE(rows[2], QByteArray{"busy@example.com\tcall\trejected\t3\t486\t\t\t\t\t0.110000\t"
                                 "called"});
    QCOMPARE(rows[3].split('\t').mid(0, 4),
             (QList<QByteArray>{"ping@example.com", "options", "answered", "3"}));
}

void TestCli::marksRetransmissions()
{
    const CommandResult listed = cli({"messages", path("calls.pcap"), "--filter", "retransmission",
                                      "--fields", "id,method,retransmission"});
    QCOMPARE(listed.exitCode, 0);
    QCOMPARE(listed.output, QByteArray{"id\tmethod\tretransmission\n15\tOPTIONS\t14\n"});
}

void TestCli::filters_data()
{
    QTest::addColumn<QString>("list");
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QByteArray>("ids");
    QTest::newRow("status") << "messages"
                            << "status == 486" << QByteArray{"12"};
    QTest::newRow("class") << "messages"
                           << "status in {4xx}" << QByteArray{"12"};
    QTest::newRow("wireshark") << "messages"
                               << "sip.Method == \"BYE\"" << QByteArray{"9"};
    QTest::newRow("header") << "messages"
                            << "sip.Call-ID contains \"PING\" and method" << QByteArray{"14 15"};
    QTest::newRow("word in the text") << "messages"
                                      << "busy" << QByteArray{"11 12 13"};
    QTest::newRow("not") << "messages"
                         << "not (status or method in {INVITE, OPTIONS})" << QByteArray{"8 9 13"};
    QTest::newRow("call field") << "calls"
                                << "pdd > 500 ms" << QByteArray{"1"};
    QTest::newRow("message field of calls") << "calls"
                                            << "status == 486" << QByteArray{"2"};
    QTest::newRow("call field of messages") << "messages"
                                            << "call.state == \"rejected\"" << QByteArray{"11 12 13"};
    QTest::newRow("nothing") << "calls"
                             << "call_id == \"none\"" << QByteArray{};
}

void TestCli::filters()
{
    QFETCH(QString, list);
    QFETCH(QString, filter);
    const CommandResult listed = cli({list, path("calls.pcap"), "--filter", filter, "--fields", "id"});
    QVERIFY2(listed.exitCode == 0, listed.complaints.constData());
    QTEST(lines(listed.output).mid(1).join(' '), "ids");
}

void TestCli::sortsAndLimits()
{
    const CommandResult listed = cli({"messages", path("calls.pcap"), "--sort", "time:desc", "--limit", "3",
                                      "--fields", "id", "--format", "json"});
    QCOMPARE(listed.exitCode, 0);
    QCOMPARE(listed.output, QByteArray{"{\"id\":16}\n{\"id\":15}\n{\"id\":14}\n"});
}

void TestCli::readsFromStandardInput()
{
    const CommandResult listed = cli({"calls", "-", "--fields", "call_id"}, asArray(captureOfScript(script)));
    QCOMPARE(listed.exitCode, 0);
    QCOMPARE(lines(listed.output).size(), 4);
}

void TestCli::accountsForFrames()
{
    const CommandResult info = cli({"info", path("calls.pcap"), "--format", "json"});
    QCOMPARE(info.exitCode, 0);
    const QJsonObject source =
        QJsonDocument::fromJson(info.output).object()["sources"].toArray().first().toObject();
    QCOMPARE(source["received"].toInt(), 16);
    QCOMPARE(source["classes"].toObject()["sip-message"].toInt(), 16);
}

void TestCli::printsAFlow()
{
    const CommandResult flow = cli({"flow", path("calls.pcap"), "--call", "busy@example.com"});
    QCOMPARE(flow.exitCode, 0);
    QVERIFY(flow.output.contains("INVITE"));
    QVERIFY(flow.output.contains("486 Busy Here"));
    const CommandResult unknown = cli({"flow", path("calls.pcap"), "--call", "nobody"});
    QCOMPARE(unknown.exitCode, 1);
    QVERIFY(unknown.complaints.contains("nobody"));
}

void TestCli::appendsAndOverwrites()
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

void TestCli::reindexGivesTheSame()
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

void TestCli::marksCalls()
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

void TestCli::checksASoundSession()
{
    QCOMPARE(cli({"import", "-o", path("s.rhapsode"), path("calls.pcap")}).exitCode, 0);
    const CommandResult checked = cli({"check", path("s.rhapsode")});
    QCOMPARE(checked.exitCode, 0);
    QCOMPARE(checked.output, QByteArray{"16 frames, 16 messages, 3 calls: sound\n"});
}

void TestCli::saysWhatIsWrong_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("sentence");
    QTest::newRow("no command") << QStringList{} << 2 << QByteArray{"subcommand"};
    QTest::newRow("unknown option") << QStringList{"messages", "%1/calls.pcap", "--nonsense"} << 2
                                    << QByteArray{"--nonsense"};
    QTest::newRow("missing file") << QStringList{"messages", "%1/none.pcap"} << 1 << QByteArray{"none.pcap"};
    QTest::newRow("a folder") << QStringList{"messages", "%1"} << 1 << QByteArray{"rhapsode-cli: "};
    QTest::newRow("no capture") << QStringList{"messages", "%1/text.txt"} << 1
                                << QByteArray{"neither a capture nor"};
    QTest::newRow("no session") << QStringList{"check", "%1/calls.pcap"} << 1
                                << QByteArray{"not a Rhapsode session"};
    QTest::newRow("unknown field") << QStringList{"messages", "%1/calls.pcap", "--fields", "id,nonsense"} << 2
                                   << QByteArray{"nonsense"};
    QTest::newRow("unknown sort field")
        << QStringList{"calls", "%1/calls.pcap", "--sort", "pddd"} << 2 << QByteArray{"pdd"};
    QTest::newRow("bad filter") << QStringList{"messages", "%1/calls.pcap", "--filter", "status =="} << 2
                                << QByteArray{"column 10"};
    QTest::newRow("unknown message") << QStringList{"show", "%1/calls.pcap", "--message", "99"} << 1
                                     << QByteArray{"no such message"};
    QTest::newRow("unwritable folder")
        << QStringList{"import", "-o", "/proc/none/s.rhapsode", "%1/calls.pcap"} << 1
        << QByteArray{"/proc/none"};
    QTest::newRow("unknown export format")
        << QStringList{"export", "%1/calls.pcap", "-o", "%1/out.doc"} << 2 << QByteArray{"out.doc"};
    QTest::newRow("bad HEP address") << QStringList{"capture", "-o", "%1/s.rhapsode", "--hep", "udp:9060"}
                                     << 2 << QByteArray{"udp:9060"};
    QTest::newRow("unknown interface")
        << QStringList{"capture", "-o", "%1/s.rhapsode", "--interface", "nope0", "--duration", "1"} << 1
        << QByteArray{"nope0"};
}

void TestCli::saysWhatIsWrong()
{
    QFETCH(QStringList, arguments);
    write("text.txt", "This is a letter, not a capture.\n");
    for (QString& argument : arguments)
        argument.replace(QStringLiteral("%1"), m_folder->path());
    const CommandResult result = cli(arguments);
    QTEST(result.exitCode, "exitCode");
    QFETCH(QByteArray, sentence);
    QVERIFY2(result.complaints.contains(sentence), result.complaints.constData());
    QCOMPARE(result.output, QByteArray{});
    QVERIFY(!QFile::exists(path("s.rhapsode")));
}

void TestCli::keepsWhatComesBeforeDamage()
{
    const QByteArray whole = asArray(captureOfScript(script));
    write("cut.pcap", whole.left(whole.size() - 100));
    const CommandResult imported = cli({"import", "-o", path("s.rhapsode"), path("cut.pcap")});
    QCOMPARE(imported.exitCode, 3);
    QVERIFY2(imported.complaints.contains("cut.pcap"), imported.complaints.constData());
    QCOMPARE(lines(cli({"messages", path("s.rhapsode"), "--fields", "id"}).output).size(), 16);
}

void TestCli::readsCompressedCaptures_data()
{
    QTest::addColumn<tests::support::Bytes>("packed");
    const tests::support::Bytes capture = captureOfScript(script);
    QTest::newRow("gzip") << tests::support::gzip(capture);
    QTest::newRow("zstd") << tests::support::zstd(capture);
    QTest::newRow("lz4") << tests::support::lz4(capture);
    QTest::newRow("xz") << tests::support::xz(capture);
}

void TestCli::readsCompressedCaptures()
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

void TestCli::capturesFromACommand()
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

void TestCli::rollsSessions()
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

void TestCli::stopsAtALimit_data()
{
    QTest::addColumn<QString>("limit");
    QTest::newRow("time") << QStringLiteral("1s");
    QTest::newRow("size") << QStringLiteral("1KiB");
    QTest::newRow("messages") << QStringLiteral("4messages");
    QTest::newRow("calls") << QStringLiteral("1call");
}

void TestCli::stopsAtALimit()
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

void TestCli::compactsASession()
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

void TestCli::followsAFolder()
{
    const CommandResult followed =
        cli({"capture", "-o", path("s.rhapsode"), "--follow", m_folder->path(), "--count", "16"});
    QVERIFY2(followed.exitCode == 0, followed.complaints.constData());
    QVERIFY(followed.complaints.startsWith("following " + m_folder->path().toUtf8() + '\n'));
    QCOMPARE(lines(cli({"messages", path("s.rhapsode"), "--fields", "id"}).output).size(), 17);
    QCOMPARE(cli({"capture", "-o", path("n.rhapsode"), "--follow", path("nothing")}).exitCode, 1);
    QCOMPARE(cli({"capture", "-o", path("n.rhapsode")}).exitCode, 2);
}

void TestCli::exportReadByTshark()
{
    const QString tshark = QStandardPaths::findExecutable("tshark");
    if (tshark.isEmpty())
        QSKIP("tshark is not installed");
    for (const char* name : {"out.pcap", "out.pcapng"}) {
        const CommandResult exported = cli({"export", path("calls.pcap"), "-o", path(name)});
        QVERIFY2(exported.exitCode == 0, exported.complaints.constData());
        const CommandResult read = tests::support::runProgram(
            tshark, {"-r", path(name), "-Y", "sip", "-T", "fields", "-e", "frame.time_epoch", "-e", "ip.src",
                     "-e", "ip.dst", "-e", "sip.Method", "-e", "sip.Status-Code", "-e", "sip.Call-ID"});
        const CommandResult ours =
            cli({"messages", path("calls.pcap"), "--fields", "time,src.ip,dst.ip,method,status,call_id"});
        QCOMPARE(lines(read.output), lines(ours.output).mid(1));
    }
}

void TestCli::interruptedImportLeavesNoFile()
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

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
