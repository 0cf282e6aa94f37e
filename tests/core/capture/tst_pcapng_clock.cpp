// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/pcapng_clock.h"

#include <QTest>

using core::capture::PcapngClock;

class PcapngClockTest : public QObject {
    Q_OBJECT

private slots:

    void stamps_data()
    {
        QTest::addColumn<unsigned>("resolution");
        QTest::addColumn<qint64>("offset");
        QTest::addColumn<quint64>("stamp");
        QTest::addColumn<QString>("expected");
        QTest::newRow("microseconds")
            << 6U << qint64{0} << quint64{1'700'000'000'123'456} << "1700000000.123456000";
        QTest::newRow("nanoseconds") << 9U << qint64{0} << quint64{1'700'000'000'123'456'789}
                                     << "1700000000.123456789";
        QTest::newRow("seconds") << 0U << qint64{0} << quint64{1'700'000'000} << "1700000000.000000000";
        QTest::newRow("milliseconds")
            << 3U << qint64{0} << quint64{1'700'000'000'123} << "1700000000.123000000";
        QTest::newRow("picoseconds") << 12U << qint64{0} << quint64{1'234'567'890'123'456}
                                     << "1234.567890123";
        QTest::newRow("10^-19") << 19U << qint64{0} << quint64{12'345'678'901'234'567'890U} << "1.234567890";
        QTest::newRow("10^-21 is all fraction")
            << 21U << qint64{0} << quint64{12'000'000'000'000'000'000U} << "0.012000000";
        QTest::newRow("10^-100 is nothing")
            << 100U << qint64{0} << quint64{12'000'000'000'000'000'000U} << "0.000000000";
        QTest::newRow("half seconds") << 0x81U << qint64{0} << quint64{7} << "3.500000000";
        QTest::newRow("2^-20") << (0x80U | 20U) << qint64{0} << (quint64{5} << 20U | 1U << 19U)
                               << "5.500000000";
        QTest::newRow("2^-40") << (0x80U | 40U) << qint64{0} << (quint64{5} << 40U | quint64{3} << 38U)
                               << "5.750000000";
        QTest::newRow("2^-64") << (0x80U | 64U) << qint64{0} << (quint64{1} << 63U) << "0.500000000";
        QTest::newRow("2^-127") << (0x80U | 127U) << qint64{0} << ~quint64{0} << "0.000000000";
        QTest::newRow("offset forward")
            << 6U << qint64{1'000'000'000} << quint64{5'000'001} << "1000000005.000001000";
        QTest::newRow("offset back") << 6U << qint64{-10} << quint64{15'500'000} << "5.500000000";
    }

    void stamps()
    {
        QFETCH(unsigned, resolution);
        QFETCH(qint64, offset);
        QFETCH(quint64, stamp);
        const PcapngClock clock{static_cast<std::uint8_t>(resolution), offset};
        QTEST(QString::fromStdString(core::base::formatEpoch(clock.toTime(stamp))), "expected");
    }

    void extremesSaturateWithoutOverflow()
    {
        for (const std::int64_t offset : {INT64_MIN, std::int64_t{0}, INT64_MAX}) {
            for (unsigned resolution = 0; resolution < 256; ++resolution)
                (void)PcapngClock{static_cast<std::uint8_t>(resolution), offset}.toTime(~std::uint64_t{0});
        }
        QVERIFY(
            (PcapngClock{0, INT64_MAX}.toTime(~std::uint64_t{0}) > PcapngClock{0, 0}.toTime(1'700'000'000)));
        QVERIFY((PcapngClock{0, INT64_MIN}.toTime(5) < PcapngClock{0, 0}.toTime(0)));
    }
};

QTEST_GUILESS_MAIN(PcapngClockTest)
#include "tst_pcapng_clock.moc"
