// SPDX-License-Identifier: GPL-3.0-or-later
// Calls are marked in the window, whatever the session is doing.
#include "core/session/primary.h"
#include "core/session/session_reader.h"
#include "tests/support/hep_builder.h"
#include "tests/support/udp_sender.h"
#include "tests/ui/support/sample_traffic.h"
#include "tests/ui/support/window_test.h"
#include "ui/windows/list_page.h"
#include "ui/windows/notice.h"
#include "ui/windows/session_view.h"

#include <QAction>
#include <QtTest>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

using namespace Qt::StringLiterals;
using namespace ui::windows;
using tests::ui::patience;
using ui::session::Activity;
using View = SessionView::View;

class MarkingTest : public tests::ui::WindowTest {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void cleanup() { m_window.reset(); }

    void keyMarksAndUnmarks();
    void theFilterFollowsWithoutReopening();
    void severalAreMarkedUntilAllAre();
    void theCallOfAMessageIsMarked();
    void marksOfOtherProgramsAppear();
    void marksDuringACapture();
    void aSessionThatCannotBeWrittenIsTold();
    void nothingSelectedIsTold();

private:
    void openCapture();
    void choose(int row);

    void press() { QTest::keyClick(m_window.get(), Qt::Key_M, Qt::ControlModifier); }

    [[nodiscard]] ui::lists::ListView& list() const { return m_window->sessionView().calls().view(); }

    /// The word in the column of marks; "…" while it is not known.
    [[nodiscard]] QString markOf(int row) const;
    [[nodiscard]] std::vector<std::string> markedInTheFile() const;

    QString m_capture;
};

void MarkingTest::initTestCase()
{
    m_capture = m_folder.filePath(u"trunk.pcap"_s);
    QVERIFY(tests::ui::SampleTraffic(40).save(m_capture));
}

void MarkingTest::init()
{
    makeSettings();
    makeWindow();
    activateWindow();
}

void MarkingTest::openCapture()
{
    WindowTest::openCapture(m_capture);
    list().setFocus();
}

/// Whatever keys were pressed before.
void MarkingTest::choose(int row)
{
    list().selectionModel()->setCurrentIndex(list().model()->index(row, 1),
                                             QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

QString MarkingTest::markOf(int row) const
{
    const auto& model = m_window->sessionView().calls().model();
    for (int column = 0; column < model.columnCount(); ++column) {
        if (std::string_view{model.columnName(column)} == "mark")
            return model.index(row, column).data().toString();
    }
    return u"no such column"_s;
}

std::vector<std::string> MarkingTest::markedInTheFile() const
{
    std::vector<std::string> callIds;
    auto reader = core::session::SessionReader::open(m_window->controller().path());
    if (const auto marks = (*reader)->marks()) {
        for (const core::session::Mark& mark : *marks)
            callIds.push_back(mark.callId);
    }
    return callIds;
}

void MarkingTest::keyMarksAndUnmarks()
{
    openCapture();
    choose(3);
    QCOMPARE(markOf(3), QString());
    press();
    QTRY_COMPARE_WITH_TIMEOUT(markOf(3), u"marked"_s, patience);
    QCOMPARE(markOf(2), QString());
    // Not by colour alone: the cell has a shape.
    const auto row = m_window->sessionView().calls().model().rowAt(3);
    QVERIFY(std::ranges::any_of(
        row->cells, [](const ui::models::Cell& cell) { return cell.glyph == ui::theme::Glyph::Marked; }));
    QCOMPARE(markedInTheFile().size(), std::size_t{1});

    press();
    QTRY_COMPARE_WITH_TIMEOUT(markOf(3), QString(), patience);
    QVERIFY(markedInTheFile().empty());
}

void MarkingTest::theFilterFollowsWithoutReopening()
{
    openCapture();
    SessionView& view = m_window->sessionView();
    const int all = view.calls().model().rowCount();
    view.setFilter(View::Calls, u"marked"_s);
    QTRY_COMPARE_WITH_TIMEOUT(view.calls().model().rowCount(), 0, patience);
    view.clearFilter();
    QTRY_COMPARE_WITH_TIMEOUT(view.calls().model().rowCount(), all, patience);

    choose(5);
    const std::int64_t call = view.calls().model().idAt(5);
    press();
    QTRY_COMPARE_WITH_TIMEOUT(markOf(5), u"marked"_s, patience);
    QTest::keyClick(m_window.get(), Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE_WITH_TIMEOUT(view.calls().model().rowCount(), 1, patience);
    QCOMPARE(view.calls().model().idAt(0), call);

    // A call that is no longer marked leaves the list.
    choose(0);
    press();
    QTRY_COMPARE_WITH_TIMEOUT(view.calls().model().rowCount(), 0, patience);
}

void MarkingTest::severalAreMarkedUntilAllAre()
{
    openCapture();
    choose(1);
    press();
    QTRY_COMPARE_WITH_TIMEOUT(markOf(1), u"marked"_s, patience);
    list().selectAll();
    press();
    QTRY_COMPARE_WITH_TIMEOUT(markOf(0), u"marked"_s, patience);
    QCOMPARE(markOf(1), u"marked"_s);
    QCOMPARE(static_cast<int>(markedInTheFile().size()), m_window->sessionView().calls().model().rowCount());
    list().selectAll();
    press();
    QTRY_COMPARE_WITH_TIMEOUT(markOf(0), QString(), patience);
    QVERIFY(markedInTheFile().empty());
}

void MarkingTest::theCallOfAMessageIsMarked()
{
    openCapture();
    SessionView& view = m_window->sessionView();
    view.setView(View::Messages);
    QTRY_VERIFY_WITH_TIMEOUT(view.messages().model().rowAt(0) != nullptr, patience);
    view.messages().view().selectRow(0);
    QTRY_VERIFY_WITH_TIMEOUT(bool(view.selection().call()), patience);
    const std::int64_t call = view.selection().call().value;
    view.messages().view().setFocus();
    press();
    view.setView(View::Calls);
    QTRY_COMPARE_WITH_TIMEOUT(markOf(*view.calls().model().rowOf(call)), u"marked"_s, patience);
}

void MarkingTest::marksOfOtherProgramsAppear()
{
    openCapture();
    auto reader = core::session::SessionReader::open(m_window->controller().path());
    const std::array keys{core::base::CallKey{m_window->sessionView().calls().model().idAt(4)}};
    const auto calls = (*reader)->calls(keys);
    QVERIFY(calls);
    QVERIFY(core::session::setMark(m_window->controller().path(), {calls->front().callId, {}, {}, "keep"}));
    QTRY_COMPARE_WITH_TIMEOUT(markOf(4), u"marked"_s, patience);
}

void MarkingTest::marksDuringACapture()
{
    ui::session::CaptureRequest request;
    request.hepUrls = {"hep+udp://127.0.0.1:0"};
    m_window->startCapture(request);
    const auto& progress = [this] { return m_window->controller().progress(); };
    QTRY_VERIFY_WITH_TIMEOUT(!progress().readyLines.empty(), patience);
    const auto port = QString::fromStdString(progress().readyLines.front()).section(u':', -1).toUShort();
    const tests::support::UdpSender sender({*core::net::IpAddress::parse("127.0.0.1"), port});
    const auto send = [&](int number) {
        std::string sip{tests::support::sampleSip};
        sip.replace(sip.find("sample@"), 6, "live" + std::to_string(number));
        return sender.send(
            tests::support::Hep3Builder{}.usualHeader().text(core::hep::ChunkType::Payload, sip).build());
    };
    const auto& model = m_window->sessionView().calls().model();
    QVERIFY(send(0) && send(1));
    QTRY_VERIFY_WITH_TIMEOUT(model.rowCount() == 2 && model.rowAt(1) != nullptr, patience);
    list().setFocus();
    choose(1);
    press();
    // Packets go on coming while it is written.
    for (int number = 2; number < 60; ++number) {
        QVERIFY(send(number));
        QTest::qWait(2);
    }
    QTRY_COMPARE_WITH_TIMEOUT(markOf(1), u"marked"_s, patience);
    QCOMPARE(m_window->controller().activity(), Activity::Capturing);
    QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 60, patience);
    QCOMPARE(markOf(0), QString());
    m_window->sessionView().setFilter(View::Calls, u"marked"_s);
    QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 1, patience);
    m_window->controller().stop();
    QTRY_COMPARE_WITH_TIMEOUT(m_window->controller().activity(), Activity::Viewing, patience);
    QCOMPARE(markedInTheFile().size(), std::size_t{1});
}

void MarkingTest::aSessionThatCannotBeWrittenIsTold()
{
    openCapture();
    choose(0);
    // Somebody took the file away; root may write to any that is there.
    const std::filesystem::path path = m_window->controller().path();
    std::filesystem::rename(path, path.string() + ".away");
    press();
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->findChildren<Notice*>().isEmpty(), patience);
    const QString sentence = m_window->findChildren<Notice*>().back()->content().sentence;
    QVERIFY2(sentence.contains(u"No mark was changed."_s), qPrintable(sentence));
    std::filesystem::rename(path.string() + ".away", path);
}

void MarkingTest::nothingSelectedIsTold()
{
    openCapture();
    list().clearSelection();
    press();
    QCOMPARE(m_window->findChildren<Notice*>().size(), 1);
    QCOMPARE(m_window->findChild<Notice*>()->content().title, u"Nothing is selected"_s);
}

QTEST_MAIN(MarkingTest)
#include "tst_marking.moc"
