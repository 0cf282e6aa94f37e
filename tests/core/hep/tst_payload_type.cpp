// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hep/hep_packet.h"

#include <QtTest>
#include <set>

using namespace core::hep;

class TestPayloadType : public QObject {
    Q_OBJECT

private slots:
    void namesEveryNumberDifferently();
};

void TestPayloadType::namesEveryNumberDifferently()
{
    QCOMPARE(name(PayloadType::Sip), std::string{"sip"});
    QCOMPARE(name(PayloadType::RtcpJson), std::string{"rtcp-json"});
    QCOMPARE(name(PayloadType{77}), std::string{"type-77"});
    std::set<std::string> names;
    for (int number = 0; number < 256; ++number)
        names.insert(name(PayloadType{static_cast<std::uint8_t>(number)}));
    QCOMPARE(names.size(), std::size_t{256});
}

QTEST_GUILESS_MAIN(TestPayloadType)
#include "tst_payload_type.moc"
