// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sip/message.h"

#include "tests/core/sip/sample_message.h"

using namespace core::sip;

class MessageTest : public QObject {
    Q_OBJECT

private slots:
    void requestIsReadInFull();
    void responseIsReadInFull();
    void foldsAndCompactForms();
    void bodyEndsWithTheDatagramWithoutContentLength();
    void trailingMessageIsLeftForTheCaller();
    void garbageBeforeTheStartLine();
    void sdpIsFoundInMultipart_data();
    void sdpIsFoundInMultipart();
    void statusAndReason_data();
    void statusAndReason();
    void lineEndsWithoutCarriageReturn();
    void streamFramingBlamesTheCaptureForWhatIsMissing();
    void refusedBytesLeaveTheMessageEmpty();
    void headersAreBounded();
    void everyPrefixOfAMessageIsParsed();
    void reuseAllocatesNothingAndForgetsTheOldMessage();
    void unfolding_data();
    void unfolding();
};

void MessageTest::requestIsReadInFull()
{
    const Message message = parsed(invite);
    QCOMPARE(namesOf(message.defects()), QString());
    QVERIFY(message.isRequest());
    QCOMPARE(shown(message.method()), QStringLiteral("INVITE"));
    QCOMPARE(shown(message.requestUri()), QStringLiteral("sip:bob@biloxi.example.com;transport=tcp"));
    QCOMPARE(shown(message.version()), QStringLiteral("SIP/2.0"));
    QCOMPARE(message.status(), 0U);
    QCOMPARE(message.headers().size(), std::size_t{13});
    QCOMPARE(shown(message.callId()), QStringLiteral("a84b4c76e66710@pc33.atlanta.example.com"));
    QCOMPARE(message.cseq().number, 314159U);
    QCOMPARE(shown(message.cseq().method), QStringLiteral("INVITE"));
    QCOMPARE(shown(message.fromUser()), QStringLiteral("alice"));
    QCOMPARE(shown(message.fromHost()), QStringLiteral("2001:db8::1"));
    QCOMPARE(shown(message.fromTag()), QStringLiteral("1928301774"));
    QCOMPARE(shown(message.toUser()), QStringLiteral("bob"));
    QCOMPARE(shown(message.toHost()), QStringLiteral("biloxi.example.com"));
    QCOMPARE(shown(message.toTag()), QString());
    QCOMPARE(shown(message.topVia()),
             QStringLiteral("SIP/2.0/UDP pc33.atlanta.example.com:5060;branch=z9hG4bK776asdhds"));
    QCOMPARE(shown(message.branch()), QStringLiteral("z9hG4bK776asdhds"));
    QCOMPARE(shown(message.userAgent()), QStringLiteral("Softphone/1.0"));
    QCOMPARE(shown(message.header("X-OWN")), QStringLiteral("first"));
    QCOMPARE(shown(message.header("m")), QStringLiteral("<sip:alice@pc33.atlanta.example.com>"));
    QCOMPARE(message.body().size(), std::size_t{43});
    QVERIFY(message.hasSdp());
    QCOMPARE(message.size(), static_cast<std::size_t>(invite.size()));
}

void MessageTest::responseIsReadInFull()
{
    const QByteArray text = "SIP/2.0 200 OK\r\n"
                            "Via: SIP/2.0/UDP pc33.example.com;branch=z9hG4bKnashds8\r\n"
                            "From: <tel:+1-201-555-0123;phone-context=example.com>;tag=9\r\n"
                            "To: sip:bob@example.com;tag=8321234356\r\n"
                            "i: 843817637684230@998sdasdh09\r\n"
                            "CSeq: 1826 REGISTER\r\n"
                            "Server: Registrar\r\n"
                            "l: 0\r\n\r\n";
    const Message message = parsed(text);
    QCOMPARE(namesOf(message.defects()), QString());
    QVERIFY(!message.isRequest());
    QCOMPARE(message.status(), 200U);
    QCOMPARE(shown(message.reason()), QStringLiteral("OK"));
    QVERIFY(message.method().empty());
    QCOMPARE(shown(message.fromUser()), QStringLiteral("+1-201-555-0123"));
    QVERIFY(message.fromHost().empty());
    QCOMPARE(shown(message.toTag()), QStringLiteral("8321234356"));
    QCOMPARE(shown(message.callId()), QStringLiteral("843817637684230@998sdasdh09"));
    QCOMPARE(shown(message.userAgent()), QStringLiteral("Registrar"));
    QVERIFY(message.body().empty() && !message.hasSdp());
}

void MessageTest::foldsAndCompactForms()
{
    // RFC 4475 section 3.1.1.1 in small
    const QByteArray text =
        "OPTIONS sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0\r\n"
        "TO :\r\n sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n\r\n"
        "f   : \"J Rosenberg \\\\\\\"\"       <sip:jdrosen@example.com>\r\n  ;\r\n  tag = 98asjd8\r\n"
        "MaX-fOrWaRdS: 0068\r\n"
        "i: wsinv.ndaksdj@192.0.2.1\r\n"
        "l   : 0\r\n"
        "cseq: 0009\r\n  OPTIONS\r\n"
        "s :\r\n"
        "NewFangledHeader:   newfangled value\r\n continued newfangled value\r\n"
        "v:  SIP  / 2.0  / TCP     spindle.example.com   ;\r\n  branch  =   z9hG4bK9ikj8  ,\r\n"
        " SIP  /    2.0   / UDP  192.168.255.111   ; branch=\r\n z9hG4bK30239\r\n\r\n";
    const Message message = parsed(text);
    QCOMPARE(namesOf(message.defects()), QString());
    QCOMPARE(shown(message.toTag()), QStringLiteral("1918181833n"));
    QCOMPARE(shown(message.toUser()), QStringLiteral("vivekg"));
    QCOMPARE(shown(message.fromTag()), QStringLiteral("98asjd8"));
    QCOMPARE(shown(message.fromHost()), QStringLiteral("example.com"));
    QCOMPARE(message.cseq().number, 9U);
    QCOMPARE(shown(message.branch()), QStringLiteral("z9hG4bK9ikj8"));
    QVERIFY(message.hasHeader(HeaderName::Subject));
    QVERIFY(message.header(HeaderName::Subject).empty());
    const HeaderField& folded = message.headers()[7];
    QVERIFY(folded.isFolded);
    QCOMPARE(QString::fromStdString(unfolded(message.valueOf(folded))),
             QStringLiteral("newfangled value continued newfangled value"));
}

void MessageTest::bodyEndsWithTheDatagramWithoutContentLength()
{
    QByteArray text = invite;
    text.replace("Content-Length: 43\r\n", "");
    QCOMPARE(parsed(text).body().size(), std::size_t{43});
    QCOMPARE(namesOf(parsed(text).defects()), QString());
    QCOMPARE(namesOf(parsed(text, Framing::Stream).defects()), QStringLiteral("content-length-missing"));
}

void MessageTest::trailingMessageIsLeftForTheCaller()
{
    // RFC 4475 section 3.1.1.8
    const QByteArray second = "\r\nBYE sip:a@b SIP/2.0\r\n\r\n";
    const QByteArray text = invite + second;
    const Message message = parsed(text);
    QCOMPARE(namesOf(message.defects()), QStringLiteral("multiple-messages-in-datagram"));
    QCOMPARE(message.size(), static_cast<std::size_t>(invite.size()));
    QCOMPARE(message.body().size(), std::size_t{43});

    const QByteArray padded = invite + "padding";
    QCOMPARE(namesOf(parsed(padded).defects()), QStringLiteral("body-longer-than-content-length"));
    QCOMPARE(parsed(padded).size(), static_cast<std::size_t>(padded.size()));
    QCOMPARE(parsed(padded).body().size(), std::size_t{43});
}

void MessageTest::garbageBeforeTheStartLine()
{
    const QByteArray emptyLines = "\r\n\r\n" + invite;
    QCOMPARE(namesOf(parsed(emptyLines).defects()), QString());
    for (const QByteArray& garbage : {QByteArray(2, '\0'), QByteArray("\xFF\x01"), QByteArray("x\r\n")}) {
        const QByteArray text = garbage + invite;
        const Message message = parsed(text);
        QCOMPARE(namesOf(message.defects()), QStringLiteral("leading-garbage"));
        QCOMPARE(shown(message.method()), QStringLiteral("INVITE"));
        QCOMPARE(shown(message.callId()), QStringLiteral("a84b4c76e66710@pc33.atlanta.example.com"));
    }
    const QByteArray letters = "DB" + invite;
    QCOMPARE(shown(parsed(letters).method()), QStringLiteral("INVITE"));
    QCOMPARE(namesOf(parsed(letters).defects()), QStringLiteral("leading-garbage"));
    QByteArray newMethod = "RE" + invite; // a method of its own: CSeq has it too
    newMethod.replace("314159 INVITE", "314159 REINVITE");
    QCOMPARE(shown(parsed(newMethod).method()), QStringLiteral("REINVITE"));
    QCOMPARE(namesOf(parsed(newMethod).defects()), QString());
}

void MessageTest::sdpIsFoundInMultipart_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("sdp");
    const QByteArray sdp = "v=0\r\ns=-";
    QTest::newRow("plain") << QByteArray("application/sdp") << sdp << sdp;
    QTest::newRow("any case, parameter") << QByteArray("Application/SDP;charset=utf-8") << sdp << sdp;
    QTest::newRow("other type") << QByteArray("text/plain") << sdp << QByteArray();
    QTest::newRow("second part")
        << QByteArray("multipart/mixed;boundary=\"b 1\"")
        << "--b 1\r\nContent-Type: application/isup\r\n\r\n\x01\x02\r\n--b 1\r\nc: application/sdp\r\n\r\n" +
               sdp + "\r\n--b 1--\r\n"
        << sdp;
    QTest::newRow("preamble, LF only") << QByteArray("multipart/mixed; boundary=b")
                                       << "hello\n--b\nContent-Type: application/sdp\n\n" + sdp + "\n--b--\n"
                                       << sdp;
    QTest::newRow("closing delimiter lost") << QByteArray("multipart/mixed;boundary=b")
                                            << "--b\r\nContent-Type: application/sdp\r\n\r\n" + sdp << sdp;
    QTest::newRow("nested")
        << QByteArray("multipart/mixed;boundary=out")
        << "--out\r\nContent-Type: multipart/alternative;\r\n boundary=in\r\n\r\n--in\r\nContent-Type: "
           "application/sdp\r\n\r\n" +
               sdp + "\r\n--in--\r\n--out--\r\n"
        << sdp;
    QTest::newRow("no boundary") << QByteArray("multipart/mixed")
                                 << "--b\r\nContent-Type: application/sdp\r\n\r\n" + sdp << QByteArray();
}

void MessageTest::sdpIsFoundInMultipart()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, sdp);
    QByteArray text = invite.left(invite.indexOf("v=0"));
    text.replace("application/sdp", type);
    text.replace("Content-Length: 43", "Content-Length: " + QByteArray::number(body.size()));
    text += body;
    const Message message = parsed(text);
    QCOMPARE(shown(message.sdpBody()), QString::fromUtf8(sdp));
    QCOMPARE(message.hasSdp(), !sdp.isEmpty());
    QCOMPARE(namesOf(message.defects()), QString());
}

void MessageTest::statusAndReason_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<unsigned>("status");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("defects");
    const auto row = [](const char* line, unsigned status, const char* reason, const char* defects = "") {
        QTest::newRow(line) << QByteArray(line) << status << QString::fromUtf8(reason) << QString(defects);
    };
    row("SIP/2.0 200 OK", 200, "OK");
    row("sip/2.0 183 Session Progress", 183, "Session Progress");
    row("SIP/2.0 100 ", 100, "");
    row("SIP/2.0 200 = 2**3 * 5**2 \xD0\xBD\xD0\xBE", 200, "= 2**3 * 5**2 \xD0\xBD\xD0\xBE");
    row("SIP/2.0 699 x", 699, "x");
    row("SIP/2.0 404", 404, "", "start-line-malformed");
    row("SIP/2.0  200 OK", 200, "OK", "start-line-malformed");
    row("SIP/2.0 200OK", 200, "OK", "start-line-malformed");
    row("SIP/2.0 OK", 0, "OK", "start-line-malformed status-code-out-of-range");
    row("SIP/2.0 99 x", 99, "x", "status-code-out-of-range");
    row("SIP/2.0 700 x", 700, "x", "status-code-out-of-range");
    row("SIP/2.0 4294967301 better not break the receiver", 65535, "better not break the receiver",
        "status-code-out-of-range");
    row("SIP/3.0 200 OK", 200, "OK", "version-unsupported");
}

void MessageTest::statusAndReason()
{
    QFETCH(QByteArray, line);
    const QByteArray text =
        line + "\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>\r\n"
               "Call-ID: 1\r\nCSeq: 1 OPTIONS\r\n\r\n";
    const Message message = parsed(text);
    QCOMPARE(message.kind(), Kind::Response);
    QTEST(message.status(), "status");
    QTEST(shown(message.reason()), "reason");
    QTEST(namesOf(message.defects()), "defects");
}

void MessageTest::lineEndsWithoutCarriageReturn()
{
    QByteArray text = invite;
    text.replace("\r\n", "\n");
    text.replace("Content-Length: 43", "Content-Length: 39");
    const Message message = parsed(text);
    QCOMPARE(namesOf(message.defects()), QStringLiteral("line-ends-without-carriage-return"));
    QCOMPARE(message.headers().size(), std::size_t{13});
    QCOMPARE(shown(message.header("X-Own")), QStringLiteral("first"));
    QVERIFY(message.hasSdp());
    QByteArray oneLine = invite;
    oneLine.replace("Max-Forwards: 70\r\n", "Max-Forwards: 70\n");
    QCOMPARE(namesOf(parsed(oneLine).defects()), QStringLiteral("line-ends-without-carriage-return"));
}

void MessageTest::streamFramingBlamesTheCaptureForWhatIsMissing()
{
    const QByteArray text = invite.left(120);
    QCOMPARE(namesOf(parsed(text, Framing::Stream).defects()), QStringLiteral("message-truncated"));
    QVERIFY(parsed(text).defects().contains(Defect::HeaderSectionUnterminated));
    QVERIFY(parsed(text).defects().contains(Defect::CallIdMissing));
}

void MessageTest::refusedBytesLeaveTheMessageEmpty()
{
    Message message = parsed(invite);
    QVERIFY(!message.parse(core::base::asBytes("GET / HTTP/1.1\r\n\r\n")));
    QVERIFY(message.bytes().empty() && message.headers().empty() && message.callId().empty());
    QVERIFY(message.method().empty() && message.body().empty() && message.defects().isEmpty());
    QVERIFY(!message.parse({}));
}

void MessageTest::headersAreBounded()
{
    QByteArray text = invite;
    text.insert(text.indexOf("X-Own"), QByteArray("X-Flood: 1\r\n").repeated(3000));
    const Message message = parsed(text);
    QVERIFY(message.defects().contains(Defect::TooManyHeaders));
    QCOMPARE(message.headers().size(), Message::maximumHeaders);
    QCOMPARE(message.body().size(), std::size_t{43}); // Content-Length behind the limit still counts
    QCOMPARE(message.size(), static_cast<std::size_t>(text.size()));
}

void MessageTest::everyPrefixOfAMessageIsParsed()
{
    Message message;
    for (qsizetype length = 0; length <= invite.size(); ++length) {
        const QByteArray prefix = invite.left(length);
        const bool isSip = message.parse(core::base::asBytes(viewOf(prefix)));
        QCOMPARE(isSip, length >= 11); // "INVITE sip:" is enough
        if (isSip && length < invite.size())
            QVERIFY(message.defects().isInvalid());
    }
}

void MessageTest::reuseAllocatesNothingAndForgetsTheOldMessage()
{
    Message message = parsed(invite);
    const HeaderField* const memory = message.headers().data();
    const QByteArray text = "SIP/2.0 200 OK\r\nCall-ID: 2\r\n\r\n";
    QVERIFY(message.parse(core::base::asBytes(viewOf(text))));
    QCOMPARE(message.headers().data(), memory);
    QCOMPARE(message.headers().size(), std::size_t{1});
    QVERIFY(message.from().empty() && message.branch().empty() && message.requestUri().empty() &&
            !message.hasSdp());
    QCOMPARE(message.cseq().number, 0U);
}

void MessageTest::unfolding_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("nothing to do") << QByteArray("a  b") << "a  b";
    QTest::newRow("one fold") << QByteArray("a\r\n b") << "a b";
    QTest::newRow("white space around") << QByteArray("a \t\r\n \t b") << "a b";
    QTest::newRow("LF only") << QByteArray("a\n\tb") << "a b";
    QTest::newRow("two folds") << QByteArray("a\r\n b\r\n  c") << "a b c";
    QTest::newRow("empty line within") << QByteArray("a\r\n \r\n b") << "a b";
}

void MessageTest::unfolding()
{
    QFETCH(QByteArray, text);
    QTEST(QString::fromStdString(unfolded(viewOf(text))), "expected");
}

QTEST_GUILESS_MAIN(MessageTest)
#include "tst_message.moc"
