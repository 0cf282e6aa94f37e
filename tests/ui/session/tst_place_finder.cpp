// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/place_finder.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using ui::session::parsePlace;
using ui::session::Place;

class PlaceFinderTest : public QObject {
    Q_OBJECT

private slots:
    void readsWhatPeopleWrite_data();
    void readsWhatPeopleWrite();
};

void PlaceFinderTest::readsWhatPeopleWrite_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Place>("place");
    QTest::newRow("number") << u" 1284 "_s << Place{std::int64_t{1284}};
    QTest::newRow("hour and minute") << u"9:05"_s << Place{QTime(9, 5)};
    QTest::newRow("seconds") << u"14:05:32"_s << Place{QTime(14, 5, 32)};
    QTest::newRow("milliseconds") << u"14:05:32.118"_s << Place{QTime(14, 5, 32, 118)};
    QTest::newRow("no time of any day") << u"25:00"_s << Place{std::string{"25:00"}};
    QTest::newRow("Call-ID") << u"6f2b91c4@10.20.0.31"_s << Place{std::string{"6f2b91c4@10.20.0.31"}};
}

void PlaceFinderTest::readsWhatPeopleWrite()
{
    QFETCH(QString, text);
    QFETCH(Place, place);
    QVERIFY(parsePlace(text) == place);
}

QTEST_GUILESS_MAIN(PlaceFinderTest)
#include "tst_place_finder.moc"
