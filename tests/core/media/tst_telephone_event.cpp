// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/telephone_event.h"

#include "tests/support/rtp_builder.h"

#include <QtTest>

using namespace core::media;
using namespace tests::support;
using namespace std::chrono_literals;

namespace {

constexpr core::base::Timestamp start{1'700'000'000s};

/// The reader of a stream, and what it has handed out.
struct Line {
    void packet(std::uint32_t timestamp, std::uint8_t code, std::uint16_t ticks, bool isEnd = false,
                bool isMarked = false)
    {
        payload(timestamp, eventPayload(code, ticks, isEnd), isMarked);
    }

    void payload(std::uint32_t timestamp, const Bytes& bytes, bool isMarked = false)
    {
        RtpHeader header;
        header.timestamp = timestamp;
        header.isMarked = isMarked;
        header.payload = bytes;
        if (const auto event = reader.add(header, start + 20ms * count++))
            events.push_back(*event);
    }

    /// A digit as senders send it: a packet each 20 ms, and the end three times.
    void digit(std::uint32_t timestamp, std::uint8_t code, int packets = 5)
    {
        for (int i = 1; i <= packets; ++i)
            packet(timestamp, code, static_cast<std::uint16_t>(160 * i), false, i == 1);
        for (int i = 0; i < 3; ++i)
            packet(timestamp, code, static_cast<std::uint16_t>(160 * packets), true);
    }

    /// The digits, with '!' behind those whose end was lost and '?' behind those whose begin was.
    [[nodiscard]] std::string text() const
    {
        std::string text;
        for (const TelephoneEvent& event : events) {
            text += event.digit().value_or('_');
            text += event.isEndLost ? "!" : "";
            text += event.isBeginLost ? "?" : "";
        }
        return text;
    }

    TelephoneEventReader reader;
    std::vector<TelephoneEvent> events;
    int count = 0;
};

} // namespace

class TestTelephoneEvent : public QObject {
    Q_OBJECT

private slots:
    void readsEveryDigitOnce();
    void readsDurationAndVolume();
    void tellsAnEventAtItsFirstEndPacket();
    void surmountsLostEnds();
    void endsAtOtherMedia();
    void surmountsALostBegin();
    void ignoresLatePackets();
    void joinsSegmentsOfALongEvent();
    void readsPackedEvents();
    void repeatedDigitsAreTwo();
    void survivesAnyPayload();
};

void TestTelephoneEvent::readsEveryDigitOnce()
{
    Line line;
    for (std::uint8_t code = 0; code < 17; ++code)
        line.digit(1000 + code * 2000U, code);
    QCOMPARE(line.text(), std::string{"0123456789*#ABCD_"});
    QCOMPARE(int(line.events.back().code), 16);
}

void TestTelephoneEvent::readsDurationAndVolume()
{
    Line line;
    line.digit(1000, 5);
    QCOMPARE(line.events.size(), std::size_t{1});
    const TelephoneEvent& event = line.events.front();
    QCOMPARE(event.ticks, 800U);
    QCOMPARE(int(event.volume), 10);
    QCOMPARE(event.timestamp, 1000U);
    QCOMPARE(event.begin, start);
    QCOMPARE(event.packets, 6U);
}

void TestTelephoneEvent::tellsAnEventAtItsFirstEndPacket()
{
    Line line;
    line.packet(1000, 1, 160, false, true);
    line.packet(1000, 1, 320, false);
    QCOMPARE(line.text(), std::string{});
    line.packet(1000, 1, 480, true);
    QCOMPARE(line.text(), std::string{"1"});
    line.packet(1000, 1, 480, true);
    line.packet(1000, 1, 480, true);
    QCOMPARE(line.text(), std::string{"1"});
}

void TestTelephoneEvent::surmountsLostEnds()
{
    Line line;
    line.packet(1000, 1, 160, false, true);
    line.packet(1000, 1, 320, false);
    line.digit(4000, 2);
    QCOMPARE(line.text(), std::string{"1!2"});
    QCOMPARE(line.events.front().ticks, 320U);

    // Only the end of the second one came as well.
    Line second;
    second.packet(1000, 1, 160, false, true);
    second.packet(4000, 2, 800, true);
    second.packet(4000, 2, 800, true);
    QCOMPARE(second.text(), std::string{"1!2?"});

    // And no repetition of it.
    Line third;
    third.packet(1000, 1, 160, false, true);
    third.packet(4000, 2, 800, true);
    if (const auto event = third.reader.finish())
        third.events.push_back(*event);
    QCOMPARE(third.text(), std::string{"1!2?"});
}

void TestTelephoneEvent::endsAtOtherMedia()
{
    Line line;
    line.packet(1000, 1, 160, false, true);
    // Audio from before the event.
    QVERIFY(!line.reader.interrupt(840));
    const auto event = line.reader.interrupt(2600);
    QVERIFY(event && event->isEndLost);
    QVERIFY(!line.reader.interrupt(2760));
    QVERIFY(!line.reader.finish());
}

void TestTelephoneEvent::surmountsALostBegin()
{
    Line line;
    line.packet(1000, 9, 480);
    line.packet(1000, 9, 640, true);
    QCOMPARE(line.text(), std::string{"9?"});
}

void TestTelephoneEvent::ignoresLatePackets()
{
    Line line;
    line.digit(1000, 1);
    line.packet(4000, 2, 160, false, true);
    line.packet(1000, 1, 800, true);
    line.packet(4000, 2, 480);
    line.packet(4000, 2, 320); // overtaken
    line.packet(4000, 2, 480, true);
    QCOMPARE(line.text(), std::string{"12"});
    QCOMPARE(line.events.back().ticks, 480U);
}

/// RFC 4733 section 2.5.1.3: 65535 ticks are 8.2 s.
void TestTelephoneEvent::joinsSegmentsOfALongEvent()
{
    Line line;
    line.packet(1000, 3, 160, false, true);
    line.packet(1000, 3, 0xffff);
    line.packet(1000 + 0xffff, 3, 160);
    line.packet(1000 + 0xffff, 3, 1600, true);
    QCOMPARE(line.text(), std::string{"3"});
    QCOMPARE(line.events.front().ticks, 0xffffU + 1600);
}

/// RFC 4733 section 2.5.1.5: a 4 that has ended, and behind it a 7 that goes on.
void TestTelephoneEvent::readsPackedEvents()
{
    Line line;
    line.payload(1000, join({eventPayload(4, 800, true), eventPayload(7, 160)}), true);
    line.packet(1800, 7, 480, true);
    QCOMPARE(line.text(), std::string{"47"});
    QCOMPARE(line.events.back().ticks, 480U);
}

void TestTelephoneEvent::repeatedDigitsAreTwo()
{
    Line line;
    line.digit(1000, 8);
    line.digit(3000, 8);
    QCOMPARE(line.text(), std::string{"88"});
}

void TestTelephoneEvent::survivesAnyPayload()
{
    Line line;
    for (std::size_t size = 0; size < 64; ++size) {
        for (unsigned seed = 0; seed < 50; ++seed)
            line.payload(seed * 7919U * std::uint32_t(size), pattern(size, seed), seed % 2 == 0);
    }
    QVERIFY(line.events.size() < 64 * 50);
    line.digit(500'000'000, 1);
    QVERIFY(line.text().ends_with('1'));
}

QTEST_GUILESS_MAIN(TestTelephoneEvent)
#include "tst_telephone_event.moc"
