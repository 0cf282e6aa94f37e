// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/rows.h"
#include "ui/session/job_thread.h"
#include "ui/settings/settings.h"

#include <QDateTime>
#include <QObject>
#include <QString>

#include <filesystem>
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

/// The sessions in the user's folder and those opened lately elsewhere, newest first. Files are looked
/// into on a thread of its own, once per change of the file. GUI thread.
class SessionCatalog : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t mostShown = 200;

    explicit SessionCatalog(settings::Settings& settings, QObject* parent = nullptr);

    [[nodiscard]] const std::vector<SessionSummary>& sessions() const { return m_sessions; }

    /// Looks at the folder again; changed() follows, once for the names and once for the contents.
    void refresh();
    /// A session outside the folder was opened.
    void remember(const std::filesystem::path& path);

    [[nodiscard]] core::base::Status rename(const std::filesystem::path& path, const QString& name);
    [[nodiscard]] core::base::Status move(const std::filesystem::path& path, const QString& folder);
    [[nodiscard]] core::base::Status remove(const std::filesystem::path& path);

signals:
    void changed();

private:
    void lookInto(const SessionSummary& summary);
    void cleanUp();
    [[nodiscard]] core::base::Status moveTo(const std::filesystem::path& from,
                                            const std::filesystem::path& to);

    settings::Settings& m_settings;
    std::vector<SessionSummary> m_sessions;
    JobThread m_thread; // last
};

} // namespace ui::session
