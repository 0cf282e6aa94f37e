// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings.h"

#include <QDir>
#include <QSet>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace ui::settings;

class SettingsTest : public QObject {
    Q_OBJECT

private slots:
    void keysAreUnique();
    void survivesSaveAndLoad();
    void resetRestoresTheFirstDay();
    void namesTheSessionsFolder();
    void remembersNewestFirst();
};

void SettingsTest::keysAreUnique()
{
    QSet<QString> keys;
    for (const AnySetting& setting : allSettings())
        keys.insert(QLatin1String(setting.key));
    QCOMPARE(static_cast<std::size_t>(keys.size()), allSettings().size());
}

void SettingsTest::survivesSaveAndLoad()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"settings.ini"_s);
    {
        Settings settings(file);
        settings.setValue(hepPort, 9999);
        settings.setValue(utc, true);
        settings.setValue(fontSize, 11.5);
        settings.setValue(filterHistory, {u"status >= 400 and method == \"INVITE\""_s, u"a, b"_s});
        settings.setValue(windowGeometry, QByteArray("\0\x01\xFF", 3));
        settings.setValue(sessionsFolder, u"/data/Sitzungen für Jürgen"_s);
    }
    const Settings settings(file);
    QCOMPARE(settings.value(hepPort), 9999);
    QCOMPARE(settings.value(utc), true);
    QCOMPARE(settings.value(fontSize), 11.5);
    QCOMPARE(settings.value(filterHistory),
             QStringList({u"status >= 400 and method == \"INVITE\""_s, u"a, b"_s}));
    QCOMPARE(settings.value(windowGeometry), QByteArray("\0\x01\xFF", 3));
    QCOMPARE(settings.value(sessionsFolder), u"/data/Sitzungen für Jürgen"_s);
}

void SettingsTest::resetRestoresTheFirstDay()
{
    const QTemporaryDir folder;
    Settings settings(folder.filePath(u"settings.ini"_s));
    settings.setValue(ui::settings::theme, u"dark"_s);
    settings.setValue(hepPort, 1);
    settings.reset();
    QCOMPARE(settings.value(ui::settings::theme), u"system"_s);
    QCOMPARE(settings.value(hepPort), 9060);
}

void SettingsTest::namesTheSessionsFolder()
{
    const QTemporaryDir folder;
    Settings settings(folder.filePath(u"settings.ini"_s));
    QCOMPARE(sessionsFolderOf(settings), QDir::home().filePath(u"Rhapsode"_s));
    settings.setValue(sessionsFolder, u"/data/sip"_s);
    QCOMPARE(sessionsFolderOf(settings), u"/data/sip"_s);
}

void SettingsTest::remembersNewestFirst()
{
    QStringList list{u"a"_s, u"b"_s, u"c"_s};
    remember(list, u"b"_s, 3);
    QCOMPARE(list, QStringList({u"b"_s, u"a"_s, u"c"_s}));
    remember(list, u"d"_s, 3);
    QCOMPARE(list, QStringList({u"d"_s, u"b"_s, u"a"_s}));
}

QTEST_GUILESS_MAIN(SettingsTest)
#include "tst_settings.moc"
