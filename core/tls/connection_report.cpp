// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tls/connection_report.h"

#include "core/tls/cipher_suite.h"
#include "core/tls/handshake.h"

namespace core::tls {
namespace {

std::string decryptedWith(SecretOrigin origin)
{
    switch (origin) {
    case SecretOrigin::KeyLog:
        return "decrypted with the key log";
    case SecretOrigin::Capture:
        return "decrypted with the secrets in the capture";
    case SecretOrigin::RsaKey:
        return "decrypted with the RSA key";
    }
    return "decrypted";
}

std::string decryptedText(const ConnectionReport& report)
{
    std::string text = decryptedWith(report.origin);
    if (report.beganLate)
        text += ", from where its secret became known";
    if (report.hasGap)
        text += ", up to a place where bytes of the TCP connection were not captured";
    else if (report.hasDamage)
        text += ", up to a record that did not pass its check";
    return text;
}

std::string handshakeText(const ConnectionReport& report)
{
    if (report.alert)
        return "the handshake failed with the alert " + alertName(*report.alert) + ", nothing was encrypted";
    return "the handshake did not get as far as encryption";
}

std::string reason(const ConnectionReport& report)
{
    switch (report.outcome) {
    case Outcome::Handshake:
        return handshakeText(report);
    case Outcome::Waiting:
        return "waiting for its secret to appear in the key log";
    case Outcome::Decrypted:
        return decryptedText(report);
    case Outcome::NoSecret:
        return "no secret for this client random in the key log or in the capture";
    case Outcome::StartMissing:
        return "the start of the connection was not captured";
    case Outcome::PeerMissing:
        return "only one direction of the connection was captured";
    case Outcome::GapInHandshake:
        return "bytes of the handshake were not captured";
    case Outcome::RsaKeyUseless:
        return "the RSA key cannot help: the cipher suite " + cipherSuiteName(report.cipherSuite) +
               " uses an ephemeral key exchange";
    case Outcome::RsaKeyForeign:
        return "the RSA key cannot help: it is not the key of this server's certificate";
    case Outcome::SessionResumed:
        return "the RSA key cannot help: the session was resumed from an earlier connection";
    case Outcome::VersionUnsupported:
        return "this version cannot be decrypted";
    case Outcome::SuiteUnsupported:
        return "this cipher suite cannot be decrypted";
    case Outcome::CompressionUnsupported:
        return "compressed TLS cannot be decrypted";
    case Outcome::SecretWrong:
        return "the secret for this client random is wrong: no record passed its check";
    case Outcome::Damaged:
        return "the bytes break the rules of TLS";
    case Outcome::SecretLate:
        return "its secret became known when its records had gone by";
    }
    return {};
}

} // namespace

std::string_view name(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Handshake:
        return "handshake-only";
    case Outcome::Waiting:
        return "waiting";
    case Outcome::Decrypted:
        return "decrypted";
    case Outcome::NoSecret:
        return "no-secret";
    case Outcome::StartMissing:
        return "start-missing";
    case Outcome::PeerMissing:
        return "peer-missing";
    case Outcome::GapInHandshake:
        return "gap-in-handshake";
    case Outcome::RsaKeyUseless:
        return "rsa-key-useless";
    case Outcome::RsaKeyForeign:
        return "rsa-key-foreign";
    case Outcome::SessionResumed:
        return "session-resumed";
    case Outcome::VersionUnsupported:
        return "version-unsupported";
    case Outcome::SuiteUnsupported:
        return "suite-unsupported";
    case Outcome::CompressionUnsupported:
        return "compression-unsupported";
    case Outcome::SecretWrong:
        return "secret-wrong";
    case Outcome::Damaged:
        return "damaged";
    case Outcome::SecretLate:
        return "secret-late";
    }
    return {};
}

std::string describe(const ConnectionReport& report)
{
    std::string text = report.version == 0 ? "TLS" : versionName(report.version);
    if (report.cipherSuite != 0)
        text += ", " + cipherSuiteName(report.cipherSuite);
    return text + ": " + reason(report) + ".";
}

} // namespace core::tls
