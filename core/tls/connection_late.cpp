// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tls/connection.h"

#include <algorithm>
#include <utility>

// Secrets that come when the records that needed them were given up: what follows is decrypted all the same.
namespace core::tls {
namespace {

/// So many encrypted records a handshake of TLS 1.3 may have had in one direction. Which of the records that
/// went by belonged to it nobody could see, and numbers begin anew after it.
constexpr std::uint64_t longestHandshake = 32;

} // namespace

void Connection::resume(ConnectionHandler& handler)
{
    for (const Side side : {Side::First, Side::Second}) {
        if (direction(side).isPostponed)
            reopen(side);
    }
    pump(handler);
}

bool Connection::mayStillOpen() const
{
    return std::any_of(m_directions.begin(), m_directions.end(),
                       [](const Direction& from) { return from.isPostponed; });
}

/// The connection was given up, and only for want of a secret.
void Connection::postpone()
{
    for (Direction& from : m_directions)
        from.isPostponed = !from.isStopped;
}

/// Each record has a number under its keys, which count also while nobody knows them.
void Connection::passOver(Side side, const Record& record)
{
    Direction& from = direction(side);
    if (!from.isPostponed)
        return;
    if (isTls13()) {
        if (record.type == ContentType::ApplicationData)
            ++from.passed;
    } else if (record.type == ContentType::ChangeCipherSpec) {
        // A second one is that of a renegotiation, whose random went by unread.
        from.isPostponed = !std::exchange(from.isEncrypted, true);
    } else if (from.isEncrypted) {
        ++from.passed;
    }
}

void Connection::reopen(Side side)
{
    Direction& from = direction(side);
    const SecretLabel label = !isTls13()       ? SecretLabel::MasterSecret
                              : isClient(side) ? SecretLabel::ClientTraffic
                                               : SecretLabel::ServerTraffic;
    const Secret* secret = m_secrets.find(m_handshake.random, label);
    if (secret == nullptr)
        return;
    from.isPostponed = false;
    m_report.outcome = Outcome::SecretLate; // until a record is opened
    const bool needsRecordBefore =
        m_handshake.server->version == static_cast<std::uint16_t>(Version::Tls10) &&
        m_handshake.suite->mode == CipherMode::Cbc;
    if (from.isEncrypted && needsRecordBefore)
        return;
    m_report.beganLate = true;
    from.isLost = false;
    from.reader.keepBodies();
    if (isTls13()) {
        m_report.origin = secret->origin;
        from.phase = Phase::Application;
        from.isLate = true;
        if (!useTrafficSecret(side, secret->bytes))
            fail(Outcome::SecretWrong);
    } else if (from.isEncrypted) {
        from.isLate = activate(side) == Step::Done && !from.isLost;
    }
}

/// A record that was cut in two by the coming of the secret has lost its body, and is no more than counted.
bool Connection::openLate(Side side, const Record& record, ContentType& type)
{
    Direction& from = direction(side);
    const std::uint64_t most = isTls13() ? std::min(from.passed, longestHandshake) : 0;
    for (std::uint64_t before = 0; before <= most; ++before) {
        from.cipher->skipTo(from.passed - before);
        if (from.cipher->open(record, m_plaintext, type)) {
            from.isLate = false;
            from.skipped = 0;
            return true;
        }
    }
    ++from.passed;
    return false;
}

} // namespace core::tls
