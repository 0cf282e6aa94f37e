// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settings.h"

#include <QStringList>

#include <string>
#include <vector>

namespace ui::session {

/// Files that TLS is decrypted with.
struct KeyFiles {
    /// SSLKEYLOGFILE; during a capture they may still grow, or not be there yet.
    std::vector<std::string> keyLogs;
    /// Servers' private keys in PEM.
    std::vector<std::string> rsaKeys;

    [[nodiscard]] bool isEmpty() const { return keyLogs.empty() && rsaKeys.empty(); }

    void add(const KeyFiles& others);
    void remove(const KeyFiles& others);
};

/// Takes those that begin like a key log or a private key out of `files`. Reads their first bytes: not for
/// the GUI thread.
[[nodiscard]] KeyFiles takeKeyFiles(QStringList& files);
/// Those that captures are decrypted with, as they were chosen last.
[[nodiscard]] KeyFiles lastKeys(const settings::Settings& settings);
/// All of `files`, whatever they begin like: what is no private key is taken for a key log. Not for the GUI
/// thread.
[[nodiscard]] KeyFiles asKeyFiles(const QStringList& files);

} // namespace ui::session
