// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/hep_source.h"

#include "core/capture/live_batcher.h"
#include "core/capture/udp_socket.h"
#include "core/hep/hep_decoder.h"
#include "tests/support/hep_builder.h"
#include "tests/support/source_runner.h"
#include "tests/support/udp_sender.h"

#include <QtTest>
#include <random>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace core;
using namespace core::capture;
using namespace tests::support;
using namespace std::chrono_literals;

namespace {

/// A running listener on a port that the system picked.
struct Listening {
    explicit Listening(std::string_view url) : source(parseHepUrl(url).value()), runner(source, sink)
    {
        if (runner.waitUntilReady())
            name = sink.readyLines.front().substr(std::string_view{"listening "}.size());
    }

    /// The endpoint to send to, on loopback of the given family.
    [[nodiscard]] net::Endpoint reachableBy(std::string_view address) const
    {
        return {net::IpAddress::parse(address).value(), parseHepUrl(name).value().endpoint.port};
    }

    bool waitForFrames(std::size_t count)
    {
        return sink.waitUntil([count](const RecordingSink& s) { return s.frames >= count; });
    }

    HepSource source;
    RecordingSink sink;
    SourceRunner runner;
    std::string name;
};

Bytes samplePacket()
{
    return Hep3Builder{}.usualHeader().text(hep::ChunkType::Payload, sampleSip).build();
}

} // namespace

class TestHepSource : public QObject {
    Q_OBJECT

private slots:
    void namesItselfByTheRealPort();
    void receives_data();
    void receives();
    void takesTheTimeOfTheSender();
    void fallsBackToTheArrivalTime();
    void losesNothingOfAFlood();
    void deliversWhatIsNoHep();
    void deliversTheLargestDatagram();
    void deliversWhatWaitsAtTheStop();
    void deliversWhatWaitsAtTheStopOfABusyMachine();
    void countsWhatTheKernelDropped();
    void stopsSoon();
    void stopsWhenTheSinkIsClosed();
    void saysThatThePortIsTaken();
    void saysThatTheAddressIsNotOurs();
    void saysThatThePortIsPrivileged();
    void warnsOnceOfASmallBuffer();
};

void TestHepSource::namesItselfByTheRealPort()
{
    Listening listening{"hep+udp://127.0.0.1:0"};
    QVERIFY(listening.name.starts_with("hep+udp://127.0.0.1:"));
    QVERIFY(!listening.name.ends_with(":0"));
    QCOMPARE(listening.sink.sources.size(), std::size_t{1});
    QCOMPARE(listening.sink.sources[0].name, listening.name);
    QCOMPARE(listening.sink.sources[0].kind, SourceKind::Hep);
    QCOMPARE(listening.sink.sources[0].link, net::LinkType::Hep);
    QVERIFY(listening.source.isLive());
}

void TestHepSource::receives_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("sendTo");
    QTest::newRow("IPv4") << QByteArray{"hep+udp://127.0.0.1:0"} << QByteArray{"127.0.0.1"};
    QTest::newRow("every IPv4 address") << QByteArray{"hep+udp://0.0.0.0:0"} << QByteArray{"127.0.0.1"};
    QTest::newRow("IPv6") << QByteArray{"hep+udp://[::1]:0"} << QByteArray{"::1"};
    QTest::newRow("dual stack, IPv6") << QByteArray{"hep+udp://[::]:0"} << QByteArray{"::1"};
    QTest::newRow("dual stack, IPv4") << QByteArray{"hep+udp://[::]:0"} << QByteArray{"127.0.0.1"};
}

void TestHepSource::receives()
{
    QFETCH(QByteArray, url);
    QFETCH(QByteArray, sendTo);
    Listening listening{url.toStdString()};
    if (listening.name.empty() && url.contains('['))
        QSKIP("this machine has no IPv6 loopback");
    QVERIFY(!listening.name.empty());
    const UdpSender sender{listening.reachableBy(sendTo.toStdString())};
    const Bytes packet = samplePacket();
    QVERIFY(sender.send(packet));
    QVERIFY(listening.waitForFrames(1));
    QVERIFY(listening.runner.stop().has_value());
    const auto& batch = listening.sink.batches.front();
    const auto& frame = batch.frames.front();
    QCOMPARE(toText(batch.bytesOf(frame)), toText(packet));
    QCOMPARE(frame.originalLength, static_cast<std::uint32_t>(packet.size()));
    QCOMPARE(frame.link, net::LinkType::Hep);
    QCOMPARE(frame.source, base::SourceId{1});
    QCOMPARE(frame.sender.toString(), sender.localEndpoint().toString());
    QCOMPARE(frame.senderTransport, net::Transport::Udp);
    QCOMPARE(listening.sink.counters.received, std::uint64_t{1});
    QCOMPARE(listening.sink.counters.receivedBytes, std::uint64_t{packet.size()});
}

void TestHepSource::takesTheTimeOfTheSender()
{
    Listening listening{"hep+udp://127.0.0.1:0"};
    const base::Timestamp before = std::chrono::system_clock::now();
    const UdpSender sender{listening.reachableBy("127.0.0.1")};
    QVERIFY(sender.send(samplePacket()));
    QVERIFY(sender.send(LegacyHep{}.build()));
    QVERIFY(listening.waitForFrames(2));
    QVERIFY(listening.runner.stop().has_value());
    for (const auto& batch : listening.sink.batches) {
        for (const auto& frame : batch.frames) {
            QCOMPARE(base::formatEpoch(frame.captured), std::string{"1760000000.123456000"});
            QVERIFY(frame.arrived >= before - std::chrono::milliseconds{10});
            QVERIFY(frame.arrived <= std::chrono::system_clock::now() + std::chrono::milliseconds{10});
        }
    }
}

void TestHepSource::fallsBackToTheArrivalTime()
{
    Listening listening{"hep+udp://127.0.0.1:0"};
    const UdpSender sender{listening.reachableBy("127.0.0.1")};
    QVERIFY(sender.send(LegacyHep{.version = 1}.build()));
    QVERIFY(sender.send(toBytes("not HEP")));
    QVERIFY(listening.waitForFrames(2));
    QVERIFY(listening.runner.stop().has_value());
    for (const auto& batch : listening.sink.batches) {
        for (const auto& frame : batch.frames)
            QCOMPARE(base::formatEpoch(frame.captured), base::formatEpoch(frame.arrived));
    }
}

void TestHepSource::losesNothingOfAFlood()
{
    constexpr std::size_t count = 50'000;
    Listening listening{"hep+udp://127.0.0.1:0"};
    if (!listening.sink.warnings.empty())
        QSKIP("the system grants only a small receive buffer");
    const UdpSender sender{listening.reachableBy("127.0.0.1")};
    const Bytes packet = samplePacket();
    std::size_t sent = 0;
    for (std::size_t i = 0; i < count; ++i)
        sent += sender.send(packet) ? 1U : 0U;
    QCOMPARE(sent, count);
    QVERIFY(listening.waitForFrames(count));
    QVERIFY(listening.runner.stop().has_value());
    QCOMPARE(listening.sink.frames, count);
    QCOMPARE(listening.sink.counters.received, std::uint64_t{count});
    QCOMPARE(listening.sink.counters.droppedByKernel, std::uint64_t{0});
    base::Timestamp last;
    for (const auto& batch : listening.sink.batches) {
        QVERIFY(batch.frames.size() <= LiveBatcher::maximumFrames);
        QVERIFY(batch.bytes.size() <= LiveBatcher::maximumBytes);
        for (const auto& frame : batch.frames) {
            QVERIFY(frame.arrived >= last);
            last = frame.arrived;
            QCOMPARE(batch.bytesOf(frame).size(), packet.size());
        }
    }
}

void TestHepSource::deliversWhatIsNoHep()
{
    constexpr std::size_t count = 2'000;
    Listening listening{"hep+udp://127.0.0.1:0"};
    const UdpSender sender{listening.reachableBy("127.0.0.1")};
    std::mt19937 random{42};
    std::vector<Bytes> sent;
    for (std::size_t i = 0; i < count; ++i) {
        Bytes datagram(random() % 300);
        for (std::byte& b : datagram)
            b = static_cast<std::byte>(random());
        if (i % 3 == 0 && datagram.size() > 6)
            std::ranges::copy(toBytes("HEP3"), datagram.begin());
        if (i % 3 == 1 && datagram.size() > 6)
            std::ranges::copy(toBytes("\2\x10\2\x11"), datagram.begin());
        if (i % 100 == 2 && datagram.size() > 6)
            std::ranges::copy(toBytes("\x1f\x8b\x08"), datagram.begin());
        QVERIFY(sender.send(datagram));
        sent.push_back(std::move(datagram));
        if (i % 50 == 0)
            QVERIFY(listening.waitForFrames(i + 1));
    }
    QVERIFY(listening.waitForFrames(count));
    QVERIFY(listening.runner.stop().has_value());
    std::size_t i = 0;
    for (const auto& batch : listening.sink.batches) {
        for (const auto& frame : batch.frames)
            QVERIFY(std::ranges::equal(batch.bytesOf(frame), sent[i++]));
    }
    QCOMPARE(i, count);
}

void TestHepSource::deliversTheLargestDatagram()
{
    Listening listening{"hep+udp://127.0.0.1:0"};
    const UdpSender sender{listening.reachableBy("127.0.0.1")};
    const Bytes largest(65'507, std::byte{'x'});
    QVERIFY(sender.send(largest));
    QVERIFY(listening.waitForFrames(1));
    QVERIFY(listening.runner.stop().has_value());
    const auto& batch = listening.sink.batches.front();
    QVERIFY(std::ranges::equal(batch.bytesOf(batch.frames.front()), largest));
}

void TestHepSource::deliversWhatWaitsAtTheStop()
{
    Listening listening{"hep+udp://127.0.0.1:0"};
    const UdpSender sender{listening.reachableBy("127.0.0.1")};
    const Bytes packet = samplePacket();
    for (int i = 0; i < 200; ++i)
        QVERIFY(sender.send(packet));
    QVERIFY(listening.runner.stop().has_value());
    QCOMPARE(listening.sink.frames, std::size_t{200});
}

void TestHepSource::deliversWhatWaitsAtTheStopOfABusyMachine()
{
    constexpr std::uint64_t count = 8'000;
    Listening listening{"hep+udp://127.0.0.1:0"};
    const UdpSender sender{listening.reachableBy("127.0.0.1")};
    const Bytes packet = samplePacket();
    listening.sink.pushTakes = 150ms;
    for (std::uint64_t i = 0; i < count; ++i)
        QVERIFY(sender.send(packet));
    QVERIFY(listening.runner.stop().has_value());
    // Without the right to a large buffer the kernel drops most of them, and says so.
    QVERIFY(listening.sink.frames > 0);
    QCOMPARE(listening.sink.frames + listening.sink.counters.droppedByKernel, count);
}

void TestHepSource::countsWhatTheKernelDropped()
{
    const auto socket =
        UdpSocket::bind({net::IpAddress::parse("127.0.0.1").value(), 0}, IpVersions::OfTheAddress, 4096);
    QVERIFY(socket.has_value());
    const UdpSender sender{socket->localEndpoint()};
    const Bytes packet = samplePacket();
    for (int i = 0; i < 100; ++i)
        QVERIFY(sender.send(packet));
    UdpReceiver receiver{*socket};
    std::size_t received = 0;
    for (auto some = receiver.receive(); some && !some->empty(); some = receiver.receive())
        received += some->size();
    QVERIFY(received > 0);
    QVERIFY(received < 100);
    QCOMPARE(received + socket->droppedDatagrams(), std::size_t{100});
}

void TestHepSource::stopsSoon()
{
    Listening listening{"hep+udp://127.0.0.1:0"};
    QVERIFY(listening.runner.stop().has_value());
    // Usually 50 ms; machines under test are busy.
    QVERIFY2(listening.runner.stopDuration < std::chrono::seconds{1},
             qPrintable(QString::number(listening.runner.stopDuration.count())));
}

void TestHepSource::stopsWhenTheSinkIsClosed()
{
    Listening listening{"hep+udp://127.0.0.1:0"};
    listening.sink.acceptsMore = false;
    const UdpSender sender{listening.reachableBy("127.0.0.1")};
    QVERIFY(sender.send(samplePacket()));
    QVERIFY(listening.runner.join().has_value());
}

void TestHepSource::saysThatThePortIsTaken()
{
    Listening first{"hep+udp://127.0.0.1:0"};
    HepSource second{parseHepUrl(first.name).value()};
    RecordingSink sink;
    const base::Status status = second.run({}, sink);
    QVERIFY(!status.has_value());
    QCOMPARE(status.error().code, base::ErrorCode::AddressInUse);
    QCOMPARE(status.error().subject, first.name);
    QVERIFY(sink.readyLines.empty());
}

void TestHepSource::saysThatTheAddressIsNotOurs()
{
    HepSource source{parseHepUrl("hep+udp://192.0.2.1:9060").value()};
    RecordingSink sink;
    const base::Status status = source.run({}, sink);
    QVERIFY(!status.has_value());
    QCOMPARE(status.error().code, base::ErrorCode::AddressUnavailable);
    QCOMPARE(status.error().subject, std::string{"hep+udp://192.0.2.1:9060"});
}

void TestHepSource::saysThatThePortIsPrivileged()
{
    // In a child that gives up its rights, so that this also holds when the tests run as root.
    const pid_t child = ::fork();
    if (child == 0) {
        if (::geteuid() == 0 && ::setuid(65534) != 0)
            ::_exit(2);
        const auto socket =
            UdpSocket::bind({net::IpAddress::parse("127.0.0.1").value(), 7}, IpVersions::OfTheAddress, 4096);
        if (socket)
            ::_exit(3);
        ::_exit(socket.error().code == base::ErrorCode::PortNotPermitted ? 0 : 1);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status));
    if (WEXITSTATUS(status) >= 2)
        QSKIP("this system lets every user listen on port 7");
    QCOMPARE(WEXITSTATUS(status), 0);
}

void TestHepSource::warnsOnceOfASmallBuffer()
{
    Listening listening{"hep+udp://127.0.0.1:0"};
    QVERIFY(listening.sink.warnings.size() <= 1);
    for (const base::Error& warning : listening.sink.warnings) {
        QCOMPARE(warning.code, base::ErrorCode::ReceiveBufferSmall);
        QCOMPARE(warning.subject, listening.name);
    }
    // The advice names the number that the source asks for.
    const std::string line = "sysctl -w net.core.rmem_max=" + std::to_string(HepSource::receiveBufferBytes);
    QVERIFY(base::advice(base::ErrorCode::ReceiveBufferSmall).find(line) != std::string_view::npos);
}

QTEST_GUILESS_MAIN(TestHepSource)
#include "tst_hep_source.moc"
