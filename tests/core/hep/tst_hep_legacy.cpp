// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hep/hep_decoder.h"
#include "tests/support/hep_builder.h"

#include <QtTest>

using namespace core::hep;
using namespace tests::support;

class TestHepLegacy : public QObject {
    Q_OBJECT

private slots:
    void readsVersion1();
    void readsVersion2_data();
    void readsVersion2();
    void readsIpv6OfEverySystem_data();
    void readsIpv6OfEverySystem();
    void ignoresTheHeaderLength();
    void trimsTrailingNuls();
    void prefersTheLongerMethodWhenPaddingIsAbsent();
    void labelsBrokenTimes();
    void survivesEveryTruncation();
};

void TestHepLegacy::readsVersion1()
{
    const Bytes bytes = LegacyHep{.version = 1, .protocol = 22}.build();
    const HepDecoding decoding = decodeHep(bytes);
    QVERIFY(decoding.packet.has_value());
    const HepPacket& packet = *decoding.packet;
    QCOMPARE(packet.version, 1U);
    QCOMPARE(packet.path.source.toString(), std::string{"192.0.2.1:5060"});
    QCOMPARE(packet.path.destination.toString(), std::string{"198.51.100.7:5080"});
    QCOMPARE(packet.path.transport, core::net::Transport::Tls);
    QVERIFY(!packet.captured.has_value());
    QCOMPARE(packet.payloadType, PayloadType::Sip);
    QCOMPARE(toText(packet.payload), std::string{sampleSip});
    QVERIFY(packet.defects.isEmpty());
}

void TestHepLegacy::readsVersion2_data()
{
    QTest::addColumn<bool>("isBigEndian");
    QTest::addColumn<QByteArray>("padding");
    QTest::addColumn<QByteArray>("payload");
    const QByteArray sip{sampleSip.data(), int(sampleSip.size())};
    QTest::newRow("little-endian, 12 bytes") << false << QByteArray{2, '\0'} << sip;
    QTest::newRow("little-endian, 10 bytes") << false << QByteArray{} << sip;
    QTest::newRow("big-endian, 12 bytes") << true << QByteArray{2, '\0'} << sip;
    QTest::newRow("big-endian, 10 bytes") << true << QByteArray{} << sip;
    QTest::newRow("undefined padding") << false << QByteArray{"\xaa\x34"} << sip;
    QTest::newRow("padding of letters") << false << QByteArray{"AB"} << QByteArray{"SIP/2.0 200 OK\r\n\r\n"};
    QTest::newRow("10 bytes, response") << false << QByteArray{} << QByteArray{"SIP/2.0 200 OK\r\n\r\n"};
    QTest::newRow("unknown method") << false << QByteArray{2, '\0'} << QByteArray{"HELLO sip:a SIP/2.0\r\n"};
}

void TestHepLegacy::readsVersion2()
{
    QFETCH(bool, isBigEndian);
    QFETCH(QByteArray, padding);
    QFETCH(QByteArray, payload);
    LegacyHep hep;
    hep.timeOrder = isBigEndian ? LegacyHep::TimeOrder::BigEndian : LegacyHep::TimeOrder::LittleEndian;
    hep.padding = padding.toStdString();
    hep.payload = payload.toStdString();
    const Bytes bytes = hep.build();
    const HepDecoding decoding = decodeHep(bytes);
    QVERIFY(decoding.packet.has_value());
    QCOMPARE(core::base::formatEpoch(decoding.packet->captured.value()), std::string{"1760000000.123456000"});
    QCOMPARE(decoding.packet->captureId, 2001U);
    QCOMPARE(toText(decoding.packet->payload), payload.toStdString());
    QVERIFY(decoding.packet->defects.isEmpty());
}

void TestHepLegacy::readsIpv6OfEverySystem_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<int>("family");
    for (const int version : {1, 2}) {
        for (const int family : {10, 23, 24, 26, 28, 30})
            QTest::addRow("version %d, family %d", version, family) << version << family;
    }
}

void TestHepLegacy::readsIpv6OfEverySystem()
{
    QFETCH(int, version);
    QFETCH(int, family);
    LegacyHep hep;
    hep.version = static_cast<std::uint8_t>(version);
    hep.family = static_cast<std::uint8_t>(family);
    hep.source = "2001:db8::1";
    hep.destination = "2001:db8::2";
    const Bytes bytes = hep.build();
    const HepDecoding decoding = decodeHep(bytes);
    QVERIFY(decoding.packet.has_value());
    QCOMPARE(decoding.packet->path.source.toString(), std::string{"[2001:db8::1]:5060"});
    QCOMPARE(decoding.packet->path.destination.toString(), std::string{"[2001:db8::2]:5080"});
    QCOMPARE(toText(decoding.packet->payload), std::string{sampleSip});
}

void TestHepLegacy::ignoresTheHeaderLength()
{
    for (const int length : {0, 2, 16, 28, 40, 52, 255}) {
        const Bytes bytes = LegacyHep{.headerLength = static_cast<std::uint8_t>(length)}.build();
        const HepDecoding decoding = decodeHep(bytes);
        QVERIFY(decoding.packet.has_value());
        QCOMPARE(toText(decoding.packet->payload), std::string{sampleSip});
    }
}

void TestHepLegacy::trimsTrailingNuls()
{
    for (const std::size_t count : {std::size_t{8}, std::size_t{32}}) {
        const Bytes bytes = LegacyHep{.payload = std::string{sampleSip} + std::string(count, '\0')}.build();
        const HepDecoding decoding = decodeHep(bytes);
        QVERIFY(decoding.packet.has_value());
        QCOMPARE(toText(decoding.packet->payload), std::string{sampleSip});
        QVERIFY(decoding.packet->defects.contains(HepDefect::TrailingBytes));
    }
}

void TestHepLegacy::prefersTheLongerMethodWhenPaddingIsAbsent()
{
    // Two bytes into PRACK stands ACK, which is a method too.
    const std::string prack = "PRACK sip:bob@198.51.100.7 SIP/2.0\r\n\r\n";
    const Bytes bytes = LegacyHep{.padding = "", .payload = prack}.build();
    QCOMPARE(toText(decodeHep(bytes).packet.value().payload), prack);
}

void TestHepLegacy::labelsBrokenTimes()
{
    const HepPacket zero = decodeHep(LegacyHep{.seconds = 0}.build()).packet.value();
    QVERIFY(!zero.captured.has_value());
    QVERIFY(zero.defects.contains(HepDefect::TimeMissing));
    const HepPacket wild = decodeHep(LegacyHep{.micros = 0xf0f0f0f0}.build()).packet.value();
    QCOMPARE(core::base::formatEpoch(wild.captured.value()), std::string{"1760000000.999999000"});
    QVERIFY(wild.defects.contains(HepDefect::TimeMalformed));
}

void TestHepLegacy::survivesEveryTruncation()
{
    for (const int version : {1, 2}) {
        const Bytes whole = LegacyHep{.version = static_cast<std::uint8_t>(version)}.build();
        const std::size_t header = whole.size() - sampleSip.size();
        for (std::size_t size = 1; size < whole.size(); ++size) {
            const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
            const HepDecoding decoding = decodeHep(cut);
            if (size >= header)
                QVERIFY(decoding.packet.has_value());
            if (size < header - 2)
                QCOMPARE(decoding.refusal, HepRefusal::HeaderCutShort);
        }
    }
}

QTEST_GUILESS_MAIN(TestHepLegacy)
#include "tst_hep_legacy.moc"
