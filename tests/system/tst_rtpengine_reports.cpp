// SPDX-License-Identifier: GPL-3.0-or-later
// A call between two baresips whose media rtpengine relays, on order of Kamailio: both halves are shown, and
// what rtpengine reports in HEP of the RTCP that it relays.
#include "core/capture/interface_list.h"
#include "tests/support/baresip.h"
#include "tests/support/live_session.h"
#include "tests/support/network_namespace.h"
#include "tests/support/rtpengine.h"
#include "tests/support/sip_peers.h"
#include "tests/support/tshark_streams.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace tests::support;

namespace {

/// The first RTCP reports come after five seconds.
constexpr std::chrono::seconds callSpan{7};

/// INVITE, 180, 200, ACK, BYE and 200 on both hops, and the proxy's 100.
constexpr qsizetype messages = 13;

constexpr std::uint16_t proxyPort = 15'060;
constexpr std::uint16_t controlPort = 22'222;
constexpr std::uint16_t hepPort = 9'060;

} // namespace

class TestRtpengineReports : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void bothHalvesAreShown();
    void measuresAsTshark();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<LiveSession> m_session;
};

void TestRtpengineReports::initTestCase()
{
    for (const char* program : {"baresip", "kamailio", "rtpengine"}) {
        if (!findProgram(program))
            QSKIP(qPrintable(QStringLiteral("%1 is not installed").arg(QString::fromLatin1(program))));
    }
    if (!isInOwnNetwork() || !core::capture::isCapturePermitted())
        QSKIP("this user may have no network namespace of its own to capture in");
    const std::filesystem::path folder = m_folder.path().toStdString();
    m_session = LiveSession::start(
        RHAPSODE_CLI,
        {"--interface", "lo", "--bpf",
         "udp and not port " + std::to_string(hepPort) + " and not port " + std::to_string(controlPort),
         "--hep", "hep+udp://127.0.0.1:" + std::to_string(hepPort)},
        folder);
    QVERIFY(m_session);
    auto relay = startRtpengine({controlPort, 30'000, hepPort}, folder);
    QVERIFY(relay);
    auto proxy = startMediaProxy({proxyPort, 17'020, controlPort}, folder);
    QVERIFY(proxy);
    auto bob = startBaresip({"bob", 17'020, 21'300, {}, 2 * callSpan}, folder);
    QVERIFY(bob);
    auto alice = startBaresip(
        {"alice", 17'010, 21'200, "sip:bob@127.0.0.1:" + std::to_string(proxyPort), callSpan}, folder);
    QVERIFY(alice);
    QVERIFY2(alice->waitForExit(2 * callSpan) == std::optional{0}, alice->output().c_str());
    QVERIFY(m_session->waitForMessages(messages));
    bob->stop();
    QVERIFY(m_session->stop());
}

/// The RTP of each side is the same, once to rtpengine and once from it.
void TestRtpengineReports::bothHalvesAreShown()
{
    QCOMPARE(m_session->rows("calls", "state,messages,final_status,ended_by,streams"),
             "completed\t13\t200\tcaller\t4");
    QCOMPARE(m_session->rows("findings", "finding"), "");
    QMap<QByteArray, int> ssrcs;
    for (const QByteArray& row : m_session->rows("streams", "ssrc,src.port,dst.port").split('\n')) {
        const QByteArrayList cells = row.split('\t');
        ++ssrcs[cells[0]];
        const auto isRelay = [](const QByteArray& port) {
            return port.toInt() >= 30'000 && port.toInt() < 30'100;
        };
        QVERIFY2(isRelay(cells[1]) != isRelay(cells[2]), row);
    }
    QCOMPARE(ssrcs.values(), (QList<int>{2, 2}));
}

void TestRtpengineReports::measuresAsTshark()
{
    if (!findProgram("tshark"))
        QSKIP("tshark is not installed");
    auto ours = ourStreams(QStringLiteral(RHAPSODE_CLI), m_session->file());
    const QString capture = m_folder.filePath("call.pcap");
    QCOMPARE(m_session->ask("export", {"--rtp", "-o", capture}), "");
    const QList<TsharkStream> theirs = askTshark(capture);
    QCOMPARE(theirs.size(), 4);
    for (const TsharkStream& stream : theirs) {
        const auto row = ours.find(stream.name);
        QVERIFY2(row != ours.end(), qPrintable(stream.name));
        QCOMPARE(differences(row->second, stream), QStringList{});
    }
}

int main(int argc, char** argv)
{
    enterOwnNetwork(argv);
    const QCoreApplication application{argc, argv};
    TestRtpengineReports test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_rtpengine_reports.moc"
