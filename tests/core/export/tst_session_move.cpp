// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/session_move.h"

#include "core/session/session_reader.h"
#include "core/session/writer_lock.h"
#include "tests/support/temp_session.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <sys/stat.h>

using namespace core;
using namespace core::exporting;
using namespace tests::support;
namespace fs = std::filesystem;

namespace {

dev_t diskOf(const fs::path& path)
{
    struct stat info {};

    return ::stat(path.c_str(), &info) == 0 ? info.st_dev : 0;
}

std::int64_t messagesIn(const fs::path& session)
{
    const auto reader = session::SessionReader::open(session);
    return reader ? (*reader)->progress()->lastMessage.value : -1;
}

fs::path pathOf(const QTemporaryDir& folder)
{
    return folder.path().toStdString();
}

/// All that is in the folder, hidden files too.
qsizetype filesIn(const QTemporaryDir& folder)
{
    return QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size();
}

} // namespace

class SessionMoveTest : public QObject {
    Q_OBJECT

private slots:

    void init()
    {
        m_session = std::make_unique<TempSession>();
        m_session->fill(busyTraffic(20));
        m_messages = messagesIn(m_session->path());
        QVERIFY(m_messages > 0);
        // Memory, and so another disk than any folder for temporary files but itself.
        m_elsewhere = std::make_unique<QTemporaryDir>(QStringLiteral("/dev/shm/rhapsode-XXXXXX"));
        if (!m_elsewhere->isValid() || diskOf(pathOf(*m_elsewhere)) == diskOf(m_session->folder()))
            m_elsewhere.reset();
    }

    void onTheSameDisk()
    {
        const fs::path to = m_session->folder() / "friday.rhapsode";
        const auto outcome = moveSession(m_session->path(), to);
        QVERIFY(outcome && *outcome == MoveOutcome::Moved);
        QCOMPARE(messagesIn(to), m_messages);
        QVERIFY(!fs::exists(m_session->path()));
    }

    void toAnotherDisk()
    {
        if (!m_elsewhere)
            QSKIP("There is no second file system to move to.");
        const auto size = fs::file_size(m_session->path());
        const auto written = fs::file_time_type::clock::now() - std::chrono::hours{48};
        fs::last_write_time(m_session->path(), written);
        const fs::path to = pathOf(*m_elsewhere) / "friday.rhapsode";
        MoveProgress last;
        const auto outcome =
            moveSession(m_session->path(), to, [&](const MoveProgress& progress) { last = progress; });
        QVERIFY(outcome && *outcome == MoveOutcome::Moved);
        QCOMPARE(messagesIn(to), m_messages);
        QCOMPARE(fs::file_size(to), size);
        QVERIFY2(fs::last_write_time(to) == written, "it keeps its place in a list by time");
        QCOMPARE(last.done, std::uint64_t{size});
        QCOMPARE(last.total, std::uint64_t{size});
        QVERIFY(!fs::exists(m_session->path()));
        QCOMPARE(filesIn(*m_elsewhere), 1);
    }

    void calledOffItStaysAndLeavesNothing()
    {
        if (!m_elsewhere)
            QSKIP("There is no second file system to move to.");
        std::stop_source stop;
        const auto outcome = moveSession(
            m_session->path(), pathOf(*m_elsewhere) / "friday.rhapsode",
            [&](const MoveProgress&) { stop.request_stop(); }, stop.get_token());
        QVERIFY(outcome && *outcome == MoveOutcome::CalledOff);
        QCOMPARE(messagesIn(m_session->path()), m_messages);
        QCOMPARE(filesIn(*m_elsewhere), 0);
    }

    void neverReplacesAnything()
    {
        const std::vector<fs::path> folders{m_session->folder(),
                                            m_elsewhere ? pathOf(*m_elsewhere) : m_session->folder()};
        for (const fs::path& folder : folders) {
            const fs::path to = folder / "mine.rhapsode";
            std::ofstream{to} << "mine";
            const auto outcome = moveSession(m_session->path(), to);
            QVERIFY(!outcome);
            QCOMPARE(outcome.error().code, base::ErrorCode::FileExists);
            QCOMPARE(outcome.error().subject, to.string());
            QCOMPARE(fs::file_size(to), std::uintmax_t{4});
            QCOMPARE(messagesIn(m_session->path()), m_messages);
        }
    }

    void whatIsWrittenToStays()
    {
        const fs::path to = m_session->folder() / "friday.rhapsode";
        {
            const auto writer = session::WriterLock::take(m_session->path());
            QVERIFY(bool(writer));
            const auto outcome = moveSession(m_session->path(), to);
            QVERIFY(!outcome);
            QCOMPARE(outcome.error().code, base::ErrorCode::SessionBusy);
        }
        std::ofstream{session::walPath(m_session->path())} << "messages that are not in the file yet";
        const auto outcome = moveSession(m_session->path(), to);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, base::ErrorCode::SessionBusy);
        QVERIFY(!fs::exists(to));
    }

    void saysWhichFolderCannotBeWritten()
    {
        const fs::path to = m_session->folder() / "no such folder" / "friday.rhapsode";
        const auto outcome = moveSession(m_session->path(), to);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().subject, to.string());
        QCOMPARE(messagesIn(m_session->path()), m_messages);
    }

private:
    std::unique_ptr<TempSession> m_session;
    std::unique_ptr<QTemporaryDir> m_elsewhere;
    std::int64_t m_messages = 0;
};

QTEST_GUILESS_MAIN(SessionMoveTest)
#include "tst_session_move.moc"
