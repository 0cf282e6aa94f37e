// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/hep_builder.h"
#include "tests/support/udp_sender.h"
#include "tests/ui/support/sample_traffic.h"
#include "tests/ui/support/window_test.h"
#include "ui/charts/time_strip.h"
#include "ui/filterbar/filter_bar.h"
#include "ui/ladder/ladder_view.h"
#include "ui/message/message_view.h"
#include "ui/windows/controls.h"
#include "ui/windows/flow_pane.h"
#include "ui/windows/list_page.h"
#include "ui/windows/notice.h"
#include "ui/windows/run_bar.h"
#include "ui/windows/session_view.h"
#include "ui/windows/start_page.h"
#include "ui/windows/status_line.h"

#include <QAction>
#include <QApplication>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QLabel>
#include <QMimeData>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QtTest>

#include <algorithm>
#include <initializer_list>

using namespace Qt::StringLiterals;
using namespace ui::windows;
using tests::ui::patience;
using ui::session::Activity;
using View = SessionView::View;

class MainWindowTest : public tests::ui::WindowTest {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void opensWithTheStartPage();
    void droppedCaptureBecomesASession();
    void theSampleIsMadeOnce();
    void anImportAnnouncesNoRows();
    void selectionLeadsToFlowAndMessage();
    void severalCallsShareOneFlow();
    void keysOfSngrepAndWiresharkWork();
    void filterAndBack();
    void badFileIsTold();
    void fullDiskIsToldWithWhatBecameOfTheData();
    void emptyResultOffersToClearTheFilter();
    void goesToNumbersTimesAndCallIds();
    void tabReachesEveryPane();
    void toolsKnowWhatTheyCanDo();
    void remembersItsLayout();
    void livePacketsBecomeRowsWithinMoments();

private:
    [[nodiscard]] QAction* actionWithKey(const QKeySequence& key) const;

    QString m_capture;
};

void MainWindowTest::initTestCase()
{
    m_capture = m_folder.filePath(u"trunk.pcap"_s);
    QVERIFY(tests::ui::SampleTraffic(40).save(m_capture));
}

void MainWindowTest::init()
{
    makeSettings();
    makeWindow();
}

void MainWindowTest::cleanup()
{
    m_window.reset();
}

QAction* MainWindowTest::actionWithKey(const QKeySequence& key) const
{
    for (QAction* action : m_window->actions()) {
        if (action->shortcuts().contains(key))
            return action;
    }
    return nullptr;
}

void MainWindowTest::opensWithTheStartPage()
{
    QVERIFY(!m_window->sessionView().isVisible());
    QCOMPARE(m_window->controller().activity(), Activity::Nothing);
    QCOMPARE(m_window->windowTitle(), u"Rhapsode"_s);
}

void MainWindowTest::droppedCaptureBecomesASession()
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(m_capture)});
    QDragEnterEvent enter(QPoint(100, 100), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(100, 100), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window.get(), &drop);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->controller().activity(), Activity::Viewing, patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->sessionView().isVisible(), patience);
    QVERIFY(m_window->windowTitle().contains(u"trunk"_s));
}

void MainWindowTest::theSampleIsMadeOnce()
{
    const auto open = [this] {
        emit m_window->startPage().sampleRequested();
        QTRY_COMPARE_WITH_TIMEOUT(m_window->controller().activity(), Activity::Viewing, patience);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->sessionView().calls().model().rowCount() > 5, patience);
    };
    open();
    const auto first = m_window->controller().path();
    m_window->controller().close();
    QTRY_COMPARE_WITH_TIMEOUT(m_window->controller().activity(), Activity::Nothing, patience);
    open();
    QCOMPARE(m_window->controller().path(), first);
}

void MainWindowTest::anImportAnnouncesNoRows()
{
    const QString large = m_folder.filePath(u"large.pcap"_s); // rows come over several ticks
    QVERIFY(tests::ui::SampleTraffic(8'000).save(large));
    m_window->openFiles({large});
    QTRY_COMPARE_WITH_TIMEOUT(m_window->controller().activity(), Activity::Viewing, patience);
    const auto& model = m_window->sessionView().calls().model();
    QTRY_VERIFY_WITH_TIMEOUT(model.rowCount() >= 8'000, patience);
    for (const Chip* chip : m_window->sessionView().findChildren<Chip*>())
        QVERIFY2(!chip->isVisible() || !chip->text().contains(u"new"_s), qPrintable(chip->text()));
}

void MainWindowTest::selectionLeadsToFlowAndMessage()
{
    openCapture(m_capture);
    SessionView& view = m_window->sessionView();
    QTest::mouseClick(view.calls().view().viewport(), Qt::LeftButton, {},
                      view.calls().view().visualRect(view.calls().model().index(0, 2)).center());
    QCOMPARE(view.selection().call().value, 1);
    QTRY_VERIFY_WITH_TIMEOUT(bool(view.selection().message()), patience);
    const auto first = view.selection().message();
    auto* ladder = view.findChild<ui::ladder::LadderView*>();
    QTRY_COMPARE_WITH_TIMEOUT(ladder->currentMessage().value, first.value, patience);

    QTest::keyClick(&view.calls().view(), Qt::Key_Return); // to the flow
    QTRY_VERIFY_WITH_TIMEOUT(ladder->hasFocus(), patience);
    QTest::keyClick(ladder, Qt::Key_Down);
    QTRY_VERIFY_WITH_TIMEOUT(view.selection().message() != first, patience);
    QCOMPARE(view.selection().call().value, 1);
    QTest::keyClick(ladder, Qt::Key_Escape); // and back
    QTRY_VERIFY_WITH_TIMEOUT(view.calls().view().hasFocus(), patience);
}

void MainWindowTest::severalCallsShareOneFlow()
{
    openCapture(m_capture);
    SessionView& view = m_window->sessionView();
    auto& list = view.calls().view();
    auto* flow = view.findChild<FlowPane*>();
    list.setFocus();
    const auto click = [&](int row, Qt::KeyboardModifiers modifiers) {
        QTest::mouseClick(list.viewport(), Qt::LeftButton, modifiers,
                          list.visualRect(view.calls().model().index(row, 2)).center());
    };
    click(0, {});
    QTRY_COMPARE_WITH_TIMEOUT(flow->calls().size(), std::size_t{1}, patience);
    const std::size_t rowsOfOne = flow->flow()->rows.size();
    QTRY_VERIFY_WITH_TIMEOUT(bool(view.selection().message()), patience);
    click(2, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(flow->calls().size(), std::size_t{2}, patience);
    QVERIFY(flow->flow()->rows.size() > rowsOfOne);
    QCOMPARE(flow->flow()->calls.size(), std::size_t{2});

    // A message of either call can be looked at, and the picture stays.
    const core::base::CallKey other{view.calls().model().idAt(0)};
    emit flow->ladder().messageSelected(flow->firstMessage(other));
    QCOMPARE(view.selection().call(), other);
    QCOMPARE(view.selection().message(), flow->firstMessage(other));
    QCOMPARE(flow->calls().size(), std::size_t{2});

    click(1, {});
    QTRY_COMPARE_WITH_TIMEOUT(flow->calls().size(), std::size_t{1}, patience);
}

void MainWindowTest::keysOfSngrepAndWiresharkWork()
{
    for (const QKeySequence& key :
         {QKeySequence(Qt::CTRL | Qt::Key_O), QKeySequence(Qt::CTRL | Qt::Key_E),
          QKeySequence(Qt::CTRL | Qt::Key_K), QKeySequence(Qt::CTRL | Qt::Key_F), QKeySequence(Qt::Key_F1),
          QKeySequence(Qt::Key_F2), QKeySequence(Qt::Key_F3), QKeySequence(Qt::Key_Slash),
          QKeySequence(Qt::Key_P), QKeySequence(Qt::Key_A), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E)})
        QVERIFY2(actionWithKey(key) != nullptr, qPrintable(key.toString()));
    openCapture(m_capture);
    SessionView& view = m_window->sessionView();
    actionWithKey(Qt::Key_P)->trigger();
    QVERIFY(view.isPaused());
    actionWithKey(Qt::Key_A)->trigger();
    QVERIFY(view.isFollowing());
    actionWithKey(QKeySequence(Qt::CTRL | Qt::Key_2))->trigger();
    QCOMPARE(view.view(), View::Messages);
}

void MainWindowTest::filterAndBack()
{
    openCapture(m_capture);
    SessionView& view = m_window->sessionView();
    const int all = view.calls().model().rowCount();
    view.setFilter(View::Calls, u"final_status == 486"_s);
    QTRY_VERIFY_WITH_TIMEOUT(view.calls().model().rowCount() < all, patience);
    QVERIFY(view.calls().model().rowCount() > 0);
    QTRY_VERIFY_WITH_TIMEOUT(view.calls().resultText().contains(u" of "_s), patience);
    QVERIFY(view.canGoBack());
    view.goBack();
    QTRY_COMPARE_WITH_TIMEOUT(view.calls().model().rowCount(), all, patience);
    QVERIFY(view.canGoForward());
    view.goForward();
    QTRY_VERIFY_WITH_TIMEOUT(view.calls().model().rowCount() < all, patience);
    QCOMPARE(view.filterBar().text(), u"final_status == 486"_s);
}

void MainWindowTest::badFileIsTold()
{
    m_window->openFiles({m_folder.filePath(u"nothing-here.pcap"_s)});
    QTRY_COMPARE_WITH_TIMEOUT(m_window->findChildren<Notice*>().size(), 1, patience);
    QVERIFY(m_window->findChild<Notice*>()->content().sentence.contains(u"nothing-here.pcap"_s));
    QCOMPARE(m_window->controller().activity(), Activity::Nothing);
}

void MainWindowTest::fullDiskIsToldWithWhatBecameOfTheData()
{
    using core::base::Error;
    using core::base::ErrorCode;
    const auto newest = [this] { return m_window->findChildren<Notice*>().back()->content().sentence; };
    emit m_window->controller().cutShort(Error{ErrorCode::DiskFull, "/data/a.rhapsode", {}});
    QVERIFY2(newest().contains(u"What was stored until then is kept."_s), qPrintable(newest()));
    // Before anything was written there is nothing to say about it.
    emit m_window->controller().failed(Error{ErrorCode::DiskFull, "/data", {}});
    QVERIFY2(newest().contains(u"Free some space"_s) && !newest().contains(u"kept"_s), qPrintable(newest()));
}

void MainWindowTest::emptyResultOffersToClearTheFilter()
{
    openCapture(m_capture);
    SessionView& view = m_window->sessionView();
    const int all = view.calls().model().rowCount();
    view.setFilter(View::Calls, u"from.user == \"nobody\""_s);
    QTRY_COMPARE_WITH_TIMEOUT(view.calls().model().rowCount(), 0, patience);
    auto* empty = view.calls().findChild<ui::lists::EmptyState*>();
    QTRY_COMPARE_WITH_TIMEOUT(view.calls().currentWidget(), static_cast<QWidget*>(empty), patience);
    emit empty->actionTriggered();
    QTRY_COMPARE_WITH_TIMEOUT(view.calls().model().rowCount(), all, patience);
    QCOMPARE(view.filterBar().text(), QString());
}

void MainWindowTest::goesToNumbersTimesAndCallIds()
{
    m_settings->setValue(ui::settings::utc, true);
    m_window = std::make_unique<MainWindow>(*m_settings);
    m_window->show();
    openCapture(m_capture);
    SessionView& view = m_window->sessionView();
    view.goTo(u" 7 "_s);
    QTRY_COMPARE_WITH_TIMEOUT(view.selection().call().value, std::int64_t{7}, patience);
    QCOMPARE(view.calls().view().currentId(), std::int64_t{7});

    view.goTo(u"11:42:00"_s); // the capture begins at 11:41:07
    QTRY_VERIFY_WITH_TIMEOUT(view.selection().call().value != 7, patience);
    QTRY_VERIFY_WITH_TIMEOUT(view.calls().model().rowAt(view.calls().view().currentIndex().row()) != nullptr,
                             patience);
    const int row = view.calls().view().currentIndex().row();
    const auto timeAt = [&](int which) { return view.calls().model().index(which, 2).data().toString(); };
    QVERIFY2(timeAt(row) >= u"11:42:00"_s, qPrintable(timeAt(row)));
    QVERIFY2(timeAt(row - 1) < u"11:42:00"_s, qPrintable(timeAt(row - 1)));

    view.goTo(u"opt0@10.20.0.10"_s);
    QTRY_VERIFY_WITH_TIMEOUT(view.calls().view().currentIndex().row() != row, patience);
    view.setFilter(View::Calls, u"from.user == \"nobody\""_s);
    QTRY_COMPARE_WITH_TIMEOUT(view.calls().model().rowCount(), 0, patience);
    view.goTo(u"5"_s); // the filter hides it
    QTRY_COMPARE_WITH_TIMEOUT(view.selection().call().value, std::int64_t{5}, patience);
    QCOMPARE(view.filterBar().text(), QString());

    QSignalSpy failed(&view, &SessionView::failed);
    view.goTo(u"no-such-call@nowhere"_s);
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, patience);
}

void MainWindowTest::tabReachesEveryPane()
{
    openCapture(m_capture);
    SessionView& view = m_window->sessionView();
    view.calls().view().selectRow(0);
    QTRY_VERIFY_WITH_TIMEOUT(bool(view.selection().message()), patience);
    m_window->activateWindow();
    view.filterBar().focusField();
    QTRY_VERIFY_WITH_TIMEOUT(QApplication::focusWidget() != nullptr, patience);
    QSet<QWidget*> reached;
    QWidget* const begin = QApplication::focusWidget();
    int presses = 0;
    do {
        QVERIFY2(++presses < 300, QApplication::focusWidget()->metaObject()->className());
        for (QWidget* widget = QApplication::focusWidget(); widget != nullptr;
             widget = widget->parentWidget())
            reached.insert(widget);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    } while (QApplication::focusWidget() != begin);
    for (QWidget* pane : std::initializer_list<QWidget*>{
             view.findChild<ui::charts::TimeStrip*>(), &view.calls().view(), view.findChild<FlowPane*>(),
             view.findChild<ui::message::MessageView*>(), m_window->findChild<StatusLine*>()})
        QVERIFY2(reached.contains(pane), pane->metaObject()->className());
}

void MainWindowTest::toolsKnowWhatTheyCanDo()
{
    QAction* const exportRows = actionWithKey(Qt::Key_F2);
    QVERIFY(!exportRows->isEnabled());
    openCapture(m_capture);
    QVERIFY(exportRows->isEnabled());
    m_window->controller().close();
    QTRY_COMPARE_WITH_TIMEOUT(m_window->controller().activity(), Activity::Nothing, patience);
    QVERIFY(!exportRows->isEnabled());
    QVERIFY(!m_window->sessionView().isVisible());
}

void MainWindowTest::remembersItsLayout()
{
    const int column = 2; // type
    m_window->sessionView().calls().view().setColumnHidden(column, true);
    m_window->close();
    m_window = std::make_unique<MainWindow>(*m_settings);
    QVERIFY(m_window->sessionView().calls().view().isColumnHidden(column));
}

void MainWindowTest::livePacketsBecomeRowsWithinMoments()
{
    ui::session::CaptureRequest request;
    request.hepUrls = {"hep+udp://127.0.0.1:0"};
    m_window->startCapture(request);
    const auto& progress = [this] { return m_window->controller().progress(); };
    QTRY_VERIFY_WITH_TIMEOUT(!progress().readyLines.empty(), patience);
    const auto port = QString::fromStdString(progress().readyLines.front()).section(u':', -1).toUShort();
    const tests::support::UdpSender sender({*core::net::IpAddress::parse("127.0.0.1"), port});
    const auto& model = m_window->sessionView().calls().model();
    constexpr int packets = 12;
    qint64 longest = 0;
    qint64 sum = 0;
    for (int i = 0; i < packets; ++i) {
        QTest::qWait(37 * (i % 5)); // at different moments of the window's clock
        std::string sip{tests::support::sampleSip};
        sip.replace(sip.find("sample@"), 6, "live" + std::to_string(i));
        QVERIFY(sender.send(
            tests::support::Hep3Builder{}.usualHeader().text(core::hep::ChunkType::Payload, sip).build()));
        QElapsedTimer clock;
        clock.start();
        while (clock.elapsed() < patience && (model.rowCount() <= i || model.rowAt(i) == nullptr))
            QTest::qWait(2);
        QVERIFY2(model.rowCount() > i, "no row came");
        longest = std::max(longest, clock.elapsed());
        sum += clock.elapsed();
    }
    qInfo("from packet to row: %lld ms on average, %lld ms at most", static_cast<long long>(sum / packets),
          static_cast<long long>(longest));
    QVERIFY2(longest < 2'000, "a machine with nothing else to do needs less than 600 ms");
}

QTEST_MAIN(MainWindowTest)
#include "tst_main_window.moc"
