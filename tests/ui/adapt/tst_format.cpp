// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/adapt/format.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace ui::adapt;

namespace {

// 2026-09-14 12:05:32.118203 UTC
constexpr std::int64_t sampleNanoseconds = 1'789'387'532'118'203'000;

} // namespace

class FormatTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void durations_data();
    void durations();
    void deltas_data();
    void deltas();
    void sizes_data();
    void sizes();
    void times();
    void spans();
    void counts();
};

void FormatTest::initTestCase()
{
    qputenv("TZ", "Europe/Berlin");
    tzset();
    QLocale::setDefault(QLocale::c());
}

void FormatTest::durations_data()
{
    QTest::addColumn<qint64>("nanoseconds");
    QTest::addColumn<QString>("shown");
    QTest::newRow("zero") << qint64{0} << u"0.00 s"_s;
    QTest::newRow("rounded down") << qint64{2'919'999'999} << u"2.91 s"_s;
    QTest::newRow("exact") << qint64{290'000'000} << u"0.29 s"_s;
    QTest::newRow("tens of seconds") << qint64{21'450'000'000} << u"21.4 s"_s;
    QTest::newRow("minutes") << qint64{230'250'000'000} << u"3:50.2"_s;
    QTest::newRow("just a minute") << qint64{60'000'000'000} << u"1:00.0"_s;
    QTest::newRow("hours") << qint64{3'723'900'000'000} << u"1:02:03"_s;
    QTest::newRow("negative") << qint64{-500'000'000} << u"−0.50 s"_s;
}

void FormatTest::durations()
{
    QFETCH(const qint64, nanoseconds);
    QTEST(duration(core::base::Duration{nanoseconds}), "shown");
}

void FormatTest::deltas_data()
{
    QTest::addColumn<qint64>("nanoseconds");
    QTest::addColumn<QString>("shown");
    QTest::newRow("microseconds") << qint64{120'000} << u"0.1 ms"_s;
    QTest::newRow("milliseconds") << qint64{2'450'000} << u"2.4 ms"_s;
    QTest::newRow("half a second") << qint64{500'300'000} << u"500.3 ms"_s;
    QTest::newRow("a second") << qint64{1'000'000'000} << u"1.000 s"_s;
    QTest::newRow("minutes") << qint64{102'200'000'000} << u"1:42.2"_s;
}

void FormatTest::deltas()
{
    QFETCH(const qint64, nanoseconds);
    QTEST(delta(core::base::Duration{nanoseconds}), "shown");
}

void FormatTest::sizes_data()
{
    QTest::addColumn<quint64>("bytes");
    QTest::addColumn<QString>("shown");
    QTest::newRow("bytes") << quint64{512} << u"512 B"_s;
    QTest::newRow("kibibytes") << quint64{640 * 1024} << u"640 KiB"_s;
    QTest::newRow("small mebibytes") << quint64{5'347'737} << u"5.1 MiB"_s;
    QTest::newRow("mebibytes") << quint64{91} * 1024 * 1024 << u"91 MiB"_s;
    QTest::newRow("gibibytes") << quint64{2'040'109'466} << u"1.9 GiB"_s;
}

void FormatTest::sizes()
{
    QFETCH(const quint64, bytes);
    QTEST(ui::adapt::size(bytes), "shown");
}

void FormatTest::times()
{
    const auto time = core::base::fromNanoseconds(sampleNanoseconds);
    QCOMPARE(timeOfDay(time, Zone::Utc), u"12:05:32.118"_s);
    QCOMPARE(timeOfDay(time, Zone::Local), u"14:05:32.118"_s);
    QCOMPARE(timeOfDay(time, Zone::Local, Precision::Microseconds), u"14:05:32.118 203"_s);
    QCOMPARE(dateAndTime(time, Zone::Utc), u"2026-09-14 12:05:32.118"_s);
    // Half a year later the zone has another offset; the remembered one must not be used.
    QCOMPARE(timeOfDay(time + std::chrono::days{150}, Zone::Local), u"13:05:32.118"_s);
    QCOMPARE(timeOfDay(core::base::fromNanoseconds(-1), Zone::Utc), u"23:59:59.999"_s);
}

void FormatTest::spans()
{
    const auto begin = core::base::fromNanoseconds(sampleNanoseconds);
    QCOMPARE(span(begin, begin + 18min, Zone::Utc, begin + 1h), u"Today 12:05 – 12:23"_s);
    QCOMPARE(span(begin, begin + 18min, Zone::Utc, begin + 72h), u"Mon 14 Sep 12:05 – 12:23"_s);
    QCOMPARE(longDuration(17min + 20s), u"17 min 20 s"_s);
    QCOMPARE(longDuration(9h + 42min), u"9 h 42 min"_s);
    QCOMPARE(longDuration(24h), u"24 h"_s);
}

void FormatTest::counts()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QCOMPARE(count(18'402), u"18,402"_s);
    QCOMPARE(transport(core::net::Transport::Udp), u"UDP"_s);
    QCOMPARE(sourceName("/tmp/a/trunk.pcap"), u"trunk.pcap"_s);
    QCOMPARE(sourceName("eth0"), u"eth0"_s);
    QCOMPARE(sourceName("hep+udp://[::]:9060"), u"hep+udp://[::]:9060"_s);
}

QTEST_GUILESS_MAIN(FormatTest)
#include "tst_format.moc"
