// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sip/sdp.h"

#include "tests/core/sip/text.h"

using namespace core::sip;

class SdpTest : public QObject {
    Q_OBJECT

private slots:
    void sessionPartIsRead();
    void formatsHaveTheirMaps();
    void staticPayloadTypesNeedNoMap();
    void mediaTakesFromTheSessionWhatItLacks();
    void telephonyFaxAndRejectedMedia();
    void lineFeedAloneIsEnough();
    void malformed_data();
    void malformed();
    void manyFormatsAreBounded();
};

void SdpTest::sessionPartIsRead()
{
    const auto sdp = SessionDescription::parse("v=0\r\no=jdoe 3724394400 3724394405 IN IP4 198.51.100.1\r\n"
                                               "s=Call to John Smith\r\nc=IN IP4 233.252.0.1/127\r\nt=0 0\r\n"
                                               "a=ice-lite\r\nm=audio 49170 RTP/AVP 0\r\n");
    QVERIFY(!sdp.isMalformed);
    QCOMPARE(shown(sdp.originAddress), QStringLiteral("198.51.100.1"));
    QCOMPARE(shown(sdp.sessionVersion), QStringLiteral("3724394405"));
    QCOMPARE(shown(sdp.sessionName), QStringLiteral("Call to John Smith"));
    QCOMPARE(shown(sdp.connectionAddress), QStringLiteral("233.252.0.1")); // without the TTL
    QCOMPARE(sdp.attributes.size(), std::size_t{1});
    QCOMPARE(sdp.media.size(), std::size_t{1});
}

void SdpTest::formatsHaveTheirMaps()
{
    const auto sdp =
        SessionDescription::parse("v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n"
                                  "m=audio 20000/2 RTP/SAVPF 111 8 101\r\n"
                                  "a=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=1\r\n"
                                  "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\n"
                                  "a=rtpmap:99 unused/8000\r\n");
    QVERIFY(!sdp.isMalformed);
    const MediaDescription& audio = sdp.media.at(0);
    QCOMPARE(audio.port, std::uint16_t{20000});
    QCOMPARE(shown(audio.protocol), QStringLiteral("RTP/SAVPF"));
    QCOMPARE(audio.formats.size(), std::size_t{3});
    QCOMPARE(shown(audio.formats[0].encoding), QStringLiteral("opus"));
    QCOMPARE(audio.formats[0].clockRate, 48000U);
    QCOMPARE(shown(audio.formats[0].parameters), QStringLiteral("minptime=10;useinbandfec=1"));
    QCOMPARE(shown(audio.formats[1].encoding), QStringLiteral("PCMA")); // static
    QCOMPARE(shown(audio.formats[2].encoding), QStringLiteral("telephone-event"));
    QCOMPARE(shown(audio.formats[2].parameters), QStringLiteral("0-16"));
    QCOMPARE(audio.attributes.size(), std::size_t{5});
}

void SdpTest::staticPayloadTypesNeedNoMap()
{
    const auto sdp =
        SessionDescription::parse("v=0\r\nm=audio 1 RTP/AVP 0 3 9 18 13 96\r\nm=video 2 RTP/AVP 34\r\n");
    QStringList seen;
    for (const MediaFormat& format : sdp.media.at(0).formats)
        seen << shown(format.encoding) + '/' + QString::number(format.clockRate);
    QCOMPARE(seen.join(' '), QStringLiteral("PCMU/8000 GSM/8000 G722/8000 G729/8000 CN/8000 /0"));
    QCOMPARE(shown(sdp.media.at(1).formats.at(0).encoding), QStringLiteral("H263"));
    QCOMPARE(sdp.media.at(1).formats.at(0).clockRate, 90000U);
}

void SdpTest::mediaTakesFromTheSessionWhatItLacks()
{
    const auto sdp = SessionDescription::parse("v=0\r\nc=IN IP6 2001:db8::1\r\na=inactive\r\n"
                                               "m=audio 1 RTP/AVP 0\r\n"
                                               "m=audio 2 RTP/AVP 0\r\nc=IN IP4 192.0.2.9\r\na=sendonly\r\n"
                                               "m=audio 3 RTP/AVP 0\r\na=recvonly\r\n");
    QCOMPARE(shown(sdp.media.at(0).connectionAddress), QStringLiteral("2001:db8::1"));
    QCOMPARE(sdp.media.at(0).direction, Direction::Inactive);
    QCOMPARE(shown(sdp.media.at(1).connectionAddress), QStringLiteral("192.0.2.9"));
    QCOMPARE(sdp.media.at(1).direction, Direction::SendOnly);
    QCOMPARE(sdp.media.at(2).direction, Direction::ReceiveOnly);
    QCOMPARE(SessionDescription::parse("v=0\r\nm=audio 1 RTP/AVP 0\r\n").media.at(0).direction,
             Direction::SendReceive);
}

void SdpTest::telephonyFaxAndRejectedMedia()
{
    const auto sdp = SessionDescription::parse("v=0\r\nm=image 5004 udptl t38\r\nm=video 0 RTP/AVP 31\r\n");
    QVERIFY(!sdp.isMalformed);
    QCOMPARE(shown(sdp.media.at(0).media), QStringLiteral("image"));
    QCOMPARE(shown(sdp.media.at(0).formats.at(0).format), QStringLiteral("t38"));
    QVERIFY(sdp.media.at(0).formats.at(0).encoding.empty());
    QCOMPARE(sdp.media.at(1).port, std::uint16_t{0});
}

void SdpTest::lineFeedAloneIsEnough()
{
    const auto sdp = SessionDescription::parse("v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nm=audio 4000 RTP/AVP 8");
    QVERIFY(!sdp.isMalformed);
    QCOMPARE(sdp.media.at(0).port, std::uint16_t{4000});
}

void SdpTest::malformed_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("no version") << QByteArray("s=-\r\n");
    QTest::newRow("no equals sign") << QByteArray("v=0\r\nnonsense\r\n");
    QTest::newRow("unknown type") << QByteArray("v=0\r\nq=1\r\n");
    QTest::newRow("port too large") << QByteArray("v=0\r\nm=audio 70000 RTP/AVP 0\r\n");
    QTest::newRow("no formats") << QByteArray("v=0\r\nm=audio 7000 RTP/AVP\r\n");
    QTest::newRow("origin too short") << QByteArray("v=0\r\no=- 1 1\r\n");
    QTest::newRow("no address") << QByteArray("v=0\r\nc=IN IP4\r\n");
    QTest::newRow("map without rate") << QByteArray("v=0\r\nm=audio 1 RTP/AVP 96\r\na=rtpmap:96 opus\r\n");
    QTest::newRow("map before media") << QByteArray("v=0\r\na=rtpmap:96 opus/48000\r\n");
}

void SdpTest::malformed()
{
    QFETCH(QByteArray, text);
    QVERIFY(SessionDescription::parse(viewOf(text)).isMalformed);
}

void SdpTest::manyFormatsAreBounded()
{
    QByteArray text = "v=0\r\nm=audio 1 RTP/AVP";
    for (int i = 0; i < 5000; ++i)
        text += " 96";
    const auto sdp = SessionDescription::parse(viewOf(text));
    QVERIFY(sdp.isMalformed);
    QVERIFY(sdp.media.at(0).formats.size() <= 256);
}

QTEST_GUILESS_MAIN(SdpTest)
#include "tst_sdp.moc"
