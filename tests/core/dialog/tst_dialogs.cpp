// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dialog/call_story.h"

#include <QTest>

#include "tests/core/dialog/story_text.h"
#include "tests/support/story_script.h"

using namespace core::dialog;
using tests::support::ScriptStory;

class DialogsTest : public QObject {
    Q_OBJECT

private slots:
    void dialogs_data();
    void dialogs();
    void exchanges_data();
    void exchanges();
    void aTransferIsFollowed();
    void replacesIsRead();
    void sessionTimers();
    void glare();
    void requestsOneAfterTheOtherAreNoGlare();
    void theAcknowledgementIsFoundOnAnyHop();
};

namespace {

constexpr auto answered = "alice -> bob INVITE 1 sdp=offer\nbob -> alice 180 1\n"
                          "bob -> alice 200 1 sdp=answer\nalice -> bob ACK 1\n";

} // namespace

void DialogsTest::dialogs_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray call{answered};
    QTest::newRow("a call") << call << QByteArray("session from-alice/to-bob confirmed answer 3\n");
    QTest::newRow("ended by the called side")
        << call + "bob -> alice BYE 1\nalice -> bob 200 1 BYE\n"
        << QByteArray("session from-alice/to-bob ended answer 3 end 5\n");
    QTest::newRow("100 begins none") << QByteArray("alice -> bob INVITE 1\nbob -> alice 100 1\n")
                                     << QByteArray();
    QTest::newRow("ringing") << QByteArray("alice -> bob INVITE 1\nbob -> alice 180 1\n")
                             << QByteArray("session from-alice/to-bob early\n");
    QTest::newRow("refused") << QByteArray("alice -> bob INVITE 1\nbob -> alice 180 1\nbob -> alice 486 1\n"
                                           "alice -> bob ACK 1\n")
                             << QByteArray("session from-alice/to-bob refused end 3\n");
    QTest::newRow("refused at once") << QByteArray(
                                            "alice -> bob INVITE 1\nbob -> alice 486 1\nalice -> bob ACK 1\n")
                                     << QByteArray();
    QTest::newRow("a fork with several early dialogs")
        << QByteArray("alice -> proxy INVITE 1\nproxy -> bob INVITE 1\nproxy -> carol INVITE 1\n"
                      "bob -> proxy 180 1 to-tag=b\nproxy -> alice 180 1 to-tag=b\n"
                      "carol -> proxy 183 1 to-tag=c\nproxy -> alice 183 1 to-tag=c\n"
                      "carol -> proxy 200 1 to-tag=c\nproxy -> alice 200 1 to-tag=c\n"
                      "proxy -> bob CANCEL 1\nbob -> proxy 487 1 INVITE to-tag=b\n")
        << QByteArray("session from-alice/b refused end 11\nsession from-alice/c confirmed answer 8\n");
    QTest::newRow("both branches of a fork answer")
        << QByteArray(
               "alice -> proxy INVITE 1\nproxy -> alice 200 1 to-tag=b\nproxy -> alice 200 1 to-tag=c\n")
        << QByteArray("session from-alice/b confirmed answer 2\nsession from-alice/c confirmed answer 3\n");
    QTest::newRow("the answer wins against CANCEL")
        << QByteArray("alice -> bob INVITE 1\nbob -> alice 180 1\nalice -> bob CANCEL 1\nbob -> alice 200 1 "
                      "INVITE\nbob -> alice 200 1 CANCEL\nalice -> bob ACK 1\nalice -> bob BYE 2\n"
                      "bob -> alice 200 2 BYE\n")
        << QByteArray("session from-alice/to-bob ended answer 4 end 7\n");
    QTest::newRow("PRACK and UPDATE stay within it")
        << QByteArray("alice -> bob INVITE 1\nbob -> alice 183 1 header=RSeq:1 header2=Require:100rel\n"
                      "alice -> bob PRACK 2 header=RAck:1_1_INVITE\nbob -> alice 200 2 PRACK\n"
                      "alice -> bob UPDATE 3\nbob -> alice 200 3 UPDATE\nbob -> alice 200 1 INVITE\n")
        << QByteArray("session from-alice/to-bob confirmed answer 7\n");
    QTest::newRow("joined in progress")
        << QByteArray("alice -> bob BYE 9 from-tag=a to-tag=b\nbob -> alice 200 9\n")
        << QByteArray("session a/b ended joined end 1\n");
    QTest::newRow("joined at the answer")
        << QByteArray("bob -> alice 200 1 INVITE\nalice -> bob ACK 1\n")
        << QByteArray("session from-alice/to-bob confirmed joined answer 1\n");
    QTest::newRow("the Call-ID is used again with other tags")
        << call + "bob -> alice BYE 1\nalice -> bob 200 1 BYE\n"
                  "alice -> bob INVITE 1 from-tag=a2 branch=second to-tag=-\n"
                  "bob -> alice 200 1 INVITE to-tag=b2 branch=second\n"
        << QByteArray("session from-alice/to-bob ended answer 3 end 5\n"
                      "session a2/b2 confirmed answer 8\n");
    QTest::newRow("a subscription")
        << QByteArray("alice -> bob SUBSCRIBE 1\nbob -> alice 200 1\n"
                      "bob -> alice NOTIFY 1 state=active;expires=60\nalice -> bob 200 1 NOTIFY\n"
                      "bob -> alice NOTIFY 2 state=terminated;reason=timeout\nalice -> bob 200 2 NOTIFY\n")
        << QByteArray("subscription from-alice/to-bob ended end 5\n");
    QTest::newRow("the NOTIFY comes before the answer")
        << QByteArray("alice -> bob SUBSCRIBE 1\nbob -> alice NOTIFY 1 state=active\nbob -> alice 200 1 "
                      "SUBSCRIBE\n")
        << QByteArray("subscription from-alice/to-bob confirmed\n");
    QTest::newRow("an INVITE that replaces another dialog")
        << QByteArray("carol -> bob INVITE 1 header=Replaces:other;to-tag=t;from-tag=f\nbob -> carol 200 1\n")
        << QByteArray("session from-carol/to-bob confirmed answer 2 replaces other\n");
    QTest::newRow("a registration is no dialog")
        << QByteArray("alice -> bob REGISTER 1\nbob -> alice 200 1\n") << QByteArray();
}

void DialogsTest::dialogs()
{
    QFETCH(QByteArray, script);
    QFETCH(QByteArray, expected);
    const ScriptStory told{script.toStdString()};
    QCOMPARE(QByteArray::fromStdString(printedDialogs(told.story)), expected);
}

void DialogsTest::exchanges_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray call{answered};
    QTest::newRow("offer in INVITE, answer in 200") << call << QByteArray("1>3");
    QTest::newRow("an early answer counts, the 200 repeats it")
        << QByteArray("alice -> bob INVITE 1 sdp=offer\nbob -> alice 183 1 sdp=answer\nbob -> alice 200 1 "
                      "sdp=answer\n")
        << QByteArray("1>2");
    QTest::newRow("offer in 200, answer in ACK")
        << QByteArray("alice -> bob INVITE 1\nbob -> alice 200 1 sdp=offer\nalice -> bob ACK 1 sdp=answer\n")
        << QByteArray("2>3");
    QTest::newRow("offer in a reliable 183, answer in PRACK")
        << QByteArray(
               "alice -> bob INVITE 1\nbob -> alice 183 1 sdp=offer header=RSeq:5 "
               "header2=Require:100rel\nalice -> bob PRACK 2 header=RAck:5_1_INVITE sdp=answer\nbob -> "
               "alice 200 2 PRACK\n")
        << QByteArray("2>3");
    QTest::newRow("another offer in PRACK")
        << QByteArray("alice -> bob INVITE 1 sdp=offer\nbob -> alice 183 1 sdp=answer header=RSeq:5 "
                      "header2=Require:100rel\nalice -> bob PRACK 2 header=RAck:5_1_INVITE sdp=offer\nbob -> "
                      "alice 200 2 PRACK sdp=answer\n")
        << QByteArray("1>2 3>4");
    QTest::newRow("UPDATE") << call + "alice -> bob UPDATE 2 sdp=hold\nbob -> alice 200 2 UPDATE sdp=answer\n"
                            << QByteArray("1>3 5>6");
    QTest::newRow("refused") << QByteArray("alice -> bob INVITE 1 sdp=offer\nbob -> alice 488 1\n")
                             << QByteArray("1>-");
    QTest::newRow("each branch of a fork answers")
        << QByteArray("alice -> bob INVITE 1 sdp=offer\nbob -> alice 183 1 to-tag=x sdp=answer\n"
                      "bob -> alice 183 1 to-tag=y sdp=answer\nbob -> alice 200 1 to-tag=y sdp=answer\n")
        << QByteArray("1>2 1>3");
    QTest::newRow("on each hop")
        << QByteArray(
               "alice -> proxy INVITE 1 sdp=offer\nproxy -> bob INVITE 1 sdp=offer\nbob -> proxy 200 1 "
               "sdp=answer\nproxy -> alice 200 1 sdp=answer\n")
        << QByteArray("1>4 2>3");
}

void DialogsTest::exchanges()
{
    QFETCH(QByteArray, script);
    QFETCH(QByteArray, expected);
    const ScriptStory told{script.toStdString()};
    QCOMPARE(QByteArray::fromStdString(printedExchanges(told.story)), expected);
}

void DialogsTest::aTransferIsFollowed()
{
    const ScriptStory told{
        std::string{answered} +
        "alice -> bob REFER 2 to-tag=to-bob "
        "header=Refer-To:<sip:carol@example.com?Replaces=other%40host%3Bto-tag%3Dt%3Bfrom-tag%3Df>\n"
        "bob -> alice 202 2 REFER\n"
        "bob -> alice NOTIFY 1 state=active body=message/sipfrag:SIP/2.0_100_Trying\n"
        "alice -> bob 200 1 NOTIFY\n"
        "bob -> alice NOTIFY 2 state=terminated body=message/sipfrag:SIP/2.0_503_Service_Unavailable\n"};
    QCOMPARE(told.story.dialogs.size(), std::size_t{1});
    QCOMPARE(told.story.dialogs[0].state, DialogState::Confirmed);
    QCOMPARE(told.story.referrals.size(), std::size_t{1});
    const Referral& referral = told.story.referrals[0];
    QCOMPARE(referral.status, std::uint16_t{202});
    QCOMPARE(referral.reported, std::uint16_t{503});
    QCOMPARE(told.story.id(referral.report).value, 9);
    QVERIFY(referral.replaces);
    QCOMPARE(QByteArray::fromStdString(referral.replaces->callId), QByteArray("other@host"));
    QCOMPARE(QByteArray::fromStdString(referral.replaces->toTag), QByteArray("t"));
    QCOMPARE(QByteArray::fromStdString(referral.replaces->fromTag), QByteArray("f"));
}

void DialogsTest::replacesIsRead()
{
    const auto replaced =
        parseReplaces(" 98732@sip.example.com ;from-tag=r33th4x0r ;to-tag=ff87ff;early-only");
    QVERIFY(replaced);
    QCOMPARE(QByteArray::fromStdString(replaced->callId), QByteArray("98732@sip.example.com"));
    QCOMPARE(QByteArray::fromStdString(replaced->fromTag), QByteArray("r33th4x0r"));
    QVERIFY(replaced->isEarlyOnly);
    QVERIFY(!parseReplaces(";from-tag=x"));
    QVERIFY(!replacesOfReferTo("<sip:carol@example.com>"));
}

void DialogsTest::sessionTimers()
{
    const ScriptStory told{
        "alice -> bob INVITE 1\nbob -> alice 200 1 header=Session-Expires:1800;refresher=uac\n"
        "alice -> bob ACK 1\nalice -> bob UPDATE 2 at=900\n"
        "bob -> alice 200 2 UPDATE header=Session-Expires:1800;refresher=uas\n"
        "bob -> alice INVITE 7 at=1800\nalice -> bob 200 7 INVITE header=Session-Expires:90;refresher=uas\n"};
    QCOMPARE(told.story.dialogs.size(), std::size_t{1});
    const auto& refreshes = told.story.dialogs[0].refreshes;
    QCOMPARE(refreshes.size(), std::size_t{3});
    QCOMPARE(refreshes[0].interval, core::base::Duration{std::chrono::seconds{1800}});
    QVERIFY(refreshes[0].isCallerRefresher);
    QVERIFY(!refreshes[1].isCallerRefresher);
    // Bob asked, and the server of his request is the caller.
    QVERIFY(refreshes[2].isCallerRefresher);
    QCOMPARE(refreshes[2].interval, core::base::Duration{std::chrono::seconds{90}});
}

void DialogsTest::glare()
{
    const ScriptStory told{
        std::string{answered} +
        "alice -> bob INVITE 2 at=10\nbob -> alice INVITE 7 branch=b1 at=10.005\n"
        "bob -> alice 491 2 INVITE at=10.02\nalice -> bob 491 7 INVITE branch=b1 at=10.03\n"};
    QCOMPARE(told.story.glares.size(), std::size_t{1});
    QCOMPARE(told.story.id(told.story.glares[0].refusal).value, 7);
    QCOMPARE(told.story.transactions[told.story.glares[0].second].client, told.story.transactions[0].server);
}

void DialogsTest::requestsOneAfterTheOtherAreNoGlare()
{
    const ScriptStory told{
        std::string{answered} +
        "bob -> alice INVITE 7 branch=b1 at=9\nalice -> bob 200 7 INVITE branch=b1 at=9.1\n"
        "alice -> bob INVITE 2 at=10\nbob -> alice 491 2 INVITE at=10.02\n"};
    QVERIFY(told.story.glares.empty());
}

void DialogsTest::theAcknowledgementIsFoundOnAnyHop()
{
    const ScriptStory told{"alice -> proxy INVITE 1\nproxy -> alice 200 1\nalice -> bob ACK 1 branch=x\n"};
    const Transaction& invite = told.story.transactions[0];
    QVERIFY(invite.acks.empty());
    QCOMPARE(told.story.acknowledgement(invite, "to-bob"), Index{2});
    QCOMPARE(told.story.acknowledgement(invite, "another"), nothing);
}

QTEST_GUILESS_MAIN(DialogsTest)
#include "tst_dialogs.moc"
