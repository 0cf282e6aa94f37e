// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/sniff_helper.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <grp.h>
#include <pwd.h>
#include <unistd.h>

using namespace core::capture;

class SniffHelperTest : public QObject {
    Q_OBJECT

private slots:

    void cleanup() { qunsetenv("RHAPSODE_SNIFF_PROGRAM"); }

    void looksWhereItIsTold()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("rhapsode-sniff");
        qputenv("RHAPSODE_SNIFF_PROGRAM", path.toLocal8Bit());
        QVERIFY(!findSniffHelper());
        QFile file{path};
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.setPermissions(QFile::ReadOwner));
        const auto plain = findSniffHelper();
        QVERIFY(plain.has_value());
        QCOMPARE(plain->path, path.toStdString());
        QVERIFY(!plain->isExecutable);
        QVERIFY(!plain->isPermitted);
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
        const auto executable = findSniffHelper();
        QVERIFY(executable->isExecutable);
        QVERIFY(!executable->isUsable());
        QCOMPARE(executable->permissionCommand(), "sudo setcap cap_net_raw=ep '" + path.toStdString() + "'");
    }

    void namesTheGroup()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("rhapsode-sniff");
        QFile file{path};
        QVERIFY(file.open(QIODevice::WriteOnly));
        const std::string group = ::getgrgid(::getegid())->gr_name;
        const std::string user = ::getpwuid(::getuid())->pw_name;
        const SniffHelper helper{path.toStdString(), false, true};
        QCOMPARE(helper.permissionCommand(), "sudo usermod -aG " + group + " " + user);
    }
};

QTEST_GUILESS_MAIN(SniffHelperTest)
#include "tst_sniff_helper.moc"
