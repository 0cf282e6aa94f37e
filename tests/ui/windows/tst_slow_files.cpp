// SPDX-License-Identifier: GPL-3.0-or-later
// Files that do not answer, as on a server that is away: the window does, all the time.
#include "tests/support/slow_folder.h"
#include "tests/ui/support/export_click.h"
#include "tests/ui/support/sample_traffic.h"
#include "tests/ui/support/slow_file.h"
#include "tests/ui/support/window_test.h"
#include "ui/session/session_catalog.h"
#include "ui/windows/capture_panel.h"
#include "ui/windows/field_note.h"
#include "ui/windows/notice.h"
#include "ui/windows/run_bar.h"

#include <QCheckBox>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTimer>
#include <QtTest>

#include <algorithm>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace ui::windows;
using tests::support::SlowFolder;
using tests::ui::patience;
using tests::ui::SlowFile;
using ui::session::Activity;

namespace {

/// More than any pause that a loaded machine makes, and far less than a file that does not answer.
constexpr qint64 mostPause = 2'000;

/// For how long at most nothing was done for the window within `span`, in ms.
qint64 longestPause(int span)
{
    QElapsedTimer sinceLast;
    qint64 longest = 0;
    QTimer beat;
    QObject::connect(&beat, &QTimer::timeout, &beat,
                     [&] { longest = std::max(longest, sinceLast.restart()); });
    sinceLast.start();
    beat.start(10);
    QTest::qWait(span);
    return std::max(longest, sinceLast.elapsed());
}

} // namespace

class SlowFilesTest : public tests::ui::WindowTest {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void cleanup() { m_window.reset(); }

    void aSlowCaptureHoldsUpNobody();
    void aSlowCaptureCanBeGivenUp();
    void keysWaitForWhatWasOpenedBefore();
    void aPipeThatNobodyWritesHoldsUpNobody();
    void aSlowKeyFileHoldsUpNobody_data();
    void aSlowKeyFileHoldsUpNobody();
    void aSlowFolderHoldsUpNoField_data();
    void aSlowFolderHoldsUpNoField();
    void theWindowClosesWhileAFileIsLookedAt();
    void aSlowSessionsFolderHoldsUpNobody_data();
    void aSlowSessionsFolderHoldsUpNobody();
    void aSlowSessionElsewhereHidesNoOther();
    void aSlowKeyHoldsUpNoLaterStart();
    void aSlowSessionIsRenamedAndRemovedAside();
    void aSlowFolderHoldsUpNoExportPrompt();

private:
    [[nodiscard]] RunBar* importBar() const;

    QString m_capture;
    QString m_slow; ///< a capture too
    int m_test = 0;
};

void SlowFilesTest::initTestCase()
{
    m_capture = m_folder.filePath(u"trunk.pcap"_s);
    m_slow = m_folder.filePath(u"slow.pcap"_s);
    QVERIFY(tests::ui::SampleTraffic(10).save(m_capture));
    QVERIFY(tests::ui::SampleTraffic(5).save(m_slow));
    const SlowFile file(m_slow);
    if (!file.isSlow())
        QSKIP("The file system of the temporary folder knows no leases, so no file can be made slow.");
}

void SlowFilesTest::init()
{
    makeSettings();
    m_settings->setValue(ui::settings::sessionsFolder, m_folder.filePath(u"sessions %1"_s.arg(++m_test)));
    makeWindow();
}

RunBar* SlowFilesTest::importBar() const
{
    for (RunBar* bar : m_window->findChildren<RunBar*>()) {
        if (bar->isVisible())
            return bar;
    }
    return nullptr;
}

void SlowFilesTest::aSlowCaptureHoldsUpNobody()
{
    QElapsedTimer timer;
    timer.start();
    auto slow = std::make_unique<SlowFile>(m_slow);
    m_window->openFiles({m_slow});
    QVERIFY(timer.elapsed() < mostPause);
    QVERIFY(longestPause(1'000) < mostPause);
    QVERIFY(importBar() != nullptr); // which can be cancelled
    QCOMPARE(m_window->controller().activity(), Activity::Nothing);

    // What is asked for meanwhile is opened, and stays.
    openCapture(m_capture);
    QVERIFY(m_window->windowTitle().contains(u"trunk"_s));
    slow.reset();
    QVERIFY(longestPause(500) < mostPause);
    QVERIFY(m_window->windowTitle().contains(u"trunk"_s));
}

void SlowFilesTest::aSlowCaptureCanBeGivenUp()
{
    auto slow = std::make_unique<SlowFile>(m_slow);
    m_window->openFiles({m_slow});
    QTRY_VERIFY_WITH_TIMEOUT(importBar() != nullptr, patience);
    emit importBar()->cancelled();
    QVERIFY(importBar() == nullptr);
    QVERIFY(!m_window->controller().isStarting());
    slow.reset();
    QTest::qWait(300);
    QCOMPARE(m_window->controller().activity(), Activity::Nothing);
    openCapture(m_slow); // it answers now
}

void SlowFilesTest::keysWaitForWhatWasOpenedBefore()
{
    const QString keyLog = m_folder.filePath(u"keys.log"_s);
    QFile file(keyLog);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("CLIENT_RANDOM " + QByteArray(64, 'a') + ' ' + QByteArray(96, 'b') + '\n');
    file.close();
    auto slow = std::make_unique<SlowFile>(m_slow);
    m_window->openFiles({m_slow});
    QSignalSpy taken(&m_window->controller(), &ui::session::SessionController::keysTaken);
    m_window->openFiles({keyLog});
    QTest::qWait(300);
    QCOMPARE(taken.count(), 0);
    slow.reset();
    QTRY_COMPARE_WITH_TIMEOUT(taken.count(), 1, patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->controller().activity(), Activity::Viewing, patience);
    QVERIFY(m_window->windowTitle().contains(u"slow"_s));
}

void SlowFilesTest::aPipeThatNobodyWritesHoldsUpNobody()
{
    const QString pipe = m_folder.filePath(u"pipe.pcap"_s);
    QCOMPARE(::mkfifo(qPrintable(pipe), 0600), 0);
    m_window->openFiles({pipe});
    QVERIFY(longestPause(1'000) < mostPause);
    QCOMPARE(m_window->controller().activity(), Activity::Importing);
    m_window->controller().cancelImport();
    QTRY_COMPARE_WITH_TIMEOUT(m_window->controller().activity(), Activity::Nothing, patience);
    openCapture(m_capture);
}

void SlowFilesTest::aSlowKeyFileHoldsUpNobody_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("of HEP") << u"HEP key file"_s << QByteArray("secret\n");
    QTest::newRow("of the collector") << u"Key file of the collector"_s << QByteArray("secret\n");
    QTest::newRow("RSA") << u"RSA key"_s << QByteArray("-----BEGIN PRIVATE KEY-----\nAAAA\n");
}

void SlowFilesTest::aSlowKeyFileHoldsUpNobody()
{
    QFETCH(QString, field);
    QFETCH(QByteArray, content);
    const QString path = m_folder.filePath(u"slow.key"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) > 0);
    file.close();
    ui::session::CaptureSources sources;
    ui::session::SessionController controller(*m_settings);
    CapturePanel panel(sources, controller, *m_settings, nullptr);
    panel.show();
    const auto line = [&](const QString& name) {
        for (auto* candidate : panel.findChildren<QLineEdit*>()) {
            if (candidate->accessibleName() == name)
                return candidate;
        }
        return static_cast<QLineEdit*>(nullptr);
    };
    for (auto* check : panel.findChildren<QCheckBox*>()) {
        if (check->accessibleName() == u"Listen for HEP over TCP"_s ||
            check->accessibleName() == u"Forward what is captured"_s)
            check->setChecked(true);
    }
    for (auto* port : panel.findChildren<QSpinBox*>()) {
        if (port->accessibleName() == u"Port of HEP TCP"_s)
            port->setValue(39'062);
    }
    line(u"Forward to"_s)->setText(u"hep+tcp://collector"_s);
    QVERIFY(panel.canStart());

    auto slow = std::make_unique<SlowFile>(path);
    line(field)->setText(path);
    QVERIFY(longestPause(600) < mostPause);
    QVERIFY(!panel.canStart()); // nobody knows yet
    const auto notes = panel.findChildren<FieldNote*>();
    QVERIFY(std::ranges::any_of(notes, [](const FieldNote* note) {
        return note->isVisibleTo(note->parentWidget()) && note->sentence().contains(u"does not answer"_s);
    }));
    slow.reset();
    QTRY_VERIFY_WITH_TIMEOUT(panel.canStart(), patience);
}

void SlowFilesTest::aSlowFolderHoldsUpNoField_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("check");
    QTest::newRow("TLS key log") << u"TLS key log"_s << QString();
    QTest::newRow("certificate") << u"Certificate"_s << u"Listen for HEP over TLS"_s;
    QTest::newRow("followed file") << u"Followed file"_s << u"Follow a file"_s;
}

/// Where asking whether there is a file takes as long as reading it.
void SlowFilesTest::aSlowFolderHoldsUpNoField()
{
    QFETCH(QString, field);
    QFETCH(QString, check);
    ui::session::CaptureSources sources;
    ui::session::SessionController controller(*m_settings);
    CapturePanel panel(sources, controller, *m_settings, nullptr);
    panel.show();
    const SlowFolder slow(m_folder.filePath(u"away"_s));
    for (auto* candidate : panel.findChildren<QCheckBox*>()) {
        if (candidate->accessibleName() == check)
            candidate->setChecked(true);
    }
    for (auto* line : panel.findChildren<QLineEdit*>()) {
        if (line->accessibleName() == field ||
            (check.contains(u"TLS"_s) && line->accessibleName() == u"Private key"_s))
            line->setText(m_folder.filePath(u"away/file"_s));
    }
    QVERIFY(longestPause(600) < mostPause);
    QVERIFY(SlowFolder::hasHeldUp());
    const auto notes = panel.findChildren<FieldNote*>();
    QVERIFY(std::ranges::any_of(
        notes, [](const FieldNote* note) { return note->sentence().contains(u"does not answer"_s); }));
}

void SlowFilesTest::theWindowClosesWhileAFileIsLookedAt()
{
    const SlowFile slow(m_slow);
    m_window->openFiles({m_slow});
    QTest::qWait(100);
    QElapsedTimer timer;
    timer.start();
    m_window.reset();
    QVERIFY(timer.elapsed() < mostPause);
}

void SlowFilesTest::aSlowSessionsFolderHoldsUpNobody_data()
{
    QTest::addColumn<bool>("isImport");
    QTest::newRow("capture") << false;
    QTest::newRow("import") << true;
}

void SlowFilesTest::aSlowSessionsFolderHoldsUpNobody()
{
    QFETCH(bool, isImport);
    m_window->show();
    auto slow = std::make_unique<SlowFolder>(ui::settings::sessionsFolderOf(*m_settings));
    QElapsedTimer timer;
    timer.start();
    if (isImport) {
        m_window->openFiles({m_capture});
    } else {
        ui::session::CaptureRequest request;
        request.hepUrls = {"hep+udp://127.0.0.1:0"};
        m_window->startCapture(request);
    }
    ui::session::SessionCatalog catalog(*m_settings);
    catalog.refresh();
    QVERIFY(timer.elapsed() < mostPause);
    QVERIFY(longestPause(1'000) < mostPause);
    QVERIFY(SlowFolder::hasHeldUp());
    QVERIFY(m_window->controller().isStarting());
    QVERIFY(importBar() != nullptr); // which can be cancelled
    slow.reset();
    QTRY_COMPARE_WITH_TIMEOUT(m_window->controller().activity(),
                              isImport ? Activity::Viewing : Activity::Capturing, patience);
    catalog.refresh();
    QTRY_COMPARE_WITH_TIMEOUT(catalog.sessions().size(), std::size_t{1}, patience);
}

void SlowFilesTest::aSlowSessionElsewhereHidesNoOther()
{
    openCapture(m_capture);
    const QString away = m_folder.filePath(u"away/old.rhapsode"_s);
    m_settings->setValue(ui::settings::recentSessions, QStringList{away});
    const SlowFolder slow(m_folder.filePath(u"away"_s));
    ui::session::SessionCatalog catalog(*m_settings);
    catalog.refresh();
    QTRY_COMPARE_WITH_TIMEOUT(catalog.sessions().size(), std::size_t{1}, 2'000);
    QTRY_VERIFY_WITH_TIMEOUT(catalog.sessions().front().content.has_value(), 2'000);
    QVERIFY(SlowFolder::hasHeldUp());
}

void SlowFilesTest::aSlowSessionIsRenamedAndRemovedAside()
{
    openCapture(m_capture);
    const auto path = m_window->controller().path();
    m_window.reset(); // and with it the session's writer
    ui::session::SessionCatalog catalog(*m_settings);
    const QString folder = ui::settings::sessionsFolderOf(*m_settings);
    auto slow = std::make_unique<SlowFolder>(folder);
    int ended = 0;
    QElapsedTimer timer;
    timer.start();
    catalog.rename(path, u"friday"_s, [&](const auto& outcome) { ended += outcome ? 1 : 0; });
    QVERIFY(timer.elapsed() < mostPause);
    QVERIFY(longestPause(500) < mostPause);
    QVERIFY(SlowFolder::hasHeldUp());
    QCOMPARE(ended, 0);
    slow.reset();
    QTRY_COMPARE_WITH_TIMEOUT(ended, 1, patience);
    QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList{u"friday.rhapsode"_s});

    slow = std::make_unique<SlowFolder>(folder);
    timer.start();
    catalog.remove(path.parent_path() / "friday.rhapsode",
                   [&](const auto& status) { ended += status ? 1 : 0; });
    QVERIFY(timer.elapsed() < mostPause);
    slow.reset();
    QTRY_COMPARE_WITH_TIMEOUT(ended, 2, patience);
    QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList{});
}

void SlowFilesTest::aSlowFolderHoldsUpNoExportPrompt()
{
    const QString away = m_folder.filePath(u"exports"_s);
    QVERIFY(QDir().mkpath(away + u"/folder.pcapng"_s));
    auto slow = std::make_unique<SlowFolder>(away);
    QElapsedTimer timer;
    timer.start();
    ExportPrompt prompt({.all = 1, .folder = away, .name = u"x"_s});
    prompt.show();
    const QPushButton* button = tests::ui::exportButton(prompt);
    const auto* remark = prompt.findChild<FieldNote*>();
    QVERIFY(timer.elapsed() < mostPause);
    QVERIFY(longestPause(1'000) < mostPause);
    QVERIFY(SlowFolder::hasHeldUp());
    QVERIFY(!button->isEnabled()); // or it might replace what nobody was told of
    QVERIFY2(remark->sentence().contains(u"does not answer yet"_s), qPrintable(remark->sentence()));
    slow.reset();
    QTRY_VERIFY_WITH_TIMEOUT(button->isEnabled(), patience);
    QCOMPARE(remark->sentence(), QString());

    prompt.findChild<QLineEdit*>()->setText(away + u"/folder.pcapng"_s);
    QTRY_VERIFY2_WITH_TIMEOUT(remark->sentence().contains(u"is not a file"_s), qPrintable(remark->sentence()),
                              patience);
    QVERIFY(!button->isEnabled());
}

/// One of a capture that was wanted first is left behind by what is wanted after it.
void SlowFilesTest::aSlowKeyHoldsUpNoLaterStart()
{
    const auto write = [this](const QString& name, const QByteArray& content) {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(content);
        return path;
    };
    const QString away = write(u"away.pem"_s, "-----BEGIN PRIVATE KEY-----\nAAAA\n");
    const QString good =
        write(u"good.log"_s, "CLIENT_RANDOM " + QByteArray(64, 'a') + ' ' + QByteArray(96, 'b') + '\n');
    auto slow = std::make_unique<SlowFile>(away);
    ui::session::CaptureRequest request;
    request.hepUrls = {"hep+udp://127.0.0.1:0"};
    request.keys.rsaKeys = {away.toStdString()};
    m_window->startCapture(request);
    QVERIFY(longestPause(500) < mostPause);
    QVERIFY(m_window->controller().isStarting());
    m_window->openFiles({m_capture, good});
    QTRY_COMPARE_WITH_TIMEOUT(m_window->controller().activity(), Activity::Viewing, patience);
    QVERIFY(m_window->windowTitle().contains(u"trunk"_s));
    const auto sessions = [this] {
        return QDir(ui::settings::sessionsFolderOf(*m_settings)).entryList({u"*.rhapsode"_s}).size();
    };
    slow.reset();
    QTest::qWait(500); // what comes of the first one now goes
    QVERIFY(m_window->windowTitle().contains(u"trunk"_s));
    QTRY_COMPARE_WITH_TIMEOUT(sessions(), qsizetype{1}, patience);
}

QTEST_MAIN(SlowFilesTest)
#include "tst_slow_files.moc"
