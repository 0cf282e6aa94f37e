// SPDX-License-Identifier: GPL-3.0-or-later
// A call that Kamailio sends to two servers at once, as loopback shows it and as Kamailio itself reports it.
#include "core/capture/interface_list.h"
#include "tests/support/live_session.h"
#include "tests/support/network_namespace.h"
#include "tests/support/sip_peers.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace tests::support;

namespace {

/// INVITE, 100 and 200 of the caller's hop with its 180 of both; INVITE and 180 of both servers; 200 of one;
/// CANCEL, 200, 487 and ACK of the other; ACK, BYE and 200 on both hops of the answered branch.
constexpr qsizetype messages = 20;

QList<QByteArrayList> cells(const QByteArray& rows)
{
    QList<QByteArrayList> table;
    for (const QByteArray& row : rows.split('\n'))
        table.append(row.split('\t'));
    return table;
}

} // namespace

class TestKamailioFork : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void isOneCall_data();
    void isOneCall();
    void bothServersRing();
    void flowHasALaneForEachServer();
    void everyMessageWasSeenTwice();
    void clocksAreCompared();

private:
    QTemporaryDir m_folder;
    QMap<QByteArray, QByteArray> m_port; // by role
    std::unique_ptr<LiveSession> m_sniffed;
    std::unique_ptr<LiveSession> m_seenTwice;
};

void TestKamailioFork::initTestCase()
{
    if (!findProgram("sipp") || !findProgram("kamailio"))
        QSKIP("sipp or kamailio is not installed");
    if (!core::capture::isCapturePermitted())
        QSKIP("this user may not capture, not even in a network namespace of its own");
    const auto ports = freeUdpPorts(5);
    const ForkOptions proxy{ports[0], ports[1], ports[2], ports[4]};
    const std::filesystem::path folder = m_folder.path().toStdString();
    std::string filter = "udp and not port " + std::to_string(proxy.hepPort) + " and (port " +
                         std::to_string(proxy.port) + " or port " + std::to_string(ports[3]) + ')';
    m_sniffed = LiveSession::start(RHAPSODE_CLI, {"--interface", "lo", "--bpf", filter}, folder, "sniffed");
    m_seenTwice = LiveSession::start(RHAPSODE_CLI,
                                     {"--interface", "lo", "--bpf", filter, "--hep",
                                      "hep+udp://127.0.0.1:" + std::to_string(proxy.hepPort)},
                                     folder, "twice");
    QVERIFY(m_sniffed && m_seenTwice);
    auto kamailio = startForkingKamailio(proxy, folder);
    QVERIFY(kamailio);
    SippParty party{
        "fork", {}, {{"callee", ports[1]}, {"target", ports[2]}, {"caller", ports[3]}}, proxy.port};
    std::vector<ChildProcess> parties;
    for (const char* role : {"callee", "target", "caller"}) {
        party.role = role;
        m_port[role] = QByteArray::number(party.ports[role]);
        auto process = startSippParty(party, folder);
        QVERIFY(process);
        parties.push_back(std::move(*process));
    }
    m_port["proxy"] = QByteArray::number(proxy.port);
    for (ChildProcess& process : parties)
        QVERIFY2(process.waitForExit(std::chrono::seconds{20}) == std::optional{0}, process.output().c_str());
    QVERIFY(m_sniffed->waitForMessages(messages) && m_seenTwice->waitForMessages(2 * messages));
    QVERIFY(m_sniffed->stop() && m_seenTwice->stop());
}

void TestKamailioFork::isOneCall_data()
{
    QTest::addColumn<bool>("twice");
    QTest::newRow("sniffed") << false;
    QTest::newRow("sniffed and reported") << true;
}

void TestKamailioFork::isOneCall()
{
    QFETCH(bool, twice);
    const LiveSession& session = twice ? *m_seenTwice : *m_sniffed;
    const QByteArray way = "127.0.0.1:" + m_port["caller"] + "\t127.0.0.1:" + m_port["proxy"];
    QCOMPARE(session.rows("calls", "state,final_status,ended_by,retransmissions,legs,src,dst"),
             "completed\t200\tcaller\t0\t1\t" + way);
    QCOMPARE(session.rows("findings", "finding"), "");
    for (const QByteArray& span : session.rows("calls", "pdd,setup,ring,talk").split('\t'))
        QVERIFY2(span.toDouble() > 0 && span.toDouble() < 5, span);
}

/// Two early dialogs, of which one is answered and the other one refused.
void TestKamailioFork::bothServersRing()
{
    QMap<QByteArray, QByteArrayList> answers; // of a tag, as the caller's proxy got them
    for (const QByteArrayList& row :
         cells(m_sniffed->rows("messages", "src.port,status,cseq.method,to.tag"))) {
        if (row[0] == m_port["callee"] || row[0] == m_port["target"])
            answers[row[3]] += row[1] + ' ' + row[2];
    }
    QCOMPARE(answers["first-1"], (QByteArrayList{"180 INVITE", "200 CANCEL", "487 INVITE"}));
    QCOMPARE(answers["second-1"], (QByteArrayList{"180 INVITE", "200 INVITE", "200 BYE"}));
}

void TestKamailioFork::flowHasALaneForEachServer()
{
    const QString call = QString::fromUtf8(m_sniffed->rows("calls", "call_id"));
    const QByteArray flow = m_sniffed->ask("flow", {"--call", call});
    const QByteArray lanes = flow.left(flow.indexOf('\n'));
    for (const QByteArray& port : std::as_const(m_port))
        QVERIFY2(lanes.contains(":" + port), lanes);
    QVERIFY2(lanes.indexOf(m_port["caller"]) < lanes.indexOf(m_port["proxy"]), lanes);
    QCOMPARE(flow.count("INVITE"), 3);
    QCOMPARE(flow.count("180 Ringing"), 4);
    QCOMPARE(flow.count("CANCEL"), 1);
    QVERIFY2(flow.contains("487 Request Terminated"), flow);
    // The branches of a fork are one attempt of one caller.
    QVERIFY2(!flow.contains("dialog 2") && !flow.contains("sent again") && !flow.contains("duplicates"),
             flow);
}

/// By loopback and by Kamailio: a message with two sightings, not a retransmission.
void TestKamailioFork::everyMessageWasSeenTwice()
{
    QMap<QByteArray, QByteArray> originals; // who saw a message that came first, by its id
    qsizetype copies = 0;
    const QByteArray rows = m_seenTwice->rows(
        "messages", "id,agent.id,duplicate,retransmission,src.port,dst.port,cseq,method,status");
    for (const QByteArrayList& row : cells(rows)) {
        QVERIFY2(row[3].isEmpty(), rows);
        if (row[2].isEmpty()) {
            originals[row[0]] = row[1];
            continue;
        }
        ++copies;
        QVERIFY2(originals.contains(row[2]) && originals[row[2]] != row[1], rows);
    }
    QCOMPARE(originals.size(), messages);
    QCOMPARE(copies, messages);
    const QString call = QString::fromUtf8(m_seenTwice->rows("calls", "call_id"));
    const QByteArray flow = m_seenTwice->ask("flow", {"--call", call});
    QVERIFY2(flow.count("duplicates: 1 after ") == messages, flow);
}

/// Both clocks are those of this machine.
void TestKamailioFork::clocksAreCompared()
{
    const QList<QByteArrayList> rows = cells(m_seenTwice->ask("clocks").trimmed());
    QCOMPARE(rows.size(), 3); // with the header
    const qsizetype offset = rows[0].indexOf("offset");
    const qsizetype shared = rows[0].indexOf("shared");
    QVERIFY(offset >= 0 && shared >= 0);
    for (const QByteArrayList& row : rows.mid(1)) {
        QCOMPARE(row[shared].toInt(), static_cast<int>(messages));
        QVERIFY2(std::abs(row[offset].toDouble()) < 0.05, row[offset]);
    }
}

int main(int argc, char** argv)
{
    enterOwnNetwork(argv);
    const QCoreApplication application{argc, argv};
    TestKamailioFork test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_kamailio_fork.moc"
