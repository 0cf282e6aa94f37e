// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/engine/key_log_watch.h"
#include "core/session/tls_rows.h"
#include "core/tls/key_log_file.h"
#include "core/tls/rsa_key.h"
#include "core/tls/secret_store.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace core::engine {

/// What users give to decrypt TLS with.
struct TlsOptions {
    /// SSLKEYLOGFILE; during a live capture they may still grow, or not be there yet.
    std::vector<std::filesystem::path> keyLogs;
    /// Servers' private keys in PEM.
    std::vector<std::filesystem::path> rsaKeys;
    /// More may be given while a live capture runs: records that nothing decrypts wait a while for it.
    bool mayGetMore = false;
};

/// Errors: those of RsaKey::load().
[[nodiscard]] base::Result<std::vector<tls::RsaKey>> loadRsaKeys(const TlsOptions& options);

/// The key logs of a run. One thread.
class KeyLogs {
public:
    enum class Reading {
        Once,   ///< the files are as they are, and have to be there
        Follow, ///< they may grow, and appear later
    };

    /// Opens and reads them; the secrets wait for the first read(). Errors of the files.
    [[nodiscard]] static base::Result<KeyLogs> open(const TlsOptions& options, Reading reading);

    /// There is something to look at from time to time.
    [[nodiscard]] bool isFollowing() const { return !m_watches.empty(); }

    /// Takes over those of `others`.
    void add(KeyLogs others);

    /// Hands out what is new, and never waits for a file.
    void read(const tls::SecretVisitor& visit);
    /// Hands out what is new for the last time. A file that does not answer is waited for a moment.
    void finish(const tls::SecretVisitor& visit);

private:
    std::vector<KeyLogWatch> m_watches;
    std::vector<tls::Secret> m_first;
};

/// A secret out of a session; nothing when the row is damaged.
[[nodiscard]] std::optional<tls::TimedSecret> secretOf(const session::TlsSecretRow& row);

} // namespace core::engine
