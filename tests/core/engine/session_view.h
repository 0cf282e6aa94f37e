// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/command.h"

#include <filesystem>

namespace tests::engine {

/// What the sqlite3 shell says to a query; works while the session is being written.
inline QByteArray view(const std::filesystem::path& session, const QString& query)
{
    const support::CommandResult result =
        support::runProgram(QStringLiteral("sqlite3"),
                            {QStringLiteral("-readonly"), QString::fromStdString(session.string()), query});
    return result.exitCode == 0 ? result.output : "failed: " + result.complaints;
}

inline const QString messagesQuery =
    QStringLiteral("SELECT id, transport, src_ip, src_port, dst_port, method, call_id FROM messages");

} // namespace tests::engine
