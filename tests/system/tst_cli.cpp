// SPDX-License-Identifier: GPL-3.0-or-later
// rhapsode-cli as scripts use it: what it prints, what it writes, and how it ends.
#include "tests/system/cli_test.h"

using namespace tests::system;
using tests::support::captureOfScript;
using tests::support::CommandResult;
using tests::support::readCallScript;

class TestCli : public CliTest {
    Q_OBJECT

private slots:

    void init() { makeFolder(); }

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
    void listsFindings();
    void findingsAreJsonLines();
    void findingsAreSorted();
    void findingsAreAFieldOfCalls();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void exportReadByTshark();
};

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

void TestCli::listsFindings()
{
    write("lost.pcap", asArray(captureOfScript("alice -> bob INVITE 1 call-id=lost\n"
                                               "bob -> alice 200 1 call-id=lost\n"
                                               "bob -> alice 200 1 call-id=lost resend +0.5\n"
                                               "bob -> alice 200 1 call-id=lost resend +1\n"
                                               "bob -> alice 200 1 call-id=lost resend +2\n"
                                               "carol -> bob OPTIONS 1 call-id=ping\n"
                                               "bob -> carol 200 1 call-id=ping\n")));
    const CommandResult listed =
        cli({"findings", path("lost.pcap"), "--fields", "severity,finding,call_id,messages,reference"});
    QCOMPARE(listed.exitCode, 0);
    QCOMPARE(listed.output, QByteArray{"severity\tfinding\tcall_id\tmessages\treference\n"
                                       "error\tack-missing\tlost\t1,2,3,4,5\tRFC 3261 section 13.3.1.4\n"});
    const CommandResult filtered =
        cli({"findings", path("lost.pcap"), "--fields", "id", "--filter", "call_id == \"ping\""});
    QCOMPARE(filtered.output, QByteArray{"id\n"});
    const CommandResult flow = cli({"flow", path("lost.pcap"), "--call", "lost"});
    QVERIFY(flow.output.contains("error: 200 OK from 192.0.2.2:5060 was sent 4 times over 3.5 s"));
    QVERIFY(flow.output.contains("    messages 1 2 3 4 5. Does the caller get the answer"));
    QVERIFY(!cli({"flow", path("lost.pcap"), "--call", "ping"}).output.contains("error: "));
    QCOMPARE(cli({"findings", path("lost.pcap"), "--fields", "colour"}).exitCode, 2);
    QCOMPARE(cli({"findings", path("lost.pcap"), "--sort", "colour"}).exitCode, 2);
    QCOMPARE(cli({"findings", path("lost.pcap"), "--filter", "colour == 1"}).exitCode, 2);
    QCOMPARE(cli({"findings", path("nowhere.pcap")}).exitCode, 1);
}

void TestCli::findingsAreJsonLines()
{
    write("lost.pcap", asArray(captureOfScript("alice -> bob INVITE 1 call-id=lost at=5\n"
                                               "bob -> alice 200 1 call-id=lost\n"
                                               "bob -> alice 200 1 call-id=lost resend +0.5\n"
                                               "bob -> alice 200 1 call-id=lost resend +1\n"
                                               "bob -> alice 200 1 call-id=lost resend +2\n")));
    const QList<QByteArray> rows = lines(cli({"findings", path("lost.pcap"), "--format", "json"}).output);
    QCOMPARE(rows.size(), 1);
    const QJsonObject row = QJsonDocument::fromJson(rows.first()).object();
    QCOMPARE(row.value("id").toInt(), 1);
    QVERIFY(row.value("time").toString().endsWith(".000000000"));
    QCOMPARE(row.value("severity").toString(), QStringLiteral("error"));
    QCOMPARE(row.value("finding").toString(), QStringLiteral("ack-missing"));
    QCOMPARE(row.value("messages").toArray(), (QJsonArray{1, 2, 3, 4, 5}));
    QCOMPARE(row.value("sentence").toString(),
             QStringLiteral("200 OK from 192.0.2.2:5060 was sent 4 times over 3.5 s, and no ACK to it was "
                            "captured."));
    QVERIFY(row.value("advice").toString().startsWith("Does the caller get the answer"));
}

void TestCli::findingsAreAFieldOfCalls()
{
    write("wrong.pcap",
          asArray(captureOfScript("alice -> bob OPTIONS 1 call-id=a header=Expires:soon\n"
                                  "bob -> alice 200 1 call-id=a\n"
                                  "carol -> bob OPTIONS 1 call-id=b\nbob -> carol 200 1 call-id=b\n"
                                  "alice -> bob INVITE 1 call-id=c\nbob -> alice 482 1 call-id=c\n"
                                  "alice -> bob ACK 1 call-id=c\n")));
    const auto calls = [this](const char* filter) {
        return cli({"calls", path("wrong.pcap"), "--fields", "call_id,findings", "--filter", filter}).output;
    };
    const QByteArray header{"call_id\tfindings\n"};
    QCOMPARE(calls("messages > 0"), header + "a\tmalformed\nb\t\nc\tloop-detected\n");
    QCOMPARE(calls("finding == \"loop-detected\""), header + "c\tloop-detected\n");
    QCOMPARE(calls("findings and method == OPTIONS"), header + "a\tmalformed\n");
    QCOMPARE(calls("not findings"), header + "b\t\n");
    // The same filter in other lists.
    QCOMPARE(cli({"messages", path("wrong.pcap"), "--fields", "id", "--filter", "call.finding == malformed"})
                 .output,
             QByteArray("id\n1\n2\n"));
    QCOMPARE(cli({"findings", path("wrong.pcap"), "--fields", "call_id", "--filter", "finding contains loop"})
                 .output,
             QByteArray("call_id\nc\n"));
    const QByteArray counted =
        cli({"statistics", path("wrong.pcap"), "--filter", "finding == malformed", "--format", "json"})
            .output;
    const QByteArray all = cli({"statistics", path("wrong.pcap"), "--format", "json"}).output;
    QVERIFY(!counted.isEmpty() && counted != all);
}

void TestCli::findingsAreSorted()
{
    write("three.pcap",
          asArray(captureOfScript("alice -> bob OPTIONS 1 call-id=a header=Expires:soon\n"
                                  "alice -> bob INVITE 1 call-id=b sdp=offer\n"
                                  "bob -> alice 488 1 call-id=b reason=Not_Acceptable_Here\n"
                                  "alice -> bob ACK 1 call-id=b\n"
                                  "alice -> bob INVITE 1 call-id=c\nbob -> alice 482 1 call-id=c\n"
                                  "alice -> bob ACK 1 call-id=c\n")));
    const auto listed = [this](const char* sort, const char* limit) {
        return cli({"findings", path("three.pcap"), "--fields", "id,finding", "--sort", sort, "--limit",
                    limit})
            .output;
    };
    QCOMPARE(listed("severity:desc", "9"),
             QByteArray("id\tfinding\n3\tloop-detected\n1\tmalformed\n2\toffer-refused\n"));
    QCOMPARE(listed("finding", "9"),
             QByteArray("id\tfinding\n3\tloop-detected\n1\tmalformed\n2\toffer-refused\n"));
    QCOMPARE(listed("id:desc", "2"), QByteArray("id\tfinding\n3\tloop-detected\n2\toffer-refused\n"));
    QCOMPARE(listed("messages:desc", "1"), QByteArray("id\tfinding\n3\tloop-detected\n"));
    QCOMPARE(cli({"findings", path("three.pcap"), "--fields", "id", "--limit", "2"}).output,
             QByteArray("id\n1\n2\n"));
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

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
