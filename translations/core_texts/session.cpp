// SPDX-License-Identifier: GPL-3.0-or-later
// English sentences of core/session that the window translates by code, listed for lupdate; a test compares
// them with what core says. Never compiled.
#include <QtGlobal>

static const char* const sessionTexts[] = {
    QT_TRANSLATE_NOOP("core::session::FrameFate", "SIP message"),
    QT_TRANSLATE_NOOP("core::session::FrameFate", "part of a SIP message"),
    QT_TRANSLATE_NOOP("core::session::FrameFate", "keep-alive"),
    QT_TRANSLATE_NOOP("core::session::FrameFate", "other payload"),
    QT_TRANSLATE_NOOP("core::session::FrameFate", "HEP without SIP"),
    QT_TRANSLATE_NOOP("core::session::FrameFate", "broken HEP"),
    QT_TRANSLATE_NOOP("core::session::FrameFate", "TCP without data"),
    QT_TRANSLATE_NOOP("core::session::FrameFate", "repeated"),
    QT_TRANSLATE_NOOP("core::session::FrameFate", "incomplete"),
    QT_TRANSLATE_NOOP("core::session::FrameFate", "other protocol"),
    QT_TRANSLATE_NOOP("core::session::FrameFate", "unknown link type or EtherType"),
    QT_TRANSLATE_NOOP("core::session::FrameFate", "malformed"),
    QT_TRANSLATE_NOOP("core::session::FrameFate", "SIP over TCP behind a gap"),
    QT_TRANSLATE_NOOP("core::session::FrameFate", "encrypted"),
    QT_TRANSLATE_NOOP("core::session::FrameFate", "lost from the damaged file"),
};
