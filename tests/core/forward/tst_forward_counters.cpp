// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forward/forward_counters.h"

#include <QtTest>

using namespace core::forward;

class TestForwardCounters : public QObject {
    Q_OBJECT

private slots:
    void saysWhy();
    void everyReasonHasAName();
};

void TestForwardCounters::saysWhy()
{
    ForwardCounters counters;
    counters.sent = 12;
    QCOMPARE(counters.toString(), std::string{"sent 12 not sent 0"});
    counters.notSent[static_cast<std::size_t>(NotSent::QueueFull)] = 2;
    counters.notSent[static_cast<std::size_t>(NotSent::TooLarge)] = 1;
    QCOMPARE(counters.notSentTotal(), std::uint64_t{3});
    QCOMPARE(counters.toString(), std::string{"sent 12 not sent 3 (queue full 2, too large 1)"});
}

void TestForwardCounters::everyReasonHasAName()
{
    QSet<QString> names;
    for (std::size_t i = 0; i < notSentCount; ++i) {
        const std::string_view text = name(static_cast<NotSent>(i));
        names.insert(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
    }
    QCOMPARE(names.size(), static_cast<qsizetype>(notSentCount));
    QVERIFY(!names.contains(QString{}));
}

QTEST_GUILESS_MAIN(TestForwardCounters)
#include "tst_forward_counters.moc"
