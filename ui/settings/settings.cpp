// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings.h"

#include <QDir>

namespace ui::settings {
namespace {

template <typename... T>
std::vector<AnySetting> listed(const Setting<T>&... settings)
{
    return {AnySetting{settings.key, QVariant::fromValue(settings.fallback)}...};
}

} // namespace

std::vector<AnySetting> allSettings()
{
    return listed(sessionsFolder, recentSessions, openFolder, exportFolder, openedRtp, theme, fontSize,
                  density, language, utc, filterHistory, callColumns, messageColumns, flowLegs, flowRtp,
                  windowGeometry, listSplitter, paneSplitter, captureInterfaces, captureHep, hepPort,
                  hepFromEverywhere, captureFilter, captureRtp, captureMore, captureHepTcp, hepTcpPort,
                  captureHepTls, hepTlsPort, tlsCertificate, tlsKey, hepKeyFile, hepAllowed, captureCommand,
                  commandHistory, captureFollow, followedPath, captureForward, forwardUrl, forwardKeyFile,
                  forwardCaptureId, tlsKeyLog, tlsRsaKey);
}

Settings::Settings()
    : m_store(std::make_unique<QSettings>(QSettings::IniFormat, QSettings::UserScope,
                                          QStringLiteral("rhapsode"), QStringLiteral("rhapsode")))
{
}

Settings::Settings(const QString& file) : m_store(std::make_unique<QSettings>(file, QSettings::IniFormat)) {}

void Settings::reset()
{
    for (const AnySetting& setting : allSettings())
        m_store->remove(QLatin1String(setting.key));
}

void Settings::save()
{
    m_store->sync();
}

QString sessionsFolderOf(const Settings& settings)
{
    const QString chosen = settings.value(sessionsFolder);
    return chosen.isEmpty() ? QDir::home().filePath(QStringLiteral("Rhapsode")) : QDir(chosen).absolutePath();
}

void remember(QStringList& newestFirst, const QString& entry, qsizetype most)
{
    newestFirst.removeAll(entry);
    newestFirst.prepend(entry);
    if (newestFirst.size() > most)
        newestFirst.resize(most);
}

} // namespace ui::settings
