// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hep/chunk_text.h"

#include "tests/support/capture_file_builder.h"
#include "tests/support/hep_builder.h"

#include <QtTest>

using namespace core::hep;
using namespace tests::support;

class TestChunkText : public QObject {
    Q_OBJECT

private slots:
    void namesEveryChunk();
    void readsNumbersByTheirWidth();
    void escapesText();
    void showsWhatIsBroken();
    void showsEveryPacketOfASegment();
    void unpacksGzip();
    void saysWhenGzipIsCutShort();
};

namespace {

Bytes joined(Bytes first, const Bytes& second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

} // namespace

void TestChunkText::namesEveryChunk()
{
    const Bytes packet = Hep3Builder{}
                             .usualHeader()
                             .text(ChunkType::AuthenticationKey, "secret")
                             .text(ChunkType::AgentName, "edge")
                             .chunk(0, 0x12, fromHex("00 64"))
                             .chunk(0, 0x14, fromHex("00 00 02 00 00 00 00 01"))
                             .chunk(0, 0x15, fromHex("02 00 00 00 00 02"))
                             .chunk(0, 0x20, fromHex("01 93"))
                             .chunk(0, 0x26, toBytes("blue,green"))
                             .chunk(2, 0x05, fromHex("0a ff"))
                             .text(ChunkType::Payload, sampleSip)
                             .build();
    const std::string payload = "payload " + std::to_string(sampleSip.size()) + " bytes\n";
    QCOMPARE(describeChunks(packet), "address-family 2\n"
                                     "ip-protocol 17\n"
                                     "source-address 192.0.2.1\n"
                                     "destination-address 198.51.100.7\n"
                                     "source-port 5060\n"
                                     "destination-port 5080\n"
                                     "time-seconds 1760000000\n"
                                     "time-microseconds 123456\n"
                                     "payload-type 1\n"
                                     "capture-id 2001\n"
                                     "authentication-key 6 bytes\n"
                                     "node-name edge\n"
                                     "vlan-id 100\n"
                                     "source-mac 02:00:00:00:00:01\n"
                                     "destination-mac 02:00:00:00:00:02\n"
                                     "mos 4.03\n"
                                     "tags blue,green\n"
                                     "vendor-2-chunk-5 0aff\n" +
                                         payload);
}

void TestChunkText::readsNumbersByTheirWidth()
{
    QCOMPARE(describeChunks(Hep3Builder{}
                                .chunk(0, 0x12, fromHex("64"))
                                .chunk(0, 0x12, {})
                                .chunk(0, 0x20, fromHex("05"))
                                .chunk(0, 0x03, fromHex("01 02"))
                                .build()),
             std::string{"vlan-id 100\nvlan-id \nmos 0.05\nsource-address 0102\n"});
}

void TestChunkText::escapesText()
{
    QCOMPARE(describeChunks(Hep3Builder{}.text(ChunkType::AgentName, "a\\b\n\x1b[2J\xc3\xa4").build()),
             std::string{"node-name a\\\\b\\x0a\\x1b[2J\\xc3\\xa4\n"});
}

void TestChunkText::showsWhatIsBroken()
{
    QCOMPARE(describeChunks(toBytes("no HEP")), std::string{});
    QCOMPARE(describeChunks(Hep3Builder{}.chunkWithLength(0x12, 3, fromHex("00 64")).build()),
             std::string{"The rest could not be read: a chunk has an impossible length.\n"});
}

void TestChunkText::showsEveryPacketOfASegment()
{
    const Bytes first = Hep3Builder{}.chunk(0, 0x12, fromHex("00 64")).build();
    const Bytes second = Hep3Builder{}.chunk(0, 0x20, fromHex("01 93")).build();
    QCOMPARE(describeChunks(joined(first, second)), std::string{"vlan-id 100\n\nmos 4.03\n"});

    Bytes half = joined(first, second);
    half.pop_back();
    QCOMPARE(describeChunks(half), std::string{"vlan-id 100\n\nmos 0.01 (cut short)\n"
                                               "The packet announces 1 bytes more than there are here.\n"});

    QCOMPARE(describeChunks(joined(first, toBytes("padding"))), std::string{"vlan-id 100\n"});
    QCOMPARE(describeChunks(toBytes(std::string{"HEP3\0\0HEP3\0\0", 12})), std::string{});
}

void TestChunkText::unpacksGzip()
{
    const Bytes packet = Hep3Builder{}.chunk(0, 0x12, fromHex("00 64")).build();
    QCOMPARE(describeChunks(gzip(packet)), std::string{"vlan-id 100\n"});
    QCOMPARE(describeChunks(gzip(joined(packet, packet))), std::string{"vlan-id 100\n\nvlan-id 100\n"});
    QCOMPARE(describeChunks(gzip(toBytes("no HEP"))), std::string{});
}

void TestChunkText::saysWhenGzipIsCutShort()
{
    Bytes bytes = gzip(Hep3Builder{}.chunk(0, 0x12, fromHex("00 64")).build());
    constexpr std::size_t checksumAndSize = 8;
    bytes.resize(bytes.size() - checksumAndSize);
    QCOMPARE(describeChunks(bytes), std::string{"vlan-id 100\nThe rest could not be unpacked.\n"});
}

QTEST_GUILESS_MAIN(TestChunkText)
#include "tst_chunk_text.moc"
