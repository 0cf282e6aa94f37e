// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/interface_source.h"

#include "core/base/ascii.h"
#include "core/capture/interface_list.h"
#include "tests/support/frame_builder.h"
#include "tests/support/network_namespace.h"
#include "tests/support/source_runner.h"
#include "tests/support/udp_sender.h"

#include <QCoreApplication>
#include <QtTest>
#include <ctime>
#include <linux/capability.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace core;
using namespace core::capture;
using namespace tests::support;

namespace {

constexpr std::uint16_t testPort = 15069;

struct Capturing {
    explicit Capturing(std::string interfaceName, std::string filter = "udp port 15069")
        : source({.name = std::move(interfaceName), .captureFilter = std::move(filter)}), runner(source, sink)
    {
        isReady = runner.waitUntilReady();
    }

    bool waitForFrames(std::size_t count)
    {
        return sink.waitUntil([count](const RecordingSink& s) { return s.frames >= count; });
    }

    [[nodiscard]] std::vector<std::string> frames() const
    {
        std::vector<std::string> all;
        for (const auto& batch : sink.batches) {
            for (const auto& frame : batch.frames)
                all.emplace_back(base::asText(batch.bytesOf(frame)));
        }
        return all;
    }

    InterfaceSource source;
    RecordingSink sink;
    SourceRunner runner;
    bool isReady = false;
};

UdpSender loopbackSender()
{
    return UdpSender{{net::IpAddress::parse("127.0.0.1").value(), testPort}};
}

void sendBurst(std::size_t count)
{
    const UdpSender sender = loopbackSender();
    const std::string payload(600, 'x');
    std::size_t refusals = 0;
    for (std::size_t i = 0; i < count; ++i) {
        // Nobody listens: the ICMP answer shows as an error of every other call.
        while (!sender.send(base::asBytes(payload)) && ++refusals < 2 * count) {
        }
    }
}

/// Runs the source without any right and returns what it said.
base::ErrorCode resultWithoutRights(const std::string& interfaceName)
{
    const pid_t child = ::fork();
    if (child == 0) {
        __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
        __user_cap_data_struct none[2]{};
        if (::syscall(SYS_capset, &header, none) != 0)
            ::_exit(255);
        InterfaceSource source{{.name = interfaceName}};
        RecordingSink sink;
        std::stop_source stop;
        stop.request_stop();
        const base::Status status = source.run(stop.get_token(), sink);
        const bool namesTheCommand = !status && status.error().detail == capturePermissionCommand();
        ::_exit(status ? 254 : namesTheCommand ? static_cast<int>(status.error().code) : 253);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return base::ErrorCode{static_cast<std::uint8_t>(WEXITSTATUS(status))};
}

} // namespace

class TestInterfaceSource : public QObject {
    Q_OBJECT

private slots:
    void init();
    void capturesLoopback();
    void capturesAny();
    void keepsUpWithABurst();
    void deliversWhatArrivedBeforeTheStop();
    void deliversABurstBeforeTheStopOfABusyMachine();
    void appliesTheCaptureFilter();
    void refusesABadCaptureFilter();
    void saysThatThereIsNoSuchInterface();
    void saysThatTheInterfaceIsDown();
    void saysThatTheUserMayNot();
    void keepsEverythingWhenTheInterfaceVanishes();
    void survivesAnInterfaceThatGoesDownAndUp();
    void stopsSoon();
    void mapsLinkTypes();

private:
    /// Two interfaces joined by a cable, "left" and "right".
    static bool plugCable()
    {
        return runCommand("ip link add left type veth peer name right && ip link set right up && "
                          "ip link set left up");
    }
};

void TestInterfaceSource::init()
{
    runCommand("ip link del left 2>/dev/null");
    if (!isCapturePermitted())
        QSKIP("this user may neither capture nor make a network namespace");
}

void TestInterfaceSource::capturesLoopback()
{
    Capturing capturing{"lo"};
    QVERIFY(capturing.isReady);
    QCOMPARE(capturing.sink.readyLines.front(), std::string{"capturing lo"});
    QCOMPARE(capturing.sink.sources.front().name, std::string{"lo"});
    QCOMPARE(capturing.sink.sources.front().kind, SourceKind::Interface);
    const base::Timestamp before = std::chrono::system_clock::now();
    QVERIFY(loopbackSender().send(base::asBytes("OPTIONS sip:a@b SIP/2.0\r\n\r\n")));
    QVERIFY(capturing.waitForFrames(1));
    QVERIFY(capturing.runner.stop().has_value());
    const auto frames = capturing.frames();
    QCOMPARE(frames.size(), std::size_t{1});
    QVERIFY(frames.front().ends_with("OPTIONS sip:a@b SIP/2.0\r\n\r\n"));
    const auto& frame = capturing.sink.batches.front().frames.front();
    QCOMPARE(frame.link, net::LinkType::Ethernet);
    QCOMPARE(frame.originalLength, static_cast<std::uint32_t>(14 + 20 + 8 + 27));
    QVERIFY(frame.captured >= before - std::chrono::milliseconds{10});
    QVERIFY(frame.captured <= std::chrono::system_clock::now());
    QCOMPARE(base::toNanoseconds(frame.arrived), base::toNanoseconds(frame.captured));
    QCOMPARE(capturing.sink.counters.received, std::uint64_t{1});
    QCOMPARE(capturing.sink.counters.droppedByKernel, std::uint64_t{0});
}

void TestInterfaceSource::capturesAny()
{
    Capturing capturing{"any"};
    QVERIFY(capturing.isReady);
    QVERIFY(loopbackSender().send(base::asBytes("hello")));
    QVERIFY(capturing.waitForFrames(1));
    QVERIFY(capturing.runner.stop().has_value());
    QCOMPARE(capturing.sink.frames, std::size_t{1});
    const net::LinkType link = capturing.sink.batches.front().frames.front().link;
    QVERIFY(link == net::LinkType::LinuxSll || link == net::LinkType::LinuxSll2);
}

void TestInterfaceSource::keepsUpWithABurst()
{
    constexpr std::size_t count = 20'000;
    Capturing capturing{"lo"};
    QVERIFY(capturing.isReady);
    sendBurst(count);
    QVERIFY(capturing.waitForFrames(count));
    QVERIFY(capturing.runner.stop().has_value());
    QCOMPARE(capturing.sink.frames, count);
    QCOMPARE(capturing.sink.counters.droppedByKernel, std::uint64_t{0});
}

void TestInterfaceSource::deliversWhatArrivedBeforeTheStop()
{
    Capturing capturing{"lo"};
    QVERIFY(capturing.isReady);
    QVERIFY(loopbackSender().send(base::asBytes("last words")));
    QVERIFY(capturing.runner.stop().has_value());
    QCOMPARE(capturing.sink.frames, std::size_t{1});
}

void TestInterfaceSource::deliversABurstBeforeTheStopOfABusyMachine()
{
    constexpr std::uint64_t count = 16'000;
    Capturing capturing{"lo"};
    QVERIFY(capturing.isReady);
    capturing.sink.pushTakes = std::chrono::milliseconds{60};
    sendBurst(count);
    QVERIFY(capturing.runner.stop().has_value());
    QCOMPARE(capturing.sink.frames + capturing.sink.counters.droppedByKernel, count);
}

void TestInterfaceSource::appliesTheCaptureFilter()
{
    Capturing capturing{"lo", "udp dst port 15068"};
    QVERIFY(capturing.isReady);
    QVERIFY(loopbackSender().send(base::asBytes("to 15069")));
    const UdpSender other{{net::IpAddress::parse("127.0.0.1").value(), 15068}};
    QVERIFY(other.send(base::asBytes("to 15068")));
    QVERIFY(capturing.waitForFrames(1));
    QVERIFY(capturing.runner.stop().has_value());
    QCOMPARE(capturing.frames().size(), std::size_t{1});
    QVERIFY(capturing.frames().front().ends_with("to 15068"));
}

void TestInterfaceSource::refusesABadCaptureFilter()
{
    Capturing capturing{"lo", "udp prt 5060"};
    QVERIFY(!capturing.isReady);
    const base::Status status = capturing.runner.join();
    QVERIFY(!status.has_value());
    QCOMPARE(status.error().code, base::ErrorCode::CaptureFilterInvalid);
    QCOMPARE(status.error().subject, std::string{"udp prt 5060"});
    QVERIFY(!status.error().detail.empty());
    QVERIFY(capturing.sink.sources.empty());
}

void TestInterfaceSource::saysThatThereIsNoSuchInterface()
{
    Capturing capturing{"nosuch0"};
    const base::Status status = capturing.runner.join();
    QVERIFY(!status.has_value());
    QCOMPARE(status.error().code, base::ErrorCode::InterfaceNotFound);
    QCOMPARE(status.error().subject, std::string{"nosuch0"});
}

void TestInterfaceSource::saysThatTheInterfaceIsDown()
{
    if (!isInOwnNetwork() || !plugCable())
        QSKIP("this system does not let the test add interfaces");
    QVERIFY(runCommand("ip link set left down"));
    Capturing capturing{"left"};
    const base::Status status = capturing.runner.join();
    QVERIFY(!status.has_value());
    QCOMPARE(status.error().code, base::ErrorCode::InterfaceDown);
    QCOMPARE(status.error().subject, std::string{"left"});
}

void TestInterfaceSource::saysThatTheUserMayNot()
{
    QCOMPARE(resultWithoutRights("lo"), base::ErrorCode::CaptureNotPermitted);
}

void TestInterfaceSource::keepsEverythingWhenTheInterfaceVanishes()
{
    if (!isInOwnNetwork() || !plugCable())
        QSKIP("this system does not let the test add interfaces");
    constexpr std::size_t count = 500;
    Capturing capturing{"left"};
    QVERIFY(capturing.isReady);
    const FrameSender sender{"right"};
    const Bytes frame = ethernet(ip("192.0.2.1", "192.0.2.2", udp(testPort, testPort, text("hello"))));
    for (std::size_t i = 0; i < count; ++i)
        QVERIFY(sender.send(frame));
    QVERIFY(runCommand("ip link del left"));
    const base::Status status = capturing.runner.join();
    QVERIFY(!status.has_value());
    QCOMPARE(status.error().code, base::ErrorCode::InterfaceVanished);
    QCOMPARE(status.error().subject, std::string{"left"});
    QCOMPARE(capturing.sink.frames, count);
    QCOMPARE(capturing.sink.counters.received, std::uint64_t{count});
}

void TestInterfaceSource::survivesAnInterfaceThatGoesDownAndUp()
{
    if (!isInOwnNetwork() || !plugCable())
        QSKIP("this system does not let the test add interfaces");
    Capturing capturing{"left"};
    QVERIFY(capturing.isReady);
    const FrameSender sender{"right"};
    const Bytes frame = ethernet(ip("192.0.2.1", "192.0.2.2", udp(testPort, testPort, text("hello"))));
    QVERIFY(runCommand("ip link set left down"));
    const std::clock_t before = std::clock();
    QTest::qSleep(300);
    // Waiting for a cable must not cost a processor.
    QVERIFY(double(std::clock() - before) / CLOCKS_PER_SEC < 0.15);
    QVERIFY(runCommand("ip link set left up"));
    QVERIFY(QTest::qWaitFor([&] {
        sender.send(frame);
        return capturing.sink.waitUntil([](const RecordingSink& s) { return s.frames > 0 || s.hasEnded; },
                                        std::chrono::milliseconds{100});
    }));
    QVERIFY(capturing.runner.stop().has_value());
    QVERIFY(capturing.sink.frames > 0);
}

void TestInterfaceSource::stopsSoon()
{
    Capturing capturing{"lo"};
    QVERIFY(capturing.isReady);
    QVERIFY(capturing.runner.stop().has_value());
    // Usually 100 ms; machines under test are busy.
    QVERIFY2(capturing.runner.stopDuration < std::chrono::seconds{1},
             qPrintable(QString::number(capturing.runner.stopDuration.count())));
}

void TestInterfaceSource::mapsLinkTypes()
{
    QCOMPARE(linkTypeOfDlt(1), net::LinkType::Ethernet);
    QCOMPARE(linkTypeOfDlt(12), net::LinkType::Raw);
    QCOMPARE(linkTypeOfDlt(113), net::LinkType::LinuxSll);
    QCOMPARE(linkTypeOfDlt(276), net::LinkType::LinuxSll2);
    QCOMPARE(linkTypeOfDlt(16), net::LinkType{103});
}

int main(int argc, char** argv)
{
    enterOwnNetwork(argv);
    const QCoreApplication application{argc, argv};
    TestInterfaceSource test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_interface_source.moc"
