// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/byte_reader.h"

#include <QtTest>
#include <array>

using namespace core::base;

namespace {

constexpr std::array bytes{std::byte{0x01}, std::byte{0x82}, std::byte{0x03}, std::byte{0x84},
                           std::byte{0x05}, std::byte{0x86}, std::byte{0x07}, std::byte{0x88}};

} // namespace

class TestByteReader : public QObject {
    Q_OBJECT

private slots:
    void readsBigEndian();
    void readsLittleEndian();
    void keepsThePosition();
    void failsForGood();
    void survivesHugeCounts();
    void readsNothingFromNothing();
};

void TestByteReader::readsBigEndian()
{
    QCOMPARE(ByteReader{bytes}.u8(), std::uint8_t{0x01});
    QCOMPARE(ByteReader{bytes}.u16(), std::uint16_t{0x0182});
    QCOMPARE(ByteReader{bytes}.u24(), std::uint32_t{0x018203});
    QCOMPARE(ByteReader{bytes}.u32(), std::uint32_t{0x01820384});
    QCOMPARE(ByteReader{bytes}.u64(), std::uint64_t{0x0182038405860788});
}

void TestByteReader::readsLittleEndian()
{
    QCOMPARE(ByteReader{bytes}.u16LittleEndian(), std::uint16_t{0x8201});
    QCOMPARE(ByteReader{bytes}.u32LittleEndian(), std::uint32_t{0x84038201});
    QCOMPARE(ByteReader{bytes}.u64LittleEndian(), std::uint64_t{0x8807860584038201});
}

void TestByteReader::keepsThePosition()
{
    ByteReader reader{bytes};
    reader.skip(2);
    QCOMPARE(reader.u16(), std::uint16_t{0x0384});
    QCOMPARE(reader.position(), std::size_t{4});
    QCOMPARE(reader.remaining(), std::size_t{4});
    const auto taken = reader.bytes(3);
    QCOMPARE(taken.data(), bytes.data() + 4);
    QCOMPARE(taken.size(), std::size_t{3});
    QCOMPARE(reader.rest().size(), std::size_t{1});
    reader.skip(1);
    QVERIFY(!reader.failed());
    QCOMPARE(reader.remaining(), std::size_t{0});
}

void TestByteReader::failsForGood()
{
    ByteReader reader{bytes};
    reader.skip(7);
    QCOMPARE(reader.u16(), std::uint16_t{0});
    QVERIFY(reader.failed());
    // One byte is left, but what follows a failed read would be read from the wrong place.
    QCOMPARE(reader.u8(), std::uint8_t{0});
    QVERIFY(reader.bytes(1).empty());
    QCOMPARE(reader.position(), std::size_t{7});
}

void TestByteReader::survivesHugeCounts()
{
    ByteReader reader{bytes};
    reader.skip(1);
    reader.skip(SIZE_MAX);
    QVERIFY(reader.failed());
    QCOMPARE(reader.position(), std::size_t{1});
    ByteReader other{bytes};
    QVERIFY(other.bytes(SIZE_MAX).empty());
    QVERIFY(other.failed());
}

void TestByteReader::readsNothingFromNothing()
{
    ByteReader reader{{}};
    QVERIFY(reader.bytes(0).empty());
    QVERIFY(!reader.failed());
    QCOMPARE(reader.u8(), std::uint8_t{0});
    QVERIFY(reader.failed());
}

QTEST_GUILESS_MAIN(TestByteReader)
#include "tst_byte_reader.moc"
