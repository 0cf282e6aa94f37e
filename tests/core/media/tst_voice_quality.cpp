// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/voice_quality.h"

#include <QtTest>
#include <cmath>

using namespace core::media;

namespace {

bool isNear(double actual, double expected, double tolerance)
{
    const bool near = std::abs(actual - expected) <= tolerance;
    if (!near)
        qWarning("%.6f is not %.6f", actual, expected);
    return near;
}

QualityAssumptions delayOf(double milliseconds)
{
    QualityAssumptions assumptions;
    assumptions.oneWayDelayMs = milliseconds;
    return assumptions;
}

} // namespace

/// The figures are worked out by hand from the equations of ITU-T G.107 with the default values of its
/// table 2.
class TestVoiceQuality : public QObject {
    Q_OBJECT

private slots:
    void defaultsGiveTheRatingOfTheRecommendation();
    void mosFollowsAnnexB_data();
    void mosFollowsAnnexB();
    void delayImpairs_data();
    void delayImpairs();
    void lossImpairs_data();
    void lossImpairs();
    void burstsImpairMore();
    void burstRatioIsThatOfTheRuns();
    void saysWhatItAssumed();
    void ratesIntervalsOfSpeechOnly();
    void staysWithinItsScale();
};

/// G.107 section 7.7: with all parameters at their defaults R = 93.2. The mean opinion of that is
/// 1 + 0.035 * 93.2 + 93.2 * 33.2 * 6.8 * 7e-6 = 4.41.
void TestVoiceQuality::defaultsGiveTheRatingOfTheRecommendation()
{
    const VoiceQuality quality = voiceQuality({Codec::Pcmu, 0, 1}, delayOf(0));
    QVERIFY(isNear(quality.r, 93.2, 0.05));
    QVERIFY(isNear(quality.mos, 4.41, 0.005));
    // Idle = -566.87 + sqrt(566.87^2 + 169) = 0.149, and no other part of Id.
    QVERIFY(isNear(quality.delayImpairment, 0.149, 0.001));
    QCOMPARE(quality.equipmentImpairment, 0.0);
}

void TestVoiceQuality::mosFollowsAnnexB_data()
{
    QTest::addColumn<double>("r");
    QTest::addColumn<double>("mos");
    QTest::newRow("below the scale") << -5.0 << 1.0;
    QTest::newRow("0") << 0.0 << 1.0;
    // 1 + 0.175 + 5 * -55 * 95 * 7e-6 = 0.992
    QTest::newRow("the dip") << 5.0 << 1.0;
    // 1 + 1.75 + 50 * -10 * 50 * 7e-6
    QTest::newRow("50") << 50.0 << 2.575;
    QTest::newRow("60") << 60.0 << 3.1;
    // 1 + 2.45 + 70 * 10 * 30 * 7e-6
    QTest::newRow("70") << 70.0 << 3.597;
    // 1 + 2.8 + 80 * 20 * 20 * 7e-6
    QTest::newRow("80") << 80.0 << 4.024;
    // 1 + 3.15 + 90 * 30 * 10 * 7e-6
    QTest::newRow("90") << 90.0 << 4.339;
    QTest::newRow("100") << 100.0 << 4.5;
    QTest::newRow("above the scale") << 120.0 << 4.5;
}

void TestVoiceQuality::mosFollowsAnnexB()
{
    QFETCH(double, r);
    QFETCH(double, mos);
    QVERIFY(isNear(mosOf(r), mos, 1e-9));
}

/// At 150 ms: TERV = 65 - 40 lg(16 / 2) = 28.88, Re = 80 + 2.5 * 14.88 = 117.19, Roe = 94.77, so that
/// Idte = -11.21 + sqrt(11.21^2 + 100) - 1 = 2.81. Idle with Tr = 300 ms: Rle = 1228.5 / 301^0.25 = 294.94,
/// -100.09 + sqrt(100.09^2 + 169) = 0.84. Idd with X = lg(1.5) / lg 2 = 0.585: 25 * (1.00658 - 3.00003 + 2) =
/// 0.16. At 400 ms the same way 5.81 and 1.23; with X = 2 Idd = 25 * (65^(1/6) - 3 * (1 + (2/3)^6)^(1/6) + 2)
/// = 24.07.
void TestVoiceQuality::delayImpairs_data()
{
    QTest::addColumn<double>("delay");
    QTest::addColumn<double>("impairment");
    QTest::newRow("150 ms") << 150.0 << 2.81 + 0.84 + 0.164;
    QTest::newRow("400 ms") << 400.0 << 24.071 + 5.807 + 1.23;
}

void TestVoiceQuality::delayImpairs()
{
    QFETCH(double, delay);
    QFETCH(double, impairment);
    const VoiceQuality quality = voiceQuality({Codec::Pcma, 0, 1}, delayOf(delay));
    QVERIFY(isNear(quality.delayImpairment, impairment, 0.05));
    QVERIFY(isNear(quality.r, 93.355 - quality.delayImpairment, 0.001));
}

/// Ie-eff = Ie + (95 - Ie) * Ppl / (Ppl / BurstR + Bpl).
void TestVoiceQuality::lossImpairs_data()
{
    QTest::addColumn<int>("codec");
    QTest::addColumn<bool>("isConcealed");
    QTest::addColumn<double>("loss");
    QTest::addColumn<double>("impairment");
    const auto row = [](const char* name, Codec codec, bool isConcealed, double loss, double impairment) {
        QTest::newRow(name) << int(codec) << isConcealed << loss << impairment;
    };
    row("G.711, 1 %", Codec::Pcmu, false, 1, 95.0 / 5.3);
    row("G.711 with concealment, 1 %", Codec::Pcmu, true, 1, 95.0 / 26.1);
    row("G.729, no loss", Codec::G729, false, 0, 11);
    row("G.729, 2 %", Codec::G729, false, 2, 11 + 84.0 * 2 / 21);       // 19
    row("G.723.1, 3.9 %", Codec::G723, false, 3.9, 15 + 80 * 3.9 / 20); // 30.6
    row("GSM-EFR, 10 %", Codec::GsmEfr, false, 10, 5 + 90.0 / 2);       // 50
    row("everything lost", Codec::Pcmu, false, 100, 9500 / 104.3);
}

void TestVoiceQuality::lossImpairs()
{
    QFETCH(int, codec);
    QFETCH(bool, isConcealed);
    QFETCH(double, loss);
    QFETCH(double, impairment);
    QualityAssumptions assumptions = delayOf(0);
    assumptions.concealment = isConcealed ? Concealment::Used : Concealment::None;
    const VoiceQuality quality = voiceQuality({static_cast<Codec>(codec), loss, 1}, assumptions);
    QVERIFY(isNear(quality.equipmentImpairment, impairment, 1e-9));
    QVERIFY(isNear(quality.r, std::max(0.0, 93.206 - impairment), 0.001));
}

void TestVoiceQuality::burstsImpairMore()
{
    // 11 + 84 * 4 / (4 / 2 + 19) = 27
    const VoiceQuality bursty = voiceQuality({Codec::G729, 4, 2}, delayOf(0));
    QVERIFY(isNear(bursty.equipmentImpairment, 27, 1e-9));
    const VoiceQuality random = voiceQuality({Codec::G729, 4, 1}, delayOf(0));
    QVERIFY(random.mos > bursty.mos);
}

void TestVoiceQuality::burstRatioIsThatOfTheRuns()
{
    // Five runs of two packets, of a hundred: 2 * 0.9.
    QVERIFY(isNear(burstRatio(10, 5, 100), 1.8, 1e-9));
    // Ten single ones: more even than chance.
    QCOMPARE(burstRatio(10, 10, 100), 1.0);
    QCOMPARE(burstRatio(0, 0, 100), 1.0);
    QCOMPARE(burstRatio(5, 1, 0), 1.0);
}

void TestVoiceQuality::saysWhatItAssumed()
{
    const VoiceQuality quality = voiceQuality({Codec::Opus, 0, 1});
    QCOMPARE(quality.assumptions.oneWayDelayMs, 150.0);
    QVERIFY(quality.assumptions.isJitterIgnored);
    QCOMPARE(quality.codec.source, ImpairmentSource::Assumed);
    QCOMPARE(voiceQuality({Codec::Pcmu, 0, 1}).codec.source, ImpairmentSource::Published);
    QCOMPARE(voiceQuality({Codec::Gsm, 0, 1}).codec.source, ImpairmentSource::LossAssumed);
}

void TestVoiceQuality::ratesIntervalsOfSpeechOnly()
{
    IntervalRow row;
    row.expected = 250;
    row.packets = 245;
    row.missing = 5;
    row.missed = 5;
    row.lossRuns = 5;
    const auto quality = qualityOf(row, Codec::G729, delayOf(0));
    QVERIFY(quality);
    QVERIFY(isNear(quality->equipmentImpairment, 19, 1e-9)); // 2 % at random
    QVERIFY(!qualityOf(row, Codec::Video));
    QVERIFY(!qualityOf(row, Codec::Unknown));
    QVERIFY(!qualityOf(IntervalRow{}, Codec::G729));

    // Packets of an earlier interval came late: nothing is missing here.
    row.missing = -3;
    QVERIFY(isNear(qualityOf(row, Codec::G729, delayOf(0))->equipmentImpairment, 11, 1e-9));
}

void TestVoiceQuality::staysWithinItsScale()
{
    for (const double delay : {-10.0, 0.0, 50.0, 100.0, 100.1, 1000.0, 60'000.0}) {
        for (const double loss : {-1.0, 0.0, 0.1, 5.0, 50.0, 100.0, 200.0}) {
            const VoiceQuality quality = voiceQuality({Codec::G729, loss, 3}, delayOf(delay));
            QVERIFY(quality.r >= 0 && quality.r <= 100);
            QVERIFY(quality.mos >= 1 && quality.mos <= 4.5);
        }
    }
}

QTEST_GUILESS_MAIN(TestVoiceQuality)
#include "tst_voice_quality.moc"
