// SPDX-License-Identifier: GPL-3.0-or-later
// English sentences of core/export that the window translates by code, listed for lupdate; a test compares
// them with what core says. Never compiled.
#include <QtGlobal>

static const char* const exportTexts[] = {
    QT_TRANSLATE_NOOP("core::exporting::ExportSummary",
                      "No secrets of TLS connections that carried these messages are known"),
    QT_TRANSLATE_NOOP("core::exporting::ExportSummary", "No RTP stream of these calls is known"),
    QT_TRANSLATE_NOOP(
        "core::exporting::ExportSummary",
        "Some RTP packets of these calls are not in the file, because the session does not hold them"),
    QT_TRANSLATE_NOOP("core::exporting::ExportSummary",
                      "An earlier program wrote this session without its RTP streams: reindex finds them"),
    QT_TRANSLATE_NOOP("core::exporting::ExportSummary",
                      "More calls go on at that time than are looked at for legs: some may be missing."),
    QT_TRANSLATE_NOOP("core::exporting::ExportSummary",
                      "The file holds TLS secrets: whoever has it can read all that its TLS connections "
                      "carried"),
};
