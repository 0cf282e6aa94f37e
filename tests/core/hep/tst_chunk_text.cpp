// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hep/chunk_text.h"

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
};

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

QTEST_GUILESS_MAIN(TestChunkText)
#include "tst_chunk_text.moc"
