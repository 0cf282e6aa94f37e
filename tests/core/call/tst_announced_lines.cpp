// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/announced_lines.h"

#include "core/net/address.h"

#include <QtTest>

using namespace core;
using namespace core::call;

namespace {

media::MediaEndpoint at(std::string_view text, std::uint16_t port)
{
    return media::mediaEndpoint(net::IpAddress::parse(text)->bytes(), port);
}

std::vector<AnnouncedLine> linesOf(const std::string& media)
{
    return announcedLines(sip::SessionDescription::parse(
        "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n" + media));
}

} // namespace

class TestAnnouncedLines : public QObject {
    Q_OBJECT

private slots:
    void readsAnAudioLine();
    void prefersTheAddressOfTheLine();
    void readsDirections_data();
    void readsDirections();
    void readsFax();
    void keepsRejectedLines();
    void readsIceCandidates();
    void skipsWhatIsNoAddress();
    void boundsTheLines();
};

void TestAnnouncedLines::readsAnAudioLine()
{
    const auto lines =
        linesOf("m=audio 4000 RTP/AVP 0 9 96 111 101\r\na=rtpmap:96 AMR/8000\r\n"
                "a=rtpmap:111 opus/48000/2\r\na=rtpmap:101 telephone-event/8000\r\na=ptime:40\r\n");
    QCOMPARE(lines.size(), std::size_t{1});
    QCOMPARE(lines[0].kind, media::MediaKind::Audio);
    QCOMPARE(lines[0].fax, media::FaxExpectation::None);
    const media::AnnouncedParty& party = lines[0].party;
    QCOMPARE(party.receiver, at("192.0.2.1", 4000));
    QVERIFY(party.sends && party.receives);
    QCOMPARE(party.formats.find(0)->codec, media::Codec::Pcmu);
    QCOMPARE(party.formats.find(9)->clockRate, 8000U);
    QCOMPARE(party.formats.find(96)->codec, media::Codec::Amr);
    QCOMPARE(party.formats.find(111)->codec, media::Codec::Opus);
    QCOMPARE(int(party.formats.find(111)->channels), 2);
    QCOMPARE(party.formats.find(101)->codec, media::Codec::TelephoneEvent);
    QCOMPARE(int(party.formats.find(0)->packetMs), 40);
}

void TestAnnouncedLines::prefersTheAddressOfTheLine()
{
    const auto lines =
        linesOf("m=audio 4000 RTP/AVP 0\r\nc=IN IP6 2001:db8::1\r\nm=video 4002 RTP/AVP 34\r\n");
    QCOMPARE(lines.size(), std::size_t{2});
    QCOMPARE(lines[0].party.receiver, at("2001:db8::1", 4000));
    QCOMPARE(lines[1].party.receiver, at("192.0.2.1", 4002));
    QCOMPARE(lines[1].kind, media::MediaKind::Video);
}

void TestAnnouncedLines::readsDirections_data()
{
    QTest::addColumn<QString>("attribute");
    QTest::addColumn<bool>("sends");
    QTest::addColumn<bool>("receives");
    QTest::newRow("sendrecv") << "sendrecv" << true << true;
    QTest::newRow("sendonly") << "sendonly" << true << false;
    QTest::newRow("recvonly") << "recvonly" << false << true;
    QTest::newRow("inactive") << "inactive" << false << false;
}

void TestAnnouncedLines::readsDirections()
{
    QFETCH(QString, attribute);
    QFETCH(bool, sends);
    QFETCH(bool, receives);
    const auto lines = linesOf("m=audio 4000 RTP/AVP 0\r\na=" + attribute.toStdString() + "\r\n");
    QCOMPARE(lines[0].party.sends, sends);
    QCOMPARE(lines[0].party.receives, receives);
}

void TestAnnouncedLines::readsFax()
{
    const auto lines = linesOf("m=image 4004 udptl t38\r\na=T38FaxVersion:0\r\n");
    QCOMPARE(lines[0].kind, media::MediaKind::Image);
    QCOMPARE(lines[0].fax, media::FaxExpectation::Announced);
    QCOMPARE(lines[0].party.receiver, at("192.0.2.1", 4004));
}

void TestAnnouncedLines::keepsRejectedLines()
{
    const auto lines = linesOf("m=audio 0 RTP/AVP 0\r\nm=video 4002 RTP/AVP 34\r\n");
    QCOMPARE(lines.size(), std::size_t{2});
    QCOMPARE(int(lines[0].party.receiver.port), 0);
}

void TestAnnouncedLines::readsIceCandidates()
{
    const auto lines =
        linesOf("m=audio 4000 RTP/SAVPF 0\r\n"
                "a=candidate:1 1 UDP 2130706431 10.0.0.1 5000 typ host\r\n"
                "a=candidate:1 2 UDP 2130706430 10.0.0.1 5001 typ host\r\n"
                "a=candidate:2 1 udp 1694498815 203.0.113.9 6000 typ srflx raddr 10.0.0.1 rport 5000\r\n"
                "a=candidate:3 1 TCP 1694498815 203.0.113.9 9 typ host\r\n"
                "a=candidate:4 1 UDP 1 x.local 7000 typ host\r\n"
                "a=candidate:5 1 UDP\r\n");
    QCOMPARE(lines[0].party.candidates,
             (std::vector<media::MediaEndpoint>{at("10.0.0.1", 5000), at("203.0.113.9", 6000)}));
}

void TestAnnouncedLines::skipsWhatIsNoAddress()
{
    const auto lines = linesOf("m=audio 4000 RTP/AVP 0\r\nc=IN IP4 media.example.com\r\n");
    QCOMPARE(int(lines[0].party.receiver.family), 0);
}

void TestAnnouncedLines::boundsTheLines()
{
    std::string media;
    for (int i = 0; i < 1000; ++i)
        media += "m=audio 4000 RTP/AVP 0\r\n";
    QCOMPARE(linesOf(media).size(), std::size_t{64});
}

QTEST_GUILESS_MAIN(TestAnnouncedLines)
#include "tst_announced_lines.moc"
