// SPDX-License-Identifier: GPL-3.0-or-later
// English sentences of core/tls that the window translates by code, listed for lupdate; a test compares them
// with what core says. Never compiled.
#include <QtGlobal>

static const char* const tlsTexts[] = {
    QT_TRANSLATE_NOOP("core::tls::Outcome", "the handshake did not get as far as encryption"),
    QT_TRANSLATE_NOOP("core::tls::Outcome", "waiting for its secret to appear in the key log"),
    QT_TRANSLATE_NOOP("core::tls::Outcome", "decrypted with the key log"),
    QT_TRANSLATE_NOOP("core::tls::Outcome", "decrypted with the secrets in the capture"),
    QT_TRANSLATE_NOOP("core::tls::Outcome", "decrypted with the RSA key"),
    QT_TRANSLATE_NOOP("core::tls::Outcome",
                      "no secret for this client random in the key log or in the capture"),
    QT_TRANSLATE_NOOP("core::tls::Outcome", "the start of the connection was not captured"),
    QT_TRANSLATE_NOOP("core::tls::Outcome", "only one direction of the connection was captured"),
    QT_TRANSLATE_NOOP("core::tls::Outcome", "bytes of the handshake were not captured"),
    QT_TRANSLATE_NOOP("core::tls::Outcome",
                      "the RSA key cannot help: it is not the key of this server's certificate"),
    QT_TRANSLATE_NOOP("core::tls::Outcome",
                      "the RSA key cannot help: the session was resumed from an earlier connection"),
    QT_TRANSLATE_NOOP("core::tls::Outcome", "this version cannot be decrypted"),
    QT_TRANSLATE_NOOP("core::tls::Outcome", "this cipher suite cannot be decrypted"),
    QT_TRANSLATE_NOOP("core::tls::Outcome", "compressed TLS cannot be decrypted"),
    QT_TRANSLATE_NOOP("core::tls::Outcome",
                      "the secret for this client random is wrong: no record passed its check"),
    QT_TRANSLATE_NOOP("core::tls::Outcome", "the bytes break the rules of TLS"),
    QT_TRANSLATE_NOOP("core::tls::Outcome", "its secret became known when its records had gone by"),
};
