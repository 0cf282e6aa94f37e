// SPDX-License-Identifier: GPL-3.0-or-later
// English sentences of core/leg that the window translates by code, listed for lupdate; a test compares them
// with what core says. Never compiled.
#include <QtGlobal>

static const char* const legTexts[] = {
    QT_TRANSLATE_NOOP("core::leg::Evidence", "%1 in message %2 names %3"),
    QT_TRANSLATE_NOOP("core::leg::Evidence", "%1 %2 in messages %3 and %4"),
    QT_TRANSLATE_NOOP("core::leg::Evidence", "the Call-ID %1 is made of %2"),
    QT_TRANSLATE_NOOP("core::leg::Evidence", "messages %1 and %2 call %4 for %3"),
    QT_TRANSLATE_NOOP("core::leg::Evidence",
                      "messages %1 and %2 call %4 for %3, the second from where the first went"),
    QT_TRANSLATE_NOOP("core::leg::Evidence", "%1 in message %2 names %4, whom message %5 calls for %3"),
    QT_TRANSLATE_NOOP(
        "core::leg::Evidence",
        "%1 in message %2 names %4, whom message %5 calls for %3, the second from where the first went"),
    QT_TRANSLATE_NOOP("core::leg::Evidence", "SDP origin %1 in messages %2 and %3"),
    QT_TRANSLATE_NOOP("core::leg::Evidence",
                      "SDP origin %1 in messages %2 and %3, the second from where the first went"),
    QT_TRANSLATE_NOOP("core::leg::Evidence", "media at %1 in messages %2 and %3"),
    QT_TRANSLATE_NOOP("core::leg::Evidence",
                      "media at %1 in messages %2 and %3, the second from where the first went"),
    QT_TRANSLATE_NOOP("core::leg::Evidence", "SSRC %1 in streams %2 and %3"),
    QT_TRANSLATE_NOOP("core::leg::Evidence",
                      "SSRC %1 in streams %2 and %3, the second from where the first went"),
    QT_TRANSLATE_NOOP("core::leg::Evidence", "accepted by hand; no message says so any more"),
    QT_TRANSLATE_NOOP("core::leg::Evidence", "rejected by hand"),
    QT_TRANSLATE_NOOP("core::leg::Evidence", "made by hand"),
    QT_TRANSLATE_NOOP("core::leg::Evidence", "the session has no such call any more"),
};
