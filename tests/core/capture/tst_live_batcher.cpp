// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/live_batcher.h"

#include "tests/support/source_runner.h"

#include <QtTest>

using namespace core::capture;
using namespace tests::support;

class TestLiveBatcher : public QObject {
    Q_OBJECT

private slots:
    void boundsTheNumberOfFrames();
    void boundsTheBytes();
    void boundsTheAge();
    void keepsOrderAndBytes();
    void tellsWhenTheSinkIsClosed();
};

void TestLiveBatcher::boundsTheNumberOfFrames()
{
    RecordingSink sink;
    LiveBatcher batcher{sink, core::base::SourceId{7}};
    const std::array<std::byte, 1> one{};
    for (std::size_t i = 0; i < 2 * LiveBatcher::maximumFrames + 1; ++i)
        batcher.add({}, one);
    batcher.finish();
    QCOMPARE(sink.batches.size(), std::size_t{3});
    QCOMPARE(sink.batches[0].frames.size(), LiveBatcher::maximumFrames);
    QCOMPARE(sink.batches[2].frames.size(), std::size_t{1});
    QCOMPARE(sink.counters.received, std::uint64_t{2 * LiveBatcher::maximumFrames + 1});
    QCOMPARE(sink.batches[0].frames[0].source, core::base::SourceId{7});
}

void TestLiveBatcher::boundsTheBytes()
{
    RecordingSink sink;
    LiveBatcher batcher{sink, core::base::SourceId{1}};
    const std::vector<std::byte> large(65'507);
    for (int i = 0; i < 40; ++i)
        batcher.add({}, large);
    batcher.finish();
    for (const auto& batch : sink.batches)
        QVERIFY(batch.bytes.size() <= LiveBatcher::maximumBytes);
    QCOMPARE(sink.frames, std::size_t{40});
    QCOMPARE(sink.counters.receivedBytes, std::uint64_t{40 * 65'507});
    // One frame above the bound still goes through.
    const std::vector<std::byte> huge(LiveBatcher::maximumBytes + 1);
    batcher.add({}, huge);
    batcher.finish();
    QCOMPARE(sink.frames, std::size_t{41});
}

void TestLiveBatcher::boundsTheAge()
{
    RecordingSink sink;
    LiveBatcher batcher{sink, core::base::SourceId{1}};
    QCOMPARE(batcher.patience(), LiveBatcher::maximumAge);
    batcher.add({}, {});
    QVERIFY(batcher.tick());
    QCOMPARE(sink.frames, std::size_t{0});
    QVERIFY(batcher.patience() <= LiveBatcher::maximumAge);
    QTest::qSleep(55);
    QCOMPARE(batcher.patience(), std::chrono::milliseconds{1});
    QVERIFY(batcher.tick());
    QCOMPARE(sink.frames, std::size_t{1});
}

void TestLiveBatcher::keepsOrderAndBytes()
{
    RecordingSink sink;
    LiveBatcher batcher{sink, core::base::SourceId{1}};
    for (int i = 0; i < 10'000; ++i) {
        const std::array bytes{static_cast<std::byte>(i), static_cast<std::byte>(i >> 8)};
        batcher.add({}, bytes);
    }
    batcher.finish();
    int expected = 0;
    for (const auto& batch : sink.batches) {
        for (const auto& frame : batch.frames) {
            const auto bytes = batch.bytesOf(frame);
            QCOMPARE(std::to_integer<int>(bytes[0]) | std::to_integer<int>(bytes[1]) << 8, expected++);
        }
    }
    QCOMPARE(expected, 10'000);
}

void TestLiveBatcher::tellsWhenTheSinkIsClosed()
{
    RecordingSink sink;
    sink.acceptsMore = false;
    LiveBatcher batcher{sink, core::base::SourceId{1}};
    QVERIFY(batcher.tick());
    batcher.add({}, {});
    QTest::qSleep(55);
    QVERIFY(!batcher.tick());
    QVERIFY(!batcher.tick());
}

QTEST_GUILESS_MAIN(TestLiveBatcher)
#include "tst_live_batcher.moc"
