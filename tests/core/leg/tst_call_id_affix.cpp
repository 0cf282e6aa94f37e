// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/leg/call_id_affix.h"

#include <QTest>

#include <algorithm>

using namespace core::leg;

class TestCallIdAffix : public QObject {
    Q_OBJECT

private slots:
    void findsWhatItWasMadeOf_data();
    void findsWhatItWasMadeOf();
    void takesNothingFromShortOnes();
};

void TestCallIdAffix::findsWhatItWasMadeOf_data()
{
    QTest::addColumn<std::string>("callId");
    QTest::addColumn<std::string>("original");
    QTest::newRow("suffix") << std::string{"0e6a7f91c2d4_b2b-1"} << std::string{"0e6a7f91c2d4"};
    QTest::newRow("suffix before the host")
        << std::string{"0e6a7f91c2d4-1@pbx.example.com"} << std::string{"0e6a7f91c2d4@pbx.example.com"};
    QTest::newRow("suffix and another host")
        << std::string{"0e6a7f91c2d4.leg2@192.0.2.9"} << std::string{"0e6a7f91c2d4"};
    QTest::newRow("suffix behind the host")
        << std::string{"0e6a7f91c2d4@pbx.example.com_pbx-1"} << std::string{"0e6a7f91c2d4@pbx.example.com"};
    QTest::newRow("prefix") << std::string{"b2b-0e6a7f91c2d4@192.0.2.9"}
                            << std::string{"0e6a7f91c2d4@192.0.2.9"};
}

void TestCallIdAffix::findsWhatItWasMadeOf()
{
    QFETCH(const std::string, callId);
    QFETCH(const std::string, original);
    const auto rests = withoutAffix(callId);
    QVERIFY2(std::ranges::find(rests, original) != rests.end(), callId.c_str());
    QVERIFY(std::ranges::find(rests, callId) == rests.end());
}

void TestCallIdAffix::takesNothingFromShortOnes()
{
    // SIPp numbers its calls so; what is left would be the same for all of them.
    QVERIFY(withoutAffix("1-4711").empty());
    QVERIFY(withoutAffix("").empty());
    QVERIFY(withoutAffix("-----").empty());
    // Too much to be an affix.
    QVERIFY(withoutAffix("0e6a7f91c2d4ab_0e6a7f91c2d4e5f6").empty());
}

QTEST_GUILESS_MAIN(TestCallIdAffix)
#include "tst_call_id_affix.moc"
