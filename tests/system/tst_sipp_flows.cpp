// SPDX-License-Identifier: GPL-3.0-or-later
// What 'rhapsode-cli' says of calls that SIPp makes over loopback while it listens.
#include "core/capture/interface_list.h"
#include "tests/support/command.h"
#include "tests/support/network_namespace.h"
#include "tests/support/sip_peers.h"

#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

using namespace tests::support;

class TestSippFlows : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void flows_data();
    void flows();

private:
    static void runScenario(const std::string& scenario, const QString& folder, std::uint16_t caller,
                            std::uint16_t callee);
    static QByteArray listed(const QString& what, const QString& session, const QString& fields);
};

namespace {

constexpr std::chrono::seconds patience{20};

} // namespace

void TestSippFlows::initTestCase()
{
    if (!findProgram("sipp"))
        QSKIP("sipp is not installed");
    if (!core::capture::isCapturePermitted())
        QSKIP("this user may not capture, not even in a network namespace of its own");
}

void TestSippFlows::flows_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<QByteArray>("findings");
    const auto row = [](const char* scenario, const char* call, const char* findings) {
        QTest::newRow(scenario) << QString::fromLatin1(scenario) << QByteArray(call) << QByteArray(findings);
    };
    row("prack", "completed\t11\t0\t200\tcaller", "");
    row("update", "completed\t8\t0\t200\tcaller", "");
    row("cancel_race", "completed\t8\t0\t200\tcaller", "cancel-too-late\t3,5");
    row("refer_failed", "completed\t12\t0\t200\tcaller", "transfer-failed\t5,9");
    row("authentication_loop", "rejected\t18\t0\t403\tcalled",
        "authentication-loop\t4,5,7,8,10,11,13,14\nforbidden-with-credentials\t16,17");
}

void TestSippFlows::runScenario(const std::string& scenario, const QString& folder, std::uint16_t caller,
                                std::uint16_t callee)
{
    const std::filesystem::path logs = folder.toStdString();
    auto called = startSippScenario({scenario, false, caller, callee}, logs);
    QVERIFY(called);
    auto calling = startSippScenario({scenario, true, caller, callee}, logs);
    QVERIFY(calling);
    QCOMPARE(calling->waitForExit(patience), std::optional{0});
    QCOMPARE(called->waitForExit(patience), std::optional{0});
}

/// The rows of a list without its header.
QByteArray TestSippFlows::listed(const QString& what, const QString& session, const QString& fields)
{
    const QByteArray rows =
        runProgram(QStringLiteral(RHAPSODE_CLI), {what, session, QStringLiteral("--fields"), fields}).output;
    return rows.mid(rows.indexOf('\n') + 1).trimmed();
}

void TestSippFlows::flows()
{
    QFETCH(QString, scenario);
    QFETCH(QByteArray, call);
    QFETCH(QByteArray, findings);
    const QTemporaryDir folder;
    const QString session = folder.filePath(QStringLiteral("flow.rhapsode"));
    const auto ports = freeUdpPorts(2);
    QProcess capture;
    capture.start(QStringLiteral(RHAPSODE_CLI), {"capture", "-o", session, "--interface", "lo", "--bpf",
                                                 QStringLiteral("udp port %1").arg(ports[1])});
    QByteArray complaints;
    QTRY_VERIFY_WITH_TIMEOUT((capture.waitForReadyRead(20), complaints += capture.readAllStandardError(),
                              complaints.contains("capturing lo")),
                             10'000);
    runScenario(scenario.toStdString(), folder.path(), ports[0], ports[1]);
    if (QTest::currentTestFailed())
        return;
    const int messages = call.split('\t')[1].toInt();
    QTRY_COMPARE_WITH_TIMEOUT(
        listed(QStringLiteral("messages"), session, QStringLiteral("id")).count('\n') + 1, messages, 5'000);
    ::kill(static_cast<pid_t>(capture.processId()), SIGINT);
    QVERIFY(capture.waitForFinished(10'000));
    QCOMPARE(listed(QStringLiteral("calls"), session,
                    QStringLiteral("state,messages,retransmissions,final_status,ended_by")),
             call);
    QCOMPARE(listed(QStringLiteral("findings"), session, QStringLiteral("finding,messages")), findings);
}

int main(int argc, char** argv)
{
    enterOwnNetwork(argv);
    const QCoreApplication application{argc, argv};
    TestSippFlows test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_sipp_flows.moc"
