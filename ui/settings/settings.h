// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSettings>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <memory>
#include <vector>

namespace ui::settings {

/// One setting of the user: its key in the file, and its value as long as nothing was chosen.
template <typename T>
struct Setting {
    const char* key;
    T fallback;
};

// The one table. What belongs to a session is in the session file, not here.

/// Where new sessions go; empty: "Rhapsode" in the home folder.
inline const Setting<QString> sessionsFolder{"sessions/folder", {}};
/// Sessions opened lately that lie elsewhere, newest first.
inline const Setting<QStringList> recentSessions{"sessions/recent", {}};
/// Where "Open" looked last.
inline const Setting<QString> openFolder{"sessions/openFolder", {}};
inline const Setting<QString> exportFolder{"sessions/exportFolder", {}};
/// How much of the RTP of captures that are opened is kept: "full", "headers", "none".
inline const Setting<QString> openedRtp{"sessions/openedRtp", QStringLiteral("full")};

/// "system", "light", "dark".
inline const Setting<QString> theme{"look/theme", QStringLiteral("system")};
/// Points; 0: that of the desktop.
inline const Setting<double> fontSize{"look/fontSize", 0};
/// "compact", "normal", "roomy".
inline const Setting<QString> density{"look/density", QStringLiteral("compact")};
/// ISO code such as "de"; empty: that of the desktop.
inline const Setting<QString> language{"look/language", {}};
/// Times as UTC instead of local time.
inline const Setting<bool> utc{"look/utc", false};

inline const Setting<QStringList> filterHistory{"filter/history", {}};
inline const Setting<QByteArray> callColumns{"lists/callColumns", {}};
inline const Setting<QByteArray> messageColumns{"lists/messageColumns", {}};

/// The flow of a call shows the calls that belong together with it, and its RTP streams.
inline const Setting<bool> flowLegs{"flow/legs", false};
inline const Setting<bool> flowRtp{"flow/rtp", false};

inline const Setting<QByteArray> windowGeometry{"window/geometry", {}};
inline const Setting<QByteArray> listSplitter{"window/listSplitter", {}};
inline const Setting<QByteArray> paneSplitter{"window/paneSplitter", {}};

inline const Setting<QStringList> captureInterfaces{"capture/interfaces", {}};
inline const Setting<bool> captureHep{"capture/hep", true};
inline const Setting<int> hepPort{"capture/hepPort", 9060};
/// HEP from other machines too, not only from this one.
inline const Setting<bool> hepFromEverywhere{"capture/hepFromEverywhere", true};
inline const Setting<QString> captureFilter{"capture/filter", {}};
/// How much RTP a capture keeps: "full", "headers", "none".
inline const Setting<QString> captureRtp{"capture/rtp", QStringLiteral("full")};
/// The capture panel shows everything it has.
inline const Setting<bool> captureMore{"capture/more", false};
inline const Setting<bool> captureHepTcp{"capture/hepTcp", false};
inline const Setting<int> hepTcpPort{"capture/hepTcpPort", 9060};
inline const Setting<bool> captureHepTls{"capture/hepTls", false};
inline const Setting<int> hepTlsPort{"capture/hepTlsPort", 9061};
/// PEM files; both empty: a certificate of our own.
inline const Setting<QString> tlsCertificate{"capture/tlsCertificate", {}};
inline const Setting<QString> tlsKey{"capture/tlsKey", {}};
/// The key itself is in the file, never here.
inline const Setting<QString> hepKeyFile{"capture/hepKeyFile", {}};
/// As typed: addresses and networks.
inline const Setting<QString> hepAllowed{"capture/hepAllowed", {}};
inline const Setting<bool> captureCommand{"capture/command", false};
/// Commands used, newest first.
inline const Setting<QStringList> commandHistory{"capture/commands", {}};
inline const Setting<bool> captureFollow{"capture/follow", false};
inline const Setting<QString> followedPath{"capture/followedPath", {}};

inline const Setting<bool> captureForward{"capture/forward", false};
inline const Setting<QString> forwardUrl{"capture/forwardUrl", {}};
/// The key itself is in the file, never here.
inline const Setting<QString> forwardKeyFile{"capture/forwardKeyFile", {}};
/// As typed; empty: agents keep theirs.
inline const Setting<QString> forwardCaptureId{"capture/forwardCaptureId", {}};

/// Files that captures are decrypted with.
inline const Setting<QString> tlsKeyLog{"capture/tlsKeyLog", {}};
inline const Setting<QString> tlsRsaKey{"capture/tlsRsaKey", {}};

/// A setting without its type, for whoever walks the table.
struct AnySetting {
    const char* key;
    QVariant fallback;
};

[[nodiscard]] std::vector<AnySetting> allSettings();

/// The user's settings. Passed to who needs it; GUI thread.
class Settings {
public:
    /// The usual place of this user.
    Settings();
    /// An ini file, for tests.
    explicit Settings(const QString& file);

    template <typename T>
    [[nodiscard]] T value(const Setting<T>& setting) const
    {
        return m_store->value(QLatin1String(setting.key), QVariant::fromValue(setting.fallback))
            .template value<T>();
    }

    template <typename T>
    void setValue(const Setting<T>& setting, const T& value)
    {
        m_store->setValue(QLatin1String(setting.key), QVariant::fromValue(value));
    }

    /// Everything as it was on the first day.
    void reset();
    /// Writes to the disk now.
    void save();

private:
    std::unique_ptr<QSettings> m_store;
};

/// Absolute; the folder need not exist.
[[nodiscard]] QString sessionsFolderOf(const Settings& settings);

/// Puts `entry` first, drops older equal ones, keeps at most `most`.
void remember(QStringList& newestFirst, const QString& entry, qsizetype most);

} // namespace ui::settings
