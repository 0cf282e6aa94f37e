// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/dtmf_detector.h"

#include "tests/core/media/tone_maker.h"

#include <QtTest>

using namespace core::media;
using namespace tests::media;
using namespace std::chrono_literals;

namespace {

constexpr core::base::Timestamp start{1'700'000'000s};

std::vector<Tone> digitTones(char digit, double rowLevel = -10, double columnLevel = -10)
{
    constexpr double rows[] = {697, 770, 852, 941};
    constexpr double columns[] = {1209, 1336, 1477, 1633};
    const std::size_t place = std::string_view{"123A456B789C*0#D"}.find(digit);
    return {{rows[place / 4], rowLevel}, {columns[place % 4], columnLevel}};
}

/// In packets of 20 ms, as they come.
std::vector<InbandDigit> digitsOf(const Sound& sound, CompandingLaw law = CompandingLaw::A)
{
    DtmfDetector detector{law};
    std::vector<InbandDigit> digits;
    const std::span<const std::byte> codes{sound.codes()};
    for (std::size_t at = 0; at < codes.size(); at += 160) {
        const auto ended = detector.add(codes.subspan(at, std::min<std::size_t>(160, codes.size() - at)),
                                        start + at * 125us);
        digits.insert(digits.end(), ended.begin(), ended.end());
    }
    if (const auto last = detector.interrupt())
        digits.push_back(*last);
    return digits;
}

std::string textOf(const std::vector<InbandDigit>& digits)
{
    std::string text;
    for (const InbandDigit& digit : digits)
        text += digit.digit;
    return text;
}

} // namespace

class TestDtmfDetector : public QObject {
    Q_OBJECT

private slots:
    void hearsEveryDigit_data();
    void hearsEveryDigit();
    void tellsTimeAndLevel();
    void hearsTheShortestThatQ24AsksFor();
    void toleratesTwistAndNoise();
    void partsRepeatedDigits();
    void hearsNothingElse_data();
    void hearsNothingElse();
    void endsWhereSamplesAreMissing();
};

void TestDtmfDetector::hearsEveryDigit_data()
{
    QTest::addColumn<int>("law");
    QTest::newRow("PCMA") << int(CompandingLaw::A);
    QTest::newRow("PCMU") << int(CompandingLaw::Mu);
}

void TestDtmfDetector::hearsEveryDigit()
{
    QFETCH(int, law);
    Sound sound{static_cast<CompandingLaw>(law)};
    const std::string digits = "1234567890*#ABCD";
    for (const char digit : digits)
        sound.silence(73).tones(digitTones(digit), 80);
    QCOMPARE(textOf(digitsOf(sound, static_cast<CompandingLaw>(law))), digits);
}

void TestDtmfDetector::tellsTimeAndLevel()
{
    Sound sound;
    sound.silence(500).tones(digitTones('5'), 200).silence(100);
    const auto digits = digitsOf(sound);
    QCOMPARE(digits.size(), std::size_t{1});
    // Within a block of 12.75 ms.
    QVERIFY(digits[0].begin >= start + 487ms && digits[0].begin <= start + 513ms);
    QVERIFY(digits[0].duration >= 174ms && digits[0].duration <= 226ms);
    // Two tones of -10 dBm0 are -7 together.
    QVERIFY(std::abs(digits[0].level + 7) < 1.5);
}

void TestDtmfDetector::hearsTheShortestThatQ24AsksFor()
{
    for (int offset = 0; offset < 26; ++offset) {
        Sound sound;
        sound.silence(50 + offset).tones(digitTones('8'), 40).silence(60);
        QCOMPARE(textOf(digitsOf(sound)), std::string{"8"});
    }
}

void TestDtmfDetector::toleratesTwistAndNoise()
{
    Sound sound;
    sound.silence(50)
        .tones(digitTones('2', -10, -14), 80, -30)
        .silence(50)
        .tones(digitTones('9', -16, -10), 80, -30)
        .silence(50)
        .tones(digitTones('4', -25, -25), 80)
        .silence(50);
    QCOMPARE(textOf(digitsOf(sound)), std::string{"294"});
}

void TestDtmfDetector::partsRepeatedDigits()
{
    Sound sound;
    sound.tones(digitTones('7'), 80).silence(60).tones(digitTones('7'), 80).tones(digitTones('1'), 80);
    QCOMPARE(textOf(digitsOf(sound)), std::string{"771"});
}

void TestDtmfDetector::hearsNothingElse_data()
{
    QTest::addColumn<QByteArray>("codes");
    const auto row = [](const char* name, const Sound& sound) {
        QTest::newRow(name) << QByteArray{reinterpret_cast<const char*>(sound.codes().data()),
                                          qsizetype(sound.codes().size())};
    };
    row("silence", Sound{}.silence(2000));
    row("ringing tone", Sound{}.tones({{425, -10}}, 2000));
    row("dial tone of two sines", Sound{}.tones({{350, -13}, {440, -13}}, 2000));
    row("one tone of a row", Sound{}.tones({{770, -10}}, 2000));
    row("two rows", Sound{}.tones({{697, -10}, {852, -10}}, 2000));
    row("a row and a column far too weak", Sound{}.tones({{770, -10}, {1336, -24}}, 2000));
    row("between the frequencies", Sound{}.tones({{733, -10}, {1270, -10}}, 2000));
    row("two tones within others", Sound{}.tones({{770, -10}, {1336, -10}, {500, -8}, {2200, -8}}, 2000));
    row("noise", Sound{}.tones({}, 5000, -15));
    row("a digit of 15 ms", Sound{}.silence(50).tones(digitTones('5'), 15).silence(50));
}

void TestDtmfDetector::hearsNothingElse()
{
    QFETCH(QByteArray, codes);
    DtmfDetector detector{CompandingLaw::A};
    const auto digits =
        detector.add(std::as_bytes(std::span{codes.constData(), std::size_t(codes.size())}), start);
    QCOMPARE(textOf(digits), std::string{});
    QVERIFY(!detector.interrupt());
}

void TestDtmfDetector::endsWhereSamplesAreMissing()
{
    DtmfDetector detector{CompandingLaw::A};
    const Sound sound = Sound{}.tones(digitTones('3'), 100);
    QVERIFY(detector.add(sound.codes(), start).empty());
    const auto digit = detector.interrupt();
    QVERIFY(digit && digit->digit == '3');
    QVERIFY(!detector.interrupt());
}

QTEST_GUILESS_MAIN(TestDtmfDetector)
#include "tst_dtmf_detector.moc"
