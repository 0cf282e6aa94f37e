// SPDX-License-Identifier: GPL-3.0-or-later
// RTP streams between the messages of a call: where they stand, between whom, and what is said of them.
#include "core/flow/text_flow.h"
#include "tests/core/flow/flow_script.h"

#include <QTest>

using namespace core::flow;
using tests::support::scriptTime;

namespace {

constexpr std::string_view call = "alice -> proxy INVITE 1 at=0\nproxy -> alice 200 1 at=1\n"
                                  "alice -> proxy ACK 1 at=1.1\nalice -> proxy BYE 2 at=61\n";

MediaArrow streamOf(std::int64_t number, std::string_view from, std::string_view to, double begin, double end)
{
    core::session::StreamRow row;
    row.id = number;
    row.call = {1};
    row.path.source = {*core::net::IpAddress::parse(from), 4000};
    row.path.destination = {*core::net::IpAddress::parse(to), 4002};
    row.codec = "PCMA";
    row.counters.first = scriptTime(begin);
    row.counters.last = scriptTime(end);
    row.counters.packets = 601;
    row.counters.expected = 604;
    row.counters.missing = 3;
    row.counters.clockRate = 8000;
    row.counters.jitter.mean = 1.254;
    return mediaArrow(row);
}

/// "M" for a message, "S2" for a stream, "-" for a gap.
QString rowsOf(const CallFlow& flow)
{
    QStringList rows;
    for (const FlowRow& row : flow.rows) {
        if (std::holds_alternative<Arrow>(row))
            rows.append(QStringLiteral("M"));
        else if (const auto* stream = std::get_if<MediaArrow>(&row))
            rows.append(QStringLiteral("S%1").arg(stream->stream));
        else
            rows.append(QStringLiteral("-"));
    }
    return rows.join(QLatin1Char(' '));
}

} // namespace

class TestMediaInFlow : public QObject {
    Q_OBJECT

private slots:
    void streamsStandWhereTheyBegin();
    void itIsNotQuietWhileMediaFlows();
    void theyHaveTheLanesThatTheyTook();
    void thoseOfOtherCallsAreLeftOut();
    void tooManyAreCounted();
    void theyArePrinted();
    void whatIsUnknownIsNotSaid();
    void aHostThatSendsToItself();
};

void TestMediaInFlow::streamsStandWhereTheyBegin()
{
    const std::vector streams{streamOf(2, "192.0.2.1", "192.0.2.2", 1.05, 60),
                              streamOf(1, "192.0.2.2", "192.0.2.1", 0.5, 60),
                              streamOf(3, "192.0.2.1", "192.0.2.2", 62, 63)};
    QCOMPARE(rowsOf(layOut(flowMessages(call), {}, streams)), QStringLiteral("M S1 M S2 M M S3"));
}

void TestMediaInFlow::itIsNotQuietWhileMediaFlows()
{
    QCOMPARE(rowsOf(layOut(flowMessages(call))), QStringLiteral("M M M - M"));
    const std::vector streams{streamOf(1, "192.0.2.1", "192.0.2.2", 2, 30)};
    const CallFlow flow = layOut(flowMessages(call), {}, streams);
    QCOMPARE(rowsOf(flow), QStringLiteral("M M M S1 - M"));
    QVERIFY(std::get<QuietGap>(flow.rows[4]).length == std::chrono::seconds{31});
}

void TestMediaInFlow::theyHaveTheLanesThatTheyTook()
{
    const std::vector streams{streamOf(1, "198.51.100.7", "192.0.2.1", 2, 60)};
    const CallFlow flow = layOut(flowMessages(call), {}, streams);
    QCOMPARE(flow.lanes.size(), std::size_t{3});
    const auto& stream = std::get<MediaArrow>(flow.rows[3]);
    QCOMPARE(flow.lanes[stream.fromLane].title, std::string{"198.51.100.7"});
    QCOMPARE(flow.lanes[stream.toLane].title, std::string{"192.0.2.1"});
    QCOMPARE(flow.lanes[stream.fromLane].messages, std::size_t{0});
    QCOMPARE(flow.lanes[0].title, std::string{"192.0.2.1"}); // the caller stays the first
}

void TestMediaInFlow::thoseOfOtherCallsAreLeftOut()
{
    MediaArrow other = streamOf(1, "192.0.2.1", "192.0.2.2", 2, 60);
    other.call = {2};
    const CallFlow flow = layOut(flowMessages(call), {}, std::span{&other, 1});
    QCOMPARE(rowsOf(flow), QStringLiteral("M M M - M"));
    QCOMPARE(flow.omittedStreams, std::size_t{0});
}

void TestMediaInFlow::tooManyAreCounted()
{
    std::vector<MediaArrow> streams;
    for (int i = 1; i <= 5; ++i)
        streams.push_back(streamOf(i, "192.0.2.1", "192.0.2.2", 2 + i, 60));
    FlowOptions options;
    options.mostStreams = 2;
    const CallFlow flow = layOut(flowMessages(call), options, streams);
    QCOMPARE(rowsOf(flow), QStringLiteral("M M M S1 S2 M"));
    QCOMPARE(flow.omittedStreams, std::size_t{3});
    QVERIFY(textFlow(flow).ends_with("\nThe last 3 RTP streams are not shown.\n"));
}

void TestMediaInFlow::theyArePrinted()
{
    const std::vector streams{streamOf(1, "192.0.2.2", "192.0.2.1", 2, 60.01)};
    const QString text = QString::fromStdString(textFlow(layOut(flowMessages(call), {}, streams)));
    const QStringList lines = text.split(QLatin1Char('\n'));
    QVERIFY(streams[0].mos.has_value());
    QVERIFY2(*streams[0].mos > 3.5 && *streams[0].mos < 4.5, qPrintable(text));
    QCOMPARE(lines[4],
             QString::fromUtf8("22:13:22.000000                    │<════════ RTP PCMA ══════════│  "
                               "192.0.2.2:4000 to 192.0.2.1:4002, 601 packets, 58.010 s, "
                               "loss 0.50 %, jitter 1.25 ms, MOS ") +
                 QString::number(*streams[0].mos, 'f', 2));
    TextFlowOptions ascii;
    ascii.characters = Characters::Ascii;
    QVERIFY(textFlow(layOut(flowMessages(call), {}, streams), ascii).find("|<======== RTP PCMA") !=
            std::string::npos);
}

void TestMediaInFlow::whatIsUnknownIsNotSaid()
{
    core::session::StreamRow row;
    row.counters.packets = 1;
    const MediaArrow arrow = mediaArrow(row);
    QCOMPARE(mediaFigures(arrow), std::string{"1 packet, 0.000 s, loss 0.00 %"});
}

void TestMediaInFlow::aHostThatSendsToItself()
{
    const std::vector streams{streamOf(1, "127.0.0.1", "127.0.0.1", 2, 60)};
    const CallFlow flow = layOut(
        flowMessages("host a 127.0.0.1:5060\nhost b 127.0.0.1:5062\na -> b INVITE 1 at=0\n"), {}, streams);
    QCOMPARE(flow.lanes.size(), std::size_t{4});
    const auto& stream = std::get<MediaArrow>(flow.rows[1]);
    QCOMPARE(flow.lanes[stream.fromLane].title, std::string{"127.0.0.1:4000"});
    QCOMPARE(flow.lanes[stream.toLane].title, std::string{"127.0.0.1:4002"});
}

QTEST_APPLESS_MAIN(TestMediaInFlow)
#include "tst_media_in_flow.moc"
