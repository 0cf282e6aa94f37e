// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hep/hep_unpacker.h"

#include "core/base/ascii.h"
#include "core/hep/hep_inflate.h"
#include "tests/support/hep_builder.h"

#include <QtTest>
#include <zlib.h>

using namespace core::hep;
using namespace tests::support;

namespace {

constexpr int gzipBits = MAX_WBITS + 16;
constexpr int zlibBits = MAX_WBITS;
constexpr int deflateBits = -MAX_WBITS;

Bytes compressed(std::span<const std::byte> plain, int windowBits)
{
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY);
    Bytes output(deflateBound(&stream, plain.size()) + 64);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(plain.data()));
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(output.data());
    stream.avail_out = static_cast<uInt>(output.size());
    deflate(&stream, Z_FINISH);
    output.resize(stream.total_out);
    deflateEnd(&stream);
    return output;
}

Bytes packetWithCompressed(const Bytes& payload)
{
    return Hep3Builder{}.usualHeader().chunk(0, 0x0010, payload).build();
}

} // namespace

class TestHepUnpacker : public QObject {
    Q_OBJECT

private slots:
    void inflatesThePayload_data();
    void inflatesThePayload();
    void inflatesWholePackets();
    void leavesPlainPacketsInPlace();
    void boundsWhatABombInflatesTo();
    void keepsWhatCameOutOfDamagedData();
    void labelsWhatIsNotCompressed();
    void refusesBrokenGzip();
};

void TestHepUnpacker::inflatesThePayload_data()
{
    QTest::addColumn<int>("windowBits");
    QTest::newRow("gzip") << gzipBits;
    QTest::newRow("zlib") << zlibBits;
    QTest::newRow("bare deflate") << deflateBits;
}

void TestHepUnpacker::inflatesThePayload()
{
    QFETCH(int, windowBits);
    const Bytes bytes = packetWithCompressed(compressed(core::base::asBytes(sampleSip), windowBits));
    HepUnpacker unpacker;
    const HepDecoding decoding = unpacker.unpack(bytes);
    QVERIFY(decoding.packet.has_value());
    QCOMPARE(toText(decoding.packet->payload), std::string{sampleSip});
    QVERIFY(!decoding.packet->isPayloadCompressed);
    QVERIFY(!decoding.packet->isPayloadInPlace);
    QVERIFY(decoding.packet->defects.isEmpty());
}

void TestHepUnpacker::inflatesWholePackets()
{
    const Bytes plain = Hep3Builder{}.usualHeader().text(ChunkType::Payload, sampleSip).build();
    const Bytes bytes = compressed(plain, gzipBits);
    HepUnpacker unpacker;
    const HepDecoding decoding = unpacker.unpack(bytes);
    QVERIFY(decoding.packet.has_value());
    QCOMPARE(decoding.packet->path.source.toString(), std::string{"192.0.2.1:5060"});
    QCOMPARE(toText(decoding.packet->payload), std::string{sampleSip});
    QVERIFY(!decoding.packet->isPayloadInPlace);
}

void TestHepUnpacker::leavesPlainPacketsInPlace()
{
    const Bytes bytes = Hep3Builder{}.usualHeader().text(ChunkType::Payload, sampleSip).build();
    HepUnpacker unpacker;
    const HepDecoding decoding = unpacker.unpack(bytes);
    QVERIFY(decoding.packet->isPayloadInPlace);
    QCOMPARE(decoding.packet->payload.data() + sampleSip.size(), bytes.data() + bytes.size());
}

void TestHepUnpacker::boundsWhatABombInflatesTo()
{
    const Bytes zeros(50U << 20U);
    const Bytes bomb = compressed(zeros, zlibBits);
    QVERIFY(bomb.size() < 60'000);
    const Bytes bytes = packetWithCompressed(bomb);
    HepUnpacker unpacker;
    const HepDecoding decoding = unpacker.unpack(bytes);
    QVERIFY(decoding.packet.has_value());
    QCOMPARE(decoding.packet->payload.size(), maximumInflatedBytes);
    QVERIFY(decoding.packet->defects.contains(HepDefect::PayloadUndecompressed));

    // Exactly the limit is no bomb.
    std::vector<std::byte> output;
    const Bytes largest(maximumInflatedBytes);
    QCOMPARE(inflatePayload(compressed(largest, zlibBits), output), Inflation::Done);
    QCOMPARE(output.size(), maximumInflatedBytes);
    const Bytes tooLarge(maximumInflatedBytes + 1);
    QCOMPARE(inflatePayload(compressed(tooLarge, zlibBits), output), Inflation::TooLarge);
    QCOMPARE(output.size(), maximumInflatedBytes);
}

void TestHepUnpacker::keepsWhatCameOutOfDamagedData()
{
    Bytes payload = compressed(core::base::asBytes(sampleSip), gzipBits);
    payload.resize(payload.size() - 30);
    const Bytes bytes = packetWithCompressed(payload);
    HepUnpacker unpacker;
    const HepDecoding decoding = unpacker.unpack(bytes);
    QVERIFY(decoding.packet.has_value());
    QVERIFY(decoding.packet->defects.contains(HepDefect::PayloadUndecompressed));
    QVERIFY(!decoding.packet->payload.empty());
    QVERIFY(sampleSip.starts_with(toText(decoding.packet->payload)));
}

void TestHepUnpacker::labelsWhatIsNotCompressed()
{
    const Bytes bytes = packetWithCompressed(toBytes("\xff\xff\xff\xff"));
    HepUnpacker unpacker;
    const HepDecoding decoding = unpacker.unpack(bytes);
    QVERIFY(decoding.packet.has_value());
    QVERIFY(decoding.packet->defects.contains(HepDefect::PayloadUndecompressed));
    QVERIFY(decoding.packet->isPayloadCompressed);
    QCOMPARE(decoding.packet->payload.size(), std::size_t{4});
}

void TestHepUnpacker::refusesBrokenGzip()
{
    HepUnpacker unpacker;
    const HepDecoding decoding = unpacker.unpack(toBytes("\x1f\x8b junk"));
    QVERIFY(!decoding.packet.has_value());
    QCOMPARE(decoding.refusal, HepRefusal::CompressionBroken);
}

QTEST_GUILESS_MAIN(TestHepUnpacker)
#include "tst_hep_unpacker.moc"
