// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forward/in_flight.h"

#include <QtTest>

using namespace core::forward;

class TestInFlight : public QObject {
    Q_OBJECT

private slots:
    void settlesWhatIsAcknowledgedWhole();
    void unfinishedPacketsAreSentAgain();
};

void TestInFlight::settlesWhatIsAcknowledgedWhole()
{
    InFlight inFlight;
    inFlight.add(Packet(100), 100);
    inFlight.add(Packet(50), 150);
    inFlight.add(Packet(30), 180);
    QCOMPARE(inFlight.settle(99), std::uint64_t{0});
    QCOMPARE(inFlight.settle(150), std::uint64_t{2});
    QCOMPARE(inFlight.settle(150), std::uint64_t{0});
    QVERIFY(!inFlight.isEmpty());
    QCOMPARE(inFlight.settle(180), std::uint64_t{1});
    QVERIFY(inFlight.isEmpty());
}

void TestInFlight::unfinishedPacketsAreSentAgain()
{
    InFlight inFlight;
    inFlight.add(Packet(100), 100);
    inFlight.add(Packet(50), 150);
    inFlight.add(Packet(30), InFlight::unfinished);
    QCOMPARE(inFlight.settle(170), std::uint64_t{2});
    const auto again = inFlight.takeAll();
    QCOMPARE(again.size(), std::size_t{1});
    QCOMPARE(again.front().size(), std::size_t{30});
    QVERIFY(inFlight.isEmpty());
}

QTEST_GUILESS_MAIN(TestInFlight)
#include "tst_in_flight.moc"
