// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sip/recogniser.h"

#include "core/base/ascii.h"
#include "core/sip/message.h"
#include "tests/core/sip/text.h"

using namespace core::sip;

class RecogniserTest : public QObject {
    Q_OBJECT

private slots:
    void likeness_data();
    void likeness();
};

void RecogniserTest::likeness_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<int>("expected");
    const auto row = [](const char* name, const QByteArray& payload, Likeness expected) {
        QTest::newRow(name) << payload << static_cast<int>(expected);
    };
    using enum Likeness;
    row("request", "INVITE sip:bob@example.com SIP/2.0\r\n", Sip);
    row("response", "SIP/2.0 200 OK\r\n", Sip);
    row("unknown method", "!odd-Method0_*+`.%'~ sip:x@y SIP/2.0\r\n", Sip);
    row("unknown scheme", "OPTIONS soap.beep://192.0.2.103:3002 SIP/2.0\r\n", Sip);
    row("other version", "OPTIONS sip:x@y SIP/7.0\r\n", Sip);
    row("small letters", "invite sip:x@y sip/2.0\r\n", Sip);
    row("LF only", "BYE sip:x@y SIP/2.0\n", Sip);
    row("several spaces", "INVITE  sip:x@y  SIP/2.0\r\n", Sip);
    row("spaces at the end", "OPTIONS sip:x@y SIP/2.0  \r\n", Sip);
    row("space in the URI", "INVITE sip:x@y; lr SIP/2.0\r\n", Sip);
    row("no space before the URI", "INVITEsip:x@y SIP/2.0\r\n", Sip);
    row("no URI", "INVITE SIP/2.0\r\n", Sip);
    row("no version", "INVITE sip:alan@jasomi.com\r\nTo: x\r\n", Sip);
    row("cut off within the URI", "REGISTER sips:exam", Sip);
    row("cut off after tel:", "INVITE tel:", Sip);
    row("no reason", "SIP/2.0 100 \r\n", Sip);
    row("no space after the code", "SIP/2.0 100\r\n", Sip);
    row("huge code", "SIP/2.0 4294967301 x\r\n", Sip);
    row("empty lines first", "\r\n\r\n\r\nBYE sip:x@y SIP/2.0\r\n", Sip);
    row("NUL and spaces first", QByteArray("\0\0 \r\n", 5) + "BYE sip:x@y SIP/2.0\r\n", Sip);
    row("letters first", "DBREGISTER sip:1.1.1.1:5060 SIP/2.0\r\nExpires: 3600\r\n\r\n", Sip);
    row("binary garbage first", QByteArray("\x01\xFF\x00\x90", 4) + "INVITE sip:x@y SIP/2.0\r\n", Sip);
    row("garbage line first", "junk\r\nSIP/2.0 200 OK\r\n", Sip);

    row("CRLF", "\r\n", KeepAlive);
    row("double CRLF", "\r\n\r\n", KeepAlive);
    row("NULs", QByteArray(4, '\0'), KeepAlive);
    row("one NUL", QByteArray(1, '\0'), KeepAlive);
    row("spaces", "    ", KeepAlive);
    row("jaK", "jaK", KeepAlive);
    row("jaK and NUL", QByteArray("jaK\0", 4), KeepAlive);

    row("nothing", "", NotSip);
    row("HTTP", "GET / HTTP/1.1\r\nHost: x\r\n", NotSip);
    row("HTTP response", "HTTP/1.1 200 OK\r\n", NotSip);
    row("HTTP with a known method", "OPTIONS sip:x@y HTTP/1.1\r\n", NotSip);
    row("RTSP", "OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n", NotSip);
    row("RTSP response", "RTSP/1.0 200 OK\r\n", NotSip);
    row("SSDP notify", "NOTIFY * HTTP/1.1\r\n", NotSip);
    row("SSDP search", "M-SEARCH * HTTP/1.1\r\n", NotSip);
    row("MGCP", "RQNT 1201 aaln/1@rgw-2567.whatever.net MGCP 1.0\r\n", NotSip);
    row("MSRP", "MSRP a786hjs2 SEND\r\nTo-Path: msrp://x\r\n", NotSip);
    row("SMTP", "220 mail.example.com ESMTP\r\n", NotSip);
    row("prose", "INVITE me to the party\r\n", NotSip);
    row("Via line of a torn message", "Via: SIP/2.0/UDP 192.0.2.1\r\nTo: x\r\n", NotSip);
    row("body of a torn message", "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\n", NotSip);
    row("RTP", QByteArray("\x80\x08\x12\x34", 4) + QByteArray(160, '\x55'), NotSip);
    row("DNS",
        QByteArray("\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x03sip\x07"
                   "example\x03"
                   "com\x00",
                   28),
        NotSip);
    row("STUN", QByteArray("\x00\x01\x00\x00\x21\x12\xA4\x42", 8) + QByteArray(12, 'S'), NotSip);
    row("TLS", QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xFC\x03\x03", 11), NotSip);
    row("HEP3", QByteArray("HEP3\0\x60\0\0", 8) + "INVITE sip:x@y SIP/2.0\r\n", NotSip);
    row("syslog", "<30>Nov 11 10:00:00 proxy: INVITE sip:x@y SIP/2.0\r\n", NotSip);
    row("tunnelled packet", QByteArray(28, '\x45') + '\xFF' + "INVITE sip:x@y SIP/2.0\r\n", NotSip);
    row("method alone", "INVITE", NotSip);
    row("method and space", "INVITE ", NotSip);
    row("four other bytes", "abcd", NotSip);
}

void RecogniserTest::likeness()
{
    QFETCH(QByteArray, payload);
    QFETCH(int, expected);
    QCOMPARE(static_cast<int>(core::sip::likeness(core::base::asBytes(viewOf(payload)))), expected);
    Message message; // the parser takes what the recogniser takes
    QCOMPARE(message.parse(core::base::asBytes(viewOf(payload))),
             expected == static_cast<int>(Likeness::Sip));
}

QTEST_GUILESS_MAIN(RecogniserTest)
#include "tst_recogniser.moc"
