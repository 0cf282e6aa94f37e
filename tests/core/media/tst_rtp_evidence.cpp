// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/rtp_evidence.h"

#include <QtTest>
#include <random>

using namespace core::media;

namespace {

RtpHeader packet(int sequence, std::uint32_t timestamp, std::uint8_t type = 0)
{
    RtpHeader header;
    header.sequence = static_cast<std::uint16_t>(sequence);
    header.timestamp = timestamp;
    header.payloadType = type;
    return header;
}

unsigned sureness(std::initializer_list<RtpHeader> packets)
{
    RtpEvidence evidence;
    for (const RtpHeader& header : packets)
        evidence.add(header);
    return evidence.percent();
}

} // namespace

class TestRtpEvidence : public QObject {
    Q_OBJECT

private slots:
    void growsWithEachPacketThatFollows();
    void staysLow_data();
    void staysLow();
    void toleratesLossAndWrapAround();
    void isNotConvincedByNoise();
};

void TestRtpEvidence::growsWithEachPacketThatFollows()
{
    RtpEvidence evidence;
    QCOMPARE(evidence.percent(), 0U);
    std::vector<unsigned> seen;
    for (int i = 0; i < 6; ++i) {
        evidence.add(packet(i, std::uint32_t(i) * 160));
        seen.push_back(evidence.percent());
    }
    QCOMPARE(seen, (std::vector<unsigned>{10, 60, 85, 95, 99, 99}));
}

void TestRtpEvidence::staysLow_data()
{
    QTest::addColumn<unsigned>("percent");
    QTest::newRow("one packet") << sureness({packet(1, 0)});
    QTest::newRow("the same packet again and again")
        << sureness({packet(1, 0), packet(1, 0), packet(1, 0), packet(1, 0), packet(1, 0), packet(1, 0)});
    QTest::newRow("numbers that jump")
        << sureness({packet(1, 0), packet(500, 160), packet(9000, 320), packet(4, 480), packet(5, 640)});
    QTest::newRow("timestamps that jump")
        << sureness({packet(1, 0), packet(2, 1U << 31U), packet(3, 0), packet(4, 1U << 31U)});
    QTest::newRow("a payload type that nobody should send")
        << sureness({packet(1, 0, 77), packet(2, 160, 77), packet(3, 320, 77), packet(4, 480, 77)});
}

void TestRtpEvidence::staysLow()
{
    QFETCH(unsigned, percent);
    QVERIFY2(percent < 60, qPrintable(QString::number(percent)));
}

void TestRtpEvidence::toleratesLossAndWrapAround()
{
    QVERIFY(sureness({packet(65533, 0xffffff00), packet(65535, 0x40), packet(0, 0xe0), packet(2, 0x200)}) >=
            95);
    // Two that overtook each other.
    QVERIFY(sureness({packet(1, 0), packet(3, 320), packet(2, 160), packet(4, 480)}) >= 95);
}

void TestRtpEvidence::isNotConvincedByNoise()
{
    std::mt19937 random{2};
    for (int run = 0; run < 1000; ++run) {
        RtpEvidence evidence;
        for (int i = 0; i < 50; ++i) {
            evidence.add(packet(static_cast<int>(random() & 0xffffU), static_cast<std::uint32_t>(random()),
                                static_cast<std::uint8_t>(random() & 0x7fU)));
            QVERIFY(evidence.percent() < 85);
        }
    }
}

QTEST_GUILESS_MAIN(TestRtpEvidence)
#include "tst_rtp_evidence.moc"
