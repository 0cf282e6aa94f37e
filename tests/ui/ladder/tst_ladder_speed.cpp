// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/ladder/sample_flow.h"
#include "ui/ladder/ladder_view.h"
#include "ui/theme/theme.h"

#include <QImage>
#include <QScrollBar>
#include <QtTest>

#include <algorithm>
#include <chrono>

using namespace tests::ui;
using ui::ladder::LadderView;

/// A ladder of 10,000 messages. The limits hold for an optimised build; others only report.
class LadderSpeed : public QObject {
    Q_OBJECT

private slots:
    void init();
    void showsALongFlow();
    void repaintsWithinAFrame();

private:
    /// Median of `repeats` runs, in milliseconds.
    template <typename Work>
    static double median(int repeats, Work work)
    {
        std::vector<double> times;
        for (int i = 0; i < repeats; ++i) {
            const auto begin = std::chrono::steady_clock::now();
            work(i);
            times.push_back(
                std::chrono::duration<double, std::milli>{std::chrono::steady_clock::now() - begin}.count());
        }
        std::ranges::nth_element(times, times.begin() + repeats / 2);
        return times[static_cast<std::size_t>(repeats) / 2];
    }

    static void judge(const char* what, double milliseconds, double limit)
    {
        qInfo("%s: %.2f ms", what, milliseconds);
#ifdef NDEBUG
        QVERIFY2(milliseconds <= limit, qPrintable(QStringLiteral("more than %1 ms").arg(limit)));
#else
        Q_UNUSED(limit);
#endif
    }

    SharedFlow m_flow = std::make_shared<core::flow::CallFlow>(core::flow::layOut(manyMessages(10'000)));
};

void LadderSpeed::init()
{
    ui::theme::Theme::instance().apply(ui::theme::Choice::Light, 10);
}

void LadderSpeed::showsALongFlow()
{
    LadderView view;
    view.resize(900, 400);
    view.show();
    judge("setFlow of 10,000 messages", median(9, [&](int) { view.setFlow(m_flow); }), 50);
}

void LadderSpeed::repaintsWithinAFrame()
{
    LadderView view;
    view.resize(900, 400);
    view.show();
    view.setFlow(m_flow);
    QImage image{900, 400, QImage::Format_ARGB32_Premultiplied};
    judge("repaint of 900 x 400",
          median(31,
                 [&](int i) {
                     view.verticalScrollBar()->setValue(i * 5000);
                     view.render(&image);
                 }),
          16);
}

QTEST_MAIN(LadderSpeed)
#include "tst_ladder_speed.moc"
