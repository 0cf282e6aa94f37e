// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/core/finding/found.h"

// Rules that look at dialogs and what is agreed on in them: each with a call that has the fault and a near
// miss that has not. A row names all findings of its call.
class SessionRulesTest : public QObject {
    Q_OBJECT

private slots:
    void rules_data();
    void rules();
    void sentences();
    void aRefusedOfferNamesTheSectionOfItsStatus();
};

namespace {

/// A call whose offer and answer have these lines.
QByteArray call(const char* offer, const char* answer)
{
    return QByteArray("alice -> bob INVITE 1 sdp=") + offer + "\nbob -> alice 200 1 sdp=" + answer +
           "\nalice -> bob ACK 1 branch=ack\n";
}

constexpr auto oneCodec = "c=IN_IP4_192.0.2.1|m=audio_4000_RTP/AVP_8";
const QByteArray answered = "alice -> bob INVITE 1\nbob -> alice 200 1\nalice -> bob ACK 1 branch=ack\n";
const QByteArray timed =
    "alice -> bob INVITE 1\nbob -> alice 200 1 header=Session-Expires:1800;refresher=uac\n"
    "alice -> bob ACK 1 branch=ack\n";

} // namespace

void SessionRulesTest::rules_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QByteArray>("expected");

    QTest::newRow("no common codec") << call(oneCodec, "c=IN_IP4_192.0.2.2|m=audio_4000_RTP/AVP_0")
                                     << QByteArray("no-common-codec 1 2");
    QTest::newRow("no common codec: a number may change with its name")
        << call("c=IN_IP4_192.0.2.1|m=audio_4000_RTP/AVP_96|a=rtpmap:96_opus/48000/2",
                "c=IN_IP4_192.0.2.2|m=audio_4000_RTP/AVP_111|a=rtpmap:111_OPUS/48000/2")
        << QByteArray();
    QTest::newRow("no common codec: DTMF alone is none of the voice codecs, and was asked for")
        << call("c=IN_IP4_192.0.2.1|m=audio_4000_RTP/AVP_8_101|a=rtpmap:101_telephone-event/8000",
                "c=IN_IP4_192.0.2.2|m=audio_4000_RTP/AVP_8")
        << QByteArray();
    QTest::newRow("no common codec: the answer does not repeat what its number means")
        << call("c=IN_IP4_192.0.2.1|m=audio_4000_RTP/AVP_97|a=rtpmap:97_iLBC/8000",
                "c=IN_IP4_192.0.2.2|m=audio_4000_RTP/AVP_97")
        << QByteArray();
    QTest::newRow("media lines differ")
        << call("c=IN_IP4_192.0.2.1|m=audio_4000_RTP/AVP_8|m=video_4002_RTP/AVP_34", oneCodec)
        << QByteArray("media-lines-differ 1 2");
    QTest::newRow("media lines: one rejected")
        << call("c=IN_IP4_192.0.2.1|m=audio_4000_RTP/AVP_8|m=video_4002_RTP/AVP_34",
                "c=IN_IP4_192.0.2.2|m=audio_4000_RTP/AVP_8|m=video_0_RTP/AVP_34")
        << QByteArray();
    QTest::newRow("all media rejected")
        << call(oneCodec, "c=IN_IP4_192.0.2.2|m=audio_0_RTP/AVP_8") << QByteArray("all-media-rejected 1 2");
    QTest::newRow("direction") << call("c=IN_IP4_192.0.2.1|m=audio_4000_RTP/AVP_8|a=sendonly",
                                       "c=IN_IP4_192.0.2.2|m=audio_4000_RTP/AVP_8|a=sendonly")
                               << QByteArray("media-direction 1 2");
    QTest::newRow("direction: as it should be")
        << call("c=IN_IP4_192.0.2.1|m=audio_4000_RTP/AVP_8|a=sendonly",
                "c=IN_IP4_192.0.2.2|m=audio_4000_RTP/AVP_8|a=recvonly")
        << QByteArray();
    QTest::newRow("answer missing") << QByteArray("alice -> bob INVITE 1 sdp=offer\nbob -> alice 200 1\n"
                                                  "alice -> bob ACK 1 branch=ack\n")
                                    << QByteArray("answer-missing 1 2");
    QTest::newRow("answer missing in ACK")
        << QByteArray("alice -> bob INVITE 1\nbob -> alice 200 1 sdp=offer\nalice -> bob ACK 1 branch=ack\n")
        << QByteArray("answer-missing 2 3");
    QTest::newRow("answer missing: it came early")
        << QByteArray("alice -> bob INVITE 1 sdp=offer\nbob -> alice 183 1 sdp=answer\nbob -> alice 200 1\n"
                      "alice -> bob ACK 1 branch=ack\n")
        << QByteArray();
    QTest::newRow("answer missing: nothing was offered") << answered << QByteArray();
    QTest::newRow("offer refused") << QByteArray("alice -> bob INVITE 1 sdp=offer\nbob -> alice 488 1 "
                                                 "reason=Not_Acceptable_Here\nalice -> bob ACK 1\n")
                                   << QByteArray("offer-refused 1 2");
    QTest::newRow("offer refused: busy is something else")
        << QByteArray("alice -> bob INVITE 1 sdp=offer\nbob -> alice 486 1\nalice -> bob ACK 1\n")
        << QByteArray();

    QTest::newRow("zero address") << call(oneCodec, "c=IN_IP4_0.0.0.0|m=audio_4000_RTP/AVP_8")
                                  << QByteArray("zero-media-address 1 2");
    QTest::newRow("zero address: answers a hold")
        << call("c=IN_IP4_0.0.0.0|m=audio_4000_RTP/AVP_8", "c=IN_IP4_0.0.0.0|m=audio_4000_RTP/AVP_8")
        << QByteArray();

    const QByteArray lostAck =
        "alice -> bob INVITE 1\nbob -> alice 200 1 at=1\nbob -> alice 200 1 resend at=1.5\n"
        "bob -> alice 200 1 resend at=2.5\nbob -> alice 200 1 resend at=4.5\nbob -> alice 200 1 resend "
        "at=8.5\n"
        "bob -> alice 200 1 resend at=12.5\nbob -> alice 200 1 resend at=16.5\nbob -> alice 200 1 resend "
        "at=20.5\nbob -> alice 200 1 resend at=24.5\nbob -> alice 200 1 resend at=28.5\n"
        "bob -> alice 200 1 resend at=32.5\n";
    QTest::newRow("dropped without ACK") << lostAck + "bob -> alice BYE 1 at=33\nalice -> bob 200 1 BYE\n"
                                         << QByteArray("ack-missing 1 2 3 4 5 6 7 8 9 10 11 12, "
                                                       "dropped-without-ack 2 3 4 5 6 7 8 9 10 11 12 13");
    QTest::newRow("dropped without ACK: somebody hung up after half a minute")
        << answered + "bob -> alice BYE 1 at=32\nalice -> bob 200 1 BYE\n"
        << QByteArray();
    QTest::newRow("session expired") << timed + "bob -> alice BYE 1 at=1768\nalice -> bob 200 1 BYE\n"
                                     << QByteArray("session-expired 2 4");
    QTest::newRow("session expired at its very end")
        << timed + "alice -> bob BYE 2 at=1800\nbob -> alice 200 2 BYE\n"
        << QByteArray("session-expired 2 4");
    QTest::newRow("session expired: it was refreshed")
        << timed + "alice -> bob UPDATE 2 at=900\nbob -> alice 200 2 UPDATE "
                   "header=Session-Expires:1800;refresher=uac\n"
                   "bob -> alice BYE 1 at=1768\nalice -> bob 200 1 BYE\n"
        << QByteArray();
    QTest::newRow("session expired: hung up before") << timed + "bob -> alice BYE 1 at=1700\n"
                                                     << QByteArray();
    QTest::newRow("session expired: who refreshes does not wait for it")
        << timed + "alice -> bob BYE 2 at=1768\n"
        << QByteArray();

    QTest::newRow("CSeq falls")
        << answered +
               "alice -> bob INFO 9 at=5\nbob -> alice 200 9\nalice -> bob BYE 3 at=10\nbob -> alice 200 "
               "3 BYE\n"
        << QByteArray("cseq-falls 4 6");
    QTest::newRow("CSeq falls behind that of the INVITE")
        << QByteArray(
               "alice -> bob INVITE 5\nbob -> alice 200 5\nalice -> bob ACK 5 branch=ack\n"
               "bob -> alice INFO 1\nalice -> bob 200 1 INFO\nalice -> bob BYE 3\nbob -> alice 200 3 BYE\n")
        << QByteArray("cseq-falls 1 6");
    QTest::newRow("CSeq falls: a BYE with that of the INVITE")
        << answered + "alice -> bob BYE 1 +5\nbob -> alice 200 1 BYE\n"
        << QByteArray("cseq-falls 1 4");
    QTest::newRow("CSeq falls: straight to who answered, past the proxy")
        << QByteArray("alice -> proxy INVITE 5\nproxy -> bob INVITE 5 max-forwards=69\nbob -> proxy 200 "
                      "5\nproxy -> alice 200 5\n"
                      "alice -> bob ACK 5 branch=ack\nalice -> bob BYE 4 branch=bye\nbob -> alice 200 4 BYE "
                      "branch=bye\n")
        << QByteArray("cseq-falls 1 6");
    QTest::newRow("CSeq falls: each side counts for itself, and ACK and CANCEL have that of the INVITE")
        << QByteArray(
               "alice -> bob INVITE 50\nbob -> alice 180 50\nalice -> bob CANCEL 50\n"
               "bob -> alice 200 50 CANCEL\nbob -> alice 200 50 INVITE\nalice -> bob ACK 50 branch=ack\n"
               "bob -> alice BYE 1\nalice -> bob 200 1 BYE\n")
        << QByteArray("cancel-too-late 3 5");
    QTest::newRow(
        "CSeq falls: the INVITE was sent again with credentials, and the number behind the first one")
        << QByteArray("alice -> bob INVITE 1\nbob -> alice 401 1\nalice -> bob ACK 1\n"
                      "alice -> bob INVITE 7 header=Authorization:Digest_username=\"a\"\nbob -> alice 200 7\n"
                      "alice -> bob ACK 7 branch=ack\nalice -> bob BYE 8\nbob -> alice 200 8 BYE\n")
        << QByteArray();
    QTest::newRow(
        "CSeq falls: somebody between two hops counts anew, and the INVITE of this one was not captured")
        << QByteArray("alice -> pbx INVITE 50\npbx -> alice 200 50\nalice -> pbx ACK 50 branch=ack\n"
                      "pbx -> bob BYE 2 branch=bye from-tag=from-alice to-tag=to-bob\n")
        << QByteArray();
    QTest::newRow("CSeq falls: overtaken on the way")
        << answered + "alice -> bob INFO 9 at=5\nalice -> bob INFO 8 at=5.01\n"
        << QByteArray();
    QTest::newRow("CSeq falls: each side counts for itself")
        << answered +
               "alice -> bob INFO 9 at=5\nbob -> alice 200 9\nbob -> alice BYE 1 at=10\nalice -> bob 200 "
               "1 BYE\n"
        << QByteArray();
    QTest::newRow("branch reused")
        << QByteArray("alice -> bob OPTIONS 1 branch=same\nbob -> alice 200 1\nalice -> bob OPTIONS 2 "
                      "branch=same at=9\nbob -> alice 200 2\n")
        << QByteArray("branch-reused 1 3");
    QTest::newRow("branch reused: RFC 2543 may")
        << QByteArray(
               "alice -> bob OPTIONS 1 branch=same cookie=no\nbob -> alice 200 1\nalice -> bob OPTIONS 2 "
               "branch=same cookie=no at=9\nbob -> alice 200 2\n")
        << QByteArray();
    QTest::newRow("ACK with the branch of its INVITE")
        << QByteArray(
               "alice -> bob INVITE 1\nbob -> alice 200 1\nalice -> bob ACK 1 branch=alice-bob-1INVITE\n")
        << QByteArray("ack-branch 1 2 3");
    QTest::newRow("ACK to a refusal has it")
        << QByteArray("alice -> bob INVITE 1\nbob -> alice 486 1\nalice -> bob ACK 1\n") << QByteArray();
    QTest::newRow("To tag missing") << QByteArray("alice -> bob OPTIONS 1\nbob -> alice 200 1 to-tag=-\n")
                                    << QByteArray("to-tag-missing 2");
    QTest::newRow("To tag missing in what may have been 100")
        << QByteArray("alice -> bob INVITE 1\nbob -> alice 099 1 to-tag=- reason=Trying\n")
        << QByteArray("malformed 2");
    QTest::newRow("tag changed") << answered + "alice -> bob INFO 2\nbob -> alice 200 2 INFO other-tag=x\n"
                                 << QByteArray("tag-changed 4 5");
    QTest::newRow("tag changed: it stays as it is")
        << answered + "alice -> bob INFO 2\nbob -> alice 200 2 INFO other-tag=to-bob\n"
        << QByteArray();
    QTest::newRow("tag changed: each branch of a fork has its own")
        << QByteArray("alice -> bob INVITE 1\nbob -> alice 180 1\nbob -> alice 180 1 other-tag=x\n")
        << QByteArray();
    QTest::newRow("To tag missing in 100")
        << QByteArray("alice -> bob INVITE 1\nbob -> alice 100 1 to-tag=-\n") << QByteArray();
}

void SessionRulesTest::rules()
{
    QFETCH(QByteArray, script);
    QFETCH(QByteArray, expected);
    QCOMPARE(found(script.toStdString()), expected);
}

void SessionRulesTest::sentences()
{
    QCOMPARE(
        said(call(oneCodec, "c=IN_IP4_192.0.2.2|m=audio_4000_RTP/AVP_0_18").toStdString()),
        QByteArray("The answer in 200 OK from 192.0.2.2:5060 has none of the codecs that were offered for "
                   "audio: offered pcma/8000, answered pcmu/8000 g729/8000.\n"));
    QCOMPARE(said((timed + "bob -> alice BYE 1 at=1768\n").toStdString()),
             QByteArray("192.0.2.2:5060 ended the call 1768.0 s after the session was last refreshed; the "
                        "session interval is 1800 s, and nobody had refreshed it.\n"));
}

void SessionRulesTest::aRefusedOfferNamesTheSectionOfItsStatus()
{
    const auto referenceOf = [](const QByteArray& status) {
        const QByteArray script = "alice -> bob INVITE 1 sdp=offer\nbob -> alice " + status +
                                  " 1 reason=Not_Acceptable\nalice -> bob ACK 1\n";
        const tests::support::ScriptStory told{script.toStdString()};
        const auto findings = core::finding::findingsOf(told.story);
        return findings.size() == 1 ? QByteArray::fromStdString(std::string{findings[0].reference})
                                    : QByteArray{};
    };
    QCOMPARE(referenceOf("488"), QByteArray("RFC 3261 section 21.4.26"));
    QCOMPARE(referenceOf("606"), QByteArray("RFC 3261 section 21.6.4"));
}

QTEST_GUILESS_MAIN(SessionRulesTest)
#include "tst_session_rules.moc"
