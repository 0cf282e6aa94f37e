// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/sequence_tracker.h"

#include <QtTest>
#include <vector>

using namespace core::media;

namespace {

bool never(std::uint32_t)
{
    return false;
}

SequenceTracker trackerOf(const std::vector<int>& sequences)
{
    SequenceTracker tracker;
    for (const int sequence : sequences)
        tracker.add(static_cast<std::uint16_t>(sequence), never);
    return tracker;
}

} // namespace

class TestSequenceTracker : public QObject {
    Q_OBJECT

private slots:
    void countsAsRfc3550_data();
    void countsAsRfc3550();
    void namesEachStep();
    void takesALongGapForLossWhenTimestampsSaySo();
    void countsOverSeveralCycles();
    void survivesEverySequence();
};

void TestSequenceTracker::countsAsRfc3550_data()
{
    QTest::addColumn<QList<int>>("sequences");
    QTest::addColumn<int>("expected");
    QTest::addColumn<int>("lost");
    QTest::addColumn<int>("missing");
    QTest::addColumn<int>("duplicates");
    QTest::addColumn<int>("reordered");
    QTest::addColumn<int>("strays");
    QTest::addColumn<int>("restarts");
    const auto row = [](const char* name, const QList<int>& sequences, int expected, int lost, int missing,
                        int duplicates, int reordered, int strays = 0, int restarts = 0) {
        QTest::newRow(name) << sequences << expected << lost << missing << duplicates << reordered << strays
                            << restarts;
    };
    row("none", {}, 0, 0, 0, 0, 0);
    row("one", {7}, 1, 0, 0, 0, 0);
    row("in order", {7, 8, 9}, 3, 0, 0, 0, 0);
    row("two lost", {7, 10, 11}, 5, 2, 2, 0, 0);
    row("one duplicate", {7, 8, 8, 9}, 3, -1, 0, 1, 0);
    row("a duplicate hides a loss from RFC 3550", {7, 7, 9}, 3, 0, 1, 1, 0);
    row("two swapped", {7, 9, 8, 10}, 4, 0, 0, 0, 1);
    row("a late one, twice", {7, 9, 8, 8, 10}, 4, -1, 0, 1, 1);
    row("the last one overtaken", {7, 9, 8}, 3, 0, 0, 0, 1);
    row("the first one overtaken", {8, 7, 9}, 2, -1, 0, 0, 1);
    row("wrap-around", {65534, 65535, 0, 1}, 4, 0, 0, 0, 0);
    row("loss around the wrap", {65534, 1}, 4, 2, 2, 0, 0);
    row("late across the wrap", {65535, 1, 0}, 3, 0, 0, 0, 1);
    row("a stray", {7, 8, 40000, 9}, 3, 0, 0, 0, 0, 1);
    row("two strays apart", {7, 8, 40000, 9, 20000, 10}, 4, 0, 0, 0, 0, 2);
    row("a restart", {7, 8, 40000, 40001, 40002}, 5, 0, 0, 0, 0, 0, 1);
    row("a restart with a loss behind it", {7, 8, 40000, 40001, 40003}, 6, 1, 1, 0, 0, 0, 1);
    row("a restart at the end of the range", {7, 8, 65400, 65401}, 4, 0, 0, 0, 0, 0, 1);
    row("a restart at 0", {30000, 30001, 65535, 0, 1}, 5, 0, 0, 0, 0, 0, 1);
}

void TestSequenceTracker::countsAsRfc3550()
{
    QFETCH(QList<int>, sequences);
    QFETCH(int, expected);
    QFETCH(int, lost);
    QFETCH(int, missing);
    QFETCH(int, duplicates);
    QFETCH(int, reordered);
    QFETCH(int, strays);
    QFETCH(int, restarts);
    const SequenceTracker tracker = trackerOf({sequences.begin(), sequences.end()});
    QCOMPARE(int(tracker.expected()), expected);
    QCOMPARE(int(tracker.lost()), lost);
    QCOMPARE(int(tracker.missing()), missing);
    QCOMPARE(int(tracker.duplicates()), duplicates);
    QCOMPARE(int(tracker.reordered()), reordered);
    QCOMPARE(int(tracker.strays()), strays);
    QCOMPARE(int(tracker.restarts()), restarts);
}

void TestSequenceTracker::namesEachStep()
{
    SequenceTracker tracker;
    QCOMPARE(tracker.add(10, never), SequenceStep::First);
    QCOMPARE(tracker.add(11, never), SequenceStep::InOrder);
    QCOMPARE(tracker.add(14, never), SequenceStep::AfterGap);
    QCOMPARE(tracker.missedBefore(), 2U);
    QCOMPARE(tracker.add(12, never), SequenceStep::Late);
    QCOMPARE(tracker.add(12, never), SequenceStep::Duplicate);
    QCOMPARE(tracker.add(9, never), SequenceStep::Early);
    QCOMPARE(tracker.add(9, never), SequenceStep::Duplicate);
    QCOMPARE(tracker.add(14, never), SequenceStep::Duplicate);
    QCOMPARE(tracker.add(30000, never), SequenceStep::Stray);
    QCOMPARE(tracker.add(30001, never), SequenceStep::Restart);
    QCOMPARE(tracker.add(30002, never), SequenceStep::InOrder);
}

void TestSequenceTracker::takesALongGapForLossWhenTimestampsSaySo()
{
    SequenceTracker tracker = trackerOf({1, 2});
    std::uint32_t asked = 0;
    const SequenceStep step = tracker.add(5002, [&](std::uint32_t packets) {
        asked = packets;
        return true;
    });
    QCOMPARE(step, SequenceStep::AfterGap);
    QCOMPARE(asked, 5000U);
    QCOMPARE(int(tracker.lost()), 4999);
    QCOMPARE(tracker.restarts(), 0U);
}

void TestSequenceTracker::countsOverSeveralCycles()
{
    SequenceTracker tracker;
    constexpr std::uint32_t packets = 200'000;
    for (std::uint32_t i = 0; i < packets; ++i) {
        if (i % 1000 != 999) // one of a thousand lost, the last among them
            tracker.add(static_cast<std::uint16_t>(60'000 + i), never);
    }
    QCOMPARE(tracker.expected(), std::uint64_t{packets - 1});
    QCOMPARE(tracker.lost(), std::int64_t{packets / 1000 - 1});
    QCOMPARE(tracker.restarts(), 0U);
}

/// From each number to each of its kind: nothing may be counted twice or not at all.
void TestSequenceTracker::survivesEverySequence()
{
    SequenceTracker tracker;
    std::uint64_t packets = 0;
    std::uint32_t next = 1;
    for (int i = 0; i < 300'000; ++i) {
        next = next * 1664525U + 1013904223U;
        tracker.add(static_cast<std::uint16_t>(i % 3 == 0 ? next >> 16U : tracker.expected() + next % 4),
                    never);
        ++packets;
        QVERIFY(tracker.received() + tracker.strays() == packets);
        QVERIFY(tracker.missing() >= 0);
    }
}

QTEST_GUILESS_MAIN(TestSequenceTracker)
#include "tst_sequence_tracker.moc"
