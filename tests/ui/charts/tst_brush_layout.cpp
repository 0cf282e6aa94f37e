// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/brush_layout.h"

#include <QTest>

using ui::charts::BrushLayout;
using Grip = BrushLayout::Grip;
using Range = BrushLayout::Range;

class TestBrushLayout : public QObject {
    Q_OBJECT

private slots:
    void timesAndPixels();
    void nothingShown();
    void grips_data();
    void grips();
    void drags_data();
    void drags();

private:
    /// 1000 s on 1000 pixels that begin at 50.
    BrushLayout m_layout{{5000, 6000}, 50, 1050};
};

void TestBrushLayout::timesAndPixels()
{
    QCOMPARE(m_layout.timeAt(50), 5000.0);
    QCOMPARE(m_layout.timeAt(550), 5500.0);
    QCOMPARE(m_layout.timeAt(-20), 5000.0);
    QCOMPARE(m_layout.timeAt(5000), 6000.0);
    QCOMPARE(m_layout.xOf(5250), 300.0);
    QCOMPARE(m_layout.xOf(m_layout.timeAt(777)), 777.0);
}

void TestBrushLayout::nothingShown()
{
    const BrushLayout empty;
    QCOMPARE(empty.timeAt(10), 0.0);
    QCOMPARE(empty.xOf(10), 0.0);
}

void TestBrushLayout::grips_data()
{
    QTest::addColumn<Range>("range");
    QTest::addColumn<double>("x");
    QTest::addColumn<Grip>("grip");
    const Range range{5200, 5400}; // pixels 250 to 450
    QTest::newRow("left edge") << range << 250.0 << Grip::Left;
    QTest::newRow("a little left of it") << range << 245.0 << Grip::Left;
    QTest::newRow("right edge") << range << 454.0 << Grip::Right;
    QTest::newRow("inside") << range << 350.0 << Grip::Inside;
    QTest::newRow("outside") << range << 600.0 << Grip::None;
    QTest::newRow("nearer to the right of a narrow range") << Range{5200, 5204} << 253.0 << Grip::Right;
    QTest::newRow("nearer to the left of a narrow range") << Range{5200, 5204} << 251.0 << Grip::Left;
}

void TestBrushLayout::grips()
{
    QFETCH(Range, range);
    QFETCH(double, x);
    QFETCH(Grip, grip);
    QCOMPARE(m_layout.gripAt(range, x), grip);
}

void TestBrushLayout::drags_data()
{
    QTest::addColumn<Grip>("grip");
    QTest::addColumn<double>("press");
    QTest::addColumn<double>("x");
    QTest::addColumn<Range>("expected");
    QTest::newRow("a new range") << Grip::None << 650.0 << 750.0 << Range{5600, 5700};
    QTest::newRow("a new range backwards") << Grip::None << 750.0 << 650.0 << Range{5600, 5700};
    QTest::newRow("a new range past the end") << Grip::None << 950.0 << 4000.0 << Range{5900, 6000};
    QTest::newRow("left edge") << Grip::Left << 250.0 << 150.0 << Range{5100, 5400};
    QTest::newRow("left edge over the right one") << Grip::Left << 250.0 << 550.0 << Range{5400, 5500};
    QTest::newRow("right edge") << Grip::Right << 450.0 << 550.0 << Range{5200, 5500};
    QTest::newRow("whole") << Grip::Inside << 300.0 << 400.0 << Range{5300, 5500};
    QTest::newRow("whole against the start") << Grip::Inside << 300.0 << -500.0 << Range{5000, 5200};
    QTest::newRow("whole against the end") << Grip::Inside << 300.0 << 5000.0 << Range{5800, 6000};
}

void TestBrushLayout::drags()
{
    QFETCH(Grip, grip);
    QFETCH(double, press);
    QFETCH(double, x);
    QFETCH(Range, expected);
    const Range range = m_layout.dragged({5200, 5400}, grip, press, x);
    QCOMPARE(range.from, expected.from);
    QCOMPARE(range.to, expected.to);
}

QTEST_GUILESS_MAIN(TestBrushLayout)
#include "tst_brush_layout.moc"
