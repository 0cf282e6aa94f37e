// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/core/finding/found.h"

// Rules that look at requests, their answers and their repetitions: each with a call that has the fault and a
// near miss that has not. A row names all findings of its call.
class TransactionRulesTest : public QObject {
    Q_OBJECT

private slots:
    void rules_data();
    void rules();
    void sentences();
    void whoChallengedDecidesTheSection();
};

namespace {

const QByteArray invite = "alice -> bob INVITE 1\n";
const QByteArray inviteThreeTimes =
    "alice -> bob INVITE 1\nalice -> bob INVITE 1 resend +0.5\nalice -> bob INVITE 1 resend +1\n";
const QByteArray answer = "bob -> alice 200 1 INVITE\n";
const QByteArray answerAgain = "bob -> alice 200 1 INVITE resend +0.5\nbob -> alice 200 1 INVITE resend +1\n"
                               "bob -> alice 200 1 INVITE resend +2\n";
const QByteArray ack = "alice -> bob ACK 1 branch=ack\n";
const QByteArray challenge =
    "bob -> alice 401 1 header=WWW-Authenticate:Digest_realm=\"pbx\",_nonce=\"n1\"\n";
const QByteArray credentials =
    "alice -> bob REGISTER 2 header=Authorization:Digest_username=\"alice\",_realm=\"pbx\",_nonce=\"n1\"\n";

} // namespace

void TransactionRulesTest::rules_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QByteArray>("expected");

    QTest::newRow("no answer") << inviteThreeTimes + "later 40\n" << QByteArray("no-answer 1 2 3");
    QTest::newRow("no answer: the capture ends") << inviteThreeTimes + "later 30\n" << QByteArray();
    QTest::newRow("no answer: the sender gives up after five repetitions, and the capture ends")
        << inviteThreeTimes + "alice -> bob INVITE 1 resend +2\nalice -> bob INVITE 1 resend +4\n"
                              "alice -> bob INVITE 1 resend +8\n"
        << QByteArray("no-answer 1 2 3 4 5 6");
    QTest::newRow("no answer: the capture ends after four")
        << inviteThreeTimes + "alice -> bob INVITE 1 resend +2\nalice -> bob INVITE 1 resend +4\n"
        << QByteArray();
    QTest::newRow("no answer: nobody answers an ACK, of whatever the capture has missed")
        << "alice -> bob ACK 1\n" +
               QByteArray("alice -> bob ACK 1 resend +0.5\nalice -> bob ACK 1 resend +1\n"
                          "alice -> bob ACK 1 resend +2\nalice -> bob ACK 1 resend +4\n"
                          "alice -> bob ACK 1 resend +4\nalice -> bob ACK 1 resend +4\n")
        << QByteArray();
    QTest::newRow("no answer: the sender does not wait either") << invite + "later 40\n" << QByteArray();
    QTest::newRow("no answer over TCP")
        << QByteArray("bob -> alice OPTIONS 7 transport=tcp\nalice -> bob INVITE 1 transport=tcp\nlater 40\n")
        << QByteArray("no-answer 1, no-answer 2");
    QTest::newRow("no answer over TCP: the capture sees one direction")
        << QByteArray("alice -> bob INVITE 1 transport=tcp\nlater 40\n") << QByteArray();
    QTest::newRow("no answer: late is not never") << inviteThreeTimes + "bob -> alice 100 1 +20\nlater 60\n"
                                                  << QByteArray();
    QTest::newRow("no answer: each keep-alive is the same fault")
        << QByteArray(
               "alice -> bob OPTIONS 1\nalice -> bob OPTIONS 1 resend +0.5\nalice -> bob OPTIONS 2 at=60\n"
               "alice -> bob OPTIONS 2 resend +0.5\nlater 100\n")
        << QByteArray("no-answer 1 2 3 4");
    QTest::newRow("no final response")
        << QByteArray("alice -> bob BYE 2 transport=tcp\nbob -> alice 100 2 transport=tcp\nlater 40\n")
        << QByteArray("no-final-response 1 2");
    QTest::newRow("no final response after CANCEL")
        << invite + "bob -> alice 180 1\nalice -> bob CANCEL 1\nbob -> alice 200 1 CANCEL\nlater 40\n"
        << QByteArray("no-final-response 1 2");
    QTest::newRow("no final response: ringing") << invite + "bob -> alice 180 1\nlater 100\n" << QByteArray();

    QTest::newRow("ACK missing") << invite + answer + answerAgain << QByteArray("ack-missing 1 2 3 4 5");
    QTest::newRow("ACK missing: it takes another way")
        << invite + answer + answerAgain + "alice -> carol ACK 1 branch=ack\n"
        << QByteArray();
    QTest::newRow("ACK missing: not captured, and nobody misses it") << invite + answer + "later 100\n"
                                                                     << QByteArray();
    QTest::newRow("ACK missing: two packets were lost")
        << invite + answer + "bob -> alice 200 1 INVITE resend +0.5\n" + ack << QByteArray();
    QTest::newRow("ACK missing: the ACK to a refusal")
        << invite + "bob -> alice 486 1 INVITE\n" + QByteArray(answerAgain).replace("200", "486")
        << QByteArray("ack-missing 1 2 3 4 5");
    QTest::newRow("ACK not received")
        << invite + answer + ack +
               "bob -> alice 200 1 INVITE resend +0.49\nbob -> alice 200 1 INVITE resend +1\n"
               "bob -> alice 200 1 INVITE resend +2\nbob -> alice 200 1 INVITE resend +4\n"
        << QByteArray("ack-not-received 1 2 3 4 5 6 7");
    QTest::newRow("ACK not received: it crossed an answer on its way")
        << invite + answer + answerAgain + ack + "bob -> alice 200 1 INVITE resend +0.5\n"
        << QByteArray();

    const QByteArray reliable = "bob -> alice 183 1 INVITE header=Require:100rel header2=RSeq:776656\n";
    const QByteArray resent = "bob -> alice 183 1 INVITE resend";
    const QByteArray reliableAgain = resent + " +0.5\n" + resent + " +1\n" + resent + " +2\n";
    QTest::newRow("PRACK missing: the server gives up")
        << invite + reliable + reliableAgain + resent + " +4\n" + resent + " +8\n" + resent + " +16\n" +
               "bob -> alice 504 1 INVITE +0.5\nalice -> bob ACK 1\n"
        << QByteArray("prack-missing 1 2 3 4 5 6 7 8");
    QTest::newRow("PRACK missing: answered all the same")
        << invite + reliable + reliableAgain + "bob -> alice 200 1 INVITE +3\n" + ack
        << QByteArray("prack-missing 1 2 3 4 5");
    QTest::newRow("PRACK missing: the server waits longer than it has to")
        << invite + reliable + reliableAgain + "later 40\n"
        << QByteArray("prack-missing 1 2 3 4 5");
    QTest::newRow("PRACK missing: the one that came is to another response")
        << invite + reliable + reliableAgain +
               "alice -> bob PRACK 2 header=RAck:776655_1_INVITE\n"
               "bob -> alice 481 2 PRACK\nbob -> alice 504 1 INVITE +28\nalice -> bob ACK 1\n"
        << QByteArray("prack-missing 1 2 3 4 5");
    QTest::newRow("PRACK missing: on each of two hops it is the same fault")
        << QByteArray(
               "alice -> proxy INVITE 1\nproxy -> bob INVITE 1 max-forwards=69\n"
               "bob -> proxy 183 1 INVITE header=Require:100rel header2=RSeq:9\nproxy -> alice 183 1 INVITE "
               "+0 header=Require:100rel header2=RSeq:9\n"
               "bob -> proxy 183 1 INVITE resend +0.5\nproxy -> alice 183 1 INVITE resend +0\n"
               "bob -> proxy 183 1 INVITE resend +1\nproxy -> alice 183 1 INVITE resend +0\n"
               "bob -> proxy 183 1 INVITE resend +2\nproxy -> alice 183 1 INVITE resend +0\nlater 60\n")
        << QByteArray("prack-missing 1 2 3 4 5 6 7 8 9 10");
    QTest::newRow("PRACK missing: it came late") << invite + reliable + reliableAgain +
                                                        "alice -> bob PRACK 2 header=RAck:776656_1_INVITE\n"
                                                        "bob -> alice 200 2 PRACK\nlater 60\n"
                                                 << QByteArray();
    QTest::newRow("PRACK missing: it took another way")
        << invite + reliable + reliableAgain +
               "alice -> carol PRACK 2 header=RAck:776656_1_INVITE\n"
               "carol -> alice 200 2 PRACK\nlater 60\n"
        << QByteArray();
    QTest::newRow("PRACK missing: what it acknowledges cannot be read")
        << invite + reliable + reliableAgain + "alice -> bob PRACK 2\nlater 60\n"
        << QByteArray();
    QTest::newRow("PRACK missing: not captured, and nobody misses it")
        << invite + reliable + "bob -> alice 200 1 INVITE +3\n" + ack + "later 60\n"
        << QByteArray();
    QTest::newRow("PRACK missing: the capture ends before the server has to give up")
        << invite + reliable + reliableAgain + "later 31\n"
        << QByteArray();
    QTest::newRow("PRACK missing: two packets were lost")
        << invite + reliable + resent + " +0.5\n" + resent + " +1\nlater 60\n"
        << QByteArray();
    QTest::newRow("PRACK missing: a response that asks for none, sent again")
        << invite + "bob -> alice 183 1 INVITE\n" + reliableAgain + "later 60\n"
        << QByteArray();
    QTest::newRow("PRACK missing: one packet captured several times")
        << invite + reliable + resent + " +0.0001\n" + resent + " +0.0001\n" + resent + " +0.0001\nlater 60\n"
        << QByteArray();

    QTest::newRow("response late")
        << inviteThreeTimes +
               "alice -> bob INVITE 1 resend +2\nalice -> bob INVITE 1 resend +4\nalice -> bob INVITE 1 "
               "resend +8\nbob -> alice 486 1\nalice -> bob ACK 1\n"
        << QByteArray("response-late 1 2 3 4 5 6 7");
    QTest::newRow("response not received")
        << QByteArray("alice -> bob OPTIONS 1\nbob -> alice 200 1 +0.1\nalice -> bob OPTIONS 1 resend +0.4\n"
                      "alice -> bob OPTIONS 1 resend +1\nalice -> bob OPTIONS 1 resend +2\n"
                      "alice -> bob OPTIONS 1 resend +4\n")

        << QByteArray("response-not-received 1 2 3 4 5 6");
    QTest::newRow("response not received: a provisional one stops nobody but an INVITE")
        << QByteArray("alice -> bob OPTIONS 1\nbob -> alice 100 1 +0.1\nalice -> bob OPTIONS 1 resend +0.4\n"
                      "alice -> bob OPTIONS 1 resend +1\nalice -> bob OPTIONS 1 resend +2\n"
                      "alice -> bob OPTIONS 1 resend +4\nbob -> alice 200 1\n")

        << QByteArray();
    QTest::newRow("response not received: it crossed two repetitions")
        << QByteArray("alice -> bob OPTIONS 1\nbob -> alice 200 1 +0.1\nalice -> bob OPTIONS 1 resend +0.4\n"
                      "alice -> bob OPTIONS 1 resend +1\nalice -> bob OPTIONS 1 resend +2\n")

        << QByteArray();
    QTest::newRow("retransmissions: a lossy line")
        << inviteThreeTimes + "bob -> alice 486 1\nalice -> bob ACK 1\n"
        << QByteArray();
    QTest::newRow("retransmissions: one packet captured twice on each of its way")
        << invite + "alice -> bob INVITE 1 resend +0.0001\nalice -> bob INVITE 1 resend +0.0001\n"
                    "alice -> bob INVITE 1 resend +0.0001\nalice -> bob INVITE 1 resend +0.0001\n"
                    "alice -> bob INVITE 1 resend +0.0001\nbob -> alice 486 1\nalice -> bob ACK 1\n"
        << QByteArray();
    const QByteArray answered = invite + "bob -> alice 200 1\nalice -> bob ACK 1\n";
    const QByteArray again = "bob -> alice 200 1 resend +0.001\nalice -> bob ACK 1 resend +0.001\n";
    QTest::newRow("storm: an ACK that makes the answer come again, and so on")
        << answered + again.repeated(29)
        << QByteArray("retransmission-storm 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30 32 34 36 38 40");
    QTest::newRow("storm: no more than timers make and a mirror doubles")
        << answered + again.repeated(28) << QByteArray();

    QTest::newRow("forbidden with credentials") << "alice -> bob REGISTER 1\n" + challenge + credentials +
                                                       "bob -> alice 403 2 reason=Wrong_password\n"
                                                << QByteArray("forbidden-with-credentials 3 4");
    QTest::newRow("forbidden without")
        << QByteArray("alice -> bob REGISTER 1\nbob -> alice 403 1\n") << QByteArray();
    QTest::newRow("credentials rejected")
        << "alice -> bob REGISTER 1\n" + challenge + credentials +
               "bob -> alice 401 2 header=WWW-Authenticate:Digest_realm=\"pbx\",_nonce=\"n2\"\n"
        << QByteArray("credentials-rejected 3 4");
    QTest::newRow("credentials rejected: the nonce was too old")
        << "alice -> bob REGISTER 1\n" + challenge + credentials +
               "bob -> alice 401 2 "
               "header=WWW-Authenticate:Digest_realm=\"pbx\",_stale=TRUE,_nonce=\"n2\"\n"
        << QByteArray();
    QTest::newRow("credentials rejected: another realm asks as well")
        << "alice -> bob REGISTER 1\n" + challenge + credentials +
               "bob -> alice 407 2 header=Proxy-Authenticate:Digest_realm=\"proxy\",_nonce=\"n2\"\n"
        << QByteArray();
    QTest::newRow("credentials rejected: taken")
        << "alice -> bob REGISTER 1\n" + challenge + credentials + "bob -> alice 200 2\n"
        << QByteArray();
    QTest::newRow("wrong realm")
        << "alice -> bob REGISTER 1\n" + challenge + QByteArray(credentials).replace("pbx", "other") +
               "bob -> alice 401 2 header=WWW-Authenticate:Digest_realm=\"pbx\",_nonce=\"n2\"\n"
        << QByteArray("wrong-realm 2 3 4");
    QTest::newRow("authentication loop")
        << "alice -> bob REGISTER 1\n" + challenge + credentials +
               "bob -> alice 401 2 header=WWW-Authenticate:Digest_realm=\"pbx\",_nonce=\"n2\"\n" +
               QByteArray(credentials).replace("n1", "n2").replace("REGISTER 2", "REGISTER 3") +
               "bob -> alice 401 3 header=WWW-Authenticate:Digest_realm=\"pbx\",_nonce=\"n3\"\n" +
               QByteArray(credentials).replace("n1", "n3").replace("REGISTER 2", "REGISTER 4") +
               "bob -> alice 401 4 header=WWW-Authenticate:Digest_realm=\"pbx\",_nonce=\"n4\"\n"
        << QByteArray("authentication-loop 3 4 5 6 7 8");

    QTest::newRow("CANCEL too late")
        << invite + "bob -> alice 180 1\nalice -> bob CANCEL 1\nbob -> alice 200 1 INVITE\n" + ack
        << QByteArray("cancel-too-late 3 4");
    QTest::newRow("CANCEL in time")
        << invite +
               "bob -> alice 180 1\nalice -> bob CANCEL 1\nbob -> alice 487 1 INVITE\nalice -> bob ACK 1\n"
        << QByteArray();

    const QByteArray call = invite + answer + ack;
    QTest::newRow("glare")
        << call + "alice -> bob INVITE 2 at=10\nbob -> alice INVITE 7 branch=b1 at=10.005\n"
                  "bob -> alice 491 2 INVITE at=10.02\nalice -> bob 200 7 INVITE branch=b1 at=10.03\n"
        << QByteArray("glare 4 5 6");
    QTest::newRow("no glare: one after the other")
        << call + "bob -> alice INVITE 7 branch=b1 at=9\nalice -> bob 200 7 INVITE branch=b1 at=9.1\n"
                  "alice -> bob INVITE 2 at=10\nbob -> alice 491 2 INVITE at=10.02\n"
        << QByteArray();

    QTest::newRow("extension unsupported")
        << invite + "bob -> alice 420 1 reason=Bad_Extension header=Unsupported:100rel\nalice -> bob ACK 1\n"
        << QByteArray("extension-unsupported 1 2");
    QTest::newRow("extension required")
        << invite + "bob -> alice 421 1 reason=Extension_Required header=Require:timer\nalice -> bob ACK 1\n"
        << QByteArray("extension-required 1 2");
    QTest::newRow("extension supported") << invite + "bob -> alice 180 1 header=Require:100rel\n"
                                         << QByteArray();

    const QByteArray refer = call + "alice -> bob REFER 2 to-tag=to-bob header=Refer-To:<sip:carol@x.org>\n";
    QTest::newRow("transfer failed") << refer +
                                            "bob -> alice 202 2 REFER\nbob -> alice NOTIFY 1 state=active "
                                            "body=message/sipfrag:SIP/2.0_486_Busy_Here\n"
                                     << QByteArray("transfer-failed 4 6");
    QTest::newRow("transfer refused") << refer + "bob -> alice 603 2 REFER\n"
                                      << QByteArray("transfer-refused 4 5");
    QTest::newRow("transfer succeeded")
        << refer + "bob -> alice 202 2 REFER\nbob -> alice NOTIFY 1 state=active "
                   "body=message/sipfrag:SIP/2.0_100_Trying\nbob -> alice NOTIFY 2 state=terminated "
                   "body=message/sipfrag:SIP/2.0_200_OK\n"
        << QByteArray();
}

void TransactionRulesTest::rules()
{
    QFETCH(QByteArray, script);
    QFETCH(QByteArray, expected);
    QCOMPARE(found(script.toStdString()), expected);
}

void TransactionRulesTest::sentences()
{
    QCOMPARE(
        said((inviteThreeTimes + "later 40\n").toStdString()),
        QByteArray("INVITE from 192.0.2.1:5060 to 192.0.2.2:5060 got no response: it was sent 3 times, and "
                   "in the 40.0 s after it none was captured.\n"));
    QCOMPARE(said((invite + answer + answerAgain).toStdString()),
             QByteArray("200 OK from 192.0.2.2:5060 was sent 4 times over 3.5 s, and no ACK to it was "
                        "captured.\n"));
    QCOMPARE(said("alice -> bob INVITE 1\nbob -> alice 180 1 INVITE header=Require:100rel header2=RSeq:9\n"
                  "bob -> alice 180 1 INVITE resend +0.5\nbob -> alice 180 1 INVITE resend +1\n"
                  "bob -> alice 180 1 INVITE resend +2\nlater 60\n"),
             QByteArray(
                 "180 Ringing from 192.0.2.2:5060 asks for a PRACK (RSeq 9): it was sent 4 times over 3.5 s, "
                 "and no PRACK to it was captured.\n"));
    // The answer came after the last repetition: nothing was sent although it had come.
    QCOMPARE(
        said(("alice -> bob CANCEL 1\nalice -> bob CANCEL 1 resend +0.5\nalice -> bob CANCEL 1 resend +1\n"
              "alice -> bob CANCEL 1 resend +2\nalice -> bob CANCEL 1 resend +4\n"
              "alice -> bob CANCEL 1 resend +4\nbob -> alice 408 1 CANCEL +0.5 reason=Request_Timeout\n")),
        QByteArray("CANCEL from 192.0.2.1:5060 was sent 6 times over 11.5 s until 408 Request Timeout "
                   "came, 12.0 s after it was sent first.\n"));
    QCOMPARE(
        said(("alice -> bob REGISTER 1\n" + challenge + credentials.chopped(1) + " +17\n" +
              "bob -> alice 401 2 reason=nonce_has_changed "
              "header=WWW-Authenticate:Digest_realm=\"pbx\",_nonce=\"n2\"\n")
                 .toStdString()),
        QByteArray("The credentials that 192.0.2.1:5060 sent with REGISTER for the realm \"pbx\" were "
                   "refused with 401 nonce has changed: they were made from the newest challenge, 17.0 s "
                   "old then, and the same realm challenged again.\n"));
}

void TransactionRulesTest::whoChallengedDecidesTheSection()
{
    const QByteArray user = "alice -> bob REGISTER 1\n" + challenge + credentials +
                            "bob -> alice 401 2 header=WWW-Authenticate:Digest_realm=\"pbx\",_nonce=\"n2\"\n";
    const QByteArray proxy = QByteArray(user)
                                 .replace("401", "407")
                                 .replace("WWW-Authenticate", "Proxy-Authenticate")
                                 .replace("Authorization", "Proxy-Authorization");
    const auto referenceOf = [](const QByteArray& script) {
        const tests::support::ScriptStory told{script.toStdString()};
        const auto findings = core::finding::findingsOf(told.story);
        return findings.size() == 1 ? QByteArray::fromStdString(std::string{findings[0].reference})
                                    : QByteArray{};
    };
    QCOMPARE(referenceOf(user), QByteArray("RFC 3261 section 22.2"));
    QCOMPARE(referenceOf(proxy), QByteArray("RFC 3261 section 22.3"));
}

QTEST_GUILESS_MAIN(TransactionRulesTest)
#include "tst_transaction_rules.moc"
