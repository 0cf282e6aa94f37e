// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sip/message_parser.h"

#include "tests/core/sip/sample_message.h"

using namespace core::sip;

class MessageParserTest : public QObject {
    Q_OBJECT

private slots:
    void defects_data();
    void defects();
};

void MessageParserTest::defects_data()
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
    row("Digest", "X-Own: first", R"(Authorization: Digest username="a", realm="b, c", nc=00000001)", "",
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

void MessageParserTest::defects()
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

QTEST_GUILESS_MAIN(MessageParserTest)
#include "tst_message_parser.moc"
