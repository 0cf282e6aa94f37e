// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hep/hep_encoder.h"

#include "core/base/ascii.h"
#include "core/hep/hep_decoder.h"
#include "tests/support/hep_builder.h"

#include <QtTest>

using namespace core::hep;
using namespace tests::support;

namespace {

HepPacket samplePacket(std::string_view payload)
{
    HepPacket packet;
    packet.path.source = {core::net::IpAddress::parse("192.0.2.1").value(), 5060};
    packet.path.destination = {core::net::IpAddress::parse("198.51.100.7").value(), 5080};
    packet.path.transport = core::net::Transport::Tcp;
    packet.captured = core::base::fromSecondsAndNanoseconds(1'760'000'000, 123'456'000);
    packet.payloadType = PayloadType::Sip;
    packet.captureId = 2001;
    packet.agentName = "edge";
    packet.correlationId = "corr";
    packet.authenticationKey = "key";
    packet.payload = core::base::asBytes(payload);
    return packet;
}

} // namespace

class TestHepEncoder : public QObject {
    Q_OBJECT

private slots:
    void comesBackEqual_data();
    void comesBackEqual();
    void writesTheSampleOfTheSpecification();
    void appends();
    void refusesWhatDoesNotFit();
    void refusesMixedFamilies();
    void legacyVersionsComeBackEqual_data();
    void legacyVersionsComeBackEqual();
    void writesLegacyVersionsAsOthersDo();
    void legacyVersionsHaveLimits();
};

void TestHepEncoder::comesBackEqual_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("destination");
    QTest::addColumn<int>("transport");
    for (const auto transport :
         {core::net::Transport::Udp, core::net::Transport::Tcp, core::net::Transport::Tls,
          core::net::Transport::Ws, core::net::Transport::Sctp}) {
        const int number = int(transport);
        QTest::addRow("IPv4, transport %d", number)
            << QByteArray{"192.0.2.1"} << QByteArray{"198.51.100.7"} << number;
        QTest::addRow("IPv6, transport %d", number)
            << QByteArray{"2001:db8::1"} << QByteArray{"2001:db8::2"} << number;
    }
}

void TestHepEncoder::comesBackEqual()
{
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, destination);
    QFETCH(int, transport);
    HepPacket packet = samplePacket(sampleSip);
    packet.path.source.address = core::net::IpAddress::parse(source.toStdString()).value();
    packet.path.destination.address = core::net::IpAddress::parse(destination.toStdString()).value();
    packet.path.transport = core::net::Transport{static_cast<std::uint8_t>(transport)};
    Bytes bytes;
    QVERIFY(encodeHep3(packet, bytes));
    const HepPacket back = decodeHep(bytes).packet.value();
    QCOMPARE(back.path, packet.path);
    QCOMPARE(back.captured.value(), packet.captured.value());
    QCOMPARE(back.payloadType, packet.payloadType);
    QCOMPARE(back.captureId, packet.captureId);
    QCOMPARE(back.agentName, packet.agentName);
    QCOMPARE(back.correlationId, packet.correlationId);
    QCOMPARE(back.authenticationKey, packet.authenticationKey);
    QCOMPARE(toText(back.payload), std::string{sampleSip});
    QVERIFY(back.defects.isEmpty());
}

void TestHepEncoder::writesTheSampleOfTheSpecification()
{
    HepPacket packet;
    packet.path.source = {core::net::IpAddress::parse("212.202.0.1").value(), 12010};
    packet.path.destination = {core::net::IpAddress::parse("82.116.0.211").value(), 5060};
    packet.path.transport = core::net::Transport::Udp;
    packet.captured = core::base::fromSecondsAndNanoseconds(0x4e4982cb, 120'000'000);
    packet.payloadType = PayloadType::Sip;
    packet.captureId = 228;
    packet.payload = core::base::asBytes("INVITE bob\r\n\r\n");
    Bytes bytes;
    QVERIFY(encodeHep3(packet, bytes));
    QCOMPARE(bytes, specificationSample());
}

void TestHepEncoder::appends()
{
    Bytes bytes;
    QVERIFY(encodeHep3(samplePacket("one"), bytes));
    const std::size_t first = bytes.size();
    QVERIFY(encodeHep3(samplePacket("two"), bytes));
    const auto second = std::span{bytes}.subspan(first);
    QCOMPARE(toText(decodeHep(second).packet.value().payload), std::string{"two"});
}

void TestHepEncoder::refusesWhatDoesNotFit()
{
    Bytes bytes = toBytes("before");
    const std::string large(65'000, 'x');
    QVERIFY(encodeHep3(samplePacket(large), bytes));
    QVERIFY(decodeHep(std::span{bytes}.subspan(6)).packet.value().defects.isEmpty());
    for (const std::size_t size : {std::size_t{65'500}, std::size_t{70'000}}) {
        bytes = toBytes("before");
        QVERIFY(!encodeHep3(samplePacket(std::string(size, 'x')), bytes));
        QCOMPARE(toText(bytes), std::string{"before"});
    }
}

void TestHepEncoder::refusesMixedFamilies()
{
    HepPacket packet = samplePacket(sampleSip);
    packet.path.destination.address = core::net::IpAddress::parse("2001:db8::2").value();
    Bytes bytes;
    QVERIFY(!encodeHep3(packet, bytes));
    QVERIFY(bytes.empty());
}

void TestHepEncoder::legacyVersionsComeBackEqual_data()
{
    QTest::addColumn<unsigned>("version");
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("destination");
    for (const unsigned version : {1U, 2U}) {
        QTest::addRow("version %u, IPv4", version)
            << version << QByteArray{"192.0.2.1"} << QByteArray{"198.51.100.7"};
        QTest::addRow("version %u, IPv6", version)
            << version << QByteArray{"2001:db8::1"} << QByteArray{"2001:db8::2"};
    }
}

void TestHepEncoder::legacyVersionsComeBackEqual()
{
    QFETCH(unsigned, version);
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, destination);
    HepPacket packet = samplePacket(sampleSip);
    packet.version = version;
    packet.path.source.address = core::net::IpAddress::parse(source.toStdString()).value();
    packet.path.destination.address = core::net::IpAddress::parse(destination.toStdString()).value();
    Bytes bytes;
    QVERIFY(encodeLegacyHep(packet, bytes));
    QVERIFY(likelyHep(bytes));
    const HepPacket back = decodeHep(bytes).packet.value();
    QCOMPARE(back.version, version);
    QCOMPARE(back.path, packet.path);
    QCOMPARE(back.captured, version == 2 ? packet.captured : std::nullopt);
    QCOMPARE(back.captureId, version == 2 ? packet.captureId : 0U);
    QCOMPARE(toText(back.payload), std::string{sampleSip});
    QVERIFY(back.defects.isEmpty());
}

void TestHepEncoder::writesLegacyVersionsAsOthersDo()
{
    HepPacket packet = samplePacket(sampleSip);
    LegacyHep expected;
    expected.protocol = 6;
    for (const std::uint8_t version : {std::uint8_t{1}, std::uint8_t{2}}) {
        packet.version = expected.version = version;
        Bytes bytes;
        QVERIFY(encodeLegacyHep(packet, bytes));
        QCOMPARE(bytes, expected.build());
    }
}

void TestHepEncoder::legacyVersionsHaveLimits()
{
    HepPacket packet = samplePacket(sampleSip);
    packet.version = 2;
    packet.captureId = 70'000;
    Bytes bytes;
    QVERIFY(encodeLegacyHep(packet, bytes));
    QCOMPARE(decodeHep(bytes).packet.value().captureId, 0U);
    packet.path.destination.address = core::net::IpAddress::parse("2001:db8::2").value();
    bytes.clear();
    QVERIFY(!encodeLegacyHep(packet, bytes));
    QVERIFY(bytes.empty());
}

QTEST_GUILESS_MAIN(TestHepEncoder)
#include "tst_hep_encoder.moc"
