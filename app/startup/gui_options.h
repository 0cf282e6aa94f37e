// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session_controller.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace app::startup {

/// What was asked for on the command line: rhapsode [FILE...] [--hep URL]... [--interface NAME]...
struct GuiOptions {
    QStringList files;
    ui::session::CaptureRequest capture;
    /// ISO code; empty: the setting, or the desktop.
    QString language;
    bool showVersion = false;
    bool showHelp = false;
    /// Wrong usage: what is wrong, in English.
    std::optional<QString> error;
    QString helpText;
};

/// `arguments` as QCoreApplication::arguments() gives them, without what Qt took for itself.
[[nodiscard]] GuiOptions parseArguments(const QStringList& arguments);

} // namespace app::startup
