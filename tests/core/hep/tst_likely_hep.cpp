// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/hep/hep_decoder.h"
#include "tests/support/hep_builder.h"

#include <QtTest>

using namespace core::hep;
using namespace tests::support;

class TestLikelyHep : public QObject {
    Q_OBJECT

private slots:
    void recognisesHepInCaptures_data();
    void recognisesHepInCaptures();
};

void TestLikelyHep::recognisesHepInCaptures_data()
{
    const auto array = [](const Bytes& bytes) {
        return QByteArray{reinterpret_cast<const char*>(bytes.data()), static_cast<int>(bytes.size())};
    };
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isHep");
    QTest::newRow("specification") << array(specificationSample()) << true;
    QTest::newRow("header only") << array(Hep3Builder{}.build()) << true;
    QTest::newRow("EEP3") << QByteArray{"EEP3\0\6", 6} << true;
    QTest::newRow("version 1") << array(LegacyHep{.version = 1}.build()) << true;
    QTest::newRow("version 2") << array(LegacyHep{}.build()) << true;
    QTest::newRow("version 2 with other payload") << array(LegacyHep{.payload = "junk"}.build()) << false;
    QTest::newRow("text that begins with HEP3") << QByteArray{"HEP3 is a protocol"} << false;
    QTest::newRow("SIP") << QByteArray{sampleSip.data(), int(sampleSip.size())} << false;
    QTest::newRow("STUN") << QByteArray{"\0\1\0\0\x21\x12\xa4\x42............", 20} << false;
    QTest::newRow("DNS that begins with 1") << QByteArray{"\1\x10\2\x11\0\1\0\0\0\0\0\0\3www\0", 17} << false;
    QTest::newRow("nothing") << QByteArray{} << false;
}

void TestLikelyHep::recognisesHepInCaptures()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, isHep);
    QCOMPARE(likelyHep(core::base::asBytes({bytes.constData(), static_cast<std::size_t>(bytes.size())})),
             isHep);
}

QTEST_GUILESS_MAIN(TestLikelyHep)
#include "tst_likely_hep.moc"
