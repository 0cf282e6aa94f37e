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

QTEST_GUILESS_MAIN(MessageTest)
#include "tst_message.moc"
