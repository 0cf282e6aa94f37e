// SPDX-License-Identifier: GPL-3.0-or-later
// A table of a session that changes while it is open, or was written by another program.
#include "core/session/primary.h"
#include "core/session/sqlite/database.h"
#include "tests/core/session/table_test.h"

#include <algorithm>
#include <array>

using namespace core;
using namespace core::session;
using namespace tests::support;
using filter::Scope;

class GrowingTableTest : public QObject {
    Q_OBJECT

private slots:

    void growth();
    void missedChanges();
    void streamsOfAGrowingSession();
    void streamsAreNotSaidToBeNoneWhereNobodyLooked();
    void registrationsAreAskedForAnew();
    void marksOfAGrowingSession();
};

void GrowingTableTest::growth()
{
    const TempSession session;
    const auto writer = session.writer();
    SessionFiller filler{*writer};
    const auto add = [&](const char* script) {
        filler.add(readCallScript(script));
        QVERIFY(filler.commit());
        const auto last = static_cast<std::int64_t>(filler.messages().size());
        QTRY_COMPARE(writer->progress().lastMessage.value, last);
    };
    add("alice -> bob INVITE 1 call-id=one\n bob -> alice 180 1 call-id=one");
    const auto table = tableOf(session);
    Query ringing;
    ringing.filter = filterOf("state == ringing", Scope::Call);
    Query failures;
    failures.scope = Scope::Message;
    failures.filter = filterOf("status >= 400 or from.user == carol", Scope::Message);
    QCOMPARE(idsOf(table->select(ringing)), std::vector<std::int64_t>{1});
    QVERIFY(idsOf(table->select(failures)).empty());

    add("alice -> bob INVITE 1 call-id=one at=0 resend\n bob -> alice 486 1 call-id=one at=3\n"
        "carol -> bob OPTIONS 1 call-id=two at=4");
    const auto refreshed = table->refresh();
    QVERIFY(refreshed);
    QCOMPARE(refreshed->progress.lastMessage.value, 5);
    QVERIFY(refreshed->changedCalls == std::vector<base::CallKey>{{1}});
    QVERIFY(idsOf(table->select(ringing)).empty());
    QCOMPARE(idsOf(table->select(failures)), (std::vector<std::int64_t>{4, 5}));

    // Only time passes: unanswered requests fail without a message.
    add("dave -> bob INVITE 1 call-id=three at=10");
    QVERIFY(table->refresh());
    Query failed;
    failed.filter = filterOf("state == failed", Scope::Call);
    QVERIFY(idsOf(table->select(failed)).empty());
    filler.add(readCallScript("later 60"));
    QVERIFY(filler.commit());
    QVERIFY(writer->close());
    const auto late = table->refresh();
    QVERIFY(late);
    QVERIFY(std::find(late->changedCalls.begin(), late->changedCalls.end(), base::CallKey{3}) !=
            late->changedCalls.end());
    QCOMPARE(idsOf(table->select(failed)), (std::vector<std::int64_t>{2, 3}));
}

void GrowingTableTest::missedChanges()
{
    const TempSession session;
    const auto writer = session.writer();
    SessionFiller filler{*writer};
    filler.add(readCallScript("alice -> bob INVITE 1 call-id=one"));
    QVERIFY(filler.commit());
    QTRY_COMPARE(writer->progress().lastMessage.value, 1);
    const auto table = tableOf(session);
    Query many;
    many.filter = filterOf("messages > 1000", Scope::Call);
    QVERIFY(idsOf(table->select(many)).empty());
    const auto again = readCallScript("alice -> bob OPTIONS 7 call-id=one");
    for (int i = 0; i < 1'100; ++i) {
        filler.add(again);
        QVERIFY(filler.commit());
    }
    QVERIFY(writer->close());
    const auto refreshed = table->refresh();
    QVERIFY(refreshed);
    QVERIFY(refreshed->changedCalls == std::vector<base::CallKey>{{1}});
    QCOMPARE(idsOf(table->select(many)), std::vector<std::int64_t>{1});
}

void GrowingTableTest::streamsOfAGrowingSession()
{
    const TempSession session;
    const auto writer = session.writer();
    SessionFiller filler{*writer};
    filler.add(readCallScript("alice -> bob INVITE 1 call-id=one"));
    QVERIFY(filler.commit());
    QTRY_COMPARE(writer->progress().lastMessage.value, std::int64_t{1});
    const auto table = tableOf(session);
    const auto bad = [&table] {
        return idsOf(table->select(
            {Scope::Call, filterOf("mos < 3.5", Scope::Call), {}, SortOrder::Ascending, {}, {}}));
    };
    QVERIFY(bad().empty());
    QCOMPARE(table->reader().findCall("one")->streams->size(), std::size_t{0});

    writer->upsertStream(streamOf(1, 1, "PCMA", 0));
    filler.add(readCallScript("alice -> bob INVITE 1 call-id=two"));
    QVERIFY(filler.commit());
    QTRY_COMPARE(writer->progress().lastMessage.value, std::int64_t{2});
    QVERIFY(table->refresh());
    QVERIFY(bad().empty());
    QCOMPARE(table->reader().findCall("one")->streams->size(), std::size_t{1});

    writer->upsertStream(streamOf(1, 1, "PCMA", 30)); // the same one later
    writer->upsertStream(streamOf(2, 2, "PCMA", 40));
    filler.add(readCallScript("alice -> bob INVITE 1 call-id=three"));
    QVERIFY(filler.commit());
    QVERIFY(writer->close());
    const auto refreshed = table->refresh();
    QVERIFY(refreshed);
    // Nothing but its stream has changed, and lists have to show it anew.
    QVERIFY(refreshed->changedCalls == (std::vector<base::CallKey>{{1}, {2}}));
    QCOMPARE(bad(), (std::vector<std::int64_t>{1, 2}));
    table->reader().setStreamFields({call::StreamField::Loss, call::StreamField::DestinationAddress});
    const auto calls = table->reader().calls(std::array{base::CallKey{1}, base::CallKey{2}});
    QVERIFY(calls);
    const auto& stream = calls->front().streams->front();
    QVERIFY(stream[call::StreamField::Loss] == call::StreamValue{std::int64_t{30'000}});
    QCOMPARE(calls->back().streams->size(), std::size_t{1});
}

void GrowingTableTest::registrationsAreAskedForAnew()
{
    const TempSession session;
    const auto writer = session.writer();
    SessionFiller filler{*writer};
    filler.add(readCallScript("alice -> bob REGISTER 1 call-id=one"));
    call::RegistrationRecord first;
    first.id = 1;
    first.call.value = 1;
    first.aor = "sip:alice@example.com";
    first.state = call::RegistrationState::Registered;
    call::RegistrationRecord second = first;
    second.id = 2;
    second.aor = "sip:bob@example.com";
    second.isFlapping = true;
    writer->upsertRegistration(first);
    writer->upsertRegistration(second);
    QVERIFY(filler.commit());
    QTRY_COMPARE(writer->progress().lastMessage.value, std::int64_t{1});
    const auto table = tableOf(session);
    const auto calls = [&table](const char* text) {
        return idsOf(
            table->select({Scope::Call, filterOf(text, Scope::Call), {}, SortOrder::Ascending, {}, {}}));
    };
    const auto bindings = [&table](const char* text) {
        return table->selectRegistrations(filterOf(text, Scope::Call)).value();
    };
    using Ids = std::vector<std::int64_t>;
    QCOMPARE(calls("registration.state == expired"), Ids{});
    // One of the two has each, none has both.
    const char* const both = "registration.aor contains alice and registration.flapping";
    QCOMPARE(calls(both), Ids{1});
    QCOMPARE(bindings(both), Ids{});
    QCOMPARE(bindings("registration.aor contains alice"), Ids{1});
    QCOMPARE(bindings("not registration.flapping"), Ids{1});
    QCOMPARE(bindings("from.user == alice"), (Ids{1, 2}));

    second.state = call::RegistrationState::Expired;
    writer->upsertRegistration(second);
    filler.add(readCallScript("alice -> bob REGISTER 1 call-id=two"));
    QVERIFY(filler.commit());
    QVERIFY(writer->close());
    QVERIFY(table->refresh());
    QCOMPARE(calls("registration.state == expired"), Ids{1});
    QCOMPARE(bindings("registration.state == expired"), Ids{2});
    QCOMPARE(calls("not registration.aor"), Ids{2});
    QCOMPARE(calls("registration.aor"), Ids{1});
}

/// A session of a program that knew nothing of streams.
void GrowingTableTest::streamsAreNotSaidToBeNoneWhereNobodyLooked()
{
    const TempSession session;
    session.fill(readCallScript("alice -> bob INVITE 1 call-id=one"));
    {
        auto database = sqlite::Database::open(session.path(), sqlite::Access::ReadWrite);
        QVERIFY(database);
        QVERIFY(database->execute("DROP VIEW streams; DROP TABLE stream_rows; DROP TABLE stream_intervals"));
    }
    const auto table = tableOf(session);
    const auto matching = [&table](const char* text) {
        return table->select({Scope::Call, filterOf(text, Scope::Call), {}, SortOrder::Ascending, {}, {}})
            ->size();
    };
    QCOMPARE(matching("streams"), std::size_t{0});
    QCOMPARE(matching("streams == 0"), std::size_t{0});
    QCOMPARE(matching("not mos and not rtp.codec"), std::size_t{1});
    QVERIFY(!table->reader().findCall("one")->streams);
    for (const char* name : {"streams", "mos", "rtp.codec", "rtp.mos"}) {
        const Query query{Scope::Call,           {}, filter::findField(name, Scope::Call),
                          SortOrder::Descending, {}, {}};
        QCOMPARE(idsOf(table->select(query)), std::vector<std::int64_t>{1});
    }
}

void GrowingTableTest::marksOfAGrowingSession()
{
    const TempSession session;
    const auto writer = session.writer();
    SessionFiller filler{*writer};
    const auto traffic = busyTraffic(20);
    const std::vector<ScriptMessage> first{traffic.begin(), traffic.begin() + 60};
    const std::vector<ScriptMessage> rest{traffic.begin() + 60, traffic.end()};
    filler.add(first);
    QVERIFY(filler.commit());
    QTRY_COMPARE(writer->progress().lastMessage.value, std::int64_t{60});

    const auto table = tableOf(session);
    table->reader().setStreamFields({call::StreamField::Loss, call::StreamField::DestinationAddress});
    const auto calls = table->reader().calls(std::array{base::CallKey{1}, base::CallKey{3}});
    QVERIFY(calls);
    const auto marked = [&table] {
        return idsOf(
            table->select({Scope::Call, filterOf("marked", Scope::Call), {}, SortOrder::Ascending, {}, {}}));
    };
    QVERIFY(marked().empty());
    const std::vector<Mark> marks{{calls->at(0).callId, {}, {}, {}}, {calls->at(1).callId, {}, {}, {}}};
    // While the writer writes: neither may keep the other away.
    filler.add(rest);
    QVERIFY(filler.commit());
    const auto untouched = tableOf(session); // nothing in it ever asked for marks
    QVERIFY(!table->refresh()->haveMarksChanged);
    QVERIFY(setMarks(session.path(), marks));
    QVERIFY(table->refresh()->haveMarksChanged);
    QVERIFY(!table->refresh()->haveMarksChanged);
    QVERIFY(untouched->refresh()->haveMarksChanged);
    QCOMPARE(marked(), (std::vector<std::int64_t>{1, 3}));
    QVERIFY(table->reader().calls(std::array{base::CallKey{3}})->front().isMarked);

    QVERIFY(removeMark(session.path(), marks[0].callId, {}));
    const auto refreshed = table->refresh();
    QVERIFY(refreshed);
    QVERIFY(std::count(refreshed->changedCalls.begin(), refreshed->changedCalls.end(), base::CallKey{1}) ==
            1);
    QCOMPARE(marked(), std::vector<std::int64_t>{3});
    QVERIFY(writer->close());
}

QTEST_GUILESS_MAIN(GrowingTableTest)
#include "tst_growing_table.moc"
