// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"

#include <QtTest>
#include <cstdint>
#include <string>

using namespace core::base;

class TestAscii : public QObject {
    Q_OBJECT

private slots:
    void changesTheCaseOfLettersOnly();
    void comparesWithoutCase_data();
    void comparesWithoutCase();
    void findsPrefixesWithoutCase();
    void trims_data();
    void trims();
    void parsesDecimals();
    void seesTextAsBytesAndBack();
};

void TestAscii::changesTheCaseOfLettersOnly()
{
    for (int i = 0; i < 256; ++i) {
        const char c = static_cast<char>(i);
        const bool isUpper = i >= 'A' && i <= 'Z';
        const bool isLower = i >= 'a' && i <= 'z';
        QCOMPARE(toLower(c), isUpper ? static_cast<char>(i + 32) : c);
        QCOMPARE(toUpper(c), isLower ? static_cast<char>(i - 32) : c);
        QCOMPARE(isAlpha(c), isUpper || isLower);
        QCOMPARE(isDigit(c), i >= '0' && i <= '9');
        QCOMPARE(isSpaceOrTab(c), i == 32 || i == 9);
        QCOMPARE(isLinearWhitespace(c), i == 32 || i == 9 || i == 13 || i == 10);
    }
}

void TestAscii::comparesWithoutCase_data()
{
    QTest::addColumn<QByteArray>("a");
    QTest::addColumn<QByteArray>("b");
    QTest::addColumn<bool>("isEqual");
    const auto row = [](const char* a, const char* b, bool isEqual) {
        QTest::addRow("%s = %s", a, b) << QByteArray{a} << QByteArray{b} << isEqual;
    };
    row("", "", true);
    row("Via", "VIA", true);
    row("Call-ID", "call-id", true);
    row("Via", "Vi", false);
    row("Vi", "Via", false);
    row("a[", "a{", false);
    row("\xc3\x84", "\xc3\xa4", false);
}

void TestAscii::comparesWithoutCase()
{
    QFETCH(QByteArray, a);
    QFETCH(QByteArray, b);
    QFETCH(bool, isEqual);
    QCOMPARE(equalsIgnoringCase(a.toStdString(), b.toStdString()), isEqual);
}

void TestAscii::findsPrefixesWithoutCase()
{
    QVERIFY(startsWithIgnoringCase("SIP/2.0 200", "sip/2.0"));
    QVERIFY(startsWithIgnoringCase("sip", ""));
    QVERIFY(!startsWithIgnoringCase("si", "sip"));
    QVERIFY(!startsWithIgnoringCase("sap", "sip"));
}

void TestAscii::trims_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("both ends") << QByteArray{" \t\r\nbob  smith\r\n\t "} << QByteArray{"bob  smith"};
    QTest::newRow("nothing to do") << QByteArray{"bob"} << QByteArray{"bob"};
    QTest::newRow("only whitespace") << QByteArray{" \t\r\n"} << QByteArray{};
    QTest::newRow("empty") << QByteArray{} << QByteArray{};
    QTest::newRow("NUL stays") << QByteArray{" \0 ", 3} << QByteArray{"\0", 1};
}

void TestAscii::trims()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const std::string input = text.toStdString();
    QCOMPARE(std::string{trimmed(input)}, expected.toStdString());
}

void TestAscii::parsesDecimals()
{
    QCOMPARE(parseDecimal<std::uint16_t>("0"), std::optional<std::uint16_t>{0});
    QCOMPARE(parseDecimal<std::uint16_t>("065535"), std::optional<std::uint16_t>{65535});
    QCOMPARE(parseDecimal<std::uint64_t>("18446744073709551615"), std::optional{UINT64_MAX});
    QVERIFY(!parseDecimal<std::uint16_t>("65536").has_value());
    QVERIFY(!parseDecimal<std::uint64_t>("18446744073709551616").has_value());
    for (const char* text : {"", " 1", "1 ", "+1", "-1", "0x1", "1.0", "1a", "\xd9\xa1"}) {
        QVERIFY2(!parseDecimal<std::uint32_t>(text).has_value(), text);
        QVERIFY2(!parseDecimal<std::int32_t>(text).has_value(), text);
    }
}

void TestAscii::seesTextAsBytesAndBack()
{
    const std::string text{"a\0\xff", 3};
    const auto bytes = asBytes(text);
    QCOMPARE(bytes.size(), std::size_t{3});
    QCOMPARE(bytes[2], std::byte{0xff});
    QCOMPARE(static_cast<const void*>(asText(bytes).data()), static_cast<const void*>(text.data()));
    QCOMPARE(asText(bytes), std::string_view{text});
}

QTEST_GUILESS_MAIN(TestAscii)
#include "tst_ascii.moc"
