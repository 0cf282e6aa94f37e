// SPDX-License-Identifier: GPL-3.0-or-later
// How much of RTP is kept: chosen on the start page and in the preferences, and told of the session.
#include "tests/support/rtp_builder.h"
#include "tests/support/script_capture.h"
#include "tests/ui/picture.h"
#include "tests/ui/support/window_test.h"
#include "ui/windows/preferences_window.h"
#include "ui/windows/sources_page.h"

#include <QComboBox>
#include <QTableView>
#include <QToolButton>
#include <QTranslator>

using namespace Qt::StringLiterals;
using namespace tests::support;
using namespace tests::ui;
using namespace ui::windows;

namespace {

constexpr int rtpPackets = 20;

/// A call with RTP in one direction.
Bytes callWithMedia()
{
    std::vector<PcapPacket> packets = packetsOfScript(R"(
        alice -> bob INVITE 1 at=0.000 call-id=talk sdp=c=IN_IP4_192.0.2.1|m=audio_4000_RTP/AVP_8
        bob -> alice 200    1 at=0.500 call-id=talk sdp=c=IN_IP4_192.0.2.2|m=audio_4002_RTP/AVP_8
        alice -> bob ACK    1 at=0.510 call-id=talk
    )");
    for (std::uint16_t i = 0; i < rtpPackets; ++i) {
        const Bytes bytes = rtp({.payloadType = 8, .sequence = i, .timestamp = i * 160U});
        packets.push_back({packets.front().seconds + 1, 20'000U * i,
                           ethernet(ip("192.0.2.1", "192.0.2.2", udp(4000, 4002, bytes))), 0});
    }
    return pcapFile(packets);
}

} // namespace

class RtpToKeepTest : public WindowTest {
    Q_OBJECT

private slots:
    void init();

    void cleanup() { m_window.reset(); }

    void isChosenWhereFilesAreOpened();
    void isChosenInThePreferences();
    void speaksGerman();
    void looksRight_data();
    void looksRight();

private:
    QToolButton* button(const QString& name, const QWidget& in)
    {
        for (QToolButton* button : in.findChildren<QToolButton*>()) {
            if (button->accessibleName() == name && button->isVisibleTo(&in))
                return button;
        }
        return nullptr;
    }

    /// Of the only source, in the column with this title.
    QString told(const QString& title)
    {
        m_window->sessionView().setView(SessionView::View::Sources);
        for (const auto* table : m_window->sessionView().findChildren<QTableView*>()) {
            const QAbstractItemModel* model = table->model();
            for (int column = 0; model->rowCount() == 1 && column < model->columnCount(); ++column) {
                if (model->headerData(column, Qt::Horizontal).toString() == title)
                    return model->index(0, column).data().toString();
            }
        }
        return u"no such column"_s;
    }

    QString m_capture;
};

void RtpToKeepTest::init()
{
    ui::theme::Theme::instance().apply(ui::theme::Choice::Light, 10);
    makeSettings();
    m_settings->reset();
    makeSettings();
    m_capture = m_folder.filePath(u"talk.pcap"_s);
    QVERIFY(writeFile(m_capture.toStdString(), callWithMedia()));
    makeWindow();
}

void RtpToKeepTest::isChosenWhereFilesAreOpened()
{
    openCapture(m_capture);
    QTRY_COMPARE_WITH_TIMEOUT(told(u"RTP kept"_s), u"everything"_s, patience);
    QCOMPARE(told(u"Not stored"_s), u"0"_s);

    m_window->controller().close();
    QTRY_COMPARE(m_window->controller().activity(), ui::session::Activity::Nothing);
    QToolButton* nothing = button(u"Keep RTP of captures: nothing"_s, *m_window);
    QVERIFY(nothing != nullptr);
    QTest::mouseClick(nothing, Qt::LeftButton);
    openCapture(m_capture);
    QTRY_COMPARE_WITH_TIMEOUT(told(u"RTP kept"_s), u"nothing"_s, patience);
    QCOMPARE(told(u"Not stored"_s), QString::number(rtpPackets));
}

void RtpToKeepTest::isChosenInThePreferences()
{
    {
        PreferencesWindow preferences(*m_settings);
        QToolButton* headers = button(u"Keep RTP of captures: headers"_s, preferences);
        QVERIFY(headers != nullptr);
        QVERIFY(button(u"Keep RTP of captures: everything"_s, preferences)->isChecked());
        headers->click();
    }
    m_window.reset();
    makeWindow(); // as it was left
    QVERIFY(button(u"Keep RTP of captures: headers"_s, *m_window)->isChecked());
    openCapture(m_capture);
    QTRY_COMPARE_WITH_TIMEOUT(told(u"RTP kept"_s), u"headers"_s, patience);
    QCOMPARE(told(u"Not stored"_s), u"0"_s);
    const auto& source = m_window->sessionView().findChild<SourcesPage*>()->sources().front();
    QCOMPARE(source.received, source.stored);
}

void RtpToKeepTest::speaksGerman()
{
    QTranslator german;
    QVERIFY(german.load(u":/i18n/rhapsode_de.qm"_s));
    QVERIFY(QCoreApplication::installTranslator(&german));
    const auto removed = qScopeGuard([&] { QCoreApplication::removeTranslator(&german); });
    m_window.reset();
    makeWindow();
    QVERIFY(button(u"RTP von Mitschnitten behalten: Kopfdaten"_s, *m_window) != nullptr);
    QVERIFY(button(u"RTP behalten: alles"_s, *m_window) != nullptr);
    openCapture(m_capture);
    QTRY_COMPARE_WITH_TIMEOUT(told(u"RTP behalten"_s), u"alles"_s, patience);
}

void RtpToKeepTest::looksRight_data()
{
    addLooks();
}

void RtpToKeepTest::looksRight()
{
    QFETCH(const int, look);
    m_window.reset();
    setLook(look);
    makeWindow();
    const QImage start =
        takePicture(*m_window, {1440, 900}, QStringLiteral(SCREENSHOT_FOLDER), u"keep-rtp"_s);
    QVERIFY(differentColors(start) > 20);
    // With a large font too nothing is beyond the right edge, which cannot be scrolled to.
    const QToolButton* all = button(u"Keep RTP: everything"_s, *m_window);
    QVERIFY(all->mapTo(m_window.get(), QPoint{all->width(), 0}).x() < m_window->width());
    button(u"Keep RTP of captures: headers"_s, *m_window)->click();
    openCapture(m_capture);
    QTRY_COMPARE_WITH_TIMEOUT(told(u"RTP kept"_s), u"headers"_s, patience);
    takePicture(*m_window, {1440, 900}, QStringLiteral(SCREENSHOT_FOLDER), u"kept-rtp"_s);
}

QTEST_MAIN(RtpToKeepTest)
#include "tst_rtp_to_keep.moc"
