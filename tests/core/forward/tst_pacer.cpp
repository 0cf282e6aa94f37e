// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forward/pacer.h"

#include <QtTest>

#include <thread>

using namespace core::forward;
using namespace std::chrono_literals;

class TestPacer : public QObject {
    Q_OBJECT

private slots:
    void readsRates_data();
    void readsRates();
    void refusesOtherTexts_data();
    void refusesOtherTexts();
    void spreadsMessagesEvenly();
    void realTimeKeepsTheGaps();
    void doesNotMakeUpForADelay();
    void timesFarApartDoNoHarm();
    void stops();
};

namespace {

core::base::Timestamp at(std::chrono::milliseconds time)
{
    return core::base::Timestamp{1'760'000'000s} + time;
}

} // namespace

void TestPacer::readsRates_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("kind");
    QTest::addColumn<double>("perSecond");
    QTest::newRow("max") << QByteArray{"max"} << int(Rate::Kind::Maximum) << 0.0;
    QTest::newRow("realtime") << QByteArray{"realtime"} << int(Rate::Kind::RealTime) << 0.0;
    QTest::newRow("500") << QByteArray{"500"} << int(Rate::Kind::PerSecond) << 500.0;
    QTest::newRow("0.5") << QByteArray{"0.5"} << int(Rate::Kind::PerSecond) << 0.5;
}

void TestPacer::readsRates()
{
    QFETCH(QByteArray, text);
    QFETCH(int, kind);
    QFETCH(double, perSecond);
    const auto rate = parseRate(text.toStdString());
    QVERIFY(rate);
    QCOMPARE(int(rate->kind), kind);
    QCOMPARE(rate->perSecond, perSecond);
}

void TestPacer::refusesOtherTexts_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"", "fast", "0", "-1", "5/s", "nan", "inf", "1e400", "MAX"})
        QTest::newRow(text) << QByteArray{text};
}

void TestPacer::refusesOtherTexts()
{
    QFETCH(QByteArray, text);
    const auto rate = parseRate(text.toStdString());
    QVERIFY(!rate);
    QCOMPARE(rate.error().code, core::base::ErrorCode::OptionInvalid);
}

void TestPacer::spreadsMessagesEvenly()
{
    Pacer pacer{{Rate::Kind::PerSecond, 1000}};
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 200; ++i)
        QVERIFY(pacer.wait(at(0ms), {}));
    // 199 gaps of a millisecond, of which the first ten may be made up for.
    QVERIFY2(timer.elapsed() >= 180, qPrintable(QString::number(timer.elapsed())));
}

void TestPacer::realTimeKeepsTheGaps()
{
    Pacer pacer{{Rate::Kind::RealTime, 0}};
    QElapsedTimer timer;
    timer.start();
    QVERIFY(pacer.wait(at(0ms), {}));
    QVERIFY(timer.elapsed() < 1000);
    QVERIFY(pacer.wait(at(150ms), {}));
    QVERIFY(timer.elapsed() >= 150);
    QVERIFY(pacer.wait(at(100ms), {})); // out of order: at once
    QVERIFY(pacer.wait(at(-5000ms), {}));
    QVERIFY(timer.elapsed() < 2000);
    QVERIFY(pacer.wait(at(300ms), {}));
    QVERIFY(timer.elapsed() >= 300);
}

void TestPacer::doesNotMakeUpForADelay()
{
    Pacer pacer{{Rate::Kind::PerSecond, 100}};
    QVERIFY(pacer.wait(at(0ms), {}));
    std::this_thread::sleep_for(300ms); // the collector took its time
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 11; ++i)
        QVERIFY(pacer.wait(at(0ms), {}));
    QVERIFY2(timer.elapsed() >= 80, qPrintable(QString::number(timer.elapsed())));
}

void TestPacer::timesFarApartDoNoHarm()
{
    Pacer pacer{{Rate::Kind::RealTime, 0}};
    std::stop_source stop;
    QVERIFY(pacer.wait(core::base::Timestamp::min(), stop.get_token()));
    stop.request_stop();
    QVERIFY(!pacer.wait(core::base::Timestamp::max(), stop.get_token()));
}

void TestPacer::stops()
{
    Pacer pacer{{Rate::Kind::RealTime, 0}};
    std::stop_source stop;
    QVERIFY(pacer.wait(at(0ms), stop.get_token()));
    QElapsedTimer timer;
    timer.start();
    const std::jthread other{[&] {
        std::this_thread::sleep_for(50ms);
        stop.request_stop();
    }};
    QVERIFY(!pacer.wait(at(60'000ms), stop.get_token()));
    QVERIFY(timer.elapsed() < 5000);
}

QTEST_GUILESS_MAIN(TestPacer)
#include "tst_pacer.moc"
