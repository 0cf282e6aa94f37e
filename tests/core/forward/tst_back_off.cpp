// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forward/back_off.h"

#include <QtTest>

using namespace core::forward;
using namespace std::chrono_literals;

class TestBackOff : public QObject {
    Q_OBJECT

private slots:
    void waitsLongerEachTime();
    void beginsAnewAfterAGoodConnection();
};

namespace {

bool isAbout(BackOff::Duration wait, BackOff::Duration expected)
{
    return wait >= expected * 4 / 5 && wait <= expected * 6 / 5;
}

} // namespace

void TestBackOff::waitsLongerEachTime()
{
    BackOff backOff;
    for (const auto expected : {250ms, 500ms, 1000ms, 2000ms, 4000ms, 8000ms, 16'000ms, 30'000ms, 30'000ms})
        QVERIFY(isAbout(backOff.next(), expected));
}

void TestBackOff::beginsAnewAfterAGoodConnection()
{
    BackOff backOff;
    for (int i = 0; i < 5; ++i)
        static_cast<void>(backOff.next());
    // A collector that accepts and closes at once must not be called four times a second.
    backOff.connectionLasted(100ms);
    QVERIFY(isAbout(backOff.next(), 8000ms));
    backOff.connectionLasted(BackOff::lasting);
    QVERIFY(isAbout(backOff.next(), 250ms));
}

QTEST_GUILESS_MAIN(TestBackOff)
#include "tst_back_off.moc"
