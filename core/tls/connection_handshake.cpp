// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tls/connection.h"

#include <algorithm>
#include <utility>

// The handshake: what both sides agree on, and the keys that follow from it.
namespace core::tls {
namespace {

constexpr std::size_t masterSecretSize = 48;
constexpr std::uint8_t fatalAlert = 2;
/// RFC 6066 section 3 allows 255 bytes in a host name.
constexpr std::size_t longestServerName = 255;

/// Host names are ASCII; anything else is shown as '?'.
std::string printable(std::string name)
{
    name.resize(std::min(name.size(), longestServerName));
    std::replace_if(
        name.begin(), name.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return name;
}

bool isSupported(std::uint16_t version)
{
    return version >= static_cast<std::uint16_t>(Version::Tls10) &&
           version <= static_cast<std::uint16_t>(Version::Tls13);
}

/// The suites of TLS 1.3 are of no use to older versions, nor theirs to it.
bool belongTogether(std::uint16_t version, std::uint16_t suite)
{
    constexpr std::uint16_t suitesOfTls13 = 0x13;
    return (version == static_cast<std::uint16_t>(Version::Tls13)) == (suite >> 8U == suitesOfTls13);
}

} // namespace

bool Connection::isTls13() const
{
    return m_handshake.server && m_handshake.server->version == static_cast<std::uint16_t>(Version::Tls13);
}

/// The RSA key may yet give the master secret.
bool Connection::mayUseRsaKey() const
{
    return !m_rsaKeys.empty() && m_handshake.suite && m_handshake.suite->isRsaKeyExchange &&
           !m_handshake.hasKeyExchange;
}

void Connection::takeHandshake(Side side, ByteView bytes, ConnectionHandler& handler)
{
    Direction& from = direction(side);
    from.handshake.append(bytes);
    while (!from.isLost) {
        const auto message = from.handshake.next();
        if (!message)
            break;
        takeMessage(side, *message, handler);
    }
    if (from.handshake.isBroken())
        fail(Outcome::Damaged);
}

void Connection::takeMessage(Side side, const HandshakeMessage& message, ConnectionHandler& handler)
{
    if (message.type == HandshakeType::ClientHello)
        return takeClientHello(side, message, handler);
    if (!m_rsaKeys.empty() && (!m_handshake.server || mayUseRsaKey())) {
        m_handshake.transcript.insert(m_handshake.transcript.end(), message.bytes.begin(),
                                      message.bytes.end());
        if (m_handshake.transcript.size() > HandshakeReader::largestMessage)
            return fail(Outcome::Damaged);
    }
    Direction& from = direction(side);
    switch (message.type) {
    case HandshakeType::ServerHello:
        takeServerHello(side, message);
        break;
    case HandshakeType::ServerHelloDone:
        m_handshake.isServerDone = true;
        break;
    case HandshakeType::ClientKeyExchange:
        if (mayUseRsaKey())
            takeKeyExchange(message, handler);
        break;
    case HandshakeType::EndOfEarlyData:
        from.earlyCipher.reset();
        break;
    case HandshakeType::Finished:
        if (from.phase == Phase::Handshake) {
            from.phase = Phase::Application;
            from.cipher.reset(); // the next record asks for its keys
        }
        break;
    case HandshakeType::KeyUpdate:
        takeKeyUpdate(side);
        break;
    default:
        break;
    }
}

void Connection::takeClientHello(Side side, const HandshakeMessage& message, ConnectionHandler& handler)
{
    auto hello = parseClientHello(message.body());
    if (!hello || (m_client && !isClient(side)))
        return fail(Outcome::Damaged);
    m_client = side;
    m_handshake = {};
    m_handshake.random = hello->random;
    m_handshake.clientVersion = hello->version;
    m_handshake.offersEarlyData = hello->offersEarlyData;
    if (!m_rsaKeys.empty())
        m_handshake.transcript.assign(message.bytes.begin(), message.bytes.end());
    if (!m_report.random) {
        m_report.random = hello->random;
        m_report.serverName = printable(std::move(hello->serverName));
    }
    handler.onClientRandom(hello->random);
}

void Connection::takeServerHello(Side side, const HandshakeMessage& message)
{
    auto hello = parseServerHello(message.body());
    if (!hello || !m_client || isClient(side) || m_handshake.server)
        return fail(Outcome::Damaged);
    m_handshake.isAnswered = true;
    m_report.version = hello->version;
    m_report.cipherSuite = hello->cipherSuite;
    if (hello->isRetryRequest)
        return;
    if (!isSupported(hello->version))
        return fail(Outcome::VersionUnsupported);
    m_handshake.suite = findCipherSuite(hello->cipherSuite);
    if (!m_handshake.suite)
        return fail(Outcome::SuiteUnsupported);
    if (hello->compression != 0)
        return fail(Outcome::CompressionUnsupported);
    if (!belongTogether(hello->version, hello->cipherSuite))
        return fail(Outcome::Damaged);
    m_handshake.server = hello;
    if (!isTls13())
        return;
    for (Direction& either : m_directions) {
        if (either.phase != Phase::Clear)
            return fail(Outcome::Damaged); // TLS 1.3 knows no renegotiation
        either.phase = Phase::Handshake;
    }
    direction(*m_client).maySkip = m_handshake.offersEarlyData;
}

/// RFC 5246 section 8.1, or RFC 7627 section 4 with the extended master secret.
void Connection::takeKeyExchange(const HandshakeMessage& message, ConnectionHandler& handler)
{
    m_handshake.hasKeyExchange = true;
    ByteView encrypted = message.body();
    const Bytes transcript = std::exchange(m_handshake.transcript, {});
    // Two bytes of length stand before the encrypted secret since TLS 1.0.
    if (encrypted.size() < 2)
        return;
    encrypted = encrypted.subspan(2);
    Bytes premaster;
    for (const RsaKey& key : m_rsaKeys) {
        if (premaster.empty())
            premaster = key.decryptPremaster(encrypted, m_handshake.clientVersion);
    }
    m_handshake.isRsaKeyForeign = premaster.empty();
    if (premaster.empty())
        return;
    const bool isTls12 = m_handshake.server->version == static_cast<std::uint16_t>(Version::Tls12);
    const Hash hash = isTls12 ? m_handshake.suite->prf : Hash::Md5Sha1;
    Secret secret{SecretLabel::MasterSecret, SecretOrigin::RsaKey, m_handshake.random, {}};
    if (m_handshake.server->extendedMasterSecret) {
        secret.bytes =
            prf(hash, premaster, "extended master secret", digest(hash, transcript), masterSecretSize);
    } else {
        Bytes seed{m_handshake.random.begin(), m_handshake.random.end()};
        seed.insert(seed.end(), m_handshake.server->random.begin(), m_handshake.server->random.end());
        secret.bytes = prf(hash, premaster, "master secret", seed, masterSecretSize);
    }
    // A key log knows better, where there is one.
    if (m_secrets.find(secret.random, secret.label) == nullptr)
        handler.onSecret(secret);
}

void Connection::takeAlert(ByteView content)
{
    if (content.size() == 2 && std::to_integer<std::uint8_t>(content[0]) == fatalAlert)
        m_report.alert = std::to_integer<std::uint8_t>(content[1]);
}

/// The side begins to encrypt with what the handshake has agreed on (TLS up to 1.2).
Connection::Step Connection::activate(Side side)
{
    Handshake& agreed = m_handshake;
    if (!agreed.suite)
        return fail(Outcome::Damaged), Step::Done;
    if (agreed.masterSecret.empty()) {
        const Secret* secret = m_secrets.find(agreed.random, SecretLabel::MasterSecret);
        if (secret == nullptr && mayUseRsaKey() && agreed.isServerDone && !isClient(side))
            return Step::NeedsPeer;
        if (secret == nullptr)
            return Step::NeedsSecret;
        agreed.masterSecret = secret->bytes;
        m_report.origin = secret->origin;
    }
    const auto version = static_cast<Version>(agreed.server->version);
    if (!agreed.keys)
        agreed.keys =
            makeKeyBlock(version, *agreed.suite, agreed.masterSecret, agreed.random, agreed.server->random);
    Direction& from = direction(side);
    if (agreed.keys)
        from.cipher = RecordCipher::create(version, *agreed.suite,
                                           isClient(side) ? agreed.keys->client : agreed.keys->server,
                                           agreed.server->encryptThenMac);
    if (!agreed.keys || !from.cipher)
        return fail(Outcome::SuiteUnsupported), Step::Done;
    from.phase = Phase::Application;
    return Step::Done;
}

/// The keys for the next record of TLS 1.3.
Connection::Step Connection::prepareTls13(Side side)
{
    Direction& from = direction(side);
    const bool isFromClient = isClient(side);
    const auto find = [&](SecretLabel ofClient, SecretLabel ofServer) {
        return m_secrets.find(m_handshake.random, isFromClient ? ofClient : ofServer);
    };
    const Secret* secret = nullptr;
    if (from.phase == Phase::Handshake)
        secret = find(SecretLabel::ClientHandshakeTraffic, SecretLabel::ServerHandshakeTraffic);
    if (secret == nullptr) {
        secret = find(SecretLabel::ClientTraffic, SecretLabel::ServerTraffic);
        if (secret == nullptr)
            return Step::NeedsSecret;
        // Logs have the handshake's secrets first, if at all: those will not come.
        if (from.phase == Phase::Handshake) {
            from.phase = Phase::Application;
            from.maySkip = true;
        }
    }
    m_report.origin = secret->origin;
    if (!useTrafficSecret(side, secret->bytes))
        return fail(Outcome::SecretWrong), Step::Done;
    prepareEarlyData(side);
    return Step::Done;
}

bool Connection::useTrafficSecret(Side side, ByteView secret)
{
    Direction& from = direction(side);
    const CipherSuite& suite = *m_handshake.suite;
    if (secret.size() != size(suite.prf))
        return false;
    from.trafficSecret.assign(secret.begin(), secret.end());
    from.cipher = RecordCipher::create(Version::Tls13, suite, makeTrafficKeys(suite, secret), false);
    return from.cipher != nullptr;
}

void Connection::prepareEarlyData(Side side)
{
    Direction& from = direction(side);
    if (!m_handshake.offersEarlyData || !isClient(side) || from.hasOpened)
        return;
    const CipherSuite& suite = *m_handshake.suite;
    const Secret* early = m_secrets.find(m_handshake.random, SecretLabel::ClientEarlyTraffic);
    if (early != nullptr && early->bytes.size() == size(suite.prf))
        from.earlyCipher =
            RecordCipher::create(Version::Tls13, suite, makeTrafficKeys(suite, early->bytes), false);
}

/// RFC 8446 section 7.2.
void Connection::takeKeyUpdate(Side side)
{
    Direction& from = direction(side);
    if (!isTls13() || from.phase != Phase::Application || from.trafficSecret.empty())
        return;
    const Bytes next =
        expandLabel(m_handshake.suite->prf, from.trafficSecret, "traffic upd", size(m_handshake.suite->prf));
    if (!useTrafficSecret(side, next))
        fail(Outcome::SecretWrong);
}

} // namespace core::tls
