// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/adapt/tls_text.h"

#include "ui/adapt/text.h"

#include <QCoreApplication>

#include <array>

namespace ui::adapt {
namespace {

constexpr const char* context = "core::tls::Outcome";

/// Sentences with a place for what differs from connection to connection.
constexpr std::array forms{
    QT_TRANSLATE_NOOP("core::tls::Outcome", "the handshake failed with the alert %1, nothing was encrypted"),
    QT_TRANSLATE_NOOP("core::tls::Outcome",
                      "the RSA key cannot help: the cipher suite %1 uses an ephemeral key exchange"),
    QT_TRANSLATE_NOOP("core::tls::Outcome",
                      "%1, up to a place where bytes of the TCP connection were not captured"),
    QT_TRANSLATE_NOOP("core::tls::Outcome", "%1, up to a record that did not pass its check"),
    QT_TRANSLATE_NOOP("core::tls::Outcome", "%1, from where its secret became known"),
};

QString inWords(const QString& english)
{
    for (const char* form : forms) {
        const QString whole = QString::fromLatin1(form);
        const qsizetype place = whole.indexOf(QStringLiteral("%1"));
        const QString before = whole.left(place);
        const QString after = whole.mid(place + 2);
        if (english.size() < before.size() + after.size() || !english.startsWith(before) ||
            !english.endsWith(after))
            continue;
        const QString inside = english.mid(before.size(), english.size() - before.size() - after.size());
        return QCoreApplication::translate(context, form).arg(inWords(inside));
    }
    return QCoreApplication::translate(context, english.toUtf8().constData());
}

} // namespace

QString tlsReason(std::string_view sentence)
{
    if (const auto end = sentence.find(": "); end != std::string_view::npos)
        sentence.remove_prefix(end + 2);
    if (sentence.ends_with('.'))
        sentence.remove_suffix(1);
    QString words = inWords(text(sentence));
    if (!words.isEmpty())
        words[0] = words[0].toUpper();
    return words;
}

} // namespace ui::adapt
