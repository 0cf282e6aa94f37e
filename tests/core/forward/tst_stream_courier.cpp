// SPDX-License-Identifier: GPL-3.0-or-later
// HEP over TCP and TLS to a collector that comes, goes and dawdles.
#include "core/forward/stream_courier.h"

#include "core/forward/forwarder.h"
#include "core/hep/hep_decoder.h"
#include "tests/core/forward/sample_message.h"
#include "tests/support/hep_collector.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>
#include <set>

using namespace core::forward;
using namespace std::chrono_literals;
using namespace tests::forward;
using core::base::ErrorCode;
using tests::support::HepCollector;
using Security = tests::support::HepCollector::Security;

Q_DECLARE_METATYPE(tests::support::HepCollector::Security)

namespace {

ForwardOptions optionsFor(Security security, std::uint16_t port)
{
    ForwardOptions options;
    options.url = {security == Security::Tls ? Protocol::Hep3Tls : Protocol::Hep3Tcp, "127.0.0.1", port};
    return options;
}

/// A message that can be told from others.
std::string numbered(int number)
{
    std::string text{tests::support::sampleSip};
    const auto place = text.find("sample@");
    return text.replace(place, 6, "number-" + std::to_string(number));
}

/// The payloads that arrived, in order.
std::vector<std::string> payloads(const HepCollector& collector)
{
    std::vector<std::string> texts;
    for (const auto& bytes : collector.packets()) {
        const auto packet = core::hep::decodeHep(bytes).packet;
        texts.push_back(packet ? tests::support::toText(packet->payload) : std::string{"no HEP"});
    }
    return texts;
}

std::vector<std::string> numberedUpTo(int count)
{
    std::vector<std::string> texts;
    for (int i = 0; i < count; ++i)
        texts.push_back(numbered(i));
    return texts;
}

std::uint64_t countOf(const ForwardCounters& counters, NotSent reason)
{
    return counters.notSent[static_cast<std::size_t>(reason)];
}

} // namespace

class TestStreamCourier : public QObject {
    Q_OBJECT

private slots:
    void everythingArrives_data();
    void everythingArrives();
    void connectsAgainWhenTheCollectorCloses_data();
    void connectsAgainWhenTheCollectorCloses();
    void waitsForACollectorThatComesLater();
    void givesUpACollectorThatNeverComes();
    void slowCollectorCostsOnlyItsOwnMessages();
    void collectorThatNeverReadsIsGivenUp();
    void knownCertificateIsAccepted();
    void unknownCertificateIsReported();
    void unknownCertificateIsRefusedOnRequest();
    void endsAtOnceWhenDestroyed();
};

void TestStreamCourier::everythingArrives_data()
{
    QTest::addColumn<Security>("security");
    QTest::newRow("TCP") << Security::None;
    QTest::newRow("TLS") << Security::Tls;
}

void TestStreamCourier::everythingArrives()
{
    QFETCH(Security, security);
    HepCollector collector{security};
    ForwardOptions options = optionsFor(security, collector.port());
    options.identity = {"secret", 7, "edge"};
    auto forwarder = Forwarder::create(options);
    QVERIFY(forwarder);
    constexpr int count = 2000;
    for (int i = 0; i < count; ++i)
        (*forwarder)->offer(sampleMessage(numbered(i)));
    // One that does not fit into a TLS record.
    (*forwarder)->offer(sampleMessage(std::string(60'000, 'x')));
    (*forwarder)->finish(5s);
    QCOMPARE((*forwarder)->counters().toString(), std::string{"sent 2001 not sent 0"});
    QVERIFY(collector.waitForPackets(count + 1));
    std::vector<std::string> expected = numberedUpTo(count);
    expected.emplace_back(60'000, 'x');
    QVERIFY(payloads(collector) == expected);
    const auto bytes = collector.packets().front();
    const auto packet = core::hep::decodeHep(bytes).packet.value();
    QCOMPARE(packet.path, sampleMessage().path);
    QCOMPARE(packet.captureId, 7U);
    QCOMPARE(packet.agentName, std::string_view{"edge"});
    QCOMPARE(packet.authenticationKey, std::string_view{"secret"});
    QCOMPARE(packet.correlationId, std::string_view{"sample@192.0.2.1"});
    QCOMPARE(collector.connections(), std::size_t{1});
}

void TestStreamCourier::connectsAgainWhenTheCollectorCloses_data()
{
    everythingArrives_data();
}

void TestStreamCourier::connectsAgainWhenTheCollectorCloses()
{
    QFETCH(Security, security);
    HepCollector collector{security};
    std::mutex mutex;
    std::vector<bool> changes;
    ForwardOptions options = optionsFor(security, collector.port());
    options.listener = [&](const ConnectionChange& change) {
        const std::lock_guard lock{mutex};
        changes.push_back(change.isConnected);
    };
    auto forwarder = Forwarder::create(options);
    QVERIFY(forwarder);
    collector.closeAfter(10);
    for (int i = 0; i < 10; ++i)
        (*forwarder)->offer(sampleMessage(numbered(i)));
    QVERIFY(collector.waitForPackets(10));
    const auto hasNoticed = [&] {
        const std::lock_guard lock{mutex};
        return changes.size() >= 2;
    };
    QTRY_VERIFY_WITH_TIMEOUT(hasNoticed(), 5000);
    for (int i = 10; i < 20; ++i)
        (*forwarder)->offer(sampleMessage(numbered(i)));
    (*forwarder)->finish(10s);
    QVERIFY(collector.waitForPackets(20));
    QVERIFY(payloads(collector) == numberedUpTo(20));
    QCOMPARE(collector.connections(), std::size_t{2});
    QCOMPARE((*forwarder)->counters().toString(), std::string{"sent 20 not sent 0"});
    QCOMPARE(changes, (std::vector{true, false, true}));
}

void TestStreamCourier::waitsForACollectorThatComesLater()
{
    const std::uint16_t port = HepCollector{Security::None}.port();
    auto forwarder = Forwarder::create(optionsFor(Security::None, port));
    QVERIFY(forwarder);
    for (int i = 0; i < 10; ++i)
        (*forwarder)->offer(sampleMessage(numbered(i)));
    QTest::qWait(300);
    HepCollector collector{Security::None, port};
    (*forwarder)->finish(10s);
    QVERIFY(collector.waitForPackets(10));
    QVERIFY(payloads(collector) == numberedUpTo(10));
}

void TestStreamCourier::givesUpACollectorThatNeverComes()
{
    const std::uint16_t port = HepCollector{Security::None}.port();
    ForwardOptions options = optionsFor(Security::None, port);
    options.queueBytes = 2000; // room for two
    options.patience = 300ms;
    auto forwarder = Forwarder::create(options);
    QVERIFY(forwarder);
    QElapsedTimer timer;
    timer.start();
    int accepted = 0;
    while ((*forwarder)->put(sampleMessage(), {}))
        ++accepted;
    QVERIFY(accepted < 5);
    QVERIFY(timer.elapsed() < 5000);
    (*forwarder)->finish(300ms);
    const ForwardCounters counters = (*forwarder)->counters();
    QCOMPARE(counters.sent, std::uint64_t{0});
    QCOMPARE(countOf(counters, NotSent::Unreachable), counters.taken);
    QCOMPARE(counters.taken, static_cast<std::uint64_t>(accepted) + 1);
}

void TestStreamCourier::slowCollectorCostsOnlyItsOwnMessages()
{
    HepCollector collector{Security::None};
    collector.setReading(false);
    ForwardOptions options = optionsFor(Security::None, collector.port());
    options.queueBytes = 1U << 20U;
    auto forwarder = Forwarder::create(options);
    QVERIFY(forwarder);
    const std::string large(50'000, 'x');
    QElapsedTimer timer;
    timer.start();
    constexpr std::uint64_t count = 1000; // 50 MB, more than all buffers hold
    for (std::uint64_t i = 0; i < count; ++i)
        (*forwarder)->offer(sampleMessage(large));
    QVERIFY2(timer.elapsed() < 2000, "offering waited for the collector");
    QVERIFY(countOf((*forwarder)->counters(), NotSent::QueueFull) > 0);
    collector.setReading(true);
    (*forwarder)->finish(10s);
    const ForwardCounters counters = (*forwarder)->counters();
    QCOMPARE(counters.taken, count);
    QCOMPARE(counters.sent + countOf(counters, NotSent::QueueFull), count);
    QVERIFY(collector.waitForPackets(counters.sent));
    QTest::qWait(50);
    QCOMPARE(collector.packets().size(), counters.sent);
}

void TestStreamCourier::collectorThatNeverReadsIsGivenUp()
{
    HepCollector collector{Security::None};
    collector.setReading(false);
    auto forwarder = Forwarder::create(optionsFor(Security::None, collector.port()));
    QVERIFY(forwarder);
    const std::string large(60'000, 'x');
    for (int i = 0; i < 400; ++i)
        (*forwarder)->offer(sampleMessage(large));
    QElapsedTimer timer;
    timer.start();
    (*forwarder)->finish(500ms);
    QVERIFY(timer.elapsed() < 5000);
    const ForwardCounters counters = (*forwarder)->counters();
    QVERIFY(countOf(counters, NotSent::Unreachable) > 0);
    QCOMPARE(counters.sent + counters.notSentTotal(), counters.taken);
    // What counts as sent is there, and nothing comes after it.
    collector.setReading(true);
    QVERIFY(collector.waitForPackets(counters.sent));
    QTest::qWait(50);
    QCOMPARE(collector.packets().size(), counters.sent);
}

void TestStreamCourier::knownCertificateIsAccepted()
{
    HepCollector collector{Security::Tls};
    const QTemporaryDir folder;
    ForwardOptions options = optionsFor(Security::Tls, collector.port());
    options.authorityFile = folder.filePath("authority.pem").toStdString();
    std::ofstream{options.authorityFile} << collector.certificate();
    std::vector<ConnectionChange> changes;
    options.listener = [&changes](const ConnectionChange& change) { changes.push_back(change); };
    auto forwarder = Forwarder::create(options);
    QVERIFY(forwarder);
    (*forwarder)->offer(sampleMessage());
    (*forwarder)->finish(5s);
    QVERIFY(collector.waitForPackets(1));
    QCOMPARE(changes.size(), std::size_t{1});
    QVERIFY(changes.front().isConnected && !changes.front().error);
}

void TestStreamCourier::unknownCertificateIsReported()
{
    HepCollector collector{Security::Tls};
    ForwardOptions options = optionsFor(Security::Tls, collector.port());
    std::vector<ConnectionChange> changes;
    options.listener = [&changes](const ConnectionChange& change) { changes.push_back(change); };
    auto forwarder = Forwarder::create(options);
    QVERIFY(forwarder);
    (*forwarder)->offer(sampleMessage());
    (*forwarder)->finish(5s);
    QVERIFY(collector.waitForPackets(1));
    QCOMPARE(changes.size(), std::size_t{1});
    QVERIFY(changes.front().isConnected && changes.front().error);
    QCOMPARE(changes.front().error->code, ErrorCode::CertificateNotVerified);
}

void TestStreamCourier::unknownCertificateIsRefusedOnRequest()
{
    HepCollector collector{Security::Tls};
    const QTemporaryDir folder;
    ForwardOptions options = optionsFor(Security::Tls, collector.port());
    options.authorityFile = folder.filePath("authority.pem").toStdString();
    std::ofstream{options.authorityFile} << tests::support::makeTlsIdentity().certificate;
    auto forwarder = Forwarder::create(options);
    QVERIFY(forwarder);
    (*forwarder)->offer(sampleMessage());
    (*forwarder)->finish(500ms);
    QCOMPARE((*forwarder)->counters().toString(), std::string{"sent 0 not sent 1 (no connection 1)"});
    QVERIFY(collector.packets().empty());
}

void TestStreamCourier::endsAtOnceWhenDestroyed()
{
    HepCollector collector{Security::None};
    collector.setReading(false);
    auto forwarder = Forwarder::create(optionsFor(Security::None, collector.port()));
    QVERIFY(forwarder);
    for (int i = 0; i < 400; ++i)
        (*forwarder)->offer(sampleMessage(std::string(60'000, 'x')));
    QElapsedTimer timer;
    timer.start();
    forwarder->reset();
    QVERIFY(timer.elapsed() < 2000);
}

QTEST_GUILESS_MAIN(TestStreamCourier)
#include "tst_stream_courier.moc"
