// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/system/house_rules.h"
#include "tests/system/layers.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tests::system;

namespace {

const QString licence = u"// SPDX-License-Identifier: GPL-3.0-or-later\n"_s;

/// A small house in order; a test adds one file to it.
std::vector<SourceFile> soundHouse()
{
    return {
        {u"core/base/result.h"_s, licence + u"namespace core::base {}\n"_s},
        {u"core/sip/via.h"_s, licence + u"#include \"core/base/result.h\"\nnamespace core::sip {}\n"_s},
        {u"core/call/dialog.h"_s, licence + u"namespace core::call {}\n"_s},
        {u"core/engine/engine.h"_s, licence + u"namespace core::engine {}\n"_s},
        {u"core/capture/live.cpp"_s, licence + u"#include <pcap.h>\n"_s},
        {u"ui/theme/palette.cpp"_s, licence + u"const QColor accent(\"#3366cc\");\n"_s},
        {u"ui/session/controller.h"_s,
         licence + u"#include \"core/engine/engine.h\"\nnamespace ui::session {}\n"_s},
        {u"ui/models/model.cpp"_s,
         licence + u"// QColor(1, 2, 3) would be wrong\n#include \"ui/session/controller.h\"\n"_s},
        {u"installer/run"_s, u"#!/bin/bash\n# SPDX-License-Identifier: GPL-3.0-or-later\n"_s},
        {u"README.md"_s, u"Rhapsode, /usr/bin and their workshop/studio\n"_s},
    };
}

} // namespace

class IncludesTest : public QObject {
    Q_OBJECT

private slots:

    void aSoundHouseHasNoViolations() { QCOMPARE(violations(soundHouse(), {u"workshop"_s}), QStringList()); }

    void aViolationIsFound_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const QString& path, const QString& body,
                            const QString& expected) {
            QTest::newRow(name) << path << QString(licence + body) << QString(path + expected);
        };
        row("upwards", u"core/sip/a.cpp"_s, u"#include \"core/call/dialog.h\"\n"_s,
            u":2: core/sip may not include core/call"_s);
        row("core to ui", u"core/sip/a.cpp"_s, u"#include \"ui/session/controller.h\"\n"_s,
            u":2: core/sip may not include ui/session"_s);
        row("sideways", u"core/sip/a.cpp"_s, u"\n  #  include \"core/engine/engine.h\"\n"_s,
            u":3: core/sip may not include core/engine"_s);
        row("the engine from a view", u"ui/lists/a.cpp"_s, u"#include \"core/engine/engine.h\"\n"_s,
            u":2: ui/lists may not include core/engine"_s);
        row("Qt in core", u"core/sip/a.cpp"_s, u"#include <QString>\n"_s,
            u":2: core knows no Qt, and this is <QString>"_s);
        row("Qt module in core", u"core/sip/a.cpp"_s, u"#include <QtCore/QString>\n"_s,
            u":2: core knows no Qt, and this is <QtCore/QString>"_s);
        row("SQLite in the reader", u"core/session/a.cpp"_s, u"#include <sqlite3.h>\n"_s,
            u":2: <sqlite3.h> belongs in core/session/sqlite/*.cpp only"_s);
        row("SQLite in a header", u"core/session/sqlite/a.h"_s,
            u"#include <sqlite3.h>\nnamespace core::session {}\n"_s,
            u":2: <sqlite3.h> belongs in core/session/sqlite/*.cpp only"_s);
        row("Asio in net", u"core/net/a.cpp"_s, u"#include <asio/ip/tcp.hpp>\n"_s,
            u":2: <asio/ip/tcp.hpp> belongs in core/capture or core/forward/*.cpp only"_s);
        row("libpcap in net", u"core/net/a.cpp"_s, u"#include <pcap/pcap.h>\n"_s,
            u":2: <pcap/pcap.h> belongs in core/capture or app/sniff/*.cpp only"_s);
        row("QCustomPlot in a view", u"ui/lists/a.cpp"_s, u"#include <qcustomplot.h>\n"_s,
            u":2: <qcustomplot.h> belongs in ui/charts/*.cpp only"_s);
        row("sockets in ui", u"ui/session/a.cpp"_s, u"#include <sys/socket.h>\n"_s,
            u":2: ui knows no sockets and no SQL, and this is <sys/socket.h>"_s);
        row("a folder nobody knows", u"core/misc/a.cpp"_s, u""_s,
            u":1: the folder 'core/misc' has no place in the table of layers"_s);
        row("a folder at the top", u"scripts/a.cpp"_s, u""_s,
            u":1: the folder 'scripts' is none of: .ci app core ui resources translations tests installer"_s);
        row("a relative include", u"core/sip/a.cpp"_s, u"#include \"via.h\"\n"_s,
            u":2: \"via.h\" is no header of ours; our includes start at the top folder"_s);
        row("a colour", u"ui/ladder/a.cpp"_s, u"\nauto c = QColor( 12, 3, 4);\n"_s,
            u":3: a colour ('QColor( 1') outside ui/theme"_s);
        row("a colour in a style sheet", u"ui/ladder/a.cpp"_s, u"f(\"color: #3366cc\");\n"_s,
            u":2: a colour ('#3366cc') outside ui/theme"_s);
        row("a named colour", u"ui/ladder/a.cpp"_s, u"pen.setColor(Qt::darkRed);\n"_s,
            u":2: a colour ('Qt::darkRed') outside ui/theme"_s);
        row("a path of this machine", u"core/sip/a.cpp"_s, u"auto f = \"/workshop/files\";\n"_s,
            u":2: a path into /workshop, which only this machine has"_s);
        row("another namespace", u"core/sip/a.h"_s, u"namespace sip {}\n"_s,
            u":1: does not declare 'namespace core::sip'"_s);
        row("ui in a test of core", u"tests/core/sip/a.cpp"_s, u"#include \"ui/session/controller.h\"\n"_s,
            u":2: a test of core includes ui/session/controller.h"_s);
    }

    void aViolationIsFound()
    {
        QFETCH(QString, path);
        QFETCH(QString, text);
        QFETCH(QString, expected);
        auto files = soundHouse();
        files.push_back({path, text});
        QCOMPARE(violations(files, {u"workshop"_s}), QStringList{expected});
    }

    void aFileWithoutLicenceIsFound_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("text");
        QTest::newRow("source") << u"core/sip/a.cpp"_s << u"int a = 1;\n"_s;
        QTest::newRow("CMake") << u"core/sip/CMakeLists.txt"_s << u"project(a)\n"_s;
        QTest::newRow("shell") << u"installer/thing"_s << u"#!/bin/sh\ntrue\n"_s;
    }

    void aFileWithoutLicenceIsFound()
    {
        QFETCH(QString, path);
        QFETCH(QString, text);
        auto files = soundHouse();
        files.push_back({path, text});
        QCOMPARE(violations(files, {}), QStringList{path + u":1: no SPDX line at the top"_s});
    }

    void theTableIsClosed()
    {
        for (auto row = layers().begin(); row != layers().end(); ++row) {
            QVERIFY2(!row->contains(row.key()), qPrintable(row.key() + u" stands below itself"_s));
            // ui/session is the one door to the engine: who stands above it does not see through it.
            for (const QString& below : *row) {
                if (below != u"ui/session"_s)
                    QVERIFY2(row->contains(layers().value(below)), qPrintable(row.key() + u' ' + below));
            }
        }
    }

    /// The same with files on a disk, as the real run reads them.
    void aPlantedFileIsReadFromDisk()
    {
        const QTemporaryDir top;
        QVERIFY(QDir(top.path()).mkpath(u"core/sip"_s) && QDir(top.path()).mkpath(u"build/x"_s));
        for (const QString& path : {u"core/sip/a.cpp"_s, u"build/x/b.cpp"_s}) {
            QFile file(top.filePath(path));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("#include <QString>\n");
        }
        QCOMPARE(violations(readRepository(top.path()), {}),
                 (QStringList{u"core/sip/a.cpp:1: no SPDX line at the top"_s,
                              u"core/sip/a.cpp:1: core knows no Qt, and this is <QString>"_s}));
    }

    void thisRepositoryIsInOrder()
    {
        const auto files = readRepository(QStringLiteral(RHAPSODE_SOURCE_DIR));
        QVERIFY(files.size() > 50);
        const QStringList found = violations(files, foldersOfThisMachine());
        QVERIFY2(found.isEmpty(), qPrintable(u'\n' + found.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(IncludesTest)
#include "tst_includes.moc"
