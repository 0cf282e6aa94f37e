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

} // namespace

std::uint64_t freeSpace(const settings::Settings& settings)
{
    std::filesystem::path folder = adapt::path(settings::sessionsFolderOf(settings));
    std::error_code error;
    while (!std::filesystem::exists(folder, error) && folder.has_parent_path() &&
           folder != folder.parent_path())
        folder = folder.parent_path();
    const auto space = std::filesystem::space(folder, error);
    return error ? 0 : space.available;
}

std::filesystem::path newSessionPath(const settings::Settings& settings, const QString& name)
{
    const QDir folder(settings::sessionsFolderOf(settings));
    const QString time = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HHmm"));
    const QString stem = cleanName(name.isEmpty() ? time : time + QLatin1Char(' ') + name);
    QString file = folder.filePath(stem + QStringLiteral(".rhapsode"));
    for (int number = 2; QFileInfo::exists(file); ++number)
        file = folder.filePath(QStringLiteral("%1 (%2).rhapsode").arg(stem).arg(number));
    return adapt::path(file);
}

Status prepareFolder(const settings::Settings& settings, std::uint64_t bytesNeeded)
{
    const QString folder = settings::sessionsFolderOf(settings);
    if (!QDir().mkpath(folder) || !QFileInfo(folder).isWritable())
        return Error{ErrorCode::FolderNotWritable, adapt::bytes(folder), {}};
    if (freeSpace(settings) < bytesNeeded)
        return Error{ErrorCode::DiskFull, adapt::bytes(folder), {}};
    return {};
}

} // namespace ui::session
