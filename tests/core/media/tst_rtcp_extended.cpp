// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/rtcp_extended.h"

#include "tests/support/frame_builder.h"

#include <QtTest>

using namespace core::media;
using namespace tests::support;

namespace {

const char* const metrics = "07 00 0008 bbbbbbbb 0d 1a 80 40 0078 1388 0064 003c ec ba 7f 10 50 7f 29 27 "
                            "b0 00 0028 0050 00c8";

RtcpPacket first(const Bytes& bytes)
{
    RtcpReader reader{bytes};
    return reader.next().value();
}

} // namespace

class TestRtcpExtended : public QObject {
    Q_OBJECT

private slots:
    void readsVoipMetrics();
    void readsRoundTripBlocks();
    void readsStatisticsSummary();
    void skipsUnknownBlocks();
    void stopsAtADamagedBlock();
    void survivesEveryTruncationAndBitFlip();
};

void TestRtcpExtended::readsVoipMetrics()
{
    const Bytes bytes = join({hex("80 cf 000a aaaaaaaa"), hex(metrics)});
    XrReader blocks{first(bytes)};
    QCOMPARE(blocks.ssrc(), 0xaaaaaaaaU);
    const auto block = blocks.next();
    QVERIFY(block);
    const auto voip = voipMetrics(*block);
    QVERIFY(voip);
    QCOMPARE(voip->ssrc, 0xbbbbbbbbU);
    QCOMPARE(voip->lossPercent, 13 * 100.0 / 256);
    QCOMPARE(voip->discardPercent, 26 * 100.0 / 256);
    QCOMPARE(voip->burstPercent, 50.0);
    QCOMPARE(voip->gapPercent, 25.0);
    QCOMPARE(int(voip->burstMs), 120);
    QCOMPARE(int(voip->gapMs), 5000);
    QCOMPARE(int(voip->roundTripMs), 100);
    QCOMPARE(int(voip->endSystemMs), 60);
    QCOMPARE(int(voip->signalLevel.value()), -20);
    QCOMPARE(int(voip->noiseLevel.value()), -70);
    QVERIFY(!voip->echoReturnLoss);
    QCOMPARE(int(voip->gapThreshold), 16);
    QCOMPARE(int(voip->rFactor.value()), 80);
    QVERIFY(!voip->externalRFactor);
    QCOMPARE(voip->listeningMos.value(), 4.1);
    QCOMPARE(voip->conversationalMos.value(), 3.9);
    QCOMPARE(int(voip->jitterBufferMs), 40);
    QCOMPARE(int(voip->jitterBufferMaximumMs), 80);
    QCOMPARE(int(voip->jitterBufferAbsoluteMaximumMs), 200);
    QVERIFY(!blocks.next());
    QVERIFY(!blocks.failed());
}

void TestRtcpExtended::readsRoundTripBlocks()
{
    const Bytes bytes = hex("80 cf 000b aaaaaaaa 04 00 0002 0000000180000000 "
                            "05 00 0006 bbbbbbbb 11112222 00008000 cccccccc 33334444 00010000");
    XrReader blocks{first(bytes)};
    auto block = blocks.next();
    QVERIFY(block);
    QCOMPARE(receiverReferenceTime(*block).value(), 0x0000000180000000ULL);
    QCOMPARE(delayCount(*block), std::size_t{0});
    block = blocks.next();
    QVERIFY(block);
    QVERIFY(!receiverReferenceTime(*block));
    QCOMPARE(delayCount(*block), std::size_t{2});
    QCOMPARE(delayAt(*block, 0).ssrc, 0xbbbbbbbbU);
    QCOMPARE(delayAt(*block, 1).lastReceiverReport, 0x33334444U);
    QCOMPARE(delayAt(*block, 1).delay, 0x10000U);
}

void TestRtcpExtended::readsStatisticsSummary()
{
    // It reports losses and jitter, and no duplicates.
    const Bytes bytes = hex("80 cf 000b aaaaaaaa 06 a0 0009 bbbbbbbb 0064 00c8 00000005 00000001 "
                            "00000002 00000064 00000014 00000003 00000000");
    XrReader blocks{first(bytes)};
    const auto block = blocks.next();
    QVERIFY(block);
    const auto summary = statisticsSummary(*block);
    QVERIFY(summary);
    QCOMPARE(int(summary->firstSequence), 100);
    QCOMPARE(int(summary->endSequence), 200);
    QCOMPARE(summary->lost.value(), 5U);
    QVERIFY(!summary->duplicates);
    QCOMPARE(summary->maximumJitter.value(), 100U);
    QCOMPARE(summary->meanJitter.value(), 20U);
}

void TestRtcpExtended::skipsUnknownBlocks()
{
    const Bytes bytes = join({hex("80 cf 000c aaaaaaaa c8 00 0001 01020304"), hex(metrics)});
    XrReader blocks{first(bytes)};
    auto block = blocks.next();
    QVERIFY(block);
    QCOMPARE(int(block->type), 200);
    QVERIFY(!voipMetrics(*block));
    block = blocks.next();
    QVERIFY(block);
    QVERIFY(voipMetrics(*block));
}

void TestRtcpExtended::stopsAtADamagedBlock()
{
    const Bytes bytes = hex("80 cf 0003 aaaaaaaa 07 00 0008 bbbbbbbb");
    XrReader blocks{first(bytes)};
    QVERIFY(!blocks.next());
    QVERIFY(blocks.failed());
    const Bytes wrongLength = hex("80 cf 0003 aaaaaaaa 07 00 0001 bbbbbbbb");
    XrReader second{first(wrongLength)};
    QVERIFY(!voipMetrics(second.next().value()));
}

void TestRtcpExtended::survivesEveryTruncationAndBitFlip()
{
    const Bytes whole = join({hex("80 cf 0011 aaaaaaaa 05 00 0006 bbbbbbbb 11112222 00008000 cccccccc "
                                  "33334444 00010000"),
                              hex(metrics)});
    std::size_t read = 0;
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        Bytes bytes = whole;
        bytes[bit / 8] ^= static_cast<std::byte>(1U << bit % 8);
        RtcpReader reader{bytes};
        while (const auto packet = reader.next()) {
            XrReader blocks{*packet};
            while (const auto block = blocks.next()) {
                for (std::size_t i = 0; i < delayCount(*block); ++i)
                    read += std::size_t{delayAt(*block, i).ssrc != 0};
                read += std::size_t{voipMetrics(*block).has_value()};
                read += std::size_t{statisticsSummary(*block).has_value()};
            }
        }
    }
    QVERIFY(read > 0);
}

QTEST_GUILESS_MAIN(TestRtcpExtended)
#include "tst_rtcp_extended.moc"
