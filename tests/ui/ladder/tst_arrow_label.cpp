// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladder/arrow_label.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace ui::ladder;
using core::flow::Arrow;
using core::sip::Kind;

namespace {

/// Every sign is ten pixels wide.
double tenEach(const QString& text, LabelFont)
{
    return 10.0 * static_cast<double>(text.size());
}

Arrow invite()
{
    Arrow arrow;
    arrow.label = "INVITE";
    arrow.cseq = "102 INVITE";
    arrow.sdp = "offer PCMA PCMU";
    arrow.retransmissions = 2;
    arrow.retransmissionSpan = std::chrono::milliseconds{1500};
    return arrow;
}

Arrow notFound()
{
    Arrow arrow;
    arrow.kind = Kind::Response;
    arrow.status = 404;
    arrow.label = "404 Not Found";
    arrow.cseq = "102 INVITE";
    return arrow;
}

ArrowLabel place(const Arrow& arrow, double length)
{
    return placeLabel(arrow, length, 16, tenEach);
}

} // namespace

class TestArrowLabel : public QObject {
    Q_OBJECT

private slots:
    void requestSaysMethodAndNumber();
    void responseSaysGlyphCodeAndReason();
    void everythingFits();
    void leavesOutStepByStep_data();
    void leavesOutStepByStep();
    void duplicatesGetAnEyeAndNoPill();
    void theEyeSaysHowMuchLaterThePacketWasSeen();
    void theDialogStandsBesideTheRest();
    void theLineIsInterruptedAroundTexts();
    void partsDoNotOverlap_data();
    void partsDoNotOverlap();
    void hugeTextsAreCutBeforeTheyAreMeasured();
};

void TestArrowLabel::requestSaysMethodAndNumber()
{
    Arrow arrow = invite();
    arrow.sdp.clear();
    arrow.retransmissions = 0;
    const ArrowLabel label = place(arrow, 400);
    QCOMPARE(label.code, u"INVITE"_s);
    QCOMPARE(label.detail, u"102"_s);
    QVERIFY(!label.hasGlyph);
    QCOMPARE(label.codeLeft, 14.0);
    QVERIFY(label.pill.isEmpty());
    QVERIFY(label.badgeWord.isEmpty());
}

void TestArrowLabel::responseSaysGlyphCodeAndReason()
{
    const ArrowLabel label = place(notFound(), 400);
    QVERIFY(label.hasGlyph);
    QCOMPARE(label.glyphLeft, 14.0);
    QCOMPARE(label.codeLeft, 14.0 + glyphSize(16) + 2);
    QCOMPARE(label.code, u"404"_s);
    QCOMPARE(label.detail, u"Not Found"_s);
}

void TestArrowLabel::everythingFits()
{
    const ArrowLabel label = place(invite(), 500);
    QCOMPARE(label.detail, u"102"_s);
    QCOMPARE(label.pill, u"×3 · 1.50 s"_s);
    QCOMPARE(label.badgeWord, u"offer"_s);
    QCOMPARE(label.badgeCodecs, u"PCMA PCMU"_s);
    QVERIFY(label.isOffer);
    QCOMPARE(label.badgeLeft + label.badgeWidth, 500.0 - 16);
}

void TestArrowLabel::leavesOutStepByStep_data()
{
    QTest::addColumn<double>("length");
    QTest::addColumn<QString>("expected"); // code|detail|pill|badge word|codecs
    QTest::newRow("the reason or number first") << 410.0 << "INVITE||×3 · 1.50 s|offer|PCMA PCMU";
    QTest::newRow("then the codecs") << 340.0 << "INVITE||×3 · 1.50 s|offer|";
    QTest::newRow("then the span of the pill") << 220.0 << "INVITE||×3|offer|";
    QTest::newRow("then the badge") << 150.0 << "INVITE||×3||";
    QTest::newRow("then the method is cut") << 120.0 << "INV…||×3||";
    QTest::newRow("no room at all") << 10.0 << "…||×3||";
}

void TestArrowLabel::leavesOutStepByStep()
{
    QFETCH(double, length);
    QFETCH(QString, expected);
    const ArrowLabel label = place(invite(), length);
    QCOMPARE(
        QStringList({label.code, label.detail, label.pill, label.badgeWord, label.badgeCodecs}).join(u'|'),
        expected);
}

void TestArrowLabel::duplicatesGetAnEyeAndNoPill()
{
    Arrow arrow = notFound();
    arrow.duplicates = 2;
    const ArrowLabel label = place(arrow, 400);
    QCOMPARE(label.views, u"2"_s);
    QVERIFY(label.pill.isEmpty());
    QVERIFY(label.viewsLeft > label.detailLeft + tenEach(label.detail, LabelFont::Small));
}

void TestArrowLabel::theEyeSaysHowMuchLaterThePacketWasSeen()
{
    Arrow arrow = notFound();
    arrow.duplicates = 1;
    arrow.sightings = {{{1}, "near", {}, {}}, {{2}, "far", {}, std::chrono::microseconds{350}}};
    QCOMPARE(place(arrow, 400).views, u"1 · 350 µs"_s);
    const ArrowLabel narrow = place(arrow, 160);
    QCOMPARE(narrow.views, u"1"_s);
    QCOMPARE(narrow.code, u"404"_s);
}

void TestArrowLabel::theDialogStandsBesideTheRest()
{
    Arrow arrow = invite();
    arrow.dialog = 2;
    const ArrowLabel label = place(arrow, 600);
    QCOMPARE(label.dialog, u"dialog 2"_s);
    QVERIFY(label.dialogLeft >= label.detailLeft + tenEach(label.detail, LabelFont::Small));
    QVERIFY(label.pillLeft >= label.dialogLeft + tenEach(label.dialog, LabelFont::Small));
    QCOMPARE(place(arrow, 250).dialog, u"dialog 2"_s); // longer than reason, codecs and badge
    QVERIFY(place(arrow, 120).dialog.isEmpty());
    QVERIFY(place(invite(), 600).dialog.isEmpty());
}

void TestArrowLabel::theLineIsInterruptedAroundTexts()
{
    const ArrowLabel label = place(notFound(), 400);
    QCOMPARE(label.interruptions.size(), 1U);
    QCOMPARE(label.interruptions[0].first, label.glyphLeft - 4);
    QCOMPARE(label.interruptions[0].second, label.detailLeft + 90 + 4);
    QCOMPARE(place(invite(), 500).interruptions.size(), 3U);
}

void TestArrowLabel::partsDoNotOverlap_data()
{
    QTest::addColumn<double>("length");
    for (int length = 60; length <= 600; length += 20)
        QTest::newRow(qPrintable(QString::number(length))) << static_cast<double>(length);
}

void TestArrowLabel::partsDoNotOverlap()
{
    QFETCH(double, length);
    Arrow arrow = invite();
    arrow.duplicates = 1;
    const ArrowLabel label = place(arrow, length);
    double end = 0;
    for (const auto& [left, right] : label.interruptions) {
        QVERIFY(left >= end);
        QVERIFY(right >= left);
        end = right;
    }
}

void TestArrowLabel::hugeTextsAreCutBeforeTheyAreMeasured()
{
    Arrow arrow = notFound();
    arrow.label = "404 " + std::string(100'000, 'x');
    qsizetype longest = 0;
    const auto label = placeLabel(arrow, 300, 16, [&](const QString& text, LabelFont font) {
        longest = std::max(longest, text.size());
        return tenEach(text, font);
    });
    QVERIFY(longest < 300);
    QVERIFY(label.detail.isEmpty());
}

QTEST_GUILESS_MAIN(TestArrowLabel)
#include "tst_arrow_label.moc"
