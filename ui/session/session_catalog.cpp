// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/session_catalog.h"

#include "core/session/import_mark.h"
#include "core/session/session_reader.h"
#include "ui/adapt/text.h"

#include <QDir>
#include <QFileInfo>
#include <QTimer>

#include <algorithm>
#include <system_error>
#include <utility>

namespace ui::session {
namespace {

using core::base::Error;
using core::base::ErrorCode;
using core::base::Status;

const QString suffix = QStringLiteral(".rhapsode");

SessionSummary summaryOf(const QFileInfo& file)
{
    SessionSummary summary;
    summary.path = adapt::path(file.absoluteFilePath());
    summary.name = file.completeBaseName();
    summary.bytes = static_cast<std::uint64_t>(file.size());
    summary.modified = file.lastModified();
    return summary;
}

/// A session with a write-ahead log is in use, or was not closed; its parts must stay together.
bool isInUse(const std::filesystem::path& path)
{
    std::error_code error;
    const auto size = std::filesystem::file_size(path.string() + "-wal", error);
    return !error && size > 0;
}

Error systemError(const std::error_code& error, const std::filesystem::path& subject)
{
    return core::base::errnoError(error.value(), subject.string(), ErrorCode::WriteFailed);
}

} // namespace

SessionCatalog::SessionCatalog(settings::Settings& settings, QObject* parent)
    : QObject(parent), m_settings(settings)
{
    cleanUp();
}

void SessionCatalog::cleanUp()
{
    const auto folder = adapt::path(settings::sessionsFolderOf(m_settings));
    m_thread.post(JobKind::Other, [this, folder](const std::stop_token&) {
        const core::session::AbandonedImports outcome = core::session::removeAbandonedImports(folder);
        QMetaObject::invokeMethod(
            this,
            [this, outcome] {
                if (outcome.removed > 0)
                    refresh();
                if (outcome.areSomeYoung)
                    QTimer::singleShot(core::session::abandonedImportAge, this, &SessionCatalog::cleanUp);
            },
            Qt::QueuedConnection);
    });
}

void SessionCatalog::refresh()
{
    const QDir folder(settings::sessionsFolderOf(m_settings));
    QFileInfoList files = folder.entryInfoList({QLatin1Char('*') + suffix}, QDir::Files, QDir::Time);
    for (const QString& recent : m_settings.value(settings::recentSessions)) {
        const QFileInfo file(recent);
        if (file.exists() && file.absolutePath() != folder.absolutePath())
            files.append(file);
    }
    std::ranges::stable_sort(files, std::ranges::greater{},
                             [](const QFileInfo& file) { return file.lastModified(); });
    if (files.size() > static_cast<qsizetype>(mostShown))
        files.resize(static_cast<qsizetype>(mostShown));

    const std::vector<SessionSummary> before = std::exchange(m_sessions, {});
    for (const QFileInfo& file : files) {
        SessionSummary summary = summaryOf(file);
        const auto known = std::ranges::find(before, summary.path, &SessionSummary::path);
        if (known != before.end() && known->bytes == summary.bytes && known->modified == summary.modified) {
            summary.content = known->content;
            summary.error = known->error;
        }
        m_sessions.push_back(std::move(summary));
    }
    for (const SessionSummary& summary : m_sessions) {
        if (!summary.content && !summary.error)
            lookInto(summary);
    }
    emit changed();
}

void SessionCatalog::lookInto(const SessionSummary& summary)
{
    m_thread.post(JobKind::Other, [this, path = summary.path](const std::stop_token&) {
        std::optional<core::session::SessionProgress> content;
        std::optional<Error> failure;
        if (auto reader = core::session::SessionReader::open(path); !reader) {
            failure = reader.error();
        } else if (auto progress = (*reader)->progress(); !progress) {
            failure = progress.error();
        } else {
            content = *progress;
        }
        QMetaObject::invokeMethod(
            this,
            [this, path, content, failure] {
                const auto entry = std::ranges::find(m_sessions, path, &SessionSummary::path);
                if (entry == m_sessions.end())
                    return;
                entry->content = content;
                entry->error = failure;
                emit changed();
            },
            Qt::QueuedConnection);
    });
}

void SessionCatalog::remember(const std::filesystem::path& path)
{
    constexpr qsizetype mostRemembered = 20;
    const QFileInfo file(adapt::pathText(path));
    if (file.absolutePath() == QDir(settings::sessionsFolderOf(m_settings)).absolutePath())
        return;
    QStringList recent = m_settings.value(settings::recentSessions);
    settings::remember(recent, file.absoluteFilePath(), mostRemembered);
    m_settings.setValue(settings::recentSessions, recent);
}

Status SessionCatalog::rename(const std::filesystem::path& path, const QString& name)
{
    const QString clean = name.trimmed();
    if (clean.isEmpty() || clean.contains(QLatin1Char('/')))
        return Error{ErrorCode::OptionInvalid, adapt::bytes(name), {}};
    return moveTo(path, path.parent_path() / adapt::path(clean + suffix));
}

Status SessionCatalog::move(const std::filesystem::path& path, const QString& folder)
{
    return moveTo(path, adapt::path(folder) / path.filename());
}

Status SessionCatalog::moveTo(const std::filesystem::path& from, const std::filesystem::path& to)
{
    if (isInUse(from))
        return Error{ErrorCode::SessionBusy, from.string(), {}};
    std::error_code error;
    if (std::filesystem::exists(to, error))
        return Error{ErrorCode::FileExists, to.string(), {}};
    std::filesystem::rename(from, to, error);
    if (error == std::errc::cross_device_link) {
        std::filesystem::copy_file(from, to, error);
        if (error) {
            std::error_code ignored;
            std::filesystem::remove(to, ignored);
        } else {
            std::filesystem::remove(from, error);
        }
    }
    if (error)
        return systemError(error, to);
    remember(to);
    refresh();
    return {};
}

Status SessionCatalog::remove(const std::filesystem::path& path)
{
    const Status status = core::session::removeSession(path);
    refresh();
    return status;
}

} // namespace ui::session
