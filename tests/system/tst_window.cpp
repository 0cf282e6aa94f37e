// SPDX-License-Identifier: GPL-3.0-or-later
// The window as a program: how it ends, and what it leaves behind.
#include "core/session/session_reader.h"
#include "tests/support/hep_builder.h"
#include "tests/support/peers.h"
#include "tests/support/udp_sender.h"
#include "tests/ui/support/sample_traffic.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <sys/types.h>

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 30'000;

tests::support::Bytes hepPacket(int number)
{
    std::string sip{tests::support::sampleSip};
    sip.replace(sip.find("sample@"), 6, "sample" + std::to_string(number));
    return tests::support::Hep3Builder{}.usualHeader().text(core::hep::ChunkType::Payload, sip).build();
}

} // namespace

class WindowTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void signalsEndACaptureCleanly_data();
    void signalsEndACaptureCleanly();
    void aSignalCancelsAnImport();
    void theNextStartRemovesAKilledImport();

private:
    void start(QProcess& window, const QStringList& arguments) const;

    [[nodiscard]] QStringList files() const
    {
        return QDir(m_folder->filePath(u"Rhapsode"_s)).entryList(QDir::Files, QDir::Name);
    }

    /// Starts an import and waits until it writes.
    void startImport(QProcess& window) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void WindowTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void WindowTest::start(QProcess& window, const QStringList& arguments) const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"HOME"_s, m_folder->path()); // settings and sessions
    environment.insert(u"XDG_CONFIG_HOME"_s, m_folder->filePath(u"config"_s));
    window.setProcessEnvironment(environment);
    window.setProcessChannelMode(QProcess::ForwardedChannels);
    window.start(QStringLiteral(RHAPSODE), arguments);
    QVERIFY(window.waitForStarted());
}

void WindowTest::signalsEndACaptureCleanly_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGHUP") << SIGHUP;
}

void WindowTest::signalsEndACaptureCleanly()
{
    QFETCH(int, signal);
    const std::uint16_t port = tests::support::freeUdpPorts(1).front();
    QProcess window;
    start(window, {u"--hep"_s, u"hep+udp://127.0.0.1:%1"_s.arg(port)});
    QVERIFY(tests::support::waitForUdpPort(port, std::chrono::milliseconds{patience}));
    const tests::support::UdpSender sender({*core::net::IpAddress::parse("127.0.0.1"), port});
    for (int i = 0; i < 20; ++i)
        QVERIFY(sender.send(hepPacket(i)));
    QTest::qWait(300);
    QCOMPARE(::kill(static_cast<pid_t>(window.processId()), signal), 0);
    QVERIFY(window.waitForFinished(patience));
    QCOMPARE(window.exitStatus(), QProcess::NormalExit);
    QCOMPARE(window.exitCode(), 0);

    QCOMPARE(files().size(), 1); // no WAL: the session was closed
    const QString session = m_folder->filePath(u"Rhapsode/"_s + files().front());
    auto reader = core::session::SessionReader::open(session.toStdString());
    QVERIFY(reader);
    QCOMPARE((*reader)->progress()->lastMessage.value, std::int64_t{20});
}

void WindowTest::startImport(QProcess& window) const
{
    const QString capture = m_folder->filePath(u"large.pcap"_s);
    QVERIFY(tests::ui::SampleTraffic(12'000).save(capture));
    start(window, {capture});
    QTRY_VERIFY_WITH_TIMEOUT(!files().filter(u".importing"_s).isEmpty(), patience);
}

void WindowTest::aSignalCancelsAnImport()
{
    QProcess window;
    startImport(window);
    QCOMPARE(::kill(static_cast<pid_t>(window.processId()), SIGTERM), 0);
    QVERIFY(window.waitForFinished(patience));
    QCOMPARE(window.exitCode(), 0);
    QCOMPARE(files(), QStringList());
}

void WindowTest::theNextStartRemovesAKilledImport()
{
    QProcess window;
    startImport(window);
    window.kill();
    QVERIFY(window.waitForFinished(patience));
    QVERIFY(files().size() >= 2); // the half of a session, and the mark that says so

    QProcess next;
    start(next, {});
    QTRY_COMPARE_WITH_TIMEOUT(files(), QStringList(), patience);
    next.terminate();
    QVERIFY(next.waitForFinished(patience));
    QCOMPARE(next.exitCode(), 0);
}

QTEST_GUILESS_MAIN(WindowTest)
#include "tst_window.moc"
