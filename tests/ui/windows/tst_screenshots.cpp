// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a picture of each view, light and dark, into the build folder, for people to look at; asserts
// what a machine can see: that the views are there, filled, and in the colours of the theme.
#include "tests/ui/support/sample_traffic.h"

#include "ui/charts/column_chart.h"
#include "ui/charts/load_chart.h"
#include "ui/filterbar/filter_bar.h"
#include "ui/theme/theme.h"
#include "ui/windows/capture_filter_field.h"
#include "ui/windows/capture_panel.h"
#include "ui/windows/export_prompt.h"
#include "ui/windows/findings_page.h"
#include "ui/windows/list_page.h"
#include "ui/windows/main_window.h"
#include "ui/windows/preferences_window.h"
#include "ui/windows/registrations_page.h"
#include "ui/windows/session_view.h"
#include "ui/windows/statistics_page.h"
#include "ui/windows/statistics_tile.h"
#include "ui/windows/streams_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSet>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTranslator>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace ui::windows;
using ui::session::Activity;
using View = SessionView::View;

namespace {

constexpr int patience = 20'000;

} // namespace

class ScreenshotsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void pictures_data();
    void pictures();
    void smallGermanWindow();
    void capturing();

private:
    void save(QWidget& widget, const QString& name);
    /// What is listed besides calls and messages.
    void takeTables(MainWindow& window);
    static int coloursIn(const QImage& image);
    static bool contains(const QImage& image, const QColor& colour);

    QTemporaryDir m_folder;
    QDir m_pictures{QStringLiteral(SCREENSHOT_FOLDER)};
    QString m_capture;
    QString m_scheme;
    QTranslator m_english; // for plural forms, as in the program
    QImage m_last;
};

void ScreenshotsTest::initTestCase()
{
    QVERIFY(m_english.load(u":/i18n/rhapsode_en.qm"_s));
    QCoreApplication::installTranslator(&m_english);
    QVERIFY(m_pictures.mkpath(u"."_s));
    m_capture = m_folder.filePath(u"trunk-monday.pcap"_s);
    QVERIFY(tests::ui::SampleTraffic(120).save(m_capture));
    qputenv("TZ", "Europe/Berlin");
    tzset();
}

void ScreenshotsTest::save(QWidget& widget, const QString& name)
{
    QCoreApplication::processEvents();
    m_last = widget.grab().toImage();
    QVERIFY(m_last.save(m_pictures.filePath(u"%1-%2.png"_s.arg(name, m_scheme))));
}

int ScreenshotsTest::coloursIn(const QImage& image)
{
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); y += 2) {
        for (int x = 0; x < image.width(); x += 2)
            colours.insert(image.pixel(x, y));
    }
    return static_cast<int>(colours.size());
}

bool ScreenshotsTest::contains(const QImage& image, const QColor& colour)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixel(x, y) == colour.rgb())
                return true;
        }
    }
    return false;
}

void ScreenshotsTest::takeTables(MainWindow& window)
{
    SessionView& view = window.sessionView();
    view.setView(View::Findings);
    QTRY_VERIFY_WITH_TIMEOUT(!view.findings().search().isBusy(), patience);
    QTest::qWait(200);
    save(window, u"findings"_s);
    view.setView(View::Streams);
    QTRY_VERIFY_WITH_TIMEOUT(!view.streams().feed().isBusy(), patience);
    QTest::qWait(100);
    save(window, u"streams-empty"_s);
    view.setView(View::Registrations);
    QTRY_VERIFY_WITH_TIMEOUT(view.registrations().model().rowCount() > 0, patience);
    QTest::qWait(200);
    save(window, u"registrations"_s);
}

void ScreenshotsTest::pictures_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::newRow("light") << u"light"_s;
    QTest::newRow("dark") << u"dark"_s;
}

void ScreenshotsTest::pictures()
{
    QFETCH(const QString, scheme);
    m_scheme = scheme;
    const QDir sessions(m_folder.filePath(scheme));
    ui::settings::Settings settings(m_folder.filePath(scheme + u".ini"_s));
    settings.setValue(ui::settings::sessionsFolder, sessions.path());
    settings.setValue(ui::settings::theme, scheme);
    settings.setValue(ui::settings::fontSize, 10.0);

    MainWindow window(settings);
    window.resize(1440, 900);
    window.show();
    QTest::qWait(100);
    save(window, u"start-empty"_s);

    window.openFiles({m_capture});
    QTRY_COMPARE_WITH_TIMEOUT(window.controller().activity(), Activity::Viewing, patience);
    SessionView& view = window.sessionView();
    auto& calls = view.calls().view();
    QTRY_VERIFY_WITH_TIMEOUT(calls.records().rowCount() > 100, patience);
    QTRY_VERIFY_WITH_TIMEOUT(calls.records().rowAt(0) != nullptr, patience);
    calls.setFocus();
    calls.selectRow(7);
    QTRY_VERIFY_WITH_TIMEOUT(bool(view.selection().message()), patience);
    window.activateWindow();
    QTest::keyClick(&window, Qt::Key_M, Qt::ControlModifier);
    QTest::qWait(1500); // the time strip is refreshed at most once a second
    save(window, u"calls"_s);
    const auto& colours = ui::theme::colors();
    QCOMPARE(m_last.pixelColor(m_last.width() / 2, 3), colours.window);
    QVERIFY(coloursIn(m_last) > 60);
    for (const QColor& colour :
         {colours.selection, colours.accent, colours.success, colours.clientError, colours.bar})
        QVERIFY2(contains(m_last, colour), qPrintable(colour.name()));

    calls.selectionModel()->select(calls.model()->index(9, 0),
                                   QItemSelectionModel::Select | QItemSelectionModel::Rows);
    calls.selectionModel()->select(calls.model()->index(11, 0),
                                   QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QTest::qWait(400);
    save(window, u"several-calls"_s);
    QVERIFY(contains(m_last, colours.leg(1))); // a colour for each

    view.setFilter(View::Calls, u"final_status >= 400 and from.user == \"226\""_s);
    QTRY_VERIFY_WITH_TIMEOUT(calls.records().rowCount() < 60, patience);
    QTest::qWait(300);
    save(window, u"filter"_s);
    view.setFilter(View::Calls, u"from.user == \"nobody\""_s);
    QTRY_COMPARE_WITH_TIMEOUT(calls.records().rowCount(), 0, patience);
    QTest::qWait(100);
    save(window, u"nothing-found"_s);
    view.clearFilter();

    view.setView(View::Messages);
    auto& messages = view.messages().view();
    QTRY_VERIFY_WITH_TIMEOUT(messages.records().rowAt(0) != nullptr, patience);
    messages.setFocus();
    messages.selectRow(5);
    QTest::qWait(500);
    save(window, u"messages"_s);
    takeTables(window);
    view.setView(View::Statistics);
    QTRY_VERIFY_WITH_TIMEOUT(window.findChild<StatisticsTile*>() != nullptr, patience);
    QTest::qWait(200);
    save(window, u"statistics"_s);
    QVERIFY(contains(m_last, colours.base));
    auto* load = window.findChild<ui::charts::LoadChart*>();
    load->setFocus(Qt::TabFocusReason);
    QTest::keyClick(load, Qt::Key_Right);
    save(window, u"statistics-load"_s);
    auto* scroll = view.statistics().findChild<QScrollArea*>();
    auto* delays = window.findChild<ui::charts::ColumnChart*>(u"delayDistribution"_s);
    auto* kind = window.findChild<QComboBox*>(u"delayChoice"_s);
    kind->setCurrentIndex(kind->findData(u"talk"_s));
    delays->setFocus(Qt::TabFocusReason);
    QTest::keyClick(delays, Qt::Key_End);
    scroll->ensureWidgetVisible(delays);
    save(window, u"statistics-delays"_s);
    scroll->verticalScrollBar()->setValue(scroll->verticalScrollBar()->maximum());
    save(window, u"statistics-end"_s);
    view.filterBar().setText(u"from.user == \"nobody\""_s);
    view.filterBar().apply();
    QTest::qWait(300);
    save(window, u"statistics-empty"_s);
    view.clearFilter();
    view.setView(View::Sources);
    QTest::qWait(200);
    save(window, u"sources"_s);

    window.controller().close();
    QTRY_COMPARE_WITH_TIMEOUT(window.controller().activity(), Activity::Nothing, patience);
    QTest::qWait(2500); // interfaces show some seconds of activity
    save(window, u"start"_s);
    QVERIFY(contains(m_last, ui::theme::colors().accent));

    auto* captureFilter = window.findChild<CaptureFilterField*>();
    captureFilter->findChild<QLineEdit*>()->setText(u"udp prot 5060"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!captureFilter->isAcceptable(), patience);
    QTest::qWait(100);
    save(window, u"capture-filter-wrong"_s);
    captureFilter->findChild<QLineEdit*>()->setText(u"udp port 5060"_s);
    QTRY_VERIFY_WITH_TIMEOUT(captureFilter->isAcceptable(), patience);
    QTest::qWait(100);
    save(window, u"capture-filter-right"_s);
    QVERIFY(contains(m_last, ui::theme::colors().valid.fill));

    auto* panel = window.findChild<CapturePanel*>();
    for (QToolButton* button : panel->findChildren<QToolButton*>())
        button->setChecked(button->isCheckable());
    for (QCheckBox* check : panel->findChildren<QCheckBox*>()) {
        if (check->accessibleName() == u"Listen for HEP over TLS"_s ||
            check->accessibleName() == u"Forward what is captured"_s)
            check->setChecked(true);
    }
    for (QLineEdit* edit : panel->findChildren<QLineEdit*>()) {
        if (edit->accessibleName() == u"HEP only from"_s)
            edit->setText(u"10.20.0.0/16, 10.20.300.1"_s);
        if (edit->accessibleName() == u"Forward to"_s)
            edit->setText(u"hep2+udp://collector.example.org:9060"_s);
        if (edit->accessibleName() == u"Capture id to send"_s)
            edit->setText(u"70000"_s);
    }
    QTest::qWait(200);
    save(*panel, u"capture-more"_s);

    PreferencesWindow preferences(settings, &window);
    preferences.show();
    save(preferences, u"preferences"_s);
    ExportPrompt prompt({true, 3, 60, 214, u"/tmp"_s, u"trunk-monday"_s}, &window);
    prompt.show();
    save(prompt, u"export"_s);
}

void ScreenshotsTest::smallGermanWindow()
{
    m_scheme = u"light"_s;
    QTranslator german;
    QVERIFY(german.load(u":/i18n/rhapsode_de.qm"_s));
    QCoreApplication::installTranslator(&german);
    QLocale::setDefault(QLocale(u"de_DE"_s));
    ui::settings::Settings settings(m_folder.filePath(u"small.ini"_s));
    settings.setValue(ui::settings::sessionsFolder, m_folder.filePath(u"small"_s));
    settings.setValue(ui::settings::fontSize, 10.0);
    settings.setValue(ui::settings::theme, u"light"_s);
    MainWindow window(settings);
    window.resize(1024, 640);
    window.show();
    QTest::qWait(800);
    save(window, u"start-german"_s);
    window.openFiles({m_capture});
    QTRY_COMPARE_WITH_TIMEOUT(window.controller().activity(), Activity::Viewing, patience);
    auto& calls = window.sessionView().calls().view();
    QTRY_VERIFY_WITH_TIMEOUT(calls.records().rowAt(0) != nullptr, patience);
    calls.setFocus();
    calls.selectRow(0);
    QTest::qWait(800);
    save(window, u"calls-german"_s);
    window.sessionView().setView(View::Statistics);
    QTRY_VERIFY_WITH_TIMEOUT(window.findChild<StatisticsTile*>() != nullptr, patience);
    QTest::qWait(300);
    save(window, u"statistics-german"_s);
    auto* messages = window.findChild<ui::charts::ColumnChart*>(u"messagesOverTime"_s);
    window.sessionView().statistics().findChild<QScrollArea*>()->ensureWidgetVisible(messages);
    save(window, u"statistics-charts-german"_s);
    QCOMPARE(window.size(), QSize(1024, 640));
    window.sessionView().setView(View::Calls);
    QCOMPARE(window.size(), QSize(1024, 640)); // nothing needs more
    window.resize(900, 640);
    QTest::qWait(200);
    save(window, u"calls-german-900"_s);
    QCOMPARE(window.width(), 900);
    window.sessionView().setView(View::Registrations);
    QTest::qWait(500);
    save(window, u"registrations-german-900"_s);
    QCOMPARE(window.width(), 900);
    window.sessionView().setView(View::Sources);
    QTest::qWait(300);
    save(window, u"sources-german-900"_s);
    window.controller().close();
    QTRY_COMPARE_WITH_TIMEOUT(window.controller().activity(), Activity::Nothing, patience);
    QTest::qWait(300);
    save(window, u"start-german-900"_s);
    QCOMPARE(window.width(), 900);
    auto* panel = window.findChild<CapturePanel*>();
    for (QToolButton* button : panel->findChildren<QToolButton*>())
        button->setChecked(button->isCheckable());
    for (QCheckBox* check : panel->findChildren<QCheckBox*>())
        check->setChecked(check->accessibleName().startsWith(u"Weiterleiten"_s));
    QTest::qWait(200);
    save(*panel, u"capture-more-german"_s);
    QCOMPARE(window.width(), 900);
    QCoreApplication::removeTranslator(&german);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void ScreenshotsTest::capturing()
{
    m_scheme = u"dark"_s;
    ui::settings::Settings settings(m_folder.filePath(u"live.ini"_s));
    settings.setValue(ui::settings::sessionsFolder, m_folder.filePath(u"live"_s));
    settings.setValue(ui::settings::fontSize, 10.0);
    settings.setValue(ui::settings::theme, u"dark"_s);
    MainWindow window(settings);
    window.resize(1440, 900);
    window.show();
    ui::session::CaptureRequest request;
    request.hepUrls = {"hep+udp://127.0.0.1:0"};
    request.forward = ui::session::ForwardRequest{"hep+tcp://127.0.0.1:9", {}, {}}; // nobody is there
    window.startCapture(request);
    QTRY_VERIFY_WITH_TIMEOUT(!window.controller().progress().readyLines.empty(), patience);
    QTest::qWait(1200);
    save(window, u"capturing"_s);
    QCOMPARE(window.controller().activity(), Activity::Capturing);
    QVERIFY(contains(m_last, ui::theme::colors().error)); // the disc of the recording
}

QTEST_MAIN(ScreenshotsTest)
#include "tst_screenshots.moc"
