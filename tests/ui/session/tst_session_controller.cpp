// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/session_controller.h"

#include "tests/support/hep_builder.h"
#include "tests/support/udp_sender.h"
#include "tests/ui/support/sample_traffic.h"

#include "core/session/session_reader.h"
#include "ui/adapt/text.h"
#include "ui/session/session_catalog.h"

#include <QDir>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace ui::session;
using ui::settings::Settings;

namespace {

constexpr int patience = 20'000;

/// A HEP packet with one OPTIONS request under a Call-ID of its own.
tests::support::Bytes hepPacket(int number)
{
    std::string sip{tests::support::sampleSip};
    sip.replace(sip.find("sample@"), 6, "sample" + std::to_string(number));
    return tests::support::Hep3Builder{}.usualHeader().text(core::hep::ChunkType::Payload, sip).build();
}

} // namespace

class SessionControllerTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void importsACaptureIntoANewSession();
    void leavesNothingOfAFileThatIsNoCapture();
    void leavesNothingOfACancelledImport();
    void showsWhatArrivesWithinMoments();
    void tellsWhenThePortIsTaken();
    void capturesWhatACommandWrites();
    void followsAFileThatGrows();
    void listsAndRenamesSessions();

private:
    [[nodiscard]] QStringList sessionFiles() const
    {
        return QDir(m_folder->filePath(u"sessions"_s)).entryList({u"*.rhapsode"_s}, QDir::Files);
    }

    QString capture(int calls);
    int startHep(SessionController& controller);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Settings> m_settings;
};

void SessionControllerTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<Settings>(m_folder->filePath(u"settings.ini"_s));
    m_settings->setValue(ui::settings::sessionsFolder, m_folder->filePath(u"sessions"_s));
}

QString SessionControllerTest::capture(int calls)
{
    const QString file = m_folder->filePath(u"trunk.pcap"_s);
    return tests::ui::SampleTraffic(calls).save(file) ? file : QString();
}

void SessionControllerTest::importsACaptureIntoANewSession()
{
    const tests::ui::SampleTraffic traffic(30);
    SessionController controller(*m_settings);
    QSignalSpy ended(&controller, &SessionController::runEnded);
    controller.open({capture(30)});
    QTRY_COMPARE_WITH_TIMEOUT(controller.activity(), Activity::Importing, patience);
    QTRY_COMPARE_WITH_TIMEOUT(controller.activity(), Activity::Viewing, patience);
    QCOMPARE(ended.count(), 1);
    QVERIFY(controller.loader() != nullptr);
    QTRY_COMPARE_WITH_TIMEOUT(controller.loader()->progress().lastMessage.value, qint64{traffic.messages()},
                              patience);
    QCOMPARE(controller.loader()->progress().lastCall.value, qint64{traffic.calls()});
    QVERIFY(controller.path().filename().string().ends_with("trunk.rhapsode"));
    QCOMPARE(sessionFiles().size(), 1);

    std::optional<LoadedFlow> flow;
    controller.loader()->flow({core::base::CallKey{1}}, core::flow::Media::Leave, this,
                              [&](core::base::Result<LoadedFlow> loaded) {
                                  QVERIFY(loaded);
                                  flow = std::move(*loaded);
                              });
    QTRY_VERIFY_WITH_TIMEOUT(flow.has_value(), patience);
    QCOMPARE(flow->flow->lanes.size(), 3U); // phone, proxy, carrier
    QCOMPARE(flow->records.front().fromUser, "214");
}

void SessionControllerTest::leavesNothingOfAFileThatIsNoCapture()
{
    const QString file = m_folder->filePath(u"letter.txt"_s);
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write("Dear Homer,\n");
    out.close();
    SessionController controller(*m_settings);
    QSignalSpy failed(&controller, &SessionController::failed);
    controller.open({file});
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, patience);
    QCOMPARE(failed.front().front().value<core::base::Error>().code, core::base::ErrorCode::NotACapture);
    QCOMPARE(controller.activity(), Activity::Nothing);
    QCOMPARE(sessionFiles(), QStringList());
}

void SessionControllerTest::leavesNothingOfACancelledImport()
{
    SessionController controller(*m_settings);
    controller.open({capture(400)});
    QTRY_COMPARE_WITH_TIMEOUT(controller.activity(), Activity::Importing, patience);
    controller.cancelImport();
    QTRY_COMPARE_WITH_TIMEOUT(controller.activity(), Activity::Nothing, patience);
    QCOMPARE(sessionFiles(), QStringList());
}

int SessionControllerTest::startHep(SessionController& controller)
{
    CaptureRequest request;
    request.hepUrls = {"hep+udp://127.0.0.1:0"};
    controller.startCapture(request);
    QElapsedTimer timer;
    timer.start();
    while (controller.progress().readyLines.empty() && timer.elapsed() < patience)
        QTest::qWait(20);
    if (controller.progress().readyLines.empty())
        return 0;
    return ui::adapt::text(controller.progress().readyLines.front()).section(u':', -1).toInt();
}

void SessionControllerTest::showsWhatArrivesWithinMoments()
{
    SessionController controller(*m_settings);
    const int port = startHep(controller);
    QVERIFY(port > 0);
    QTRY_VERIFY_WITH_TIMEOUT(controller.loader() != nullptr, patience);
    const tests::support::UdpSender sender(
        {*core::net::IpAddress::parse("127.0.0.1"), static_cast<std::uint16_t>(port)});
    for (int i = 0; i < 5; ++i)
        QVERIFY(sender.send(hepPacket(i)));
    QElapsedTimer timer;
    timer.start();
    QTRY_COMPARE_WITH_TIMEOUT(controller.loader()->progress().lastMessage.value, qint64{5}, patience);
    QVERIFY2(timer.elapsed() < 5'000, "rows came late"); // usually 0.3 s; machines under test are busy
    QCOMPARE(controller.activity(), Activity::Capturing);

    const auto path = controller.path();
    controller.stop();
    QTRY_COMPARE_WITH_TIMEOUT(controller.activity(), Activity::Viewing, patience);
    auto reader = core::session::SessionReader::open(path);
    QVERIFY(reader);
    QCOMPARE((*reader)->progress()->lastMessage.value, qint64{5});
}

void SessionControllerTest::tellsWhenThePortIsTaken()
{
    SessionController first(*m_settings);
    const int port = startHep(first);
    QVERIFY(port > 0);
    SessionController second(*m_settings);
    QSignalSpy failed(&second, &SessionController::failed);
    CaptureRequest request;
    request.hepUrls = {"hep+udp://127.0.0.1:" + std::to_string(port)};
    second.startCapture(request);
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, patience);
    QCOMPARE(failed.front().front().value<core::base::Error>().code, core::base::ErrorCode::AddressInUse);
    QTRY_COMPARE_WITH_TIMEOUT(second.activity(), Activity::Nothing, patience);
    QCOMPARE(sessionFiles().size(), 1); // that of the first
}

void SessionControllerTest::capturesWhatACommandWrites()
{
    SessionController controller(*m_settings);
    CaptureRequest request;
    request.commands = {"cat '" + capture(20).toStdString() + "'"};
    controller.startCapture(request);
    QTRY_COMPARE_WITH_TIMEOUT(controller.activity(), Activity::Viewing, patience); // the command has ended
    auto reader = core::session::SessionReader::open(controller.path());
    QVERIFY(reader);
    QCOMPARE((*reader)->progress()->lastMessage.value, qint64{tests::ui::SampleTraffic(20).messages()});
    QCOMPARE((*reader)->sources()->front().kind, "command");
}

void SessionControllerTest::followsAFileThatGrows()
{
    QFile whole(capture(20));
    QVERIFY(whole.open(QIODevice::ReadOnly));
    const QByteArray bytes = whole.readAll();
    QFile growing(m_folder->filePath(u"growing.pcap"_s));
    QVERIFY(growing.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    growing.write(bytes.first(bytes.size() / 2));
    SessionController controller(*m_settings);
    CaptureRequest request;
    request.followed = {growing.fileName().toStdString()};
    controller.startCapture(request);
    QTRY_VERIFY_WITH_TIMEOUT(
        controller.loader() != nullptr && controller.loader()->progress().lastMessage.value > 10, patience);
    growing.write(bytes.sliced(bytes.size() / 2));
    QTRY_COMPARE_WITH_TIMEOUT(controller.loader()->progress().lastMessage.value,
                              qint64{tests::ui::SampleTraffic(20).messages()}, patience);
    QVERIFY(controller.path().filename().string().ends_with("growing.rhapsode"));
    controller.stop();
    QTRY_COMPARE_WITH_TIMEOUT(controller.activity(), Activity::Viewing, patience);
}

void SessionControllerTest::listsAndRenamesSessions()
{
    {
        SessionController controller(*m_settings);
        controller.open({capture(5)});
        QTRY_COMPARE_WITH_TIMEOUT(controller.activity(), Activity::Viewing, patience);
    }
    SessionCatalog catalog(*m_settings);
    catalog.refresh();
    QTRY_COMPARE_WITH_TIMEOUT(catalog.sessions().size(), 1U, patience);
    QTRY_VERIFY_WITH_TIMEOUT(catalog.sessions().front().content.has_value(), patience);
    QCOMPARE(catalog.sessions().front().content->lastCall.value, qint64{tests::ui::SampleTraffic(5).calls()});

    const auto path = catalog.sessions().front().path;
    int failed = 0;
    int ended = 0;
    const auto count = [&](const auto& outcome) { outcome ? ++ended : ++failed; };
    catalog.rename(path, u"../elsewhere"_s, count);
    QCOMPARE(failed, 1);
    catalog.rename(path, u"trunk friday"_s, count);
    QTRY_COMPARE_WITH_TIMEOUT(ended, 1, patience);
    QCOMPARE(sessionFiles(), QStringList{u"trunk friday.rhapsode"_s});
    QTRY_COMPARE_WITH_TIMEOUT(catalog.sessions().front().name, u"trunk friday"_s, patience);
    catalog.remove(catalog.sessions().front().path, count);
    QTRY_COMPARE_WITH_TIMEOUT(ended, 2, patience);
    QCOMPARE(sessionFiles(), QStringList());
    catalog.remove(path, count);
    QTRY_COMPARE_WITH_TIMEOUT(failed, 2, patience);
}

QTEST_MAIN(SessionControllerTest)
#include "tst_session_controller.moc"
