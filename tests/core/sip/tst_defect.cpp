// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sip/defect.h"

#include <QTest>

#include <set>
#include <string>

using namespace core::sip;

class DefectTest : public QObject {
    Q_OBJECT

private slots:
    void everyDefectHasANameASentenceAndAReference();
    void namesAreUniqueAndReadBack();
    void unknownNamesAreRefused();
    void onlyInvalidDefectsMakeASetInvalid();
    void forEachVisitsInOrder();
};

void DefectTest::everyDefectHasANameASentenceAndAReference()
{
    for (unsigned i = 0; i < defectCount; ++i) {
        const auto defect = static_cast<Defect>(i);
        QVERIFY(!name(defect).empty());
        QVERIFY(sentence(defect).ends_with('.'));
        QVERIFY(reference(defect).starts_with("RFC "));
    }
}

void DefectTest::namesAreUniqueAndReadBack()
{
    std::set<std::string> names;
    for (unsigned i = 0; i < defectCount; ++i) {
        const auto defect = static_cast<Defect>(i);
        QVERIFY(names.insert(std::string(name(defect))).second);
        QCOMPARE(parseDefect(name(defect)), std::optional(defect));
    }
}

void DefectTest::unknownNamesAreRefused()
{
    QVERIFY(!parseDefect("no-such-defect"));
    QVERIFY(!parseDefect(""));
}

void DefectTest::onlyInvalidDefectsMakeASetInvalid()
{
    DefectSet set;
    QVERIFY(set.isEmpty() && !set.isInvalid());
    set.add(Defect::LineEndsWithoutCarriageReturn);
    set.add(Defect::MaxForwardsMissing);
    QVERIFY(!set.isEmpty() && !set.isInvalid());
    set.add(Defect::ViaMissing);
    QVERIFY(set.isInvalid());
}

void DefectTest::forEachVisitsInOrder()
{
    DefectSet set;
    set.add(Defect::StreamGap);
    set.add(Defect::StartLineMalformed);
    std::vector<Defect> visited;
    set.forEach([&visited](Defect defect) { visited.push_back(defect); });
    QCOMPARE(visited, (std::vector{Defect::StartLineMalformed, Defect::StreamGap}));
    QCOMPARE(DefectSet(set.bits()), set);
}

QTEST_GUILESS_MAIN(DefectTest)
#include "tst_defect.moc"
