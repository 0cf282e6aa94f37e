// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/tls_secrets.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace core::engine {
namespace {

constexpr std::chrono::milliseconds lookInterval{200};

} // namespace

base::Result<std::vector<tls::RsaKey>> loadRsaKeys(const TlsOptions& options)
{
    std::vector<tls::RsaKey> keys;
    for (const std::filesystem::path& path : options.rsaKeys) {
        auto key = tls::RsaKey::load(path);
        if (!key)
            return key.error();
        keys.push_back(std::move(*key));
    }
    return keys;
}

base::Result<KeyLogs> KeyLogs::open(const TlsOptions& options, Reading reading)
{
    KeyLogs logs;
    logs.m_isFollowing = reading == Reading::Follow && !options.keyLogs.empty();
    const auto keep = [&logs](tls::Secret&& secret) { logs.m_first.push_back(std::move(secret)); };
    for (const std::filesystem::path& path : options.keyLogs) {
        tls::KeyLogFile& file = logs.m_files.emplace_back(path);
        const base::Status status = logs.m_isFollowing ? file.read(keep) : file.readToEnd(keep);
        const bool mayAppear =
            logs.m_isFollowing && !status && status.error().code == base::ErrorCode::FileNotFound;
        if (!status && !mayAppear)
            return status.error();
    }
    return logs;
}

void KeyLogs::add(KeyLogs others)
{
    std::move(others.m_first.begin(), others.m_first.end(), std::back_inserter(m_first));
    if (!others.m_isFollowing)
        return;
    std::move(others.m_files.begin(), others.m_files.end(), std::back_inserter(m_files));
    m_isFollowing = true;
}

void KeyLogs::read(const tls::SecretVisitor& visit)
{
    for (tls::Secret& secret : std::exchange(m_first, {}))
        visit(std::move(secret));
    if (!m_isFollowing)
        return;
    const auto now = std::chrono::steady_clock::now();
    if (now < m_nextLook)
        return;
    m_nextLook = now + lookInterval;
    for (tls::KeyLogFile& file : m_files)
        static_cast<void>(file.read(visit)); // it may be back the next time
}

void KeyLogs::finish(const tls::SecretVisitor& visit)
{
    if (!m_isFollowing)
        return;
    for (tls::KeyLogFile& file : m_files)
        static_cast<void>(file.readToEnd(visit)); // there is no next time
}

std::optional<tls::TimedSecret> secretOf(const session::TlsSecretRow& row)
{
    const auto label = tls::secretLabel(row.label);
    const auto origin = tls::secretOrigin(row.origin);
    tls::TimedSecret timed;
    if (!label || !origin || row.clientRandom.size() != timed.secret.random.size())
        return std::nullopt;
    timed.secret.label = *label;
    timed.secret.origin = *origin;
    std::copy(row.clientRandom.begin(), row.clientRandom.end(), timed.secret.random.begin());
    timed.secret.bytes = row.secret;
    timed.knownBefore = row.knownBefore;
    return timed;
}

} // namespace core::engine
