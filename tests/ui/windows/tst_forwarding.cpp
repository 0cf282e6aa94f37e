// SPDX-License-Identifier: GPL-3.0-or-later
// A capture in the window sends its messages on.
#include "tests/support/hep_builder.h"
#include "tests/support/hep_collector.h"
#include "tests/support/udp_sender.h"
#include "tests/ui/support/window_test.h"
#include "ui/windows/forward_bar.h"
#include "ui/windows/list_page.h"
#include "ui/windows/notice.h"
#include "ui/windows/session_view.h"

#include <QLabel>
#include <QTcpServer>
#include <QtTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace ui::windows;
using tests::support::HepCollector;
using tests::ui::patience;
using ui::session::Activity;

class ForwardingTest : public tests::ui::WindowTest {
    Q_OBJECT

private slots:
    void init();

    void cleanup() { m_window.reset(); }

    void everyMessageReachesTheCollector();
    void aCollectorThatIsNotThereIsTold();
    void sendingToOneselfIsRefused();
    void anUnknownHostIsToldAndNothingStarts();

private:
    void start(const std::string& forwardTo);
    /// Sends `count` messages to the capture.
    bool send(int count);
    [[nodiscard]] QString bar() const;
    [[nodiscard]] QString notices() const;
};

void ForwardingTest::init()
{
    makeSettings();
    makeWindow();
}

void ForwardingTest::start(const std::string& forwardTo)
{
    ui::session::CaptureRequest request;
    request.hepUrls = {"hep+udp://127.0.0.1:0"};
    request.forward = ui::session::ForwardRequest{forwardTo, {}, 77};
    m_window->startCapture(request);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->controller().activity(), Activity::Capturing, patience);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->controller().progress().readyLines.empty(), patience);
}

bool ForwardingTest::send(int count)
{
    const auto& line = m_window->controller().progress().readyLines.front();
    const auto port = QString::fromStdString(line).section(u':', -1).toUShort();
    const tests::support::UdpSender sender({*core::net::IpAddress::parse("127.0.0.1"), port});
    for (int number = 0; number < count; ++number) {
        std::string sip{tests::support::sampleSip};
        sip.replace(sip.find("sample@"), 6, "live" + std::to_string(number));
        if (!sender.send(
                tests::support::Hep3Builder{}.usualHeader().text(core::hep::ChunkType::Payload, sip).build()))
            return false;
    }
    return true;
}

QString ForwardingTest::bar() const
{
    const auto* shown = m_window->findChild<ForwardBar*>();
    return shown->isVisible() ? shown->accessibleName() : QString();
}

QString ForwardingTest::notices() const
{
    QStringList texts;
    for (const Notice* notice : m_window->findChildren<Notice*>())
        texts.append(notice->content().title + u": "_s + notice->content().sentence);
    return texts.join(u'\n');
}

void ForwardingTest::everyMessageReachesTheCollector()
{
    constexpr int count = 40;
    HepCollector collector(HepCollector::Security::None);
    QCOMPARE(bar(), QString());
    start("hep+tcp://127.0.0.1:" + std::to_string(collector.port()));
    QVERIFY(send(count));
    QTRY_COMPARE_WITH_TIMEOUT(m_window->sessionView().calls().model().rowCount(), count, patience);
    QVERIFY(collector.waitForPackets(count));
    QTRY_VERIFY2_WITH_TIMEOUT(bar().contains(u"connected · 40 sent · 0 waiting · 0 not sent"_s),
                              qPrintable(bar()), patience);
    QVERIFY2(bar().contains(u"hep+tcp://127.0.0.1:%1"_s.arg(collector.port())), qPrintable(bar()));
    const auto packets = collector.packets();
    QCOMPARE(packets.size(), std::size_t{count}); // each once
    for (int number = 0; number < count; ++number) {
        const std::string callId = "Call-ID: live" + std::to_string(number) + "@";
        QVERIFY(std::ranges::count_if(packets, [&](const HepCollector::Bytes& packet) {
                    return tests::support::toText(packet).find(callId) != std::string::npos;
                }) == 1);
    }
    const std::string captureId{"\0\0\0\x0c\0\x0a\0\0\0\x4d", 10};
    QVERIFY(tests::support::toText(packets.front()).find(captureId) != std::string::npos);

    m_window->controller().stop();
    QTRY_COMPARE_WITH_TIMEOUT(m_window->controller().activity(), Activity::Viewing, patience);
    QCOMPARE(bar(), QString());
    QVERIFY2(!notices().contains(u"forwarded"_s), qPrintable(notices()));
}

void ForwardingTest::aCollectorThatIsNotThereIsTold()
{
    QTcpServer nobody; // a port that nobody listens on
    QVERIFY(nobody.listen(QHostAddress::LocalHost));
    const int port = nobody.serverPort();
    nobody.close();
    start("hep+tcp://127.0.0.1:" + std::to_string(port));
    QVERIFY(send(3));
    QTRY_VERIFY2_WITH_TIMEOUT(bar().contains(u"not connected · 0 sent · 3 waiting"_s), qPrintable(bar()),
                              patience);
    QVERIFY2(bar().contains(u"cannot be reached"_s), qPrintable(bar()));
    // The capture itself lacks nothing.
    QTRY_COMPARE_WITH_TIMEOUT(m_window->sessionView().calls().model().rowCount(), 3, patience);
    m_window->controller().stop();
    QTRY_COMPARE_WITH_TIMEOUT(m_window->controller().activity(), Activity::Viewing, patience);
    QVERIFY2(notices().contains(u"Not every message was forwarded"_s), qPrintable(notices()));
    QVERIFY2(notices().contains(u"3 not sent (no connection 3)"_s), qPrintable(notices()));
}

void ForwardingTest::sendingToOneselfIsRefused()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    const std::string port = std::to_string(other.serverPort());
    other.close();
    ui::session::CaptureRequest request;
    request.hepUrls = {"hep+tcp://127.0.0.1:" + port};
    request.forward = ui::session::ForwardRequest{"hep+tcp://127.0.0.1:" + port, {}, {}};
    m_window->startCapture(request);
    QTRY_VERIFY2_WITH_TIMEOUT(notices().contains(u"round for ever"_s), qPrintable(notices()), patience);
    QCOMPARE(m_window->controller().activity(), Activity::Nothing);
    QVERIFY(!m_window->controller().isStarting());
}

void ForwardingTest::anUnknownHostIsToldAndNothingStarts()
{
    ui::session::CaptureRequest request;
    request.hepUrls = {"hep+udp://127.0.0.1:0"};
    request.forward = ui::session::ForwardRequest{"hep+udp://no-such-host.invalid:9060", {}, {}};
    m_window->startCapture(request);
    QVERIFY(m_window->controller().isStarting()); // the name server is not asked on this thread
    QTRY_VERIFY2_WITH_TIMEOUT(notices().contains(u"cannot be resolved"_s), qPrintable(notices()), patience);
    QCOMPARE(m_window->controller().activity(), Activity::Nothing);
}

QTEST_MAIN(ForwardingTest)
#include "tst_forwarding.moc"
