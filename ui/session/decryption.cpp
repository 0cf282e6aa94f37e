// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/decryption.h"

#include "core/engine/capture_engine.h"
#include "core/session/session_reader.h"
#include "core/session/writer_lock.h"

#include <utility>

namespace ui::session {

core::base::Result<Decryption> decryptSession(const std::filesystem::path& path, const KeyFiles& keys,
                                              std::stop_token stop)
{
    // The file is replaced in the end: a capture of another program would go on in one without a name.
    const auto lock = core::session::WriterLock::take(path);
    if (!lock)
        return lock.error();
    core::engine::TlsOptions tls;
    tls.keyLogs.assign(keys.keyLogs.begin(), keys.keyLogs.end());
    tls.rsaKeys.assign(keys.rsaKeys.begin(), keys.rsaKeys.end());
    const auto report = core::engine::reindexSession(path, tls, std::move(stop));
    if (!report)
        return report.error();
    auto reader = core::session::SessionReader::open(path);
    if (!reader)
        return reader.error();
    const auto connections = (*reader)->tlsConnections();
    if (!connections)
        return connections.error();
    Decryption result{connections->size(), 0, report->messages};
    for (const core::session::TlsConnectionRow& connection : *connections)
        result.decrypted += connection.outcome == "decrypted" ? 1U : 0U;
    return result;
}

} // namespace ui::session
