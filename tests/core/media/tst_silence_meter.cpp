// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/silence_meter.h"

#include "tests/core/media/tone_maker.h"

#include <QtTest>

using namespace core::media;
using namespace tests::media;
using namespace std::chrono_literals;

class TestSilenceMeter : public QObject {
    Q_OBJECT

private slots:
    void expandsAsG711Says();
    void codesAreTheirOwnNearest();
    void tellsSilenceFromSpeech_data();
    void tellsSilenceFromSpeech();
    void measuresTheLevelOfSpeech();
    void nothingHeardIsNothingSilent();
};

/// Of G.711 tables 1 and 2: the loudest, the quietest and the middle of each law.
void TestSilenceMeter::expandsAsG711Says()
{
    const auto mu = [](unsigned code) { return int(linearSample(CompandingLaw::Mu, std::byte(code))); };
    const auto a = [](unsigned code) { return int(linearSample(CompandingLaw::A, std::byte(code))); };
    QCOMPARE(mu(0xff), 0);
    QCOMPARE(mu(0x7f), 0);
    QCOMPARE(mu(0x80), 32124); // 8031 of 14 bits
    QCOMPARE(mu(0x00), -32124);
    QCOMPARE(mu(0xfe), 8); // 2
    QCOMPARE(a(0xd5), 8);  // 1 of 13 bits, in the middle of its step
    QCOMPARE(a(0x55), -8);
    QCOMPARE(a(0xaa), 32256); // 4032
    QCOMPARE(a(0x2a), -32256);
    QCOMPARE(a(0xd4), 24);
}

void TestSilenceMeter::codesAreTheirOwnNearest()
{
    for (const CompandingLaw law : {CompandingLaw::Mu, CompandingLaw::A}) {
        for (unsigned code = 0; code < 256; ++code) {
            const std::int16_t sample = linearSample(law, std::byte(code));
            QCOMPARE(linearSample(law, codeOf(law, sample)), sample);
        }
    }
}

void TestSilenceMeter::tellsSilenceFromSpeech_data()
{
    QTest::addColumn<int>("law");
    QTest::newRow("PCMA") << int(CompandingLaw::A);
    QTest::newRow("PCMU") << int(CompandingLaw::Mu);
}

void TestSilenceMeter::tellsSilenceFromSpeech()
{
    QFETCH(int, law);
    const auto companding = static_cast<CompandingLaw>(law);
    SilenceMeter meter{companding};
    meter.add(Sound{companding}
                  .tones({{300, -20}}, 1000)
                  .silence(600)
                  .tones({{300, -40}}, 400)
                  .silence(200)
                  .codes());
    QCOMPARE(meter.heard(), core::base::Duration{2200ms});
    QCOMPARE(meter.silent(), core::base::Duration{800ms});
    QCOMPARE(meter.longestSilence(), core::base::Duration{600ms});
}

void TestSilenceMeter::measuresTheLevelOfSpeech()
{
    SilenceMeter meter{CompandingLaw::A};
    meter.add(Sound{}.tones({{1000, -17}}, 1000).silence(1000).codes());
    QVERIFY2(std::abs(meter.speechLevel() + 17) < 0.2, qPrintable(QString::number(meter.speechLevel())));
}

void TestSilenceMeter::nothingHeardIsNothingSilent()
{
    SilenceMeter meter{CompandingLaw::Mu};
    meter.add({});
    QCOMPARE(meter.heard(), core::base::Duration{0});
    QCOMPARE(meter.silent(), core::base::Duration{0});
    QCOMPARE(meter.speechLevel(), -100.0);
}

QTEST_GUILESS_MAIN(TestSilenceMeter)
#include "tst_silence_meter.moc"
