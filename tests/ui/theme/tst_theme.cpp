// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/glyphs.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QDirIterator>
#include <QLineEdit>
#include <QPainter>
#include <QSignalSpy>
#include <QSpinBox>
#include <QtTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace ui::theme;

namespace {

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

/// Contrast as WCAG 2 defines it.
double contrast(const QColor& a, const QColor& b)
{
    const double x = luminance(a) + 0.05;
    const double y = luminance(b) + 0.05;
    return std::max(x, y) / std::min(x, y);
}

int inkedPixels(const QImage& image)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += qAlpha(image.pixel(x, y)) > 60 ? 1 : 0;
    }
    return count;
}

} // namespace

class ThemeTest : public QObject {
    Q_OBJECT

private slots:
    void textIsReadableOnEverySurface_data();
    void textIsReadableOnEverySurface();
    void appliesChoice();
    void legLettersCountOn();
    void everyIconRenders();
    void everyGlyphLooksDifferent();
    void rowsFollowTheFont();
    void spinBoxesShowArrowsOnlyWhereTheyAre();
};

void ThemeTest::textIsReadableOnEverySurface_data()
{
    QTest::addColumn<Scheme>("scheme");
    QTest::newRow("light") << Scheme::Light;
    QTest::newRow("dark") << Scheme::Dark;
}

void ThemeTest::textIsReadableOnEverySurface()
{
    QFETCH(const Scheme, scheme);
    const Palette& p = palette(scheme);
    const QList<QColor> surfaces{p.base,      p.alternate,       p.window, p.header,
                                 p.selection, p.selectionLinked, p.hover};
    const QList<QColor> inks{p.text,        p.textSecondary, p.textTertiary, p.accent,
                             p.provisional, p.success,       p.redirection,  p.clientError,
                             p.serverError, p.globalError,   p.media,        p.warning};
    for (const QColor& surface : surfaces) {
        for (const QColor& ink : inks)
            QVERIFY2(contrast(ink, surface) >= 4.5, qPrintable(ink.name() + u" on "_s + surface.name()));
    }
    for (std::size_t leg = 0; leg < 8; ++leg)
        QVERIFY2(contrast(p.onLeg, p.leg(leg)) >= 4.5, qPrintable(p.leg(leg).name()));
    QVERIFY(contrast(p.onAccent, p.accent) >= 4.5);
    QVERIFY(contrast(p.input, p.base) >= 3.0);
}

void ThemeTest::appliesChoice()
{
    QSignalSpy changed(&Theme::instance(), &Theme::changed);
    Theme::instance().apply(Choice::Dark, 10);
    QCOMPARE(qApp->palette().color(QPalette::Base), palette(Scheme::Dark).base);
    Theme::instance().apply(Choice::Light, 10);
    QCOMPARE(qApp->palette().color(QPalette::Window), palette(Scheme::Light).window);
    QCOMPARE(changed.count(), 2);
    QCOMPARE(qApp->font().pointSizeF(), 10.0);
}

void ThemeTest::legLettersCountOn()
{
    QCOMPARE(legLetter(0), u"A"_s);
    QCOMPARE(legLetter(25), u"Z"_s);
    QCOMPARE(legLetter(26), u"AA"_s);
    QCOMPARE(legLetter(27), u"AB"_s);
}

void ThemeTest::everyIconRenders()
{
    Theme::instance().apply(Choice::Light, 10);
    int icons = 0;
    QDirIterator files(u":/icons"_s, {u"*.svg"_s});
    while (files.hasNext()) {
        files.next();
        const QPixmap pixmap = iconPixmap(files.fileInfo().baseName(), colors().accent, 16, 2);
        QCOMPARE(pixmap.size(), QSize(32, 32));
        const int inked = inkedPixels(pixmap.toImage().convertToFormat(QImage::Format_ARGB32));
        QVERIFY2(inked > 15 && inked < 900, qPrintable(files.fileName()));
        ++icons;
    }
    QVERIFY(icons > 40);
}

void ThemeTest::everyGlyphLooksDifferent()
{
    QList<QImage> seen;
    for (int number = static_cast<int>(Glyph::Provisional); number <= static_cast<int>(Glyph::Marked);
         ++number) {
        const auto glyph = static_cast<Glyph>(number);
        if (glyph == Glyph::Ringing || glyph == Glyph::Diverted)
            continue; // the same shapes as 1xx and 3xx, on purpose
        QImage image(24, 24, QImage::Format_ARGB32);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        paintGlyph(painter, QRectF(0, 0, 24, 24), glyph, Qt::black);
        painter.end();
        QVERIFY(inkedPixels(image) > 20);
        QVERIFY2(!seen.contains(image), "two glyphs differ only in colour");
        seen.append(image);
    }
}

void ThemeTest::rowsFollowTheFont()
{
    QFont font(u"Noto Sans"_s);
    font.setPixelSize(12);
    QCOMPARE(Metrics::of(font).unit, 16);
    QCOMPARE(Metrics::of(font).row, 18);
    font.setPixelSize(18);
    QCOMPARE(Metrics::of(font).row, 26);
}

void ThemeTest::spinBoxesShowArrowsOnlyWhereTheyAre()
{
    Theme::instance().apply(Choice::Light, 10);
    const auto inkIn = [](const QImage& image, const QRect& part) {
        int count = 0;
        for (int y = part.top(); y <= part.bottom(); ++y) {
            for (int x = part.left(); x <= part.right(); ++x)
                count += contrast(image.pixelColor(x, y), colors().base) > 2 ? 1 : 0;
        }
        return count;
    };
    const QRect leftCorner(0, 0, 8, 5);
    const QRect rightCorner(96, 0, 8, 5);
    const QRect rightSide(86, 4, 12, 18);
    for (const bool hasArrows : {true, false}) {
        QSpinBox box;
        box.setFrame(true);
        box.findChild<QLineEdit*>()->hide();
        box.setButtonSymbols(hasArrows ? QAbstractSpinBox::UpDownArrows : QAbstractSpinBox::NoButtons);
        box.resize(104, 26);
        const QImage image = box.grab().toImage().scaled(104, 26);
        QCOMPARE(inkIn(image, leftCorner), inkIn(image, rightCorner)); // the frame alone
        QCOMPARE(inkIn(image, rightSide) > 0, hasArrows);
    }
}

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
