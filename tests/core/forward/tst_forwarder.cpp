// SPDX-License-Identifier: GPL-3.0-or-later
// Datagrams over loopback; TCP and TLS are in tst_stream_courier.
#include "core/forward/forwarder.h"

#include "core/capture/udp_socket.h"
#include "core/forward/collector_address.h"
#include "core/hep/hep_decoder.h"
#include "core/net/packet_decoder.h"
#include "tests/core/forward/sample_message.h"
#include "tests/support/decoding_recorder.h"
#include "tests/support/network_namespace.h"
#include "tests/support/udp_sender.h"

#include <QtTest>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

using namespace core::forward;
using namespace std::chrono_literals;
using namespace tests::forward;
using core::base::ErrorCode;
using core::capture::UdpSocket;
using tests::support::Bytes;

Q_DECLARE_METATYPE(core::forward::Protocol)

namespace {

ForwardOptions optionsFor(const std::string& url)
{
    ForwardOptions options;
    options.url = parseForwardUrl(url).value();
    return options;
}

UdpSocket listener(const char* address)
{
    auto socket = UdpSocket::bind({core::net::IpAddress::parse(address).value(), 0},
                                  core::capture::IpVersions::OfTheAddress, 4U << 20U);
    return std::move(socket).value();
}

/// Datagrams that arrive within two seconds, at most `count`.
std::vector<Bytes> receive(const UdpSocket& socket, std::size_t count)
{
    core::capture::UdpReceiver receiver{socket};
    std::vector<Bytes> datagrams;
    const auto end = std::chrono::steady_clock::now() + 2s;
    while (datagrams.size() < count && std::chrono::steady_clock::now() < end) {
        pollfd descriptor{socket.descriptor(), POLLIN, 0};
        ::poll(&descriptor, 1, 20);
        for (const auto& datagram : receiver.receive().value())
            datagrams.emplace_back(datagram.bytes.begin(), datagram.bytes.end());
    }
    return datagrams;
}

std::uint64_t countOf(const ForwardCounters& counters, NotSent reason)
{
    return counters.notSent[static_cast<std::size_t>(reason)];
}

} // namespace

class TestForwarder : public QObject {
    Q_OBJECT

private slots:
    void datagramsArrive_data();
    void datagramsArrive();
    void largestDatagramArrives();
    void whatCannotBeSentIsCounted();
    void nobodyListens();
    void unknownHost();
    void impossibleOptions();
    void ipInIpArrives_data();
    void ipInIpArrives();
    void captureFilterNamesTheDatagrams();
};

void TestForwarder::datagramsArrive_data()
{
    QTest::addColumn<QByteArray>("scheme");
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<unsigned>("version");
    QTest::newRow("HEP 3") << QByteArray{"hep+udp"} << QByteArray{"127.0.0.1"} << 3U;
    QTest::newRow("HEP 2") << QByteArray{"hep2+udp"} << QByteArray{"127.0.0.1"} << 2U;
    QTest::newRow("HEP 1") << QByteArray{"hep1+udp"} << QByteArray{"127.0.0.1"} << 1U;
    QTest::newRow("over IPv6") << QByteArray{"hep+udp"} << QByteArray{"::1"} << 3U;
}

void TestForwarder::datagramsArrive()
{
    QFETCH(QByteArray, scheme);
    QFETCH(QByteArray, address);
    QFETCH(unsigned, version);
    const UdpSocket socket = listener(address.constData());
    auto forwarder =
        Forwarder::create(optionsFor(scheme.toStdString() + "://" + socket.localEndpoint().toString()));
    QVERIFY(forwarder);
    const OutgoingMessage message = sampleMessage();
    for (int i = 0; i < 20; ++i)
        (*forwarder)->offer(message);
    (*forwarder)->finish(2s);
    const std::vector<Bytes> datagrams = receive(socket, 20);
    QCOMPARE(datagrams.size(), std::size_t{20});
    for (const Bytes& datagram : datagrams) {
        const auto packet = core::hep::decodeHep(datagram).packet;
        QVERIFY(packet);
        QCOMPARE(packet->version, version);
        QCOMPARE(packet->path, message.path);
        QCOMPARE(tests::support::toText(packet->payload), std::string{tests::support::sampleSip});
    }
    QCOMPARE((*forwarder)->counters().toString(), std::string{"sent 20 not sent 0"});
}

void TestForwarder::largestDatagramArrives()
{
    const UdpSocket socket = listener("127.0.0.1");
    auto forwarder = Forwarder::create(optionsFor("hep2+udp://" + socket.localEndpoint().toString()));
    QVERIFY(forwarder);
    std::string large{tests::support::sampleSip};
    large.resize(65'507 - 28, 'x');
    (*forwarder)->offer(sampleMessage(large));
    (*forwarder)->finish(2s);
    const std::vector<Bytes> datagrams = receive(socket, 1);
    QCOMPARE(datagrams.size(), std::size_t{1});
    QCOMPARE(datagrams.front().size(), std::size_t{65'507});
}

void TestForwarder::whatCannotBeSentIsCounted()
{
    const UdpSocket socket = listener("127.0.0.1");
    auto forwarder = Forwarder::create(optionsFor("hep+udp://" + socket.localEndpoint().toString()));
    QVERIFY(forwarder);
    (*forwarder)->offer(sampleMessage());
    (*forwarder)->offer(sampleMessage(std::string(65'507, 'x')));
    OutgoingMessage mixed = sampleMessage();
    mixed.path.source.address = core::net::IpAddress::parse("2001:db8::1").value();
    (*forwarder)->offer(mixed);
    (*forwarder)->finish(2s);
    QCOMPARE(receive(socket, 1).size(), std::size_t{1});
    const ForwardCounters counters = (*forwarder)->counters();
    QCOMPARE(counters.taken, std::uint64_t{3});
    QCOMPARE(counters.sent, std::uint64_t{1});
    QCOMPARE(countOf(counters, NotSent::TooLarge), std::uint64_t{1});
    QCOMPARE(countOf(counters, NotSent::MixedFamilies), std::uint64_t{1});
}

void TestForwarder::nobodyListens()
{
    ForwardOptions options =
        optionsFor("hep+udp://127.0.0.1:" + std::to_string(tests::support::freeUdpPort()));
    std::vector<ErrorCode> errors;
    options.listener = [&errors](const ConnectionChange& change) {
        if (change.error)
            errors.push_back(change.error->code);
    };
    auto forwarder = Forwarder::create(options);
    QVERIFY(forwarder);
    for (int i = 0; i < 5; ++i)
        (*forwarder)->offer(sampleMessage());
    (*forwarder)->finish(2s);
    const ForwardCounters counters = (*forwarder)->counters();
    QCOMPARE(counters.taken, counters.sent + counters.notSentTotal());
    // How often the system answers is up to it; that it does is enough to know.
    QVERIFY(countOf(counters, NotSent::Refused) > 0);
    QCOMPARE(errors, std::vector{ErrorCode::CollectorUnreachable}); // told once
}

void TestForwarder::unknownHost()
{
    const auto forwarder = Forwarder::create(optionsFor("hep+tcp://no-such-host.invalid"));
    QVERIFY(!forwarder);
    QCOMPARE(forwarder.error().code, ErrorCode::HostNotFound);
    QCOMPARE(forwarder.error().subject, std::string{"hep+tcp://no-such-host.invalid:9060"});
}

void TestForwarder::impossibleOptions()
{
    ForwardOptions options = optionsFor("hep1+udp://127.0.0.1");
    options.identity.captureId = 1;
    QCOMPARE(Forwarder::create(options).error().code, ErrorCode::OptionInvalid);
    options = optionsFor("hep+tls://127.0.0.1");
    options.authorityFile = "/nonexistent/authority.pem";
    QCOMPARE(Forwarder::create(options).error().code, ErrorCode::FileNotReadable);
}

void TestForwarder::ipInIpArrives_data()
{
    QTest::addColumn<QByteArray>("collector");
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("destination");
    QTest::addColumn<int>("protocol");
    QTest::newRow("IPv4 in IPv4") << QByteArray{"127.0.0.1"} << QByteArray{"192.0.2.1"}
                                  << QByteArray{"192.0.2.2"} << int{IPPROTO_IPIP};
    QTest::newRow("IPv6 in IPv4") << QByteArray{"127.0.0.1"} << QByteArray{"2001:db8::1"}
                                  << QByteArray{"2001:db8::2"} << int{IPPROTO_IPV6};
    QTest::newRow("IPv4 in IPv6") << QByteArray{"[::1]"} << QByteArray{"192.0.2.1"} << QByteArray{"192.0.2.2"}
                                  << int{IPPROTO_IPIP};
}

void TestForwarder::ipInIpArrives()
{
    QFETCH(QByteArray, collector);
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, destination);
    QFETCH(int, protocol);
    const bool isIpv6Outside = collector.startsWith('[');
    const core::base::FileDescriptor socket{
        ::socket(isIpv6Outside ? AF_INET6 : AF_INET, SOCK_RAW | SOCK_CLOEXEC, protocol)};
    auto forwarder = Forwarder::create(optionsFor("ipip://" + collector.toStdString()));
    if (!socket) {
        QVERIFY(!forwarder);
        QCOMPARE(forwarder.error().code, ErrorCode::SendNotPermitted);
        QVERIFY(forwarder.error().detail.find("setcap cap_net_raw+ep") != std::string::npos);
        QSKIP("this user may not open raw sockets, not even in a network namespace of its own");
    }
    QVERIFY(forwarder);
    OutgoingMessage message = sampleMessage();
    message.path.source.address = core::net::IpAddress::parse(source.toStdString()).value();
    message.path.destination.address = core::net::IpAddress::parse(destination.toStdString()).value();
    message.path.transport = core::net::Transport::Udp;
    (*forwarder)->offer(message);
    (*forwarder)->finish(2s);
    QCOMPARE((*forwarder)->counters().toString(), std::string{"sent 1 not sent 0"});

    pollfd descriptor{socket.get(), POLLIN, 0};
    QCOMPARE(::poll(&descriptor, 1, 2000), 1);
    Bytes packet(65'536);
    const ssize_t size = ::recv(socket.get(), packet.data(), packet.size(), 0);
    QVERIFY(size > 0);
    packet.resize(static_cast<std::size_t>(size));
    // A raw socket hands out the outer header of IPv4, but not that of IPv6.
    tests::support::DecodingRecorder recorder;
    recorder.decode(packet, core::net::LinkType::Raw);
    QCOMPARE(recorder.messages.size(), std::size_t{1});
    QCOMPARE(recorder.messages.front().path, message.path);
    QCOMPARE(recorder.messages.front().bytes, std::string{tests::support::sampleSip});
}

void TestForwarder::captureFilterNamesTheDatagrams()
{
    const UdpSocket socket = listener("127.0.0.1");
    auto forwarder = Forwarder::create(optionsFor("hep+udp://" + socket.localEndpoint().toString()));
    QVERIFY(forwarder);
    const std::string filter = (*forwarder)->captureFilter();
    QVERIFY2(filter.starts_with("(udp and src host 127.0.0.1 and dst host 127.0.0.1 and src port "),
             filter.c_str());
    QVERIFY(filter.find("dst port " + std::to_string(socket.localEndpoint().port)) != std::string::npos);
    auto tcp = Forwarder::create(optionsFor("hep+tcp://127.0.0.1:9"));
    QVERIFY(tcp);
    QCOMPARE((*tcp)->captureFilter(),
             std::string{"(tcp and src host 127.0.0.1 and dst host 127.0.0.1 and dst port 9)"});
}

int main(int argc, char** argv)
{
    tests::support::enterOwnNetwork(argv); // where raw sockets are allowed
    const QCoreApplication application{argc, argv};
    TestForwarder test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_forwarder.moc"
