// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/message/hex_dump.h"

#include <QTest>

#include <string>

using namespace Qt::StringLiterals;
using ui::message::hexDump;

class TestHexDump : public QObject {
    Q_OBJECT

private slots:
    void dumps_data();
    void dumps();
    void stopsAtTheMaximum();
    void wideOffsets();
};

void TestHexDump::dumps_data()
{
    constexpr int textColumn = 56; // where the characters stand
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("expected");
    QTest::newRow("nothing") << QByteArray{} << QString{};
    QTest::newRow("a full line")
        << QByteArray("INVITE sip:bob@e")
        << u"0000  49 4e 56 49 54 45 20 73  69 70 3a 62 6f 62 40 65  INVITE sip:bob@e\n"_s;
    QTest::newRow("a short line") << QByteArray("\r\n\x7f\x80~", 5)
                                  << u"0000  0d 0a 7f 80 7e"_s.leftJustified(textColumn) + u"....~\n"_s;
    QTest::newRow("the next line")
        << QByteArray(17, 'a')
        << u"0000  61 61 61 61 61 61 61 61  61 61 61 61 61 61 61 61  aaaaaaaaaaaaaaaa\n"_s +
               u"0010  61"_s.leftJustified(textColumn) + u"a\n"_s;
}

void TestHexDump::dumps()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, expected);
    QCOMPARE(hexDump(std::as_bytes(std::span{bytes.constData(), static_cast<std::size_t>(bytes.size())})),
             expected);
}

void TestHexDump::stopsAtTheMaximum()
{
    const std::string bytes(100, 'x');
    const QString dump = hexDump(std::as_bytes(std::span{bytes}), 32);
    QCOMPARE(dump.count(u'\n'), 2);
    QVERIFY(dump.contains(u"68"_s));
}

void TestHexDump::wideOffsets()
{
    const std::string bytes(0x10010, 'x');
    QVERIFY(hexDump(std::as_bytes(std::span{bytes}), 1U << 20U).contains(u"\n10000  78"_s));
}

QTEST_GUILESS_MAIN(TestHexDump)
#include "tst_hex_dump.moc"
