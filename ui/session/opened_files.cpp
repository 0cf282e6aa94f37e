// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/opened_files.h"

#include "core/session/session_reader.h"
#include "ui/adapt/text.h"

#include <QFileInfo>

#include <algorithm>

namespace ui::session {

OpenedFiles lookAtFiles(const QStringList& files)
{
    OpenedFiles opened;
    QStringList others = files;
    opened.keys = takeKeyFiles(others);
    for (const QString& file : others) {
        const QFileInfo info(file);
        if (!info.isFile() || !core::session::looksLikeSession(adapt::path(file))) {
            opened.captures.append(file);
            opened.captureBytes += static_cast<std::uint64_t>(std::max<qint64>(info.size(), 0));
        } else if (opened.session.isEmpty()) {
            opened.session = file;
        }
    }
    return opened;
}

} // namespace ui::session
