// SPDX-License-Identifier: GPL-3.0-or-later
// TLS in the window: key logs and keys given with a capture, dropped in later, and what Sources says.
#include "tests/support/capture_file_builder.h"
#include "tests/support/frame_builder.h"
#include "tests/support/tls_peers.h"
#include "tests/ui/support/window_test.h"
#include "ui/windows/export_prompt.h"
#include "ui/windows/list_page.h"
#include "ui/windows/notice.h"
#include "ui/windows/session_view.h"
#include "ui/windows/sources_page.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QDropEvent>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QRadioButton>
#include <QTableView>
#include <QTranslator>
#include <QtTest>
#include <algorithm>

using namespace Qt::StringLiterals;
using namespace ui::windows;
using namespace tests::support;
using tests::ui::patience;
using ui::session::Activity;
using ui::session::SessionController;
using View = SessionView::View;

namespace {

std::string options(int number)
{
    return "OPTIONS sip:bob@example.org SIP/2.0\r\nVia: SIP/2.0/TLS 192.0.2.1;branch=z9hG4bK" +
           std::to_string(number) +
           "\r\nFrom: <sip:a@example.org>;tag=1\r\nTo: <sip:b@example.org>\r\nCall-ID: call-" +
           std::to_string(number) + "\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n";
}

/// A TLS 1.2 connection whose key the server's RSA key gives, with one message in it.
std::unique_ptr<TlsPeers> connection(int number)
{
    auto peers =
        std::make_unique<TlsPeers>(TlsPeers::Options{.version = 0x0303, .cipher = "AES128-GCM-SHA256"});
    if (!peers->handshake())
        return nullptr;
    peers->sendFromClient(options(number));
    return peers;
}

/// Both connections as a capture has them.
Bytes captureOf(std::initializer_list<const TlsPeers*> connections)
{
    std::vector<PcapPacket> packets;
    const auto add = [&](const Bytes& packet) {
        const auto number = static_cast<std::uint32_t>(packets.size());
        packets.push_back({1'700'000'000 + number / 100, number % 100 * 10'000, ethernet(packet), 0});
    };
    std::uint16_t port = 40'000;
    for (const TlsPeers* peers : connections) {
        std::array<std::uint32_t, 2> sequences{1001, 2001};
        add(ip("192.0.2.1", "192.0.2.2", tcp(port, 5061, 1000, {}, {.syn = true, .ack = false})));
        add(ip("192.0.2.2", "192.0.2.1", tcp(5061, port, 2000, {}, {.syn = true})));
        for (const TlsPeers::Chunk& chunk : peers->wire()) {
            std::uint32_t& sequence = sequences[chunk.isFromClient ? 0 : 1];
            add(chunk.isFromClient ? ip("192.0.2.1", "192.0.2.2", tcp(port, 5061, sequence, chunk.bytes))
                                   : ip("192.0.2.2", "192.0.2.1", tcp(5061, port, sequence, chunk.bytes)));
            sequence += static_cast<std::uint32_t>(chunk.bytes.size());
        }
        ++port;
    }
    return pcapFile(packets);
}

QString labelsOf(const QWidget& window)
{
    QStringList texts;
    for (const QLabel* label : window.findChildren<QLabel*>())
        texts.append(label->text());
    return texts.join(u'\n');
}

QCheckBox* secretsBox(const ExportPrompt& prompt)
{
    const auto boxes = prompt.findChildren<QCheckBox*>();
    const auto found = std::ranges::find_if(
        boxes, [](const QCheckBox* box) { return box->text().startsWith(u"With the secrets"_s); });
    return found == boxes.end() ? nullptr : *found;
}

} // namespace

class DecryptingTest : public tests::ui::WindowTest {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void cleanup() { m_window.reset(); }

    void aDroppedKeyLogDecryptsTheOpenSession();
    void aKeyLogIsOpenedTogetherWithACapture();
    void anRsaKeyDecryptsToo();
    void aUselessKeyIsToldAndTheSessionStays();
    void aKeyLogAloneIsTold();
    void anExportHoldsSecretsOnDemandOnly();
    void anExportWithoutSecretsSaysSo();
    void aCaptureDecryptsWhileItRuns();
    void aKeyLogDroppedDuringACaptureIsUsedAtOnce();
    void aBrokenKeyDroppedDuringACaptureIsTold();
    void looksRight_data();
    void looksRight();

private:
    QString write(const QString& name, const Bytes& bytes);
    void drop(const QString& file);
    void open(const QStringList& files);

    [[nodiscard]] int calls() const { return m_window->sessionView().calls().model().rowCount(); }

    [[nodiscard]] QString notices() const;
    /// Opens the export prompt, waits for what it says of secrets, does `act` and accepts.
    void exportTo(const QString& file, const std::function<void(ExportPrompt&)>& act);
    /// What Sources says about each connection.
    QStringList reasons();

    std::unique_ptr<TlsPeers> m_first;
    std::unique_ptr<TlsPeers> m_second;
    QString m_capture;
    QString m_keyLog; ///< of the first connection only
    QString m_allKeys;
};

void DecryptingTest::initTestCase()
{
    m_first = connection(1);
    m_second = connection(2);
    QVERIFY(m_first != nullptr && m_second != nullptr);
    m_capture = write(u"tls.pcap"_s, captureOf({m_first.get(), m_second.get()}));
    m_keyLog = write(u"first.log"_s, text("# SSL/TLS secrets log file\n" + m_first->keyLog()));
    m_allKeys = write(u"all.log"_s, text(m_first->keyLog() + m_second->keyLog()));
}

void DecryptingTest::init()
{
    makeSettings();
    makeWindow();
}

QString DecryptingTest::write(const QString& name, const Bytes& bytes)
{
    const QString path = m_folder.filePath(name);
    return writeFile(path.toStdString(), bytes) ? path : QString();
}

void DecryptingTest::drop(const QString& file)
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(file)});
    QDragEnterEvent enter(QPoint(100, 100), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window.get(), &enter);
    QDropEvent event(QPointF(100, 100), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window.get(), &event);
}

void DecryptingTest::open(const QStringList& files)
{
    m_window->openFiles(files);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->controller().activity(), Activity::Viewing, patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->controller().loader()->progress().lastFrame.value > 0, patience);
}

QString DecryptingTest::notices() const
{
    QStringList texts;
    for (const Notice* notice : m_window->findChildren<Notice*>())
        texts.append(notice->content().title + u": "_s + notice->content().sentence);
    return texts.join(u'\n');
}

QStringList DecryptingTest::reasons()
{
    m_window->sessionView().setView(View::Sources);
    QStringList found;
    for (const QTableView* table : m_window->sessionView().sources().findChildren<QTableView*>()) {
        if (table->accessibleName() != u"TLS connections"_s)
            continue;
        const auto* model = table->model();
        for (int column = 0; column < model->columnCount(); ++column) {
            if (model->headerData(column, Qt::Horizontal).toString() != u"Decryption"_s)
                continue;
            for (int row = 0; row < model->rowCount(); ++row)
                found.append(model->index(row, column).data().toString());
        }
    }
    return found;
}

void DecryptingTest::aDroppedKeyLogDecryptsTheOpenSession()
{
    open({m_capture});
    QTRY_COMPARE_WITH_TIMEOUT(reasons().size(), 2, patience);
    QCOMPARE(calls(), 0);
    QCOMPARE(reasons().front(), u"No secret for this client random in the key log or in the capture"_s);
    const auto path = m_window->controller().path();

    bool wasVisible = false;
    const auto decrypting = connect(&m_window->controller(), &SessionController::activityChanged, this, [&] {
        if (m_window->controller().activity() == Activity::Decrypting)
            wasVisible = m_window->sessionView().isVisible();
    });
    drop(m_keyLog);
    QTRY_VERIFY_WITH_TIMEOUT(wasVisible, patience); // not the start page
    disconnect(decrypting);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->controller().activity(), Activity::Viewing, patience);
    QCOMPARE(m_window->controller().path(), path);
    QTRY_COMPARE_WITH_TIMEOUT(calls(), 1, patience);
    QVERIFY2(notices().contains(u"1 of 2 TLS connections are decrypted"_s), qPrintable(notices()));
    QTRY_COMPARE_WITH_TIMEOUT(
        reasons(),
        (QStringList{u"Decrypted with the key log"_s,
                     u"No secret for this client random in the key log or in the capture"_s}),
        patience);

    drop(m_allKeys); // what is known stays known
    QTRY_COMPARE_WITH_TIMEOUT(calls(), 2, patience);
}

void DecryptingTest::aKeyLogIsOpenedTogetherWithACapture()
{
    open({m_allKeys, m_capture});
    QTRY_COMPARE_WITH_TIMEOUT(calls(), 2, patience);
    QTRY_COMPARE_WITH_TIMEOUT(
        reasons(), (QStringList{u"Decrypted with the key log"_s, u"Decrypted with the key log"_s}), patience);
}

void DecryptingTest::anRsaKeyDecryptsToo()
{
    const QString key = write(u"server.key"_s, text(m_first->privateKey()));
    open({m_capture});
    drop(key);
    QTRY_COMPARE_WITH_TIMEOUT(calls(), 2, patience); // both are of the same server
    QTRY_COMPARE_WITH_TIMEOUT(
        reasons(), (QStringList{u"Decrypted with the RSA key"_s, u"Decrypted with the RSA key"_s}), patience);
}

void DecryptingTest::aUselessKeyIsToldAndTheSessionStays()
{
    open({m_capture});
    drop(write(u"broken.key"_s, text("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")));
    QTRY_VERIFY2_WITH_TIMEOUT(notices().contains(u"broken.key"_s), qPrintable(notices()), patience);
    QCOMPARE(m_window->controller().activity(), Activity::Viewing);
    QTRY_COMPARE_WITH_TIMEOUT(reasons().size(), 2, patience);
}

void DecryptingTest::aKeyLogAloneIsTold()
{
    drop(m_keyLog);
    QTRY_VERIFY2_WITH_TIMEOUT(notices().contains(u"There is nothing to decrypt"_s), qPrintable(notices()),
                              patience);
    QCOMPARE(m_window->controller().activity(), Activity::Nothing);
}

void DecryptingTest::exportTo(const QString& file, const std::function<void(ExportPrompt&)>& act)
{
    const auto actOnPrompt = [&] {
        auto* prompt = qobject_cast<ExportPrompt*>(QApplication::activeModalWidget());
        QVERIFY(prompt != nullptr);
        for (auto* choice : prompt->findChildren<QRadioButton*>()) {
            if (choice->text().startsWith(u"The whole session"_s) && choice->isEnabled())
                choice->click();
        }
        prompt->findChild<QLineEdit*>()->setText(file);
        act(*prompt);
        prompt->accept();
    };
    QTimer whenPromptIsOpen;
    whenPromptIsOpen.setSingleShot(true);
    connect(&whenPromptIsOpen, &QTimer::timeout, this, actOnPrompt);
    whenPromptIsOpen.start(0);
    for (QAction* action : m_window->actions()) {
        if (action->shortcuts().contains(QKeySequence(Qt::Key_F2)))
            action->trigger();
    }
    QTRY_VERIFY2_WITH_TIMEOUT(notices().contains(QFileInfo(file).fileName()), qPrintable(notices()),
                              patience);
}

void DecryptingTest::anExportHoldsSecretsOnDemandOnly()
{
    open({m_capture, m_keyLog});
    QTRY_COMPARE_WITH_TIMEOUT(calls(), 1, patience);
    const auto content = [](const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QString plain = m_folder.filePath(u"plain.pcapng"_s);
    exportTo(plain, [](ExportPrompt& prompt) {
        auto* box = secretsBox(prompt);
        QTRY_VERIFY_WITH_TIMEOUT(box->isEnabled(), patience);
        QVERIFY(!box->isChecked());
    });
    QVERIFY(!content(plain).isEmpty());
    QVERIFY(!content(plain).contains("CLIENT_RANDOM"));
    const QString secret = m_folder.filePath(u"secret.pcapng"_s);
    exportTo(secret, [this](ExportPrompt& prompt) {
        auto* box = secretsBox(prompt);
        QTRY_VERIFY_WITH_TIMEOUT(box->isEnabled(), patience);
        QVERIFY(labelsOf(prompt).contains(u"Whoever has the file can then read all calls"_s));
        box->click();
        auto* formats = prompt.findChild<QComboBox*>();
        formats->setCurrentIndex(1); // pcap
        QVERIFY(!box->isEnabled() && !prompt.withTlsSecrets());
        QVERIFY(labelsOf(prompt).contains(u"Only a pcapng file"_s));
        formats->setCurrentIndex(0);
        prompt.findChild<QLineEdit*>()->setText(m_folder.filePath(u"secret.pcapng"_s));
    });
    QVERIFY(content(secret).contains("CLIENT_RANDOM"));
    QVERIFY2(notices().contains(u"The file holds TLS secrets"_s), qPrintable(notices()));
}

void DecryptingTest::anExportWithoutSecretsSaysSo()
{
    open({m_capture});
    QTRY_COMPARE_WITH_TIMEOUT(reasons().size(), 2, patience);
    ExportPrompt prompt({.all = 1, .folder = m_folder.path(), .name = u"x"_s});
    QVERIFY(!secretsBox(prompt)->isEnabled()); // nobody knows yet
    m_window->controller().loader()->hasTlsSecrets(
        &prompt, [&](const core::base::Result<bool>& has) { prompt.setHasTlsSecrets(has && *has); });
    QTRY_VERIFY_WITH_TIMEOUT(labelsOf(prompt).contains(u"has no secrets"_s), patience);
    QVERIFY(!secretsBox(prompt)->isEnabled());
}

void DecryptingTest::aCaptureDecryptsWhileItRuns()
{
    ui::session::CaptureRequest request;
    request.followed = {m_capture.toStdString()};
    request.keys.keyLogs = {m_folder.filePath(u"later.log"_s).toStdString()};
    m_window->startCapture(request);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->controller().activity(), Activity::Capturing, patience);
    QTRY_COMPARE_WITH_TIMEOUT(reasons().size(), 2, patience);
    QCOMPARE(calls(), 0);
    write(u"later.log"_s, text(m_first->keyLog() + m_second->keyLog()));
    QTRY_COMPARE_WITH_TIMEOUT(calls(), 2, patience);
    QCOMPARE(m_window->controller().activity(), Activity::Capturing);
}

void DecryptingTest::aKeyLogDroppedDuringACaptureIsUsedAtOnce()
{
    ui::session::CaptureRequest request;
    request.followed = {m_capture.toStdString()};
    m_window->startCapture(request);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->controller().activity(), Activity::Capturing, patience);
    QTRY_COMPARE_WITH_TIMEOUT(reasons().size(), 2, patience);
    QCOMPARE(calls(), 0);
    drop(m_allKeys);
    QTRY_VERIFY2_WITH_TIMEOUT(notices().contains(u"when the capture ends"_s), qPrintable(notices()),
                              patience);
    QTRY_COMPARE_WITH_TIMEOUT(calls(), 2, patience);
    QCOMPARE(m_window->controller().activity(), Activity::Capturing);
    m_window->controller().stop();
    QTRY_VERIFY2_WITH_TIMEOUT(notices().contains(u"2 of 2 TLS connections are decrypted"_s),
                              qPrintable(notices()), patience);
    QCOMPARE(m_window->controller().activity(), Activity::Viewing);
    QTRY_COMPARE_WITH_TIMEOUT(calls(), 2, patience);
}

void DecryptingTest::aBrokenKeyDroppedDuringACaptureIsTold()
{
    ui::session::CaptureRequest request;
    request.followed = {m_capture.toStdString()};
    m_window->startCapture(request);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->controller().activity(), Activity::Capturing, patience);
    drop(write(u"broken.key"_s, text("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")));
    QTRY_VERIFY2_WITH_TIMEOUT(notices().contains(u"broken.key"_s), qPrintable(notices()), patience);
    QCOMPARE(m_window->controller().activity(), Activity::Capturing);
    m_window->controller().stop(); // and nothing is decrypted with it in the end
    QTRY_COMPARE_WITH_TIMEOUT(m_window->controller().activity(), Activity::Viewing, patience);
}

void DecryptingTest::looksRight_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<bool>("isGerman");
    QTest::newRow("light") << u"light"_s << false;
    QTest::newRow("dark") << u"dark"_s << false;
    QTest::newRow("german") << u"light"_s << true;
}

void DecryptingTest::looksRight()
{
    QFETCH(const QString, scheme);
    QFETCH(const bool, isGerman);
    QTranslator german;
    QVERIFY(german.load(u":/i18n/rhapsode_de.qm"_s));
    if (isGerman)
        QCoreApplication::installTranslator(&german);
    m_settings->setValue(ui::settings::theme, scheme);
    m_settings->setValue(ui::settings::fontSize, 10.0);
    m_window = std::make_unique<MainWindow>(*m_settings);
    m_window->resize(isGerman ? 900 : 1440, isGerman ? 640 : 900);
    m_window->show();
    open({m_capture});
    drop(m_keyLog);
    QTRY_COMPARE_WITH_TIMEOUT(calls(), 1, patience);
    QTest::qWait(500);
    const QDir pictures(QStringLiteral(SCREENSHOT_FOLDER));
    QVERIFY(pictures.mkpath(u"."_s));
    QVERIFY(m_window->grab().save(
        pictures.filePath(u"sources-tls-%1.png"_s.arg(QString::fromLatin1(QTest::currentDataTag())))));
    QCOMPARE(m_window->width(), isGerman ? 900 : 1440); // nothing needs more
    m_window.reset();
    QCoreApplication::removeTranslator(&german);
    m_settings->setValue(ui::settings::theme, u"light"_s);
}

QTEST_MAIN(DecryptingTest)
#include "tst_decrypting.moc"
