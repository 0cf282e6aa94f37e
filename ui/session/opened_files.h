// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/key_files.h"

#include <QString>
#include <QStringList>

#include <cstdint>

namespace ui::session {

/// Files to be opened, by what they are.
struct OpenedFiles {
    /// The first of them; a window has one session.
    QString session;
    /// Whatever is neither a session nor a key.
    QStringList captures;
    std::uint64_t captureBytes = 0;
    KeyFiles keys;

    [[nodiscard]] bool hasOnlyKeys() const { return session.isEmpty() && captures.isEmpty(); }
};

/// Looks at how the files begin, which takes as long as the disk or the server takes that has them: not for
/// the GUI thread. What is no regular file, a pipe for instance, is not read.
[[nodiscard]] OpenedFiles lookAtFiles(const QStringList& files);

} // namespace ui::session
