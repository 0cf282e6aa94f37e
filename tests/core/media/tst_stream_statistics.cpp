// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/stream_statistics.h"

#include <QtTest>
#include <cmath>

using namespace core::media;
using namespace std::chrono_literals;
using core::base::Timestamp;

namespace {

constexpr Timestamp start{1'700'000'000s};

/// Both counters are about to wrap around.
RtpHeader firstHeader()
{
    RtpHeader header;
    header.ssrc = 1;
    header.timestamp = 4'294'960'000;
    header.sequence = 65'500;
    return header;
}

/// A sender of 20 ms packets of PCMU, and the statistics of its stream. Each call sends one packet.
struct Sender {
    explicit Sender(const PayloadMap* formats = nullptr) : map(formats) { header.payload = payload; }

    std::optional<IntervalRow> send(std::chrono::nanoseconds delay = 0ns)
    {
        header.isMarked = isMarked;
        isMarked = false;
        const Timestamp captured = start + at + delay;
        const auto row = statistics.add(header, {captured, captured, dscp}, map);
        if (row)
            rows.push_back(*row);
        ++header.sequence;
        header.timestamp += ticks;
        at += 20ms;
        return row;
    }

    void send(int count)
    {
        for (int i = 0; i < count; ++i)
            send();
    }

    /// Packets that the network lost.
    void lose(int count)
    {
        header.sequence = static_cast<std::uint16_t>(header.sequence + count);
        header.timestamp += ticks * static_cast<std::uint32_t>(count);
        at += count * 20ms;
    }

    /// The sender is silent: its clock runs on.
    void pause(int packets)
    {
        header.timestamp += ticks * static_cast<std::uint32_t>(packets);
        at += packets * 20ms;
    }

    [[nodiscard]] const StreamCounters& total() const { return statistics.total(); }

    const PayloadMap* map;
    std::array<std::byte, 160> payload{};
    RtpHeader header = firstHeader();
    StreamStatistics statistics;
    std::vector<IntervalRow> rows;
    std::chrono::nanoseconds at = 0ns;
    std::uint32_t ticks = 160;
    std::uint8_t dscp = 46;
    bool isMarked = false;
};

PayloadMap withEvents()
{
    PayloadMap map;
    map.set(101, formatOf({"telephone-event", 8000, 1, "0-16", 0}));
    map.set(111, formatOf({"opus", 48000, 2, "", 0}));
    return map;
}

} // namespace

class TestStreamStatistics : public QObject {
    Q_OBJECT

private slots:
    void aCleanStreamHasNothingWrong();
    void jitterIsThatOfRfc3550();
    void jitterNeedsAClock();
    void aWrapOfTheTimestampIsNoJitter();
    void lossIsCountedWithItsRuns();
    void silenceIsToldFromLossAndFromPauses();
    void aStallIsNoSilence();
    void eventsLeaveJitterAlone();
    void aRestartIsNeitherLossNorJitter();
    void aClockThatIsSetIsNoJitter();
    void aLongGapIsLoss();
    void changesAreCounted();
    void packetLengthIsWhatMostPacketsHave();
    void intervalsAddUpToTheTotal();
    void intervalsWithoutPacketsHaveNoRow();
    void timesThatGoBackStayInTheOpenInterval();
    void isSmall();
};

void TestStreamStatistics::aCleanStreamHasNothingWrong()
{
    Sender sender;
    sender.send(1000);
    const StreamCounters& total = sender.total();
    QCOMPARE(total.packets, std::uint64_t{1000});
    QCOMPARE(total.octets, std::uint64_t{160'000});
    QCOMPARE(total.expected, std::uint64_t{1000});
    QCOMPARE(total.lost, std::int64_t{0});
    QCOMPARE(total.missing, std::int64_t{0});
    QCOMPARE(total.jitter.maximum, 0.0);
    QCOMPARE(total.delta.maximum, 20.0);
    QCOMPARE(total.packetMs(), 20.0);
    QCOMPARE(total.clockRate, 8000U);
    QCOMPARE(total.last - total.first, core::base::Duration{999 * 20ms});
    QCOMPARE(total.gaps.losses + total.gaps.silences + total.gaps.pauses + total.gaps.stalls, 0U);
    QCOMPARE(total.lossPercent(), 0.0);
}

/// A gateway comes back from fax with timestamps from 0, and its numbers go on. Less than a second back is
/// what a packet may be late by.
void TestStreamStatistics::aClockThatIsSetIsNoJitter()
{
    Sender sender;
    sender.header.timestamp = 400'000;
    sender.send(100);
    sender.at += 300ms;
    sender.header.timestamp = 0;
    sender.send(100);
    QCOMPARE(sender.total().jitter.maximum, 0.0);
    QCOMPARE(sender.total().delta.maximum, 20.0);
    QCOMPARE(sender.total().restarts, 0U);
    QCOMPARE(sender.total().lost, std::int64_t{0});
    sender.header.timestamp -= 4'000; // half a second
    sender.send();
    QVERIFY(std::abs(sender.total().jitter.maximum - 500.0 / 16) < 1e-9);
}

/// D is 8 ms each time, in turns early and late: J goes 0.5, 0.96875, ... by J += (|D| - J) / 16.
void TestStreamStatistics::jitterIsThatOfRfc3550()
{
    Sender sender;
    double expected = 0;
    double sum = 0;
    for (int i = 0; i < 50; ++i) {
        sender.send(i % 2 == 0 ? 0ms : 8ms);
        if (i > 0) {
            expected += (8 - expected) / 16;
            sum += expected;
            QVERIFY(std::abs(sender.total().lastJitter - expected) < 1e-9);
        }
    }
    QVERIFY(std::abs(sender.total().jitter.maximum - expected) < 1e-9);
    QVERIFY(std::abs(sender.total().jitter.mean - sum / 49) < 1e-9);
    QCOMPARE(sender.total().delta.maximum, 28.0);
}

void TestStreamStatistics::jitterNeedsAClock()
{
    Sender sender;
    sender.header.payloadType = 111;
    sender.ticks = 960;
    for (int i = 0; i < 20; ++i)
        sender.send(i % 2 == 0 ? 0ms : 8ms);
    QCOMPARE(sender.total().jitter.maximum, 0.0);
    QCOMPARE(sender.total().clockRate, 0U);
    QCOMPARE(sender.statistics.format().codec, Codec::Unknown);

    // SDP comes late.
    const PayloadMap map = withEvents();
    sender.map = &map;
    sender.statistics.formatsChanged();
    for (int i = 0; i < 20; ++i)
        sender.send(i % 2 == 0 ? 0ms : 8ms);
    QVERIFY(sender.total().jitter.maximum > 1);
    QCOMPARE(sender.total().packetMs(), 20.0);
    QCOMPARE(sender.statistics.format().codec, Codec::Opus);
}

void TestStreamStatistics::aWrapOfTheTimestampIsNoJitter()
{
    Sender sender;
    const std::uint32_t before = sender.header.timestamp;
    sender.send(100);
    QVERIFY(sender.header.timestamp < before);
    QCOMPARE(sender.total().jitter.maximum, 0.0);
}

void TestStreamStatistics::lossIsCountedWithItsRuns()
{
    Sender sender;
    sender.send(10);
    sender.lose(3);
    sender.send(10);
    sender.lose(1);
    sender.send(1);
    const StreamCounters& total = sender.total();
    QCOMPARE(total.expected, std::uint64_t{25});
    QCOMPARE(total.lost, std::int64_t{4});
    QCOMPARE(total.lossPercent(), 16.0);
    QCOMPARE(total.gaps.losses, 2U);
    QCOMPARE(total.gaps.longestLoss, 3U);
    QCOMPARE(total.gaps.missed, std::uint64_t{4});
    QCOMPARE(total.gaps.silences, 0U);
    QCOMPARE(total.jitter.maximum, 0.0); // the clock ran on
}

void TestStreamStatistics::silenceIsToldFromLossAndFromPauses()
{
    Sender sender;
    sender.send(10);
    sender.pause(50);
    sender.isMarked = true;
    sender.send(10);
    QCOMPARE(sender.total().gaps.silences, 1U);
    QCOMPARE(sender.total().gaps.silence, core::base::Duration{51 * 20ms});

    // Comfort noise before, and no marker.
    sender.header.payloadType = 13;
    sender.send(1);
    sender.header.payloadType = 0;
    sender.pause(20);
    sender.send(10);
    QCOMPARE(sender.total().gaps.silences, 2U);
    QCOMPARE(sender.total().comfortNoise, std::uint64_t{1});
    QCOMPARE(sender.total().gaps.pauses, 0U);

    // Neither.
    sender.pause(20);
    sender.send(10);
    QCOMPARE(sender.total().gaps.pauses, 1U);
    QCOMPARE(sender.total().gaps.silences, 2U);
    QCOMPARE(sender.total().gaps.losses, 0U);
    // A marked packet and those beside comfort noise say nothing about the network.
    QVERIFY(sender.total().delta.maximum < 500);
}

void TestStreamStatistics::aStallIsNoSilence()
{
    Sender sender;
    sender.send(10);
    sender.at += 300ms;
    sender.send(10);
    QCOMPARE(sender.total().gaps.stalls, 1U);
    QCOMPARE(sender.total().gaps.longestStall, core::base::Duration{320ms});
    QCOMPARE(sender.total().gaps.pauses, 0U);
}

/// The timestamp of an event's packets stands still while time goes on, and audio behind it has a new one.
void TestStreamStatistics::eventsLeaveJitterAlone()
{
    const PayloadMap map = withEvents();
    Sender sender{&map};
    sender.send(50);
    const std::uint32_t began = sender.header.timestamp;
    for (int i = 0; i < 10; ++i) {
        sender.header.payloadType = 101;
        sender.header.timestamp = began;
        sender.isMarked = i == 0;
        sender.send();
    }
    sender.header.payloadType = 0;
    sender.header.timestamp = began + 10 * 160;
    sender.send(50);
    QCOMPARE(sender.total().events, std::uint64_t{10});
    QVERIFY(sender.total().jitter.maximum < 1e-6);
    QCOMPARE(sender.total().payloadTypeChanges, 0U);
    QCOMPARE(int(sender.total().payloadType), 0);
    QCOMPARE(sender.total().gaps.silences + sender.total().gaps.pauses + sender.total().gaps.stalls, 0U);
}

void TestStreamStatistics::aRestartIsNeitherLossNorJitter()
{
    Sender sender;
    sender.send(20);
    sender.header.sequence = 20'000;
    sender.header.timestamp = 777;
    sender.send(20);
    const StreamCounters& total = sender.total();
    QCOMPARE(total.restarts, 1U);
    QCOMPARE(total.lost, std::int64_t{0});
    QCOMPARE(total.expected, std::uint64_t{40});
    QVERIFY(total.jitter.maximum < 1e-6);
    // The first packet of the new run came 20 ms before the second, which is the one that tells.
    QVERIFY(std::abs(total.delta.maximum - 20) < 1e-6);
}

/// Two minutes that the capture does not have: the numbers jump as far as the timestamps.
void TestStreamStatistics::aLongGapIsLoss()
{
    Sender sender;
    sender.send(20);
    sender.lose(6000);
    sender.send(20);
    QCOMPARE(sender.total().restarts, 0U);
    QCOMPARE(sender.total().lost, std::int64_t{6000});
    QCOMPARE(sender.total().strays, std::uint64_t{0});
}

void TestStreamStatistics::changesAreCounted()
{
    Sender sender;
    sender.send(5);
    sender.header.payloadType = 8;
    sender.dscp = 0;
    sender.send(5);
    sender.header.payloadType = 13;
    sender.send(1);
    sender.header.payloadType = 8;
    sender.send(5);
    const StreamCounters& total = sender.total();
    QCOMPARE(total.payloadTypeChanges, 1U);
    QCOMPARE(total.payloadTypes.count(), std::size_t{3});
    QVERIFY(total.payloadTypes.test(0) && total.payloadTypes.test(8) && total.payloadTypes.test(13));
    QCOMPARE(int(total.payloadType), 8);
    QCOMPARE(total.dscpChanges, 1U);
    QCOMPARE(int(total.dscp), 0);
    QCOMPARE(total.markers, std::uint64_t{0});
}

void TestStreamStatistics::packetLengthIsWhatMostPacketsHave()
{
    Sender sender;
    sender.ticks = 240;
    sender.send(3);
    sender.ticks = 160;
    sender.send(30);
    sender.ticks = 240;
    sender.send(3);
    QCOMPARE(sender.total().packetMs(), 20.0);
}

void TestStreamStatistics::intervalsAddUpToTheTotal()
{
    Sender sender;
    for (int i = 0; i < 40; ++i) {
        sender.send(20);
        sender.lose(i % 3);
        sender.send(std::chrono::milliseconds{i % 7});
    }
    if (const auto last = sender.statistics.finish())
        sender.rows.push_back(*last);
    QVERIFY(!sender.statistics.finish());
    QCOMPARE(sender.rows.size(), std::size_t{4});
    IntervalRow sum;
    double maximumJitter = 0;
    for (const IntervalRow& row : sender.rows) {
        sum.packets += row.packets;
        sum.octets += row.octets;
        sum.expected += row.expected;
        sum.lost += row.lost;
        sum.missing += row.missing;
        sum.lossRuns += row.lossRuns;
        sum.missed += row.missed;
        maximumJitter = std::max(maximumJitter, row.maximumJitter);
        QVERIFY(row.meanJitter > 0 && row.meanJitter <= row.maximumJitter);
        QCOMPARE(row.begin, start + row.number * 5s);
    }
    const StreamCounters& total = sender.total();
    QCOMPARE(std::uint64_t{sum.packets}, total.packets);
    QCOMPARE(sum.octets, total.octets);
    QCOMPARE(std::uint64_t(sum.expected), total.expected);
    QCOMPARE(sum.lost, total.lost);
    QCOMPARE(sum.missing, total.missing);
    QCOMPARE(sum.lossRuns, total.gaps.losses);
    QCOMPARE(std::uint64_t{sum.missed}, total.gaps.missed);
    QCOMPARE(maximumJitter, total.jitter.maximum);
}

void TestStreamStatistics::intervalsWithoutPacketsHaveNoRow()
{
    Sender sender;
    sender.send(10);
    sender.pause(1000); // 20 s
    sender.isMarked = true;
    sender.send(10);
    QCOMPARE(sender.rows.size(), std::size_t{1});
    QCOMPARE(sender.rows[0].number, 0U);
    const auto last = sender.statistics.finish();
    QVERIFY(last);
    QCOMPARE(last->number, 4U);
    QCOMPARE(last->begin, start + 20s);
    QCOMPARE(last->packets, 10U);
}

void TestStreamStatistics::timesThatGoBackStayInTheOpenInterval()
{
    Sender sender;
    sender.send(10);
    sender.at = -3600s;
    sender.send(10);
    sender.at = -1'700'000'100s; // before 1970
    sender.send(1);
    QCOMPARE(sender.rows.size(), std::size_t{0});
    QCOMPARE(sender.total().packets, std::uint64_t{21});
    QCOMPARE(sender.statistics.finish()->packets, 21U);
}

/// 65,536 of them are held at most.
void TestStreamStatistics::isSmall()
{
    QVERIFY(sizeof(StreamStatistics) <= 800);
}

QTEST_GUILESS_MAIN(TestStreamStatistics)
#include "tst_stream_statistics.moc"
