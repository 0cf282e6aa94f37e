// SPDX-License-Identifier: GPL-3.0-or-later
// Packets that several capture points saw, the clocks of those, and several dialogs under one Call-ID, as the
// flow and the message beside it tell of them.
#include "tests/support/script_capture.h"
#include "tests/ui/picture.h"
#include "tests/ui/support/window_test.h"
#include "ui/ladder/ladder_view.h"
#include "ui/message/message_view.h"
#include "ui/theme/elided_label.h"
#include "ui/windows/flow_pane.h"

#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableView>
#include <QTranslator>

using namespace Qt::StringLiterals;
using namespace tests::support;
using namespace tests::ui;
using namespace ui::windows;

namespace {

constexpr std::string_view near = R"(
    alice -> bob INVITE 1 at=0.000 call-id=both
    bob -> alice 200    1 at=0.400 call-id=both
    alice -> bob ACK    1 at=0.500 call-id=both
)";

/// Stands 2 ms nearer to bob, with a clock that is half a second ahead.
constexpr std::string_view far = R"(
    alice -> bob INVITE 1 at=0.502 call-id=both
    bob -> alice 200    1 at=0.898 call-id=both
    alice -> bob ACK    1 at=1.002 call-id=both
)";

/// The Call-ID is used again for a second session.
constexpr std::string_view reused = R"(
    alice -> bob INVITE 1 at=0.0 call-id=again from-tag=one
    bob -> alice 200    1 at=0.4 call-id=again from-tag=one to-tag=x
    alice -> bob ACK    1 at=0.5 call-id=again from-tag=one to-tag=x
    alice -> bob INVITE 1 at=2.0 call-id=again from-tag=two to-tag=- branch=z9hG4bKtwo
    bob -> alice 486    1 at=2.4 call-id=again from-tag=two to-tag=y branch=z9hG4bKtwo
)";

} // namespace

class SightingsTest : public WindowTest {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void cleanup() { m_window.reset(); }

    void theMessageSaysWhereItWasSeen();
    void aMessageThatOnePointSawSaysNothing();
    void clocksAreComparedAndCorrected();
    void onePointHasNoClocksToCompare();
    void dialogsAreNumbered();
    void speaksGerman();
    void looksRight_data();
    void looksRight();

private:
    void openBoth()
    {
        m_window->openFiles({m_near, m_far});
        QTRY_COMPARE_WITH_TIMEOUT(m_window->controller().activity(), ui::session::Activity::Viewing,
                                  patience);
        showFirst();
    }

    void openReused()
    {
        openCapture(m_reused);
        showFirst();
    }

    void showFirst()
    {
        QTRY_VERIFY_WITH_TIMEOUT(m_window->sessionView().calls().model().rowAt(0) != nullptr, patience);
        m_window->sessionView().calls().view().setCurrentId(1);
        m_window->sessionView().selection().setCall({1});
        QTRY_VERIFY_WITH_TIMEOUT(pane().flow() != nullptr, patience);
        m_window->sessionView().selection().setMessage({1}, {1});
    }

    [[nodiscard]] FlowPane& pane() const { return m_window->sessionView().flow(); }

    /// Empty when it is not shown.
    [[nodiscard]] QString line() const
    {
        const auto* label = m_window->findChild<QLabel*>(u"sightings"_s);
        return label != nullptr && label->isVisible() ? plain(label->text()) : QString();
    }

    [[nodiscard]] static QString plain(QString text) { return text.remove(QRegularExpression(u"<[^>]*>"_s)); }

    [[nodiscard]] QString remark() const
    {
        return pane().findChild<ui::theme::ElidedLabel*>(u"flowRemark"_s)->text();
    }

    /// Rows of the table of clocks: "near.pcap|3|...".
    [[nodiscard]] QStringList clocks() const
    {
        QStringList rows;
        const QAbstractItemModel* model = m_window->findChild<QTableView*>(u"clocks"_s)->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            QStringList cells;
            for (int column = 0; column < model->columnCount(); ++column)
                cells.append(model->index(row, column).data().toString());
            rows.append(cells.join(u'|'));
        }
        return rows;
    }

    QString write(const char* name, std::string_view script)
    {
        const QString path = m_folder.filePath(QLatin1String(name));
        return writeFile(path.toStdString(), captureOfScript(script)) ? path : QString();
    }

    QString m_near;
    QString m_far;
    QString m_reused;
};

void SightingsTest::initTestCase()
{
    m_near = write("near.pcap", near);
    m_far = write("far.pcap", far);
    m_reused = write("reused.pcap", reused);
}

void SightingsTest::init()
{
    makeSettings();
    setLook(0);
    makeWindow();
    m_window->resize(1440, 900);
}

void SightingsTest::theMessageSaysWhereItWasSeen()
{
    openBoth();
    QTRY_COMPARE_WITH_TIMEOUT(line(), u"Seen at near.pcap first · far.pcap +502.0 ms"_s, patience);
    QVERIFY2(pane().ladder().accessibleDescription().contains(u"seen at near.pcap, far.pcap +502.0 ms"_s),
             qPrintable(pane().ladder().accessibleDescription()));

    // The other sighting is a message of its own, one click away.
    auto* label = m_window->findChild<QLabel*>(u"sightings"_s);
    const auto link = QRegularExpression(u"href=\"(\\d+)\""_s).match(label->text()).captured(1);
    emit label->linkActivated(link);
    QCOMPARE(QString::number(m_window->sessionView().selection().message().value), link);
    QTRY_VERIFY_WITH_TIMEOUT(label->text().contains(u"<b>far.pcap</b>"_s), patience);
}

void SightingsTest::aMessageThatOnePointSawSaysNothing()
{
    openReused();
    QTRY_VERIFY_WITH_TIMEOUT(pane().ladder().accessibleDescription().contains(u"INVITE"_s), patience);
    QTest::qWait(200);
    QCOMPARE(line(), QString());
}

void SightingsTest::clocksAreComparedAndCorrected()
{
    openBoth();
    QTRY_COMPARE_WITH_TIMEOUT(line(), u"Seen at near.pcap first · far.pcap +502.0 ms"_s, patience);
    QVERIFY(!remark().contains(u"corrected"_s));
    m_window->sessionView().setView(SessionView::View::Sources);
    QTRY_COMPARE_WITH_TIMEOUT(
        clocks(),
        QStringList(
            {u"near.pcap|3|3||reference||"_s,
             u"far.pcap|3|3|+502.0 ms|+500.0 ms ± 2.0 ms||packets that both saw, in both directions"_s}),
        patience);
    QVERIFY(m_window->findChild<QWidget*>(u"clocks"_s)->isVisible());

    // What was estimated is offered, for the point that is not the reference.
    auto* ahead = m_window->findChild<QDoubleSpinBox*>(u"clockAhead"_s);
    auto* takeBack = m_window->findChild<QPushButton*>(u"takeClockBack"_s);
    QCOMPARE(ahead->value(), 500.0);
    QVERIFY(!takeBack->isEnabled());
    m_window->findChild<QPushButton*>(u"correctClock"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(clocks().value(1).contains(u"|−500.0 ms|"_s), patience);
    m_window->sessionView().setView(SessionView::View::Calls);
    QTRY_VERIFY_WITH_TIMEOUT(remark().startsWith(u"clock of far.pcap corrected by −500.0 ms · "_s), patience);
    QTRY_COMPARE_WITH_TIMEOUT(line(), u"Seen at near.pcap first · far.pcap +2.0 ms"_s, patience);

    // By hand, and back.
    m_window->sessionView().setView(SessionView::View::Sources);
    ahead->setValue(501.5);
    m_window->findChild<QPushButton*>(u"correctClock"_s)->click();
    QTRY_COMPARE_WITH_TIMEOUT(line(), u"Seen at near.pcap first · far.pcap +500 µs"_s, patience);
    QTRY_VERIFY_WITH_TIMEOUT(takeBack->isEnabled(), patience);
    takeBack->click();
    QTRY_COMPARE_WITH_TIMEOUT(line(), u"Seen at near.pcap first · far.pcap +502.0 ms"_s, patience);
    QTRY_VERIFY_WITH_TIMEOUT(!takeBack->isEnabled(), patience);
    m_window->sessionView().setView(SessionView::View::Calls);
    QTRY_VERIFY_WITH_TIMEOUT(!remark().contains(u"corrected"_s), patience);
}

void SightingsTest::onePointHasNoClocksToCompare()
{
    openReused();
    m_window->sessionView().setView(SessionView::View::Sources);
    QTRY_COMPARE_WITH_TIMEOUT(clocks().size(), 1, patience);
    QVERIFY(!m_window->findChild<QWidget*>(u"clocks"_s)->isVisible());
}

void SightingsTest::dialogsAreNumbered()
{
    openReused();
    QTRY_VERIFY_WITH_TIMEOUT(remark().startsWith(u"2 dialogs under one Call-ID · "_s), patience);
    QTRY_VERIFY_WITH_TIMEOUT(pane().ladder().accessibleDescription().contains(u"; dialog 1"_s), patience);
    m_window->sessionView().selection().setMessage({4}, {1});
    QTRY_VERIFY_WITH_TIMEOUT(pane().ladder().accessibleDescription().contains(u"; dialog 2"_s), patience);
}

void SightingsTest::speaksGerman()
{
    QTranslator german;
    QVERIFY(german.load(u":/i18n/rhapsode_de.qm"_s));
    QVERIFY(QCoreApplication::installTranslator(&german));
    const auto removed = qScopeGuard([&] { QCoreApplication::removeTranslator(&german); });
    openBoth();
    QTRY_VERIFY_WITH_TIMEOUT(line().startsWith(u"Gesehen bei near.pcap zuerst · far.pcap +"_s), patience);
    m_window->sessionView().setView(SessionView::View::Sources);
    QTRY_VERIFY_WITH_TIMEOUT(clocks().value(1).contains(u"Pakete, die beide sahen, in beiden Richtungen"_s),
                             patience);
    m_window->findChild<QPushButton*>(u"correctClock"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(remark().startsWith(u"Uhr von far.pcap um −"_s), patience);
}

void SightingsTest::looksRight_data()
{
    addLooks();
}

void SightingsTest::looksRight()
{
    QFETCH(const int, look);
    m_window.reset();
    setLook(look);
    makeWindow();
    openBoth();
    QTRY_VERIFY_WITH_TIMEOUT(!line().isEmpty(), patience);
    const QImage seen =
        takePicture(*m_window, {1440, 900}, QStringLiteral(SCREENSHOT_FOLDER), u"sightings"_s);
    QVERIFY(differentColors(seen) > 20);
    m_window->sessionView().setView(SessionView::View::Sources);
    QTRY_COMPARE_WITH_TIMEOUT(clocks().size(), 2, patience);
    m_window->findChild<QPushButton*>(u"correctClock"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(clocks().value(1).contains(u"−500"_s), patience);
    takePicture(*m_window, {1440, 900}, QStringLiteral(SCREENSHOT_FOLDER), u"clocks"_s);
    m_window->sessionView().setView(SessionView::View::Calls);
    QTRY_VERIFY_WITH_TIMEOUT(remark().contains(u"corrected"_s), patience);
    takePicture(*m_window, {1440, 900}, QStringLiteral(SCREENSHOT_FOLDER), u"corrected"_s);
    openReused();
    QTRY_VERIFY_WITH_TIMEOUT(remark().contains(u"dialogs"_s), patience);
    takePicture(*m_window, {1440, 900}, QStringLiteral(SCREENSHOT_FOLDER), u"dialogs"_s);
}

QTEST_MAIN(SightingsTest)
#include "tst_sightings.moc"
