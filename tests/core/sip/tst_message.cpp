// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sip/message.h"

#include "core/base/ascii.h"
#include "tests/core/sip/text.h"

using namespace core::sip;

namespace {

const QByteArray invite = "INVITE sip:bob@biloxi.example.com;transport=tcp SIP/2.0\r\n"
                          "Via: SIP/2.0/UDP pc33.atlanta.example.com:5060;branch=z9hG4bK776asdhds, "
                          "SIP/2.0/TCP a.example.com;branch=z9hG4bKsecond\r\n"
                          "Via: SIP/2.0/UDP b.example.com;branch=z9hG4bKthird\r\n"
                          "Max-Forwards: 70\r\n"
                          "To: Bob <sip:bob@biloxi.example.com>\r\n"
                          "From: \"Alice <x>\" <sip:alice@[2001:db8::1]:5070;user=phone>;tag=1928301774\r\n"
                          "Call-ID: a84b4c76e66710@pc33.atlanta.example.com\r\n"
                          "CSeq: 314159 INVITE\r\n"
                          "Contact: <sip:alice@pc33.atlanta.example.com>\r\n"
                          "X-Own: first\r\n"
                          "x-own: second\r\n"
                          "User-Agent: Softphone/1.0\r\n"
                          "Content-Type: application/sdp\r\n"
                          "Content-Length: 43\r\n"
                          "\r\n"
                          "v=0\r\no=a 1 1 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\n";

/// Parses or fails the test; the bytes must outlive the message.
Message parsed(const QByteArray& text, Framing framing = Framing::Datagram)
{
    Message message;
    if (!message.parse(core::base::asBytes(viewOf(text)), framing))
        qFatal("not recognised as SIP: %s", text.constData());
    return message;
}

} // namespace

class MessageTest : public QObject {
    Q_OBJECT

private slots:
    void requestIsReadInFull();
    void responseIsReadInFull();
    void defects_data();
    void defects();
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

void MessageTest::defects_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("defects");
    QTest::addColumn<bool>("isInvalid");
    // Each row replaces one piece of a sound request.
    const auto row = [](const char* name, const char* from, const QByteArray& to, const char* defects,
                        bool isInvalid = true) {
        QTest::newRow(name) << QByteArray(from) << to << QString(defects) << isInvalid;
    };
    const char* uri = "sip:bob@biloxi.example.com;transport=tcp SIP/2.0";
    row("nothing", "Alice", "Alice", "", false);
    // RFC 4475 section 3.1.2 in small
    row("empty parameters in Via", ":5060;branch=z9hG4bK776asdhds", ";;,;,,",
        "via-malformed branch-without-cookie");
    row("Content-Length too large", "Content-Length: 43", "Content-Length: 9999", "content-length-too-large");
    row("Content-Length negative", "Content-Length: 43", "Content-Length: -999", "content-length-malformed");
    row("Content-Length no number", "Content-Length: 43", "Content-Length: 4 3", "content-length-malformed");
    row("CSeq beyond 2^31", "CSeq: 314159", "CSeq: 36893488147419103232", "cseq-malformed");
    row("CSeq just beyond 2^31", "CSeq: 314159", "CSeq: 2147483648", "cseq-malformed");
    row("CSeq without method", "CSeq: 314159 INVITE", "CSeq: 314159", "cseq-malformed");
    row("Max-Forwards 300", "Max-Forwards: 70", "Max-Forwards: 300", "max-forwards-malformed");
    row("Expires too large", "X-Own: first", "Expires: 10000000000000", "expires-malformed");
    row("Contact expires too large", "<sip:alice@pc33.atlanta.example.com>",
        "<sip:alice@pc33.atlanta.example.com>;expires=280297596632815", "contact-malformed");
    row("open quote in To", "Bob <", "\"Bob <", "to-malformed");
    row("brackets around the request URI", uri, "<sip:bob@biloxi.example.com> SIP/2.0",
        "request-uri-malformed");
    row("space in the request URI", uri, "sip:bob@biloxi.example.com; lr SIP/2.0", "request-uri-malformed");
    row("spaces in the start line", uri, " sip:bob@biloxi.example.com  SIP/2.0", "start-line-malformed");
    row("space at the end of the start line", uri, "sip:bob@biloxi.example.com SIP/2.0  ",
        "start-line-malformed");
    row("headers in the request URI", uri, "sip:b@c?Route=%3Csip:example.com%3E SIP/2.0",
        "request-uri-malformed");
    row("IPv6 without brackets", uri, "sip:2001:db8::10 SIP/2.0", "request-uri-malformed");
    row("time zone", "X-Own: first", "Date: Fri, 01 Jan 2010 16:00:00 EST", "date-malformed");
    row("good date", "X-Own: first", "Date: Fri, 01 Jan 2010 16:00:00 GMT", "", false);
    row("headers in a bare Contact", "<sip:alice@pc33.atlanta.example.com>", "sip:a@b?Route=%3Csip:c%3E",
        "contact-malformed");
    row("second Contact is wrong", "<sip:alice@pc33.atlanta.example.com>", "<sip:a@b>, <sip:c",
        "contact-malformed");
    row("star", "<sip:alice@pc33.atlanta.example.com>", "*", "", false);
    row("spaces within brackets", "Bob <sip:bob@biloxi.example.com>", "\"W, T\" < sip:t.watson@example.org >",
        "to-malformed");
    row("comma in a bare display name", "Bob <", "Bell, Alexander <", "to-malformed");
    row("version 7", uri, "sip:bob@biloxi.example.com SIP/7.0", "version-unsupported");
    row("other method in CSeq", "314159 INVITE", "314159 OPTIONS", "cseq-method-mismatch");
    row("cookie and nothing more", "z9hG4bK776asdhds", "z9hG4bK", "branch-without-identifier");
    row("branch of RFC 2543", "z9hG4bK776asdhds", "390skdjuw", "branch-without-cookie", false);
    // RFC 3261 section 8.1.1: what each request has
    row("no Via", "Via:", "X-Via:", "via-missing");
    row("no From", "From:", "X-From:", "from-missing");
    row("no To", "To:", "X-To:", "to-missing");
    row("no Call-ID", "Call-ID:", "X-ID:", "call-id-missing");
    row("no CSeq", "CSeq:", "X-CSeq:", "cseq-missing");
    row("no Max-Forwards", "Max-Forwards:", "X-Max:", "max-forwards-missing", false);
    row("no tag", ";tag=1928301774", "", "from-tag-missing", false);
    row("empty Call-ID", "a84b4c76e66710@pc33.atlanta.example.com", "", "call-id-malformed");
    row("space in Call-ID", "a84b4c76e66710@pc33", "a84b 4c@pc33", "call-id-malformed");
    // headers
    row("second From", "X-Own: first", "f: <sip:c@d>;tag=2", "single-header-repeated");
    row("second Content-Length", "X-Own: first", "Content-Length: 43", "single-header-repeated");
    row("line without colon", "X-Own: first", "X-Own first", "header-malformed");
    row("no name", "X-Own: first", ": first", "header-malformed");
    row("space in the name", "X-Own: first", "X Own: first", "header-malformed");
    row("space before the colon", "X-Own: first", "X-Own \t : first", "", false);
    row("no Content-Type", "Content-Type: application/sdp", "X-Type: a", "content-type-missing");
    row("Content-Type without subtype", "Content-Type: application/sdp", "Content-Type: sdp",
        "header-malformed");
    row("Latin-1", "Softphone", "Telefonanlage M\xFCnchen", "not-utf-8", false);
    row("overlong UTF-8", "Softphone", "a\xC0\xAF", "not-utf-8", false);
    row("UTF-8", "Softphone", "\xE2\x82\xAC\xF0\x9F\x93\x9E", "", false);
    row("route without brackets", "X-Own: first", "Route: sip:a@b;lr", "header-malformed");
    row("route", "X-Own: first", "Route: <sip:a@b;lr>, <sip:c;lr>;x=y", "", false);
    row("Digest", "X-Own: first", "Authorization: Digest username=\"a\", realm=\"b, c\", nc=00000001", "",
        false);
    row("Digest broken", "X-Own: first", "Authorization: Digest username=\"a, realm=b",
        "authorization-malformed");
    row("Digest empty", "X-Own: first", "Proxy-Authorization: Digest", "authorization-malformed");
    row("other scheme", "X-Own: first", "Authorization: NoOneKnowsThisScheme opaque-data=here", "", false);
    row("Warning code", "X-Own: first", "Warning: 1812 overture \"In Progress\"", "header-malformed");
    row("Warning", "X-Own: first", "Warning: 307 isi.edu \"Session parameter 'foo' not understood\"", "",
        false);
    row("Retry-After", "X-Own: first", "Retry-After: 18000 (in a meeting);duration=3600", "", false);
    row("Retry-After too large", "X-Own: first", "Retry-After: 949302838503028349304023988",
        "header-malformed");
    row("broken session description", "s=-\r\n", "s -\r\n", "sdp-malformed");
}

void MessageTest::defects()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(bool, isInvalid);
    QByteArray text = invite;
    QVERIFY(text.contains(from));
    text.replace(from, to);
    const Message message = parsed(text);
    QTEST(namesOf(message.defects()), "defects");
    QCOMPARE(message.defects().isInvalid(), isInvalid);
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
