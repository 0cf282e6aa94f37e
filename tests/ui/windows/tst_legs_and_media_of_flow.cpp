// SPDX-License-Identifier: GPL-3.0-or-later
// The flow of a call with the calls that belong together with it, and with its RTP streams.
#include "tests/support/rtp_builder.h"
#include "tests/support/script_capture.h"
#include "tests/ui/support/window_test.h"
#include "ui/ladder/ladder_view.h"
#include "ui/theme/elided_label.h"
#include "ui/windows/findings_pane.h"
#include "ui/windows/flow_pane.h"
#include "ui/windows/legs_pane.h"

#include <QFile>
#include <QToolButton>
#include <QTranslator>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace tests::support;
using namespace ui::windows;
using core::base::CallKey;
using core::flow::MediaArrow;
using tests::ui::patience;
using View = SessionView::View;

namespace {

/// Two legs of one call with audio on the first, and a call of carol that has nothing to do with them.
constexpr std::string_view traffic = R"(
    alice -> pbx   INVITE 1 at=0.000 call-id=a-leg from=alice sdp=c=IN_IP4_192.0.2.1|m=audio_4000_RTP/AVP_8
    pbx   -> bob   INVITE 1 at=0.100 call-id=b-leg from=alice header=X-Call-ID:a-leg
    carol -> pbx   INVITE 1 at=0.200 call-id=stranger from=carol
    bob   -> pbx   200    1 at=1.000 call-id=b-leg
    pbx   -> alice 200    1 at=1.100 call-id=a-leg sdp=c=IN_IP4_192.0.2.77|m=audio_4002_RTP/AVP_8
    alice -> pbx   ACK    1 at=1.110 call-id=a-leg
    pbx   -> bob   ACK    1 at=1.120 call-id=b-leg
    alice -> pbx   BYE    2 at=8.000 call-id=a-leg
    pbx   -> alice 200    2 at=8.100 call-id=a-leg
)";

Bytes capture()
{
    std::vector<PcapPacket> packets = packetsOfScript(traffic);
    const std::uint32_t start = packets.front().seconds;
    for (std::uint16_t i = 0; i < 100; ++i) {
        const std::uint32_t milliseconds = 2'000 + i * 20U;
        packets.push_back(
            {start + milliseconds / 1'000, milliseconds % 1'000 * 1'000,
             ethernet(ip("192.0.2.1", "192.0.2.77",
                         udp(4000, 4002, rtp({.payloadType = 8, .sequence = i, .timestamp = i * 160U})))),
             0});
    }
    std::ranges::stable_sort(packets, {}, [](const PcapPacket& packet) {
        return std::pair{packet.seconds, packet.fraction};
    });
    return pcapFile(packets);
}

} // namespace

class LegsAndMediaTest : public tests::ui::WindowTest {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void cleanup() { m_window.reset(); }

    void aFlowIsOfItsCallAlone();
    void legsComeWithTheKey();
    void aMessageOfALegStaysInThePicture();
    void aCallWithoutLegsSaysSo();
    void severalSelectedCallsHaveNoLegs();
    void streamsStandInTheLadder();
    void aCallWithoutStreamsHasNoToolForThem();
    void bothAreRemembered();
    void aLinkIsRejectedAndTakenBack();
    void callsAreLinkedByHand();
    void evidenceSpeaksTheLanguageOfTheWindow();

private:
    void follow(const QString& link) const;

    [[nodiscard]] SessionView& view() const { return m_window->sessionView(); }

    [[nodiscard]] FlowPane& pane() const { return view().flow(); }

    void select(std::int64_t call) const;
    [[nodiscard]] QToolButton* tool(const QString& name) const;
    [[nodiscard]] QString remark() const;
    [[nodiscard]] const MediaArrow* stream() const;

    [[nodiscard]] std::vector<CallKey> shown() const { return pane().calls(); }

    QString m_capture;
};

void LegsAndMediaTest::initTestCase()
{
    m_capture = m_folder.filePath(u"legs.pcap"_s);
    QFile file(m_capture);
    QVERIFY(file.open(QIODevice::WriteOnly));
    const Bytes bytes = capture();
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<qint64>(bytes.size()));
}

void LegsAndMediaTest::init()
{
    QFile::remove(m_folder.filePath(u"settings.ini"_s));
    makeSettings();
    makeWindow();
    m_window->resize(1440, 900);
    openCapture(m_capture);
    activateWindow();
}

void LegsAndMediaTest::select(std::int64_t call) const
{
    view().calls().view().setCurrentId(call);
    view().selection().setCall({call});
    QTRY_COMPARE_WITH_TIMEOUT(pane().selected(), std::vector<CallKey>{{call}}, patience);
}

QToolButton* LegsAndMediaTest::tool(const QString& name) const
{
    return pane().findChild<QToolButton*>(name);
}

QString LegsAndMediaTest::remark() const
{
    return pane().findChild<ui::theme::ElidedLabel*>(u"flowRemark"_s)->text();
}

const MediaArrow* LegsAndMediaTest::stream() const
{
    if (pane().flow() == nullptr)
        return nullptr;
    for (const core::flow::FlowRow& row : pane().flow()->rows) {
        if (const auto* found = std::get_if<MediaArrow>(&row))
            return found;
    }
    return nullptr;
}

void LegsAndMediaTest::aFlowIsOfItsCallAlone()
{
    select(1);
    QTest::qWait(200);
    QCOMPARE(shown(), std::vector<CallKey>{{1}});
    QVERIFY(stream() == nullptr);
    QVERIFY(tool(u"withLegs"_s)->isVisible());
    QVERIFY(tool(u"withMedia"_s)->isVisible());
    QVERIFY(!remark().contains(u"legs"_s));
}

void LegsAndMediaTest::legsComeWithTheKey()
{
    select(1);
    QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(tool(u"withLegs"_s)->isChecked());
    QTRY_COMPARE_WITH_TIMEOUT(shown(), (std::vector<CallKey>{{1}, {2}}), patience);
    QTRY_VERIFY_WITH_TIMEOUT(remark().startsWith(u"with 1 more legs · 9 messages"_s) ||
                                 remark().startsWith(u"with 1 more legs · 8 messages"_s),
                             patience);
    QVERIFY(remark().endsWith(u"a-leg"_s)); // of the call that was selected
    QVERIFY(pane().flow()->rowOf({2}).has_value());
    QVERIFY(!pane().flow()->rowOf({3}).has_value()); // carol's
    tool(u"withLegs"_s)->click();
    QTRY_COMPARE_WITH_TIMEOUT(shown(), std::vector<CallKey>{{1}}, patience);
    QVERIFY(!remark().contains(u"legs"_s));
}

void LegsAndMediaTest::aMessageOfALegStaysInThePicture()
{
    pane().withLegs().setChecked(true);
    select(1);
    QTRY_COMPARE_WITH_TIMEOUT(shown(), (std::vector<CallKey>{{1}, {2}}), patience);
    emit pane().ladder().messageSelected({2}); // as a click does
    QCOMPARE(view().selection().message().value, 2);
    QCOMPARE(view().selection().call().value, 2);
    QTest::qWait(300);
    QCOMPARE(pane().selected(), std::vector<CallKey>{{1}});
    QCOMPARE(shown(), (std::vector<CallKey>{{1}, {2}}));

    // Without legs it leaves the picture, and what is selected is in it.
    pane().withLegs().setChecked(false);
    QTRY_COMPARE_WITH_TIMEOUT(shown(), std::vector<CallKey>{{1}}, patience);
    QTRY_COMPARE_WITH_TIMEOUT(view().selection().call().value, 1, patience);
    pane().withLegs().setChecked(true);
    QTRY_COMPARE_WITH_TIMEOUT(shown(), (std::vector<CallKey>{{1}, {2}}), patience);
}

void LegsAndMediaTest::aCallWithoutLegsSaysSo()
{
    pane().withLegs().setChecked(true);
    select(3);
    QTRY_VERIFY_WITH_TIMEOUT(remark().startsWith(u"no other legs · "_s), patience);
    QCOMPARE(shown(), std::vector<CallKey>{{3}});
}

void LegsAndMediaTest::severalSelectedCallsHaveNoLegs()
{
    pane().withLegs().setChecked(true);
    view().calls().view().selectAll();
    view().selection().setCall({1});
    QTRY_COMPARE_WITH_TIMEOUT(shown(), (std::vector<CallKey>{{1}, {2}, {3}}), patience);
    QVERIFY(!tool(u"withLegs"_s)->isVisible());
    QVERIFY(!remark().contains(u"legs"_s));
}

void LegsAndMediaTest::streamsStandInTheLadder()
{
    select(1);
    QTRY_VERIFY_WITH_TIMEOUT(tool(u"withMedia"_s)->isVisible(), patience);
    QTest::keyClick(m_window.get(), Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY_WITH_TIMEOUT(stream() != nullptr, patience);
    const core::flow::CallFlow& flow = *pane().flow();
    QCOMPARE(QString::fromStdString(flow.lanes[stream()->fromLane].title), u"192.0.2.1"_s);
    QCOMPARE(QString::fromStdString(flow.lanes[stream()->toLane].title), u"192.0.2.77"_s);
    QCOMPARE(stream()->codec, std::string{"PCMA"});
    QCOMPARE(stream()->packets, std::uint64_t{100});
    QVERIFY(stream()->mos.has_value());
    QVERIFY(std::holds_alternative<MediaArrow>(flow.rows[3])); // after the ACK, before the BYE
    tool(u"withMedia"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(stream() == nullptr, patience);
}

void LegsAndMediaTest::aCallWithoutStreamsHasNoToolForThem()
{
    select(1);
    QTRY_VERIFY_WITH_TIMEOUT(tool(u"withMedia"_s)->isVisible(), patience);
    select(3);
    QVERIFY(!tool(u"withMedia"_s)->isVisible());
}

void LegsAndMediaTest::bothAreRemembered()
{
    select(1);
    pane().withLegs().setChecked(true);
    pane().withMedia().setChecked(true);
    m_window.reset();
    makeWindow();
    openCapture(m_capture);
    QVERIFY(pane().withLegs().isChecked());
    select(1);
    QTRY_COMPARE_WITH_TIMEOUT(shown(), (std::vector<CallKey>{{1}, {2}}), patience);
    QTRY_VERIFY_WITH_TIMEOUT(stream() != nullptr, patience);
}

/// As a click on it does.
void LegsAndMediaTest::follow(const QString& link) const
{
    QVERIFY2(pane().legs().toHtml().contains(link), qPrintable(pane().legs().toHtml()));
    emit pane().legs().anchorClicked(QUrl(link));
}

void LegsAndMediaTest::aLinkIsRejectedAndTakenBack()
{
    pane().withLegs().setChecked(true);
    select(1);
    QTRY_COMPARE_WITH_TIMEOUT(shown(), (std::vector<CallKey>{{1}, {2}}), patience);
    QTRY_VERIFY_WITH_TIMEOUT(pane().legs().isVisible(), patience);
    const QString text = pane().legs().toPlainText();
    QVERIFY2(text.contains(u"b-leg ↔ a-leg 95 %"_s) && text.contains(u"X-Call-ID in message 2 names a-leg"_s),
             qPrintable(text));
    follow(u"message:2"_s);
    QCOMPARE(view().selection().message().value, 2);
    follow(u"reject:0"_s);
    QTRY_COMPARE_WITH_TIMEOUT(shown(), std::vector<CallKey>{{1}}, patience);
    QTRY_VERIFY_WITH_TIMEOUT(pane().legs().toPlainText().contains(u"rejected"_s), patience);
    follow(u"undo:0"_s);
    QTRY_COMPARE_WITH_TIMEOUT(shown(), (std::vector<CallKey>{{1}, {2}}), patience);
    QTRY_VERIFY_WITH_TIMEOUT(pane().legs().toPlainText().contains(u"95 %"_s), patience);
    follow(u"accept:0"_s);
    QTRY_VERIFY_WITH_TIMEOUT(pane().legs().toPlainText().contains(u"accepted"_s), patience);
    tool(u"withLegs"_s)->click();
    QVERIFY(!pane().legs().isVisible());
}

void LegsAndMediaTest::evidenceSpeaksTheLanguageOfTheWindow()
{
    QTranslator german;
    QVERIFY(german.load(u":/i18n/rhapsode_de.qm"_s));
    QVERIFY(QCoreApplication::installTranslator(&german));
    const auto removed = qScopeGuard([&] { QCoreApplication::removeTranslator(&german); });
    pane().withLegs().setChecked(true);
    select(1);
    QTRY_VERIFY_WITH_TIMEOUT(pane().legs().toPlainText().contains(u"X-Call-ID in Nachricht 2 nennt a-leg"_s),
                             patience);
    QVERIFY2(!pane().legs().toPlainText().contains(u"message"_s), qPrintable(pane().legs().toPlainText()));
}

void LegsAndMediaTest::callsAreLinkedByHand()
{
    select(3);
    QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier);
    QTest::qWait(300);
    pane().withLegs().setChecked(true);
    QTRY_VERIFY_WITH_TIMEOUT(remark().startsWith(u"no other legs"_s), patience); // one call makes no link
    auto& calls = view().calls().view();
    calls.selectRow(1);
    calls.selectionModel()->select(calls.model()->index(2, 0),
                                   QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QCOMPARE(view().chosenCalls().size(), std::size_t{2});
    QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier);
    QTest::qWait(500);
    select(3);
    QTRY_COMPARE_WITH_TIMEOUT(shown(), (std::vector<CallKey>{{3}, {1}, {2}}), patience);
    QTRY_VERIFY_WITH_TIMEOUT(pane().legs().toPlainText().contains(u"made by hand"_s), patience);
}

QTEST_MAIN(LegsAndMediaTest)
#include "tst_legs_and_media_of_flow.moc"
