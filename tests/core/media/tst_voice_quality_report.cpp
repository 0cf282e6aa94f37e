// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/media_report.h"

#include <QtTest>

using namespace core::media;

namespace {

MediaEndpoint addressOf(std::string_view address, std::uint16_t port)
{
    return address == "10.10.1.100" || address == "11.1.1.150"
               ? mediaEndpoint(std::array<std::byte, 4>{std::byte{10}}, port)
               : MediaEndpoint{};
}

} // namespace

class TestVoiceQualityReport : public QObject {
    Q_OBJECT

private slots:
    void theExampleOfTheRfcIsRead();
    void colonsStandForEqualSigns();
    void whatCannotBeReadSaysWhy();
};

/// RFC 6035 section 4.9.1, with the figures of both sides.
void TestVoiceQualityReport::theExampleOfTheRfcIsRead()
{
    const MediaReport report =
        readVoiceQualityReport("VQSessionReport: CallTerm\r\n"
                               "CallID:1890463548@alice.example.org\r\n"
                               "LocalID:Alice <sip:alice@example.org>\r\n"
                               "RemoteID:Bill <sip:bill@example.net>\r\n"
                               "OrigID:Alice <sip:alice@example.org>\r\n"
                               "LocalAddr:IP=10.10.1.100 PORT=5000 SSRC=2468abcd\r\n"
                               "RemoteAddr:IP=11.1.1.150 PORT=5002 SSRC=0x1357efff\r\n"
                               "LocalMetrics:\r\n"
                               "Timestamps:START=2004-10-10T18:23:43Z STOP=2004-10-01T18:26:02Z\r\n"
                               "SessionDesc:PT=18 PD=G729 SR=8000 FD=20 FO=20 FPP=2 PPS=50 "
                               "FMTP=\"annexb=no\" PLC=3 SSUP=on\r\n"
                               "JitterBuffer:JBA=3 JBR=2 JBN=40 JBM=80 JBX=120\r\n"
                               "PacketLoss:NLR=5.0 JDR=2.0\r\n"
                               "BurstGapLoss:BLD=0 BD=0 GLD=2.0 GD=500 GMIN=16\r\n"
                               "Delay:RTD=200 ESD=140 SOWD=200 IAJ=2 MAJ=10\r\n"
                               "Signal:SL=-18 NL=-50 RERL=55\r\n"
                               "QualityEst:RLQ=88 RCQ=85 EXTRI=90 MOSLQ=4.1 MOSCQ=4.0 "
                               "QoEEstAlg=P.564\r\n"
                               "RemoteMetrics:\r\n"
                               "SessionDesc:PT=18 PD=G729 SR=8000\r\n"
                               "PacketLoss:NLR=1.5 JDR=0\r\n"
                               "DialogID:1890463548@alice.example.org;to-tag=8472761\r\n",
                               addressOf);
    QCOMPARE(int(report.fault), int(ReportFault::None));
    QCOMPARE(report.callId, std::string{"1890463548@alice.example.org"});
    QCOMPARE(report.streams.size(), std::size_t{2});
    // What Alice received came from Bill.
    const StreamReport& near = report.streams[0];
    QCOMPARE(near.ssrc, std::optional{0x1357efffU});
    QCOMPARE(int(near.path.source.port), 5002);
    QCOMPARE(int(near.path.destination.port), 5000);
    QCOMPARE(near.metrics->lossPercent, 5.0);
    QCOMPARE(near.metrics->discardPercent, 2.0);
    QCOMPARE(int(near.metrics->roundTripMs), 200);
    QCOMPARE(int(near.metrics->endSystemMs), 140);
    QCOMPARE(int(*near.metrics->rFactor), 85);
    QCOMPARE(*near.metrics->listeningMos, 4.1);
    QCOMPARE(*near.metrics->conversationalMos, 4.0);
    QCOMPARE(*near.figures->jitterMs, 2.0);
    QCOMPARE(near.figures->codec.view(), std::string_view{"G729"});
    const StreamReport& far = report.streams[1];
    QCOMPARE(far.ssrc, std::optional{0x2468abcdU});
    QCOMPARE(int(far.path.destination.port), 5002);
    QCOMPARE(far.metrics->lossPercent, 1.5);
    QVERIFY(!far.figures->jitterMs);
}

void TestVoiceQualityReport::colonsStandForEqualSigns()
{
    const MediaReport report =
        readVoiceQualityReport("VQIntervalReport\nLocalMetrics:\nSessionDesc:PT=124 PD=opus SR=48000\n"
                               "CallID:q@127.0.0.1\nLocalAddr:IP:10.10.1.100 PORT:30539\n"
                               "RemoteAddr:IP:11.1.1.150 PORT:7079\nPacketLoss:NLR=8.0\nDelay:IAJ=93",
                               addressOf);
    QCOMPARE(report.streams.size(), std::size_t{1});
    QCOMPARE(int(report.streams[0].path.destination.port), 30539);
    QVERIFY(!report.streams[0].ssrc);
    QCOMPARE(*report.streams[0].figures->lossPercent, 8.0);
    QCOMPARE(*report.streams[0].figures->jitterMs, 93.0);
}

void TestVoiceQualityReport::whatCannotBeReadSaysWhy()
{
    QCOMPARE(int(readVoiceQualityReport("hello", addressOf).fault), int(ReportFault::NotJson));
    QCOMPARE(int(readVoiceQualityReport("VQSessionReport: CallTerm\nCallID:x\n", addressOf).fault),
             int(ReportFault::NoFigures));
    QCOMPARE(int(readVoiceQualityReport("VQSessionReport" + std::string(70'000, '\n'), addressOf).fault),
             int(ReportFault::TooLarge));
}

QTEST_APPLESS_MAIN(TestVoiceQualityReport)
#include "tst_voice_quality_report.moc"
