// SPDX-License-Identifier: GPL-3.0-or-later
// What leaves the window, read back by another program.
#include "core/session/session_reader.h"
#include "tests/support/script_capture.h"
#include "tests/ui/support/export_click.h"
#include "tests/ui/support/sample_traffic.h"
#include "ui/windows/export_prompt.h"
#include "ui/windows/list_page.h"
#include "ui/windows/main_window.h"
#include "ui/windows/notice.h"
#include "ui/windows/session_view.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QRadioButton>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTimer>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace ui::windows;
using core::exporting::ExportFormat;

namespace {

constexpr int patience = 30'000;

/// The SIP messages of a capture file as tshark finds them.
QList<QByteArray> messagesIn(const QString& file)
{
    QProcess tshark;
    tshark.start(u"tshark"_s, {u"-n"_s, u"-r"_s, file, u"-Y"_s, u"sip"_s, u"-T"_s, u"fields"_s, u"-e"_s,
                               u"udp.payload"_s});
    tshark.waitForFinished(patience);
    QList<QByteArray> messages;
    for (const QByteArray& line : tshark.readAllStandardOutput().split('\n')) {
        if (!line.isEmpty())
            messages.append(QByteArray::fromHex(line));
    }
    return messages;
}

} // namespace

class MainWindowExportTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void exportedFilesHoldTheSameMessages_data();
    void exportedFilesHoldTheSameMessages();
    void legsGoWithTheirCall();
    void failedExportSaysThatThereIsNone();
    void wiresharkGetsTheSelectedCalls();

private:
    /// Of the whole session, in order, or of one call.
    [[nodiscard]] QList<QByteArray> messages(core::base::CallKey call = {}) const;
    [[nodiscard]] QAction* actionWithKey(const QKeySequence& key) const;

    QTemporaryDir m_folder;
    std::unique_ptr<ui::settings::Settings> m_settings;
    std::unique_ptr<MainWindow> m_window;
};

void MainWindowExportTest::initTestCase()
{
    if (QStandardPaths::findExecutable(u"tshark"_s).isEmpty())
        QSKIP("tshark is not installed, and nothing else reads what was exported.");
    QVERIFY(tests::ui::SampleTraffic(25).save(m_folder.filePath(u"trunk.pcap"_s)));
}

void MainWindowExportTest::init()
{
    m_settings = std::make_unique<ui::settings::Settings>(m_folder.filePath(u"settings.ini"_s));
    m_settings->setValue(ui::settings::sessionsFolder, m_folder.filePath(u"sessions"_s));
    m_settings->setValue(ui::settings::exportFolder, m_folder.path());
    m_window = std::make_unique<MainWindow>(*m_settings);
    m_window->show();
    m_window->openFiles({m_folder.filePath(u"trunk.pcap"_s)});
    QTRY_COMPARE_WITH_TIMEOUT(m_window->controller().activity(), ui::session::Activity::Viewing, patience);
    const auto& model = m_window->sessionView().calls().model();
    QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), tests::ui::SampleTraffic(25).calls(), patience);
}

void MainWindowExportTest::cleanup()
{
    m_window.reset();
}

QList<QByteArray> MainWindowExportTest::messages(core::base::CallKey call) const
{
    QList<QByteArray> found;
    auto reader = core::session::SessionReader::open(m_window->controller().path());
    if (!reader)
        return found;
    const auto last = (*reader)->progress()->lastMessage.value;
    for (std::int64_t id = 1; id <= last; ++id) {
        const auto rows = (*reader)->messages(std::vector{core::base::MessageId{id}});
        const auto bytes = (*reader)->messageBytes({id});
        if (!rows || !bytes || (bool(call) && rows->front().call != call))
            continue;
        found.append(
            QByteArray(reinterpret_cast<const char*>(bytes->data()), static_cast<qsizetype>(bytes->size())));
    }
    return found;
}

QAction* MainWindowExportTest::actionWithKey(const QKeySequence& key) const
{
    for (QAction* action : m_window->actions()) {
        if (action->shortcuts().contains(key))
            return action;
    }
    return nullptr;
}

void MainWindowExportTest::exportedFilesHoldTheSameMessages_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<QString>("ending");
    QTest::newRow("pcap") << static_cast<int>(ExportFormat::Pcap) << u"pcap"_s;
    QTest::newRow("pcapng") << static_cast<int>(ExportFormat::Pcapng) << u"pcapng"_s;
}

void MainWindowExportTest::exportedFilesHoldTheSameMessages()
{
    QFETCH(int, format);
    QFETCH(QString, ending);
    const QString file = m_folder.filePath(u"out of the window."_s + ending);
    QTimer::singleShot(0, this, [&] {
        auto* prompt = qobject_cast<ExportPrompt*>(QApplication::activeModalWidget());
        QVERIFY(prompt != nullptr);
        for (auto* choice : prompt->findChildren<QRadioButton*>()) {
            if (choice->text().startsWith(u"The whole session"_s))
                choice->click();
        }
        auto* formats = prompt->findChild<QComboBox*>();
        formats->setCurrentIndex(formats->findData(format));
        auto* name = prompt->findChild<QLineEdit*>();
        QVERIFY2(name->text().endsWith(u'.' + ending), "the ending follows the format");
        name->setText(file);
        tests::ui::clickExport(*prompt);
    });
    actionWithKey(QKeySequence(Qt::Key_F2))->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->findChildren<Notice*>().isEmpty(), patience);
    QVERIFY(m_window->findChild<Notice*>()->content().title.contains(u"out of the window."_s + ending));
    const QList<QByteArray> expected = messages();
    QCOMPARE(expected.size(), tests::ui::SampleTraffic(25).messages());
    QCOMPARE(messagesIn(file), expected);
}

void MainWindowExportTest::legsGoWithTheirCall()
{
    const tests::support::Bytes capture = tests::support::captureOfScript(R"(
        alice -> pbx   INVITE 1 at=0.000 call-id=a-leg
        pbx   -> bob   INVITE 1 at=0.100 call-id=b-leg header=X-Call-ID:a-leg
        carol -> pbx   INVITE 1 at=0.200 call-id=stranger
        bob   -> pbx   486    1 at=1.000 call-id=b-leg
    )");
    QFile legs(m_folder.filePath(u"legs.pcap"_s));
    QVERIFY(legs.open(QIODevice::WriteOnly));
    legs.write(reinterpret_cast<const char*>(capture.data()), static_cast<qint64>(capture.size()));
    legs.close();
    m_window->openFiles({legs.fileName()});
    auto& list = m_window->sessionView().calls();
    QTRY_COMPARE_WITH_TIMEOUT(list.model().rowCount(), 3, patience);
    QTRY_VERIFY_WITH_TIMEOUT(list.model().rowAt(0) != nullptr, patience);
    list.view().setCurrentIndex(list.model().index(0, 2));
    QTRY_COMPARE_WITH_TIMEOUT(list.view().selectedCount(), std::int64_t{1}, patience);

    const QString file = m_folder.filePath(u"with legs.pcapng"_s);
    QTimer::singleShot(0, this, [&] {
        auto* prompt = qobject_cast<ExportPrompt*>(QApplication::activeModalWidget());
        QVERIFY(prompt != nullptr);
        QCheckBox* withLegs = nullptr;
        for (auto* box : prompt->findChildren<QCheckBox*>()) {
            if (box->text().startsWith(u"With their legs"_s))
                withLegs = box;
        }
        // The keyboard begins at the choice, and goes on to what belongs to it.
        auto* choice = qobject_cast<QRadioButton*>(prompt->focusWidget());
        QVERIFY(choice != nullptr && choice->isChecked());
        QCOMPARE(choice->nextInFocusChain(), withLegs);
        QVERIFY(withLegs != nullptr && withLegs->isEnabled() && !withLegs->isChecked());
        withLegs->click();
        prompt->findChild<QLineEdit*>()->setText(file);
        tests::ui::clickExport(*prompt);
    });
    actionWithKey(QKeySequence(Qt::Key_F2))->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->findChildren<Notice*>().isEmpty(), patience);
    const QList<QByteArray> exported = messagesIn(file);
    QCOMPARE(exported.size(), 3);
    QVERIFY(exported[0].contains("Call-ID: a-leg") && exported[1].contains("Call-ID: b-leg") &&
            exported[2].contains("Call-ID: b-leg"));
}

void MainWindowExportTest::failedExportSaysThatThereIsNone()
{
    QTimer::singleShot(0, this, [&] {
        auto* prompt = qobject_cast<ExportPrompt*>(QApplication::activeModalWidget());
        QVERIFY(prompt != nullptr);
        prompt->findChild<QLineEdit*>()->setText(m_folder.filePath(u"no-such-folder/out.pcap"_s));
        tests::ui::clickExport(*prompt);
    });
    actionWithKey(QKeySequence(Qt::Key_F2))->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->findChildren<Notice*>().isEmpty(), patience);
    const QString sentence = m_window->findChild<Notice*>()->content().sentence;
    QVERIFY2(sentence.contains(u"Nothing was exported."_s), qPrintable(sentence));
}

void MainWindowExportTest::wiresharkGetsTheSelectedCalls()
{
    // A program of that name that keeps what it was given.
    const QString kept = m_folder.filePath(u"kept.pcapng"_s);
    QVERIFY(QDir(m_folder.path()).mkpath(u"bin"_s));
    QFile script(m_folder.filePath(u"bin/wireshark"_s));
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write("#!/bin/sh\ncp \"$1\" '" + kept.toUtf8() + ".new' && mv '" + kept.toUtf8() + ".new' '" +
                 kept.toUtf8() + "'\n");
    script.close();
    QVERIFY(script.setPermissions(QFile::ReadOwner | QFile::ExeOwner | QFile::WriteOwner));
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", m_folder.filePath(u"bin:"_s).toUtf8() + path);

    auto& list = m_window->sessionView().calls();
    QTRY_VERIFY_WITH_TIMEOUT(list.model().rowAt(2) != nullptr, patience);
    list.view().setCurrentIndex(list.model().index(2, 2));
    QTRY_COMPARE_WITH_TIMEOUT(list.view().selectedCount(), std::int64_t{1}, patience);
    const core::base::CallKey call{list.model().idAt(2)};
    actionWithKey(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_W))->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(kept), patience);
    qputenv("PATH", path);

    const QList<QByteArray> expected = messages(call);
    QVERIFY(!expected.isEmpty());
    QVERIFY(expected.size() < tests::ui::SampleTraffic(25).messages());
    QCOMPARE(messagesIn(kept), expected);
}

QTEST_MAIN(MainWindowExportTest)
#include "tst_main_window_export.moc"
