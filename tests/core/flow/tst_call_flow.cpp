// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/call_flow.h"

#include <QTest>

#include "tests/core/flow/flow_script.h"

using namespace core::flow;

class TestCallFlow : public QObject {
    Q_OBJECT

private slots:
    void nothingMakesAnEmptyFlow();
    void lanes_data();
    void lanes();
    void hostNamesBecomeTitles();
    void strangersBeyondTheLimitShareALane();
    void order_data();
    void order();
    void retransmissionsFold();
    void duplicatesFold();
    void sightingsOfOnePacket();
    void repetitionsCanBeShown();
    void aRepetitionWithoutItsOriginalStands();
    void aDuplicateMayStandBeforeItsOriginal();
    void quietGapsBecomeRows();
    void callsAreNumbered();
    void deltas();
};

namespace {

const Arrow& arrowAt(const CallFlow& flow, std::size_t row)
{
    return std::get<Arrow>(flow.rows.at(row));
}

QString laneTitles(const CallFlow& flow)
{
    QStringList titles;
    for (const Lane& lane : flow.lanes)
        titles << QString::fromStdString(lane.title);
    return titles.join(QLatin1Char{' '});
}

QString arrows(const CallFlow& flow)
{
    QStringList list;
    for (const FlowRow& row : flow.rows) {
        if (const auto* arrow = std::get_if<Arrow>(&row))
            list << QString::number(arrow->message.value);
    }
    return list.join(QLatin1Char{' '});
}

} // namespace

void TestCallFlow::nothingMakesAnEmptyFlow()
{
    const CallFlow flow = layOut({});
    QVERIFY(flow.lanes.empty());
    QVERIFY(flow.rows.empty());
    QVERIFY(!flow.rowOf({1}));
}

void TestCallFlow::lanes_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("expected");
    QTest::newRow("in order of appearance") << "alice -> proxy INVITE 1\nproxy -> bob INVITE 1\n"
                                            << "192.0.2.1 192.0.2.2 192.0.2.3";
    QTest::newRow("the caller is left") << "host bob 192.0.2.9:5060\nhost alice 192.0.2.8:5060\n"
                                           "bob -> alice OPTIONS 1 call-id=x\nalice -> bob INVITE 1\n"
                                        << "192.0.2.8 192.0.2.9";
    QTest::newRow("the caller is left of a response")
        << "host bob 192.0.2.9:5060\nhost alice 192.0.2.8:5060\n"
           "bob -> alice 200 1 INVITE\n"
        << "192.0.2.8 192.0.2.9";
    QTest::newRow("who talks to each other stands side by side")
        << "alice -> p1 INVITE 1\nalice -> logger OPTIONS 1 call-id=o\np1 -> p2 INVITE 1\np2 -> bob INVITE "
           "1\n"
        << "192.0.2.1 192.0.2.3 192.0.2.2 192.0.2.4 192.0.2.5";
    QTest::newRow("ports of one host do not count")
        << "host alice 192.0.2.50:5060\nhost alice2 192.0.2.50:40000\nalice -> bob INVITE 1\nalice2 -> bob "
           "ACK "
           "1\n"
        << "192.0.2.50 192.0.2.1";
    QTest::newRow("unless it talks to itself")
        << "host alice 127.0.0.1:5061\nhost proxy 127.0.0.1:5060\nalice -> proxy INVITE 1\nproxy -> bob "
           "INVITE 1\n"
        << "127.0.0.1:5061 127.0.0.1:5060 192.0.2.1";
}

void TestCallFlow::lanes()
{
    QFETCH(QString, script);
    QFETCH(QString, expected);
    QCOMPARE(laneTitles(layOut(flowMessages(script.toStdString()))), expected);
}

void TestCallFlow::hostNamesBecomeTitles()
{
    FlowOptions options;
    options.hostName = [](const core::net::IpAddress& address) {
        return address.toString() == "192.0.2.2" ? std::string{"proxy"} : std::string{};
    };
    QCOMPARE(laneTitles(layOut(flowMessages("alice -> proxy INVITE 1\n"), options)),
             QStringLiteral("192.0.2.1 proxy"));
}

void TestCallFlow::strangersBeyondTheLimitShareALane()
{
    std::string script;
    for (int host = 1; host <= 200; ++host)
        script += "host s" + std::to_string(host) + " 10.0.0." + std::to_string(host) + ":5060\ns" +
                  std::to_string(host) + " -> proxy OPTIONS 1\n";
    const CallFlow flow = layOut(flowMessages(script));
    QCOMPARE(flow.lanes.size(), maximumLanes + 1);
    QVERIFY(flow.lanes.back().isRest);
    QCOMPARE(QString::fromStdString(flow.lanes.back().title), QStringLiteral("141 more"));
    QCOMPARE(arrowAt(flow, 199).fromLane, maximumLanes);
    QCOMPARE(flow.lanes.back().messages, std::size_t{141});
}

void TestCallFlow::order_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("expected");
    QTest::newRow("by time") << "a -> b INVITE 1 at=2\nb -> a 100 1 at=3\na -> b OPTIONS 1 call-id=o at=1\n"
                             << "3 1 2";
    QTest::newRow("by id at the same time") << "a -> b INVITE 1 at=1\na -> b OPTIONS 1 call-id=o at=1\n"
                                            << "1 2";
    QTest::newRow("request before its response") << "b -> a 100 1 INVITE at=1 branch=x\na -> b OPTIONS 1 "
                                                    "call-id=o at=1\na -> b INVITE 1 at=1 branch=x\n"
                                                 << "3 1 2";
    QTest::newRow("a response before an unrelated request")
        << "a -> b INVITE 1 at=0\nb -> a 200 1 at=1\na -> b ACK 1 at=1\n"
        << "1 2 3";
}

void TestCallFlow::order()
{
    QFETCH(QString, script);
    QFETCH(QString, expected);
    QCOMPARE(arrows(layOut(flowMessages(script.toStdString()))), expected);
}

void TestCallFlow::retransmissionsFold()
{
    const CallFlow flow = layOut(flowMessages("a -> b INVITE 1 at=0\na -> b INVITE 1 resend at=0.5\n"
                                              "a -> b INVITE 1 resend at=1.5\nb -> a 100 1 at=2\n"));
    QCOMPARE(flow.rows.size(), std::size_t{2});
    const Arrow& invite = arrowAt(flow, 0);
    QCOMPARE(invite.retransmissions, std::size_t{2});
    QCOMPARE(invite.duplicates, std::size_t{0});
    QVERIFY(invite.retransmissionSpan == std::chrono::milliseconds{1500});
    QCOMPARE(invite.folded.size(), std::size_t{2});
    QCOMPARE(flow.rowOf({3}).value_or(99), std::size_t{0});
    QCOMPARE(flow.rowOf({4}).value_or(99), std::size_t{1});
    QVERIFY(!flow.rowOf({5}));
}

void TestCallFlow::duplicatesFold()
{
    const CallFlow flow =
        layOut(flowMessages("a -> b INVITE 1 source=1 at=0\na -> b INVITE 1 source=2 resend\n"
                            "a -> b INVITE 1 source=1 resend at=0.5\n"
                            "a -> b INVITE 1 source=2 resend\n"));
    QCOMPARE(flow.rows.size(), std::size_t{1});
    QCOMPARE(arrowAt(flow, 0).retransmissions, std::size_t{1});
    QCOMPARE(arrowAt(flow, 0).duplicates, std::size_t{2});
    QVERIFY(arrowAt(flow, 0).retransmissionSpan == std::chrono::milliseconds{500});
    QVERIFY(arrowAt(flow, 0).duplicateDelay == std::chrono::milliseconds{10});
}

void TestCallFlow::sightingsOfOnePacket()
{
    auto messages = flowMessages("a -> b INVITE 1 source=1 at=1\na -> b INVITE 1 source=2 resend at=0.998\n"
                                 "a -> b INVITE 1 source=1 resend at=1.5\nb -> a 200 1 source=1 at=2\n");
    messages[0].place = "near";
    messages[1].place = "far";
    const CallFlow flow = layOut(messages);
    const std::vector<Sighting>& sightings = arrowAt(flow, 0).sightings;
    QCOMPARE(sightings.size(), std::size_t{2}); // what was sent again is another packet
    QCOMPARE(sightings[0].place, std::string{"far"});
    QCOMPARE(sightings[0].message.value, 2);
    QVERIFY(sightings[0].delay == core::base::Duration::zero());
    QCOMPARE(sightings[1].place, std::string{"near"});
    QVERIFY(sightings[1].delay == std::chrono::milliseconds{2});
    QVERIFY(arrowAt(flow, 1).sightings.empty());
    FlowOptions options;
    options.duplicates = Repetitions::Show;
    QVERIFY(arrowAt(layOut(messages, options), 0).sightings.empty());
}

void TestCallFlow::repetitionsCanBeShown()
{
    FlowOptions options;
    options.retransmissions = Repetitions::Show;
    const auto messages = flowMessages("a -> b INVITE 1 source=1 at=0\na -> b INVITE 1 source=2 resend\n"
                                       "a -> b INVITE 1 source=1 resend at=0.5\n");
    const CallFlow flow = layOut(messages, options);
    QCOMPARE(arrows(flow), QStringLiteral("1 3"));
    QCOMPARE(arrowAt(flow, 1).retransmissionOf.value, 1);
    options.duplicates = Repetitions::Show;
    QCOMPARE(arrows(layOut(messages, options)), QStringLiteral("1 2 3"));
}

void TestCallFlow::aRepetitionWithoutItsOriginalStands()
{
    auto messages = flowMessages("a -> b INVITE 1\na -> b INVITE 1 resend\n");
    messages.erase(messages.begin());
    const CallFlow flow = layOut(messages);
    QCOMPARE(flow.rows.size(), std::size_t{1});
    QCOMPARE(arrowAt(flow, 0).retransmissionOf.value, 1);
}

void TestCallFlow::aDuplicateMayStandBeforeItsOriginal()
{
    const CallFlow flow = layOut(flowMessages("a -> b INVITE 1 source=1 at=5 arrived=6\n"
                                              "a -> b INVITE 1 source=2 resend at=4 arrived=6\n"));
    QCOMPARE(arrows(flow), QStringLiteral("1"));
    QCOMPARE(arrowAt(flow, 0).duplicates, std::size_t{1});
    QVERIFY(arrowAt(flow, 0).sincePrevious == core::base::Duration::zero());
    QVERIFY(arrowAt(flow, 0).duplicateDelay == std::chrono::seconds{-1});
}

void TestCallFlow::quietGapsBecomeRows()
{
    const auto messages =
        flowMessages("a -> b INVITE 1 at=0\na -> b INVITE 1 resend at=8\nb -> a 200 1 at=17\n"
                     "a -> b BYE 2 at=100\n");
    const CallFlow flow = layOut(messages);
    QCOMPARE(flow.rows.size(), std::size_t{4}); // no gap before the 200: the retransmission lies between
    const auto* gap = std::get_if<QuietGap>(&flow.rows[2]);
    QVERIFY(gap != nullptr);
    QVERIFY(gap->length == std::chrono::seconds{83});
    QVERIFY(gap->begin == tests::support::scriptTime(17));
    FlowOptions options;
    options.quiet = {};
    QCOMPARE(layOut(messages, options).rows.size(), std::size_t{3});
}

void TestCallFlow::callsAreNumbered()
{
    const CallFlow flow = layOut(flowMessages("a -> b INVITE 1 call-id=x\nb -> c INVITE 1 call-id=y\n"
                                              "b -> a 100 1 call-id=x\n"));
    QCOMPARE(flow.calls.size(), std::size_t{2});
    QCOMPARE(arrowAt(flow, 0).callIndex, std::size_t{0});
    QCOMPARE(arrowAt(flow, 1).callIndex, std::size_t{1});
    QCOMPARE(arrowAt(flow, 2).callIndex, std::size_t{0});
    QVERIFY(flow.calls[1] == arrowAt(flow, 1).call);
}

void TestCallFlow::deltas()
{
    const CallFlow flow =
        layOut(flowMessages("a -> b INVITE 1 at=1\nb -> a 100 1 at=1.25\nb -> a 180 1 at=3\n"));
    QVERIFY(arrowAt(flow, 0).sincePrevious == core::base::Duration::zero());
    QVERIFY(arrowAt(flow, 2).sincePrevious == std::chrono::milliseconds{1750});
    QVERIFY(arrowAt(flow, 2).sinceStart == std::chrono::seconds{2});
    QVERIFY(flow.begin == tests::support::scriptTime(1) && flow.end == tests::support::scriptTime(3));
    QCOMPARE(QString::fromStdString(arrowAt(flow, 2).label), QStringLiteral("180 Ringing"));
    QCOMPARE(QString::fromStdString(arrowAt(flow, 2).cseq), QStringLiteral("1 INVITE"));
}

QTEST_GUILESS_MAIN(TestCallFlow)
#include "tst_call_flow.moc"
