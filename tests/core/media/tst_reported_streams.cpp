// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/stream_table.h"

#include "tests/core/media/table_talk.h"

#include <QtTest>

using namespace tests::media;

namespace {

/// The newest report on each stream.
class Reports : public Notes {
public:
    void onStreamReported(const MediaStream& stream) override
    {
        text += "reported " + std::to_string(stream.id) + originOf(stream) + '\n';
        last = stream.reports.reports();
        key = stream.key;
        reportedCall = stream.media != nullptr ? stream.media->call : stream.reportedCall;
    }

    StreamReports last;
    StreamKey key;
    core::base::CallKey reportedCall;
};

/// Bob's RTCP, in the words of an agent, about what Alice sends with SSRC 0xa.
StreamReport block(std::uint8_t fractionLost = 64)
{
    return {.ssrc = 0xaU,
            .block =
                ReportBlock{.ssrc = 0xa, .fractionLost = fractionLost, .cumulativeLost = 5, .jitter = 160}};
}

MediaPath control()
{
    return {at("198.51.100.2", 5001), at("192.0.2.1", 4001)};
}

ReportContext around(const MediaPath& path, std::int64_t call = 0)
{
    return {path, start + 5s, start + 5s, {call}, "198.51.100.2:5001"};
}

} // namespace

class TestReportedStreams : public QObject {
    Q_OBJECT

private slots:
    void aReportIsKeptWithItsStream();
    void aStreamOfAnotherPathIsFoundByItsCall();
    void halvesOfARelayAreToldApartByTheirPaths();
    void aStreamThatNobodyCapturedIsOneOfReports();
    void theFirstPacketRevealsIt();
    void jitterNeedsAClock();
    void roundTripsAreMeasuredInRoundedTimesToo();
    void reportsWithoutSsrcGoByTheirPath();
    void strangersCannotFillTheTable();
};

void TestReportedStreams::aReportIsKeptWithItsStream()
{
    Reports reports;
    StreamTable table{reports};
    table.announce(call(7, alice, bob));
    Talker{table, {alice, bob}, {.payloadType = 8, .ssrc = 0xa}}.send(10);
    table.addReport(block(), around(control(), 7));
    QCOMPARE(reports.text, std::string{"found 1 call 7 to 1\nreported 1 call 7 to 1\n"});
    QCOMPARE(reports.last.receptionReports, 1U);
    QCOMPARE(reports.last.loss.mean, 25.0);
    QCOMPARE(reports.last.jitter.mean, 20.0);
    QCOMPARE(reports.last.told.reporter, std::string{"198.51.100.2:5001"});
    QCOMPARE(formatNames(reports.last.told.formats), std::string{"rtcp-json"});
}

/// Agents behind a NAT see other addresses than the capture did.
void TestReportedStreams::aStreamOfAnotherPathIsFoundByItsCall()
{
    Reports reports;
    StreamTable table{reports};
    table.announce(call(7, alice, bob));
    Talker{table, {alice, bob}, {.payloadType = 8, .ssrc = 0xa}}.send(10);
    const MediaPath elsewhere{at("10.0.0.9", 9001), at("10.0.0.8", 8001)};
    table.addReport(block(), around(elsewhere, 7));
    QCOMPARE(reports.text, std::string{"found 1 call 7 to 1\nreported 1 call 7 to 1\n"});
    table.addReport(block(), around(elsewhere, 8)); // another call with the same SSRC
    QCOMPARE(reports.text, std::string{"found 1 call 7 to 1\nreported 1 call 7 to 1\nreported 2 reports\n"});
    QCOMPARE(reports.reportedCall.value, std::int64_t{8});
}

/// A relay sends on what it gets, SSRC and all.
void TestReportedStreams::halvesOfARelayAreToldApartByTheirPaths()
{
    Reports reports;
    StreamTable table{reports};
    table.announce(call(7, alice, bob));
    const MediaEndpoint relay = at("203.0.113.5", 30'000);
    Talker{table, {relay, bob}, {.payloadType = 8, .ssrc = 0xa}}.send(10);
    Talker{table, {relay, alice}, {.payloadType = 8, .ssrc = 0xa}}.send(10);
    const auto controlFrom = [&relay](MediaEndpoint from) {
        MediaPath path{from, relay};
        ++path.source.port;
        ++path.destination.port;
        return path;
    };
    reports.text.clear();
    table.addReport(block(), around(controlFrom(bob), 7));
    table.addReport(block(), around(controlFrom(alice), 7));
    QCOMPARE(reports.text, std::string{"reported 1 call 7 to 1\nreported 2 call 7 to 0\n"});
}

void TestReportedStreams::aStreamThatNobodyCapturedIsOneOfReports()
{
    Reports reports;
    StreamTable table{reports};
    table.announce(call(7, alice, bob));
    table.addReport(block(), around(control()));
    table.addReport(block(0), around(control()));
    QCOMPARE(reports.text, std::string{"reported 1 reports\nreported 1 reports\n"});
    // It goes between the ports of media, to Bob, in the call whose SDP named them.
    QVERIFY((reports.key.path == MediaPath{alice, bob}));
    QCOMPARE(reports.reportedCall.value, std::int64_t{7});
    QCOMPARE(reports.last.told.count, 2U);
    QCOMPARE(reports.last.loss.mean, 12.5);
    QCOMPARE(reports.last.lost, 5);
    table.finish();
    QCOMPARE(reports.text, std::string{"reported 1 reports\nreported 1 reports\nended 1 finished\n"});
    QCOMPARE(reports.total.packets, std::uint64_t{0});
}

void TestReportedStreams::theFirstPacketRevealsIt()
{
    Reports reports;
    StreamTable table{reports};
    table.announce(call(7, alice, bob));
    table.addReport(block(), around(control()));
    Talker{table, {alice, bob}, {.payloadType = 8, .ssrc = 0xa}}.send(10);
    table.addReport(block(), around(control()));
    QCOMPARE(reports.text,
             std::string{"reported 1 reports\nattributed 1 call 7 to 1\nreported 1 call 7 to 1\n"});
    QCOMPARE(reports.last.told.count, 2U);
    table.finish();
    QCOMPARE(reports.total.packets, std::uint64_t{10});
}

/// In ticks of a clock that nobody named, jitter says nothing.
void TestReportedStreams::jitterNeedsAClock()
{
    Reports reports;
    StreamTable table{reports};
    table.addReport(block(), around(control()));
    QCOMPARE(reports.last.jitter.maximum, 0.0);
    AnnouncedMedia media = call(7, alice, bob);
    media.parties[1]->formats.set(96, formatOf({"opus", 48000, 2, "", 0}));
    table.announce(media);
    table.addReport(block(), around(control()));
    QVERIFY(std::abs(reports.last.jitter.maximum - 160 / 48.0) < 1e-9);
}

void TestReportedStreams::roundTripsAreMeasuredInRoundedTimesToo()
{
    Reports reports;
    StreamTable table{reports};
    StreamReport sent{.about = ReportedPath::FromReporter, .ssrc = 0xaU, .sender = SenderInfo{}};
    sent.sender->ntpTime = 0x1111'2222'3333'4444;
    ReportContext context = around({at("192.0.2.1", 4001), at("198.51.100.2", 5001)});
    table.addReport(sent, context);
    StreamReport answer = block();
    answer.block->lastSenderReport = 0x2222'3332; // one less: microseconds were rounded
    answer.block->delaySinceSenderReport = 0x7ae; // 30 ms
    context = around(control());
    context.captured += 80ms;
    table.addReport(answer, context);
    QCOMPARE(reports.last.roundTrips, 1U);
    QVERIFY(std::abs(reports.last.roundTrip.mean - 50) < 0.1);
}

void TestReportedStreams::reportsWithoutSsrcGoByTheirPath()
{
    Reports reports;
    StreamTable table{reports};
    table.announce(call(7, alice, bob));
    Talker{table, {alice, bob}, {.payloadType = 8, .ssrc = 0xa}}.send(10);
    StreamReport report{.format = ReportFormat::VoiceQuality, .about = ReportedPath::Said};
    report.path = {alice, bob};
    report.figures.emplace();
    report.figures->lossPercent = 3.0;
    report.figures->jitterMs = 7.0;
    report.figures->mos = 4.2;
    table.addReport(report, around(control()));
    QCOMPARE(reports.key.ssrc, 0xaU);
    QCOMPARE(reports.last.loss.mean, 3.0);
    QCOMPARE(reports.last.jitter.mean, 7.0);
    QCOMPARE(reports.last.mos(), std::optional{4.2});
    report.path = {bob, alice}; // nobody captured that
    table.addReport(report, around(control()));
    QCOMPARE(reports.key.ssrc, 0U);
    QVERIFY((reports.key.path == MediaPath{bob, alice}));
}

void TestReportedStreams::strangersCannotFillTheTable()
{
    Reports reports;
    StreamTableLimits limits;
    limits.reported = 3;
    StreamTable table{reports, limits};
    for (std::uint32_t ssrc = 0; ssrc < 100; ++ssrc) {
        StreamReport report = block();
        report.ssrc = 0x1000 + ssrc;
        table.addReport(report, around(control()));
    }
    QCOMPARE(table.counters().streams, std::uint64_t{3});
    QCOMPARE(table.counters().strayReports, std::uint64_t{97});
    table.closeIdle(start + 10s);
    table.addReport(block(), around(control())); // there is room again
    QCOMPARE(table.counters().streams, std::uint64_t{4});
}

QTEST_APPLESS_MAIN(TestReportedStreams)
#include "tst_reported_streams.moc"
