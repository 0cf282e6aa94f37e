// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/hep_stream_source.h"

#include "tests/support/hep_builder.h"
#include "tests/support/source_runner.h"
#include "tests/support/stream_sender.h"

#include <QSslSocket>
#include <QTcpSocket>
#include <QtTest>

using namespace core;
using namespace core::capture;
using namespace tests::support;
using namespace std::chrono_literals;

namespace {

constexpr int patience = 10'000;

Bytes packet(std::string_view correlation, std::string_view key = "myHep")
{
    return Hep3Builder{}
        .usualHeader()
        .text(hep::ChunkType::AuthenticationKey, key)
        .text(hep::ChunkType::CorrelationId, correlation)
        .text(hep::ChunkType::Payload, sampleSip)
        .build();
}

/// A running listener on a port that the system picked.
struct Listening {
    explicit Listening(std::string_view url, HepAdmission admission = {}, HepStreamLimits limits = {},
                       std::optional<TlsFiles> tls = {})
        : source({parseHepUrl(url).value(), std::move(admission), std::move(tls)}, limits),
          runner(source, sink)
    {
        if (runner.waitUntilReady())
            name = sink.readyLines.front().substr(std::string_view{"listening "}.size());
    }

    [[nodiscard]] quint16 port() const { return parseHepUrl(name).value().endpoint.port; }

    bool waitForFrames(std::size_t count)
    {
        return sink.waitUntil([count](const RecordingSink& s) { return s.frames >= count; });
    }

    bool waitForRefused(std::uint64_t count)
    {
        return sink.waitUntil([count](const RecordingSink& s) { return s.counters.refused >= count; });
    }

    [[nodiscard]] std::uint64_t refused(hep::HepDenial denial) const
    {
        std::uint64_t sum = 0;
        for (const auto& [sender, row] : sink.refusals)
            sum += row.packets[static_cast<std::size_t>(denial)];
        return sum;
    }

    HepStreamSource source;
    RecordingSink sink;
    SourceRunner runner;
    std::string name;
};

void write(QAbstractSocket& socket, std::span<const std::byte> bytes)
{
    socket.write(reinterpret_cast<const char*>(bytes.data()), static_cast<qint64>(bytes.size()));
    while (socket.bytesToWrite() > 0 && socket.waitForBytesWritten(patience)) {
    }
}

bool connectTo(QTcpSocket& socket, const Listening& listening, const char* address = "127.0.0.1")
{
    socket.connectToHost(QString::fromLatin1(address), listening.port());
    return socket.waitForConnected(patience);
}

} // namespace

class TestHepStreamSource : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void receives_data();
    void receives();
    void receivesOverTls();
    void losesNothingOfAnAgentThatNeverReads();
    void joinsWhatComesInParts();
    void keepsWhatIsNoHep();
    void closesWhoBringsOnlyNoise();
    void asksForTheKey();
    void closesWhoIsNotListed();
    void slowClientsDoNotBlockOthers();
    void makesRoomForAgents();
    void limitsOneSender();
    void refusesWhatIsNotTls();
    void deliversWhatWaitsAtTheStop();
    void deliversWhatWaitsAtTheStopOfABusyMachine();
    void saysThatThePortIsTaken();
    void saysThatTheCertificateIsUnusable();

private:
    QTemporaryDir m_data;
};

void TestHepStreamSource::initTestCase()
{
    qputenv("XDG_DATA_HOME", m_data.path().toUtf8());
}

void TestHepStreamSource::receives_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("sendTo");
    QTest::newRow("IPv4") << QByteArray{"hep+tcp://127.0.0.1:0"} << QByteArray{"127.0.0.1"};
    QTest::newRow("IPv6") << QByteArray{"hep+tcp://[::1]:0"} << QByteArray{"::1"};
    QTest::newRow("dual stack, IPv6") << QByteArray{"hep+tcp://[::]:0"} << QByteArray{"::1"};
    QTest::newRow("dual stack, IPv4") << QByteArray{"hep+tcp://[::]:0"} << QByteArray{"127.0.0.1"};
}

void TestHepStreamSource::receives()
{
    QFETCH(QByteArray, url);
    QFETCH(QByteArray, sendTo);
    Listening listening{url.toStdString()};
    if (listening.name.empty() && url.contains('['))
        QSKIP("this machine has no IPv6 loopback");
    QVERIFY(listening.name.starts_with(url.chopped(1).toStdString()) && !listening.name.ends_with(":0"));
    QTcpSocket socket;
    QVERIFY(connectTo(socket, listening, sendTo.constData()));
    const base::Timestamp before = std::chrono::system_clock::now();
    const Bytes first = packet("one");
    write(socket, first);
    write(socket, packet("two"));
    QVERIFY(listening.waitForFrames(2));
    QVERIFY(listening.runner.stop().has_value());
    const auto& batch = listening.sink.batches.front();
    const auto& frame = batch.frames.front();
    QCOMPARE(toText(batch.bytesOf(frame)), toText(first));
    QCOMPARE(frame.link, net::LinkType::Hep);
    QCOMPARE(frame.senderTransport, net::Transport::Tcp);
    QCOMPARE(QByteArray::fromStdString(frame.sender.address.toString()), sendTo);
    QCOMPARE(frame.sender.port, socket.localPort());
    QCOMPARE(base::formatEpoch(frame.captured), std::string{"1760000000.123456000"});
    QVERIFY(frame.arrived >= before);
    QCOMPARE(listening.sink.sources.at(0).name, listening.name);
    QCOMPARE(listening.sink.counters.received, std::uint64_t{2});
}

void TestHepStreamSource::receivesOverTls()
{
    Listening listening{"hep+tls://127.0.0.1:0"};
    QVERIFY(listening.name.starts_with("hep+tls://127.0.0.1:"));
    // An agent that pins the certificate which the listener has made for itself.
    const auto files = ownTlsFiles(m_data.path().toStdString() + "/rhapsode");
    QVERIFY(files.has_value());
    QSslSocket socket;
    QSslConfiguration configuration = socket.sslConfiguration();
    configuration.setCaCertificates(
        QSslCertificate::fromPath(QString::fromStdString(files->certificate.string())));
    socket.setSslConfiguration(configuration);
    socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), listening.port());
    QVERIFY2(socket.waitForEncrypted(patience), qPrintable(socket.errorString()));
    for (int i = 0; i < 500; ++i)
        write(socket, packet(std::to_string(i)));
    QVERIFY(listening.waitForFrames(500));
    QVERIFY(listening.runner.stop().has_value());
    QCOMPARE(listening.sink.frames, std::size_t{500});
    QCOMPARE(listening.sink.batches[0].frames[0].senderTransport, net::Transport::Tls);
}

void TestHepStreamSource::losesNothingOfAnAgentThatNeverReads()
{
    constexpr std::size_t count = 5'000;
    Listening listening{"hep+tls://127.0.0.1:0"};
    {
        StreamSender sender{parseHepUrl(listening.name).value().endpoint, true};
        QVERIFY(sender.isConnected());
        for (std::size_t i = 0; i < count; ++i)
            QVERIFY(sender.send(packet(std::to_string(i))));
    }
    QVERIFY(listening.waitForFrames(count));
    QVERIFY(listening.runner.stop().has_value());
    QCOMPARE(listening.sink.frames, count);
}

void TestHepStreamSource::joinsWhatComesInParts()
{
    Listening listening{"hep+tcp://127.0.0.1:0"};
    QTcpSocket socket;
    QVERIFY(connectTo(socket, listening));
    socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    const Bytes whole = packet("parts");
    for (std::size_t at = 0; at < whole.size(); at += 10)
        write(socket, std::span{whole}.subspan(at, std::min<std::size_t>(10, whole.size() - at)));
    QVERIFY(listening.waitForFrames(1));
    QVERIFY(listening.runner.stop().has_value());
    QCOMPARE(listening.sink.frames, std::size_t{1});
    const auto& batch = listening.sink.batches.front();
    QCOMPARE(toText(batch.bytesOf(batch.frames.front())), toText(whole));
}

void TestHepStreamSource::keepsWhatIsNoHep()
{
    Listening listening{"hep+tcp://127.0.0.1:0"};
    QTcpSocket socket;
    QVERIFY(connectTo(socket, listening));
    write(socket, packet("one"));
    write(socket, toBytes("garbage"));
    write(socket, packet("two"));
    QVERIFY(listening.waitForFrames(3));
    // What the connection breaks off in is kept as well.
    const Bytes cut = packet("three");
    write(socket, std::span{cut}.first(100));
    socket.disconnectFromHost();
    QVERIFY(listening.waitForFrames(4));
    QVERIFY(listening.runner.stop().has_value());
    std::vector<std::string> texts;
    for (const auto& batch : listening.sink.batches) {
        for (const auto& frame : batch.frames)
            texts.push_back(toText(batch.bytesOf(frame)));
    }
    QCOMPARE(texts.at(1), std::string{"garbage"});
    QCOMPARE(texts.at(2), toText(packet("two")));
    QCOMPARE(texts.at(3), toText(std::span{cut}.first(100)));
}

void TestHepStreamSource::closesWhoBringsOnlyNoise()
{
    Listening listening{"hep+tcp://127.0.0.1:0", {}, {.garbage = 100'000}};
    QTcpSocket socket;
    QVERIFY(connectTo(socket, listening));
    const Bytes noise(300'000, std::byte{'x'});
    write(socket, noise);
    QVERIFY(socket.state() == QAbstractSocket::UnconnectedState || socket.waitForDisconnected(patience));
    QVERIFY(listening.waitForRefused(1));
    QVERIFY(listening.runner.stop().has_value());
    QCOMPARE(listening.refused(hep::HepDenial::NotHep), std::uint64_t{1});
    QVERIFY(listening.sink.frames >= 1);
}

void TestHepStreamSource::asksForTheKey()
{
    Listening listening{"hep+tcp://127.0.0.1:0", {.key = "myHep", .allowed = {}}};
    QTcpSocket socket;
    QVERIFY(connectTo(socket, listening));
    write(socket, packet("wrong", "myhep"));
    write(socket, packet("right"));
    write(socket, packet("none", ""));
    write(socket, packet("right"));
    QVERIFY(listening.waitForFrames(2));
    QVERIFY(listening.runner.stop().has_value());
    QCOMPARE(listening.sink.counters.received, std::uint64_t{4});
    QCOMPARE(listening.refused(hep::HepDenial::KeyWrong), std::uint64_t{1});
    QCOMPARE(listening.refused(hep::HepDenial::KeyMissing), std::uint64_t{1});
}

void TestHepStreamSource::closesWhoIsNotListed()
{
    Listening listening{"hep+tcp://127.0.0.1:0",
                        {.key = {}, .allowed = {net::IpNetwork::parse("192.0.2.0/24").value()}}};
    QTcpSocket socket;
    QVERIFY(connectTo(socket, listening));
    QVERIFY(socket.state() == QAbstractSocket::UnconnectedState || socket.waitForDisconnected(patience));
    QVERIFY(listening.waitForRefused(1));
    QVERIFY(listening.runner.stop().has_value());
    QCOMPARE(listening.refused(hep::HepDenial::SenderNotAllowed), std::uint64_t{1});
    QCOMPARE(listening.sink.frames, std::size_t{0});
}

void TestHepStreamSource::slowClientsDoNotBlockOthers()
{
    Listening listening{"hep+tcp://127.0.0.1:0", {}, {.firstPacket = 700ms, .restOfPacket = 700ms}};
    QTcpSocket silent;
    QTcpSocket slow;
    QTcpSocket agent;
    QVERIFY(connectTo(silent, listening) && connectTo(slow, listening) && connectTo(agent, listening));
    const Bytes half = packet("half");
    write(slow, packet("slow"));
    write(slow, std::span{half}.first(50));
    for (int i = 0; i < 100; ++i)
        write(agent, packet("quick"));
    QVERIFY(listening.waitForFrames(101));
    // Their time is up, the agent's is not.
    QVERIFY(silent.state() == QAbstractSocket::UnconnectedState || silent.waitForDisconnected(patience));
    QVERIFY(slow.state() == QAbstractSocket::UnconnectedState || slow.waitForDisconnected(patience));
    write(agent, packet("quick"));
    QVERIFY(listening.waitForFrames(103)); // and the half one
    QVERIFY(listening.runner.stop().has_value());
    QCOMPARE(listening.refused(hep::HepDenial::TooSlow), std::uint64_t{2});
}

void TestHepStreamSource::makesRoomForAgents()
{
    Listening listening{"hep+tcp://127.0.0.1:0", {}, {.connections = 4, .connectionsPerSender = 100}};
    std::array<QTcpSocket, 4> silent;
    for (QTcpSocket& socket : silent)
        QVERIFY(connectTo(socket, listening));
    QTcpSocket agent;
    QVERIFY(connectTo(agent, listening));
    write(agent, packet("agent"));
    QVERIFY(listening.waitForFrames(1));
    QVERIFY(listening.waitForRefused(1));
    QVERIFY(silent[0].state() == QAbstractSocket::UnconnectedState ||
            silent[0].waitForDisconnected(patience));
    QVERIFY(listening.runner.stop().has_value());
    QCOMPARE(listening.refused(hep::HepDenial::TooManyConnections), std::uint64_t{1});
}

void TestHepStreamSource::limitsOneSender()
{
    Listening listening{"hep+tcp://127.0.0.1:0", {}, {.connectionsPerSender = 2}};
    std::array<QTcpSocket, 3> sockets;
    for (QTcpSocket& socket : sockets)
        QVERIFY(connectTo(socket, listening));
    QVERIFY(listening.waitForRefused(1));
    QVERIFY(sockets[2].state() == QAbstractSocket::UnconnectedState ||
            sockets[2].waitForDisconnected(patience));
    write(sockets[0], packet("first"));
    QVERIFY(listening.waitForFrames(1));
}

void TestHepStreamSource::refusesWhatIsNotTls()
{
    Listening listening{"hep+tls://127.0.0.1:0"};
    QTcpSocket socket;
    QVERIFY(connectTo(socket, listening));
    write(socket, packet("in clear"));
    QVERIFY(listening.waitForRefused(1));
    QVERIFY(listening.runner.stop().has_value());
    QCOMPARE(listening.refused(hep::HepDenial::TlsFailed), std::uint64_t{1});
    QCOMPARE(listening.sink.frames, std::size_t{0});
}

void TestHepStreamSource::deliversWhatWaitsAtTheStop()
{
    Listening listening{"hep+tcp://127.0.0.1:0"};
    QTcpSocket socket;
    QVERIFY(connectTo(socket, listening));
    write(socket, packet("first"));
    QVERIFY(listening.waitForFrames(1));
    for (int i = 0; i < 200; ++i)
        write(socket, packet("late"));
    QVERIFY(listening.runner.stop().has_value());
    QVERIFY2(listening.runner.stopDuration < 1s,
             qPrintable(QString::number(listening.runner.stopDuration.count())));
    QCOMPARE(listening.sink.frames, std::size_t{201});
}

void TestHepStreamSource::deliversWhatWaitsAtTheStopOfABusyMachine()
{
    constexpr std::size_t count = 150;
    Listening listening{"hep+tcp://127.0.0.1:0"};
    const Bytes large = packet(std::string(20'000, 'c'));
    QTcpSocket socket;
    QVERIFY(connectTo(socket, listening));
    write(socket, packet("first"));
    QVERIFY(listening.waitForFrames(1));
    // Each batch of these takes longer than a stop may wait for silence.
    listening.sink.pushTakes = 150ms;
    for (std::size_t i = 0; i < count; ++i)
        write(socket, large);
    QVERIFY(listening.runner.stop().has_value());
    QCOMPARE(listening.sink.frames, count + 1);
}

void TestHepStreamSource::saysThatThePortIsTaken()
{
    Listening first{"hep+tcp://127.0.0.1:0"};
    HepStreamSource second{{parseHepUrl(first.name).value(), {}, {}}};
    RecordingSink sink;
    const base::Status status = second.run({}, sink);
    QVERIFY(!status.has_value());
    QCOMPARE(status.error().code, base::ErrorCode::AddressInUse);
    QCOMPARE(status.error().subject, first.name);
    HepStreamSource elsewhere{{parseHepUrl("hep+tcp://192.0.2.1:9060").value(), {}, {}}};
    QCOMPARE(elsewhere.run({}, sink).error().code, base::ErrorCode::AddressUnavailable);
}

void TestHepStreamSource::saysThatTheCertificateIsUnusable()
{
    const auto files = ownTlsFiles(m_data.path().toStdString() + "/rhapsode");
    QVERIFY(files.has_value());
    QTemporaryFile noCertificate;
    QVERIFY(noCertificate.open());
    noCertificate.write("nothing");
    noCertificate.close();
    RecordingSink sink;
    const auto errorOf = [&sink](TlsFiles tls) {
        HepStreamSource source{{parseHepUrl("hep+tls://127.0.0.1:0").value(), {}, std::move(tls)}};
        return source.run({}, sink).error();
    };
    QCOMPARE(errorOf({"/nonexistent.pem", files->key}).code, base::ErrorCode::FileNotFound);
    QCOMPARE(errorOf({noCertificate.fileName().toStdString(), files->key}).code,
             base::ErrorCode::CertificateUnusable);
    QCOMPARE(errorOf({files->certificate, noCertificate.fileName().toStdString()}).code,
             base::ErrorCode::CertificateUnusable);
}

QTEST_GUILESS_MAIN(TestHepStreamSource)
#include "tst_hep_stream_source.moc"
