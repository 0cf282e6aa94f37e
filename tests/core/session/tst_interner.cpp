// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/interner.h"

#include <QTest>

#include <set>

using core::session::Interner;

namespace {

/// Spreads over the whole range, as keyed hashes do.
std::uint64_t hashOf(std::uint64_t number)
{
    return (number + 1) * 0x9e3779b97f4a7c15U;
}

} // namespace

class TestInterner : public QObject {
    Q_OBJECT

private slots:
    void givesEachValueOneId();
    void tellsZeroFromNothing();
    void goesOnAfterWhatTheFileHas();
    void keepsValuesApartThatShareAPlace();
    void startsOverWhenItIsFull();
};

void TestInterner::givesEachValueOneId()
{
    Interner interner{1U << 20U};
    for (std::uint64_t i = 0; i < 50'000; ++i) {
        const auto [id, isNew] = interner.intern(hashOf(i));
        QVERIFY(isNew);
        QCOMPARE(id, static_cast<std::uint32_t>(i + 1));
    }
    for (std::uint64_t i = 0; i < 50'000; ++i) {
        interner.prefetch(hashOf(i));
        const auto [id, isNew] = interner.intern(hashOf(i));
        QVERIFY(!isNew);
        QCOMPARE(id, static_cast<std::uint32_t>(i + 1));
    }
}

void TestInterner::tellsZeroFromNothing()
{
    Interner interner{1024};
    QVERIFY(interner.intern(0).isNew);
    QVERIFY(!interner.intern(0).isNew);
    QCOMPARE(interner.intern(0).id, 1U);
}

void TestInterner::goesOnAfterWhatTheFileHas()
{
    Interner interner{1024};
    interner.startAfter(41);
    QCOMPARE(interner.intern(7).id, 42U);
}

void TestInterner::keepsValuesApartThatShareAPlace()
{
    Interner interner{1U << 16U};
    std::set<std::uint32_t> ids;
    for (std::uint64_t high = 0; high < 300; ++high)
        ids.insert(interner.intern(high << 32U | 5U).id);
    QCOMPARE(ids.size(), std::size_t{300});
}

void TestInterner::startsOverWhenItIsFull()
{
    constexpr std::size_t capacity = 2000;
    Interner interner{capacity};
    std::uint32_t last = 0;
    for (std::uint64_t i = 0; i < 10 * capacity; ++i) {
        const auto [id, isNew] = interner.intern(hashOf(i));
        QVERIFY(isNew);
        QVERIFY2(id > last, "an id was given twice");
        last = id;
    }
    // What was forgotten gets a second id, not somebody else's.
    const auto [id, isNew] = interner.intern(hashOf(0));
    QVERIFY(isNew);
    QCOMPARE(id, last + 1);
}

QTEST_GUILESS_MAIN(TestInterner)
#include "tst_interner.moc"
