// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forward/outbox.h"

#include <QtTest>

#include <thread>

using namespace core::forward;
using namespace std::chrono_literals;

class TestOutbox : public QObject {
    Q_OBJECT

private slots:
    void memoryIsBounded();
    void everyMessageIsCounted();
    void waitingEndsWhenTheCollectorIsGivenUp();
    void waitingEndsWithTheUser();
    void patienceIsAboutWhatWaits();
};

namespace {

std::uint64_t countOf(const Outbox& outbox, NotSent reason)
{
    return outbox.counters().notSent[static_cast<std::size_t>(reason)];
}

} // namespace

void TestOutbox::memoryIsBounded()
{
    Outbox outbox{10'000, std::nullopt, {}};
    for (int i = 0; i < 100; ++i)
        outbox.offer(Packet(1000));
    QCOMPARE(outbox.counters().taken, std::uint64_t{100});
    QCOMPARE(countOf(outbox, NotSent::QueueFull), std::uint64_t{91});
    int packets = 0;
    while (outbox.takeUntil(Outbox::Clock::now()))
        ++packets;
    QCOMPARE(packets, 9);
}

void TestOutbox::everyMessageIsCounted()
{
    Outbox outbox{1'000'000, std::nullopt, {}};
    for (int i = 0; i < 5; ++i)
        outbox.offer(Packet(10));
    outbox.refuse(NotSent::TooLarge);
    outbox.countSent(2);
    outbox.countRefused();
    QVERIFY(outbox.takeUntil(Outbox::Clock::now()) && outbox.takeUntil(Outbox::Clock::now()));
    outbox.giveUp(NotSent::Unreachable);
    outbox.offer(Packet(10));
    const ForwardCounters counters = outbox.counters();
    QCOMPARE(counters.taken, std::uint64_t{7});
    QCOMPARE(counters.sent, std::uint64_t{1});
    QCOMPARE(countOf(outbox, NotSent::TooLarge), std::uint64_t{1});
    QCOMPARE(countOf(outbox, NotSent::Refused), std::uint64_t{1});
    QCOMPARE(countOf(outbox, NotSent::Unreachable), std::uint64_t{4});
    QVERIFY(outbox.isFinished());
}

void TestOutbox::waitingEndsWhenTheCollectorIsGivenUp()
{
    Outbox outbox{100, std::nullopt, {}};
    QVERIFY(outbox.put(Packet(80), {}));
    const std::jthread other{[&outbox] {
        std::this_thread::sleep_for(50ms);
        outbox.giveUp(NotSent::Unreachable);
    }};
    QVERIFY(!outbox.put(Packet(80), {}));
    QTRY_COMPARE(countOf(outbox, NotSent::Unreachable), std::uint64_t{2});
    QCOMPARE(outbox.counters().taken, std::uint64_t{2});
}

void TestOutbox::waitingEndsWithTheUser()
{
    Outbox outbox{100, std::nullopt, {}};
    QVERIFY(outbox.put(Packet(80), {}));
    std::stop_source stop;
    const std::jthread other{[&stop] {
        std::this_thread::sleep_for(50ms);
        stop.request_stop();
    }};
    QVERIFY(!outbox.put(Packet(80), stop.get_token()));
    QCOMPARE(outbox.counters().taken, std::uint64_t{1});
}

void TestOutbox::patienceIsAboutWhatWaits()
{
    Outbox outbox{1000, 50ms, {}};
    std::this_thread::sleep_for(100ms);
    QVERIFY(!outbox.isPatienceOver()); // nothing waits
    outbox.offer(Packet(10));
    QVERIFY(!outbox.isPatienceOver()); // and this has not waited yet
    std::this_thread::sleep_for(100ms);
    QVERIFY(outbox.isPatienceOver());
    outbox.countSent(1);
    QVERIFY(!outbox.isPatienceOver());
}

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
