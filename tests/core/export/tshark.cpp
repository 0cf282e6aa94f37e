// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/export/tshark.h"

#include <QProcess>
#include <QStandardPaths>

namespace tests {

bool hasTshark()
{
    return !QStandardPaths::findExecutable(QStringLiteral("tshark")).isEmpty();
}

QStringList tsharkFields(const QString& path, const QStringList& fields, const QString& filter)
{
    QStringList arguments{"-r", path, "-T", "fields", "-E", "separator=|"};
    for (const char* preference :
         {"ip.check_checksum:TRUE", "udp.check_checksum:TRUE", "tcp.check_checksum:TRUE"})
        arguments << "-o" << preference;
    if (!filter.isEmpty())
        arguments << "-Y" << filter;
    for (const QString& field : fields)
        arguments << "-e" << field;
    QProcess process;
    process.start(QStringLiteral("tshark"), arguments);
    constexpr int patience = 60'000;
    if (!process.waitForFinished(patience) || process.exitCode() != 0)
        return {"tshark: " + QString::fromUtf8(process.readAllStandardError())};
    return QString::fromUtf8(process.readAllStandardOutput()).split('\n', Qt::SkipEmptyParts);
}

QStringList tsharkComplaints(const QString& path)
{
    return tsharkFields(
        path, {"frame.number", "_ws.expert.message", "_ws.malformed"},
        QStringLiteral("_ws.expert.severity >= 6291456 || _ws.malformed || "
                       "ip.checksum.status == 0 || udp.checksum.status == 0 || tcp.checksum.status == 0"));
}

} // namespace tests
