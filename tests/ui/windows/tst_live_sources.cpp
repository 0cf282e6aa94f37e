// SPDX-License-Identifier: GPL-3.0-or-later
// Sources come and go while the window captures.
#include "tests/support/hep_builder.h"
#include "tests/support/udp_sender.h"
#include "tests/ui/support/window_test.h"
#include "ui/windows/capture_panel.h"
#include "ui/windows/list_page.h"
#include "ui/windows/notice.h"
#include "ui/windows/session_view.h"
#include "ui/windows/sources_page.h"
#include "ui/windows/status_line.h"

#include <QCheckBox>
#include <QDialog>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace ui::windows;
using tests::ui::patience;
using ui::session::Activity;
using View = SessionView::View;

class LiveSourcesWindowTest : public tests::ui::WindowTest {
    Q_OBJECT

private slots:
    void init();

    void cleanup() { m_window.reset(); }

    void oneIsAddedAndAnotherRemoved();
    void theOnlyOneStays();
    void theWindowForAddingChoosesNothing();

private:
    void start();
    bool send(int listener, const std::string& callId);

    [[nodiscard]] const std::vector<std::string>& ready() const
    {
        return m_window->controller().progress().readyLines;
    }

    [[nodiscard]] QTableView* table() const;
    /// Of a row of the table, by the title of the column.
    [[nodiscard]] QString cell(int row, const QString& title) const;

    [[nodiscard]] int calls() const { return m_window->sessionView().calls().model().rowCount(); }
};

void LiveSourcesWindowTest::init()
{
    makeSettings(true);
    m_settings->setValue(ui::settings::captureHepTcp, true);
    makeWindow();
    activateWindow();
    start();
}

void LiveSourcesWindowTest::start()
{
    ui::session::CaptureRequest request;
    request.hepUrls = {"hep+udp://127.0.0.1:0"};
    m_window->startCapture(request);
    QTRY_COMPARE_WITH_TIMEOUT(ready().size(), std::size_t{1}, patience);
    QVERIFY(send(0, "first"));
    m_window->sessionView().setView(View::Sources);
    QTRY_COMPARE_WITH_TIMEOUT(table()->model()->rowCount(), 1, patience);
}

bool LiveSourcesWindowTest::send(int listener, const std::string& callId)
{
    const std::string& line = ready()[static_cast<std::size_t>(listener)];
    const auto port = QString::fromStdString(line).section(u':', -1).toUShort();
    std::string sip{tests::support::sampleSip};
    sip.replace(sip.find("sample@"), 6, callId);
    return tests::support::UdpSender({*core::net::IpAddress::parse("127.0.0.1"), port})
        .send(tests::support::Hep3Builder{}.usualHeader().text(core::hep::ChunkType::Payload, sip).build());
}

QTableView* LiveSourcesWindowTest::table() const
{
    for (QTableView* view : m_window->sessionView().sources().findChildren<QTableView*>()) {
        if (view->accessibleName() == u"Sources"_s)
            return view;
    }
    return nullptr;
}

QString LiveSourcesWindowTest::cell(int row, const QString& title) const
{
    const auto* model = table()->model();
    for (int column = 0; column < model->columnCount(); ++column) {
        if (model->headerData(column, Qt::Horizontal).toString() == title)
            return model->index(row, column).data().toString();
    }
    return u"no such column"_s;
}

void LiveSourcesWindowTest::oneIsAddedAndAnotherRemoved()
{
    QTRY_COMPARE_WITH_TIMEOUT(cell(0, u"State"_s), u"capturing"_s, patience);
    ui::session::CaptureRequest more;
    more.hepUrls = {"hep+udp://127.0.0.1:0"};
    m_window->controller().addSources(more);
    QTRY_COMPARE_WITH_TIMEOUT(ready().size(), std::size_t{2}, patience);
    QVERIFY(send(1, "second") && send(1, "third"));
    QTRY_COMPARE_WITH_TIMEOUT(table()->model()->rowCount(), 2, patience);
    QTRY_COMPARE_WITH_TIMEOUT(cell(1, u"Messages"_s), u"2"_s, patience);
    QCOMPARE(cell(0, u"Messages"_s), u"1"_s);
    QTRY_COMPARE_WITH_TIMEOUT(cell(1, u"State"_s), u"capturing"_s, patience);

    table()->setFocus();
    table()->selectRow(0);
    QTest::keyClick(table(), Qt::Key_Delete);
    QTRY_COMPARE_WITH_TIMEOUT(cell(0, u"State"_s), QString(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(ready().size(), std::size_t{1}, patience);
    QCOMPARE(cell(1, u"State"_s), u"capturing"_s);
    QCOMPARE(m_window->controller().activity(), Activity::Capturing);
    QVERIFY(send(0, "fourth")); // to the one that is left
    QTRY_COMPARE_WITH_TIMEOUT(cell(1, u"Messages"_s), u"3"_s, patience);
    QCOMPARE(cell(0, u"Messages"_s), u"1"_s); // its figures stay
    m_window->controller().stop();
    QTRY_COMPARE_WITH_TIMEOUT(m_window->controller().activity(), Activity::Viewing, patience);
    QTRY_COMPARE_WITH_TIMEOUT(calls(), 4, patience);
    QCOMPARE(cell(1, u"State"_s), QString());
}

void LiveSourcesWindowTest::theOnlyOneStays()
{
    QTRY_COMPARE_WITH_TIMEOUT(cell(0, u"State"_s), u"capturing"_s, patience);
    table()->setFocus();
    table()->selectRow(0);
    QTest::keyClick(table(), Qt::Key_Delete);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->findChildren<Notice*>().isEmpty(), patience);
    QCOMPARE(m_window->findChildren<Notice*>().back()->content().title, u"This is the only source"_s);
    QCOMPARE(m_window->controller().activity(), Activity::Capturing);
}

void LiveSourcesWindowTest::theWindowForAddingChoosesNothing()
{
    QTest::keyClick(m_window.get(), Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<QDialog*>() != nullptr, patience);
    auto* panel = m_window->findChild<QDialog*>()->findChild<CapturePanel*>();
    QVERIFY(panel->request().isEmpty());
    QVERIFY(!panel->canStart());
    const auto named = [&](const QString& name) {
        for (QWidget* widget : panel->findChildren<QWidget*>()) {
            if (widget->accessibleName() == name)
                return widget;
        }
        return static_cast<QWidget*>(nullptr);
    };
    qobject_cast<QSpinBox*>(named(u"HEP port"_s))->setValue(39062);
    qobject_cast<QCheckBox*>(named(u"Listen for HEP"_s))->setChecked(true);
    QVERIFY(panel->canStart());
    for (QPushButton* button : panel->findChildren<QPushButton*>()) {
        if (button->text() == u"Add to the capture"_s)
            button->click();
    }
    QTRY_COMPARE_WITH_TIMEOUT(ready().size(), std::size_t{2}, patience);
    QCOMPARE(m_settings->value(ui::settings::hepPort), 9060); // nothing is remembered
    QCOMPARE(m_window->controller().activity(), Activity::Capturing);
}

QTEST_MAIN(LiveSourcesWindowTest)
#include "tst_live_sources.moc"
