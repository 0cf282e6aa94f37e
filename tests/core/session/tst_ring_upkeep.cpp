// SPDX-License-Identifier: GPL-3.0-or-later
// What a ring must not pile up while it turns, and what it must not lose.
#include "core/session/primary.h"
#include "core/session/sqlite/database.h"
#include "core/session/sqlite/statement.h"
#include "tests/core/session/ring_filler.h"

#include <map>

using namespace core;
using namespace core::session;
using namespace tests::support;
using namespace std::chrono_literals;

namespace {

std::int64_t counted(const TempSession& session, const std::string& sql)
{
    auto database = sqlite::Database::open(session.path(), sqlite::Access::ReadOnly);
    const auto count = database ? database->integer(sql) : base::Result<std::int64_t>{database.error()};
    return count ? *count : -1;
}

/// Blocks before the border of the ring: those that were kept.
std::int64_t keptBlocks(const TempSession& session)
{
    return counted(session,
                   "SELECT count(*) FROM frame_blocks WHERE first <= (SELECT value FROM meta WHERE"
                   " name = CASE stream WHEN 3 THEN 'ring_last_assembled' WHEN 0 THEN"
                   " 'ring_last_signalling' WHEN 1 THEN 'ring_last_media' ELSE 'ring_last_rest' END)");
}

/// Waits until everything is in the file.
void settle(const SessionWriter& writer, RingFiller& ring)
{
    const auto last = static_cast<std::int64_t>(ring.filler().messages().size());
    QTRY_COMPARE_WITH_TIMEOUT(writer.progress().lastMessage.value, last, 30'000);
}

std::vector<Mark> marksOf(const std::vector<std::string>& messages, std::size_t first, std::size_t step)
{
    std::vector<Mark> marks;
    for (std::size_t i = first; i < messages.size(); i += step)
        marks.push_back({callIdIn(messages[i]), {}, {}, {}});
    return marks;
}

/// Calls of one message each, 10 ms apart from the second on, that do not compress away; numbered from
/// `first`.
std::vector<ScriptMessage> shortCalls(std::size_t first, std::size_t count)
{
    const ScriptMessage model = readCallScript("alice -> bob OPTIONS 1 call-id=x").front();
    const std::size_t place = model.bytes.find("Call-ID: x\r\n");
    std::vector<ScriptMessage> messages;
    for (std::size_t call = first; call < first + count; ++call) {
        std::string filler;
        for (std::size_t i = 0; i < 60; ++i)
            filler += std::to_string((call * 7'919 + i * 104'729) % 99'991);
        ScriptMessage& message = messages.emplace_back(model);
        message.bytes.replace(place, 12,
                              "X-Filler: " + filler + "\r\nCall-ID: short-" + std::to_string(call) + "\r\n");
        message.captured = message.arrived =
            model.arrived + std::chrono::seconds{70} + std::chrono::milliseconds{10} * static_cast<int>(call);
    }
    return messages;
}

std::string clientRandom(std::size_t number)
{
    std::string text = std::to_string(number);
    return std::string(64 - text.size(), 'a') + text;
}

std::vector<std::byte> bytesOf(const std::string& hex)
{
    std::vector<std::byte> bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes.push_back(static_cast<std::byte>(std::stoul(hex.substr(i, 2), nullptr, 16)));
    return bytes;
}

/// A connection with what decrypts TLS 1.3.
void addConnection(SessionWriter& writer, std::size_t number, base::Timestamp time)
{
    TlsConnectionRow row;
    row.id = static_cast<std::int64_t>(number);
    row.firstTime = row.lastTime = time;
    row.clientRandom = clientRandom(number);
    row.outcome = "decrypted";
    row.sentence = "Decrypted.";
    writer.upsertTlsConnection(row);
    for (const char* label : {"CLIENT_TRAFFIC_SECRET_0", "SERVER_TRAFFIC_SECRET_0"}) {
        TlsSecretRow secret;
        secret.label = label;
        secret.origin = "key log";
        secret.clientRandom = bytesOf(row.clientRandom);
        secret.secret.assign(48, std::byte{7});
        writer.addTlsSecret(std::move(secret));
    }
}

} // namespace

class RingUpkeepTest : public QObject {
    Q_OBJECT

private slots:
    void unmarkedCallsGo();
    void marksThatStayAreNotTouched();
    void tlsSecretsGoWithTheirConnections();
    void findsItsCallsAfterManyTurns();
    void aQuietRingKeepsWhatIsNew();
};

void RingUpkeepTest::unmarkedCallsGo()
{
    const TempSession session;
    const auto writer = ringWriter(session, {.span = 0s, .bytes = ringBytes});
    RingFiller ring{*writer};
    ring.write(busyTraffic(3'000), 30, [] {});
    settle(*writer, ring);
    const std::vector<Mark> marks = marksOf(ring.filler().messages(), 10'000, 100);
    QVERIFY(setMarks(session.path(), marks));
    ring.write(shortCalls(0, 20'000), 30, [] {});
    settle(*writer, ring);
    const auto kept = readerOf(session)->messageIds();
    QVERIFY(kept && kept->runs().size() > 20);
    QVERIFY(keptBlocks(session) > 3);

    QVERIFY(removeMarks(session.path(), marks));
    ring.write(shortCalls(20'000, 2'000), 30, [] {});
    QVERIFY(writer->close());
    const auto reader = readerOf(session);
    const auto ids = reader->messageIds();
    QVERIFY(ids);
    QCOMPARE(ids->runs().size(), std::size_t{1});
    QCOMPARE(keptBlocks(session), std::int64_t{0});
    for (const Mark& mark : marks)
        QVERIFY2(!reader->findCall(mark.callId), mark.callId.c_str());
    const auto progress = reader->progress();
    QVERIFY(progress);
    QCOMPARE(progress->messages(), std::uint64_t{ids->size()});
    QCOMPARE(progress->messages() + progress->messagesGone, std::uint64_t{ring.filler().messages().size()});
    QCOMPARE(counted(session, "SELECT count(*) FROM call_rows"),
             static_cast<std::int64_t>(progress->calls()));
    QCOMPARE(counted(session,
                     "SELECT count(*) FROM message_frames WHERE message < " + std::to_string(ids->idAt(0))),
             std::int64_t{0});
    verifySound(session, progress->messages());
}

/// Some marks go and others stay, also over a restart of the capture.
void RingUpkeepTest::marksThatStayAreNotTouched()
{
    const TempSession session;
    const RingLimits limits{.span = 0s, .bytes = ringBytes};
    std::vector<Mark> going;
    std::vector<Mark> staying;
    std::map<std::string, std::size_t> written;
    {
        const auto writer = ringWriter(session, limits);
        RingFiller ring{*writer};
        ring.write(busyTraffic(3'000), 30, [] {});
        settle(*writer, ring);
        going = marksOf(ring.filler().messages(), 10'000, 100);
        staying = marksOf(ring.filler().messages(), 10'050, 100);
        std::erase_if(going, [&](const Mark& mark) {
            return std::any_of(staying.begin(), staying.end(),
                               [&](const Mark& other) { return other.callId == mark.callId; });
        });
        QVERIFY(setMarks(session.path(), going));
        QVERIFY(setMarks(session.path(), staying));
        for (const std::string& message : ring.filler().messages())
            ++written[callIdIn(message)];
        ring.write(shortCalls(0, 20'000), 30, [] {});
        QVERIFY(writer->close());
    }
    QVERIFY(keptBlocks(session) > 3);
    QVERIFY(removeMarks(session.path(), going));
    const auto writer = ringWriter(session, limits, WhenPresent::Append);
    SessionFiller filler{*writer};
    for (const ScriptMessage& message : shortCalls(20'000, 4'000)) {
        filler.add(message);
        if (filler.messages().size() % 400 == 0)
            QVERIFY(filler.commit());
    }
    QVERIFY(filler.commit());
    QVERIFY(writer->close());
    const auto reader = readerOf(session);
    for (const Mark& mark : going)
        QVERIFY2(!reader->findCall(mark.callId), mark.callId.c_str());
    std::size_t complete = 0;
    for (const Mark& mark : staying) {
        const auto call = reader->findCall(mark.callId);
        QVERIFY2(call, mark.callId.c_str());
        const auto messages = reader->messagesOfCall(call->key);
        QVERIFY(messages);
        if (call->hasLostStart)
            continue;
        QCOMPARE(messages->size(), written[mark.callId]);
        for (const base::MessageId id : *messages) {
            QVERIFY(reader->messageBytes(id));
            const auto frames = reader->framesOfMessage(id);
            QVERIFY(frames);
            for (const base::FrameNumber frame : *frames)
                QVERIFY(reader->frame(frame));
        }
        ++complete;
    }
    QVERIFY2(complete > 20, std::to_string(complete).c_str());
    verifySound(session, reader->progress()->messages());
}

void RingUpkeepTest::tlsSecretsGoWithTheirConnections()
{
    const TempSession session;
    const auto writer = ringWriter(session, {.span = 0s, .bytes = ringBytes});
    RingFiller ring{*writer};
    std::size_t connections = 1; // the first one goes on for ever
    std::int64_t most = 0;
    const auto traffic = busyTraffic(16'000);
    ring.write(traffic, 0, [&] {
        const base::Timestamp now = traffic[ring.filler().messages().size() - 1].captured;
        addConnection(*writer, 1, now);
        for (int i = 0; i < 20; ++i)
            addConnection(*writer, ++connections, now);
        if (ring.filler().messages().size() % 8'000 == 0)
            most = std::max(most, counted(session, "SELECT count(*) FROM tls_secrets"));
    });
    QVERIFY(writer->close());
    QVERIFY2(ring.largest < ringBytes + ringSlack, std::to_string(ring.largest).c_str());
    const auto progress = readerOf(session)->progress();
    QVERIFY(progress && progress->messagesGone > 3 * progress->messages());
    const std::int64_t left = counted(session, "SELECT count(*) FROM tls_connection_rows");
    QVERIFY2(left > 20 && left < static_cast<std::int64_t>(connections) / 2, std::to_string(left).c_str());
    // Each has its two secrets, and nobody else has any.
    QCOMPARE(counted(session, "SELECT count(*) FROM tls_secrets"), 2 * left);
    QVERIFY2(most < static_cast<std::int64_t>(connections), std::to_string(most).c_str());
    const auto secrets = readerOf(session)->tlsSecrets();
    QVERIFY(secrets);
    QCOMPARE(
        std::count_if(secrets->begin(), secrets->end(),
                      [](const TlsSecretRow& row) { return row.clientRandom == bytesOf(clientRandom(1)); }),
        std::ptrdiff_t{2});
}

/// The writer finds a call as it was written, while commits change the file and others read it; what has
/// gone from the file it does not know any more.
void RingUpkeepTest::findsItsCallsAfterManyTurns()
{
    const TempSession session;
    const auto writer = ringWriter(session, {.span = 0s, .bytes = ringBytes});
    SessionFiller filler{*writer};
    constexpr int total = 90'000; // more than a filter of the present calls would take
    const auto callId = [](int call) { return "short-" + std::to_string(call); };
    const auto traffic = shortCalls(0, total);
    std::unique_ptr<SessionReader> reader;
    for (int call = 0; call < total; ++call) {
        filler.add(traffic[static_cast<std::size_t>(call)]);
        if (call % 300 != 0)
            continue;
        QVERIFY(filler.commit());
        if (!reader)
            reader = readerOf(session);
        QVERIFY(reader->progress());
        for (int back = 0; back < 3'000; back += 100) {
            const auto found = writer->find(callId(call - back));
            if (!found)
                continue;
            QCOMPARE(found->callId, callId(call - back));
            QCOMPARE(found->method, std::string{"OPTIONS"});
            QCOMPARE(found->fromUser, std::string{"alice"});
            QVERIFY(found->path.source.port != 0);
            QCOMPARE(found->messages, 1U);
        }
    }
    QVERIFY(filler.commit());
    QTRY_COMPARE_WITH_TIMEOUT(writer->progress().lastMessage.value, std::int64_t{total}, 30'000);
    QVERIFY(filler.commit()); // what is in the file needs no second place in memory
    QVERIFY(reader->progress());
    int found = 0;
    for (int call = 0; call < total; ++call) {
        const bool isThere = reader->findCall(callId(call)).has_value();
        found += isThere ? 1 : 0;
        if (call % 50 == 0 || isThere)
            QCOMPARE(writer->find(callId(call)).has_value(), isThere);
    }
    QVERIFY2(found > 500 && found < total / 3, std::to_string(found).c_str());
}

/// A block that has the number of one that went is not taken for that one.
void RingUpkeepTest::aQuietRingKeepsWhatIsNew()
{
    const TempSession session;
    const auto writer = ringWriter(session, {.span = 10s, .bytes = 0});
    SessionFiller filler{*writer};
    const auto say = [&filler](std::initializer_list<int> seconds) {
        for (const int second : seconds)
            filler.add(readCallScript("alice -> bob OPTIONS 1 call-id=at-" + std::to_string(second) +
                                      " at=" + std::to_string(second)));
        QVERIFY(filler.commit());
    };
    say({0, 1});
    say({60});
    say({61});
    say({62});
    QVERIFY(writer->close());
    const auto ids = readerOf(session)->messageIds();
    QVERIFY(ids);
    QCOMPARE(ids->size(), std::size_t{3});
    QCOMPARE(ids->idAt(0), std::int64_t{3});
}

QTEST_GUILESS_MAIN(RingUpkeepTest)
#include "tst_ring_upkeep.moc"
