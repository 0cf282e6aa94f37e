// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/session/frame_block.h"

#include <QTest>

#include <string>

using namespace core;
using namespace core::session;

namespace {

struct Written {
    std::int64_t number;
    net::FrameHeader header;
    std::string bytes;
    std::string comment = {};
};

net::FrameHeader header(std::int64_t nanoseconds, std::uint32_t originalLength)
{
    net::FrameHeader made;
    made.captured = base::fromNanoseconds(nanoseconds);
    made.arrived = made.captured;
    made.source = base::SourceId{1};
    made.originalLength = originalLength;
    return made;
}

/// Frames that differ in everything a directory may leave out.
std::vector<Written> variousFrames()
{
    std::vector<Written> frames;
    frames.push_back({1, header(1'700'000'000'000'000'000, 5), "first"});
    frames.push_back({2, header(1'700'000'000'000'001'000, 6), "second"});
    frames.push_back({7, header(1'700'000'000'000'001'001, 1500), "cut off"}); // hole, nanoseconds, cut
    frames.push_back({8, header(1'600'000'000'000'000'000, 0), ""});           // empty, earlier
    Written hep{9, header(1'600'000'000'000'000'007, 3), "hep"};
    hep.header.link = net::LinkType::Hep;
    hep.header.source = base::SourceId{12};
    hep.header.arrived = base::fromNanoseconds(1'600'000'001'000'000'000);
    hep.header.sender = {*net::IpAddress::parse("2001:db8::7"), 9060};
    hep.header.senderTransport = net::Transport::Tcp;
    frames.push_back(hep);
    hep.number = 1'000'000'000'000;
    hep.header.sender = {*net::IpAddress::parse("192.0.2.7"), 9060};
    hep.header.captured = base::Timestamp::max(); // a stranger's clock
    hep.header.arrived = base::Timestamp::min();
    frames.push_back(hep);
    hep.number += 1;
    hep.header.captured = base::Timestamp::min();
    frames.push_back(hep);
    return frames;
}

/// As a capture file says of some of them who sent them.
std::vector<Written> framesWithComments()
{
    auto frames = variousFrames();
    frames[1].comment = "HEP agent.id=7";
    frames[3].comment = "HEP agent.id=8 agent.name=\"of an empty frame\"";
    return frames;
}

RawBlock blockOf(const std::vector<Written>& frames, BlockStream stream = BlockStream::Signalling)
{
    BlockBuilder builder{stream};
    for (const Written& frame : frames)
        builder.append(frame.number, frame.header, base::asBytes(frame.bytes), frame.comment);
    return builder.take();
}

std::vector<std::byte> packed(const std::vector<Written>& frames)
{
    return BlockPacker{}.pack(blockOf(frames));
}

void compare(const Block& block, const std::vector<Written>& frames)
{
    QCOMPARE(block.entries.size(), frames.size());
    for (const Written& frame : frames) {
        const BlockEntry* entry = block.find(frame.number);
        QVERIFY2(entry != nullptr, qPrintable(QString::number(frame.number)));
        QCOMPARE(QByteArray::fromStdString(std::string{base::asText(block.bytesOf(*entry))}),
                 QByteArray::fromStdString(frame.bytes));
        QVERIFY(entry->header.captured == frame.header.captured);
        QVERIFY(entry->header.arrived == frame.header.arrived);
        QCOMPARE(entry->header.source.value, frame.header.source.value);
        QCOMPARE(entry->header.originalLength, frame.header.originalLength);
        QVERIFY(entry->header.link == frame.header.link);
        QVERIFY(entry->header.sender == frame.header.sender);
        QVERIFY(entry->header.senderTransport == frame.header.senderTransport);
        QCOMPARE(std::string{block.commentOf(*entry)}, frame.comment);
    }
}

} // namespace

class TestFrameBlock : public QObject {
    Q_OBJECT

private slots:
    void bringsBackEveryDetail();
    void bringsBackComments();
    void saysWhatItHolds();
    void findsOnlyWhatItHas();
    void isTheSameInUsedMemory();
    void isFullInTime();
    void noticesEveryDamagedByte();
    void noticesAnyMissingEnd();
    void refusesNewerVersions();
    void refusesSizesNobodyWrites();
};

void TestFrameBlock::bringsBackEveryDetail()
{
    const auto frames = variousFrames();
    BlockUnpacker unpacker;
    for (int round = 0; round < 2; ++round) { // the second one in memory that was used before
        const auto block = unpacker.unpack(packed(frames));
        QVERIFY(block);
        compare(*block, frames);
    }
}

/// Programs from before there were comments read every block without one.
void TestFrameBlock::bringsBackComments()
{
    const auto frames = framesWithComments();
    const auto bytes = packed(frames);
    QCOMPARE(std::to_integer<int>(bytes[blockMagic.size()]), 2);
    BlockUnpacker unpacker;
    for (int round = 0; round < 2; ++round) {
        const auto block = unpacker.unpack(bytes);
        QVERIFY(block);
        compare(*block, frames);
    }
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        auto damaged = bytes;
        damaged[i] ^= std::byte{0x10};
        QVERIFY2(!unpacker.unpack(damaged), qPrintable(QString::number(i)));
    }
    BlockBuilder builder{BlockStream::Signalling};
    builder.append(1, header(1, 1), base::asBytes("x"), "HEP agent.id=7");
    RawBlock used = builder.take();
    QVERIFY(used.copy().hasComments);
    builder.append(2, header(1, 1), base::asBytes("x"));
    used = builder.take(std::move(used));
    QCOMPARE(std::to_integer<int>(BlockPacker{}.pack(used)[blockMagic.size()]), 1);
    builder.append(3, header(1, 1), base::asBytes("x")); // in memory that was used before
    QCOMPARE(std::to_integer<int>(BlockPacker{}.pack(builder.take())[blockMagic.size()]), 1);
}

void TestFrameBlock::saysWhatItHolds()
{
    const auto frames = variousFrames();
    const auto bytes = BlockPacker{}.pack(blockOf(frames, BlockStream::Media));
    const auto summary = readBlockHeader(std::span{bytes}.first(blockHeaderSize));
    QVERIFY(summary);
    QVERIFY(summary->stream == BlockStream::Media);
    QCOMPARE(summary->size, static_cast<std::uint32_t>(bytes.size()));
    QCOMPARE(summary->frames, static_cast<std::uint32_t>(frames.size()));
    QCOMPARE(summary->first, frames.front().number);
    QCOMPARE(summary->last, frames.back().number);
}

void TestFrameBlock::findsOnlyWhatItHas()
{
    const auto block = BlockUnpacker{}.unpack(packed(variousFrames()));
    QVERIFY(block);
    for (const std::int64_t number : {0, 3, 6, 10})
        QVERIFY(block->find(number) == nullptr);
}

void TestFrameBlock::isTheSameInUsedMemory()
{
    const auto frames = variousFrames();
    BlockBuilder builder{BlockStream::Signalling};
    BlockPacker packer;
    std::vector<std::vector<std::byte>> blocks;
    RawBlock used = blockOf({{500, header(77, 9), std::string(100'000, 'x')}}, BlockStream::Rest);
    for (int round = 0; round < 3; ++round) {
        for (const Written& frame : frames)
            builder.append(frame.number, frame.header, base::asBytes(frame.bytes));
        blocks.push_back(packer.pack(builder.block().copy()));
        used = builder.take(std::move(used));
        QVERIFY(builder.block().isEmpty());
    }
    for (const auto& block : blocks)
        QVERIFY(block == packed(frames));
}

void TestFrameBlock::isFullInTime()
{
    BlockBuilder builder{BlockStream::Rest};
    const std::string frame(1000, 'r');
    std::int64_t number = 0;
    while (!builder.isFull()) {
        ++number;
        builder.append(number, header(number, 1000), base::asBytes(frame));
    }
    QVERIFY(builder.block().bytes.size() < fullBlockBytes + frame.size());
    const auto block = BlockUnpacker{}.unpack(BlockPacker{}.pack(builder.take()));
    QVERIFY(block);
    QCOMPARE(block->entries.size(), static_cast<std::size_t>(number));
}

void TestFrameBlock::noticesEveryDamagedByte()
{
    const auto whole = packed(variousFrames());
    BlockUnpacker unpacker;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        auto damaged = whole;
        damaged[i] ^= std::byte{0x10};
        QVERIFY2(!unpacker.unpack(damaged), qPrintable(QString::number(i)));
    }
    QVERIFY(unpacker.unpack(whole));
}

void TestFrameBlock::noticesAnyMissingEnd()
{
    const auto whole = packed(variousFrames());
    BlockUnpacker unpacker;
    for (std::size_t size = 0; size < whole.size(); ++size)
        QVERIFY(!unpacker.unpack(std::span{whole}.first(size)));
}

void TestFrameBlock::refusesNewerVersions()
{
    auto block = packed(variousFrames());
    block[blockMagic.size()] = std::byte{200};
    const auto summary = readBlockHeader(block);
    QVERIFY(!summary);
    QVERIFY(summary.error().code == base::ErrorCode::SessionNewer);
}

/// Nothing is allocated for a size that only a damaged or malicious file states.
void TestFrameBlock::refusesSizesNobodyWrites()
{
    auto block = packed(variousFrames());
    for (const std::size_t place : {20U, 28U}) {
        auto huge = block;
        for (std::size_t i = 0; i < 4; ++i)
            huge[place + i] = std::byte{0xff};
        QVERIFY(!readBlockHeader(huge));
        QVERIFY(!BlockUnpacker{}.unpack(huge));
    }
}

QTEST_GUILESS_MAIN(TestFrameBlock)
#include "tst_frame_block.moc"
