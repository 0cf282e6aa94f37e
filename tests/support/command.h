// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>

namespace tests::support {

/// How a program ended and what it said.
struct CommandResult {
    int exitCode = -1; ///< -1: did not start, crashed, or took too long
    QByteArray output;
    QByteArray complaints;
};

/// Runs a program to its end, at most a minute. `input` goes to its standard input.
[[nodiscard]] inline CommandResult runProgram(const QString& program, const QStringList& arguments,
                                              const QByteArray& input = {})
{
    QProcess process;
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit) {
        process.kill();
        process.waitForFinished();
        return {-1, process.readAllStandardOutput(), process.readAllStandardError()};
    }
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace tests::support
