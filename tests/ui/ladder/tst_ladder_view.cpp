// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/ladder/sample_flow.h"
#include "ui/ladder/ladder_minimap.h"
#include "ui/ladder/ladder_view.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QScrollBar>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace tests::ui;
using core::base::MessageId;
using ui::ladder::LadderView;

class TestLadderView : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void cleanup() { m_view.reset(); }

    void clickSelects();
    void clickOnHeadsOrBelowSelectsNothing();
    void doubleClickAndEnterActivate();
    void keysWalkOverArrows();
    void keysReachBothEnds();
    void codeSelectsSilently();
    void selectionStaysWhenTheFlowGrows();
    void scrollPositionStaysWhenTheFlowGrows();
    void anotherCallStartsAtTheTop();
    void theSelectedRowScrollsIntoView();
    void emptyViewSaysWhy();
    void zoomChangesRows();
    void narrowViewScrollsSideways();
    void longFlowHasAMap();
    void mapScrolls();
    void copiesTheFlowAsText();
    void describesTheSelectionToScreenReaders();

private:
    QPoint rowCenter(int row) const
    {
        const ui::theme::Metrics& metrics = ui::theme::metrics();
        return {60, metrics.scaled(38) + row * metrics.row + metrics.row / 2};
    }

    static SharedFlow many(int count)
    {
        return std::make_shared<core::flow::CallFlow>(core::flow::layOut(manyMessages(count)));
    }

    std::unique_ptr<LadderView> m_view;
};

void TestLadderView::initTestCase()
{
    ui::theme::Theme::instance().apply(ui::theme::Choice::Light, 10);
}

void TestLadderView::init()
{
    m_view = std::make_unique<LadderView>();
    m_view->resize(800, 400);
    m_view->show();
    m_view->setFlow(pbxFlow());
}

void TestLadderView::clickSelects()
{
    QSignalSpy selected(m_view.get(), &LadderView::messageSelected);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, rowCenter(1));
    QCOMPARE(selected.count(), 1);
    QCOMPARE(selected[0][0].value<MessageId>(), MessageId{2});
    QCOMPARE(m_view->currentMessage(), MessageId{2});
}

void TestLadderView::clickOnHeadsOrBelowSelectsNothing()
{
    QSignalSpy selected(m_view.get(), &LadderView::messageSelected);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(60, 5));
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, rowCenter(11)); // the quiet time
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(60, 398));
    QCOMPARE(selected.count(), 0);
}

void TestLadderView::doubleClickAndEnterActivate()
{
    QSignalSpy activated(m_view.get(), &LadderView::messageActivated);
    QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, rowCenter(0));
    QCOMPARE(activated.count(), 1);
    QCOMPARE(activated[0][0].value<MessageId>(), MessageId{1});
    m_view->setCurrentMessage({3});
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QCOMPARE(activated.count(), 2);
    QCOMPARE(activated[1][0].value<MessageId>(), MessageId{3});
}

void TestLadderView::keysWalkOverArrows()
{
    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QCOMPARE(m_view->currentMessage(), MessageId{1});
    QTest::keyClick(m_view.get(), Qt::Key_J);
    QCOMPARE(m_view->currentMessage(), MessageId{2});
    QTest::keyClick(m_view.get(), Qt::Key_K);
    QCOMPARE(m_view->currentMessage(), MessageId{1});
    QTest::keyClick(m_view.get(), Qt::Key_Up);
    QCOMPARE(m_view->currentMessage(), MessageId{1});

    m_view->setCurrentMessage({13}); // ACK; quiet time follows
    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QCOMPARE(m_view->currentMessage(), MessageId{14});
    QTest::keyClick(m_view.get(), Qt::Key_Up);
    QCOMPARE(m_view->currentMessage(), MessageId{13});
}

void TestLadderView::keysReachBothEnds()
{
    QTest::keyClick(m_view.get(), Qt::Key_End);
    QCOMPARE(m_view->currentMessage(), MessageId{17});
    QTest::keyClick(m_view.get(), Qt::Key_Home);
    QCOMPARE(m_view->currentMessage(), MessageId{1});
    m_view->setFlow(many(1000));
    m_view->setCurrentMessage({1});
    QTest::keyClick(m_view.get(), Qt::Key_PageDown);
    QVERIFY(m_view->currentMessage() > MessageId{10});
    QTest::keyClick(m_view.get(), Qt::Key_PageUp);
    QCOMPARE(m_view->currentMessage(), MessageId{1});
}

void TestLadderView::codeSelectsSilently()
{
    QSignalSpy selected(m_view.get(), &LadderView::messageSelected);
    m_view->setCurrentMessage({5});
    QCOMPARE(m_view->currentMessage(), MessageId{5});
    QCOMPARE(selected.count(), 0);
}

void TestLadderView::selectionStaysWhenTheFlowGrows()
{
    m_view->setFlow(many(40));
    m_view->setCurrentMessage({7});
    m_view->setFlow(many(60));
    QCOMPARE(m_view->currentMessage(), MessageId{7});
    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QCOMPARE(m_view->currentMessage(), MessageId{8});
}

void TestLadderView::scrollPositionStaysWhenTheFlowGrows()
{
    m_view->setFlow(many(400));
    m_view->verticalScrollBar()->setValue(1000);
    m_view->setFlow(many(500));
    QCOMPARE(m_view->verticalScrollBar()->value(), 1000);
}

void TestLadderView::anotherCallStartsAtTheTop()
{
    m_view->setFlow(many(400));
    m_view->verticalScrollBar()->setValue(1000);
    m_view->setFlow(pbxFlow());
    QCOMPARE(m_view->verticalScrollBar()->value(), 0);
}

void TestLadderView::theSelectedRowScrollsIntoView()
{
    m_view->setFlow(many(1000));
    m_view->setCurrentMessage({900});
    const int row = ui::theme::metrics().row;
    const QScrollBar* bar = m_view->verticalScrollBar();
    QVERIFY(bar->value() <= 899 * row);
    QVERIFY(bar->value() + bar->pageStep() >= 900 * row);
}

void TestLadderView::emptyViewSaysWhy()
{
    m_view->showNotice(u"The call has no messages."_s, u"Choose another one."_s);
    QVERIFY(m_view->accessibleDescription().contains(u"The call has no messages."_s));
    const QImage notice = m_view->grab().toImage();
    m_view->showNotice({});
    QVERIFY(m_view->grab().toImage() != notice);
    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, rowCenter(1));
    QCOMPARE(m_view->verticalScrollBar()->maximum(), 0);
}

void TestLadderView::zoomChangesRows()
{
    m_view->setFlow(many(400));
    const int before = m_view->verticalScrollBar()->maximum();
    m_view->zoomIn();
    QVERIFY(m_view->verticalScrollBar()->maximum() > before);
    QTest::keyClick(m_view.get(), Qt::Key_0);
    QCOMPARE(m_view->verticalScrollBar()->maximum(), before);
    for (int i = 0; i < 6; ++i)
        m_view->zoomOut();
    QVERIFY(m_view->verticalScrollBar()->maximum() < before);
}

void TestLadderView::narrowViewScrollsSideways()
{
    QCOMPARE(m_view->horizontalScrollBar()->maximum(), 0);
    m_view->resize(360, 400);
    QVERIFY(m_view->horizontalScrollBar()->maximum() > 0);
    QTest::keyClick(m_view.get(), Qt::Key_Right);
    QVERIFY(m_view->horizontalScrollBar()->value() > 0);
}

void TestLadderView::longFlowHasAMap()
{
    const auto* map = m_view->findChild<ui::ladder::LadderMinimap*>();
    QVERIFY(!map->isVisible());
    m_view->setFlow(many(400));
    QVERIFY(map->isVisible());
    m_view->clear();
    QVERIFY(!map->isVisible());
}

void TestLadderView::mapScrolls()
{
    m_view->setFlow(many(1000));
    auto* map = m_view->findChild<ui::ladder::LadderMinimap*>();
    QSignalSpy selected(m_view.get(), &LadderView::messageSelected);
    QTest::mouseClick(map, Qt::LeftButton, {}, QPoint(20, map->height() / 2));
    const QScrollBar* bar = m_view->verticalScrollBar();
    QVERIFY(std::abs(bar->value() - bar->maximum() / 2) < bar->pageStep());
    QCOMPARE(selected.count(), 0);
}

void TestLadderView::copiesTheFlowAsText()
{
    QTest::keySequence(m_view.get(), QKeySequence::Copy);
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY(text.contains(u"INVITE"_s));
    QVERIFY(text.contains(u"pbx-1"_s));
    QVERIFY(text.count(u'\n') > 15);
}

void TestLadderView::describesTheSelectionToScreenReaders()
{
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, rowCenter(1));
    const QString sentence = m_view->accessibleDescription();
    QVERIFY(sentence.contains(u"401"_s));
    QVERIFY(sentence.contains(u"Desk 214:5060"_s));
    QVERIFY(sentence.contains(u"101 INVITE"_s));
    // What is selected elsewhere too.
    m_view->setCurrentMessage({1});
    QVERIFY2(m_view->accessibleDescription().startsWith(u"INVITE"_s),
             qPrintable(m_view->accessibleDescription()));
}

QTEST_MAIN(TestLadderView)
#include "tst_ladder_view.moc"
