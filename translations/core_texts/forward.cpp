// SPDX-License-Identifier: GPL-3.0-or-later
// English sentences of core/forward that the window translates by code, listed for lupdate; a test compares
// them with what core says. Never compiled.
#include <QtGlobal>

static const char* const forwardTexts[] = {
    QT_TRANSLATE_NOOP("core::forward::NotSent", "queue full"),
    QT_TRANSLATE_NOOP("core::forward::NotSent", "too large"),
    QT_TRANSLATE_NOOP("core::forward::NotSent", "IPv4 and IPv6 mixed"),
    QT_TRANSLATE_NOOP("core::forward::NotSent", "no connection"),
    QT_TRANSLATE_NOOP("core::forward::NotSent", "nobody listens"),
    QT_TRANSLATE_NOOP("core::forward::NotSent", "rejected by the system"),
    QT_TRANSLATE_NOOP("core::forward::NotSent", "not SIP"),
    QT_TRANSLATE_NOOP("core::forward::ForwardUrl",
                      "none of hep+udp, hep1+udp, hep2+udp, hep+tcp, hep+tls, ipip at the start"),
    QT_TRANSLATE_NOOP("core::forward::ForwardUrl", "no host"),
    QT_TRANSLATE_NOOP("core::forward::ForwardUrl", "IP-in-IP has no ports"),
    QT_TRANSLATE_NOOP("core::forward::ForwardUrl", "no port number"),
};
