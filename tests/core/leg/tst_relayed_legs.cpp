// SPDX-License-Identifier: GPL-3.0-or-later
// Calls that nothing names as one, and that are passed on from host to host all the same: each kind of
// evidence with a pair that belongs together and near misses that do not.
#include "core/leg/leg_finder.h"
#include "tests/support/temp_session.h"

#include <QTest>

#include <array>
#include <memory>

using namespace core;
using namespace core::leg;
using namespace tests::support;

class TestRelayedLegs : public QObject {
    Q_OBJECT

private slots:
    void links_data();
    void links();
    void linksChains();
    void countsCallsAsOneGroup();
};

namespace {

/// The legs of call "a", and why: "b 80 SDP origin ... | c 70 ...".
QString legsOfA(const std::vector<ScriptMessage>& messages)
{
    const TempSession place;
    place.fill(messages);
    const auto table = session::SessionTable::open(place.path()).value();
    const auto call = table->reader().findCall("a").value();
    const Legs legs = findLegs(*table, call.key).value();
    QStringList all;
    for (const LegLink& link : legs.links) {
        const auto ids = std::array{link.first, link.second};
        const auto calls = table->reader().calls(ids).value();
        QStringList messagesOfLink;
        for (const base::MessageId message : link.messages)
            messagesOfLink << QString::number(message.value);
        all << QString::fromStdString(calls[0].callId + "-" + calls[1].callId + " " +
                                      std::to_string(link.score) + " " + sentence(link.evidence) + " [") +
                   messagesOfLink.join(QLatin1Char{','}) + QLatin1Char{']'};
    }
    return all.join(QLatin1Char{'|'});
}

} // namespace

void TestRelayedLegs::links_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("legs");
    const auto row = [](const char* name, const char* script, const char* legs) {
        QTest::newRow(name) << QByteArray{script} << QString::fromLatin1(legs);
    };
    row("users", R"(
        alice -> pbx INVITE 1 at=0.0 call-id=a
        pbx -> bob   INVITE 1 at=0.4 call-id=b from=alice
    )",
        "a-b 70 messages 1 and 2 call bob for alice, the second from where the first went [1,2]");
    row("users, too late", R"(
        alice -> pbx INVITE 1 at=0.0 call-id=a
        pbx -> bob   INVITE 1 at=4.0 call-id=b from=alice
    )",
        "");
    row("users, no common host", R"(
        alice -> pbx   INVITE 1 at=0.0 call-id=a
        other -> bob   INVITE 1 at=0.4 call-id=b from=alice
    )",
        "");
    row("users, the caller tries again", R"(
        alice -> pbx INVITE 1 at=0.0 call-id=a
        pbx -> alice 503    1 at=0.1 call-id=a
        alice -> pbx INVITE 1 at=0.4 call-id=b
    )",
        "");
    row("users, another is called", R"(
        alice -> pbx INVITE 1 at=0.0 call-id=a
        pbx -> carol INVITE 1 at=0.4 call-id=b from=alice to=carol
    )",
        "");
    row("users, nobody calls", R"(
        alice -> pbx INVITE 1 at=0.0 call-id=a from=anonymous
        pbx -> bob   INVITE 1 at=0.4 call-id=b from=anonymous
    )",
        "");
    row("users, one of two calls", R"(
        alice -> pbx  INVITE 1 at=0.0 call-id=a from=sipp
        alice2 -> pbx INVITE 1 at=0.1 call-id=a2 from=sipp
        pbx -> bob    INVITE 1 at=0.4 call-id=b from=sipp
    )",
        "");
    row("users, a re-INVITE later", R"(
        alice -> pbx INVITE 1 at=0.0 call-id=a
        pbx -> alice 200    1 at=1.0 call-id=a
        alice -> pbx INVITE 2 at=9.8 call-id=a
        pbx -> bob   INVITE 1 at=10.0 call-id=b from=alice
    )",
        "");
    row("Diversion", R"(
        alice -> pbx INVITE 1 at=0.0 call-id=a
        pbx -> carol INVITE 1 at=20.0 call-id=b from=alice to=carol header=Diversion:<sip:bob@pbx>;reason=no-answer
    )",
        "a-b 80 Diversion in message 2 names bob, whom message 1 calls for alice, the second from where the "
        "first went [1,2]");
    row("Diversion elsewhere", R"(
        alice -> pbx   INVITE 1 at=0.0 call-id=a
        gate -> carol INVITE 1 at=20.0 call-id=b from=alice to=carol header=Diversion:<sip:bob@pbx>;reason=no-answer
    )",
        "a-b 65 Diversion in message 2 names bob, whom message 1 calls for alice [1,2]");
    row("Diversion of another call", R"(
        alice -> pbx INVITE 1 at=0.0 call-id=a
        pbx -> carol INVITE 1 at=20.0 call-id=b from=dave to=carol header=Diversion:<sip:bob@pbx>;reason=no-answer
        pbx -> carol INVITE 1 at=21.0 call-id=c from=alice to=carol header=Diversion:<sip:erin@pbx>
    )",
        "");
    row("History-Info", R"(
        alice -> pbx INVITE 1 at=0.0 call-id=a
        pbx -> carol INVITE 1 at=0.2 call-id=b from=alice to=carol uri=sip:carol@pbx header=History-Info:<sip:bob@pbx>;index=1,<sip:carol@pbx>;index=1.1
    )",
        "a-b 80 History-Info in message 2 names bob, whom message 1 calls for alice, the second from where "
        "the "
        "first went [1,2]");
    row("History-Info of the call itself", R"(
        alice -> pbx INVITE 1 at=0.0 call-id=a from=alice to=bob
        pbx -> bob   INVITE 1 at=9.0 call-id=b from=alice to=bob uri=sip:bob@pbx header=History-Info:<sip:bob@pbx>;index=1
    )",
        "");
    row("origin", R"(
        alice -> pbx INVITE 1 at=0.0 call-id=a sdp=o=al_2890844526_1_IN_IP4_10.0.0.1|c=IN_IP4_10.0.0.1|m=audio_4000_RTP/AVP_0
        pbx -> dave  INVITE 1 at=0.4 call-id=b to=dave sdp=o=al_2890844526_1_IN_IP4_10.0.0.9|c=IN_IP4_10.0.0.9|m=audio_6000_RTP/AVP_0
    )",
        "a-b 80 SDP origin al 2890844526 in messages 1 and 2, the second from where the first went [1,2]");
    row("origin in the answers", R"(
        alice -> pbx INVITE 1 at=0.0 call-id=a
        pbx -> dave  INVITE 1 at=0.4 call-id=b to=dave
        dave -> pbx  200    1 at=1.0 call-id=b sdp=o=d_2890844526_1_IN_IP4_10.0.0.1|c=IN_IP4_10.0.0.1|m=audio_4000_RTP/AVP_0
        pbx -> alice 200    1 at=1.1 call-id=a sdp=o=d_2890844526_1_IN_IP4_10.0.0.9|c=IN_IP4_10.0.0.9|m=audio_6000_RTP/AVP_0
    )",
        "b-a 80 SDP origin d 2890844526 in messages 3 and 4, the second from where the first went [3,4]");
    row("origin over two interfaces", R"(
        alice -> pbx INVITE 1 at=0.0 call-id=a sdp=o=al_2890844526_1_IN_IP4_10.0.0.1|c=IN_IP4_10.0.0.1|m=audio_4000_RTP/AVP_0
        pbxinside -> dave INVITE 1 at=0.4 call-id=b to=dave sdp=o=al_2890844526_1_IN_IP4_10.0.0.1|c=IN_IP4_10.0.0.9|m=audio_6000_RTP/AVP_0
    )",
        "a-b 65 SDP origin al 2890844526 in messages 1 and 2 [1,2]");
    row("origin that a program always has", R"(
        alice -> pbx INVITE 1 at=0.0 call-id=a sdp=o=user1_53655765_2353687637_IN_IP4_10.0.0.1|c=IN_IP4_10.0.0.1|m=audio_4000_RTP/AVP_0
        alice -> dave INVITE 1 at=0.4 call-id=b to=dave sdp=o=user1_53655765_2353687637_IN_IP4_10.0.0.1|c=IN_IP4_10.0.0.1|m=audio_6000_RTP/AVP_0
    )",
        "");
    row("origin that both sides always have", R"(
        uac -> uas INVITE 1 at=0.0 call-id=a sdp=o=user1_53655765_2353687637_IN_IP4_10.0.0.1|c=IN_IP4_10.0.0.1|m=audio_4000_RTP/AVP_0
        uas -> uac 200    1 at=0.1 call-id=a sdp=o=user1_53655765_2353687637_IN_IP4_10.0.0.2|c=IN_IP4_10.0.0.2|m=audio_4000_RTP/AVP_0
        uac -> uas INVITE 1 at=1.0 call-id=b to=dave sdp=o=user1_53655765_2353687637_IN_IP4_10.0.0.1|c=IN_IP4_10.0.0.1|m=audio_6000_RTP/AVP_0
        uas -> uac 200    1 at=1.1 call-id=b sdp=o=user1_53655765_2353687637_IN_IP4_10.0.0.2|c=IN_IP4_10.0.0.2|m=audio_6000_RTP/AVP_0
    )",
        "");
    row("origin that says nothing", R"(
        alice -> pbx INVITE 1 at=0.0 call-id=a sdp=o=-_0_0_IN_IP4_10.0.0.1|c=IN_IP4_10.0.0.1|m=audio_4000_RTP/AVP_0
        pbx -> dave  INVITE 1 at=0.4 call-id=b to=dave sdp=o=-_0_0_IN_IP4_10.0.0.1|c=IN_IP4_10.0.0.9|m=audio_6000_RTP/AVP_0
    )",
        "");
    row("media address", R"(
        alice -> pbx INVITE 1 at=0.0 call-id=a sdp=c=IN_IP4_10.0.0.1|m=audio_4000_RTP/AVP_0
        pbx -> dave  INVITE 1 at=0.4 call-id=b to=dave sdp=c=IN_IP4_10.0.0.1|m=audio_4000_RTP/AVP_0
    )",
        "a-b 80 media at 10.0.0.1:4000 in messages 1 and 2, the second from where the first went [1,2]");
    row("media address, another port", R"(
        alice -> pbx INVITE 1 at=0.0 call-id=a sdp=c=IN_IP4_10.0.0.1|m=audio_4000_RTP/AVP_0
        pbx -> dave  INVITE 1 at=0.4 call-id=b to=dave sdp=c=IN_IP4_10.0.0.1|m=audio_4002_RTP/AVP_0
    )",
        "");
    row("media address that the phone uses again", R"(
        alice -> pbx INVITE 1 at=0.0 call-id=a sdp=c=IN_IP4_10.0.0.1|m=audio_4000_RTP/AVP_0
        alice -> pbx INVITE 1 at=1.0 call-id=b to=dave sdp=c=IN_IP4_10.0.0.1|m=audio_4000_RTP/AVP_0
    )",
        "");
    row("media on hold", R"(
        alice -> pbx INVITE 1 at=0.0 call-id=a sdp=c=IN_IP4_0.0.0.0|m=audio_4000_RTP/AVP_0
        pbx -> dave  INVITE 1 at=0.4 call-id=b to=dave sdp=c=IN_IP4_0.0.0.0|m=audio_4000_RTP/AVP_0
    )",
        "");
    row("on one machine, by port", R"(
        host alice 127.0.0.1:5070
        host pbx   127.0.0.1:5060
        host bob   127.0.0.1:5080
        alice -> pbx INVITE 1 at=0.0 call-id=a
        pbx -> bob   INVITE 1 at=0.4 call-id=b from=alice
    )",
        "a-b 70 messages 1 and 2 call bob for alice, the second from where the first went [1,2]");
    row("on one machine, two callers", R"(
        host alice 127.0.0.1:5070
        host pbx   127.0.0.1:5060
        host other 127.0.0.1:5090
        alice -> pbx INVITE 1 at=0.0 call-id=a
        other -> pbx INVITE 1 at=0.4 call-id=b from=alice
    )",
        "");
}

void TestRelayedLegs::links()
{
    QFETCH(const QByteArray, script);
    QFETCH(const QString, legs);
    QCOMPARE(legsOfA(readCallScript(script.toStdString())), legs);
}

void TestRelayedLegs::linksChains()
{
    // Each host passes on; the last one's other interface has two calls to choose from that belong together.
    QCOMPARE(legsOfA(readCallScript(R"(
        alice -> sbc  INVITE 1 at=0.0 call-id=a sdp=o=al_2890844526_1_IN_IP4_10.0.0.1|c=IN_IP4_10.0.0.1|m=audio_4000_RTP/AVP_0
        sbc   -> pbx  INVITE 1 at=0.1 call-id=b from=x sdp=o=al_2890844526_1_IN_IP4_10.0.0.1|c=IN_IP4_10.0.0.2|m=audio_4000_RTP/AVP_0
        inner -> dave INVITE 1 at=0.2 call-id=c from=y sdp=o=al_2890844526_1_IN_IP4_10.0.0.1|c=IN_IP4_10.0.0.3|m=audio_4000_RTP/AVP_0
    )")),
             QStringLiteral("a-b 80 SDP origin al 2890844526 in messages 1 and 2, the second from where the "
                            "first went [1,2]|b-c 65 SDP origin al 2890844526 in messages 2 and 3 [2,3]"));
}

void TestRelayedLegs::countsCallsAsOneGroup()
{
    // One call rings at two phones.
    QCOMPARE(legsOfA(readCallScript(R"(
        alice -> pbx  INVITE 1 at=0.0 call-id=a
        pbx -> phone1 INVITE 1 at=0.1 call-id=b from=alice
        pbx -> phone2 INVITE 1 at=0.2 call-id=c from=alice
    )"))
                 .count(QLatin1Char{'|'}),
             1);
}

QTEST_GUILESS_MAIN(TestRelayedLegs)
#include "tst_relayed_legs.moc"
