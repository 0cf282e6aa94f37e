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

QTEST_GUILESS_MAIN(TestCliLegs)
#include "tst_cli_legs.moc"
