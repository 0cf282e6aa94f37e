// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/time_labels.h"

#include <QDateTime>
#include <QLocale>
#include <QTest>

using ui::charts::timeLabelFormat;

class TimeLabelsTest : public QObject {
    Q_OBJECT

private slots:
    void neighboursDiffer_data();
    void neighboursDiffer();
    void ratesAreThoseThatWereSeen();
};

void TimeLabelsTest::neighboursDiffer_data()
{
    QTest::addColumn<double>("span");
    QTest::addColumn<qint64>("step");
    QTest::addColumn<QString>("label");
    constexpr qint64 second = 1'000;
    constexpr qint64 day = 86'400;
    QTest::newRow("one answer") << 0.5 << qint64{100} << QStringLiteral("00:00:00.000");
    QTest::newRow("a second") << 4.9 << 1 * second << QStringLiteral("00:00:00.000");
    QTest::newRow("a call") << 40.0 << 10 * second << QStringLiteral("00:00:00");
    QTest::newRow("an hour") << 3'600.0 << 600 * second << QStringLiteral("00:00");
    QTest::newRow("a week") << 7.0 * day << day / 2 * second << QStringLiteral("1 Jan 00:00");
    QTest::newRow("a season") << 90.0 * day << 10 * day * second << QStringLiteral("1 Jan");
    QTest::newRow("years") << 1'400.0 * day << 365 * day * second << QStringLiteral("Jan 2017");
}

void TimeLabelsTest::neighboursDiffer()
{
    QFETCH(const double, span);
    QFETCH(const qint64, step);
    const QDateTime start(QDate(2017, 1, 1), QTime(0, 0), Qt::UTC);
    const QString format = timeLabelFormat(span);
    QTEST(QLocale::c().toString(start, format), "label");
    QVERIFY(QLocale::c().toString(start.addMSecs(step), format) != QLocale::c().toString(start, format));
}

void TimeLabelsTest::ratesAreThoseThatWereSeen()
{
    using ui::charts::rateText;
    QCOMPARE(rateText(20, 5), QStringLiteral("20 msg/s"));
    QCOMPARE(rateText(0.5, 10), QStringLiteral("30 msg/min"));
    QCOMPARE(rateText(0.0005, 5'000), QStringLiteral("2 msg/h"));
    QCOMPARE(rateText(0.00005, 1'000'000), QStringLiteral("4 msg/day"));
    QCOMPARE(rateText(0.000001, 5'000'000), QStringLiteral("0.09 msg/day"));
    QCOMPARE(rateText(10, 0.1), QStringLiteral("1 msg in 0.10 s")); // one message is not ten a second
}

QTEST_GUILESS_MAIN(TimeLabelsTest)
#include "tst_time_labels.moc"
