// SPDX-License-Identifier: GPL-3.0-or-later
// What 'rhapsode-cli' says of calls that SIPp makes over loopback while it listens. All are made at once,
// each with a session of its own.
#include "core/capture/interface_list.h"
#include "tests/support/live_session.h"
#include "tests/support/network_namespace.h"
#include "tests/support/sip_peers.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace tests::support;

namespace {

constexpr std::chrono::seconds patience{20};

/// A flow that is being made.
struct Flow {
    std::unique_ptr<LiveSession> session;
    std::vector<ChildProcess> parties;
};

/// What is to be said of a flow. Rows of several calls are in the order in which they began.
struct Expectation {
    const char* scenario;
    std::vector<std::string> waiting; // roles besides the caller
    const char* calls;                // state, messages, retransmissions, final status, who ended it, legs
    const char* findings;             // which, messages
};

const std::vector<Expectation>& expectations()
{
    static const std::vector<Expectation> all{
        {"prack", {"callee"}, "completed\t11\t0\t200\tcaller\t1", ""},
        {"update", {"callee"}, "completed\t8\t0\t200\tcaller\t1", ""},
        {"cancel_race", {"callee"}, "completed\t8\t0\t200\tcaller\t1", "cancel-too-late\t3,5"},
        {"refer_failed", {"callee"}, "completed\t12\t0\t200\tcaller\t1", "transfer-failed\t5,9"},
        {"authentication_loop",
         {"callee"},
         "rejected\t18\t0\t403\tcalled\t1",
         "authentication-loop\t4,5,7,8,10,11,13,14\nforbidden-with-credentials\t16,17"},
        {"session_timer", {"callee"}, "completed\t14\t0\t200\tcaller\t1", ""},
        {"session_expired", {"callee"}, "completed\t6\t0\t200\tcalled\t1", ""},
        {"lost_ack", {"callee"}, "completed\t8\t3\t200\tcalled\t1", "ack-missing\t1,3,4,5,6"},
        {"wrong_realm", {"callee"}, "rejected\t4\t0\t401\tcalled\t1", "wrong-realm\t2,3,4"},
        {"registration_lapsed", {"callee"}, "registered\t4\t0\t200\t\t1", "registration-lapsed\t2,3"},
        {"sweep", {"callee"}, "rejected\t24\t0\t404\tcalled\t1", "sweep\t1,3,5,7,9,11,13,15,17,19,21,23"},
        // Of the attempt at the new place.
        {"redirect", {"callee", "target"}, "completed\t9\t0\t200\tcaller\t1", ""},
        {"transfer",
         {"callee", "target"},
         "completed\t12\t0\t200\tcaller\t3\ncompleted\t5\t0\t200\tcalled\t3\ncompleted\t5\t0\t200\tcaller\t3",
         ""}};
    return all;
}

} // namespace

class TestSippFlows : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void flows_data();
    void flows();
    void expiryOfASession();
    void redirectedCallHasThreeLanes();
    void transferIsLinked();
    void thirdPartyControlHasTwoDialogs();

private:
    /// Ready to capture what the ports send and receive; m_flows knows it by its name.
    Flow* capture(const std::string& name, const std::vector<std::uint16_t>& ports);
    bool begin(const Expectation& expectation);
    bool beginThirdPartyControl();
    /// Waits until it is over.
    const LiveSession* finished(const std::string& name, qsizetype messages);

    [[nodiscard]] std::filesystem::path folderOf(const std::string& name) const
    {
        return std::filesystem::path{m_folder.path().toStdString()} / name;
    }

    QTemporaryDir m_folder;
    std::map<std::string, Flow> m_flows;
};

void TestSippFlows::initTestCase()
{
    if (!findProgram("sipp"))
        QSKIP("sipp is not installed");
    if (!core::capture::isCapturePermitted())
        QSKIP("this user may not capture, not even in a network namespace of its own");
    for (const Expectation& expectation : expectations())
        QVERIFY2(begin(expectation), expectation.scenario);
    QVERIFY(beginThirdPartyControl());
}

Flow* TestSippFlows::capture(const std::string& name, const std::vector<std::uint16_t>& ports)
{
    std::string filter;
    for (const std::uint16_t port : ports)
        filter += (filter.empty() ? "udp port " : " or udp port ") + std::to_string(port);
    std::filesystem::create_directory(folderOf(name));
    Flow& flow = m_flows[name];
    flow.session = LiveSession::start(RHAPSODE_CLI, {"--interface", "lo", "--bpf", filter}, folderOf(name));
    return flow.session ? &flow : nullptr;
}

bool TestSippFlows::begin(const Expectation& expectation)
{
    std::vector<std::string> roles = expectation.waiting;
    roles.emplace_back("caller");
    const auto free = freeUdpPorts(roles.size());
    SippParty party{expectation.scenario, {}, {}};
    for (std::size_t index = 0; index < roles.size(); ++index)
        party.ports[roles[index]] = free[index];
    Flow* const flow = capture(expectation.scenario, free);
    for (const std::string& role : roles) {
        party.role = role;
        auto process = flow != nullptr ? startSippParty(party, folderOf(expectation.scenario)) : std::nullopt;
        if (!process)
            return false;
        flow->parties.push_back(std::move(*process));
    }
    return true;
}

bool TestSippFlows::beginThirdPartyControl()
{
    const auto free = freeUdpPorts(5);
    Flow* const flow = capture("3pcc", {free[0], free[1]});
    if (flow == nullptr)
        return false;
    flow->parties = startThirdPartyControl({free[0], free[1], free[2], free[3], free[4]}, folderOf("3pcc"));
    return !flow->parties.empty();
}

const LiveSession* TestSippFlows::finished(const std::string& name, qsizetype messages)
{
    Flow& flow = m_flows[name];
    for (ChildProcess& party : flow.parties) {
        if (party.waitForExit(patience) != std::optional{0}) {
            qWarning("%s: %s", name.c_str(), party.output().c_str());
            return nullptr;
        }
    }
    const bool isFirst = !flow.parties.empty();
    flow.parties.clear();
    if (isFirst && !(flow.session->waitForMessages(messages) && flow.session->stop()))
        return nullptr;
    return flow.session.get();
}

void TestSippFlows::flows_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QByteArray>("calls");
    QTest::addColumn<QByteArray>("findings");
    for (const Expectation& row : expectations())
        QTest::newRow(row.scenario) << QString::fromLatin1(row.scenario) << QByteArray{row.calls}
                                    << QByteArray{row.findings};
}

void TestSippFlows::flows()
{
    QFETCH(QString, scenario);
    QFETCH(QByteArray, calls);
    QFETCH(QByteArray, findings);
    qsizetype messages = 0;
    for (const QByteArray& call : calls.split('\n'))
        messages += call.split('\t')[1].toInt();
    const LiveSession* const session = finished(scenario.toStdString(), messages);
    QVERIFY(session != nullptr);
    QCOMPARE(session->rows("calls", "state,messages,retransmissions,final_status,ended_by,legs"), calls);
    QCOMPARE(session->rows("findings", "finding,messages"), findings);
}

/// The minute that the called side waits for is put in afterwards: its BYE comes 60 s after the answer, the
/// interval of 90 s less a third of it.
void TestSippFlows::expiryOfASession()
{
    if (!findProgram("editcap"))
        QSKIP("editcap is not installed");
    constexpr int messages = 6;
    const LiveSession* const session = finished("session_expired", messages);
    QVERIFY(session != nullptr);
    const auto path = [&](const char* name) { return m_folder.filePath(QString::fromLatin1(name)); };
    QCOMPARE(session->ask("export", {"-o", path("whole.pcap")}), "");
    QCOMPARE(runProgram("editcap", {"-r", path("whole.pcap"), path("begin.pcap"), "1-4"}).exitCode, 0);
    QCOMPARE(
        runProgram("editcap", {"-r", "-t", "59.8", path("whole.pcap"), path("end.pcap"), "5-6"}).exitCode, 0);
    const QString later = path("later.rhapsode");
    QCOMPARE(runProgram(RHAPSODE_CLI, {"import", "-o", later, path("begin.pcap"), path("end.pcap")}).exitCode,
             0);
    const QByteArray found =
        runProgram(RHAPSODE_CLI, {"findings", later, "--fields", "finding,messages,sentence"}).output;
    QVERIFY2(found.contains("\nsession-expired\t3,5\t"), found);
    QVERIFY2(found.contains("the session interval is 90 s, and nobody had refreshed it"), found);
    QCOMPARE(found.count('\n'), 2);
}

/// Each server has a lane, and the caller goes to the second one of itself.
void TestSippFlows::redirectedCallHasThreeLanes()
{
    constexpr int messages = 9;
    const LiveSession* const session = finished("redirect", messages);
    QVERIFY(session != nullptr);
    const QByteArray call = session->rows("calls", "call_id");
    const QList<QByteArray> lines = session->ask("flow", {"--call", QString::fromUtf8(call)}).split('\n');
    QCOMPARE(lines[0].count("127.0.0.1:"), 3);
    QVERIFY2(lines[2].contains("302 Moved Temporarily"), lines[2]);
    QVERIFY2(lines[4].contains("INVITE"), lines[4]);
    const QList<QByteArray> way = session->rows("messages", "src.port,dst.port").split('\n');
    QCOMPARE(way[3].split('\t')[0], way[0].split('\t')[0]);
    QVERIFY(way[3].split('\t')[1] != way[0].split('\t')[1]);
}

/// Alice calls Bob, asks Carol, and sends Bob to her: the three calls belong together, and the messages say
/// why.
void TestSippFlows::transferIsLinked()
{
    constexpr int messages = 22;
    const LiveSession* const session = finished("transfer", messages);
    QVERIFY(session != nullptr);
    const QList<QByteArray> calls = session->rows("calls", "call_id").split('\n');
    QCOMPARE(calls.size(), 3);
    QCOMPARE(calls[1], "asked///" + calls[0]);
    QCOMPARE(calls[2], "taken///" + calls[0]);
    const QByteArray links = session->ask("link");
    QVERIFY2(links.contains('\n' + calls[0] + '\t' + calls[1] +
                            "\tfound\treplaces\t95\tRefer-To in message 8 names " + calls[1]),
             links);
    QVERIFY2(links.contains('\n' + calls[2] + '\t' + calls[1] +
                            "\tfound\treplaces\t95\tReplaces in message 12 names " + calls[1]),
             links);
    const QByteArray flow = session->ask("flow", {"--legs", "--call", QString::fromUtf8(calls[0])});
    QVERIFY2(flow.count("  call 1") == 12 && flow.count("  call 2") == 5 && flow.count("  call 3") == 5,
             flow);
}

/// Both halves of the controller use one Call-ID, each for a dialog of its own.
void TestSippFlows::thirdPartyControlHasTwoDialogs()
{
    constexpr int messages = 10;
    const LiveSession* const session = finished("3pcc", messages);
    QVERIFY(session != nullptr);
    QCOMPARE(session->rows("calls", "state,messages,retransmissions,final_status,ended_by,legs"),
             "completed\t10\t0\t200\tcaller\t1");
    const QByteArray call = session->rows("calls", "call_id");
    const QByteArray flow = session->ask("flow", {"--call", QString::fromUtf8(call)});
    QVERIFY2(flow.count("  dialog 1") == 5 && flow.count("  dialog 2") == 5, flow);
    // SIPp hands the body on with a line end too many, which harms nobody.
    QCOMPARE(session->rows("findings", "finding,messages"), "");
}

int main(int argc, char** argv)
{
    enterOwnNetwork(argv);
    const QCoreApplication application{argc, argv};
    TestSippFlows test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_sipp_flows.moc"
