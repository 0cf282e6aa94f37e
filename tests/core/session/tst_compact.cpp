// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/compact.h"

#include "core/session/primary.h"
#include "core/session/session_reader.h"
#include "tests/support/temp_session.h"

#include <QTest>

using namespace core;
using namespace core::session;
using namespace tests::support;
namespace fs = std::filesystem;

namespace {

/// A session with much room that is free, and a mark.
void fillWithFreeRoom(const TempSession& session)
{
    session.fill(busyTraffic(50));
    std::vector<Mark> marks;
    for (int i = 0; i < 5'000; ++i)
        marks.push_back({"call-" + std::to_string(i), {}, {}, std::string(200, 'x')});
    QVERIFY(setMarks(session.path(), marks));
    QVERIFY(removeMarks(session.path(), std::span{marks}.subspan(1)));
}

std::vector<std::vector<std::byte>> messagesOf(const fs::path& path)
{
    std::vector<std::vector<std::byte>> messages;
    const auto reader = SessionReader::open(path);
    for (std::int64_t id = 1; reader && id <= (*reader)->progress()->lastMessage.value; ++id)
        messages.push_back((*reader)->messageBytes({id}).value());
    return messages;
}

std::size_t filesIn(const fs::path& folder)
{
    return static_cast<std::size_t>(std::distance(fs::directory_iterator{folder}, fs::directory_iterator{}));
}

} // namespace

class CompactTest : public QObject {
    Q_OBJECT

private slots:

    void onlyTheFreeRoomGoes()
    {
        const TempSession session;
        fillWithFreeRoom(session);
        const auto messages = messagesOf(session.path());
        const auto before = fs::file_size(session.path());
        const auto report = compactSession(session.path());
        QVERIFY2(report, report ? "" : base::describe(report.error()).c_str());
        QCOMPARE(report->after, fs::file_size(session.path()));
        QVERIFY(report->before >= before);
        QVERIFY(report->after < before / 2);

        QCOMPARE(filesIn(session.folder()), std::size_t{1});
        QCOMPARE(messagesOf(session.path()), messages);
        const auto check = checkSession(session.path());
        QVERIFY(check && check->damages.empty());
        const auto marks = SessionReader::open(session.path()).value()->marks();
        QVERIFY(marks);
        QCOMPARE(marks->size(), std::size_t{1});
        // It can be gone on with.
        QVERIFY(session.writer(Durability::Live, WhenPresent::Append)->close());
    }

    void notWhileItIsWritten()
    {
        const TempSession session;
        const auto writer = session.writer();
        const auto report = compactSession(session.path());
        QVERIFY(!report);
        QCOMPARE(report.error().code, base::ErrorCode::SessionBusy);
        QVERIFY(writer->close());
    }

    void whatIsCancelledLeavesEverythingAsItWas()
    {
        const TempSession session;
        fillWithFreeRoom(session);
        const auto size = fs::file_size(session.path());
        std::stop_source stop;
        stop.request_stop();
        const auto report = compactSession(session.path(), stop.get_token());
        QVERIFY(!report);
        QCOMPARE(report.error().code, base::ErrorCode::Cancelled);
        QCOMPARE(fs::file_size(session.path()), size);
        QCOMPARE(filesIn(session.folder()), std::size_t{1});
    }

    void somethingElseStays()
    {
        const TempSession session;
        QCOMPARE(compactSession(session.path()).error().code, base::ErrorCode::FileNotFound);
        QCOMPARE(compactSession(session.folder()).error().code, base::ErrorCode::NotASession);
    }
};

QTEST_GUILESS_MAIN(CompactTest)
#include "tst_compact.moc"
