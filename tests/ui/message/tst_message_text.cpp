// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/message/message_text.h"

#include <QTest>

#include <string>

using namespace Qt::StringLiterals;
using ui::message::messageText;

class TestMessageText : public QObject {
    Q_OBJECT

private slots:
    void texts_data();
    void texts();
    void longTextsEnd();
};

void TestMessageText::texts_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("expected");
    QTest::newRow("nothing") << QByteArray{} << QString{};
    QTest::newRow("lines") << QByteArray("BYE a\r\nTo: b\r\n\r\n") << u"BYE a\nTo: b\n\n"_s;
    QTest::newRow("bare line feeds") << QByteArray("a\nb") << u"a\nb"_s;
    QTest::newRow("a carriage return within a line") << QByteArray("a\rb\r\n") << u"a\\x0Db\n"_s;
    QTest::newRow("a carriage return at the end") << QByteArray("a\r") << u"a\\x0D"_s;
    QTest::newRow("UTF-8") << QByteArray("Subject: caf\xc3\xa9") << u"Subject: café"_s;
    QTest::newRow("not UTF-8") << QByteArray("caf\xe9!") << u"caf\\xE9!"_s;
    QTest::newRow("zero") << QByteArray("a\0b", 3) << u"a\\x00b"_s;
    QTest::newRow("tabs stay") << QByteArray("\ta\tb\r\n") << u"\ta\tb\n"_s;
    QTest::newRow("direction of writing") << QByteArray("a\xe2\x80\xae"
                                                        "b")
                                          << u"a\\u{202e}b"_s;
}

void TestMessageText::texts()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, expected);
    QCOMPARE(messageText(std::as_bytes(std::span{bytes.constData(), static_cast<std::size_t>(bytes.size())})),
             expected);
}

void TestMessageText::longTextsEnd()
{
    std::string bytes;
    for (int i = 0; i < 50; ++i)
        bytes += "line\r\n";
    const QString text = messageText(std::as_bytes(std::span{bytes}), 10);
    QCOMPARE(text.count(u"line\n"_s), 10);
    QVERIFY(text.contains(u"40"_s));
}

QTEST_GUILESS_MAIN(TestMessageText)
#include "tst_message_text.moc"
