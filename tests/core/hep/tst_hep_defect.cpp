// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hep/hep_defect.h"

#include <QtTest>
#include <set>

using namespace core::hep;

class TestHepDefect : public QObject {
    Q_OBJECT

private slots:
    void everyCodeHasItsOwnNameAndSentence();
    void setHoldsEachDefect();
};

void TestHepDefect::everyCodeHasItsOwnNameAndSentence()
{
    std::set<std::string_view> names;
    std::set<std::string_view> sentences;
    const auto check = [&](auto codes) {
        unsigned expected = 0;
        for (const auto code : codes) {
            QCOMPARE(static_cast<unsigned>(code), expected++);
            QVERIFY(!name(code).empty());
            QVERIFY(!sentence(code).empty());
            QVERIFY(names.insert(name(code)).second);
            QVERIFY(sentences.insert(sentence(code)).second);
        }
    };
    check(allHepRefusals());
    check(allHepDefects());
    QCOMPARE(allHepDefects().size(), std::size_t{hepDefectCount});
}

void TestHepDefect::setHoldsEachDefect()
{
    for (const HepDefect defect : allHepDefects()) {
        HepDefects set;
        QVERIFY(set.isEmpty());
        set.add(defect);
        for (const HepDefect other : allHepDefects())
            QCOMPARE(set.contains(other), other == defect);
        QCOMPARE(HepDefects{set.bits()}, set);
    }
}

QTEST_GUILESS_MAIN(TestHepDefect)
#include "tst_hep_defect.moc"
