// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/hep_builder.h"

#include <QtTest>

using namespace core::hep;
using namespace tests::support;

class TestHepChunks : public QObject {
    Q_OBJECT

private slots:
    void keepsOrderVendorAndBody();
    void endsAtTheDeclaredLength();
    void stopsAtImpossibleLength_data();
    void stopsAtImpossibleLength();
    void readsWhatIsLeftOfTheLastChunk();
};

void TestHepChunks::keepsOrderVendorAndBody()
{
    const Bytes packet = Hep3Builder{}
                             .chunk(8, 0x80, toBytes("conversation"))
                             .text(ChunkType::Payload, "")
                             .number(ChunkType::CaptureId, 7, 4)
                             .build();
    HepChunkReader reader{packet};
    const auto vendorChunk = reader.next();
    QVERIFY(vendorChunk.has_value());
    QCOMPARE(vendorChunk->vendor, std::uint16_t{8});
    QCOMPARE(vendorChunk->type, std::uint16_t{0x80});
    QCOMPARE(toText(vendorChunk->body), std::string{"conversation"});
    const auto empty = reader.next();
    QVERIFY(empty.has_value());
    QCOMPARE(empty->type, std::uint16_t{0x0f});
    QVERIFY(empty->body.empty());
    const auto number = reader.next();
    QVERIFY(number.has_value());
    QCOMPARE(number->body.size(), std::size_t{4});
    QVERIFY(!reader.next().has_value());
    QVERIFY(!reader.isMalformed());
}

void TestHepChunks::endsAtTheDeclaredLength()
{
    const Bytes packet = Hep3Builder{}.number(ChunkType::Family, 2, 1).trailing("\0\0\0\x0f\0\x08zz").build();
    HepChunkReader reader{packet};
    QVERIFY(reader.next().has_value());
    QVERIFY(!reader.next().has_value());
    QVERIFY(!reader.isMalformed());
}

void TestHepChunks::stopsAtImpossibleLength_data()
{
    QTest::addColumn<int>("length");
    for (int length = 0; length < 6; ++length)
        QTest::addRow("length %d", length) << length;
}

void TestHepChunks::stopsAtImpossibleLength()
{
    QFETCH(int, length);
    const Bytes packet =
        Hep3Builder{}.chunkWithLength(0x0c, static_cast<std::uint16_t>(length), toBytes("abcd")).build();
    HepChunkReader reader{packet};
    QVERIFY(!reader.next().has_value());
    QVERIFY(reader.isMalformed());
    QVERIFY(!reader.next().has_value());
}

void TestHepChunks::readsWhatIsLeftOfTheLastChunk()
{
    const Bytes packet = Hep3Builder{}.chunkWithLength(0x0f, 6 + 100, toBytes("INVITE")).build();
    HepChunkReader reader{packet};
    const auto chunk = reader.next();
    QVERIFY(chunk.has_value());
    QVERIFY(chunk->isCutShort);
    QCOMPARE(toText(chunk->body), std::string{"INVITE"});
    QVERIFY(reader.isMalformed());
    QVERIFY(!reader.next().has_value());
}

QTEST_GUILESS_MAIN(TestHepChunks)
#include "tst_hep_chunks.moc"
