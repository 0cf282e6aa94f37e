// SPDX-License-Identifier: GPL-3.0-or-later
// Files that do not answer, as on a server that is away: the window does, all the time.
#include "tests/ui/support/sample_traffic.h"
#include "tests/ui/support/slow_file.h"
#include "tests/ui/support/window_test.h"
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
    void theWindowClosesWhileAFileIsLookedAt();

private:
    [[nodiscard]] RunBar* importBar() const;

    QString m_capture;
    QString m_slow; ///< a capture too
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

QTEST_MAIN(SlowFilesTest)
#include "tst_slow_files.moc"
