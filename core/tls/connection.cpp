// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tls/connection.h"

#include <utility>

// Records: what is read, held, decrypted and handed out. connection_handshake.cpp has the handshake,
// connection_late.cpp what becomes of records whose secret comes late.
namespace core::tls {
namespace {

/// More refused records than this are no refused early data any longer.
constexpr unsigned maximumSkipped = 1024;
/// And more than these are no end of a handshake whose secrets came late.
constexpr unsigned maximumLate = 32;
constexpr std::size_t alertSize = 2;

} // namespace

void Connection::append(Side side, StreamPart part, bool followsGap, ConnectionHandler& handler)
{
    Direction& from = direction(side);
    if (from.isStopped)
        return;
    if (followsGap && (from.hasRecord || from.reader.isWithinRecord())) {
        // Where the next record begins nobody knows. What waits for its secret may still get it.
        if (m_report.outcome == Outcome::Decrypted || m_blocked == Blocked::Secret)
            m_report.hasGap = true;
        else if (!from.isLost)
            fail(Outcome::GapInHandshake);
        pump(handler);
        stop(side, handler);
        return;
    }
    while (auto record = from.reader.next(part)) {
        from.hasRecord = true;
        from.queuedBytes += record->body.capacity();
        from.queue.push_back({std::move(*record), m_nextOrder++});
        ++m_report.records;
    }
    pump(handler);
    if (!from.reader.isBroken())
        return;
    if (from.hasRecord && !from.isLost) {
        if (m_report.outcome == Outcome::Decrypted)
            m_report.hasDamage = true;
        else
            fail(Outcome::Damaged);
    }
    lose(side);
    pump(handler);
    stop(side, handler);
}

void Connection::stop(Side side, ConnectionHandler& handler)
{
    Direction& from = direction(side);
    from.isStopped = true;
    from.isPostponed = false;
    from.reader.stop();
    handler.onUnreadable(side);
}

std::optional<Side> Connection::nextSide(const std::array<bool, 2>& isBlocked) const
{
    std::optional<Side> next;
    for (const Side side : {Side::First, Side::Second}) {
        const auto place = static_cast<std::size_t>(side);
        const auto& queue = m_directions[place].queue;
        if (isBlocked[place] || queue.empty())
            continue;
        if (!next || queue.front().order < m_directions[static_cast<std::size_t>(*next)].queue.front().order)
            next = side;
    }
    return next;
}

/// Works through the records of both directions in the order of their arrival, as far as it goes.
void Connection::pump(ConnectionHandler& handler)
{
    std::array<bool, 2> isBlocked{};
    bool needsSecret = false;
    while (const auto side = nextSide(isBlocked)) {
        Direction& from = direction(*side);
        const Step step = process(*side, from.queue.front().record, handler);
        if (step != Step::Done) {
            isBlocked[static_cast<std::size_t>(*side)] = true;
            needsSecret = needsSecret || step == Step::NeedsSecret;
            continue;
        }
        from.queuedBytes -= from.queue.front().record.body.capacity();
        from.queue.pop_front();
        isBlocked = {}; // it may be what the other direction waits for
        needsSecret = false;
    }
    m_blocked = Blocked::No;
    if (needsSecret)
        m_blocked = Blocked::Secret;
    else if (isBlocked[0] || isBlocked[1])
        m_blocked = Blocked::Peer;
    if (m_report.outcome == Outcome::Handshake && needsSecret)
        m_report.outcome = Outcome::Waiting;
    else if (m_report.outcome == Outcome::Waiting && m_blocked == Blocked::No)
        m_report.outcome = Outcome::Handshake;
}

void Connection::giveUp(ConnectionHandler& handler)
{
    if (m_blocked == Blocked::No)
        return;
    const auto reason = [this] {
        if (m_blocked == Blocked::Peer)
            return Outcome::PeerMissing;
        if (m_rsaKeys.empty() || isTls13())
            return m_rsaKeys.empty() ? Outcome::NoSecret : Outcome::RsaKeyUseless;
        if (!m_handshake.suite->isRsaKeyExchange)
            return Outcome::RsaKeyUseless;
        if (m_handshake.isRsaKeyForeign)
            return Outcome::RsaKeyForeign;
        return m_handshake.hasKeyExchange ? Outcome::NoSecret : Outcome::SessionResumed;
    };
    const bool isOnlyLate = m_blocked == Blocked::Secret && m_report.outcome != Outcome::Decrypted;
    fail(reason());
    if (isOnlyLate)
        postpone();
    pump(handler);
}

std::size_t Connection::heldBytes() const
{
    std::size_t held = m_handshake.transcript.capacity();
    for (const Direction& from : m_directions)
        held += from.reader.heldBytes() + from.handshake.heldBytes() + from.queuedBytes +
                from.queue.size() * sizeof(Queued);
    return held;
}

Connection::Step Connection::process(Side side, const Record& record, ConnectionHandler& handler)
{
    const Direction& from = direction(side);
    if (!from.isLost && from.phase == Phase::Clear)
        return processClear(side, record, handler);
    if (!from.isLost)
        return isTls13() ? processTls13(side, record, handler) : processTls12(side, record, handler);
    passOver(side, record);
    finish(side, record, {}, false, handler);
    return Step::Done;
}

/// A connection begins with a hello in each direction; a server may also refuse it at once.
bool Connection::mayBegin(Side side, const Record& record) const
{
    if (record.type == ContentType::Alert)
        return m_client && !isClient(side);
    if (record.type != ContentType::Handshake || record.body.empty())
        return false;
    const auto type = static_cast<HandshakeType>(record.body.front());
    return type == HandshakeType::ClientHello || type == HandshakeType::ServerHello;
}

/// What one side says makes sense only after what the other has said; TCP's streams reach us in any order.
bool Connection::mustWaitForPeer(Side side, const Record& record) const
{
    if (record.type == ContentType::Alert)
        return false;
    if (!m_client)
        return !m_directions[static_cast<std::size_t>(side)].hasBegun &&
               static_cast<HandshakeType>(record.body.front()) == HandshakeType::ServerHello;
    if (!isClient(side))
        return false;
    if (!m_handshake.isAnswered)
        return !m_directions[static_cast<std::size_t>(side)].handshake.isWithinMessage();
    return mayUseRsaKey() && record.type == ContentType::Handshake && !m_handshake.isServerDone;
}

Connection::Step Connection::processClear(Side side, const Record& record, ConnectionHandler& handler)
{
    Direction& from = direction(side);
    if (!from.hasBegun && !mayBegin(side, record)) {
        fail(Outcome::StartMissing);
        return process(side, record, handler);
    }
    if (mustWaitForPeer(side, record))
        return Step::NeedsPeer;
    from.hasBegun = true;
    switch (record.type) {
    case ContentType::Handshake:
        takeHandshake(side, record.body, handler);
        break;
    case ContentType::ChangeCipherSpec:
        // In TLS 1.3 it is there for the sake of old middleboxes only.
        if (m_handshake.server && !isTls13()) {
            if (const Step step = activate(side); step != Step::Done)
                return step;
        }
        break;
    case ContentType::Alert:
        takeAlert(record.body);
        break;
    case ContentType::ApplicationData:
        // Before the first ServerHello of TLS 1.3 this is early data, which a retry request has refused.
        if (m_handshake.server || !m_handshake.offersEarlyData)
            fail(Outcome::StartMissing);
        break;
    case ContentType::Heartbeat:
        break;
    }
    finish(side, record, {}, record.type != ContentType::ApplicationData, handler);
    return Step::Done;
}

Connection::Step Connection::processTls12(Side side, const Record& record, ConnectionHandler& handler)
{
    Direction& from = direction(side);
    ContentType type = record.type;
    if (!from.isChangingCipher) {
        if (!open(side, record, type))
            return onRefused(side, record, handler);
        from.hasOpened = true;
        m_report.outcome = Outcome::Decrypted;
    }
    if (type == ContentType::ChangeCipherSpec) {
        // Renegotiation, with a secret of its own.
        from.isChangingCipher = true;
        if (const Step step = activate(side); step != Step::Done)
            return step;
        from.isChangingCipher = false;
    }
    takeContent(side, record, type, m_plaintext, handler);
    return Step::Done;
}

Connection::Step Connection::processTls13(Side side, const Record& record, ConnectionHandler& handler)
{
    Direction& from = direction(side);
    if (record.type == ContentType::ChangeCipherSpec ||
        (record.type == ContentType::Alert && record.body.size() == alertSize)) {
        if (record.type == ContentType::Alert)
            takeAlert(record.body);
        finish(side, record, {}, true, handler);
        return Step::Done;
    }
    // The second ClientHello after a retry request, when the ServerHello reached us first.
    if (record.type == ContentType::Handshake && isClient(side) && !from.hasOpened) {
        finish(side, record, {}, true, handler);
        return Step::Done;
    }
    if (!from.cipher) {
        const Step step = prepareTls13(side);
        if (step != Step::Done)
            return step;
        if (from.isLost)
            return process(side, record, handler);
    }
    if (openEarlyData(side, record, handler))
        return Step::Done;
    ContentType type = record.type;
    if (!open(side, record, type))
        return onRefused(side, record, handler);
    from.hasOpened = true;
    from.maySkip = false;
    from.earlyCipher.reset();
    m_report.outcome = Outcome::Decrypted;
    takeContent(side, record, type, m_plaintext, handler);
    return Step::Done;
}

bool Connection::open(Side side, const Record& record, ContentType& type)
{
    Direction& from = direction(side);
    return from.isLate ? openLate(side, record, type) : from.cipher->open(record, m_plaintext, type);
}

/// 0-RTT data of a client (RFC 8446 section 4.2.10), which comes before the handshake keys are used.
bool Connection::openEarlyData(Side side, const Record& record, ConnectionHandler& handler)
{
    Direction& from = direction(side);
    ContentType type = record.type;
    if (!from.earlyCipher || !from.earlyCipher->open(record, m_plaintext, type))
        return false;
    m_report.outcome = Outcome::Decrypted;
    takeContent(side, record, type, m_plaintext, handler);
    return true;
}

/// A record did not pass its check.
Connection::Step Connection::onRefused(Side side, const Record& record, ConnectionHandler& handler)
{
    Direction& from = direction(side);
    const unsigned most = from.isLate ? maximumLate : from.maySkip ? maximumSkipped : 0;
    if (++from.skipped <= most) {
        finish(side, record, {}, false, handler);
        return Step::Done;
    }
    if (m_report.outcome == Outcome::Decrypted) {
        m_report.hasDamage = true;
        lose(side);
    } else {
        fail(Outcome::SecretWrong);
    }
    return process(side, record, handler);
}

void Connection::takeContent(Side side, const Record& record, ContentType type, ByteView content,
                             ConnectionHandler& handler)
{
    const bool isData = type == ContentType::ApplicationData;
    if (type == ContentType::Handshake)
        takeHandshake(side, content, handler);
    finish(side, record, isData ? content : ByteView{}, true, handler);
}

void Connection::finish(Side side, const Record& record, ByteView plaintext, bool isDecrypted,
                        ConnectionHandler& handler)
{
    if (!isDecrypted)
        ++m_report.undecrypted;
    handler.onRecord({side, plaintext, isDecrypted, record.frames, record.captured, record.end});
}

/// Nothing of this direction is decrypted any longer; its records are still counted.
void Connection::lose(Side side)
{
    Direction& from = direction(side);
    from.isLost = true;
    from.isPostponed = false;
    from.isLate = false;
    from.reader.onlyCount();
    from.handshake = {};
    from.cipher.reset();
    from.earlyCipher.reset();
    from.trafficSecret = {};
}

void Connection::fail(Outcome outcome)
{
    if (m_report.outcome != Outcome::Decrypted)
        m_report.outcome = outcome;
    else
        m_report.hasDamage = true;
    for (const Side side : {Side::First, Side::Second})
        lose(side);
    m_handshake.transcript = {};
}

} // namespace core::tls
