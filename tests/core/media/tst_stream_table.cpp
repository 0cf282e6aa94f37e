// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/stream_table.h"

#include "tests/core/media/table_talk.h"

#include <QtTest>

using namespace tests::media;

namespace {

/// What is known of a stream at its end.
class Details : public Notes {
public:
    void onStreamEnded(const MediaStream& stream, StreamEnd /*why*/) override
    {
        digits = stream.digits;
        reports = stream.reports.reports();
        hasSound = stream.audio != nullptr;
        if (hasSound)
            silent = stream.audio->silence().silent();
    }

    std::string digits;
    StreamReports reports;
    core::base::Duration silent{};
    bool hasSound = false;
};

} // namespace

class TestStreamTable : public QObject {
    Q_OBJECT

private slots:
    void anAnnouncedStreamIsFoundWithItsFirstPacket();
    void aStreamWithoutSignallingNeedsThreePackets();
    void lateSignallingNamesTheCall();
    void anAnswerBehindNatIsLearned();
    void whatSdpNamesIsNotLearned();
    void reInviteBringsNewFormats();
    void aReusedPortStaysWithItsCall();
    void candidatesOfIceAreAnnouncedToo();
    void aNewSsrcOnAPathIsAnotherStream();
    void digitsAreHandedOut();
    void digitsStayWithTheirStream();
    void reportsOfTheReceiverAreKept();
    void reportsFindTheirStreamBehindNat();
    void encryptedSoundIsNotHeard();
    void faxIsExpectedWhereItWasAnnounced();
    void rejectedMediaAnnounceNothing();
};

void TestStreamTable::anAnnouncedStreamIsFoundWithItsFirstPacket()
{
    Notes notes;
    StreamTable table{notes};
    table.announce(call(7, alice, bob));
    Talker{table, {alice, bob}, {}}.send();
    QCOMPARE(notes.text, std::string{"found 1 call 7 to 1\n"});
    table.finish();
    QCOMPARE(notes.text, std::string{"found 1 call 7 to 1\nended 1 finished\n"});
    QCOMPARE(notes.total.packets, std::uint64_t{1});
    QCOMPARE(notes.packets, std::uint64_t{1});
    QCOMPARE(int(notes.total.dscp), 46);
}

void TestStreamTable::aStreamWithoutSignallingNeedsThreePackets()
{
    Notes notes;
    StreamTable table{notes};
    Talker talker{table, {alice, bob}, {}};
    talker.send(2);
    QCOMPARE(notes.text, std::string{});
    talker.send(998);
    QCOMPARE(notes.text, std::string{"found 1 heuristic 85\n"});
    table.finish();
    // The first two are in the statistics.
    QCOMPARE(notes.total.packets, std::uint64_t{1000});
    QCOMPARE(notes.packets, std::uint64_t{1000});
    QCOMPARE(notes.total.lost, std::int64_t{0});
}

void TestStreamTable::lateSignallingNamesTheCall()
{
    Notes notes;
    StreamTable table{notes};
    Talker talker{table, {alice, bob}, {}};
    talker.send(10);
    table.announce(call(7, alice, bob));
    talker.send(1);
    QCOMPARE(notes.text, std::string{"found 1 heuristic 85\nattributed 1 call 7 to 1\n"});
    talker.send(1);
    table.finish();
    QCOMPARE(notes.total.packets, std::uint64_t{12});
}

/// Bob sits behind a NAT: he announced a private address, sends from another one, and is answered there.
void TestStreamTable::anAnswerBehindNatIsLearned()
{
    Notes notes;
    StreamTable table{notes};
    const MediaEndpoint bobInside = at("10.0.0.2", 5000);
    table.announce(call(7, alice, bobInside));
    Talker fromAlice{table, {alice, bob}, {.ssrc = 1}};
    fromAlice.send(1); // nobody knows yet
    Talker{table, {bob, alice}, {.ssrc = 2}}.send(1);
    fromAlice.send(1);
    QCOMPARE(notes.text, std::string{"found 1 call 7 to 0\nfound 2 symmetric call 7 to 1\n"});
    table.finish();
    QCOMPARE(notes.total.packets, std::uint64_t{2});
}

/// A relay sends media of call 7 from where call 8 receives: that stays call 8's.
void TestStreamTable::whatSdpNamesIsNotLearned()
{
    Notes notes;
    StreamTable table{notes};
    const MediaEndpoint relay = at("203.0.113.3", 6000);
    table.announce(call(7, alice, at("10.0.0.2", 5000)));
    table.announce(call(8, relay, at("10.0.0.3", 5000)));
    Talker{table, {relay, alice}, {.ssrc = 1}}.send(1);
    Talker{table, {alice, relay}, {.ssrc = 2}}.send(1);
    QCOMPARE(notes.text, std::string{"found 1 call 7 to 0\nfound 2 call 8 to 0\n"});
}

void TestStreamTable::reInviteBringsNewFormats()
{
    Notes notes;
    StreamTable table{notes};
    table.announce(call(7, alice, bob));
    Talker talker{table, {alice, bob}, {.payloadType = 96}};
    talker.send(5);
    AnnouncedMedia again = call(7, alice, bob);
    again.parties[1]->formats.set(96, formatOf({"AMR", 8000, 1, "", 0}));
    table.announce(std::move(again));
    talker.send(5);
    table.finish();
    QCOMPARE(notes.total.clockRate, 8000U);
    QCOMPARE(notes.text, std::string{"found 1 call 7 to 1\nattributed 1 call 7 to 1\nended 1 finished\n"});
}

void TestStreamTable::aReusedPortStaysWithItsCall()
{
    Notes notes;
    StreamTable table{notes};
    table.announce(call(7, alice, bob));
    Talker first{table, {alice, bob}, {.ssrc = 1}};
    first.send(3);
    table.announce(call(8, at("192.0.2.9", 4000), bob));
    first.send(1);
    Talker{table, {at("192.0.2.9", 4000), bob}, {.ssrc = 2}}.send(1);
    QCOMPARE(notes.text, std::string{"found 1 call 7 to 1\nfound 2 call 8 to 1\n"});
}

void TestStreamTable::candidatesOfIceAreAnnouncedToo()
{
    Notes notes;
    StreamTable table{notes};
    AnnouncedMedia media = call(7, alice, at("10.0.0.2", 5000));
    for (int i = 0; i < 100; ++i)
        media.parties[1]->candidates.push_back(at("203.0.113.4", static_cast<std::uint16_t>(7000 + i)));
    table.announce(std::move(media));
    Talker{table, {alice, at("203.0.113.4", 7001)}, {.ssrc = 1}}.send(1);
    Talker{table, {alice, at("203.0.113.4", 7099)}, {.ssrc = 1}}.send(1); // beyond the bound
    QCOMPARE(notes.text, std::string{"found 1 call 7 to 1\n"});
}

void TestStreamTable::aNewSsrcOnAPathIsAnotherStream()
{
    class Paths final : public Notes {
    public:
        void onStreamEnded(const MediaStream& stream, StreamEnd) override
        {
            text +=
                std::to_string(stream.ssrcOnPath) + " after " + std::to_string(stream.previousOnPath) + '\n';
        }
    } notes;

    StreamTable table{notes};
    table.announce(call(7, alice, bob));
    Talker{table, {alice, bob}, {.ssrc = 1}}.send(5);
    Talker{table, {alice, bob}, {.ssrc = 2}}.send(5);
    Talker{table, {bob, alice}, {.ssrc = 2}}.send(5);
    notes.text.clear();
    table.finish();
    QCOMPARE(notes.text, std::string{"1 after 0\n2 after 1\n1 after 0\n"});
}

void TestStreamTable::digitsAreHandedOut()
{
    Notes notes;
    StreamTable table{notes};
    table.announce(call(7, alice, bob));
    const auto event = [&](std::uint16_t sequence, std::uint8_t code, std::uint32_t timestamp, bool isEnd) {
        const Bytes bytes = rtp({.payloadType = 101, .sequence = sequence, .timestamp = timestamp},
                                eventPayload(code, 800, isEnd));
        table.add({alice, bob}, parseRtp(bytes).header, {start, start, 0});
    };
    event(1, 5, 1000, true); // the stream begins with it
    event(2, 6, 2000, false);
    event(3, 6, 2000, true);
    event(4, 11, 3000, false);
    table.finish();
    QCOMPARE(notes.text,
             std::string{"found 1 call 7 to 1\ndigit 1 5\ndigit 1 6\ndigit 1 #\nended 1 finished\n"});
}

void TestStreamTable::digitsStayWithTheirStream()
{
    Details details;
    StreamTable table{details};
    table.announce(call(7, alice, bob));
    Talker talker{table, {alice, bob}, {.payloadType = 8}};
    talker.send(10);
    for (const std::uint8_t code : {std::uint8_t{1}, std::uint8_t{2}, std::uint8_t{16}, std::uint8_t{11}}) {
        const Bytes bytes = rtp({.payloadType = 101,
                                 .sequence = talker.packet.sequence++,
                                 .timestamp = talker.packet.timestamp += 2000,
                                 .isMarked = true},
                                eventPayload(code, 800, true));
        table.add({alice, bob}, parseRtp(bytes).header, {talker.time, talker.time, 0});
    }
    table.finish();
    QCOMPARE(details.digits, std::string{"12#"}); // 16 is a flash
    QCOMPARE(details.silent.count(), std::int64_t{200'000'000});
}

/// An SR of Alice at 10 s, and Bob's RR 80 ms later, who had held it for 30 ms.
void TestStreamTable::reportsOfTheReceiverAreKept()
{
    Details details;
    StreamTable table{details};
    table.announce(call(7, alice, bob));
    Talker{table, {alice, bob}, {.payloadType = 8, .ssrc = 0x0a0a0a0a}}.send(10);
    const MediaPath toBob{at("192.0.2.1", 4001), at("198.51.100.2", 5001)};
    table.addControl(
        toBob, hex("80 c8 00 06 0a 0a 0a 0a 11 11 22 22 33 33 44 44 00 00 00 01 00 00 01 f4 00 00 09 00"),
        start + 10s);
    // Lost: 64 of 256 now, 5 since the beginning; jitter 160 ticks of 8 kHz; 30 ms are 0x7ae of 65,536.
    const auto report = [&](std::string_view lastReport) {
        table.addControl({toBob.destination, toBob.source},
                         hex("81 c9 00 07 0b 0b 0b 0b 0a 0a 0a 0a 40 00 00 05 00 00 00 09 00 00 00 a0 " +
                             std::string{lastReport} + " 00 00 07 ae"),
                         start + 10s + 80ms);
    };
    report("22 22 33 33");
    report("00 00 00 01"); // of an SR that nobody saw
    table.finish();
    const StreamReports& reports = details.reports;
    QCOMPARE(reports.senderReports, 1U);
    QCOMPARE(reports.sentPackets, 500U);
    QCOMPARE(reports.receptionReports, 2U);
    QCOMPARE(reports.lost, 5);
    QCOMPARE(reports.loss.maximum, 25.0);
    QCOMPARE(reports.jitter.mean, 20.0);
    QCOMPARE(reports.roundTrips, 1U);
    QVERIFY(std::abs(reports.roundTrip.mean - 50) < 0.1);
    QCOMPARE(table.counters().strayReports, std::uint64_t{0});
}

/// A NAT gives RTCP a port of its own. Somebody else's report with the same SSRC says nothing.
void TestStreamTable::reportsFindTheirStreamBehindNat()
{
    Details details;
    StreamTable table{details};
    Talker{table, {alice, bob}, {.payloadType = 8, .ssrc = 0x0a0a0a0a}}.send(10);
    const Bytes report = hex(
        "81 c9 00 07 0b 0b 0b 0b 0a 0a 0a 0a 40 00 00 05 00 00 00 09 00 00 00 a0 00 00 00 00 00 00 00 00");
    table.addControl({at("198.51.100.2", 61234), at("192.0.2.1", 4001)}, report, start);
    table.addControl({at("198.51.100.3", 5001), at("192.0.2.1", 4001)}, report, start);
    table.finish();
    QCOMPARE(details.reports.receptionReports, 1U);
    QCOMPARE(table.counters().strayReports, std::uint64_t{1});
}

void TestStreamTable::encryptedSoundIsNotHeard()
{
    Details details;
    StreamTable table{details};
    AnnouncedMedia media = call(7, alice, bob);
    media.isEncrypted = true;
    table.announce(std::move(media));
    Talker{table, {alice, bob}, {.payloadType = 8}}.send(10);
    table.finish();
    QVERIFY(!details.hasSound);
}

void TestStreamTable::faxIsExpectedWhereItWasAnnounced()
{
    Notes notes;
    StreamTable table{notes};
    AnnouncedMedia media = call(7, alice, bob);
    media.fax = FaxExpectation::Announced;
    table.announce(std::move(media));
    QCOMPARE(table.faxAt(bob), FaxExpectation::Announced);
    QCOMPARE(table.faxAt(at("192.0.2.9", 1)), FaxExpectation::None);
}

void TestStreamTable::rejectedMediaAnnounceNothing()
{
    Notes notes;
    StreamTable table{notes};
    table.announce(call(7, alice, at("198.51.100.2", 0)));
    Talker{table, {alice, at("198.51.100.2", 0)}, {}}.send(1);
    QCOMPARE(notes.text, std::string{});
}

QTEST_GUILESS_MAIN(TestStreamTable)
#include "tst_stream_table.moc"
