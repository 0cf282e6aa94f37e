// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/rows.h"
#include "ui/session/session_mover.h"
#include "ui/settings/settings.h"

#include <QDateTime>
#include <QObject>
#include <QString>

#include <filesystem>
#include <map>
#include <optional>
#include <vector>

namespace ui::session {

/// One session file on the disk.
struct SessionSummary {
    std::filesystem::path path;
    QString name;
    std::uint64_t bytes = 0;
    QDateTime modified;
    /// Until the file has been looked into, and when it cannot be read.
    std::optional<core::session::SessionProgress> content;
    std::optional<core::base::Error> error;
};

/// The sessions in the user's folder and those opened lately elsewhere, newest first. Folders and files are
/// looked at on threads that nobody waits for, and looked into once per change of the file. GUI thread.
class SessionCatalog : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t mostShown = 200;

    explicit SessionCatalog(settings::Settings& settings, QObject* parent = nullptr);

    [[nodiscard]] const std::vector<SessionSummary>& sessions() const { return m_sessions; }

    /// Looks at the folder again; changed() follows, once for the names and once for each content.
    void refresh();
    /// A session outside the folder was opened.
    void remember(const std::filesystem::path& path);

    // These look at files, and say later how it went; changed() follows when it went well.
    void rename(const std::filesystem::path& path, const QString& name, const SessionMover::Moved& done);
    void move(const std::filesystem::path& path, const QString& folder, const SessionMover::Moved& done);
    void remove(const std::filesystem::path& path, const SessionMover::Removed& done);

    /// The session that is being copied to another disk stays where it is.
    void cancelMove() { m_mover.cancel(); }

signals:
    void changed();
    /// How far a session is on its way to another disk, in bytes.
    void moving(const QString& name, quint64 done, quint64 total);

private:
    using Found = std::vector<SessionSummary>;

    /// A folder, or a file elsewhere: each may be on another server, and wait for none but itself.
    struct Place {
        Found found;
        bool isWanted = false; ///< at the last refresh()
        bool isBeingLookedAt = false;
        bool mustBeLookedAtAgain = false;
        bool isBeingLookedInto = false;
    };

    void lookAt(const QString& name, bool isFolder);
    void take(const QString& name, Found found);
    /// Into the next file of the place that nobody has looked into.
    void lookInto(const QString& name);
    void gather();
    void cleanUp();
    void moveTo(const std::filesystem::path& from, const std::filesystem::path& to,
                const SessionMover::Moved& done);

    settings::Settings& m_settings;
    std::map<QString, Place> m_places;
    std::vector<SessionSummary> m_sessions; // of the places that are wanted
    SessionMover m_mover;
};

} // namespace ui::session
