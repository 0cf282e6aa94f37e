// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sip/header_name.h"

#include "core/base/ascii.h"

#include <QTest>

#include <string>

using namespace core::sip;

class HeaderNameTest : public QObject {
    Q_OBJECT

private slots:
    void everyCanonicalNameIsFoundInAnyCase();
    void compactForms_data();
    void compactForms();
    void namesThatAreNotOurs_data();
    void namesThatAreNotOurs();
    void compactAndLongFormAreTheSameHeader();
};

void HeaderNameTest::everyCanonicalNameIsFoundInAnyCase()
{
    for (int i = 1; i <= static_cast<int>(HeaderName::XCid); ++i) {
        const auto name = static_cast<HeaderName>(i);
        std::string text(canonicalName(name));
        QVERIFY(!text.empty());
        QCOMPARE(headerName(text), name);
        for (char& c : text)
            c = core::base::toUpper(c);
        QCOMPARE(headerName(text), name);
        for (char& c : text)
            c = core::base::toLower(c);
        QCOMPARE(headerName(text), name);
    }
    QVERIFY(canonicalName(HeaderName::Other).empty());
}

void HeaderNameTest::compactForms_data()
{
    QTest::addColumn<char>("letter");
    QTest::addColumn<HeaderName>("name");
    // RFC 3261 section 7.3.3 and the headers that later RFCs gave a letter.
    QTest::newRow("m") << 'm' << HeaderName::Contact;
    QTest::newRow("e") << 'e' << HeaderName::ContentEncoding;
    QTest::newRow("l") << 'l' << HeaderName::ContentLength;
    QTest::newRow("c") << 'c' << HeaderName::ContentType;
    QTest::newRow("f") << 'f' << HeaderName::From;
    QTest::newRow("i") << 'i' << HeaderName::CallId;
    QTest::newRow("k") << 'k' << HeaderName::Supported;
    QTest::newRow("s") << 's' << HeaderName::Subject;
    QTest::newRow("t") << 't' << HeaderName::To;
    QTest::newRow("v") << 'v' << HeaderName::Via;
    QTest::newRow("b") << 'b' << HeaderName::ReferredBy;
    QTest::newRow("o") << 'o' << HeaderName::Event;
    QTest::newRow("r") << 'r' << HeaderName::ReferTo;
    QTest::newRow("x") << 'x' << HeaderName::SessionExpires;
    QTest::newRow("y") << 'y' << HeaderName::Identity;
    QTest::newRow("q, never assigned") << 'q' << HeaderName::Other;
}

void HeaderNameTest::compactForms()
{
    QFETCH(char, letter);
    QFETCH(HeaderName, name);
    QCOMPARE(headerName(std::string_view(&letter, 1)), name);
    const char capital = core::base::toUpper(letter);
    QCOMPARE(headerName(std::string_view(&capital, 1)), name);
}

void HeaderNameTest::namesThatAreNotOurs_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("unknown") << QByteArray("NewFangledHeader");
    QTest::newRow("same length and ends as From") << QByteArray("Fxxm");
    QTest::newRow("prefix") << QByteArray("Call-I");
    QTest::newRow("longer") << QByteArray("Call-IDs");
    QTest::newRow("no letter") << QByteArray("!");
    QTest::newRow("byte above 0x7F") << QByteArray("\xE9");
}

void HeaderNameTest::namesThatAreNotOurs()
{
    QFETCH(QByteArray, text);
    QCOMPARE(headerName(std::string_view(text.constData(), static_cast<std::size_t>(text.size()))),
             HeaderName::Other);
}

void HeaderNameTest::compactAndLongFormAreTheSameHeader()
{
    QVERIFY(sameHeader("i", "CALL-ID"));
    QVERIFY(sameHeader("call-id", "Call-ID"));
    QVERIFY(sameHeader("u", "Allow-Events")); // not in HeaderName, but has a letter
    QVERIFY(sameHeader("X-Own", "x-own"));
    QVERIFY(!sameHeader("i", "From"));
    QVERIFY(!sameHeader("X-Own", "X-Other"));
}

QTEST_GUILESS_MAIN(HeaderNameTest)
#include "tst_header_name.moc"
