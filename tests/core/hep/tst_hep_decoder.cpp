// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hep/hep_decoder.h"

#include "core/base/ascii.h"
#include "tests/support/hep_builder.h"

#include <QtTest>
#include <random>

using namespace core::hep;
using namespace tests::support;

namespace {

/// A packet together with the bytes that its views point into.
struct OwnedPacket : HepPacket {
    Bytes bytes;
};

OwnedPacket decoded(Bytes bytes)
{
    OwnedPacket owned;
    owned.bytes = std::move(bytes);
    static_cast<HepPacket&>(owned) = decodeHep(owned.bytes).packet.value_or(HepPacket{});
    return owned;
}

} // namespace

class TestHepDecoder : public QObject {
    Q_OBJECT

private slots:
    void readsTheSampleOfTheSpecification();
    void readsEveryField();
    void readsIpv6WhateverTheFamilySays_data();
    void readsIpv6WhateverTheFamilySays();
    void acceptsAnyOrder();
    void keepsVendorChunksApart();
    void countsUnknownChunks();
    void mapsTransports_data();
    void mapsTransports();
    void toleratesMissingChunks();
    void readsNumbersByTheirWidth();
    void ignoresNumbersThatDoNotFit();
    void labelsLengthsThatDisagree();
    void stopsAtMalformedChunkButKeepsThePacket();
    void keepsTheFirstPayload();
    void marksCompressedPayload();
    void labelsAllZeroAddresses();
    void saturatesMicroseconds();
    void refusesWhatIsNoPacket_data();
    void refusesWhatIsNoPacket();
    void survivesEveryTruncation();
    void survivesNoise();
};

void TestHepDecoder::readsTheSampleOfTheSpecification()
{
    const Bytes sample = specificationSample();
    QCOMPARE(sample.size(), std::size_t{113});
    const OwnedPacket packet = decoded(sample);
    QCOMPARE(packet.version, 3U);
    QCOMPARE(packet.path.source.toString(), std::string{"212.202.0.1:12010"});
    QCOMPARE(packet.path.destination.toString(), std::string{"82.116.0.211:5060"});
    QCOMPARE(packet.path.transport, core::net::Transport::Udp);
    QVERIFY(packet.captured.has_value());
    QCOMPARE(core::base::formatEpoch(*packet.captured), std::string{"1313440459.120000000"});
    QCOMPARE(packet.payloadType, PayloadType::Sip);
    QCOMPARE(packet.captureId, 228U);
    QCOMPARE(toText(packet.payload), std::string{"INVITE bob\r\n\r\n"});
    QVERIFY(packet.defects.isEmpty());
}

void TestHepDecoder::readsEveryField()
{
    const OwnedPacket packet = decoded(Hep3Builder{}
                                           .usualHeader()
                                           .text(ChunkType::AuthenticationKey, "secret")
                                           .text(ChunkType::CorrelationId, "leg-1@host")
                                           .text(ChunkType::AgentName, "edge-proxy")
                                           .text(ChunkType::Payload, sampleSip)
                                           .build());
    QCOMPARE(packet.authenticationKey, std::string_view{"secret"});
    QCOMPARE(packet.correlationId, std::string_view{"leg-1@host"});
    QCOMPARE(packet.agentName, std::string_view{"edge-proxy"});
    QCOMPARE(packet.captureId, 2001U);
    QCOMPARE(packet.ipProtocol, std::uint8_t{17});
    QCOMPARE(core::base::formatEpoch(packet.captured.value()), std::string{"1760000000.123456000"});
    QCOMPARE(toText(packet.payload), std::string{sampleSip});
    // Views into the datagram, so that a message is found again by its offset.
    QCOMPARE(packet.payload.data() + packet.payload.size(), packet.bytes.data() + packet.bytes.size());
    QVERIFY(packet.defects.isEmpty());
}

void TestHepDecoder::readsIpv6WhateverTheFamilySays_data()
{
    QTest::addColumn<int>("family");
    QTest::addColumn<bool>("isContradictory");
    for (const int family : {10, 23, 24, 26, 28, 30})
        QTest::addRow("AF_INET6 is %d", family) << family << false;
    QTest::newRow("AF_INET") << 2 << true;
}

void TestHepDecoder::readsIpv6WhateverTheFamilySays()
{
    QFETCH(int, family);
    QFETCH(bool, isContradictory);
    const OwnedPacket packet = decoded(Hep3Builder{}
                                           .number(ChunkType::Family, static_cast<std::uint64_t>(family), 1)
                                           .address(ChunkType::SourceIpv6, "2001:db8::1")
                                           .address(ChunkType::DestinationIpv6, "2001:db8::2")
                                           .number(ChunkType::SourcePort, 5060, 2)
                                           .number(ChunkType::DestinationPort, 5061, 2)
                                           .number(ChunkType::IpProtocol, 6, 1)
                                           .text(ChunkType::Payload, sampleSip)
                                           .build());
    QCOMPARE(packet.path.source.toString(), std::string{"[2001:db8::1]:5060"});
    QCOMPARE(packet.path.destination.toString(), std::string{"[2001:db8::2]:5061"});
    QCOMPARE(packet.path.transport, core::net::Transport::Tcp);
    QCOMPARE(packet.defects.contains(HepDefect::FamilyMismatch), isContradictory);
}

void TestHepDecoder::acceptsAnyOrder()
{
    // OpenSIPS puts the payload before the rest.
    const OwnedPacket packet = decoded(Hep3Builder{}
                                           .text(ChunkType::Payload, sampleSip)
                                           .text(ChunkType::CorrelationId, "after")
                                           .usualHeader()
                                           .build());
    QCOMPARE(toText(packet.payload), std::string{sampleSip});
    QCOMPARE(packet.path.destination.toString(), std::string{"198.51.100.7:5080"});
    QCOMPARE(packet.correlationId, std::string_view{"after"});
    QVERIFY(packet.defects.isEmpty());
}

void TestHepDecoder::keepsVendorChunksApart()
{
    const OwnedPacket packet = decoded(Hep3Builder{}
                                           .chunk(5, 0x000f, toBytes("not the payload"))
                                           .usualHeader()
                                           .text(ChunkType::Payload, sampleSip)
                                           .chunk(8, 0x000c, toBytes("\1\2\3\4"))
                                           .build());
    QCOMPARE(toText(packet.payload), std::string{sampleSip});
    QCOMPARE(packet.captureId, 2001U);
    QCOMPARE(packet.vendorChunks, std::uint16_t{2});
    QVERIFY(packet.defects.isEmpty());
}

void TestHepDecoder::countsUnknownChunks()
{
    const OwnedPacket packet = decoded(Hep3Builder{}
                                           .usualHeader()
                                           .chunk(0, 0x0065, toBytes("{}"))
                                           .chunk(0, 0x0014, toBytes("ab"))
                                           .text(ChunkType::Payload, sampleSip)
                                           .build());
    QCOMPARE(packet.otherChunks, std::uint16_t{2});
    QVERIFY(packet.defects.isEmpty());
}

void TestHepDecoder::mapsTransports_data()
{
    using core::net::Transport;
    QTest::addColumn<int>("protocol");
    QTest::addColumn<int>("transport");
    QTest::newRow("UDP") << 17 << int(Transport::Udp);
    QTest::newRow("TCP") << 6 << int(Transport::Tcp);
    QTest::newRow("TLS as 22") << 22 << int(Transport::Tls);
    QTest::newRow("WebSocket as 50") << 50 << int(Transport::Ws);
    QTest::newRow("SCTP") << 132 << int(Transport::Sctp);
    QTest::newRow("ICMP") << 1 << int(Transport::Unknown);
}

void TestHepDecoder::mapsTransports()
{
    QFETCH(int, protocol);
    QFETCH(int, transport);
    const OwnedPacket packet =
        decoded(Hep3Builder{}
                    .usualHeader()
                    .number(ChunkType::IpProtocol, static_cast<std::uint64_t>(protocol), 1)
                    .text(ChunkType::Payload, sampleSip)
                    .build());
    QCOMPARE(int(packet.path.transport), transport);
    QCOMPARE(int(packet.ipProtocol), protocol);
    QCOMPARE(packet.defects.contains(HepDefect::ProtocolUnknown),
             transport == int(core::net::Transport::Unknown));
}

void TestHepDecoder::toleratesMissingChunks()
{
    const OwnedPacket bare = decoded(Hep3Builder{}.text(ChunkType::Payload, sampleSip).build());
    QCOMPARE(toText(bare.payload), std::string{sampleSip});
    QCOMPARE(bare.path.source.toString(), std::string{"0.0.0.0:0"});
    QCOMPARE(bare.path.transport, core::net::Transport::Udp);
    QVERIFY(!bare.captured.has_value());
    QVERIFY(bare.defects.contains(HepDefect::AddressMissing));
    QVERIFY(bare.defects.contains(HepDefect::TimeMissing));

    const OwnedPacket empty = decoded(Hep3Builder{}.build());
    QVERIFY(empty.defects.contains(HepDefect::PayloadMissing));

    const OwnedPacket zeroTime = decoded(Hep3Builder{}
                                             .usualHeader()
                                             .number(ChunkType::TimestampSeconds, 0, 4)
                                             .text(ChunkType::Payload, "")
                                             .build());
    QVERIFY(zeroTime.defects.contains(HepDefect::TimeMissing));
    QVERIFY(!zeroTime.defects.contains(HepDefect::PayloadMissing));
    QVERIFY(zeroTime.payload.empty());
}

void TestHepDecoder::readsNumbersByTheirWidth()
{
    const OwnedPacket packet = decoded(Hep3Builder{}
                                           .usualHeader()
                                           .number(ChunkType::CaptureId, 77, 2)
                                           .number(ChunkType::SourcePort, 5062, 4)
                                           .text(ChunkType::Payload, sampleSip)
                                           .build());
    QCOMPARE(packet.captureId, 77U);
    QCOMPARE(packet.path.source.port, std::uint16_t{5062});
    QVERIFY(packet.defects.contains(HepDefect::ChunkSizeWrong));
}

void TestHepDecoder::ignoresNumbersThatDoNotFit()
{
    const OwnedPacket packet = decoded(Hep3Builder{}
                                           .usualHeader()
                                           .number(ChunkType::SourcePort, 70'000, 4)
                                           .chunk(0, 0x0c, toBytes("123456789"))
                                           .chunk(0, 0x08, {})
                                           .chunk(0, 0x03, toBytes("12345"))
                                           .text(ChunkType::Payload, sampleSip)
                                           .build());
    QCOMPARE(packet.path.source.toString(), std::string{"192.0.2.1:5060"});
    QCOMPARE(packet.path.destination.port, std::uint16_t{5080});
    QCOMPARE(packet.captureId, 2001U);
    QVERIFY(packet.defects.contains(HepDefect::ChunkSizeWrong));
}

void TestHepDecoder::labelsLengthsThatDisagree()
{
    const Bytes longer =
        Hep3Builder{}.usualHeader().text(ChunkType::Payload, sampleSip).trailing("xx").build();
    const OwnedPacket trailing = decoded(longer);
    QVERIFY(trailing.defects.contains(HepDefect::TrailingBytes));
    QVERIFY(!trailing.defects.contains(HepDefect::ChunkMalformed));
    QCOMPARE(toText(trailing.payload), std::string{sampleSip});

    Bytes shorter = Hep3Builder{}.usualHeader().text(ChunkType::Payload, sampleSip).build();
    shorter.resize(shorter.size() - 10);
    const OwnedPacket cut = decoded(shorter);
    QVERIFY(cut.defects.contains(HepDefect::CutShort));
    QCOMPARE(toText(cut.payload), std::string{sampleSip.substr(0, sampleSip.size() - 10)});

    const OwnedPacket boasting = decoded(
        Hep3Builder{}.usualHeader().text(ChunkType::Payload, sampleSip).declaredLength(65535).build());
    QVERIFY(boasting.defects.contains(HepDefect::CutShort));
    QCOMPARE(toText(boasting.payload), std::string{sampleSip});

    const OwnedPacket headerOnly =
        decoded(Hep3Builder{}.usualHeader().text(ChunkType::Payload, sampleSip).declaredLength(6).build());
    QVERIFY(headerOnly.defects.contains(HepDefect::TrailingBytes));
    QVERIFY(headerOnly.defects.contains(HepDefect::PayloadMissing));
}

void TestHepDecoder::stopsAtMalformedChunkButKeepsThePacket()
{
    for (std::uint16_t length = 0; length < 6; ++length) {
        const OwnedPacket packet = decoded(Hep3Builder{}
                                               .usualHeader()
                                               .text(ChunkType::Payload, sampleSip)
                                               .chunkWithLength(0x11, length, toBytes("lost"))
                                               .text(ChunkType::AgentName, "unreachable")
                                               .build());
        QVERIFY(packet.defects.contains(HepDefect::ChunkMalformed));
        QCOMPARE(toText(packet.payload), std::string{sampleSip});
        QVERIFY(packet.agentName.empty());
    }
}

void TestHepDecoder::keepsTheFirstPayload()
{
    const OwnedPacket packet = decoded(Hep3Builder{}
                                           .usualHeader()
                                           .text(ChunkType::Payload, "first")
                                           .text(ChunkType::Payload, "second")
                                           .build());
    QCOMPARE(toText(packet.payload), std::string{"first"});
    QVERIFY(packet.defects.contains(HepDefect::PayloadRepeated));
}

void TestHepDecoder::marksCompressedPayload()
{
    const OwnedPacket packet =
        decoded(Hep3Builder{}.usualHeader().text(ChunkType::CompressedPayload, "zzz").build());
    QVERIFY(packet.isPayloadCompressed);
    QCOMPARE(toText(packet.payload), std::string{"zzz"});
}

void TestHepDecoder::labelsAllZeroAddresses()
{
    const OwnedPacket packet = decoded(Hep3Builder{}
                                           .address(ChunkType::SourceIpv6, "::")
                                           .address(ChunkType::DestinationIpv6, "::")
                                           .text(ChunkType::Payload, sampleSip)
                                           .build());
    QVERIFY(packet.defects.contains(HepDefect::AddressUnspecified));
    QVERIFY(!packet.defects.contains(HepDefect::AddressMissing));
}

void TestHepDecoder::saturatesMicroseconds()
{
    const OwnedPacket packet = decoded(Hep3Builder{}
                                           .usualHeader()
                                           .number(ChunkType::TimestampMicros, 0xffffffff, 4)
                                           .text(ChunkType::Payload, sampleSip)
                                           .build());
    QCOMPARE(core::base::formatEpoch(packet.captured.value()), std::string{"1760000000.999999000"});
    QVERIFY(packet.defects.contains(HepDefect::TimeMalformed));
}

void TestHepDecoder::refusesWhatIsNoPacket_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("refusal");
    QTest::newRow("nothing") << QByteArray{} << int(HepRefusal::Empty);
    QTest::newRow("SIP") << QByteArray{"INVITE sip:a@b SIP/2.0"} << int(HepRefusal::NotHep);
    QTest::newRow("magic only") << QByteArray{"HEP3"} << int(HepRefusal::HeaderCutShort);
    QTest::newRow("half a length") << QByteArray{"HEP3\0", 5} << int(HepRefusal::HeaderCutShort);
    QTest::newRow("length 5") << QByteArray{"HEP3\0\5", 6} << int(HepRefusal::LengthImpossible);
    QTest::newRow("HEP4") << QByteArray{"HEP4\0\6", 6} << int(HepRefusal::NotHep);
    QTest::newRow("version 2, one byte") << QByteArray{"\2", 1} << int(HepRefusal::HeaderCutShort);
    QTest::newRow("version 1, family 99")
        << QByteArray{"\1\x10\x63\x11\0\1\0\1........", 16} << int(HepRefusal::AddressFamilyUnknown);
}

void TestHepDecoder::refusesWhatIsNoPacket()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, refusal);
    const HepDecoding decoding =
        decodeHep(core::base::asBytes({bytes.constData(), static_cast<std::size_t>(bytes.size())}));
    QVERIFY(!decoding.packet.has_value());
    QCOMPARE(int(decoding.refusal), refusal);
}

void TestHepDecoder::survivesEveryTruncation()
{
    const Bytes whole = Hep3Builder{}.usualHeader().text(ChunkType::Payload, sampleSip).build();
    for (std::size_t size = 0; size < whole.size(); ++size) {
        // A copy of the exact size, so that a sanitizer sees a read beyond it.
        const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        const HepDecoding decoding = decodeHep(cut);
        QCOMPARE(decoding.packet.has_value(), size >= 6);
        if (decoding.packet)
            QVERIFY(decoding.packet->defects.contains(HepDefect::CutShort));
    }
}

void TestHepDecoder::survivesNoise()
{
    std::mt19937 random{20'260'101};
    const Bytes whole = Hep3Builder{}.usualHeader().text(ChunkType::Payload, sampleSip).build();
    for (int round = 0; round < 20'000; ++round) {
        Bytes noisy = whole;
        for (int i = 0; i < 4; ++i)
            noisy[6 + random() % (noisy.size() - 6)] = static_cast<std::byte>(random());
        const HepDecoding decoding = decodeHep(noisy);
        QVERIFY(decoding.packet.has_value());
        QVERIFY(decoding.packet->payload.size() <= noisy.size());
    }
}

QTEST_GUILESS_MAIN(TestHepDecoder)
#include "tst_hep_decoder.moc"
