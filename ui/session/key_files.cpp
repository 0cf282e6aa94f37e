// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/key_files.h"

#include "core/tls/key_log_file.h"
#include "ui/adapt/text.h"

#include <QByteArray>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace ui::session {
namespace {

enum class KeyFileKind { None, KeyLog, RsaKey };

/// A key log may begin with comments; a key with the certificate that belongs to it.
constexpr qint64 beginningSize = 4096;

bool hasSecret(const QByteArray& text)
{
    bool isFound = false;
    core::tls::readKeyLog({text.constData(), static_cast<std::size_t>(text.size())},
                          core::tls::SecretOrigin::KeyLog, [&](core::tls::Secret&&) { isFound = true; });
    return isFound;
}

KeyFileKind kindOf(const QString& path)
{
    QFile file(path);
    // A pipe would keep us waiting.
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return KeyFileKind::None;
    const QByteArray beginning = file.read(beginningSize);
    if (beginning.contains("-----BEGIN") && beginning.contains("PRIVATE KEY-----"))
        return KeyFileKind::RsaKey;
    return hasSecret(beginning) ? KeyFileKind::KeyLog : KeyFileKind::None;
}

} // namespace

void KeyFiles::add(const KeyFiles& others)
{
    keyLogs.insert(keyLogs.end(), others.keyLogs.begin(), others.keyLogs.end());
    rsaKeys.insert(rsaKeys.end(), others.rsaKeys.begin(), others.rsaKeys.end());
}

void KeyFiles::remove(const KeyFiles& others)
{
    const auto leave = [](std::vector<std::string>& files, const std::vector<std::string>& gone) {
        std::erase_if(files,
                      [&](const std::string& file) { return std::ranges::find(gone, file) != gone.end(); });
    };
    leave(keyLogs, others.keyLogs);
    leave(rsaKeys, others.rsaKeys);
}

KeyFiles takeKeyFiles(QStringList& files)
{
    KeyFiles keys;
    QStringList rest;
    for (const QString& file : files) {
        const KeyFileKind kind = kindOf(file);
        if (kind == KeyFileKind::None)
            rest.append(file);
        else
            (kind == KeyFileKind::KeyLog ? keys.keyLogs : keys.rsaKeys).push_back(adapt::path(file).string());
    }
    files = rest;
    return keys;
}

KeyFiles lastKeys(const settings::Settings& settings)
{
    KeyFiles keys;
    if (const QString file = settings.value(settings::tlsKeyLog).trimmed(); !file.isEmpty())
        keys.keyLogs.push_back(adapt::path(file).string());
    if (const QString file = settings.value(settings::tlsRsaKey).trimmed(); !file.isEmpty())
        keys.rsaKeys.push_back(adapt::path(file).string());
    return keys;
}

KeyFiles asKeyFiles(const QStringList& files)
{
    QStringList rest = files;
    KeyFiles keys = takeKeyFiles(rest);
    for (const QString& file : rest)
        keys.keyLogs.push_back(adapt::path(file).string());
    return keys;
}

} // namespace ui::session
