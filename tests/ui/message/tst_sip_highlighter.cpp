// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/message/sip_highlighter.h"
#include "ui/theme/theme.h"

#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>
#include <QtTest>

using namespace Qt::StringLiterals;
using ui::theme::colors;

namespace {

struct Style {
    QColor ink; // invalid: the default
    QColor fill;
    bool isBold = false;
};

} // namespace

class TestSipHighlighter : public QObject {
    Q_OBJECT

private slots:

    void initTestCase() { ui::theme::Theme::instance().apply(ui::theme::Choice::Light, 10); }

    void startLineOfARequest();
    void startLineOfAResponse_data();
    void startLineOfAResponse();
    void headers();
    void tagsAndBranches();
    void callId();
    void quotedStringsHideNothing();
    void foldedLines();
    void sdp();
    void bytesThatAreNoText();
    void brokenLinesDoNoHarm_data();
    void brokenLinesDoNoHarm();
    void followsTheTheme();

private:
    /// How the first `part` in line `line` of `text` looks.
    static Style styleOf(const QString& text, int line, const QString& part)
    {
        QTextDocument document;
        ui::message::SipHighlighter highlighter{&document};
        document.setPlainText(text);
        highlighter.rehighlight();
        return styleIn(document, line, part);
    }

    static Style styleIn(const QTextDocument& document, int line, const QString& part)
    {
        const QTextBlock block = document.findBlockByNumber(line);
        const auto place = static_cast<int>(block.text().indexOf(part));
        Q_ASSERT(place >= 0);
        for (const QTextLayout::FormatRange& range : block.layout()->formats()) {
            if (range.start <= place && range.start + range.length >= place + part.size()) {
                const QTextCharFormat& format = range.format;
                return {
                    format.hasProperty(QTextFormat::ForegroundBrush) ? format.foreground().color() : QColor{},
                    format.hasProperty(QTextFormat::BackgroundBrush) ? format.background().color() : QColor{},
                    format.fontWeight() >= QFont::DemiBold};
            }
        }
        return {};
    }
};

void TestSipHighlighter::startLineOfARequest()
{
    const QString line = u"INVITE sip:bob@192.0.2.2 SIP/2.0"_s;
    QVERIFY(styleOf(line, 0, u"INVITE"_s).isBold);
    QCOMPARE(styleOf(line, 0, u"sip:bob@192.0.2.2"_s).ink, colors().uri);
    QCOMPARE(styleOf(line, 0, u"SIP/2.0"_s).ink, colors().textTertiary);
}

void TestSipHighlighter::startLineOfAResponse_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QColor>("color");
    QTest::newRow("1xx") << u"SIP/2.0 180 Ringing"_s << colors().provisional;
    QTest::newRow("2xx") << u"SIP/2.0 200 OK"_s << colors().success;
    QTest::newRow("4xx") << u"SIP/2.0 404 Not Found"_s << colors().clientError;
    QTest::newRow("5xx") << u"SIP/2.0 503 Service Unavailable"_s << colors().serverError;
    QTest::newRow("6xx") << u"SIP/2.0 603 Decline"_s << colors().globalError;
}

void TestSipHighlighter::startLineOfAResponse()
{
    QFETCH(QString, line);
    QFETCH(QColor, color);
    const Style style = styleOf(line, 0, line.mid(8));
    QCOMPARE(style.ink, color);
    QVERIFY(style.isBold);
}

void TestSipHighlighter::headers()
{
    const QString text =
        u"BYE sip:b SIP/2.0\nMax-Forwards: 70\nContact: <sip:214@10.20.4.31:5060>\nFrom: \"Al\" <sip:a>"_s;
    const Style name = styleOf(text, 1, u"Max-Forwards"_s);
    QCOMPARE(name.ink, colors().headerName);
    QVERIFY(name.isBold);
    QCOMPARE(styleOf(text, 1, u":"_s).ink, colors().textTertiary);
    QCOMPARE(styleOf(text, 1, u"70"_s).ink, colors().number);
    QCOMPARE(styleOf(text, 2, u"sip:214@10.20.4.31:5060"_s).ink, colors().uri);
    QCOMPARE(styleOf(text, 3, u"\"Al\""_s).ink, colors().quoted);
}

void TestSipHighlighter::tagsAndBranches()
{
    const QString text = u"BYE sip:b SIP/2.0\nVia: SIP/2.0/UDP a;branch=z9hG4bK1;rport\nTo: <sip:b>;tag=x9"_s;
    QCOMPARE(styleOf(text, 1, u"z9hG4bK1"_s).fill, colors().tagFill);
    QCOMPARE(styleOf(text, 1, u";branch="_s).ink, colors().textTertiary);
    QCOMPARE(styleOf(text, 1, u";rport"_s).ink, colors().textTertiary);
    QCOMPARE(styleOf(text, 2, u"x9"_s).fill, colors().tagFill);
    QVERIFY(!styleOf(text, 2, u";tag="_s).fill.isValid());
}

void TestSipHighlighter::callId()
{
    QCOMPARE(styleOf(u"BYE a SIP/2.0\nCall-ID: 6f2b@10.20.4.31"_s, 1, u"6f2b@10.20.4.31"_s).fill,
             colors().callIdFill);
    QCOMPARE(styleOf(u"BYE a SIP/2.0\ni:6f2b@h"_s, 1, u"6f2b@h"_s).fill, colors().callIdFill);
}

void TestSipHighlighter::quotedStringsHideNothing()
{
    const QString text = u"BYE a SIP/2.0\nFrom: \"sip:evil@x;tag=1\" <sip:a>;tag=2"_s;
    QCOMPARE(styleOf(text, 1, u"\"sip:evil@x;tag=1\""_s).ink, colors().quoted);
    QCOMPARE(styleOf(text, 1, u"2"_s).fill, colors().tagFill);
}

void TestSipHighlighter::foldedLines()
{
    const QString text = u"BYE a SIP/2.0\nTo: <sip:b>\n ;tag=x9\n\nno: header"_s;
    QCOMPARE(styleOf(text, 2, u"x9"_s).fill, colors().tagFill);
    QVERIFY(!styleOf(text, 4, u"no"_s).isBold);
}

void TestSipHighlighter::sdp()
{
    const QString text = u"BYE a SIP/2.0\n\nv=0\nm=audio 11784 RTP/AVP 8 0\na=rtpmap:8 PCMA/8000"_s;
    const Style letter = styleOf(text, 2, u"v"_s);
    QCOMPARE(letter.ink, colors().media);
    QVERIFY(letter.isBold);
    QVERIFY(styleOf(text, 3, u"audio"_s).isBold);
    QCOMPARE(styleOf(text, 3, u"11784"_s).ink, colors().number);
    QCOMPARE(styleOf(text, 4, u"8000"_s).ink, colors().number);
}

void TestSipHighlighter::bytesThatAreNoText()
{
    const QString text = u"BYE a SIP/2.0\nSubject: caf\\xE9 \\u{202e}"_s;
    QCOMPARE(styleOf(text, 1, u"\\xE9"_s).fill, colors().header);
    QCOMPARE(styleOf(text, 1, u"\\u{202e}"_s).fill, colors().header);
}

void TestSipHighlighter::brokenLinesDoNoHarm_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : {"", "\n", "INVITE", "SIP/2.0", "SIP/2.0 ", "SIP/2.0 9", ":", "a\n:", "a\n;",
                             "a\n;=", "a\nb: \"never closed", "a\n\nm=", "a\n\nm= ", "a\n\n=", "a\nb: ;tag=",
                             "a\nCall-ID:", "a\nb: \\", "a\nb: ;;;;=\"", " \n \n "})
        QTest::newRow(text[0] == 0 ? "nothing" : text) << QString::fromLatin1(text);
    QTest::newRow("long") << u"a\nb: "_s + QString(5000, u'"') + QString(20000, u';');
}

void TestSipHighlighter::brokenLinesDoNoHarm()
{
    QFETCH(QString, text);
    QTextDocument document;
    ui::message::SipHighlighter highlighter{&document};
    document.setPlainText(text);
    highlighter.rehighlight();
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (const QTextLayout::FormatRange& range : block.layout()->formats()) {
            QVERIFY(range.start >= 0);
            QVERIFY(range.start + range.length <= block.length());
        }
    }
}

void TestSipHighlighter::followsTheTheme()
{
    QTextDocument document;
    ui::message::SipHighlighter highlighter{&document};
    document.setPlainText(u"BYE a SIP/2.0\nTo: b"_s);
    ui::theme::Theme::instance().apply(ui::theme::Choice::Dark, 10);
    QCOMPARE(styleIn(document, 1, u"To"_s).ink, ui::theme::palette(ui::theme::Scheme::Dark).headerName);
    ui::theme::Theme::instance().apply(ui::theme::Choice::Light, 10);
    QCOMPARE(styleIn(document, 1, u"To"_s).ink, ui::theme::palette(ui::theme::Scheme::Light).headerName);
}

QTEST_MAIN(TestSipHighlighter)
#include "tst_sip_highlighter.moc"
