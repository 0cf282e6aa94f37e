// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/import_mark.h"

#include "core/session/session_file.h"
#include "tests/support/temp_session.h"

#include <QTest>

#include <fstream>

using namespace core;
using namespace core::session;
using namespace tests::support;
namespace fs = std::filesystem;

namespace {

/// As if nobody had written to anything in the folder for a while.
void age(const fs::path& folder)
{
    for (const auto& entry : fs::directory_iterator{folder})
        fs::last_write_time(entry, fs::file_time_type::clock::now() - std::chrono::minutes{1});
}

fs::path with(const fs::path& path, const char* suffix)
{
    fs::path longer = path;
    longer += suffix;
    return longer;
}

void write(const fs::path& path, std::string_view text)
{
    std::ofstream{path} << text;
}

} // namespace

class ImportMarkTest : public QObject {
    Q_OBJECT

private slots:

    void aWholeImportStays()
    {
        const TempSession session;
        {
            const ImportMark mark{session.path()};
            session.fill(busyTraffic(20));
            QVERIFY(fs::exists(with(session.path(), ".importing")));
        }
        age(session.folder());
        QCOMPARE(removeAbandonedImports(session.folder()).removed, std::size_t{0});
        QVERIFY(fs::exists(session.path()));
    }

    /// It ended while the session got its tables, before there was a log.
    void whatTheFirstMomentLeftGoes()
    {
        const TempSession session;
        write(session.path(), {});
        write(with(session.path(), "-journal"), "half a page");
        write(with(session.path(), ".importing"), {});
        age(session.folder());
        QCOMPARE(removeAbandonedImports(session.folder()).removed, std::size_t{1});
        QVERIFY(fs::is_empty(session.folder()));
    }

    void whatACrashLeftGoes()
    {
        const TempSession session;
        session.fill(busyTraffic(20));
        write(with(session.path(), ".importing"), "");
        write(with(session.path(), "-wal"), "frames");
        write(with(session.path(), "-shm"), "index");
        QVERIFY(removeAbandonedImports(session.folder()).areSomeYoung); // somebody may be at it
        QVERIFY(fs::exists(session.path()));
        age(session.folder());
        QCOMPARE(removeAbandonedImports(session.folder()).removed, std::size_t{1});
        QVERIFY(fs::is_empty(session.folder()));
    }

    void partialSessionsOfTheCommandLineGoToo()
    {
        const TempSession session;
        session.fill(busyTraffic(20));
        fs::rename(session.path(), with(session.path(), ".partial"));
        write(with(session.path(), ".partial-wal"), "frames");
        age(session.folder());
        QCOMPARE(removeAbandonedImports(session.folder()).removed, std::size_t{1});
        QVERIFY(fs::is_empty(session.folder()));
    }

    void whatIsBeingWrittenStays()
    {
        const TempSession session;
        const auto writer = session.writer(Durability::Import);
        const ImportMark mark{session.path()};
        age(session.folder());
        QCOMPARE(removeAbandonedImports(session.folder()).removed, std::size_t{0});
        QVERIFY(fs::exists(session.path()));
    }

    void filesOfOthersStay()
    {
        const TempSession session;
        write(session.folder() / "video.mp4.partial", "half a film");
        session.fill(busyTraffic(20));
        age(session.folder());
        QCOMPARE(removeAbandonedImports(session.folder()).removed, std::size_t{0});
        QVERIFY(fs::exists(session.folder() / "video.mp4.partial"));
        QVERIFY(fs::exists(session.path()));
        QCOMPARE(removeAbandonedImports(session.folder() / "no such folder").removed, std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(ImportMarkTest)
#include "tst_import_mark.moc"
