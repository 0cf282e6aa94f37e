// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/session_catalog.h"

#include "core/session/import_mark.h"
#include "core/session/session_reader.h"
#include "ui/adapt/text.h"
#include "ui/session/aside.h"

#include <QDir>
#include <QFileInfo>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace ui::session {
namespace {

using core::base::Error;
using core::base::ErrorCode;
using core::base::Result;
using core::base::Status;
using core::exporting::MoveOutcome;
using core::session::AbandonedImports;

const QString sessionSuffix = QStringLiteral(".rhapsode");

SessionSummary summaryOf(const QFileInfo& file)
{
    SessionSummary summary;
    summary.path = adapt::path(file.absoluteFilePath());
    summary.name = file.completeBaseName();
    summary.bytes = static_cast<std::uint64_t>(file.size());
    summary.modified = file.lastModified();
    return summary;
}

/// The newest ones. A folder with more is looked at as a whole only here.
std::vector<SessionSummary> sessionsIn(const QString& folder)
{
    std::vector<SessionSummary> sessions;
    for (const QFileInfo& file :
         QDir(folder).entryInfoList({QLatin1Char('*') + sessionSuffix}, QDir::Files, QDir::Time)) {
        if (sessions.size() == SessionCatalog::mostShown)
            break;
        sessions.push_back(summaryOf(file));
    }
    return sessions;
}

std::vector<SessionSummary> sessionAt(const QString& path)
{
    const QFileInfo file(path);
    return file.exists() ? std::vector{summaryOf(file)} : std::vector<SessionSummary>{};
}

} // namespace

SessionCatalog::SessionCatalog(settings::Settings& settings, QObject* parent)
    : QObject(parent), m_settings(settings)
{
    connect(&m_mover, &SessionMover::progressed, this, &SessionCatalog::moving);
    cleanUp();
}

void SessionCatalog::cleanUp()
{
    const auto folder = adapt::path(settings::sessionsFolderOf(m_settings));
    askAside<AbandonedImports>(
        *this, [folder] { return core::session::removeAbandonedImports(folder); },
        [this](AbandonedImports outcome) {
            if (outcome.removed > 0)
                refresh();
            if (outcome.areSomeYoung)
                QTimer::singleShot(core::session::abandonedImportAge, this, &SessionCatalog::cleanUp);
        });
}

void SessionCatalog::refresh()
{
    for (auto& [name, place] : m_places)
        place.isWanted = false;
    const QString folder = settings::sessionsFolderOf(m_settings);
    lookAt(folder, true);
    for (const QString& recent : m_settings.value(settings::recentSessions)) {
        if (QFileInfo(recent).absolutePath() != folder)
            lookAt(recent, false);
    }
}

void SessionCatalog::lookAt(const QString& name, bool isFolder)
{
    Place& place = m_places[name];
    place.isWanted = true;
    if (std::exchange(place.isBeingLookedAt, true)) {
        place.mustBeLookedAtAgain = true;
        return;
    }
    askAside<Found>(
        *this, [name, isFolder] { return isFolder ? sessionsIn(name) : sessionAt(name); },
        [this, name, isFolder](Found found) {
            take(name, std::move(found));
            if (Place& asked = m_places[name];
                std::exchange(asked.mustBeLookedAtAgain, false) && asked.isWanted)
                lookAt(name, isFolder);
        });
}

void SessionCatalog::take(const QString& name, Found found)
{
    Place& place = m_places[name];
    place.isBeingLookedAt = false;
    for (SessionSummary& summary : found) {
        const auto known = std::ranges::find(place.found, summary.path, &SessionSummary::path);
        if (known != place.found.end() && known->bytes == summary.bytes &&
            known->modified == summary.modified) {
            summary.content = known->content;
            summary.error = known->error;
        }
    }
    place.found = std::move(found);
    gather();
    if (!place.isBeingLookedInto)
        lookInto(name);
}

void SessionCatalog::lookInto(const QString& name)
{
    Place& place = m_places[name];
    const auto next = std::ranges::find_if(
        place.found, [](const SessionSummary& summary) { return !summary.content && !summary.error; });
    place.isBeingLookedInto = next != place.found.end();
    if (!place.isBeingLookedInto)
        return;
    askAside<SessionSummary>(
        *this,
        [summary = *next] {
            SessionSummary looked = summary;
            if (auto reader = core::session::SessionReader::open(summary.path); !reader)
                looked.error = reader.error();
            else if (auto progress = (*reader)->progress(); !progress)
                looked.error = progress.error();
            else
                looked.content = *progress;
            return looked;
        },
        [this, name](SessionSummary looked) {
            Found& all = m_places[name].found;
            if (const auto entry = std::ranges::find(all, looked.path, &SessionSummary::path);
                entry != all.end() && entry->modified == looked.modified) {
                entry->content = looked.content;
                entry->error = std::move(looked.error);
                gather();
            }
            lookInto(name);
        });
}

/// All that was found, newest first.
void SessionCatalog::gather()
{
    m_sessions.clear();
    for (const auto& [name, place] : m_places) {
        if (place.isWanted)
            m_sessions.insert(m_sessions.end(), place.found.begin(), place.found.end());
    }
    std::ranges::stable_sort(m_sessions, std::ranges::greater{}, &SessionSummary::modified);
    if (m_sessions.size() > mostShown)
        m_sessions.resize(mostShown);
    emit changed();
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

void SessionCatalog::rename(const std::filesystem::path& path, const QString& name,
                            const SessionMover::Moved& done)
{
    const QString clean = name.trimmed();
    if (clean.isEmpty() || clean.contains(QLatin1Char('/')))
        done(Error{ErrorCode::OptionInvalid, adapt::bytes(name), {}});
    else
        moveTo(path, path.parent_path() / adapt::path(clean + sessionSuffix), done);
}

void SessionCatalog::move(const std::filesystem::path& path, const QString& folder,
                          const SessionMover::Moved& done)
{
    moveTo(path, adapt::path(folder) / path.filename(), done);
}

void SessionCatalog::moveTo(const std::filesystem::path& from, const std::filesystem::path& to,
                            const SessionMover::Moved& done)
{
    m_mover.move(from, to, [this, to, done](const Result<MoveOutcome>& outcome) {
        if (outcome && *outcome == MoveOutcome::Moved)
            remember(to);
        refresh();
        done(outcome);
    });
}

void SessionCatalog::remove(const std::filesystem::path& path, const SessionMover::Removed& done)
{
    m_mover.remove(path, [this, done](const Status& status) {
        refresh();
        done(status);
    });
}

} // namespace ui::session
