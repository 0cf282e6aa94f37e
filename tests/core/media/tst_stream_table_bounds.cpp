// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/stream_table.h"

#include "tests/core/media/table_talk.h"

#include <QtTest>
#include <algorithm>
#include <random>

using namespace tests::media;

/// Whatever strangers send, a table of streams stays small and loses count of nothing.
class TestStreamTableBounds : public QObject {
    Q_OBJECT

private slots:
    void noiseBecomesNoStream();
    void idleStreamsEnd();
    void theLeastUsedStreamGoesWhenThereIsNoRoom();
    void floodsAreBounded();
    void allPacketsAreAccountedFor();
    void endpointsAreBounded();
    void largeAnnouncementsAreBounded();
};

void TestStreamTableBounds::noiseBecomesNoStream()
{
    Notes notes;
    StreamTable table{notes};
    std::mt19937 random{3};
    for (int i = 0; i < 20'000; ++i) {
        Bytes noise(20 + random() % 100);
        for (std::byte& b : noise)
            b = static_cast<std::byte>(random());
        noise[0] = std::byte{0x80};
        noise[1] &= std::byte{0x7f};
        noise[8] = noise[9] = noise[10] = noise[11] = std::byte{1}; // one SSRC: the hardest case
        const RtpParsing parsed = parseRtp(noise);
        if (parsed)
            table.add({alice, bob}, parsed.header, {start + i * 1ms, start + i * 1ms, 0});
    }
    table.finish();
    QCOMPARE(notes.text, std::string{});
    QCOMPARE(table.counters().unconfirmedPackets, table.counters().packets);
    QVERIFY(table.counters().packets > 10'000);
}

void TestStreamTableBounds::idleStreamsEnd()
{
    Notes notes;
    StreamTable table{notes};
    table.announce(call(7, alice, bob));
    Talker{table, {alice, bob}, {.ssrc = 1}}.send(5);
    Talker late{table, {bob, alice}, {.ssrc = 2}};
    late.time = start + 60s;
    late.send(5);
    Talker{table, {at("192.0.2.77", 1), at("192.0.2.78", 1)}, {}}.send(1); // a suspect
    notes.text.clear();
    table.closeIdle(start + 30s);
    QCOMPARE(notes.text, std::string{"ended 1 idle\n"});
    QCOMPARE(table.counters().givenUpSuspects, std::uint64_t{1});
    // It comes back as another stream.
    Talker{table, {alice, bob}, {.ssrc = 1}}.send(1);
    QCOMPARE(notes.text, std::string{"ended 1 idle\nfound 3 call 7 to 1\n"});
}

void TestStreamTableBounds::theLeastUsedStreamGoesWhenThereIsNoRoom()
{
    Notes notes;
    StreamTableLimits limits;
    limits.streams = 3;
    StreamTable table{notes, limits};
    table.announce(call(7, alice, bob));
    Talker kept{table, {alice, bob}, {.ssrc = 100}};
    kept.send(1);
    for (std::uint32_t ssrc = 1; ssrc <= 20; ++ssrc) {
        Talker{table, {alice, bob}, {.ssrc = ssrc}}.send(1);
        kept.send(1);
    }
    QVERIFY(std::find(notes.ended.begin(), notes.ended.end(), 1U) == notes.ended.end());
    QCOMPARE(table.counters().evictedStreams, std::uint64_t{18});
    QCOMPARE(notes.ended.size(), std::size_t{18});
}

/// A million packets from everywhere to everywhere: nothing grows, and a stream between them is found.
void TestStreamTableBounds::floodsAreBounded()
{
    Notes notes;
    notes.isTelling = false;
    StreamTableLimits limits;
    limits.streams = 100;
    limits.suspects = 100;
    StreamTable table{notes, limits};
    Talker talker{table, {alice, bob}, {}};
    std::mt19937 random{4};
    const Bytes bytes = rtp({});
    RtpHeader header = parseRtp(bytes).header;
    constexpr int packets = 200'000;
    for (int i = 0; i < packets; ++i) {
        header.ssrc = static_cast<std::uint32_t>(random());
        header.sequence = static_cast<std::uint16_t>(random());
        const MediaEndpoint from = mediaEndpoint(std::as_bytes(std::span{&header.ssrc, 1}), 1000);
        table.add({from, bob}, header, {start + i * 20us, start + i * 20us, 0});
        // Fifty in a second, as RTP does; fifty strangers come in between.
        if (i % 50 == 0)
            talker.send(1);
    }
    QCOMPARE(table.counters().streams, std::uint64_t{1});
    QVERIFY(table.counters().givenUpSuspects > packets - 200);
    table.finish();
    QCOMPARE(notes.total.packets, std::uint64_t{packets / 50});
}

void TestStreamTableBounds::allPacketsAreAccountedFor()
{
    Notes notes;
    StreamTable table{notes};
    table.announce(call(7, alice, bob));
    Talker{table, {alice, bob}, {.ssrc = 1}}.send(300);
    Talker{table, {at("192.0.2.5", 1), at("192.0.2.6", 1)}, {.ssrc = 2}}.send(400);
    Talker{table, {at("192.0.2.7", 1), at("192.0.2.8", 1)}, {.ssrc = 3}}.send(2);
    table.finish();
    const StreamTableCounters& counters = table.counters();
    QCOMPARE(counters.packets, std::uint64_t{702});
    QCOMPARE(counters.streamPackets, std::uint64_t{700});
    QCOMPARE(counters.unconfirmedPackets, std::uint64_t{2});
    QCOMPARE(notes.packets, std::uint64_t{700});
}

void TestStreamTableBounds::endpointsAreBounded()
{
    Notes notes;
    StreamTableLimits limits;
    limits.announcements.endpoints = 10;
    StreamTable table{notes, limits};
    for (std::uint16_t i = 1; i <= 100; ++i)
        table.announce(call(i, at("192.0.2.1", i), at("192.0.2.2", i)));
    QCOMPARE(table.counters().evictedEndpoints, std::uint64_t{190});
    Talker{table, {alice, at("192.0.2.2", 100)}, {.ssrc = 1}}.send(1);
    Talker{table, {alice, at("192.0.2.2", 1)}, {.ssrc = 1}}.send(1);
    QCOMPARE(notes.text, std::string{"found 1 call 100 to 1\n"});
}

/// Descriptions with as many formats and candidates as fit take more room than others.
void TestStreamTableBounds::largeAnnouncementsAreBounded()
{
    AnnouncementBook book{{.endpoints = 65'536, .bytes = 1U << 20U}};
    for (std::uint16_t i = 1; i <= 1'000; ++i) {
        AnnouncedMedia media = call(i, at("192.0.2.1", i), at("192.0.2.2", i));
        for (auto& said : media.parties) {
            for (std::uint8_t type = 0; type < 128; ++type)
                said->formats.set(type, formatOf({"opus", 48'000, 2, "", 0}));
        }
        book.announce(std::move(media));
        QVERIFY(book.bytes() <= 1U << 20U);
    }
    QVERIFY(book.evicted() > 1'000);
    QVERIFY(book.find(at("192.0.2.1", 1)) == nullptr);
    QVERIFY(book.find(at("192.0.2.1", 1'000)) != nullptr);
    // Said again: nothing more is held, and nothing has to go.
    const std::size_t held = book.bytes();
    book.announce(call(1'000, at("192.0.2.1", 1'000), at("192.0.2.2", 1'000)));
    QVERIFY(book.bytes() < held);
}

QTEST_GUILESS_MAIN(TestStreamTableBounds)
#include "tst_stream_table_bounds.moc"
