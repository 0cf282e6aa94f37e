// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/strong_id.h"

#include <QtTest>
#include <type_traits>
#include <unordered_set>

using namespace core::base;

class TestStrongId : public QObject {
    Q_OBJECT

private slots:
    void zeroIsNone();
    void ordersByNumber();
    void hashes();
    void kindsDoNotMix();
};

void TestStrongId::zeroIsNone()
{
    QVERIFY(!MessageId{});
    QVERIFY(static_cast<bool>(MessageId{1}));
}

void TestStrongId::ordersByNumber()
{
    QVERIFY(FrameNumber{1} < FrameNumber{2});
    QVERIFY(FrameNumber{2} == FrameNumber{2});
}

void TestStrongId::hashes()
{
    const std::unordered_set<CallKey> keys{CallKey{1}, CallKey{2}, CallKey{1}};
    QCOMPARE(keys.size(), std::size_t{2});
}

void TestStrongId::kindsDoNotMix()
{
    static_assert(!std::is_convertible_v<MessageId, FrameNumber>);
    static_assert(!std::is_convertible_v<std::int64_t, FrameNumber>);
    static_assert(!std::is_convertible_v<FrameNumber, std::int64_t>);
    static_assert(sizeof(FrameNumber) == sizeof(std::int64_t));
}

QTEST_GUILESS_MAIN(TestStrongId)
#include "tst_strong_id.moc"
