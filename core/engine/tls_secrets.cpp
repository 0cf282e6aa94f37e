// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/tls_secrets.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace core::engine {
namespace {

/// For the last look at key logs together.
constexpr std::chrono::seconds longestFinish{3};

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
    const bool isFollowing = reading == Reading::Follow;
    const auto keep = [&logs](tls::Secret&& secret) { logs.m_first.push_back(std::move(secret)); };
    for (const std::filesystem::path& path : options.keyLogs) {
        tls::KeyLogFile file{path};
        const base::Status status = isFollowing ? file.read(keep) : file.readToEnd(keep);
        const bool mayAppear = isFollowing && !status && status.error().code == base::ErrorCode::FileNotFound;
        if (!status && !mayAppear)
            return status.error();
        if (isFollowing)
            logs.m_watches.emplace_back(std::move(file));
    }
    return logs;
}

void KeyLogs::add(KeyLogs others)
{
    std::move(others.m_first.begin(), others.m_first.end(), std::back_inserter(m_first));
    for (KeyLogWatch& watch : others.m_watches)
        m_watches.push_back(std::move(watch));
}

void KeyLogs::read(const tls::SecretVisitor& visit)
{
    for (tls::Secret& secret : std::exchange(m_first, {}))
        visit(std::move(secret));
    for (KeyLogWatch& watch : m_watches)
        watch.take(visit);
}

void KeyLogs::finish(const tls::SecretVisitor& visit)
{
    for (KeyLogWatch& watch : m_watches)
        watch.requestEnd();
    const auto deadline = std::chrono::steady_clock::now() + longestFinish;
    for (KeyLogWatch& watch : m_watches) {
        static_cast<void>(watch.waitForEnd(deadline));
        watch.take(visit);
    }
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
