// SPDX-License-Identifier: GPL-3.0-or-later
// rhapsode-cli and the calls that belong together with a call.
#include "tests/system/cli_test.h"

using namespace tests::system;
using tests::support::captureOfScript;
using tests::support::CommandResult;
using tests::support::runProgram;

class TestCliLegs : public CliTest {
    Q_OBJECT

private slots:
    void initTestCase();
    void drawsALadderOfAllLegs();
    void drawsOneCallWithoutTheOption();
    void saysThatThereAreNone();
    void exportsAllLegs();
    void listsLinks();
    void keepsDecisions();
    void refusesWhatMakesNoSense();
};

void TestCliLegs::initTestCase()
{
    makeFolder();
    write("legs.pcap", asArray(captureOfScript(R"(
        alice -> pbx   INVITE 1 at=0.000 call-id=a-leg
        pbx   -> bob   INVITE 1 at=0.100 call-id=b-leg header=X-Call-ID:a-leg
        carol -> pbx   INVITE 1 at=0.200 call-id=stranger
        bob   -> pbx   486    1 at=1.000 call-id=b-leg
        pbx   -> alice 486    1 at=1.100 call-id=a-leg
    )")));
}

void TestCliLegs::drawsALadderOfAllLegs()
{
    const CommandResult flow = cli({"flow", path("legs.pcap"), "--call", "b-leg", "--legs"});
    QCOMPARE(flow.exitCode, 0);
    QCOMPARE(flow.output.count("INVITE"), 2);
    QCOMPARE(flow.output.count("486"), 2);
    QVERIFY2(flow.output.contains("95 %: X-Call-ID in message 2 names a-leg"), flow.output.constData());
}

void TestCliLegs::drawsOneCallWithoutTheOption()
{
    const CommandResult flow = cli({"flow", path("legs.pcap"), "--call", "b-leg"});
    QCOMPARE(flow.exitCode, 0);
    QCOMPARE(flow.output.count("INVITE"), 1);
    QVERIFY(!flow.output.contains("a-leg"));
}

void TestCliLegs::saysThatThereAreNone()
{
    const CommandResult flow = cli({"flow", path("legs.pcap"), "--call", "stranger", "--legs"});
    QCOMPARE(flow.exitCode, 0);
    QCOMPARE(flow.output.count("INVITE"), 1);
    QVERIFY(flow.output.contains("No legs"));
}

void TestCliLegs::exportsAllLegs()
{
    const CommandResult exported =
        cli({"export", path("legs.pcap"), "--call", "a-leg", "--legs", "-o", path("out.pcap")});
    QCOMPARE(exported.exitCode, 0);
    const QString tshark = QStandardPaths::findExecutable("tshark");
    if (tshark.isEmpty())
        QSKIP("tshark is not installed");
    const CommandResult read =
        runProgram(tshark, {"-r", path("out.pcap"), "-T", "fields", "-e", "sip.Call-ID"});
    QCOMPARE(read.exitCode, 0);
    QCOMPARE(lines(read.output), (QList<QByteArray>{"a-leg", "b-leg", "b-leg", "a-leg"}));
    // Legs of nothing in particular.
    QCOMPARE(cli({"export", path("legs.pcap"), "--legs", "-o", path("all.pcap")}).exitCode, 2);
}

void TestCliLegs::listsLinks()
{
    const QByteArray header = "first_call_id\tsecond_call_id\tstate\tkind\tscore\tevidence\tmessages\tnote";
    const QByteArray link =
        "b-leg\ta-leg\tfound\tcall-id-header\t95\tX-Call-ID in message 2 names a-leg\t2\t";
    QCOMPARE(lines(cli({"link", path("legs.pcap")}).output), (QList<QByteArray>{header, link}));
    QCOMPARE(lines(cli({"link", path("legs.pcap"), "list", "--call", "a-leg"}).output),
             (QList<QByteArray>{header, link}));
    QCOMPARE(lines(cli({"link", path("legs.pcap"), "list", "--call", "stranger"}).output),
             (QList<QByteArray>{header}));
}

void TestCliLegs::keepsDecisions()
{
    const QString session = path("decided.rhapsode");
    QCOMPARE(cli({"import", "-o", session, path("legs.pcap")}).exitCode, 0);
    const QStringList flow{"flow", session, "--call", "a-leg", "--legs"};
    const auto decide = [&session](const char* action, const char* first, const char* second) {
        return cli({"link", session, action, "--call", first, "--call", second}).exitCode;
    };
    QCOMPARE(decide("reject", "a-leg", "b-leg"), 0);
    QVERIFY(cli(flow).output.contains("No legs"));
    QVERIFY(cli({"link", session}).output.contains("b-leg\ta-leg\trejected\tcall-id-header\t95\t"));
    QCOMPARE(cli({"export", session, "--call", "a-leg", "--legs", "-o", path("one.txt")}).exitCode, 0);
    QFile exported{path("one.txt")};
    QVERIFY(exported.open(QIODevice::ReadOnly));
    QVERIFY(!exported.readAll().contains("b-leg"));

    // By hand, with a remark, through a leg that was found.
    QCOMPARE(decide("remove", "b-leg", "a-leg"), 0);
    QCOMPARE(cli({"link", session, "add", "--call", "b-leg", "--call", "stranger", "--note", "ticket 17"})
                 .exitCode,
             0);
    QCOMPARE(cli({"reindex", session}).exitCode, 0);
    const QByteArray whole = cli(flow).output;
    QCOMPARE(whole.count("INVITE"), 3);
    QVERIFY2(whole.contains("100 %: made by hand (ticket 17)"), whole.constData());
    QCOMPARE(decide("accept", "a-leg", "b-leg"), 0);
    QVERIFY(cli(flow).output.contains("95 %, accepted: X-Call-ID in message 2 names a-leg"));
    QCOMPARE(decide("remove", "stranger", "b-leg"), 0);
    QCOMPARE(cli(flow).output.count("INVITE"), 2);
}

void TestCliLegs::refusesWhatMakesNoSense()
{
    const QString session = path("refused.rhapsode");
    QCOMPARE(cli({"import", "-o", session, path("legs.pcap")}).exitCode, 0);
    QCOMPARE(cli({"link", session, "accept", "--call", "a-leg"}).exitCode, 2);
    QCOMPARE(cli({"link", session, "add", "--call", "a-leg", "--call", "a-leg"}).exitCode, 2);
    QCOMPARE(cli({"link", session, "divorce", "--call", "a-leg", "--call", "b-leg"}).exitCode, 2);
    const CommandResult unlinked = cli({"link", session, "accept", "--call", "a-leg", "--call", "stranger"});
    QCOMPARE(unlinked.exitCode, 1);
    QVERIFY2(unlinked.complaints.contains("'add' makes a link"), unlinked.complaints.constData());
    QCOMPARE(cli({"link", session, "add", "--call", "a-leg", "--call", "nobody"}).exitCode, 1);
    // A capture holds no decisions.
    QCOMPARE(cli({"link", path("legs.pcap"), "add", "--call", "a-leg", "--call", "b-leg"}).exitCode, 1);
    QCOMPARE(lines(cli({"link", session}).output).size(), 2);
}

QTEST_GUILESS_MAIN(TestCliLegs)
#include "tst_cli_legs.moc"
