// SPDX-License-Identifier: GPL-3.0-or-later
// A call between two baresips with RTP and RTCP: 'rhapsode-cli' measures what tshark measures in the same
// packets.
#include "core/capture/interface_list.h"
#include "tests/support/baresip.h"
#include "tests/support/live_session.h"
#include "tests/support/network_namespace.h"
#include "tests/support/tshark_streams.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace tests::support;

namespace {

/// The first RTCP reports come after five seconds.
constexpr std::chrono::seconds callSpan{7};

/// Leaves out one RTP packet in eight of each direction: those of payload type 8 whose number ends in 5 of 8.
constexpr const char* lossyFilter =
    "udp and not (udp[8] & 0xc0 = 0x80 and udp[9] & 0x7f = 8 and udp[11] & 7 = 5)";

/// A report of a sender, as tshark reads it.
struct SenderReport {
    double time = 0; ///< seconds
    quint32 dlsr = 0;
};

QList<SenderReport> senderReports(const QString& capture)
{
    QList<SenderReport> reports;
    const CommandResult result = runProgram(
        QStringLiteral("tshark"), {"-n", "-r", capture, "-Y", "rtcp.pt == 200 and rtcp.ssrc.lsr", "-T",
                                   "fields", "-e", "frame.time_epoch", "-e", "rtcp.ssrc.dlsr"});
    for (const QByteArray& line : result.output.trimmed().split('\n')) {
        const QByteArrayList cells = line.split('\t');
        if (cells.size() == 2)
            reports.append({cells[0].toDouble(), cells[1].toUInt()});
    }
    return reports;
}

} // namespace

class TestBaresipCall : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void callIsComplete();
    void measuresAsTshark_data();
    void measuresAsTshark();
    void lossIsOfTheCapture();
    void reportsGiveTheRoundTrip();
    void flowShowsTheStreams();

private:
    [[nodiscard]] QString exported(const LiveSession& session) const;

    QTemporaryDir m_folder;
    std::unique_ptr<LiveSession> m_whole;
    std::unique_ptr<LiveSession> m_lossy;
};

void TestBaresipCall::initTestCase()
{
    if (!findProgram("baresip"))
        QSKIP("baresip is not installed");
    if (!isInOwnNetwork() || !core::capture::isCapturePermitted())
        QSKIP("this user may have no network namespace of its own to capture in");
    const std::filesystem::path folder = m_folder.path().toStdString();
    m_whole = LiveSession::start(RHAPSODE_CLI, {"--interface", "lo", "--bpf", "udp"}, folder, "whole");
    m_lossy = LiveSession::start(RHAPSODE_CLI, {"--interface", "lo", "--bpf", lossyFilter}, folder, "lossy");
    QVERIFY(m_whole && m_lossy);
    auto bob = startBaresip({"bob", 17'020, 21'300, {}, 2 * callSpan}, folder);
    QVERIFY(bob);
    auto alice = startBaresip({"alice", 17'010, 21'200, "sip:bob@127.0.0.1:17020", callSpan}, folder);
    QVERIFY(alice);
    QVERIFY2(alice->waitForExit(2 * callSpan) == std::optional{0}, alice->output().c_str());
    QVERIFY(m_whole->waitForMessages(6) && m_lossy->waitForMessages(6));
    bob->stop();
    QVERIFY(m_whole->stop() && m_lossy->stop());
}

QString TestBaresipCall::exported(const LiveSession& session) const
{
    QString path = session.file() + ".pcap";
    if (!QFile::exists(path) && !session.ask("export", {"--rtp", "-o", path}).isEmpty())
        return {};
    return path;
}

void TestBaresipCall::callIsComplete()
{
    QCOMPARE(m_whole->rows("calls", "state,messages,final_status,ended_by,from.user,to.user,streams"),
             "completed\t6\t200\tcaller\talice\tbob\t2");
    const QByteArrayList measures = m_whole->rows("calls", "talk,mos").split('\t');
    QVERIFY2(measures[0].toDouble() > 5 && measures[0].toDouble() < 8, measures[0]);
    QVERIFY2(measures[1].toDouble() > 4, measures[1]);
    QCOMPARE(m_whole->rows("streams", "codec,payload_type,ptime,agreed,origin"),
             "PCMA\t8\t20.000\tPCMA telephone-event\tsignalling\n"
             "PCMA\t8\t20.000\tPCMA telephone-event\tsignalling");
    QCOMPARE(m_whole->rows("findings", "finding"), "");
}

void TestBaresipCall::measuresAsTshark_data()
{
    QTest::addColumn<bool>("lossy");
    QTest::newRow("whole") << false;
    QTest::newRow("lossy") << true;
}

void TestBaresipCall::measuresAsTshark()
{
    if (!findProgram("tshark"))
        QSKIP("tshark is not installed");
    QFETCH(bool, lossy);
    const LiveSession& session = lossy ? *m_lossy : *m_whole;
    auto ours = ourStreams(QStringLiteral(RHAPSODE_CLI), session.file());
    QCOMPARE(ours.size(), std::size_t{2});
    const QList<TsharkStream> theirs = askTshark(exported(session));
    QCOMPARE(theirs.size(), 2);
    for (const TsharkStream& stream : theirs) {
        const auto row = ours.find(stream.name);
        QVERIFY2(row != ours.end(), qPrintable(stream.name));
        QCOMPARE(differences(row->second, stream), QStringList{});
        QCOMPARE(stream.lost > 0, lossy);
    }
}

/// The phones reported to each other that nothing was lost, and that is kept apart from what the capture
/// lacks.
void TestBaresipCall::lossIsOfTheCapture()
{
    for (const QByteArray& row : m_lossy->rows("streams", "packets,lost,far_lost,longest_loss").split('\n')) {
        const QByteArrayList cells = row.split('\t');
        const int expected = cells[0].toInt() + cells[1].toInt();
        QVERIFY2(std::abs(cells[1].toInt() - expected / 8) <= 1, row);
        QCOMPARE(cells[2], "0");
        QCOMPARE(cells[3], "1");
    }
    QByteArrayList findings = m_lossy->rows("findings", "finding,messages").split('\n');
    std::sort(findings.begin(), findings.end());
    QCOMPARE(findings, (QByteArrayList{"high-loss\t1,3", "high-loss\t1,3", "low-mos\t1,3", "low-mos\t1,3"}));
}

/// RFC 3550 section 6.4.1: what passed between two reports, less what the second sender says it waited.
void TestBaresipCall::reportsGiveTheRoundTrip()
{
    const QByteArrayList rows =
        m_whole->rows("streams", "sender_reports,reception_reports,round_trip,far_jitter").split('\n');
    QStringList roundTrips;
    for (const QByteArray& row : rows) {
        const QByteArrayList cells = row.split('\t');
        QCOMPARE(cells[0], "1");
        QCOMPARE(cells[1], "1");
        if (!cells[2].isEmpty())
            roundTrips += QString::fromUtf8(cells[2]);
        QVERIFY2(!cells[3].isEmpty(), row);
    }
    // Only who reports second can refer to a report.
    QCOMPARE(roundTrips.size(), 1);
    if (!findProgram("tshark"))
        QSKIP("tshark is not installed");
    const QList<SenderReport> reports = senderReports(exported(*m_whole));
    QCOMPARE(reports.size(), 2);
    const double milliseconds = (reports[1].time - reports[0].time - reports[1].dlsr / 65'536.0) * 1'000;
    QVERIFY2(std::abs(roundTrips[0].toDouble() - std::max(milliseconds, 0.0)) < 0.02,
             qPrintable(QStringLiteral("%1 ms by tshark").arg(milliseconds)));
}

void TestBaresipCall::flowShowsTheStreams()
{
    const QString call = QString::fromUtf8(m_whole->rows("calls", "call_id"));
    const QByteArray flow = m_whole->ask("flow", {"--rtp", "--call", call});
    QVERIFY2(flow.count(" RTP PCMA ") == 2, flow);
    QVERIFY2(flow.indexOf("200") < flow.lastIndexOf(" RTP PCMA ") &&
                 flow.lastIndexOf(" RTP PCMA ") < flow.indexOf("BYE"),
             flow);
}

int main(int argc, char** argv)
{
    enterOwnNetwork(argv);
    const QCoreApplication application{argc, argv};
    TestBaresipCall test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_baresip_call.moc"
