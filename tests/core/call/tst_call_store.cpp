// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/call_store.h"

#include <QTest>

#include "tests/core/call/track_script.h"

#include <algorithm>
#include <random>
#include <sstream>

using namespace core::call;
using tests::support::readCallScript;
using tests::support::ScriptMessage;
using tests::support::scriptTime;

class TestCallStore : public QObject {
    Q_OBJECT

private slots:
    void finishedCallsLeaveAfterAMinute();
    void openCallsLeaveAfterHours();
    void registrationsStayUntilTheyExpire();
    void callsGoOnFromTheArchive();
    void withoutArchiveACallThatLeftStartsAnew();
    void newCallIdsDoNotBotherTheArchive();
    void anAppendedSessionAsksForEveryCallId();
    void callsIdleLongestLeaveEarly();
    void hugeCallIdsLeaveEarly();
    void changesAreTakenOnceInKeyOrder();
    void resultsDoNotDependOnWhenOneLooks_data();
    void resultsDoNotDependOnWhenOneLooks();
};

namespace {

const char* const wholeCall = "alice -> bob INVITE 1 at=0\n"
                              "bob -> alice 200 1 at=1\n"
                              "alice -> bob BYE 2 at=5\n";

QStringList inFull(const TrackedScript& session)
{
    QStringList lines;
    for (const auto& [key, record] : session.records)
        lines << QString::fromStdString(printedInFull(record));
    for (const MessageTrack& track : session.tracks) {
        lines << QStringLiteral("%1 %2 %3 %4")
                     .arg(track.call.value)
                     .arg(track.previousInCall.value)
                     .arg(track.retransmissionOf.value)
                     .arg(track.duplicateOf.value);
    }
    return lines;
}

} // namespace

void TestCallStore::finishedCallsLeaveAfterAMinute()
{
    TrackedScript session{wholeCall};
    CallTracker tracker{{}, &session};
    session.run(tracker);
    tracker.advance(scriptTime(64.999));
    QCOMPARE(tracker.callsInMemory(), std::size_t{1});
    tracker.advance(scriptTime(65));
    QCOMPARE(tracker.callsInMemory(), std::size_t{0});
    QCOMPARE(tracker.callsEvictedEarly(), std::uint64_t{0});
}

void TestCallStore::openCallsLeaveAfterHours()
{
    TrackedScript session{"alice -> bob INVITE 1 at=0\nbob -> alice 200 1 at=0\n"};
    CallTracker tracker{{}, &session};
    session.run(tracker);
    tracker.advance(scriptTime(4 * 3600 - 1));
    QCOMPARE(tracker.callsInMemory(), std::size_t{1});
    tracker.advance(scriptTime(4 * 3600));
    QCOMPARE(tracker.callsInMemory(), std::size_t{0});
}

void TestCallStore::registrationsStayUntilTheyExpire()
{
    TrackedScript session{"alice -> proxy REGISTER 1 at=0 expires=86400\nproxy -> alice 200 1 at=0\n"};
    CallTracker tracker{{}, &session};
    session.run(tracker);
    tracker.advance(scriptTime(86399));
    QCOMPARE(tracker.callsInMemory(), std::size_t{1});
    tracker.advance(scriptTime(86400 + 60));
    session.take(tracker);
    QCOMPARE(tracker.callsInMemory(), std::size_t{0});
    QVERIFY(session.records.begin()->second.state == CallState::Expired);
}

void TestCallStore::callsGoOnFromTheArchive()
{
    const std::string script = std::string{wholeCall} + "later 100\nbob -> alice 200 2 at=200\n"
                                                        "alice -> bob BYE 3 at=201\n";
    TrackedScript session{script};
    CallTracker tracker{{}, &session};
    for (int count = 0; count < 4; ++count)
        session.step(tracker);
    session.take(tracker);
    QCOMPARE(tracker.callsInMemory(), std::size_t{0});
    session.run(tracker);
    QCOMPARE(session.questions, 1);
    QCOMPARE(session.records.size(), std::size_t{1});
    QCOMPARE(QString::fromStdString(printed(session.records.begin()->second)),
             QStringLiteral("call completed 200 OK by caller setup=1 talk=4 messages=5/3"));
    QCOMPARE(session.tracks[3].previousInCall.value, 3);
    QCOMPARE(session.tracks[4].previousInCall.value, 4);
}

void TestCallStore::withoutArchiveACallThatLeftStartsAnew()
{
    TrackedScript session{std::string{wholeCall} + "alice -> bob BYE 3 at=300\n"};
    CallTracker tracker{{}, nullptr};
    session.run(tracker);
    QCOMPARE(session.records.size(), std::size_t{2});
    QCOMPARE(session.records.at({1}).messages, 3U);
    QCOMPARE(session.records.at({2}).messages, 1U);
    QCOMPARE(session.tracks[3].previousInCall.value, 0);
}

void TestCallStore::newCallIdsDoNotBotherTheArchive()
{
    std::string script = wholeCall;
    for (int number = 0; number < 1000; ++number)
        script += "alice -> bob OPTIONS 1 at=" + std::to_string(200 + number) +
                  " call-id=" + std::to_string(number) + '\n';
    TrackedScript session{script};
    CallTracker tracker{{}, &session};
    session.run(tracker);
    QVERIFY2(session.questions < 10, qPrintable(QString::number(session.questions)));
}

void TestCallStore::anAppendedSessionAsksForEveryCallId()
{
    TrackedScript before{wholeCall};
    CallTracker first{{}, &before};
    before.run(first);

    TrackedScript after{"bob -> alice 200 2 BYE at=6\nalice -> bob OPTIONS 1 call-id=new\n"};
    after.records = before.records;
    CallTracker second{first.lastKey(), &after};
    after.run(second);
    QCOMPARE(after.questions, 2);
    QCOMPARE(after.tracks[0].call.value, 1);
    QCOMPARE(after.tracks[0].previousInCall.value, 3);
    QCOMPARE(after.records.at({1}).messages, 4U);
    QCOMPARE(after.tracks[1].call.value, 2);
}

void TestCallStore::callsIdleLongestLeaveEarly()
{
    TrackedScript session{"alice -> bob INVITE 1 call-id=a\n"
                          "alice -> bob INVITE 1 call-id=b\n"
                          "bob -> alice 180 1 call-id=a\n"
                          "alice -> bob INVITE 1 call-id=c\n"
                          "bob -> alice 180 1 call-id=b\n"};
    TrackerLimits limits;
    limits.calls = 2;
    CallTracker tracker{{}, &session, limits};
    session.run(tracker);
    QCOMPARE(tracker.callsInMemory(), std::size_t{2});
    QCOMPARE(tracker.callsEvictedEarly(), std::uint64_t{2}); // b for c, then a for b
    QCOMPARE(session.records.size(), std::size_t{3});
    QCOMPARE(session.records.at({2}).messages, 2U);
    QVERIFY(session.records.at({2}).state == CallState::Ringing);
}

void TestCallStore::hugeCallIdsLeaveEarly()
{
    TrackerLimits limits;
    limits.bytes = 1U << 20U;
    std::vector<ScriptMessage> messages;
    for (int number = 0; number < 100; ++number) {
        const std::string callId = std::to_string(number) + std::string(50'000, 'x');
        messages.push_back(readCallScript("alice -> bob INVITE 1 call-id=" + callId).front());
    }
    TrackedScript session{std::move(messages)};
    CallTracker tracker{{}, &session, limits};
    session.run(tracker);
    QVERIFY(tracker.callsInMemory() < 22);
    QCOMPARE(session.records.size(), std::size_t{100});
    QCOMPARE(tracker.callsEvictedEarly(), std::uint64_t{100} - tracker.callsInMemory());
}

void TestCallStore::changesAreTakenOnceInKeyOrder()
{
    TrackedScript session{"alice -> bob INVITE 1 call-id=a\n"
                          "alice -> bob INVITE 1 call-id=b\n"
                          "bob -> alice 180 1 call-id=a\n"};
    CallTracker tracker{{}, &session};
    while (!session.isFinished())
        session.step(tracker);
    std::vector<std::int64_t> keys;
    const auto collect = [&](const CallRecord& record) { keys.push_back(record.key.value); };
    tracker.takeChanged(collect);
    QCOMPARE(keys, (std::vector<std::int64_t>{1, 2}));
    tracker.takeChanged(collect);
    QCOMPARE(keys.size(), std::size_t{2});
    tracker.advance(scriptTime(33)); // b has no answer; a rings
    tracker.takeChanged(collect);
    QCOMPARE(keys, (std::vector<std::int64_t>{1, 2, 2}));
}

void TestCallStore::resultsDoNotDependOnWhenOneLooks_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 0; seed < 40; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

/// A live session asks often, a reindexed one rarely; both must say the same.
void TestCallStore::resultsDoNotDependOnWhenOneLooks()
{
    QFETCH(unsigned, seed);
    static const char* const templates[] = {
        "alice -> bob INVITE 1\nbob -> alice 180 1 +2\nbob -> alice 200 1 +3\nalice -> bob ACK 1\n"
        "bob -> alice BYE 1 +20\nalice -> bob 200 1\nalice -> bob 200 1 +70 resend\n",
        "alice -> bob INVITE 1\nalice -> bob INVITE 1 resend +0.5\nalice -> bob INVITE 1 resend +60\n"
        "bob -> alice 408 1 +70\n",
        "alice -> bob INVITE 1\nbob -> alice 180 1 +2\nalice -> bob CANCEL 1 +9\nbob -> alice 487 1 +80\n",
        "alice -> proxy REGISTER 1 expires=20\nproxy -> alice 401 1\nalice -> proxy REGISTER 2 expires=20\n"
        "proxy -> alice 200 2\nalice -> proxy REGISTER 3 expires=0 +50\nproxy -> alice 200 3 +70\n",
        "alice -> proxy SUBSCRIBE 1 expires=30\nproxy -> alice 202 1\nproxy -> alice NOTIFY 1 "
        "state=active;expires=9\n"
        "proxy -> alice NOTIFY 2 state=terminated +120\n",
        "alice -> bob OPTIONS 1\nbob -> alice 200 1 +40\nbob -> alice 200 1 +61 resend\n",
    };
    std::mt19937 random{seed};
    const auto below = [&random](std::size_t limit) { return static_cast<std::size_t>(random()) % limit; };
    std::vector<ScriptMessage> messages;
    for (int number = 0; number < 60; ++number) {
        std::string script = "later " + std::to_string(below(200)) + '\n';
        std::istringstream lines{templates[below(std::size(templates))]};
        for (std::string line; std::getline(lines, line);)
            script += line + " call-id=" + std::to_string(number) +
                      " source=" + std::to_string(1 + below(2)) + '\n';
        for (const ScriptMessage& message : readCallScript(script)) {
            if (!message.bytes.empty())
                messages.push_back(message);
        }
    }
    std::stable_sort(messages.begin(), messages.end(),
                     [](const ScriptMessage& a, const ScriptMessage& b) { return a.arrived < b.arrived; });
    TrackerLimits limits;
    limits.calls = seed % 2 == 0 ? 400 : 12;
    limits.unfinishedIdle = std::chrono::seconds{seed % 3 == 0 ? 25 : 3600};

    TrackedScript rare{messages};
    CallTracker rareTracker{{}, &rare, limits};
    rare.run(rareTracker);
    rareTracker.advance(scriptTime(1000));
    rare.take(rareTracker);

    TrackedScript often{messages};
    CallTracker oftenTracker{{}, &often, limits};
    core::base::Timestamp now = scriptTime(0);
    for (std::size_t index = 0; index < messages.size(); ++index) {
        while (now + std::chrono::seconds{3} < messages[index].arrived && below(5) != 0) {
            now += std::chrono::milliseconds{below(3000)};
            oftenTracker.advance(now);
            if (below(2) == 0)
                often.take(oftenTracker);
        }
        often.step(oftenTracker);
        now = std::max(now, messages[index].arrived);
        if (below(3) == 0)
            often.take(oftenTracker);
    }
    for (; now < scriptTime(1000); now += std::chrono::milliseconds{below(3000)})
        oftenTracker.advance(now);
    oftenTracker.advance(scriptTime(1000));
    often.take(oftenTracker);

    QCOMPARE(inFull(often), inFull(rare));
    QCOMPARE(oftenTracker.callsInMemory(), rareTracker.callsInMemory());
    QCOMPARE(oftenTracker.callsEvictedEarly(), rareTracker.callsEvictedEarly());
}

QTEST_GUILESS_MAIN(TestCallStore)
#include "tst_call_store.moc"
