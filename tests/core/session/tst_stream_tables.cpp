// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/primary.h"
#include "core/session/session_reader.h"
#include "core/session/sqlite/database.h"
#include "core/session/sqlite/statement.h"
#include "tests/core/session/ring_filler.h"
#include "tests/support/temp_session.h"

#include <QTest>

using namespace core;
using namespace core::session;
using namespace std::chrono_literals;
using namespace tests::support;

namespace {

constexpr base::Timestamp start{1'700'000'000s};

/// A stream in which no two figures are the same.
StreamRow wholeRow()
{
    StreamRow row;
    row.id = 1;
    row.call.value = 1;
    row.line = 2;
    row.origin = media::StreamOrigin::Symmetric;
    row.confidence = 97;
    row.path = {{*net::IpAddress::parse("192.0.2.1"), 4000},
                {*net::IpAddress::parse("2001:db8::1"), 5000},
                net::Transport::Udp};
    row.ssrc = 0xfedcba98;
    row.ssrcOnPath = 3;
    row.codec = "opus";
    media::StreamCounters& c = row.counters;
    c.first = start + 123'456'789ns;
    c.last = c.first + 90s;
    c.packets = 4001;
    c.octets = 640'002;
    c.expected = 4100;
    c.lost = -5;
    c.missing = 99;
    c.duplicates = 104;
    c.reordered = 6;
    c.strays = 7;
    c.restarts = 8;
    c.jitter = {1.25, 9.5};
    c.delta.maximum = 2500.75;
    c.gaps = {10, 120, 13, 14, 15s, 16, 17, 18s};
    c.markers = 19;
    c.comfortNoise = 20;
    c.events = 21;
    c.payloadType = 111;
    c.payloadTypeChanges = 22;
    c.dscp = 46;
    c.dscpChanges = 23;
    c.clockRate = 48'000;
    c.packetTicks = 960;
    c.payloadTypes.set(0).set(111).set(127);
    row.agreed = "opus telephone-event";
    row.receiver = 1;
    row.isEncrypted = true;
    row.sound = {70s, 31s, 12s};
    row.digits = {"12#", "34*", "5A"};
    media::StreamReports& r = row.reports;
    r = {24, 25, 26, -27, {0.5, 28.5}, {1.75, 29.25}, {30.5, 31.75}, 32, 33, {}};
    r.metrics.lossPercent = 34.5;
    r.metrics.discardPercent = 35.5;
    r.metrics.roundTripMs = 36;
    r.metrics.rFactor = 93;
    r.metrics.conversationalMos = 4.1;
    r.told = {37, 5, start + 1s, start + 2s, 38, 39, 4.25, 88.5, media::ShortText{"G729"}, "192.0.2.9:5001"};
    return row;
}

StreamIntervalRow interval(std::int64_t stream, std::uint32_t number, base::Timestamp begin)
{
    StreamIntervalRow row;
    row.stream = stream;
    row.interval.begin = begin;
    row.interval.number = number;
    row.interval.packets = 250;
    row.interval.octets = 40'000;
    row.interval.expected = 251;
    row.interval.lost = -2;
    row.interval.missing = -1;
    row.interval.duplicates = 3;
    row.interval.reordered = 4;
    row.interval.lossRuns = 5;
    row.interval.missed = 6;
    row.interval.meanJitter = 0.5;
    row.interval.maximumJitter = 1.5;
    row.interval.maximumDelta = 30.25;
    row.interval.payloadType = 8;
    return row;
}

std::string oneText(const TempSession& session, std::string_view query)
{
    auto database = sqlite::Database::open(session.path(), sqlite::Access::ReadOnly);
    if (!database)
        qFatal("%s", base::describe(database.error()).c_str());
    sqlite::Statement rows{*database, query};
    return rows.next() ? std::string{rows.text(0)} : std::string{};
}

/// As a program that knew nothing of streams wrote it.
void forgetStreams(const TempSession& session)
{
    auto database = sqlite::Database::open(session.path(), sqlite::Access::ReadWrite);
    QVERIFY(database);
    QVERIFY(database->execute("DROP VIEW streams; DROP TABLE stream_rows; DROP TABLE stream_intervals;"
                              " DROP TABLE stream_details; DROP TABLE stream_told"));
}

/// As a program wrote it that knew streams and nothing of reports, digits and sound.
void forgetDetails(const TempSession& session)
{
    auto database = sqlite::Database::open(session.path(), sqlite::Access::ReadWrite);
    QVERIFY(database);
    QVERIFY(database->execute("DROP VIEW streams; CREATE VIEW streams AS SELECT id FROM stream_rows;"
                              " DROP TABLE stream_details; DROP TABLE stream_told"));
}

} // namespace

class StreamTablesTest : public QObject {
    Q_OBJECT

private slots:
    void rowsComeBackAsTheyWere();
    void theViewIsForPeople();
    void aNewerRowReplacesTheOlder();
    void sessionsOfBeforeAreReadable();
    void sessionsWithoutDetailsAreReadable();
    void aRingLetsStreamsGo();
};

void StreamTablesTest::rowsComeBackAsTheyWere()
{
    const TempSession session;
    const StreamRow row = wholeRow();
    const StreamIntervalRow part = interval(1, 3, start);
    const auto writer = session.writer();
    writer->upsertStream(row);
    writer->addStreamInterval(part);
    QVERIFY(writer->commit());
    QVERIFY(writer->close());
    const auto reader = readerOf(session);
    const auto streams = reader->streams();
    QVERIFY(streams);
    QCOMPARE(streams->size(), std::size_t{1});
    const StreamRow& read = streams->front();
    QCOMPARE(read.id, row.id);
    QCOMPARE(read.call, row.call);
    QCOMPARE(read.line, row.line);
    QCOMPARE(read.origin, row.origin);
    QCOMPARE(read.confidence, row.confidence);
    QCOMPARE(read.path, row.path);
    QCOMPARE(read.ssrc, row.ssrc);
    QCOMPARE(read.ssrcOnPath, row.ssrcOnPath);
    QCOMPARE(read.codec, row.codec);
    const media::StreamCounters& a = read.counters;
    const media::StreamCounters& b = row.counters;
    const auto times = [](const media::StreamCounters& c) {
        return std::tuple{c.first, c.last, c.gaps.silence, c.gaps.longestStall};
    };
    QVERIFY(times(a) == times(b));
    const auto counts = [](const media::StreamCounters& c) {
        return std::tuple{c.packets,      c.octets,
                          c.expected,     c.lost,
                          c.missing,      c.duplicates,
                          c.reordered,    c.strays,
                          c.restarts,     c.markers,
                          c.comfortNoise, c.events,
                          c.payloadType,  c.payloadTypeChanges,
                          c.dscp,         c.dscpChanges,
                          c.clockRate,    c.packetTicks};
    };
    QVERIFY(counts(a) == counts(b));
    const auto gaps = [](const media::Gaps& g) {
        return std::tuple{g.losses, g.missed, g.longestLoss, g.silences, g.pauses, g.stalls};
    };
    QVERIFY(gaps(a.gaps) == gaps(b.gaps));
    QCOMPARE(a.jitter.mean, b.jitter.mean);
    QCOMPARE(a.jitter.maximum, b.jitter.maximum);
    QCOMPARE(a.delta.maximum, b.delta.maximum);

    QVERIFY(a.payloadTypes == b.payloadTypes);
    QCOMPARE(read.agreed, row.agreed);
    QCOMPARE(read.receiver, 1U);
    QCOMPARE(read.isEncrypted, true);
    QVERIFY(read.sound.heard == 70s && read.sound.silent == 31s && read.sound.longestSilence == 12s);
    QCOMPARE(read.digits.events, row.digits.events);
    QCOMPARE(read.digits.inband, row.digits.inband);
    QCOMPARE(read.digits.messages, row.digits.messages);
    const auto reports = [](const media::StreamReports& r) {
        return std::tuple{r.senderReports,
                          r.receptionReports,
                          r.sentPackets,
                          r.lost,
                          r.loss.mean,
                          r.loss.maximum,
                          r.jitter.mean,
                          r.jitter.maximum,
                          r.roundTrip.mean,
                          r.roundTrip.maximum,
                          r.roundTrips,
                          r.extendedReports,
                          r.metrics.lossPercent,
                          r.metrics.discardPercent,
                          r.metrics.roundTripMs,
                          r.metrics.rFactor,
                          r.metrics.listeningMos,
                          r.metrics.conversationalMos};
    };
    const auto told = [](const media::ToldReports& t) {
        return std::tuple{t.count,    t.formats, t.first, t.last,         t.packets,
                          t.expected, t.mos,     t.r,     t.codec.view(), t.reporter};
    };
    QVERIFY(told(read.reports.told) == told(row.reports.told));
    QVERIFY(reports(read.reports) == reports(row.reports));

    const auto parts = reader->streamIntervals(1);
    QVERIFY(parts);
    QCOMPARE(parts->size(), std::size_t{1});
    const auto figures = [](const media::IntervalRow& i) {
        return std::tuple{i.begin,  i.number,     i.packets,       i.octets,       i.expected,
                          i.lost,   i.missing,    i.duplicates,    i.reordered,    i.lossRuns,
                          i.missed, i.meanJitter, i.maximumJitter, i.maximumDelta, i.payloadType};
    };
    QVERIFY(figures(parts->front().interval) == figures(part.interval));
    QVERIFY(reader->streamIntervals(2)->empty());
}

void StreamTablesTest::theViewIsForPeople()
{
    const TempSession session;
    const auto writer = session.writer();
    writer->upsertStream(wholeRow());
    QVERIFY(writer->commit());
    QVERIFY(writer->close());
    QCOMPARE(oneText(session, "SELECT time || ' ' || duration FROM streams"),
             std::string{"2023-11-14 22:13:20.123456789Z 90.000000"});
    QCOMPARE(oneText(session,
                     "SELECT src_ip || ':' || src_port || ' ' || dst_ip || ':' || dst_port || ' ' || ssrc"
                     " FROM streams"),
             std::string{"192.0.2.1:4000 2001:db8::1:5000 0xfedcba98"});
    QCOMPARE(oneText(session,
                     "SELECT codec || ' ' || packets || ' ' || lost || ' ' || jitter || ' ' || max_delta ||"
                     " ' ' || origin FROM streams"),
             std::string{"opus 4001 -5 1.250 2500.750 symmetric"});
    QCOMPARE(oneText(session,
                     "SELECT agreed || ' ' || payload_types || ' ' || silent || ' ' || dtmf || ' ' ||"
                     " dtmf_inband || ' ' || dtmf_info || ' ' || far_lost || ' ' || round_trip || ' ' ||"
                     " far_mos || ' ' || reports || ' ' || reporter || ' ' || reported_mos FROM streams"),
             std::string{"opus telephone-event 0 111 127 31.000000 12# 34* 5A -27 30.500 4.100 37 "
                         "192.0.2.9:5001 4.250"});
}

void StreamTablesTest::aNewerRowReplacesTheOlder()
{
    const TempSession session;
    const auto writer = session.writer();
    StreamRow row = wholeRow();
    for (const std::uint64_t packets : {1U, 2U, 3U}) {
        row.counters.packets = packets;
        writer->upsertStream(row);
        if (packets != 2)
            QVERIFY(writer->commit());
    }
    QVERIFY(writer->close());
    const auto streams = readerOf(session)->streams();
    QVERIFY(streams);
    QCOMPARE(streams->size(), std::size_t{1});
    QCOMPARE(streams->front().counters.packets, std::uint64_t{3});
}

/// They have no streams, and say so; who goes on recording into one adds them.
void StreamTablesTest::sessionsOfBeforeAreReadable()
{
    const TempSession session;
    session.fill(readCallScript("alice -> bob OPTIONS 1 call-id=one"));
    forgetStreams(session);
    {
        const auto reader = readerOf(session);
        QCOMPARE(reader->progress()->messages(), std::uint64_t{1});
        QCOMPARE(*reader->knowsStreams(), false);
        const auto streams = reader->streams();
        QVERIFY(streams && streams->empty());
    }
    {
        const auto writer = session.writer(Durability::Live, WhenPresent::Append);
        writer->upsertStream(wholeRow());
        QVERIFY(writer->commit());
        QVERIFY(writer->close());
    }
    const auto reader = readerOf(session);
    QCOMPARE(*reader->knowsStreams(), true);
    QCOMPARE(reader->streams()->size(), std::size_t{1});
    QCOMPARE(oneText(session, "SELECT call_id FROM streams"), std::string{"one"});
}

void StreamTablesTest::sessionsWithoutDetailsAreReadable()
{
    const TempSession session;
    StreamRow row = wholeRow();
    const auto record = [&](WhenPresent when) {
        const auto writer = session.writer(Durability::Live, when);
        writer->upsertStream(row);
        QVERIFY(writer->commit());
        QVERIFY(writer->close());
    };
    record(WhenPresent::Fail);
    forgetDetails(session);
    const auto before = readerOf(session)->streams();
    QVERIFY(before);
    QCOMPARE(before->front().counters.packets, row.counters.packets);
    QCOMPARE(before->front().digits.events, std::string{});
    row.id = 2;
    record(WhenPresent::Append);
    const auto after = readerOf(session)->streams();
    QVERIFY(after);
    QCOMPARE(after->size(), std::size_t{2});
    QCOMPARE(after->at(0).digits.events, std::string{});
    QCOMPARE(after->at(1).digits.events, std::string{"12#"});
    QCOMPARE(oneText(session, "SELECT dtmf FROM streams WHERE dtmf IS NOT NULL"), std::string{"12#"});
}

/// Streams go with the frames of their time, but for those of a marked call and those that go on.
void StreamTablesTest::aRingLetsStreamsGo()
{
    const TempSession session;
    session.fill(readCallScript("alice -> bob OPTIONS 1 call-id=marked"));
    Mark mark;
    mark.callId = "marked";
    QVERIFY(setMark(session.path(), mark));
    const auto writer = ringWriter(session, {.span = 10s, .bytes = 0}, WhenPresent::Append);
    SessionFiller filler{*writer};
    for (int minute = 0; minute < 5; ++minute) {
        const base::Timestamp time = start + std::chrono::minutes{minute};
        StreamRow row = wholeRow();
        row.id = minute + 1;
        row.call.value = minute == 0 ? 1 : 0;
        row.counters.first = time;
        row.counters.last = minute == 1 ? start + 1h : time + 1s;
        writer->upsertStream(row);
        writer->addStreamInterval(interval(row.id, 0, time));
        for (int frame = 0; frame < 2; ++frame) {
            filler.addOther(200, BlockStream::Media, time + std::chrono::seconds{frame});
            QVERIFY(filler.commit());
        }
    }
    QVERIFY(writer->close());
    const auto reader = readerOf(session);
    const auto streams = reader->streams();
    QVERIFY(streams);
    std::vector<std::int64_t> left;
    for (const StreamRow& stream : *streams)
        left.push_back(stream.id);
    QCOMPARE(left, (std::vector<std::int64_t>{1, 2, 5}));
    QCOMPARE(reader->streamIntervals(1)->size(), std::size_t{1});
    QCOMPARE(oneText(session, "SELECT CAST(count(*) AS TEXT) FROM stream_details"), std::string{"3"});
    QCOMPARE(oneText(session, "SELECT CAST(count(*) AS TEXT) FROM stream_told"), std::string{"3"});
    QVERIFY(reader->streamIntervals(2)->empty()); // the stream goes on, and its past does not
    QVERIFY(reader->streamIntervals(3)->empty());
    QCOMPARE(reader->streamIntervals(5)->size(), std::size_t{1});
}

QTEST_GUILESS_MAIN(StreamTablesTest)
#include "tst_stream_tables.moc"
