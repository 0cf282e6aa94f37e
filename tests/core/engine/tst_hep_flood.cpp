// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/hep_listener.h"
#include "core/engine/capture_engine.h"
#include "core/session/session_reader.h"
#include "tests/support/hep_builder.h"
#include "tests/support/stream_sender.h"
#include "tests/support/udp_sender.h"

#include <QtTest>
#include <fstream>
#include <functional>
#include <memory>
#include <random>
#include <thread>
#include <unistd.h>

using namespace core;
using namespace core::engine;
using namespace tests::support;

namespace {

constexpr std::size_t junkPerSecond = 50'000;
constexpr std::size_t junkPerValid = 50;
/// What the process may grow by: the queues of the engine (88 MiB), blocks and batches on their way into the
/// file, and the tables, however long the flood lasts.
constexpr std::size_t growthBound = std::size_t{384} << 20U;

/// How many random and mutated packets; the environment may ask for the full million.
std::size_t floodSize()
{
    const int asked = qEnvironmentVariableIntValue("RHAPSODE_FLOOD");
    return asked > 0 ? static_cast<std::size_t>(asked) : 100'000;
}

std::size_t residentBytes()
{
    std::ifstream file{"/proc/self/statm"};
    std::size_t total = 0;
    std::size_t resident = 0;
    file >> total >> resident;
    return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

std::string callId(std::size_t number)
{
    return "valid-" + std::to_string(number) + "@flood";
}

Bytes validPacket(std::size_t number)
{
    std::string sip{sampleSip};
    sip.replace(sip.find("sample@192.0.2.1"), 16, callId(number));
    return Hep3Builder{}.usualHeader().text(hep::ChunkType::Payload, sip).build();
}

/// Random bytes, random bytes that begin like HEP, or a packet with some bytes changed.
class JunkMaker {
public:
    const Bytes& next()
    {
        m_junk.clear();
        switch (m_random() % 3) {
        case 0:
            fill(1 + m_random() % 200);
            break;
        case 1:
            m_junk = toBytes("HEP3");
            fill(2 + m_random() % 200);
            break;
        default:
            m_junk = m_valid;
            for (std::size_t changes = 1 + m_random() % 5; changes > 0; --changes)
                m_junk[m_random() % m_junk.size()] = static_cast<std::byte>(m_random());
        }
        return m_junk;
    }

private:
    void fill(std::size_t count)
    {
        for (; count > 0; --count)
            m_junk.push_back(static_cast<std::byte>(m_random()));
    }

    std::mt19937 m_random{20'260};
    Bytes m_valid = validPacket(0);
    Bytes m_junk;
};

struct Flood {
    std::size_t valid = 0;
    std::size_t notTaken = 0; ///< by the sender's own system
    double seconds = 0;
};

/// Sends junk with a valid packet after every fifty.
Flood flood(const std::function<bool(std::span<const std::byte>)>& send)
{
    using Clock = std::chrono::steady_clock;
    JunkMaker maker;
    Flood sent;
    const auto start = Clock::now();
    for (std::size_t i = 1; i <= floodSize(); ++i) {
        sent.notTaken += send(maker.next()) ? 0U : 1U;
        if (i % junkPerValid != 0)
            continue;
        sent.notTaken += send(validPacket(++sent.valid)) ? 0U : 1U;
        std::this_thread::sleep_until(start + std::chrono::microseconds{i * 1'000'000 / junkPerSecond});
    }
    sent.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    return sent;
}

Flood floodListener(const capture::HepUrl& url)
{
    if (url.transport == net::Transport::Udp) {
        const UdpSender sender{url.endpoint};
        return flood([&sender](std::span<const std::byte> bytes) { return sender.send(bytes); });
    }
    StreamSender sender{url.endpoint, url.transport == net::Transport::Tls};
    if (!sender.isConnected())
        return {.notTaken = floodSize()};
    return flood([&sender](std::span<const std::byte> bytes) { return sender.send(bytes); });
}

bool isIn(const std::filesystem::path& session, const std::string& call)
{
    auto reader = session::SessionReader::open(session);
    return reader && (*reader)->findCall(call).has_value();
}

std::size_t countFound(const std::filesystem::path& session, std::size_t valid)
{
    auto reader = session::SessionReader::open(session);
    if (!reader)
        return 0;
    std::size_t found = 0;
    for (std::size_t i = 1; i <= valid; ++i)
        found += (*reader)->findCall(callId(i)).has_value() ? 1U : 0U;
    return found;
}

} // namespace

class TestHepFlood : public QObject {
    Q_OBJECT

private slots:
    void losesNoValidMessageAndStaysBounded_data();
    void losesNoValidMessageAndStaysBounded();
};

void TestHepFlood::losesNoValidMessageAndStaysBounded_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::newRow("UDP") << QByteArray{"hep+udp://127.0.0.1:0"};
    QTest::newRow("TCP") << QByteArray{"hep+tcp://127.0.0.1:0"};
    QTest::newRow("TLS") << QByteArray{"hep+tls://127.0.0.1:0"};
}

void TestHepFlood::losesNoValidMessageAndStaysBounded()
{
    QFETCH(QByteArray, url);
    const QTemporaryDir folder;
    qputenv("XDG_DATA_HOME", folder.path().toLocal8Bit()); // for the certificate of our own
    const std::filesystem::path path = folder.path().toStdString() + "/flood.rhapsode";
    auto engine = CaptureEngine::create({.session = path, .writer = {}, .recorder = {}});
    QVERIFY(engine.has_value());
    const auto asked = capture::parseHepUrl(url.toStdString());
    (*engine)->addSource(capture::makeHepListener({asked.value(), {}, {}}));
    QTRY_VERIFY_WITH_TIMEOUT(!(*engine)->progress().readyLines.empty(), 10'000);
    if (!(*engine)->progress().warnings.empty())
        QSKIP("the system grants only a small receive buffer");
    const std::string line = (*engine)->progress().readyLines.front();
    const auto real = capture::parseHepUrl(line.substr(std::string_view{"listening "}.size())).value();

    const std::size_t before = residentBytes();
    const Flood sent = floodListener(real);
    QCOMPARE(sent.notTaken, std::size_t{0});
    QTRY_VERIFY_WITH_TIMEOUT(isIn(path, callId(sent.valid)), 60'000);
    const std::size_t after = residentBytes();
    const std::size_t grown = after > before ? after - before : 0;
    QVERIFY((*engine)->stop().has_value());
    QCOMPARE((*engine)->progress().framesDropped, std::uint64_t{0});
    const std::size_t lost = sent.valid - countFound(path, sent.valid);
    qInfo("%zu junk packets and %zu valid ones in %.1f s; %zu MiB more memory, %zu valid ones lost",
          floodSize(), sent.valid, sent.seconds, grown >> 20U, lost);
    QVERIFY(grown < growthBound);
    QCOMPARE(lost, std::size_t{0});
}

QTEST_GUILESS_MAIN(TestHepFlood)
#include "tst_hep_flood.moc"
