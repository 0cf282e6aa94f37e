// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/call_tracker.h"

#include <QTest>

#include "tests/core/call/scenario_rows.h"

using namespace core::call;

class TestCallTracker : public QObject {
    Q_OBJECT

private slots:
    void calls_data();
    void calls();
    void partiesAndFirstHop();
    void messagesOfACallFormAChain();
};

void TestCallTracker::calls_data()
{
    addColumns();
    addRow("calling", "alice -> bob INVITE 1", "call calling messages=1/1");
    addRow("calling after 100",
           R"(alice -> bob INVITE 1
              bob -> alice 100 1)",
           "call calling messages=2/1");
    addRow("ringing",
           R"(alice -> bob INVITE 1
              bob -> alice 180 1 +0.5)",
           "call ringing pdd=0.5 messages=2/1");
    addRow("early media rings, ring counts from 180",
           R"(alice -> bob INVITE 1
              bob -> alice 183 1 +0.5
              bob -> alice 180 1 +1
              bob -> alice 200 1 +2)",
           "call in-call 200 OK pdd=0.5 ring=2 setup=3.5 messages=4/1");
    addRow("completed by the caller",
           R"(alice -> bob INVITE 1 sdp=offer
              bob -> alice 180 1 +0.2
              bob -> alice 200 1 +1 sdp=answer
              alice -> bob ACK 1
              alice -> bob BYE 2 +4.99
              bob -> alice 200 2)",
           "call completed 200 OK by caller pdd=0.2 ring=1 setup=1.2 talk=5 messages=6/3");
    addRow("completed by the called side",
           R"(alice -> bob INVITE 1
              bob -> alice 200 1 +1
              alice -> bob ACK 1
              bob -> alice BYE 7 +1.99
              alice -> bob 200 7)",
           "call completed 200 OK by called setup=1 talk=2 messages=5/3");
    addRow("BYE that nobody knows completes too",
           R"(alice -> bob INVITE 1
              bob -> alice 200 1 +1
              alice -> bob BYE 2 +1
              bob -> alice 481 2)",
           "call completed 200 OK by caller setup=1 talk=1 messages=4/2");
    addRow("rejected 486",
           R"(alice -> bob INVITE 1
              bob -> alice 486 1
              alice -> bob ACK 1)",
           "call rejected 486 Busy Here by called messages=3/2");
    addRow("rejected 603",
           R"(alice -> bob INVITE 1
              bob -> alice 180 1 +1
              bob -> alice 603 1)",
           "call rejected 603 Decline by called pdd=1 messages=3/1");
    addRow("diverted",
           R"(alice -> bob INVITE 1
              bob -> alice 302 1 contact=<sip:carol@example.com>
              alice -> bob ACK 1)",
           "call diverted 302 Moved Temporarily messages=3/2");
    addRow("the caller follows the redirection: what comes of that counts",
           R"(alice -> bob INVITE 1 at=0
              bob -> alice 181 1 at=0.5
              bob -> alice 302 1 at=1 contact=<sip:carol@example.com>
              alice -> bob ACK 1 at=1.1
              alice -> carol INVITE 2 at=2
              carol -> alice 180 2 at=3
              carol -> alice 200 2 at=5
              alice -> carol ACK 2 branch=ack
              carol -> alice BYE 9 at=8)",
           "call completed 200 OK by called pdd=1 ring=2 setup=3 talk=3 messages=9/5");
    addRow("the caller follows the redirection: refused there",
           R"(alice -> proxy INVITE 1
              proxy -> alice 302 1
              alice -> proxy ACK 1
              alice -> proxy INVITE 2
              proxy -> alice 407 2
              alice -> proxy ACK 2
              alice -> proxy INVITE 3
              proxy -> alice 486 3)",
           "call rejected 486 Busy Here by called messages=8/5");
    addRow("the caller follows the redirection without a higher CSeq",
           R"(alice -> bob INVITE 1
              bob -> alice 301 1 reason=Moved_Permanently
              alice -> bob ACK 1
              alice -> carol INVITE 1 branch=second
              carol -> alice 200 1 branch=second +1)",
           "call in-call 200 OK setup=1 messages=5/3");
    addRow("diverted, and a call with another tag under the Call-ID",
           R"(alice -> bob INVITE 1
              bob -> alice 302 1
              alice -> carol INVITE 2 from-tag=other
              carol -> alice 200 2)",
           "call diverted 302 Moved Temporarily messages=4/2");
    addRow("a proxy follows the redirection: the caller got 200",
           R"(alice -> proxy INVITE 1
              proxy -> bob INVITE 1
              bob -> proxy 302 1
              proxy -> carol INVITE 1 branch=second
              carol -> proxy 200 1 branch=second
              proxy -> alice 200 1)",
           "call in-call 200 OK setup=0.05 messages=6/3");
    addRow("failed 503",
           R"(alice -> bob INVITE 1
              bob -> alice 503 1)",
           "call failed 503 Service Unavailable messages=2/1");
    addRow("failed 408 is a timeout",
           R"(alice -> bob INVITE 1
              bob -> alice 408 1)",
           "call failed 408 Request Timeout by timeout messages=2/1");
    addRow("no response for 64*T1",
           R"(alice -> bob INVITE 1 at=0
              later 32)",
           "call failed by timeout messages=1/1");
    addRow("not yet 64*T1",
           R"(alice -> bob INVITE 1 at=0
              later 31.999)",
           "call calling messages=1/1");
    addRow("a provisional response stops the timeout",
           R"(alice -> bob INVITE 1 at=0
              bob -> alice 180 1 at=1
              later 100)",
           "call ringing pdd=1 messages=2/1");
    addRow("rings too long",
           R"(alice -> bob INVITE 1 at=0
              bob -> alice 180 1 at=1
              later 181)",
           "call failed by timeout pdd=1 messages=2/1");
    addRow("an answer after the timeout counts",
           R"(alice -> bob INVITE 1 at=0
              bob -> alice 200 1 at=40)",
           "call in-call 200 OK setup=40 messages=2/1");
    addRow("cancelled",
           R"(alice -> bob INVITE 1
              bob -> alice 180 1 +1
              alice -> bob CANCEL 1 +1
              bob -> alice 200 1 CANCEL
              bob -> alice 487 1
              alice -> bob ACK 1)",
           "call cancelled 487 Request Terminated by caller pdd=1 messages=6/3");
    addRow("CANCEL without a final response",
           R"(alice -> bob INVITE 1 at=0
              bob -> alice 180 1 +1
              alice -> bob CANCEL 1 at=2
              later 34)",
           "call cancelled by caller pdd=1 messages=3/2");
    addRow("the answer overtakes the CANCEL",
           R"(alice -> bob INVITE 1
              bob -> alice 180 1 +1
              alice -> bob CANCEL 1 +1
              bob -> alice 200 1 INVITE
              alice -> bob ACK 1)",
           "call in-call 200 OK pdd=1 ring=1.01 setup=2.01 messages=5/3");
    addRow("BYE in the early dialog",
           R"(alice -> bob INVITE 1
              bob -> alice 180 1 +1
              alice -> bob BYE 2 +1
              bob -> alice 487 1 INVITE)",
           "call cancelled 487 Request Terminated by caller pdd=1 messages=4/2");
    addRow("BYE in the early dialog, and the 487 was not captured",
           R"(alice -> bob INVITE 1
              bob -> alice 180 1 +1
              alice -> bob BYE 2 +1
              bob -> alice 200 2 BYE)",
           "call cancelled by caller pdd=1 messages=4/2");
    addRow("BYE in the early dialog, repeated with credentials, and the INVITE rings on",
           R"(alice -> bob INVITE 1 at=0
              bob -> alice 183 1 at=1
              alice -> bob BYE 2 at=2
              bob -> alice 407 2 BYE
              alice -> bob BYE 3
              bob -> alice 180 1 INVITE
              later 300)",
           "call cancelled by caller pdd=1 messages=6/3");
    addRow("BYE in the early dialog crosses the answer",
           R"(alice -> bob INVITE 1 at=0
              bob -> alice 180 1 at=1
              alice -> bob BYE 2 at=2
              bob -> alice 200 1 INVITE at=2.01)",
           "call completed 200 OK by caller pdd=1 ring=1.01 setup=2.01 messages=4/2");
    addRow("BYE ends one early dialog, and another fork answers",
           R"(alice -> proxy INVITE 1
              proxy -> alice 180 1 +1 to-tag=fork1
              alice -> proxy BYE 2 to-tag=fork1
              proxy -> alice 200 1 INVITE other-tag=fork2)",
           "call in-call 200 OK pdd=1 ring=0.02 setup=1.02 messages=4/2");
    addRow("the answer was not captured, the ACK to it was",
           R"(alice -> bob INVITE 1 at=0
              bob -> alice 180 1 at=1
              alice -> bob ACK 1 branch=ack at=3
              later 300)",
           "call in-call pdd=1 messages=3/2");
    addRow("the answer was not captured, the ACK to it and the BYE were",
           R"(alice -> bob INVITE 1
              bob -> alice 180 1 +1
              alice -> bob ACK 1 branch=ack
              alice -> bob BYE 2 +1
              bob -> alice 200 2 BYE)",
           "call completed by caller pdd=1 messages=5/3");
    addRow("the answer was not captured, its ACK has the branch of the INVITE",
           R"(alice -> bob INVITE 1
              bob -> alice 180 1 +1
              alice -> bob ACK 1
              alice -> bob BYE 2 +1)",
           "call completed by caller pdd=1 messages=4/3");
    addRow("the answer was not captured, a re-INVITE was",
           R"(alice -> bob INVITE 1
              bob -> alice 180 1 +1
              bob -> alice INVITE 7 from-tag=to-bob to-tag=from-alice
              alice -> bob 200 7 INVITE
              alice -> bob BYE 2 +1)",
           "call completed by caller pdd=1 messages=5/3");
    addRow("the answer was not captured, and who was called ends the call",
           R"(alice -> bob INVITE 1
              bob -> alice 180 1 +1
              bob -> alice BYE 7 +1
              alice -> bob 200 7 BYE)",
           "call completed by called pdd=1 messages=4/2");
    addRow("no response was captured: the dialog that BYE ends need not be early",
           R"(alice -> bob INVITE 1
              alice -> bob BYE 2 +60)",
           "call completed by caller messages=2/2");
    addRow("the ACK to a refusal that comes later on the first hop",
           R"(alice -> bob INVITE 1
              bob -> alice 180 1 +1
              alice -> bob ACK 1
              bob -> alice 486 1)",
           "call rejected 486 Busy Here by called pdd=1 messages=4/2");
    addRow("challenged and not retried",
           R"(alice -> bob INVITE 1
              bob -> alice 407 1
              alice -> bob ACK 1)",
           "call rejected 407 Proxy Authentication Required by called messages=3/2");
    addRow("challenged: times start with the INVITE that carries credentials",
           R"(alice -> proxy INVITE 1 at=0
              proxy -> alice 407 1
              alice -> proxy ACK 1
              alice -> proxy INVITE 2 at=1
              proxy -> alice 180 2 at=3
              proxy -> alice 200 2 at=6)",
           "call in-call 200 OK pdd=2 ring=3 setup=5 messages=6/3");
    addRow("challenged while the retry is on its way",
           R"(alice -> proxy INVITE 1
              proxy -> alice 407 1
              alice -> proxy INVITE 2)",
           "call calling messages=3/2");
    addRow("challenged, retried without a higher CSeq",
           R"(alice -> proxy INVITE 1
              proxy -> alice 401 1
              alice -> proxy INVITE 1 branch=second
              proxy -> alice 200 1 branch=second +1)",
           "call in-call 200 OK setup=1 messages=4/2");
    addRow("session interval too small, repaired",
           R"(alice -> proxy INVITE 1
              proxy -> alice 422 1
              alice -> proxy ACK 1
              alice -> proxy INVITE 2
              proxy -> alice 200 2 +1)",
           "call in-call 200 OK setup=1 messages=5/3");
    addRow("proxy captured on both sides: times are the client's",
           R"(alice -> proxy INVITE 1 at=0
              proxy -> alice 100 1 at=0.001
              proxy -> bob INVITE 1 at=0.002
              bob -> proxy 180 1 at=1
              proxy -> alice 180 1 at=1.5
              bob -> proxy 200 1 at=2
              proxy -> alice 200 1 at=2.5
              bob -> proxy BYE 9 at=10
              proxy -> alice BYE 9 at=10.5)",
           "call completed 200 OK by called pdd=1.5 ring=1 setup=2.5 talk=8 messages=9/4");
    addRow("the proxy answers for the callee",
           R"(alice -> proxy INVITE 1
              proxy -> bob INVITE 1
              bob -> proxy 486 1
              proxy -> carol INVITE 1
              carol -> proxy 200 1 to-tag=carol
              proxy -> alice 200 1)",
           "call in-call 200 OK setup=0.05 messages=6/3");
    addRow("all on one host: ports tell the hops apart",
           R"(host alice 127.0.0.1:5061
              host proxy 127.0.0.1:5060
              host bob 127.0.0.1:5062
              alice -> proxy INVITE 1 at=0
              proxy -> bob INVITE 1
              bob -> proxy 200 1 at=1
              proxy -> alice 200 1 at=2)",
           "call in-call 200 OK setup=2 messages=4/2");
    addRow("the first hop is reported late by another source",
           R"(proxy -> bob INVITE 1 at=0.002 arrived=0.010 source=2 from=alice
              alice -> proxy INVITE 1 at=0 arrived=0.020 from-tag=from-alice
              proxy -> alice 180 1 at=1)",
           "call ringing pdd=1 messages=3/2");
    addRow("re-INVITE disturbs nothing",
           R"(alice -> bob INVITE 1 at=0
              bob -> alice 200 1 at=1
              alice -> bob ACK 1
              alice -> bob INVITE 2 at=5
              bob -> alice 491 2
              alice -> bob ACK 2
              bob -> alice INVITE 4 at=7
              alice -> bob 200 4
              alice -> bob BYE 3 at=11)",
           "call completed 200 OK by caller setup=1 talk=10 messages=9/6");
    addRow("a second dialog changes nothing",
           R"(alice -> bob INVITE 1
              bob -> alice 200 1 +1
              alice -> bob INVITE 1 from-tag=other to-tag=- branch=other +1
              bob -> alice 486 1 branch=other)",
           "call in-call 200 OK setup=1 messages=4/2");
    addRow("BYE of another fork changes nothing",
           R"(alice -> proxy INVITE 1
              proxy -> alice 200 1 +1 to-tag=fork1
              proxy -> alice 200 1 to-tag=fork2
              alice -> proxy BYE 2 to-tag=fork1x)",
           "call in-call 200 OK setup=1 messages=4/2");
    addRow("joined by a 200",
           R"(bob -> alice 200 1 INVITE
              alice -> bob ACK 1
              alice -> bob BYE 2 +5
              bob -> alice 200 2)",
           "call completed 200 OK messages=4/2");
    addRow("joined by a BYE",
           R"(bob -> alice BYE 2
              alice -> bob 200 2)",
           "call completed messages=2/1");
    addRow("joined by a re-INVITE",
           R"(alice -> bob INVITE 5 to-tag=to-bob
              bob -> alice 200 5)",
           "call in-call messages=2/1");
    addRow("joined by an INFO", "alice -> bob INFO 5", "call in-call messages=1/1");
    addRow("joined by a 180", "bob -> alice 180 1 INVITE", "call ringing messages=1/0");
    addRow("joined by an ACK", "alice -> bob ACK 1", "call unknown messages=1/1");
    addRow("joined by a CANCEL",
           R"(alice -> bob CANCEL 1
              bob -> alice 487 1 INVITE)",
           "call cancelled 487 Request Terminated by caller messages=2/1");
    addRow("the 100 overtakes its INVITE",
           R"(bob -> alice 100 1 INVITE from=alice source=2
              alice -> bob INVITE 1 source=1
              bob -> alice 180 1 +1)",
           "call ringing pdd=1 messages=3/1");
    addRow("an OPTIONS within a call stays in the call",
           R"(alice -> bob INVITE 1
              bob -> alice 200 1 +1
              alice -> bob OPTIONS 2 to-tag=to-bob
              bob -> alice 405 2 reason=Method_Not_Allowed)",
           "call in-call 200 OK setup=1 messages=4/2");
    addRow("two calls",
           R"(alice -> bob INVITE 1 call-id=a
              carol -> bob INVITE 1 call-id=b
              bob -> alice 486 1 call-id=a)",
           "call rejected 486 Busy Here by called messages=2/1\ncall calling messages=1/1");
    addRow("without a Call-ID",
           R"(alice -> bob INVITE 1 call-id=-
              bob -> alice 486 1 call-id=-)",
           "call rejected 486 Busy Here by called messages=2/1");
}

void TestCallTracker::calls()
{
    checkRow();
}

void TestCallTracker::partiesAndFirstHop()
{
    TrackedScript session{"alice -> proxy INVITE 1 call-id=x@y\n"
                          "proxy -> bob INVITE 1 call-id=x@y\n"
                          "bob -> proxy 180 1 call-id=x@y\n"
                          "proxy -> alice 180 1 call-id=x@y\n"};
    CallTracker tracker{{41}, nullptr};
    session.run(tracker);
    QCOMPARE(session.records.size(), std::size_t{1});
    const CallRecord& call = session.records.begin()->second;
    QCOMPARE(call.key.value, 42);
    QCOMPARE(tracker.lastKey().value, 42);
    QVERIFY(call.callId == "x@y");
    QVERIFY(call.method == "INVITE");
    QVERIFY(call.fromUser == "alice" && call.fromHost == "example.com");
    QVERIFY(call.toUser == "bob" && call.toHost == "example.com");
    QVERIFY(call.path.source.toString() == "192.0.2.1:5060");
    QVERIFY(call.path.destination.toString() == "192.0.2.2:5060");
    QVERIFY(call.firstFromTag == "from-alice" && call.remoteTag == "to-bob");
    QVERIFY(call.duration() == std::chrono::milliseconds{30});
}

void TestCallTracker::messagesOfACallFormAChain()
{
    TrackedScript session{"alice -> bob INVITE 1 call-id=a\n"
                          "alice -> bob INVITE 1 call-id=b\n"
                          "bob -> alice 100 1 call-id=a\n"
                          "bob -> alice 100 1 call-id=b\n"
                          "bob -> alice 180 1 call-id=a\n"};
    CallTracker tracker{{}, nullptr};
    session.run(tracker);
    const std::vector<std::int64_t> expected{0, 0, 1, 2, 3};
    for (std::size_t index = 0; index < expected.size(); ++index)
        QCOMPARE(session.tracks[index].previousInCall.value, expected[index]);
    QCOMPARE(session.records.at({1}).lastMessage.value, 5);
    QCOMPARE(session.records.at({2}).lastMessage.value, 4);
    QCOMPARE(session.tracks[3].call.value, 2);
}

QTEST_GUILESS_MAIN(TestCallTracker)
#include "tst_call_tracker.moc"
