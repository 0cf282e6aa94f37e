// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/session_folder.h"

#include "ui/adapt/text.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <system_error>

namespace ui::session {

using core::base::Error;
using core::base::ErrorCode;
using core::base::Status;

namespace {

QString cleanName(QString name)
{
    for (const QChar forbidden : QStringLiteral("/\\:*?\"<>|"))
        name.replace(forbidden, QLatin1Char('_'));
    return name.left(80).trimmed();
}

const QString suffix = QStringLiteral(".rhapsode");

/// The time and the name.
QString stemOf(const QString& name)
{
    const QString time = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HHmm"));
    return cleanName(name.isEmpty() ? time : time + QLatin1Char(' ') + name);
}

} // namespace

std::uint64_t freeSpace(const QString& folder)
{
    std::filesystem::path place = adapt::path(folder);
    std::error_code error;
    while (!std::filesystem::exists(place, error) && place.has_parent_path() && place != place.parent_path())
        place = place.parent_path();
    const auto space = std::filesystem::space(place, error);
    return error ? 0 : space.available;
}

std::filesystem::path likelySessionPath(const QString& folder, const QString& name)
{
    return adapt::path(QDir(folder).filePath(stemOf(name) + suffix));
}

std::filesystem::path newSessionPath(const QString& folder, const QString& name)
{
    const QString stem = stemOf(name);
    QString file = QDir(folder).filePath(stem + suffix);
    for (int number = 2; QFileInfo::exists(file); ++number)
        file = QDir(folder).filePath(QStringLiteral("%1 (%2)").arg(stem).arg(number) + suffix);
    return adapt::path(file);
}

Status prepareFolder(const QString& folder, std::uint64_t bytesNeeded)
{
    if (!QDir().mkpath(folder) || !QFileInfo(folder).isWritable())
        return Error{ErrorCode::FolderNotWritable, adapt::bytes(folder), {}};
    if (freeSpace(folder) < bytesNeeded)
        return Error{ErrorCode::DiskFull, adapt::bytes(folder), {}};
    return {};
}

} // namespace ui::session
