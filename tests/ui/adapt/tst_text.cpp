// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/adapt/text.h"

#include <QtTest>

using namespace Qt::StringLiterals;

class TextTest : public QObject {
    Q_OBJECT

private slots:
    void showsEveryByte_data();
    void showsEveryByte();
};

void TextTest::showsEveryByte_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("shown");
    QTest::newRow("ascii") << "sip:alice@example.com"_ba << u"sip:alice@example.com"_s;
    QTest::newRow("empty") << ""_ba << u""_s;
    QTest::newRow("utf-8") << QByteArray("J\xC3\xBCrgen \xE2\x82\xAC \xF0\x9F\x98\x80") << u"Jürgen € 😀"_s;
    QTest::newRow("latin-1") << QByteArray("J\xFCrgen") << u"J\\xFCrgen"_s;
    QTest::newRow("cut off in a character") << QByteArray("a\xE2\x82") << u"a\\xE2\\x82"_s;
    QTest::newRow("overlong slash") << QByteArray("\xC0\xAF") << u"\\xC0\\xAF"_s;
    QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << u"\\xED\\xA0\\x80"_s;
    QTest::newRow("beyond Unicode") << QByteArray("\xF5\x80\x80\x80") << u"\\xF5\\x80\\x80\\x80"_s;
    QTest::newRow("line end stays visible") << "a\r\nb"_ba << u"a\\x0D\\x0Ab"_s;
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << u"a\\x00b"_s;
    QTest::newRow("C1 control") << QByteArray("\xC2\x9B") << u"\\xC2\\x9B"_s;
    QTest::newRow("right-to-left override") << QByteArray::fromHex("61e280ae62") << u"a\\u{202e}b"_s;
}

void TextTest::showsEveryByte()
{
    QFETCH(const QByteArray, bytes);
    QTEST(ui::adapt::text(std::string_view{bytes.constData(), static_cast<std::size_t>(bytes.size())}),
          "shown");
}

QTEST_GUILESS_MAIN(TextTest)
#include "tst_text.moc"
