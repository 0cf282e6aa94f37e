// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/call_tracker.h"

#include <QTest>

#include <array>
#include <string_view>
#include <utility>

#include "tests/core/call/track_script.h"

using namespace core::call;

class TestRepetitions : public QObject {
    Q_OBJECT

private slots:
    void messages_data();
    void messages();
    void onlyRetransmissionsAreCounted();
    void agentsBehindOneListenerAreCapturePoints();
    void manyCopiesStayCheap();
};

namespace {

/// "2 retransmits 1, 4 duplicates 3".
QString repetitions(const std::vector<MessageTrack>& tracks)
{
    QStringList list;
    for (std::size_t index = 0; index < tracks.size(); ++index) {
        const auto id = QString::number(index + 1);
        if (tracks[index].retransmissionOf)
            list << id + QStringLiteral(" retransmits ") +
                        QString::number(tracks[index].retransmissionOf.value);
        if (tracks[index].duplicateOf)
            list << id + QStringLiteral(" duplicates ") + QString::number(tracks[index].duplicateOf.value);
    }
    return list.join(QStringLiteral(", "));
}

void addRow(const char* name, const char* script, const char* expected)
{
    QTest::newRow(name) << QString::fromLatin1(script) << QString::fromLatin1(expected);
}

} // namespace

void TestRepetitions::messages_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("expected");
    addRow("none in a whole call",
           R"(alice -> proxy INVITE 1
              proxy -> alice 100 1
              proxy -> bob INVITE 1
              bob -> proxy 180 1
              proxy -> alice 180 1
              bob -> proxy 200 1
              proxy -> alice 200 1
              alice -> proxy ACK 1
              proxy -> bob ACK 1
              alice -> proxy BYE 2
              proxy -> bob BYE 2
              bob -> proxy 200 2
              proxy -> alice 200 2)",
           "");
    addRow("INVITE sent three times",
           R"(alice -> bob INVITE 1
              alice -> bob INVITE 1 resend +0.5
              alice -> bob INVITE 1 resend +1)",
           "2 retransmits 1, 3 retransmits 1");
    addRow("identity, not bytes, for requests",
           R"(alice -> bob INVITE 1
              alice -> bob INVITE 1 header=X:_changed)",
           "2 retransmits 1");
    addRow("200 and ACK sent again",
           R"(alice -> bob INVITE 1
              bob -> alice 200 1
              bob -> alice 200 1 resend +0.5
              alice -> bob ACK 1
              bob -> alice 200 1 resend
              alice -> bob ACK 1 resend)",
           "3 retransmits 2, 5 retransmits 2, 6 retransmits 4");
    addRow("a 200 to another CSeq is none",
           R"(alice -> bob INVITE 1
              bob -> alice 200 1
              alice -> bob INVITE 2
              bob -> alice 200 2)",
           "");
    addRow("a 200 with other content is none",
           R"(alice -> bob INVITE 1
              bob -> alice 200 1 sdp=offer
              bob -> alice 200 1 sdp=answer)",
           "");
    addRow("a 200 of another fork is none",
           R"(alice -> bob INVITE 1
              bob -> alice 200 1 to-tag=x
              bob -> alice 200 1 to-tag=y)",
           "");
    addRow("the answer to a CANCEL is none",
           R"(alice -> bob INVITE 1
              alice -> bob CANCEL 1
              bob -> alice 200 1 CANCEL
              bob -> alice 200 1 INVITE)",
           "");
    addRow("the same 180 again",
           R"(alice -> bob INVITE 1
              bob -> alice 180 1
              bob -> alice 180 1 resend +1)",
           "3 retransmits 2");
    addRow("another 180 is news",
           R"(alice -> bob INVITE 1
              bob -> alice 180 1
              bob -> alice 180 1 +1 sdp=answer)",
           "");
    addRow("the next hop is none",
           R"(alice -> proxy INVITE 1 branch=same
              proxy -> bob INVITE 1 branch=same)",
           "");
    addRow("a retried branch is none",
           R"(alice -> bob INVITE 1 branch=one
              alice -> bob INVITE 1 branch=two)",
           "");
    addRow("RFC 2543: the branch does not tell requests apart",
           R"(alice -> bob INVITE 1 branch=1 cookie=no
              alice -> bob INVITE 1 branch=2 cookie=no
              alice -> bob INVITE 1 branch=3 cookie=no uri=sip:carol@example.com
              alice -> bob INVITE 2 branch=1 cookie=no)",
           "2 retransmits 1");
    addRow("over TCP too",
           R"(alice -> bob INVITE 1 transport=tcp
              alice -> bob INVITE 1 transport=tcp resend)",
           "2 retransmits 1");
    addRow("another transport is another message",
           R"(alice -> bob INVITE 1 transport=tcp
              alice -> bob INVITE 1 transport=udp)",
           "");
    addRow("two capture points",
           R"(alice -> bob INVITE 1 source=1
              alice -> bob INVITE 1 source=2 resend
              bob -> alice 180 1 source=2
              bob -> alice 180 1 source=1 resend)",
           "2 duplicates 1, 4 duplicates 3");
    addRow("one capture point twice is a retransmission",
           R"(alice -> bob INVITE 1 source=1
              alice -> bob INVITE 1 source=1 resend +0)",
           "2 retransmits 1");
    addRow("retransmissions at two capture points",
           R"(alice -> bob INVITE 1 source=1 at=0
              alice -> bob INVITE 1 source=2 resend
              alice -> bob INVITE 1 source=1 resend at=0.5
              alice -> bob INVITE 1 source=2 resend
              alice -> bob INVITE 1 source=2 resend at=1.5
              alice -> bob INVITE 1 source=1 resend)",
           "2 duplicates 1, 3 retransmits 1, 4 duplicates 3, 5 retransmits 1, 6 duplicates 5");
    addRow("three capture points",
           R"(alice -> bob INVITE 1 source=1
              alice -> bob INVITE 1 source=2 resend
              alice -> bob INVITE 1 source=3 resend)",
           "2 duplicates 1, 3 duplicates 1");
    addRow("more than a second apart it was sent again",
           R"(alice -> bob INVITE 1 source=1 at=0
              alice -> bob INVITE 1 source=2 resend at=1
              bob -> alice 486 1 source=1 at=2
              bob -> alice 486 1 source=2 resend at=3.002)",
           "2 duplicates 1, 4 retransmits 3");
    addRow("other bytes at another capture point are no duplicate",
           R"(alice -> bob INVITE 1 source=1
              alice -> bob INVITE 1 source=2 header=X:_changed)",
           "2 retransmits 1");
    addRow("another call is never the same",
           R"(alice -> bob INVITE 1 call-id=a branch=x
              alice -> bob INVITE 1 call-id=b branch=x)",
           "");
}

void TestRepetitions::messages()
{
    QFETCH(QString, script);
    QFETCH(QString, expected);
    TrackedScript session{script.toStdString()};
    CallTracker tracker{{}, nullptr};
    session.run(tracker);
    QCOMPARE(repetitions(session.tracks), expected);
}

void TestRepetitions::onlyRetransmissionsAreCounted()
{
    TrackedScript session{"alice -> bob INVITE 1 source=1 at=0\n"
                          "alice -> bob INVITE 1 source=2 resend\n"
                          "alice -> bob INVITE 1 source=1 resend at=0.5\n"
                          "bob -> alice 180 1 at=1\n"};
    CallTracker tracker{{}, nullptr};
    session.run(tracker);
    QCOMPARE(QString::fromStdString(printed(session.records.begin()->second)),
             QStringLiteral("call ringing pdd=1 messages=4/3 again=1"));
}

void TestRepetitions::agentsBehindOneListenerAreCapturePoints()
{
    // Agent 1 and agent 2 see the packet, then agent 1 sees it sent again; a third has the id of the first.
    const auto messages = tests::support::readCallScript("alice -> bob INVITE 1\n"
                                                         "alice -> bob INVITE 1 resend +0.001\n"
                                                         "alice -> bob INVITE 1 resend +0.5\n"
                                                         "alice -> bob INVITE 1 resend +0.001\n");
    constexpr std::array<std::pair<std::uint32_t, std::string_view>, 4> agents{
        {{1, "west"}, {2, "east"}, {1, "west"}, {1, "north"}}};
    CallTracker tracker{{}, nullptr};
    std::vector<MessageTrack> tracks;
    for (std::size_t i = 0; i < messages.size(); ++i) {
        core::sip::Message message;
        QVERIFY(message.parse(messages[i].span()));
        tracks.push_back(tracker.track(message, {.id = {static_cast<std::int64_t>(i) + 1},
                                                 .captured = messages[i].captured,
                                                 .arrived = messages[i].arrived,
                                                 .source = messages[i].source,
                                                 .path = messages[i].path,
                                                 .agentId = agents[i].first,
                                                 .agentName = agents[i].second}));
    }
    QCOMPARE(repetitions(tracks), QStringLiteral("2 duplicates 1, 3 retransmits 1, 4 duplicates 1"));
}

void TestRepetitions::manyCopiesStayCheap()
{
    // 50,000 different messages and copies under one Call-ID: what is remembered of them is bounded.
    std::string text = "OPTIONS sip:b@example.com SIP/2.0\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK00000000\r\n"
                       "From: <sip:a@example.com>;tag=1\r\nTo: <sip:b@example.com>\r\nCall-ID: one\r\n"
                       "CSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n";
    const std::size_t digits = text.find("00000000");
    CallTracker tracker{{}, nullptr};
    core::sip::Message message;
    std::int64_t again = 0;
    for (std::int64_t id = 1; id <= 50'000; ++id) {
        text.replace(digits, 8, std::to_string(10'000'000 + id / 2));
        QVERIFY(message.parse(std::as_bytes(std::span{text})));
        const core::base::Timestamp time = tests::support::scriptTime(static_cast<double>(id) * 0.001);
        const MessageTrack track = tracker.track(message, {{id}, time, time, {1}, {}});
        if (track.retransmissionOf && track.retransmissionOf.value == id - 1)
            ++again;
    }
    QCOMPARE(again, 25'000 - 1); // the first and the last one stand alone
    QCOMPARE(tracker.callsInMemory(), std::size_t{1});
}

QTEST_GUILESS_MAIN(TestRepetitions)
#include "tst_repetitions.moc"
