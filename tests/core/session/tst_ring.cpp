// SPDX-License-Identifier: GPL-3.0-or-later
// A session that keeps its last megabytes or seconds only.
#include "core/base/ascii.h"
#include "core/session/primary.h"
#include "core/session/session_table.h"
#include "core/session/sqlite/database.h"
#include "tests/core/session/ring_filler.h"

#include <QTest>

#include <csignal>
#include <map>
#include <set>
#include <sys/wait.h>
#include <unistd.h>

using namespace core;
using namespace core::session;
using namespace tests::support;
using namespace std::chrono_literals;
using filter::Scope;

namespace {

std::vector<std::int64_t> idsOf(const base::Result<RowIndex>& index)
{
    std::vector<std::int64_t> ids;
    for (std::size_t row = 0; index && row < index->size(); ++row)
        ids.push_back(index->idAt(row));
    return ids;
}

filter::Filter parsed(const char* text, Scope scope)
{
    const auto made = filter::Filter::parse(text, scope);
    if (const auto* error = std::get_if<filter::FilterError>(&made))
        qFatal("%s: %s", text, error->sentence().c_str());
    return std::get<filter::Filter>(made);
}

/// Every message and every call of the session is what was written.
void compareWith(SessionReader& reader, const SessionFiller& written)
{
    const auto ids = reader.messageIds();
    QVERIFY(ids && ids->size() > 0);
    QCOMPARE(ids->lastId(), static_cast<std::int64_t>(written.messages().size()));
    std::map<std::int64_t, const SessionFiller::Frame*> frames;
    for (const SessionFiller::Frame& frame : written.frames())
        frames[frame.number.value] = &frame;
    for (std::size_t row = 0; row < ids->size(); ++row) {
        const std::int64_t id = ids->idAt(row);
        const auto bytes = reader.messageBytes({id});
        QVERIFY2(bytes, bytes ? "" : base::describe(bytes.error()).c_str());
        QVERIFY(base::asText(*bytes) == written.messages()[static_cast<std::size_t>(id) - 1]);
        const auto numbers = reader.framesOfMessage({id});
        QVERIFY(numbers);
        const auto frame = reader.frame(numbers->back());
        QVERIFY2(frame, frame ? "" : base::describe(frame.error()).c_str());
        QVERIFY(frame->bytes == frames[numbers->back().value]->bytes);
    }
}

} // namespace

class RingTest : public QObject {
    Q_OBJECT

private slots:
    void keepsItsSize();
    void keepsItsTime();
    void marksStay();
    void readersFollow();
    void callsComeBack();
    void goesOnAfterAKill();
    void aRingCanBeMadeSmaller();
};

void RingTest::keepsItsSize()
{
    const TempSession session;
    const auto writer = ringWriter(session, {.span = 0s, .bytes = ringBytes});
    RingFiller ring{*writer};
    ring.write(busyTraffic(16'000), 90, [] {});
    QVERIFY(writer->close());
    const std::uint64_t size = std::filesystem::file_size(session.path());
    QVERIFY2(ring.largest < ringBytes + ringSlack, std::to_string(ring.largest).c_str());
    QVERIFY2(size < ringBytes + ringSlack, std::to_string(size).c_str());
    QVERIFY(size > ringBytes / 2);

    const auto reader = readerOf(session);
    const auto progress = reader->progress();
    QVERIFY(progress);
    // Written several times over, and nothing is missing from the first that is left to the last.
    QVERIFY2(progress->messagesGone > 3 * progress->messages(),
             std::to_string(progress->messagesGone).c_str());
    QVERIFY(progress->framesGone > progress->messagesGone);
    QVERIFY(progress->callsGone > progress->calls()); // many go on for longer than the ring
    const auto ids = reader->messageIds();
    QVERIFY(ids);
    QCOMPARE(ids->runs().size(), std::size_t{1});
    QCOMPARE(std::uint64_t{ids->size()}, progress->messages());
    QVERIFY(progress->firstTime ==
            reader->messages(std::array{base::MessageId{ids->idAt(0)}})->front().captured);
    compareWith(*reader, ring.filler());
    verifySound(session, progress->messages());

    // The dictionaries do not grow with what went: every seventh message has brought a text of its own.
    auto database = sqlite::Database::open(session.path(), sqlite::Access::ReadOnly);
    QVERIFY(database);
    const auto strings = database->integer("SELECT count(*) FROM strings WHERE text LIKE 'correlation-%'");
    QVERIFY(strings);
    QVERIFY2(*strings < static_cast<std::int64_t>(progress->messages() / 7 * 2),
             std::to_string(*strings).c_str());
    for (const char* table : {"call_hashes", "call_rows"})
        QCOMPARE(*database->integer(std::string{"SELECT count(*) FROM "} + table),
                 static_cast<std::int64_t>(progress->calls()));
}

void RingTest::keepsItsTime()
{
    const TempSession session;
    constexpr auto span = 40s;
    const auto writer = ringWriter(session, {.span = span, .bytes = 0});
    RingFiller ring{*writer};
    const auto traffic = busyTraffic(12'000); // a call each 10 ms
    ring.write(traffic, 0, [] {});
    QVERIFY(writer->close());
    const auto reader = readerOf(session);
    const auto ids = reader->messageIds();
    QVERIFY(ids);
    const base::Timestamp last = traffic.back().arrived;
    std::size_t expected = 0;
    for (const ScriptMessage& message : traffic)
        expected += message.arrived >= last - span ? 1U : 0U;
    QVERIFY(ids->size() >= expected);
    const auto first = reader->messages(std::array{base::MessageId{ids->idAt(0)}});
    QVERIFY(first && first->front().captured <= last - span);
    // A block holds a sixteenth, and goes when its last frame is too old.
    QVERIFY(first->front().captured >= last - span - span / 16 - 1s);
    compareWith(*reader, ring.filler());
    verifySound(session, ids->size());
}

void RingTest::marksStay()
{
    const TempSession session;
    const auto writer = ringWriter(session, {.span = 0s, .bytes = ringBytes});
    RingFiller ring{*writer};
    std::set<std::string> marked;
    const auto mark = [&] {
        const auto& messages = ring.filler().messages();
        if (messages.size() % 20'000 != 0)
            return;
        std::vector<Mark> marks;
        for (std::size_t i = messages.size() - 20'000; i < messages.size(); i += 900) {
            if (i / 900 % 2 != 0)
                continue;
            marked.insert(callIdIn(messages[i]));
            marks.push_back({callIdIn(messages[i]), {}, {}, {}});
        }
        // A call can be marked when it is in the file; what has come by then stays whole.
        QTRY_COMPARE(writer->progress().lastMessage.value, static_cast<std::int64_t>(messages.size()));
        QVERIFY(setMarks(session.path(), marks));
    };
    ring.write(busyTraffic(16'000), 30, mark);
    QVERIFY(writer->close());

    const auto reader = readerOf(session);
    const auto ids = reader->messageIds();
    QVERIFY(ids);
    QVERIFY(ids->runs().size() > 20);
    compareWith(*reader, ring.filler());
    verifySound(session, ids->size());
    std::map<std::string, std::size_t> written;
    for (const std::string& message : ring.filler().messages())
        ++written[callIdIn(message)];
    std::size_t complete = 0;
    for (const std::string& callId : marked) {
        const auto call = reader->findCall(callId);
        if (!call)
            continue; // was gone before it was marked
        QVERIFY(call->isMarked);
        const auto messages = reader->messagesOfCall(call->key);
        QVERIFY(messages);
        if (call->hasLostStart)
            continue;
        QCOMPARE(messages->size(), written[callId]);
        for (const base::MessageId id : *messages) {
            // All frames, also of messages that came in pieces.
            const auto frames = reader->framesOfMessage(id);
            QVERIFY(frames);
            for (const base::FrameNumber frame : *frames)
                QVERIFY(reader->frame(frame));
        }
        ++complete;
    }
    QVERIFY2(complete > 20, std::to_string(complete).c_str());
    const auto gone = reader->findCall(callIdIn(ring.filler().messages()[900]));
    QVERIFY(!gone);
    QCOMPARE(gone.error().code, base::ErrorCode::CallUnknown);

    // Filters, orders and the search in the bytes look over the holes.
    auto table = SessionTable::open(session.path());
    QVERIFY(table);
    std::vector<std::int64_t> busy;
    for (std::size_t row = 0; row < ids->size(); ++row) {
        if (ring.filler().messages()[static_cast<std::size_t>(ids->idAt(row)) - 1].starts_with("SIP/2.0 486"))
            busy.push_back(ids->idAt(row));
    }
    QVERIFY(!busy.empty());
    for (const char* text :
         {"status == 486", "\"SIP/2.0 486\"", "status == 486 and user_agent contains Proxy",
          "(status == 486 and correlation_id contains 7) or status == 486"}) {
        const Query query{Scope::Message, parsed(text, Scope::Message), {}, SortOrder::Ascending, {}, {}};
        QCOMPARE(idsOf((*table)->select(query)), busy);
    }
    const Query query{
        Scope::Call, parsed("marked and not lost_start", Scope::Call), {}, SortOrder::Ascending, {}, {}};
    QCOMPARE(idsOf((*table)->select(query)).size(), complete);
}

void RingTest::readersFollow()
{
    const TempSession session;
    const auto writer = ringWriter(session, {.span = 0s, .bytes = ringBytes});
    RingFiller ring{*writer};
    std::unique_ptr<SessionTable> table;
    int refreshes = 0;
    Query query{Scope::Message, parsed("status == 486", Scope::Message), {}, SortOrder::Ascending, {}, {}};
    const Query search{
        Scope::Message, parsed("\"SIP/2.0 486\"", Scope::Message), {}, SortOrder::Ascending, {}, {}};
    ring.write(busyTraffic(9'000), 0, [&] {
        const auto& messages = ring.filler().messages();
        if (messages.size() % 2'000 != 0)
            return;
        if (!table) {
            auto opened = SessionTable::open(session.path());
            QVERIFY(opened);
            table = std::move(*opened);
        }
        QVERIFY(table->refresh());
        // Rows go while the table looks; what it finds is right all the same, and nothing counts as damage.
        for (const Query& asked : {query, search}) {
            const auto found = table->select(asked);
            QVERIFY2(found, found ? "" : base::describe(found.error()).c_str());
            for (const std::int64_t id : idsOf(found))
                QVERIFY(messages[static_cast<std::size_t>(id) - 1].starts_with("SIP/2.0 486"));
        }
        ++refreshes;
    });
    QVERIFY(writer->close());
    QVERIFY(refreshes > 10);
    QVERIFY(table->refresh());
    auto fresh = SessionTable::open(session.path());
    QVERIFY(fresh);
    QVERIFY((*fresh)->reader().progress()->messagesGone > 0);
    query.sortField = {&filter::field(filter::FieldId::FromUser), {}};
    QVERIFY(!idsOf(table->select(query)).empty());
    QCOMPARE(idsOf(table->select(query)), idsOf((*fresh)->select(query)));
    const Query calls{Scope::Call, parsed("state == rejected", Scope::Call), {}, SortOrder::Descending, {},
                      {}};
    QCOMPARE(idsOf(table->select(calls)), idsOf((*fresh)->select(calls)));
}

/// A call that is silent for longer than the ring loses its row, and has it again with its next message.
void RingTest::callsComeBack()
{
    const TempSession session;
    const auto writer = ringWriter(session, {.span = 5s, .bytes = 0});
    RingFiller ring{*writer};
    ring.write(readCallScript("alice -> bob INVITE 1 call-id=long\nbob -> alice 180 1 call-id=long +1\n"
                              "bob -> alice 200 1 call-id=long +1\nalice -> bob ACK 1 call-id=long\n"),
               0, [] {});
    ring.write(busyTraffic(3'000), 0, [] {});
    QTRY_COMPARE(writer->progress().lastMessage.value,
                 static_cast<std::int64_t>(ring.filler().messages().size()));
    auto opened = SessionTable::open(session.path());
    QVERIFY(opened);
    SessionTable& table = **opened;
    const Query query{Scope::Call, parsed("call_id == long", Scope::Call), {}, SortOrder::Ascending, {}, {}};
    QVERIFY(idsOf(table.select(query)).empty());
    ring.write(readCallScript("alice -> bob BYE 2 call-id=long at=70\n"), 0, [] {});
    QVERIFY(writer->close());
    QVERIFY(table.refresh());
    QCOMPARE(idsOf(table.select(query)), std::vector<std::int64_t>{1});
    const auto call = readerOf(session)->findCall("long");
    QVERIFY(call);
    QVERIFY(call->hasLostStart);
    QCOMPARE(call->messages, 5U);
    QCOMPARE(readerOf(session)->messagesOfCall(call->key)->size(), std::size_t{1});
    const auto progress = readerOf(session)->progress();
    QCOMPARE(progress->calls(), std::uint64_t{table.rows(Scope::Call)});
    verifySound(session, progress->messages());
}

void RingTest::goesOnAfterAKill()
{
    const TempSession session;
    const RingLimits limits{.span = 0s, .bytes = ringBytes};
    std::uint64_t gone = 0;
    for (int round = 0; round < 3; ++round) {
        const pid_t child = ::fork();
        QVERIFY(child >= 0);
        if (child == 0) {
            const auto writer =
                ringWriter(session, limits, round == 0 ? WhenPresent::Fail : WhenPresent::Append);
            SessionFiller filler{*writer};
            const auto traffic = busyTraffic(9'000);
            while (true) {
                for (std::size_t i = 0; i < traffic.size(); ++i) {
                    filler.add(traffic[i]);
                    if (i % 400 == 0)
                        static_cast<void>(filler.commit().has_value());
                }
            }
        }
        // While it takes old blocks out, however long a slow machine needs to come that far.
        const bool hasTurned = QTest::qWaitFor(
            [&] {
                const auto reader = SessionReader::open(session.path());
                if (!reader)
                    return false;
                const auto progress = (*reader)->progress();
                return progress && progress->messagesGone > gone;
            },
            60'000);
        QTest::qWait(round * 130);
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        QVERIFY(hasTurned);
        const auto reader = readerOf(session);
        const auto progress = reader->progress();
        QVERIFY(progress);
        QVERIFY(progress->messagesGone > gone);
        gone = progress->messagesGone;
        QVERIFY(std::filesystem::file_size(session.path()) < ringBytes + ringSlack);
        verifySound(session, progress->messages());
    }
}

void RingTest::aRingCanBeMadeSmaller()
{
    const TempSession session;
    session.fill(busyTraffic(9'000));
    const auto whole = readerOf(session)->progress();
    QVERIFY(whole);
    const auto writer = ringWriter(session, {.span = 0s, .bytes = ringBytes}, WhenPresent::Append);
    SessionFiller filler{*writer};
    std::size_t most = 0;
    std::uint64_t gone = 0;
    for (int i = 0; i < 60; ++i) {
        filler.add(readCallScript("alice -> bob OPTIONS 1 call-id=more at=" + std::to_string(500 + i)));
        QVERIFY(filler.commit());
        QTRY_COMPARE(writer->progress().lastMessage.value, whole->lastMessage.value + i + 1);
        const std::uint64_t now = writer->progress().messagesGone;
        most = std::max<std::size_t>(most, now - std::exchange(gone, now));
    }
    QVERIFY(writer->close());
    // Step by step, so that no commit takes long.
    QVERIFY(most > 0 && most < 6'000);
    auto database = sqlite::Database::open(session.path(), sqlite::Access::ReadOnly);
    QVERIFY(database);
    const auto used = database->integer("SELECT (page_count - freelist_count) * page_size"
                                        " FROM pragma_page_count, pragma_freelist_count, pragma_page_size");
    QVERIFY(used);
    QVERIFY(static_cast<std::uint64_t>(*used) < ringBytes + ringSlack / 2);
    const auto progress = readerOf(session)->progress();
    verifySound(session, progress->messages());
}

QTEST_GUILESS_MAIN(RingTest)
#include "tst_ring.moc"
