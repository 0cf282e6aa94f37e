// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/kamailio_collector.h"

#include "tests/support/command.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QThread>

namespace tests::support {
namespace {

QByteArray query(const std::filesystem::path& folder, const QByteArray& sql)
{
    const QString database = QString::fromStdString((folder / "capture.sqlite").string());
    return runProgram(QStringLiteral("sqlite3"), {QStringLiteral("-json"), database}, sql).output;
}

} // namespace

bool hasKamailioCollector()
{
    const QString modules = QStringLiteral("ls /usr/lib/*/kamailio/modules/db_sqlite.so "
                                           "/usr/lib/*/kamailio/modules/sipcapture.so");
    return findProgram("kamailio") && findProgram("sqlite3") &&
           runProgram(QStringLiteral("sh"), {QStringLiteral("-c"), modules}).exitCode == 0;
}

std::optional<ChildProcess> startKamailioCollector(std::uint16_t port, const std::filesystem::path& folder,
                                                   IpInIp ipInIp)
{
    const auto program = findProgram("kamailio");
    if (!program)
        return std::nullopt;
    query(folder, QByteArray::fromStdString(readFile(RHAPSODE_TEST_DATA "/kamailio/sipcapture.sql")));
    std::vector<std::string> command{program->string(),
                                     "-DD",
                                     "-E",
                                     "-w",
                                     folder.string(),
                                     "-Y",
                                     folder.string(),
                                     "-P",
                                     (folder / "collector.pid").string(),
                                     "-f",
                                     RHAPSODE_TEST_DATA "/kamailio/sipcapture.cfg",
                                     "-l",
                                     "udp:127.0.0.1:" + std::to_string(port)};
    if (ipInIp == IpInIp::On) {
        command.emplace_back("-A");
        command.emplace_back("WITH_IPIP");
    }
    auto process = ChildProcess::start(command, folder, folder / "collector.log");
    if (!process || !waitForUdpPort(port))
        return std::nullopt;
    return process;
}

QJsonArray collectedRows(const std::filesystem::path& folder, int count)
{
    constexpr qint64 patience = 10'000;
    QElapsedTimer timer;
    timer.start();
    for (;;) {
        const QByteArray json = query(folder, "SELECT * FROM sip_capture ORDER BY id;");
        const QJsonArray rows = QJsonDocument::fromJson(json).array();
        if (rows.size() >= count || timer.elapsed() > patience) {
            // One too many would come as soon as one that is missing.
            QThread::msleep(100);
            return QJsonDocument::fromJson(query(folder, "SELECT * FROM sip_capture ORDER BY id;")).array();
        }
        QThread::msleep(50);
    }
}

} // namespace tests::support
