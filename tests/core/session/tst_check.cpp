// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/session/frame_block.h"
#include "core/session/primary.h"
#include "core/session/session_reader.h"
#include "core/session/session_table.h"
#include "tests/support/temp_session.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>
#include <array>

#include <csignal>
#include <numeric>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace core;
using namespace core::session;
using namespace tests::support;

namespace {

/// Frames by number, as something hands them out.
using Frames = std::vector<std::pair<std::int64_t, std::vector<std::byte>>>;

Frames written(const SessionFiller& filler)
{
    Frames frames;
    for (const SessionFiller::Frame& frame : filler.frames())
        frames.emplace_back(frame.number.value, frame.bytes);
    return frames;
}

base::Status salvage(const TempSession& session, Frames& frames)
{
    return salvageFrames(session.path(), [&](const StoredFrame& frame) {
        frames.emplace_back(frame.number.value, frame.bytes);
        return true;
    });
}

void overwrite(const std::filesystem::path& path, qint64 offset, const QByteArray& bytes)
{
    QFile file{QString::fromStdString(path.string())};
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(offset));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray contents(const std::filesystem::path& path)
{
    QFile file{QString::fromStdString(path.string())};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

/// Where the n-th block begins in the file.
qsizetype placeOfBlock(const QByteArray& file, int number)
{
    const QByteArray magic{reinterpret_cast<const char*>(blockMagic.data()), qsizetype{blockMagic.size()}};
    qsizetype at = -1;
    for (int i = 0; i <= number; ++i)
        at = file.indexOf(magic, at + 1);
    return at;
}

/// A closed session of several blocks in three streams; what was written is left in `frames`.
void fillWithBlocks(const TempSession& session, Frames& frames, std::size_t& messages)
{
    const auto writer = session.writer(Durability::Import);
    SessionFiller filler{*writer};
    int count = 0;
    for (const ScriptMessage& message : busyTraffic(600)) {
        filler.add(message);
        if (++count % 40 == 0)
            filler.addOther(20'000, BlockStream::Rest, message.captured);
        if (count % 1'000 == 0)
            QVERIFY(filler.commit());
    }
    QVERIFY(filler.commit());
    QVERIFY(writer->close());
    frames = written(filler);
    messages = filler.messages().size();
}

/// Writes until the disk is full; true when that is told and stays, and what was committed can be read.
bool fillDisk(const TempSession& session)
{
    std::int64_t committed = 0;
    {
        const auto writer = session.writer();
        SessionFiller filler{*writer};
        base::Status failure;
        for (int i = 0; failure && i < 4'000; ++i) {
            filler.addOther(20'000, BlockStream::Rest, scriptStart());
            filler.add(readCallScript("alice -> bob OPTIONS 1 call-id=again"));
            if (i % 5 == 0)
                failure = filler.commit();
        }
        if (failure || failure.error().code != base::ErrorCode::DiskFull)
            return false;
        if (writer->commit() || writer->close())
            return false;
        committed = writer->progress().lastMessage.value;
    }
    const auto report = checkSession(session.path());
    return report && report->damages.empty() && committed > 0 &&
           report->messages == static_cast<std::uint64_t>(committed);
}

} // namespace

class CheckTest : public QObject {
    Q_OBJECT

private slots:
    void soundSessionsAreSound();
    void framesAreSavedFromAFileWithoutHeader();
    void framesAreSavedFromAWal();
    void aDamagedBlockCostsItsFramesOnly();
    void aKilledWriterLeavesWhatItCommitted();
    void aFullDiskLeavesAReadableFile();
    void aCrashedSessionInAReadOnlyFolder();
    void strangeFiles_data();
    void strangeFiles();
    void newerSessionsAreRefused();
    void marksStayWithTheSession();
    void viewsForTheShell();
};

void CheckTest::soundSessionsAreSound()
{
    const TempSession session;
    Frames frames;
    std::size_t messages = 0;
    fillWithBlocks(session, frames, messages);
    const auto report = checkSession(session.path());
    QVERIFY(report);
    QVERIFY2(report->damages.empty(), report->damages.empty() ? "" : report->damages.front().c_str());
    QCOMPARE(report->frames, std::uint64_t{frames.size()});
    QCOMPARE(report->messages, std::uint64_t{messages});
    QCOMPARE(report->calls, std::uint64_t{600});

    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(checkSession(session.path(), stop.get_token()).error().code, base::ErrorCode::Cancelled);
}

void CheckTest::framesAreSavedFromAFileWithoutHeader()
{
    const TempSession session;
    Frames frames;
    std::size_t messages = 0;
    fillWithBlocks(session, frames, messages);
    overwrite(session.path(), 0, QByteArray(3 * 8192, '\xaa'));
    QCOMPARE(SessionReader::open(session.path()).error().code, base::ErrorCode::NotASession);
    Frames saved;
    QVERIFY(salvage(session, saved));
    QVERIFY(saved == frames);

    int seen = 0;
    QVERIFY(salvageFrames(session.path(), [&](const StoredFrame&) { return ++seen < 10; }));
    QCOMPARE(seen, 10);
}

void CheckTest::framesAreSavedFromAWal()
{
    const TempSession session;
    const auto writer = session.writer();
    SessionFiller filler{*writer};
    for (const ScriptMessage& message : busyTraffic(40))
        filler.add(message);
    QVERIFY(filler.commit());
    filler.add(readCallScript("alice -> bob OPTIONS 1 call-id=last"));
    QVERIFY(filler.commit());
    QTRY_COMPARE(writer->progress().lastFrame, filler.frames().back().number);
    const TempSession copy; // as a crash leaves it
    std::filesystem::copy_file(session.path(), copy.path());
    std::filesystem::copy_file(walPath(session.path()), walPath(copy.path()));
    overwrite(copy.path(), 0, QByteArray(100, '\0'));
    Frames saved;
    QVERIFY(salvage(copy, saved));
    QVERIFY(saved == written(filler));
}

void CheckTest::aDamagedBlockCostsItsFramesOnly()
{
    const TempSession session;
    Frames frames;
    std::size_t messages = 0;
    fillWithBlocks(session, frames, messages);
    const QByteArray before = contents(session.path());
    const qsizetype place = placeOfBlock(before, 1);
    QVERIFY(place > 0);
    overwrite(session.path(), place + 80, "damage");

    const auto report = checkSession(session.path());
    QVERIFY(report);
    QVERIFY(!report->damages.empty());
    QVERIFY(report->frames < frames.size());
    QVERIFY(report->frames > frames.size() / 3);

    const auto reader = SessionReader::open(session.path());
    QVERIFY(reader);
    Frames read;
    const auto status = (*reader)->forEachFrame([&](const StoredFrame& frame) {
        read.emplace_back(frame.number.value, frame.bytes);
        return true;
    });
    QVERIFY(!status);
    QCOMPARE(status.error().code, base::ErrorCode::SessionDamaged);
    QCOMPARE(read.size(), std::size_t{report->frames});
    QVERIFY(std::includes(frames.begin(), frames.end(), read.begin(), read.end()));
    Frames saved;
    QCOMPARE(salvage(session, saved).error().code, base::ErrorCode::SessionDamaged);
    QVERIFY(saved == read);
    // Rows do not depend on blocks.
    const auto rows = (*reader)->messages(std::array{base::MessageId{1}});
    QVERIFY(rows && rows->size() == 1);
}

void CheckTest::aKilledWriterLeavesWhatItCommitted()
{
    const TempSession session;
    int pipe[2];
    QCOMPARE(::pipe(pipe), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const auto writer = session.writer();
        SessionFiller filler{*writer};
        const auto messages = busyTraffic(100'000);
        for (std::size_t i = 0; i < messages.size(); ++i) {
            filler.add(messages[i]);
            if (i % 100 != 0)
                continue;
            static_cast<void>(filler.commit().has_value());
            const std::int64_t last = writer->progress().lastMessage.value;
            static_cast<void>(::write(pipe[1], &last, sizeof last));
        }
        ::_exit(0);
    }
    std::int64_t committed = 0;
    while (committed < 2'000)
        QCOMPARE(::read(pipe[0], &committed, sizeof committed), ssize_t{sizeof committed});
    ::kill(child, SIGKILL);
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFSIGNALED(status));
    std::int64_t more = 0;
    ::close(pipe[1]);
    while (::read(pipe[0], &more, sizeof more) == ssize_t{sizeof more})
        committed = more;
    ::close(pipe[0]);

    const auto report = checkSession(session.path());
    QVERIFY(report);
    QVERIFY2(report->damages.empty(), report->damages.empty() ? "" : report->damages.front().c_str());
    QVERIFY(report->messages >= static_cast<std::uint64_t>(committed));
    const auto messages = busyTraffic(100'000);
    const auto reader = SessionReader::open(session.path());
    QVERIFY(reader);
    const auto bytes = (*reader)->messageBytes({committed});
    QVERIFY(bytes);
    QCOMPARE(base::asText(*bytes), std::string_view{messages[static_cast<std::size_t>(committed) - 1].bytes});
    // And it can be gone on with.
    const auto writer = session.writer(Durability::Live, WhenPresent::Append);
    QVERIFY(writer->nextMessage().value > committed);
    QVERIFY(writer->close());
    QVERIFY(checkSession(session.path())->damages.empty());
}

void CheckTest::aFullDiskLeavesAReadableFile()
{
    const TempSession session;
    constexpr int notPossible = 77;
    const pid_t child = ::fork();
    if (child == 0) {
        // A disk of our own, which is gone with this process.
        const int flags = ::geteuid() == 0 ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER;
        if (::unshare(flags) != 0 || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
            ::mount("tmpfs", session.folder().c_str(), "tmpfs", 0, "size=2m") != 0)
            ::_exit(notPossible);
        ::_exit(fillDisk(session) ? 0 : 1);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status));
    if (WEXITSTATUS(status) == notPossible)
        QSKIP("This system does not let us mount a small disk.");
    QCOMPARE(WEXITSTATUS(status), 0);
}

void CheckTest::aCrashedSessionInAReadOnlyFolder()
{
    const TempSession session;
    const auto writer = session.writer();
    SessionFiller filler{*writer};
    filler.add(busyTraffic(20));
    QVERIFY(filler.commit());
    QTRY_COMPARE(writer->progress().lastFrame, filler.frames().back().number);
    const TempSession crashed;
    std::filesystem::copy_file(session.path(), crashed.path());
    std::filesystem::copy_file(walPath(session.path()), walPath(crashed.path()));
    const auto readOnly = std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec |
                          std::filesystem::perms::others_read | std::filesystem::perms::others_exec;
    std::filesystem::permissions(crashed.path(), std::filesystem::perms{0444});
    std::filesystem::permissions(walPath(crashed.path()), std::filesystem::perms{0444});
    std::filesystem::permissions(crashed.folder(), readOnly);
    const pid_t child = ::fork();
    if (child == 0) {
        if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0))
            ::_exit(2); // root may write anywhere
        bool isComplete = false;
        {
            const auto reader = SessionReader::open(crashed.path());
            const auto table = SessionTable::open(crashed.path());
            isComplete = reader && (*reader)->progress()->lastFrame == filler.frames().back().number &&
                         table && (*reader)->messageBytes({1}).has_value();
        }
        ::_exit(isComplete ? 0 : 1);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    std::filesystem::permissions(crashed.folder(), std::filesystem::perms::owner_all);
    QCOMPARE(WEXITSTATUS(status), 0);
}

void CheckTest::strangeFiles_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray{};
    QTest::newRow("text") << QByteArray{"INVITE sip:bob@example.com SIP/2.0\r\n"};
    QTest::newRow("SQLite's beginning") << QByteArray{"SQLite format 3\0", 16};
    QTest::newRow("zeros") << QByteArray(100'000, '\0');
}

void CheckTest::strangeFiles()
{
    QFETCH(QByteArray, bytes);
    const TempSession session;
    QFile file{QString::fromStdString(session.path().string())};
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    QVERIFY(!looksLikeSession(session.path()));
    QCOMPARE(SessionReader::open(session.path()).error().code, base::ErrorCode::NotASession);
    QCOMPARE(checkSession(session.path()).error().code, base::ErrorCode::NotASession);
    Frames frames;
    QCOMPARE(salvage(session, frames).error().code, base::ErrorCode::NotASession);
    QCOMPARE(SessionWriter::create(session.path(), {Durability::Live, WhenPresent::Append, {}}).error().code,
             base::ErrorCode::NotASession);
    QCOMPARE(SessionReader::open(session.folder() / "missing").error().code, base::ErrorCode::FileNotFound);
    QVERIFY(!SessionReader::open(session.folder()));
}

void CheckTest::newerSessionsAreRefused()
{
    const TempSession session;
    session.fill(readCallScript("alice -> bob OPTIONS 1"));
    // user_version stands at byte 60 of the header.
    for (const auto& [version, code] :
         {std::pair{'\x7f', base::ErrorCode::SessionNewer}, std::pair{'\0', base::ErrorCode::SessionOlder}}) {
        overwrite(session.path(), 63, QByteArray(1, version));
        QCOMPARE(SessionReader::open(session.path()).error().code, code);
        QCOMPARE(
            SessionWriter::create(session.path(), {Durability::Live, WhenPresent::Append, {}}).error().code,
            code);
    }
}

void CheckTest::marksStayWithTheSession()
{
    const TempSession session;
    session.fill(readCallScript("alice -> bob OPTIONS 1 call-id=one"));
    QVERIFY(setMark(session.path(), {"one", {}, "red", "look here"}));
    QVERIFY(setMark(session.path(), {"one", {1}, "", "this frame"}));
    QVERIFY(setMark(session.path(), {"one", {}, "green", "look again"}));
    const TempSession rebuilt;
    rebuilt.fill(readCallScript("alice -> bob OPTIONS 1 call-id=one"));
    QVERIFY(copyPrimary(session.path(), rebuilt.path()));
    const auto marksOf = [](const TempSession& from) {
        return *(*SessionReader::open(from.path()))->marks();
    };
    const auto marks = marksOf(rebuilt);
    QCOMPARE(marks.size(), std::size_t{2});
    QCOMPARE(marks[0].frame.value, 1);
    QCOMPARE(marks[1].label, std::string{"green"});
    QCOMPARE(marks[1].note, std::string{"look again"});
    QVERIFY(removeMark(rebuilt.path(), "one", {}));
    QCOMPARE(marksOf(rebuilt).size(), std::size_t{1});
    QVERIFY(replaceSession(rebuilt.path(), session.path()));
    QCOMPARE(marksOf(session).size(), std::size_t{1});
    QVERIFY(!std::filesystem::exists(rebuilt.path()));
}

void CheckTest::viewsForTheShell()
{
    const QString shell = QStandardPaths::findExecutable(QStringLiteral("sqlite3"));
    if (shell.isEmpty())
        QSKIP("The sqlite3 shell is not installed.");
    const TempSession session;
    const auto writer = session.writer();
    SourceRow source;
    source.kind = "hep";
    source.name = "edge";
    source.droppedByQueue = 3;
    writer->addSource(source);
    SessionFiller filler{*writer};
    filler.setAgent(7, "probe", "x1");
    filler.add(readCallScript("alice -> proxy INVITE 1 call-id=one at=1.5 sdp=offer\n"
                              "proxy -> alice 180 1 call-id=one at=2\n"
                              "proxy -> alice 180 1 call-id=one at=2.5 resend\n"
                              "proxy -> alice 200 1 call-id=one at=4.75 sdp=answer\n"
                              "alice -> proxy ACK 1 call-id=one\n"
                              "alice -> proxy BYE 2 call-id=one at=10\n"
                              "proxy -> alice 200 2 call-id=one at=10.01\n"
                              "carol -> proxy REGISTER 1 call-id=two at=11 expires=60\n"
                              "proxy -> carol 200 1 call-id=two at=11.1 expires=60"));
    QVERIFY(filler.commit());
    QVERIFY(writer->close());
    const auto ask = [&](const char* sql) {
        QProcess process;
        process.start(shell, {QString::fromStdString(session.path().string()), QString::fromLatin1(sql)});
        process.waitForFinished();
        return QString::fromUtf8(process.readAllStandardOutput() + process.readAllStandardError()).trimmed();
    };
    QCOMPARE(
        ask("SELECT id, time, source, src_ip, src_port, transport, kind, method, status, call_id, "
            "cseq_method,"
            " from_user, agent_id, agent_name, correlation_id, has_sdp FROM messages WHERE id = 1"),
        QStringLiteral("1|2023-11-14 22:13:21.500000000Z|edge|192.0.2.1|5060|udp|request|INVITE||one|INVITE|"
                       "alice|7|probe|x1|1"));
    QCOMPARE(ask("SELECT status, reason, retransmission, duplicate, frame FROM messages WHERE id = 3"),
             QStringLiteral("180|Ringing|2||3"));
    QCOMPARE(ask("SELECT sum(size) FROM messages"),
             QString::number(std::accumulate(
                 filler.messages().begin(), filler.messages().end(), std::size_t{0},
                 [](std::size_t sum, const std::string& text) { return sum + text.size(); })));
    QCOMPARE(
        ask("SELECT type, state, src, dst, duration, pdd, setup, ring, talk, messages, retransmissions, "
            "method,"
            " final_status, ended_by FROM calls WHERE call_id = 'one'"),
        QStringLiteral("call|completed|192.0.2.1:5060|192.0.2.2:5060|8.510000|0.500000|3.250000|2.750000|"
                       "5.250000|7|1|INVITE|200|caller"));
    QCOMPARE(ask("SELECT state, user FROM registrations"), QStringLiteral("registered|carol"));
    QCOMPARE(ask("SELECT name, dropped_by_queue FROM sources"), QStringLiteral("edge|3"));
    QCOMPARE(ask("SELECT source, place, frames FROM drops"), QStringLiteral("edge|queue|3"));
}

QTEST_GUILESS_MAIN(CheckTest)
#include "tst_check.moc"
