// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/charts/sample_histogram.h"
#include "ui/charts/time_strip.h"
#include "ui/theme/palette.h"
#include "ui/theme/theme.h"

#include <QSignalSpy>
#include <QtTest>

#include <cmath>

using tests::support::scriptTime;
using ui::charts::TimeRange;
using ui::charts::TimeStrip;

class TestTimeStrip : public QObject {
    Q_OBJECT

private slots:
    void init();

    void cleanup() { m_strip.reset(); }

    void dragChoosesARange();
    void aClickChoosesNothing();
    void edgesMove();
    void theWholeRangeMoves();
    void doubleClickAndEscapeClear();
    void theWheelZooms();
    void escapeTakesADragBack();
    void keysMoveTheRange();
    void shiftMovesAnEdge();
    void codeSetsSilently();
    void withoutMessagesNothingHappens();
    void growthKeepsTheRange();
    void labelsAreWhole();
    void aLongLabelBesideAShortOneIsWhole();

private:
    /// Seconds after the start at a share of the strip's plot; the plot has equal margins at both sides.
    double secondsAt(int x) const
    {
        const double side = ui::theme::metrics().scaled(58);
        return (x - side) / (m_strip->width() - 2 * side) * 340 * 5;
    }

    void drag(int from, int to)
    {
        const int y = m_strip->height() / 3;
        QTest::mousePress(m_strip.get(), Qt::LeftButton, {}, QPoint(from, y));
        QTest::mouseMove(m_strip.get(), QPoint((from + to) / 2, y));
        QTest::mouseMove(m_strip.get(), QPoint(to, y));
        QTest::mouseRelease(m_strip.get(), Qt::LeftButton, {}, QPoint(to, y));
    }

    std::pair<double, double> range() const
    {
        const auto chosen = m_strip->range().value();
        const auto seconds = [](core::base::Timestamp time) {
            return std::chrono::duration<double>{time - tests::support::scriptStart()}.count();
        };
        return {seconds(chosen.first), seconds(chosen.second)};
    }

    static bool isNear(double a, double b) { return std::abs(a - b) < 6; } // two pixels

    std::unique_ptr<TimeStrip> m_strip;
};

void TestTimeStrip::init()
{
    ui::theme::Theme::instance().apply(ui::theme::Choice::Light, 10);
    m_strip = std::make_unique<TimeStrip>();
    m_strip->resize(1000, m_strip->height());
    m_strip->show();
    m_strip->setHistogram(tests::ui::sampleHistogram());
}

void TestTimeStrip::theWheelZooms()
{
    QSignalSpy spy(m_strip.get(), &TimeStrip::rangeChanged);
    const QPointF middle(m_strip->width() / 2.0, m_strip->height() / 3.0);
    const auto turn = [&](int notches) {
        QWheelEvent wheel(middle, m_strip->mapToGlobal(middle), {}, QPoint(0, 120 * notches), Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(m_strip.get(), &wheel);
    };
    turn(-1); // there is nothing beyond the whole
    QVERIFY(!m_strip->range());
    turn(1);
    QCOMPARE(spy.count(), 1);
    const auto [from, to] = range();
    QVERIFY(isNear(to - from, 0.8 * 340 * 5));
    QVERIFY(isNear((from + to) / 2, secondsAt(m_strip->width() / 2)));
    turn(2);
    QVERIFY(range().first > from && range().second < to);
    turn(-4);
    QVERIFY(!m_strip->range());
}

void TestTimeStrip::escapeTakesADragBack()
{
    m_strip->activateWindow();
    drag(300, 500);
    QTest::mouseClick(m_strip.get(), Qt::LeftButton, {}, QPoint(400, 10)); // inside: keeps it
    QVERIFY(m_strip->range());
    QTRY_VERIFY(m_strip->hasFocus());
    QTest::keyClick(m_strip.get(), Qt::Key_Escape);
    QVERIFY(!m_strip->range());
}

void TestTimeStrip::labelsAreWhole()
{
    core::session::TimeHistogram busy = tests::ui::sampleHistogram();
    for (auto& messages : busy.messages)
        messages *= 100'000;
    for (auto& calls : busy.concurrentCalls)
        calls *= 100'000;
    m_strip->setHistogram(busy);
    QCoreApplication::processEvents();
    m_strip->clearFocus(); // whose ring runs along the edge
    const QImage picture = m_strip->grab().toImage();
    // A label that does not fit is cut at the edge of the strip, and leaves ink there.
    const QRgb paper = ui::theme::colors().base.rgb();
    for (int y = 0; y < picture.height() - 2; ++y) {
        QCOMPARE(picture.pixel(0, y), paper);
        QCOMPARE(picture.pixel(picture.width() - 1, y), paper);
    }
}

void TestTimeStrip::aLongLabelBesideAShortOneIsWhole()
{
    core::session::TimeHistogram quiet = tests::ui::sampleHistogram();
    for (auto& calls : quiet.concurrentCalls)
        calls *= 1'000'000;
    m_strip->setHistogram(quiet);
    QCoreApplication::processEvents();
    m_strip->clearFocus();
    const QImage picture = m_strip->grab().toImage();
    // The strip makes room for all of the label, so its end is near the edge.
    const int reach = ui::theme::metrics().scaled(20);
    const QRgb paper = ui::theme::colors().base.rgb();
    int ink = 0;
    for (int x = picture.width() - reach; x < picture.width(); ++x) {
        for (int y = 0; y < picture.height() - 2; ++y)
            ink += picture.pixel(x, y) != paper ? 1 : 0;
    }
    QVERIFY(ink > 0);
}

void TestTimeStrip::dragChoosesARange()
{
    QSignalSpy changed(m_strip.get(), &TimeStrip::rangeChanged);
    drag(400, 600);
    QCOMPARE(changed.count(), 1); // when the mouse is released, not all the way
    QVERIFY(changed[0][0].value<std::optional<TimeRange>>() == m_strip->range());
    QVERIFY(isNear(range().first, secondsAt(400)));
    QVERIFY(isNear(range().second, secondsAt(600)));
}

void TestTimeStrip::aClickChoosesNothing()
{
    QSignalSpy changed(m_strip.get(), &TimeStrip::rangeChanged);
    QTest::mouseClick(m_strip.get(), Qt::LeftButton, {}, QPoint(500, 10));
    QCOMPARE(changed.count(), 0);
    QVERIFY(!m_strip->range());
}

void TestTimeStrip::edgesMove()
{
    drag(400, 600);
    drag(600, 700);
    QVERIFY(isNear(range().first, secondsAt(400)));
    QVERIFY(isNear(range().second, secondsAt(700)));
    drag(400, 300);
    QVERIFY(isNear(range().first, secondsAt(300)));
}

void TestTimeStrip::theWholeRangeMoves()
{
    drag(400, 600);
    drag(500, 550);
    QVERIFY(isNear(range().first, secondsAt(450)));
    QVERIFY(isNear(range().second, secondsAt(650)));
}

void TestTimeStrip::doubleClickAndEscapeClear()
{
    QSignalSpy changed(m_strip.get(), &TimeStrip::rangeChanged);
    drag(400, 600);
    QTest::mouseDClick(m_strip.get(), Qt::LeftButton, {}, QPoint(500, 10));
    QVERIFY(!m_strip->range());
    drag(400, 600);
    QTest::keyClick(m_strip.get(), Qt::Key_Escape);
    QVERIFY(!m_strip->range());
    QCOMPARE(changed.count(), 4);
    QVERIFY(!changed[3][0].value<std::optional<TimeRange>>());
}

void TestTimeStrip::keysMoveTheRange()
{
    QSignalSpy changed(m_strip.get(), &TimeStrip::rangeChanged);
    m_strip->setRange(TimeRange{scriptTime(500), scriptTime(600)});
    QTest::keyClick(m_strip.get(), Qt::Key_Right);
    QCOMPARE(changed.count(), 1);
    QVERIFY(std::abs(range().first - 517) < 0.1); // a hundredth of the whole
    QVERIFY(std::abs(range().second - 617) < 0.1);
    QTest::keyClick(m_strip.get(), Qt::Key_Left);
    QVERIFY(std::abs(range().first - 500) < 0.1);
}

void TestTimeStrip::shiftMovesAnEdge()
{
    m_strip->setRange(TimeRange{scriptTime(500), scriptTime(600)});
    QTest::keyClick(m_strip.get(), Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(std::abs(range().first - 500) < 0.1);
    QVERIFY(std::abs(range().second - 617) < 0.1);
    QTest::keyClick(m_strip.get(), Qt::Key_Left, Qt::ShiftModifier | Qt::ControlModifier);
    QVERIFY(std::abs(range().first - 483) < 0.1);
    QVERIFY(std::abs(range().second - 617) < 0.1);
}

void TestTimeStrip::codeSetsSilently()
{
    QSignalSpy changed(m_strip.get(), &TimeStrip::rangeChanged);
    const TimeRange wanted{scriptTime(500), scriptTime(600)};
    m_strip->setRange(wanted);
    QVERIFY(std::abs(range().first - 500) < 0.001);
    m_strip->setRange(std::nullopt);
    QVERIFY(!m_strip->range());
    QCOMPARE(changed.count(), 0);
}

void TestTimeStrip::withoutMessagesNothingHappens()
{
    m_strip->clear();
    QSignalSpy changed(m_strip.get(), &TimeStrip::rangeChanged);
    drag(400, 600);
    QTest::keyClick(m_strip.get(), Qt::Key_Right);
    QCOMPARE(changed.count(), 0);
    QVERIFY(!m_strip->grab().isNull());
}

void TestTimeStrip::growthKeepsTheRange()
{
    m_strip->setRange(TimeRange{scriptTime(500), scriptTime(600)});
    m_strip->setHistogram(tests::ui::sampleHistogram(400));
    QVERIFY(std::abs(range().first - 500) < 0.001);
}

QTEST_MAIN(TestTimeStrip)
#include "tst_time_strip.moc"
