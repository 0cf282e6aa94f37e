// SPDX-License-Identifier: GPL-3.0-or-later
// Two capture points whose clocks differ: what both saw, and how the clocks are compared and corrected.
#include "tests/system/cli_test.h"

using namespace tests::system;
using tests::support::captureOfScript;
using tests::support::CommandResult;

class TestCliClocks : public CliTest {
    Q_OBJECT

private slots:
    void initTestCase();
    void comparesBySharedPackets();
    void correctsFlows();
    void takesAnOffsetByHand();
    void comparesByExchanges();
    void comparesNothingWithoutEvidence();
    void refusesWhatMakesNoSense();

private:
    [[nodiscard]] QString flowOf(const char* session)
    {
        return QString::fromUtf8(cli({"flow", path(session), "--call", "both"}).output);
    }
};

void TestCliClocks::initTestCase()
{
    makeFolder();
    // The second probe stands 2 ms nearer to bob, and its clock is half a second ahead.
    write("near.pcap", asArray(captureOfScript("alice -> bob INVITE 1 at=0.000 call-id=both\n"
                                               "bob -> alice 200    1 at=0.400 call-id=both\n"
                                               "alice -> bob ACK    1 at=0.500 call-id=both\n")));
    write("far.pcap", asArray(captureOfScript("alice -> bob INVITE 1 at=0.502 call-id=both\n"
                                              "bob -> alice 200    1 at=0.898 call-id=both\n"
                                              "alice -> bob ACK    1 at=1.002 call-id=both\n")));
    QCOMPARE(cli({"import", "-o", path("two.rhapsode"), path("near.pcap"), path("far.pcap")}).exitCode, 0);
}

void TestCliClocks::comparesBySharedPackets()
{
    const QList<QByteArray> rows = lines(cli({"clocks", path("two.rhapsode")}).output);
    QCOMPARE(rows.size(), 3);
    QCOMPARE(rows[0],
             QByteArray{"id\tsource\tagent_id\tagent_name\tmessages\tshared\tdelay\toffset\tuncertainty\t"
                        "basis\tcorrection"});
    QVERIFY2(rows[1].endsWith("near.pcap\t\t\t3\t3\t\t0.000000\t0.000000\t\t"), rows[1].constData());
    QVERIFY2(rows[2].endsWith("far.pcap\t\t\t3\t3\t0.502000\t0.500000\t0.002000\tsame-packets\t"),
             rows[2].constData());
}

void TestCliClocks::correctsFlows()
{
    QVERIFY2(flowOf("two.rhapsode").contains("duplicates: 1 after 0.502000 s"),
             qPrintable(flowOf("two.rhapsode")));
    QCOMPARE(cli({"clocks", path("two.rhapsode"), "correct"}).exitCode, 0);
    QCOMPARE(cli({"reindex", path("two.rhapsode")}).exitCode, 0);
    const QString flow = flowOf("two.rhapsode");
    // Towards bob the second one sees it later, from bob sooner.
    QCOMPARE(flow.count("duplicates: 1 after 0.002000 s"), 2);
    QCOMPARE(flow.count("duplicates: 1 after -0.002000 s"), 1);
    QVERIFY2(flow.endsWith("far.pcap are put back by 0.500000 s: its clock is ahead.\n"), qPrintable(flow));
    QVERIFY(lines(cli({"clocks", path("two.rhapsode")}).output).at(2).endsWith("\tsame-packets\t0.500000"));
    QCOMPARE(cli({"clocks", path("two.rhapsode"), "clear"}).exitCode, 0);
    QVERIFY(flowOf("two.rhapsode").contains("duplicates: 1 after 0.502000 s"));
}

void TestCliClocks::takesAnOffsetByHand()
{
    QCOMPARE(cli({"clocks", path("two.rhapsode"), "correct", "--point", "2", "--offset", "0.25"}).exitCode,
             0);
    QVERIFY(flowOf("two.rhapsode").contains("duplicates: 1 after 0.252000 s"));
    QCOMPARE(cli({"clocks", path("two.rhapsode"), "clear", "--point", "2"}).exitCode, 0);
    QVERIFY(flowOf("two.rhapsode").contains("duplicates: 1 after 0.502000 s"));
}

void TestCliClocks::comparesByExchanges()
{
    // Each probe sees the hop on one side of the proxy, which takes 10 ms.
    constexpr const char* hosts =
        "host alice 192.0.2.1:5060\nhost proxy 192.0.2.2:5060\nhost bob 192.0.2.3:5060\n";
    write("left.pcap",
          asArray(captureOfScript(std::string{hosts} + "alice -> proxy INVITE 1 at=0.000 call-id=x\n"
                                                       "proxy -> alice 180 1 at=1.000 call-id=x\n"
                                                       "proxy -> alice 200 1 at=2.000 call-id=x\n")));
    write("right.pcap",
          asArray(captureOfScript(std::string{hosts} + "proxy -> bob INVITE 1 at=0.510 call-id=x\n"
                                                       "bob -> proxy 180 1 at=1.490 call-id=x\n")));
    QCOMPARE(cli({"import", "-o", path("hops.rhapsode"), path("left.pcap"), path("right.pcap")}).exitCode, 0);
    const QList<QByteArray> rows = lines(cli({"clocks", path("hops.rhapsode")}).output);
    QCOMPARE(rows.size(), 3);
    QVERIFY2(rows[2].endsWith("right.pcap\t\t\t2\t0\t\t0.500000\t0.010000\texchanges\t"),
             rows[2].constData());
}

void TestCliClocks::comparesNothingWithoutEvidence()
{
    write("other.pcap", asArray(captureOfScript("carol -> dave INVITE 1 at=0.5 call-id=other\n")));
    QCOMPARE(cli({"import", "-o", path("apart.rhapsode"), path("near.pcap"), path("other.pcap")}).exitCode,
             0);
    const QList<QByteArray> rows = lines(cli({"clocks", path("apart.rhapsode")}).output);
    QCOMPARE(rows.size(), 3);
    QVERIFY2(rows[2].endsWith("other.pcap\t\t\t1\t0\t\t\t\t\t"), rows[2].constData());
}

void TestCliClocks::refusesWhatMakesNoSense()
{
    QCOMPARE(cli({"clocks", path("two.rhapsode"), "correct", "--offset", "1"}).exitCode, 2);
    QCOMPARE(cli({"clocks", path("two.rhapsode"), "--point", "1", "--offset", "1"}).exitCode, 2);
    QCOMPARE(cli({"clocks", path("two.rhapsode"), "correct", "--point", "3", "--offset", "1"}).exitCode, 2);
    QCOMPARE(cli({"clocks", path("near.pcap"), "correct"}).exitCode, 1);
}

QTEST_GUILESS_MAIN(TestCliClocks)
#include "tst_cli_clocks.moc"
