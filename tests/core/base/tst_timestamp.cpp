// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/timestamp.h"

#include <QtTest>
#include <cstdint>
#include <limits>

using namespace core::base;

namespace {

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();

} // namespace

class TestTimestamp : public QObject {
    Q_OBJECT

private slots:
    void carriesNanosecondsOver();
    void saturates();
    void writesEpochSeconds_data();
    void writesEpochSeconds();
    void writesSeconds_data();
    void writesSeconds();
    void writesUtc_data();
    void writesUtc();
};

void TestTimestamp::carriesNanosecondsOver()
{
    QCOMPARE(toNanoseconds(fromSecondsAndNanoseconds(1, 5)), std::int64_t{1'000'000'005});
    QCOMPARE(toNanoseconds(fromSecondsAndNanoseconds(1, 4'294'967'295)), std::int64_t{5'294'967'295});
    QCOMPARE(toNanoseconds(fromSecondsAndNanoseconds(-1, 5)), std::int64_t{-999'999'995});
    QCOMPARE(toNanoseconds(fromSecondsAndNanoseconds(1, -5)), std::int64_t{999'999'995});
    QCOMPARE(toNanoseconds(fromSecondsAndNanoseconds(0xffffffff, 0)),
             std::int64_t{4'294'967'295'000'000'000});
}

void TestTimestamp::saturates()
{
    for (const std::int64_t nanoseconds : {std::int64_t{0}, std::int64_t{999'999'999}, highest, lowest}) {
        const auto largest = toNanoseconds(fromSecondsAndNanoseconds(highest, nanoseconds));
        const auto smallest = toNanoseconds(fromSecondsAndNanoseconds(lowest, nanoseconds));
        QVERIFY(largest > 9'223'372'030'000'000'000);
        QVERIFY(smallest < -9'223'372'030'000'000'000);
    }
    QVERIFY(formatUtc(fromSecondsAndNanoseconds(highest, 0)).starts_with("2262-04-11 "));
    QVERIFY(formatUtc(fromSecondsAndNanoseconds(lowest, 0)).starts_with("1677-09-21 "));
}

void TestTimestamp::writesEpochSeconds_data()
{
    QTest::addColumn<qint64>("nanoseconds");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("zero") << qint64{0} << QByteArray{"0.000000000"};
    QTest::newRow("usual") << qint64{1'311'857'686'562'096'001} << QByteArray{"1311857686.562096001"};
    QTest::newRow("before 1970") << qint64{-1'500'000'000} << QByteArray{"-1.500000000"};
    QTest::newRow("lowest") << qint64{lowest} << QByteArray{"-9223372036.854775808"};
    QTest::newRow("highest") << qint64{highest} << QByteArray{"9223372036.854775807"};
}

void TestTimestamp::writesEpochSeconds()
{
    QFETCH(qint64, nanoseconds);
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(formatEpoch(fromNanoseconds(nanoseconds))), text);
}

void TestTimestamp::writesSeconds_data()
{
    QTest::addColumn<qint64>("nanoseconds");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("zero") << qint64{0} << QByteArray{"0.000000"};
    QTest::newRow("usual") << qint64{412'345'678} << QByteArray{"0.412345"};
    QTest::newRow("rounded down") << qint64{999'999'999} << QByteArray{"0.999999"};
    QTest::newRow("negative") << qint64{-1'000'001'000} << QByteArray{"-1.000001"};
    QTest::newRow("rounded to zero") << qint64{-999} << QByteArray{"0.000000"};
    QTest::newRow("lowest") << qint64{lowest} << QByteArray{"-9223372036.854775"};
}

void TestTimestamp::writesSeconds()
{
    QFETCH(qint64, nanoseconds);
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(formatSeconds(Duration{nanoseconds})), text);
}

void TestTimestamp::writesUtc_data()
{
    QTest::addColumn<qint64>("nanoseconds");
    QTest::addColumn<int>("decimals");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("zero") << qint64{0} << 6 << QByteArray{"1970-01-01 00:00:00.000000Z"};
    QTest::newRow("usual") << qint64{1'795'556'101'123'456'789} << 6
                           << QByteArray{"2026-11-24 21:35:01.123456Z"};
    QTest::newRow("no decimals") << qint64{1'795'556'101'999'999'999} << 0
                                 << QByteArray{"2026-11-24 21:35:01Z"};
    QTest::newRow("one decimal") << qint64{1'795'556'101'999'999'999} << 1
                                 << QByteArray{"2026-11-24 21:35:01.9Z"};
    QTest::newRow("all decimals") << qint64{1'795'556'101'123'456'789} << 9
                                  << QByteArray{"2026-11-24 21:35:01.123456789Z"};
    QTest::newRow("leap day") << qint64{1'709'251'199'000'000'000} << 0 << QByteArray{"2024-02-29 23:59:59Z"};
    QTest::newRow("just before 1970") << qint64{-1} << 9 << QByteArray{"1969-12-31 23:59:59.999999999Z"};
    QTest::newRow("lowest") << qint64{lowest} << 9 << QByteArray{"1677-09-21 00:12:43.145224192Z"};
    QTest::newRow("highest") << qint64{highest} << 9 << QByteArray{"2262-04-11 23:47:16.854775807Z"};
}

void TestTimestamp::writesUtc()
{
    QFETCH(qint64, nanoseconds);
    QFETCH(int, decimals);
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(formatUtc(fromNanoseconds(nanoseconds), decimals)), text);
}

QTEST_GUILESS_MAIN(TestTimestamp)
#include "tst_timestamp.moc"
