// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/primary.h"
#include "core/session/session_reader.h"
#include "core/session/sqlite/database.h"
#include "core/session/sqlite/statement.h"
#include "tests/core/session/ring_filler.h"
#include "tests/support/temp_session.h"

#include <QTest>

using namespace core;
using namespace core::session;
using namespace std::chrono_literals;
using namespace tests::support;

namespace {

constexpr base::Timestamp start{1'700'000'000s};

/// A binding in which no two figures are the same.
call::RegistrationRecord wholeRecord()
{
    call::RegistrationRecord record;
    record.id = 7;
    record.call.value = 1;
    record.aor = "sip:alice@example.com";
    record.contact = "sip:alice@192.0.2.1:5062;transport=tcp";
    record.instance = "<urn:uuid:7>";
    record.regId = 3;
    record.gruu = "sip:alice@example.com;gr=7";
    record.userAgent = "Phone/1.0";
    record.path = {{*net::IpAddress::parse("192.0.2.1"), 5062},
                   {*net::IpAddress::parse("2001:db8::1"), 5060},
                   net::Transport::Tcp};
    record.state = call::RegistrationState::Registered;
    record.isFlapping = true;
    record.firstTime = start + 123'456'789ns;
    record.lastTime = start + 100s;
    record.refreshed = start + 99s;
    record.expires = start + 199s;
    record.interval = 100s;
    record.attempts = 11;
    record.failedAttempts = 12;
    record.refreshes = 13;
    record.removals = 14;
    record.expirations = 15;
    record.contactChanges = 16;
    record.count(call::RegistrationFailure::StaleNonce) = 17;
    record.count(call::RegistrationFailure::NoAnswer) = 18;
    record.lastFailure = call::RegistrationFailure::StaleNonce;
    record.lastFailureStatus = 407;
    record.lastFailureTime = start + 50s;
    return record;
}

std::string oneText(const TempSession& session, std::string_view query)
{
    auto database = sqlite::Database::open(session.path(), sqlite::Access::ReadOnly);
    if (!database)
        qFatal("%s", base::describe(database.error()).c_str());
    sqlite::Statement rows{*database, query};
    return rows.next() ? std::string{rows.text(0)} : std::string{};
}

} // namespace

class RegistrationTablesTest : public QObject {
    Q_OBJECT

private slots:
    void rowsComeBackAsTheyWere();
    void whatIsAbsentStaysAbsent();
    void theViewIsForPeople();
    void aNewerRowReplacesTheOlder();
    void sessionsOfBeforeAreReadable();
    void aWriterGoesOnFromWhatIsThere();
    void aRingLetsThemGo();
};

void RegistrationTablesTest::rowsComeBackAsTheyWere()
{
    const TempSession session;
    const call::RegistrationRecord record = wholeRecord();
    const auto writer = session.writer();
    writer->upsertRegistration(record);
    QVERIFY(writer->commit());
    QVERIFY(writer->close());
    const auto read = readerOf(session)->registrations();
    QVERIFY(read);
    QCOMPARE(read->size(), std::size_t{1});
    const call::RegistrationRecord& back = read->front();
    QCOMPARE(back.id, record.id);
    QCOMPARE(back.call, record.call);
    QCOMPARE(back.aor, record.aor);
    QCOMPARE(back.contact, record.contact);
    QCOMPARE(back.instance, record.instance);
    QCOMPARE(back.regId, record.regId);
    QCOMPARE(back.gruu, record.gruu);
    QCOMPARE(back.userAgent, record.userAgent);
    QCOMPARE(back.path.source.toString(), record.path.source.toString());
    QCOMPARE(back.path.destination.toString(), record.path.destination.toString());
    QCOMPARE(back.path.transport, record.path.transport);
    QCOMPARE(back.state, record.state);
    QCOMPARE(back.isFlapping, true);
    QCOMPARE(back.firstTime, record.firstTime);
    QCOMPARE(back.lastTime, record.lastTime);
    QCOMPARE(back.refreshed, record.refreshed);
    QCOMPARE(back.expires, record.expires);
    QCOMPARE(back.interval, record.interval);
    QCOMPARE(back.attempts, record.attempts);
    QCOMPARE(back.failedAttempts, record.failedAttempts);
    QCOMPARE(back.refreshes, record.refreshes);
    QCOMPARE(back.removals, record.removals);
    QCOMPARE(back.expirations, record.expirations);
    QCOMPARE(back.contactChanges, record.contactChanges);
    QCOMPARE(back.failures, record.failures);
    QCOMPARE(back.lastFailure, record.lastFailure);
    QCOMPARE(back.lastFailureStatus, record.lastFailureStatus);
    QCOMPARE(back.lastFailureTime, record.lastFailureTime);
}

void RegistrationTablesTest::whatIsAbsentStaysAbsent()
{
    const TempSession session;
    call::RegistrationRecord record;
    record.id = 1;
    const auto writer = session.writer();
    writer->upsertRegistration(record);
    QVERIFY(writer->commit());
    QVERIFY(writer->close());
    const auto read = readerOf(session)->registrations();
    QVERIFY(read && read->size() == 1);
    const call::RegistrationRecord& back = read->front();
    QVERIFY(!back.regId && !back.refreshed && !back.expires && !back.interval && !back.lastFailure);
    QCOMPARE(back.state, call::RegistrationState::Trying);
}

void RegistrationTablesTest::theViewIsForPeople()
{
    const TempSession session;
    session.fill(readCallScript("alice -> bob REGISTER 1 call-id=one"));
    const auto writer = session.writer(Durability::Live, WhenPresent::Append);
    writer->upsertRegistration(wholeRecord());
    QVERIFY(writer->commit());
    QVERIFY(writer->close());
    QCOMPARE(oneText(session, "SELECT time || ' ' || state || ' ' || aor || ' ' || src || ' ' || dst"
                              " FROM bindings"),
             std::string{"2023-11-14 22:13:20.123456789Z registered sip:alice@example.com 192.0.2.1:5062"
                         " [2001:db8::1]:5060"});
    QCOMPARE(oneText(session,
                     "SELECT expires || ' ' || interval || ' ' || refreshed || ' ' || failures || ' ' ||"
                     " last_failure || ' ' || last_status || ' ' || call_id || ' ' || flapping"
                     " FROM bindings"),
             std::string{"2023-11-14 22:16:39.000000000Z 100 2023-11-14 22:14:59.000000000Z"
                         " stale-nonce:17,no-answer:18 stale-nonce 407 one 1"});
}

void RegistrationTablesTest::aNewerRowReplacesTheOlder()
{
    const TempSession session;
    const auto writer = session.writer();
    call::RegistrationRecord record = wholeRecord();
    for (const std::uint32_t attempts : {1U, 2U, 3U}) {
        record.attempts = attempts;
        writer->upsertRegistration(record);
        if (attempts != 2)
            QVERIFY(writer->commit());
    }
    QVERIFY(writer->close());
    const auto read = readerOf(session)->registrations();
    QVERIFY(read);
    QCOMPARE(read->size(), std::size_t{1});
    QCOMPARE(read->front().attempts, std::uint32_t{3});
}

/// They have none, and say so; who goes on recording into one adds them.
void RegistrationTablesTest::sessionsOfBeforeAreReadable()
{
    const TempSession session;
    session.fill(readCallScript("alice -> bob REGISTER 1 call-id=one"));
    {
        auto database = sqlite::Database::open(session.path(), sqlite::Access::ReadWrite);
        QVERIFY(database);
        QVERIFY(database->execute("DROP VIEW bindings; DROP TABLE registration_rows"));
    }
    {
        const auto reader = readerOf(session);
        QCOMPARE(*reader->knowsRegistrations(), false);
        const auto none = reader->registrations();
        QVERIFY(none && none->empty());
    }
    {
        const auto writer = session.writer(Durability::Live, WhenPresent::Append);
        writer->upsertRegistration(wholeRecord());
        QVERIFY(writer->commit());
        QVERIFY(writer->close());
    }
    const auto reader = readerOf(session);
    QCOMPARE(*reader->knowsRegistrations(), true);
    QCOMPARE(reader->registrations()->size(), std::size_t{1});
    QCOMPARE(oneText(session, "SELECT call_id FROM bindings"), std::string{"one"});
}

void RegistrationTablesTest::aWriterGoesOnFromWhatIsThere()
{
    const TempSession session;
    {
        const auto writer = session.writer();
        QVERIFY(writer->takeRegistrationsAtStart().empty());
        writer->upsertRegistration(wholeRecord());
        QVERIFY(writer->commit());
        QVERIFY(writer->close());
    }
    const auto writer = session.writer(Durability::Live, WhenPresent::Append);
    const auto records = writer->takeRegistrationsAtStart();
    QCOMPARE(records.size(), std::size_t{1});
    QCOMPARE(records.front().aor, wholeRecord().aor);
    QVERIFY(writer->takeRegistrationsAtStart().empty());
    QVERIFY(writer->close());
}

/// With the frames of their time, but for those of a marked call and those that are still in force.
void RegistrationTablesTest::aRingLetsThemGo()
{
    const TempSession session;
    session.fill(readCallScript("alice -> bob REGISTER 1 call-id=marked"));
    Mark mark;
    mark.callId = "marked";
    QVERIFY(setMark(session.path(), mark));
    const auto writer = ringWriter(session, {.span = 10s, .bytes = 0}, WhenPresent::Append);
    SessionFiller filler{*writer};
    for (int minute = 0; minute < 5; ++minute) {
        const base::Timestamp time = start + std::chrono::minutes{minute};
        call::RegistrationRecord record = wholeRecord();
        record.id = minute + 1;
        record.call.value = minute == 0 ? 1 : 0;
        record.firstTime = record.lastTime = time;
        record.expires = minute == 1 ? start + 1h : time + 1s;
        if (minute == 2)
            record.expires.reset();
        writer->upsertRegistration(record);
        for (int frame = 0; frame < 2; ++frame) {
            filler.addOther(200, BlockStream::Signalling, time + std::chrono::seconds{frame});
            QVERIFY(filler.commit());
        }
    }
    QVERIFY(writer->close());
    const auto records = readerOf(session)->registrations();
    QVERIFY(records);
    std::vector<std::int64_t> left;
    for (const call::RegistrationRecord& record : *records)
        left.push_back(record.id);
    QCOMPARE(left, (std::vector<std::int64_t>{1, 2, 5}));
}

QTEST_GUILESS_MAIN(RegistrationTablesTest)
#include "tst_registration_tables.moc"
