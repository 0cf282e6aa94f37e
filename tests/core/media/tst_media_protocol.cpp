// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/media_protocol.h"
#include "core/media/udptl.h"

#include "tests/support/rtp_builder.h"

#include <QtTest>
#include <random>

using namespace core::media;
using namespace tests::support;

namespace {

/// A T.38 packet: sequence 7, an IFP packet of three bytes, and two redundant ones.
const char* const udptlPacket = "0007 03 c00180 00 02 02c000 01c0";

} // namespace

class TestMediaProtocol : public QObject {
    Q_OBJECT

private slots:
    void tellsProtocolsApart_data();
    void tellsProtocolsApart();
    void readsUdptl();
    void readsHeadersOfUdptl();
    void refusesWhatIsNoUdptl_data();
    void refusesWhatIsNoUdptl();
    void takesFaxOnlyWhereItWasAnnounced();
    void acceptsWhatTheCaptureCutOff();
    void takesLittleNoiseForMedia();
};

void TestMediaProtocol::tellsProtocolsApart_data()
{
    QTest::addColumn<QString>("bytes");
    QTest::addColumn<QString>("protocol");
    const auto row = [](const char* name, const char* bytes, const char* protocol) {
        QTest::newRow(name) << QString::fromLatin1(bytes) << QString::fromLatin1(protocol);
    };
    const char* const id = "0102030405060708090a0b0c";
    row("STUN binding", (std::string("0001 0000 2112a442 ") + id).c_str(), "STUN");
    row("classic STUN", (std::string("0001 0004 01020304 ") + id + "00000001").c_str(), "STUN");
    row("classic STUN of another length", (std::string("0001 0008 01020304 ") + id + "00000001").c_str(),
        "unknown");
    row("ZRTP hello", "1000 0001 5a525450 00000001 505a", "ZRTP");
    row("ZRTP without its cookie", "1000 0001 5a525451 00000001 505a", "unknown");
    row("DTLS client hello", "16 feff 0000 000000000001 0004 01000000", "DTLS");
    row("DTLS 1.2 data", "17 fefd 0001 000000000001 0002 0100", "DTLS");
    row("DTLS longer than the datagram", "16 feff 0000 000000000001 0005 01000000", "unknown");
    row("TURN channel", "4001 0003 010203 00", "TURN channel");
    row("TURN channel of another length", "4001 0013 010203 00", "unknown");
    row("RTP", "80 00 0001 00000002 00000003 0102", "RTP");
    row("RTP of 16 bytes with a marker", "80 e0 0001 00000002 00000003 01020304", "RTP");
    row("RTCP", "80 c9 0001 cccccccc", "RTCP");
    row("damaged RTCP", "80 c9 0041 cccccccc", "unknown");
    row("damaged RTP", "bf 00 0001 00000002 00000003 0102", "unknown");
    row("SIP keep-alive", "0d0a0d0a", "unknown");
    row("nothing", "", "unknown");
    row("one byte", "80", "unknown");
}

void TestMediaProtocol::tellsProtocolsApart()
{
    QFETCH(QString, bytes);
    QFETCH(QString, protocol);
    const Bytes datagram = hex(bytes.toStdString());
    QCOMPARE(std::string{name(mediaProtocol(datagram))}, protocol.toStdString());
}

void TestMediaProtocol::readsUdptl()
{
    const Bytes redundancy = hex(udptlPacket);
    const auto packet = parseUdptl(redundancy);
    QVERIFY(packet);
    QCOMPARE(int(packet->sequence), 7);
    QCOMPARE(packet->primary.size(), std::size_t{3});
    QCOMPARE(packet->secondaryCount, 2U);
    QVERIFY(!packet->hasForwardCorrection);

    const auto correction = parseUdptl(hex("0008 01c0 80 01 03 01 02aabb"));
    QVERIFY(correction);
    QVERIFY(correction->hasForwardCorrection);
    QCOMPARE(correction->secondaryCount, 1U);

    // A primary packet of 130 bytes has a length of two.
    const Bytes longer = join({hex("0009 8082"), Bytes(130, std::byte{1}), hex("00 00")});
    QVERIFY(parseUdptl(longer));
}

/// Of a packet whose end was not captured its header is enough.
void TestMediaProtocol::readsHeadersOfUdptl()
{
    const auto packet = parseUdptl(hex("0007 03 c0"), true);
    QVERIFY(packet);
    QCOMPARE(int(packet->sequence), 7);
    QVERIFY(!parseUdptl(hex("0007 03 c0")));
    QVERIFY(!parseUdptl(hex("0007 00 c0"), true)); // an IFP packet has at least its type
    QVERIFY(!parseUdptl(hex("0007 03"), true));
}

void TestMediaProtocol::refusesWhatIsNoUdptl_data()
{
    QTest::addColumn<QString>("bytes");
    QTest::newRow("nothing") << "";
    QTest::newRow("cut short") << "0007 03 c00180 00 02 02c000 01";
    QTest::newRow("a byte too many") << "0007 03 c00180 00 02 02c000 01c0 00";
    QTest::newRow("no primary packet") << "0007 00 00 00";
    QTest::newRow("neither of the two forms") << "0007 01c0 40 00";
    QTest::newRow("a fragmented length") << "0007 c1c0 00 00";
}

void TestMediaProtocol::refusesWhatIsNoUdptl()
{
    QFETCH(QString, bytes);
    QVERIFY(!parseUdptl(hex(bytes.toStdString())));
}

void TestMediaProtocol::takesFaxOnlyWhereItWasAnnounced()
{
    const Bytes fax = hex(udptlPacket);
    QCOMPARE(mediaProtocol(fax), MediaProtocol::Unknown);
    QCOMPARE(mediaProtocol(fax, FaxExpectation::Announced), MediaProtocol::Udptl);
    const Bytes packet = rtp({});
    QCOMPARE(mediaProtocol(packet, FaxExpectation::Announced), MediaProtocol::Rtp);
}

void TestMediaProtocol::acceptsWhatTheCaptureCutOff()
{
    const Bytes hello = hex("16 feff 0000 000000000001 0105 0100");
    QCOMPARE(mediaProtocol(hello), MediaProtocol::Unknown);
    QCOMPARE(mediaProtocol(hello, FaxExpectation::None, true), MediaProtocol::Dtls);
    const Bytes report = hex("81 c8 000c aaaaaaaa 0000");
    QCOMPARE(mediaProtocol(report), MediaProtocol::Unknown);
    QCOMPARE(mediaProtocol(report, FaxExpectation::None, true), MediaProtocol::Rtcp);
}

/// A quarter of random datagrams have version 2; of those the strict checks let half of the RTP pass, and
/// next to nothing of anything else.
void TestMediaProtocol::takesLittleNoiseForMedia()
{
    std::mt19937 random{1};
    std::array<int, 8> seen{};
    for (int i = 0; i < 20'000; ++i) {
        Bytes noise(20 + random() % 200);
        for (std::byte& b : noise)
            b = static_cast<std::byte>(random());
        ++seen[std::size_t(mediaProtocol(noise))];
    }
    QVERIFY(seen[std::size_t(MediaProtocol::Rtp)] < 20'000 / 4 * 6 / 10);
    QVERIFY(seen[std::size_t(MediaProtocol::Rtcp)] < 20);
    QVERIFY(seen[std::size_t(MediaProtocol::Stun)] < 3);
    QVERIFY(seen[std::size_t(MediaProtocol::Dtls)] < 3);
    QVERIFY(seen[std::size_t(MediaProtocol::Zrtp)] < 3);
}

QTEST_GUILESS_MAIN(TestMediaProtocol)
#include "tst_media_protocol.moc"
