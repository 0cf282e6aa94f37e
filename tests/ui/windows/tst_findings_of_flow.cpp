// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with the selected call stands under its ladder and leads to its messages.
#include "tests/support/script_capture.h"
#include "tests/ui/support/window_test.h"
#include "ui/theme/theme.h"
#include "ui/windows/findings_pane.h"
#include "ui/windows/flow_pane.h"

#include <QFile>

using namespace Qt::StringLiterals;
using namespace ui::windows;
using tests::ui::patience;
using View = SessionView::View;

namespace {

/// An answered call of alice, one of bob that nobody answers, and enough time after both.
constexpr std::string_view traffic = R"(
    alice -> proxy INVITE 1 at=0.000 call-id=ok
    proxy -> alice 200    1 at=2.000 call-id=ok
    alice -> proxy ACK    1 at=2.010 call-id=ok
    alice -> proxy BYE    2 at=9.000 call-id=ok
    proxy -> alice 200    2 at=9.100 call-id=ok
    bob   -> proxy INVITE 1 at=10.000 call-id=lost
    bob   -> proxy INVITE 1 resend at=10.500 call-id=lost
    bob   -> proxy INVITE 1 resend at=11.500 call-id=lost
    carol -> proxy REGISTER 1 at=90.000 call-id=r1
    proxy -> carol 200      1 at=90.100 call-id=r1
)";

} // namespace

class FindingsOfFlowTest : public tests::ui::WindowTest {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void cleanup() { m_window.reset(); }

    void aSoundCallHasNoFindings();
    void whatIsWrongStandsUnderTheLadder();
    void aLinkSelectsItsMessage();
    void shapesAndColoursFollowTheTheme();

private:
    [[nodiscard]] SessionView& view() const { return m_window->sessionView(); }

    [[nodiscard]] FindingsPane& pane() const { return view().flow().findings(); }

    void select(std::int64_t call) const;
    [[nodiscard]] QPoint placeOf(const QString& link) const;

    QString m_capture;
};

void FindingsOfFlowTest::initTestCase()
{
    m_capture = m_folder.filePath(u"findings.pcap"_s);
    QFile file(m_capture);
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto bytes = tests::support::captureOfScript(traffic);
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<qint64>(bytes.size()));
}

void FindingsOfFlowTest::init()
{
    makeSettings();
    makeWindow();
    m_window->resize(1440, 900);
    openCapture(m_capture);
}

void FindingsOfFlowTest::select(std::int64_t call) const
{
    view().calls().view().setCurrentId(call);
    view().selection().setCall({call});
    QTRY_COMPARE_WITH_TIMEOUT(view().flow().calls(), std::vector<core::base::CallKey>{{call}}, patience);
}

/// Where a user would click.
QPoint FindingsOfFlowTest::placeOf(const QString& link) const
{
    for (int y = 0; y < pane().viewport()->height(); y += 4) {
        for (int x = 0; x < pane().viewport()->width(); x += 4) {
            if (pane().anchorAt({x, y}) == link)
                return {x, y};
        }
    }
    return {-1, -1};
}

void FindingsOfFlowTest::aSoundCallHasNoFindings()
{
    select(2);
    QTRY_VERIFY_WITH_TIMEOUT(pane().isVisible(), patience);
    select(1);
    QVERIFY(!pane().isVisible()); // those of another call would be taken for its own
    QTest::qWait(200);
    QVERIFY(!pane().isVisible());
}

void FindingsOfFlowTest::whatIsWrongStandsUnderTheLadder()
{
    select(2);
    QTRY_VERIFY_WITH_TIMEOUT(pane().isVisible(), patience);
    const QString text = pane().toPlainText();
    for (const QString& part :
         {u"Error"_s, u"got no response: it was sent 3 times"_s, u"RFC 3261 section 17.1.1.2"_s,
          u"Does the receiver run and listen on this address"_s, u"6 INVITE"_s, u"7 INVITE"_s, u"8 INVITE"_s})
        QVERIFY2(text.contains(part), qPrintable(text));
    const QPoint ladder = view().flow().mapFromGlobal(pane().mapToGlobal(QPoint()));
    QVERIFY(ladder.y() > view().flow().height() / 3);
}

void FindingsOfFlowTest::aLinkSelectsItsMessage()
{
    select(2);
    QTRY_VERIFY_WITH_TIMEOUT(pane().isVisible(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(view().selection().message().value, 6, patience);
    QTRY_VERIFY_WITH_TIMEOUT(placeOf(u"message:8"_s).x() >= 0, patience);
    QTest::mouseClick(pane().viewport(), Qt::LeftButton, {}, placeOf(u"message:8"_s));
    QCOMPARE(view().selection().message().value, 8);
    QCOMPARE(view().selection().call().value, 2);
}

void FindingsOfFlowTest::shapesAndColoursFollowTheTheme()
{
    using ui::theme::Theme;
    select(2);
    QTRY_VERIFY_WITH_TIMEOUT(pane().isVisible(), patience);
    for (const auto choice : {ui::theme::Choice::Light, ui::theme::Choice::Dark}) {
        Theme::instance().apply(choice);
        const QString error = ui::theme::colors().error.name();
        QTRY_VERIFY_WITH_TIMEOUT(pane().toHtml().contains(error), patience);
        QVERIFY(pane().toHtml().contains(u"glyph:error"_s));
        // The octagon is there, in the colour of errors: nothing else in the first column is.
        const QImage picture = pane().viewport()->grab().toImage();
        int inked = 0;
        for (int y = 0; y < std::min(picture.height(), 80); ++y) {
            for (int x = 0; x < std::min(picture.width(), 24); ++x)
                inked += picture.pixelColor(x, y).name() == error ? 1 : 0;
        }
        QVERIFY2(inked > 10, qPrintable(QString::number(inked)));
    }
    Theme::instance().apply(ui::theme::Choice::Light);
}

QTEST_MAIN(FindingsOfFlowTest)
#include "tst_findings_of_flow.moc"
