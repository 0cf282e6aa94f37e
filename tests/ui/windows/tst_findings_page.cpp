// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with the calls that the filter leaves: the worst first, counted by kind, each with its way to
// the call.
#include "tests/support/script_capture.h"
#include "tests/ui/support/window_test.h"
#include "ui/charts/time_strip.h"
#include "ui/filterbar/filter_bar.h"
#include "ui/windows/findings_page.h"
#include "ui/windows/flow_pane.h"

#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QTableView>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace ui::windows;
using tests::ui::patience;
using View = SessionView::View;

namespace {

/// A call of alice; a BYE of hers with a CSeq that falls; two calls of bob that nobody answers; time.
constexpr std::string_view traffic = R"(
    alice -> proxy INVITE 1 at=0.000 call-id=falls from=alice
    proxy -> alice 200    1 at=2.000 call-id=falls
    alice -> proxy ACK    1 at=2.010 call-id=falls
    alice -> proxy INFO   5 at=3.000 call-id=falls
    proxy -> alice 200    5 INFO at=3.100 call-id=falls
    alice -> proxy BYE    3 at=9.000 call-id=falls
    proxy -> alice 200    3 BYE at=9.100 call-id=falls
    bob   -> proxy INVITE 1 at=10.000 call-id=lost from=bob
    bob   -> proxy INVITE 1 resend at=10.500 call-id=lost
    bob   -> proxy INVITE 1 resend at=11.500 call-id=lost
    bob   -> proxy INVITE 1 at=20.000 call-id=gone from=bob
    bob   -> proxy INVITE 1 resend at=20.500 call-id=gone
    bob   -> proxy INVITE 1 resend at=21.500 call-id=gone
    carol -> proxy REGISTER 1 at=90.000 call-id=r1 from=carol
    proxy -> carol 200      1 at=90.100 call-id=r1
)";

} // namespace

class FindingsPageTest : public tests::ui::WindowTest {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void cleanup() { m_window.reset(); }

    void theWorstStandFirst();
    void kindsAreCountedAndChosen();
    void aRowShowsItsFlow();
    void returnOpensTheCall();
    void aDoubleClickOpensTheCall();
    void backLeadsToTheFindings();
    void findingsFollowTheFilter();
    void findingsFollowTheRange();
    void soundCallsSaySo();
    void whatCannotBeAskedIsTold();
    void itCanBeStoppedAndBegunAgain();

private:
    [[nodiscard]] SessionView& view() const { return m_window->sessionView(); }

    [[nodiscard]] FindingsPage& page() const { return view().findings(); }

    void open(int findings) const;
    [[nodiscard]] QStringList column(int number) const;
    [[nodiscard]] QString texts() const;

    QString m_capture;
};

void FindingsPageTest::initTestCase()
{
    m_capture = m_folder.filePath(u"wrong.pcap"_s);
    QFile file(m_capture);
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto bytes = tests::support::captureOfScript(traffic);
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<qint64>(bytes.size()));
}

void FindingsPageTest::init()
{
    makeSettings();
    makeWindow();
    m_window->resize(1440, 900);
    openCapture(m_capture);
    activateWindow();
}

void FindingsPageTest::open(int findings) const
{
    QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
    QCOMPARE(view().view(), View::Findings);
    QTRY_VERIFY_WITH_TIMEOUT(!page().search().isBusy() && page().model().rowCount() == findings, patience);
}

QStringList FindingsPageTest::column(int number) const
{
    QStringList texts;
    for (int row = 0; row < page().model().rowCount(); ++row)
        texts.append(page().model().index(row, number).data().toString());
    return texts;
}

QString FindingsPageTest::texts() const
{
    QStringList all;
    for (const QLabel* label : page().findChildren<QLabel*>()) {
        if (label->isVisible())
            all.append(label->text());
    }
    return all.join(u'\n');
}

void FindingsPageTest::theWorstStandFirst()
{
    open(3);
    using Model = ui::models::FindingsModel;
    // Found after the warning, and graver.
    QCOMPARE(column(Model::Severity), QStringList({u"Error"_s, u"Error"_s, u"Warning"_s}));
    QCOMPARE(column(Model::CallId), QStringList({u"lost"_s, u"gone"_s, u"falls"_s}));
    QVERIFY2(column(Model::Sentence).front().contains(u"got no response: it was sent 3 times"_s),
             qPrintable(column(Model::Sentence).front()));
    QCOMPARE(column(Model::Clause).front(), u"RFC 3261 section 17.1.1.2"_s);
    QVERIFY(column(Model::Sentence).back().contains(u"has CSeq 3, after 5"_s));
    QCOMPARE(page().resultText(), u"3 findings · 4 calls"_s);
    QCOMPARE(view().filterBar().text(), QString());
}

void FindingsPageTest::kindsAreCountedAndChosen()
{
    open(3);
    const QAbstractItemModel* kinds = page().kinds().model();
    const auto row = [&](int number) {
        QStringList cells;
        for (int i = 0; i < kinds->columnCount(); ++i)
            cells.append(kinds->index(number, i).data().toString());
        return cells.join(u'|');
    };
    QCOMPARE(kinds->rowCount(), 3);
    QCOMPARE(row(0), u"All||3"_s);
    QCOMPARE(row(1), u"no-answer|Error|2"_s);
    QCOMPARE(row(2), u"cseq-falls|Warning|1"_s);
    QTest::mouseClick(page().kinds().viewport(), Qt::LeftButton, {},
                      page().kinds().visualRect(kinds->index(2, 0)).center());
    QCOMPARE(page().model().rowCount(), 1);
    QCOMPARE(column(ui::models::FindingsModel::CallId).front(), u"falls"_s);
    QTest::mouseClick(page().kinds().viewport(), Qt::LeftButton, {},
                      page().kinds().visualRect(kinds->index(0, 0)).center());
    QCOMPARE(page().model().rowCount(), 3);
}

void FindingsPageTest::aRowShowsItsFlow()
{
    open(3);
    QTest::mouseClick(page().table().viewport(), Qt::LeftButton, {},
                      page().table().visualRect(page().model().index(1, 0)).center());
    QCOMPARE(view().view(), View::Findings);
    QCOMPARE(view().selection().call().value, 3);
    QCOMPARE(view().selection().message().value, 11); // the first that shows it
    QTRY_COMPARE_WITH_TIMEOUT(view().flow().calls(), std::vector<core::base::CallKey>{{3}}, patience);
}

void FindingsPageTest::returnOpensTheCall()
{
    open(3);
    page().table().setFocus(Qt::TabFocusReason);
    QCOMPARE(page().table().currentIndex().row(), 0); // keys begin somewhere
    QTest::keyClick(&page().table(), Qt::Key_Return);
    QCOMPARE(view().view(), View::Calls);
    QCOMPARE(view().selection().call().value, 2);
    QCOMPARE(view().calls().view().selectedIds(10), std::vector<std::int64_t>{2});
}

void FindingsPageTest::aDoubleClickOpensTheCall()
{
    open(3);
    const QPoint place = page().table().visualRect(page().model().index(2, 1)).center();
    QTest::mouseClick(page().table().viewport(), Qt::LeftButton, {}, place);
    QTest::mouseDClick(page().table().viewport(), Qt::LeftButton, {}, place);
    QCOMPARE(view().view(), View::Calls);
    QCOMPARE(view().selection().call().value, 1);
    QCOMPARE(view().calls().view().selectedIds(10), std::vector<std::int64_t>{1});
}

void FindingsPageTest::backLeadsToTheFindings()
{
    open(3);
    page().table().setFocus(Qt::TabFocusReason);
    QTest::keyClick(&page().table(), Qt::Key_Return);
    QCOMPARE(view().view(), View::Calls);
    view().goBack();
    QCOMPARE(view().view(), View::Findings);
    QCOMPARE(page().model().rowCount(), 3); // they were not looked for again
    view().goForward();
    QCOMPARE(view().view(), View::Calls);
}

void FindingsPageTest::findingsFollowTheFilter()
{
    view().setFilter(View::Calls, u"from.user == \"bob\""_s);
    open(2);
    QCOMPARE(view().filterBar().text(), u"from.user == \"bob\""_s);
    QCOMPARE(page().resultText(), u"2 findings · 2 calls"_s);
    view().filterBar().setText(u"from.user == \"alice\""_s);
    view().filterBar().apply();
    QTRY_COMPARE_WITH_TIMEOUT(page().resultText(), u"1 findings · 1 calls"_s,
                              patience); // inflected by the English translation, which is not loaded
    QCOMPARE(column(ui::models::FindingsModel::CallId), QStringList{u"falls"_s});
    QCOMPARE(view().view(), View::Findings);
}

void FindingsPageTest::findingsFollowTheRange()
{
    open(3);
    auto* strip = view().findChild<ui::charts::TimeStrip*>();
    const ui::charts::TimeRange range{tests::support::scriptTime(15), tests::support::scriptTime(30)};
    strip->setRange(range);
    emit strip->rangeChanged(range);
    QTRY_COMPARE_WITH_TIMEOUT(page().model().rowCount(), 1, patience);
    QCOMPARE(column(ui::models::FindingsModel::CallId), QStringList{u"gone"_s});
    view().clearFilter();
    QTRY_COMPARE_WITH_TIMEOUT(page().model().rowCount(), 3, patience);
}

void FindingsPageTest::soundCallsSaySo()
{
    view().setFilter(View::Calls, u"from.user == \"carol\""_s);
    view().setView(View::Findings);
    QTRY_VERIFY_WITH_TIMEOUT(texts().contains(u"Nothing wrong was found."_s), patience);
    view().filterBar().setText(u"from.user == \"nobody\""_s);
    view().filterBar().apply();
    QTRY_VERIFY_WITH_TIMEOUT(texts().contains(u"No call matches the filter or the range."_s), patience);
    QPushButton* clear = nullptr;
    for (QPushButton* button : page().findChildren<QPushButton*>()) {
        if (button->isVisible())
            clear = button;
    }
    QVERIFY(clear != nullptr);
    clear->click();
    QTRY_COMPARE_WITH_TIMEOUT(page().model().rowCount(), 3, patience);
}

void FindingsPageTest::whatCannotBeAskedIsTold()
{
    open(3);
    page().search().setFilter(u"status =="_s);
    QTRY_VERIFY_WITH_TIMEOUT(texts().contains(u"column 1"_s), patience);
    QCOMPARE(page().model().rowCount(), 0); // those of another filter would be wrong ones
    page().search().setFilter({});
    QTRY_COMPARE_WITH_TIMEOUT(page().model().rowCount(), 3, patience);
}

void FindingsPageTest::itCanBeStoppedAndBegunAgain()
{
    view().setView(View::Findings); // begins; nothing has come yet, because no event was handled since
    QVERIFY(page().search().isBusy());
    page().search().stop();
    QVERIFY(!page().search().isBusy());
    QTest::qWait(300);
    QCOMPARE(page().model().rowCount(), 0);
    view().setView(View::Calls);
    view().setView(View::Findings);
    QTest::qWait(300);
    QCOMPARE(page().model().rowCount(), 0); // whoever stops it decides when it goes on
    QPushButton* again = nullptr;
    for (QPushButton* button : page().findChildren<QPushButton*>()) {
        if (button->isVisible() && button->text() == u"Search again"_s)
            again = button;
    }
    QVERIFY(again != nullptr);
    again->click();
    QTRY_COMPARE_WITH_TIMEOUT(page().model().rowCount(), 3, patience);
    QVERIFY(!again->isVisible());
}

QTEST_MAIN(FindingsPageTest)
#include "tst_findings_page.moc"
