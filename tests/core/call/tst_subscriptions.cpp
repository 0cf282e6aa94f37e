// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/peer_health.h"
#include "core/call/subscription_tracker.h"

#include <QStringList>
#include <QTest>

#include "tests/core/call/track_script.h"

using namespace core;
using namespace core::call;
using tests::support::scriptStart;

namespace {

/// Gives a script to `take`; returns when it ended.
template <typename Take>
base::Timestamp play(std::string_view script, Take take)
{
    CallTracker calls{{}, nullptr};
    base::Timestamp end = scriptStart();
    std::int64_t id = 0;
    for (const tests::support::ScriptMessage& next : tests::support::readCallScript(script)) {
        end = std::max(end, next.arrived);
        if (next.bytes.empty())
            continue;
        sip::Message message;
        if (!message.parse(next.span()))
            qFatal("a script message is not SIP");
        const MessageContext context{{++id}, next.captured, next.arrived, next.source, next.path};
        const MessageTrack track = calls.track(message, context);
        take(message, context, track);
    }
    return end;
}

/// What a user sees of a subscription, on one line.
std::string lineOf(const SubscriptionRow& row)
{
    std::string text =
        row.event + ' ' + row.subscriber + " of " + row.notifier + ' ' + std::string{name(row.state)};
    if (!row.reason.empty())
        text += " (" + row.reason + ')';
    if (row.status != 0)
        text += ' ' + std::to_string(row.status);
    if (row.expires)
        text += printed("expires", *row.expires - scriptStart());
    if (row.refreshes != 0)
        text += " refreshes=" + std::to_string(row.refreshes);
    return text + " notified=" + std::to_string(row.notifications);
}

std::string lineOf(const PeerHealthRow& row)
{
    std::string text = row.path.source.address.toString() + " > " + row.path.destination.toString() + ' ' +
                       std::string{name(row.state)} + ' ' + std::to_string(row.answers) + '/' +
                       std::to_string(row.requests);
    if (row.unanswered != 0)
        text += " unanswered=" + std::to_string(row.unanswered);
    if (row.changes != 0)
        text += " changes=" + std::to_string(row.changes);
    if (row.changed)
        text += printed("since", *row.changed - scriptStart());
    if (!row.statuses.empty())
        text += ' ' + row.statusesText();
    return text + printed("p50", row.percentile(50)) + printed("p95", row.percentile(95));
}

std::vector<PeerHealthRow> healthOf(std::string_view script)
{
    PeerHealth health;
    const base::Timestamp end = play(
        script, [&](const sip::Message& message, const MessageContext& context, const MessageTrack& track) {
            health.take(message, context, track.retransmissionOf || track.duplicateOf);
        });
    return health.finish(end);
}

void addRow(const char* name, const char* script, const char* expected)
{
    QTest::newRow(name) << QString::fromLatin1(script) << QString::fromLatin1(expected);
}

template <typename Rows>
QString linesOf(const Rows& rows)
{
    QStringList lines;
    for (const auto& row : rows)
        lines << QString::fromStdString(lineOf(row));
    return lines.join(QLatin1Char{'\n'});
}

} // namespace

class TestSubscriptions : public QObject {
    Q_OBJECT

private slots:
    void subscriptions_data();
    void subscriptions();
    void memoryIsBounded();
    void health_data();
    void health();
    void percentiles();
};

void TestSubscriptions::subscriptions_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("expected");
    addRow("active",
           R"(alice -> proxy SUBSCRIBE 1 at=0 expires=60 header=Event:dialog
              proxy -> alice 200 1 at=1 expires=50
              proxy -> alice NOTIFY 1 at=2 state=active;expires=40 header=Event:dialog
              alice -> proxy 200 1 NOTIFY at=2)",
           "dialog alice@example.com of bob@example.com active 200 expires=42 notified=1");
    addRow("accepted, and nothing from the notifier",
           R"(alice -> proxy SUBSCRIBE 1 at=0 expires=60 header=Event:dialog
              proxy -> alice 202 1 at=1 expires=50)",
           "dialog alice@example.com of bob@example.com accepted 202 expires=51 notified=0");
    addRow("the notifier speaks before the answer",
           R"(alice -> proxy SUBSCRIBE 1 at=0 expires=60 header=Event:dialog
              proxy -> alice NOTIFY 1 at=1 state=pending header=Event:dialog
              proxy -> alice 200 1 SUBSCRIBE at=2 expires=50)",
           "dialog alice@example.com of bob@example.com pending 200 expires=52 notified=1");
    addRow("terminated by the notifier, with its reason",
           R"(alice -> proxy SUBSCRIBE 1 at=0 expires=60 header=Event:dialog
              proxy -> alice 200 1 at=1 expires=60
              proxy -> alice NOTIFY 1 at=2 state=terminated;reason=noresource header=Event:dialog)",
           "dialog alice@example.com of bob@example.com terminated (noresource) 200 expires=61 notified=1");
    addRow("refreshed",
           R"(alice -> proxy SUBSCRIBE 1 at=0 expires=60 header=Event:dialog
              proxy -> alice 200 1 at=0 expires=60
              proxy -> alice NOTIFY 1 at=1 state=active;expires=59 header=Event:dialog
              alice -> proxy SUBSCRIBE 2 at=50 expires=60 header=Event:dialog
              proxy -> alice 200 2 at=50 expires=60
              later 100)",
           "dialog alice@example.com of bob@example.com active 200 expires=110 refreshes=1 notified=1");
    addRow("expired",
           R"(alice -> proxy SUBSCRIBE 1 at=0 expires=60 header=Event:dialog
              proxy -> alice 200 1 at=0 expires=60
              proxy -> alice NOTIFY 1 at=1 state=active;expires=59 header=Event:dialog
              later 62)",
           "dialog alice@example.com of bob@example.com expired 200 expires=60 notified=1");
    addRow("not yet expired: a refresh may be on its way",
           R"(alice -> proxy SUBSCRIBE 1 at=0 expires=60 header=Event:dialog
              proxy -> alice 200 1 at=0 expires=60
              proxy -> alice NOTIFY 1 at=1 state=active;expires=59 header=Event:dialog
              later 61)",
           "dialog alice@example.com of bob@example.com active 200 expires=60 notified=1");
    addRow("given up by the subscriber",
           R"(alice -> proxy SUBSCRIBE 1 at=0 expires=60 header=Event:dialog
              proxy -> alice 200 1 at=0 expires=60
              proxy -> alice NOTIFY 1 at=1 state=active;expires=59 header=Event:dialog
              alice -> proxy SUBSCRIBE 2 at=5 expires=0 header=Event:dialog
              proxy -> alice 200 2 at=5 expires=0
              proxy -> alice NOTIFY 2 at=6 state=terminated header=Event:dialog)",
           "dialog alice@example.com of bob@example.com terminated (unsubscribed) 200 notified=2");
    addRow("challenged, then active",
           R"(alice -> proxy SUBSCRIBE 1 at=0 expires=60 header=Event:presence
              proxy -> alice 401 1
              alice -> proxy SUBSCRIBE 2 expires=60 header=Event:presence
              proxy -> alice 200 2 at=1 expires=60)",
           "presence alice@example.com of bob@example.com accepted 200 expires=61 notified=0");
    addRow("challenged, and left at that",
           R"(alice -> proxy SUBSCRIBE 1 at=0 expires=60 header=Event:presence
              proxy -> alice 401 1
              later 200)",
           "presence alice@example.com of bob@example.com refused 401 notified=0");
    addRow("refused",
           R"(alice -> proxy SUBSCRIBE 1 at=0 expires=60 header=Event:presence
              proxy -> alice 489 1 reason=Bad_Event)",
           "presence alice@example.com of bob@example.com refused 489 notified=0");
    addRow("no answer",
           R"(alice -> proxy SUBSCRIBE 1 at=0 expires=60 header=Event:presence
              later 32)",
           "presence alice@example.com of bob@example.com failed notified=0");
    addRow("no answer yet",
           R"(alice -> proxy SUBSCRIBE 1 at=0 expires=60 header=Event:presence
              later 31)",
           "presence alice@example.com of bob@example.com trying notified=0");
    addRow("the subscriber has forgotten it",
           R"(alice -> proxy SUBSCRIBE 1 at=0 expires=60 header=Event:dialog
              proxy -> alice 200 1 at=0 expires=60
              proxy -> alice NOTIFY 1 at=1 state=active;expires=59 header=Event:dialog
              alice -> proxy 481 1 NOTIFY at=1)",
           "dialog alice@example.com of bob@example.com terminated (the subscriber knows none (481)) 200 "
           "expires=60 notified=1");
    addRow("two events of one dialog",
           R"(alice -> proxy SUBSCRIBE 1 at=0 expires=60 header=Event:dialog
              proxy -> alice 200 1 at=0 expires=60
              alice -> proxy SUBSCRIBE 2 at=1 expires=30 header=Event:dialog;id=7
              proxy -> alice 200 2 at=1 expires=30)",
           "dialog alice@example.com of bob@example.com accepted 200 expires=60 notified=0\n"
           "dialog;id=7 alice@example.com of bob@example.com accepted 200 expires=31 notified=0");
    addRow("a fork: two notifiers",
           R"(alice -> proxy SUBSCRIBE 1 at=0 expires=60 header=Event:dialog
              proxy -> alice NOTIFY 1 at=1 from-tag=b1 state=active;expires=40 header=Event:dialog
              proxy -> alice NOTIFY 1 at=2 from-tag=b2 state=active;expires=50 header=Event:dialog)",
           "dialog alice@example.com of bob@example.com active expires=41 notified=1\n"
           "dialog alice@example.com of bob@example.com active expires=52 notified=1");
    addRow("the hop behind the proxy counts for nothing",
           R"(alice -> proxy SUBSCRIBE 1 at=0 expires=60 header=Event:dialog
              proxy -> bob SUBSCRIBE 1 at=0.1 expires=60 header=Event:dialog
              bob -> proxy 200 1 at=0.2 expires=60
              proxy -> alice 200 1 at=1 expires=60
              bob -> proxy NOTIFY 1 at=2 state=active;expires=59 header=Event:dialog
              proxy -> alice NOTIFY 1 at=2.1 state=active;expires=59 header=Event:dialog)",
           "dialog alice@example.com of bob@example.com active 200 expires=61 notified=1");
}

void TestSubscriptions::subscriptions()
{
    QFETCH(QString, script);
    QFETCH(QString, expected);
    SubscriptionTracker tracker;
    const base::Timestamp end =
        play(script.toStdString(),
             [&](const sip::Message& message, const MessageContext& context, const MessageTrack& track) {
                 tracker.take(message, context, track.call, track.retransmissionOf || track.duplicateOf);
             });
    QCOMPARE(linesOf(tracker.finish(end)), expected);
}

void TestSubscriptions::memoryIsBounded()
{
    std::string script;
    for (int user = 0; user < 30; ++user)
        script += "alice -> proxy SUBSCRIBE 1 call-id=c" + std::to_string(user) + " header=Event:dialog\n";
    for (int id = 0; id < 100; ++id)
        script += "alice -> proxy SUBSCRIBE " + std::to_string(id + 1) +
                  " call-id=one header=Event:dialog;id=" + std::to_string(id) + "\n";
    SubscriptionTracker tracker{80};
    const base::Timestamp end = play(
        script, [&](const sip::Message& message, const MessageContext& context, const MessageTrack& track) {
            tracker.take(message, context, track.call, track.retransmissionOf || track.duplicateOf);
        });
    QCOMPARE(tracker.finish(end).size(), std::size_t{80});
    QCOMPARE(tracker.dropped(), std::uint64_t{50});
}

void TestSubscriptions::health_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("expected");
    addRow("answered",
           R"(alice -> proxy OPTIONS 1 at=0
              proxy -> alice 200 1 at=0.02
              alice -> proxy OPTIONS 1 call-id=two at=10
              proxy -> alice 404 1 call-id=two at=10.04)",
           "192.0.2.1 > 192.0.2.2:5060 up 2/2 since=0.02 200:1,404:1 p50=0.02 p95=0.04");
    addRow("not answered",
           R"(alice -> proxy OPTIONS 1 at=0
              later 32)",
           "192.0.2.1 > 192.0.2.2:5060 down 0/1 unanswered=1 since=32");
    addRow("not answered yet",
           R"(alice -> proxy OPTIONS 1 at=0
              later 31)",
           "192.0.2.1 > 192.0.2.2:5060 unknown 0/1");
    addRow("gone and back",
           R"(alice -> proxy OPTIONS 1 at=0
              proxy -> alice 200 1 at=1
              alice -> proxy OPTIONS 1 call-id=two at=10
              alice -> proxy OPTIONS 1 call-id=three at=60
              proxy -> alice 200 1 call-id=three at=61)",
           "192.0.2.1 > 192.0.2.2:5060 up 2/3 unanswered=1 changes=2 since=61 200:2 p50=1 p95=1");
    addRow("repetitions are one request, and the time runs from the first",
           R"(alice -> proxy OPTIONS 1 at=0
              alice -> proxy OPTIONS 1 resend at=0.5
              proxy -> alice 200 1 at=0.6)",
           "192.0.2.1 > 192.0.2.2:5060 up 1/1 since=0.6 200:1 p50=0.6 p95=0.6");
    addRow("a provisional response is no answer",
           R"(alice -> proxy OPTIONS 1 at=0
              proxy -> alice 100 1 at=0.1
              later 40)",
           "192.0.2.1 > 192.0.2.2:5060 down 0/1 unanswered=1 since=32");
    addRow("each pair on its own, on each hop",
           R"(alice -> proxy OPTIONS 1 at=0
              proxy -> bob OPTIONS 1 at=0.1
              bob -> proxy 200 1 at=0.2
              later 40)",
           "192.0.2.1 > 192.0.2.2:5060 down 0/1 unanswered=1 since=32\n"
           "192.0.2.2 > 192.0.2.3:5060 up 1/1 since=0.2 200:1 p50=0.1 p95=0.1");
    addRow("within a call it asks for something else",
           R"(alice -> proxy INVITE 1 at=0
              proxy -> alice 200 1 at=1
              alice -> proxy OPTIONS 2 at=2 to-tag=b
              later 40)",
           "");
}

void TestSubscriptions::health()
{
    QFETCH(QString, script);
    QFETCH(QString, expected);
    QCOMPARE(linesOf(healthOf(script.toStdString())), expected);
}

/// By nearest rank: of 20 the 10th and the 19th.
void TestSubscriptions::percentiles()
{
    PeerHealthRow row;
    QVERIFY(!row.percentile(50));
    for (int i = 1; i <= 20; ++i)
        row.roundTrips.push_back(std::chrono::milliseconds{i});
    QVERIFY(row.percentile(50) == std::chrono::milliseconds{10});
    QVERIFY(row.percentile(95) == std::chrono::milliseconds{19});
    QVERIFY(row.percentile(100) == std::chrono::milliseconds{20});
    QVERIFY(row.percentile(1) == std::chrono::milliseconds{1});
}

QTEST_APPLESS_MAIN(TestSubscriptions)
#include "tst_subscriptions.moc"
