// SPDX-License-Identifier: GPL-3.0-or-later
// Sources that are added to a running capture and removed from it.
#include "core/capture/hep_listener.h"
#include "core/engine/capture_engine.h"
#include "core/session/session_reader.h"
#include "tests/support/hep_builder.h"
#include "tests/support/temp_session.h"
#include "tests/support/udp_sender.h"

#include <QTest>

#include <algorithm>
#include <thread>

using namespace core;
using namespace core::engine;
using namespace tests::support;
using namespace std::chrono_literals;

namespace {

constexpr int patience = 20'000;

Bytes packet(const std::string& callId)
{
    std::string sip{sampleSip};
    sip.replace(sip.find("sample@"), 6, callId);
    return Hep3Builder{}.usualHeader().text(hep::ChunkType::Payload, sip).build();
}

int addListener(CaptureEngine& engine)
{
    const auto url = capture::parseHepUrl("hep+udp://127.0.0.1:0");
    return engine.addSource(capture::makeHepListener({*url, {}, {}}));
}

/// Of the listener that became ready last.
std::uint16_t newestPort(const CaptureEngine& engine)
{
    const std::string line = engine.progress().readyLines.back();
    return static_cast<std::uint16_t>(std::stoi(line.substr(line.rfind(':') + 1)));
}

UdpSender senderTo(std::uint16_t port)
{
    return UdpSender{{*net::IpAddress::parse("127.0.0.1"), port}};
}

} // namespace

class LiveSourcesTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void nothingOfTheOthersIsLost();
    void whatRunsIsKnown();
    void removingFromSeveralThreads();

private:
    std::unique_ptr<TempSession> m_session;
    std::unique_ptr<CaptureEngine> m_engine;
};

void LiveSourcesTest::init()
{
    m_engine.reset();
    m_session = std::make_unique<TempSession>();
    auto engine = CaptureEngine::create(
        {.session = m_session->path(), .writer = {session::Durability::Live, {}, {}}, .recorder = {}});
    QVERIFY(engine);
    m_engine = std::move(*engine);
}

void LiveSourcesTest::nothingOfTheOthersIsLost()
{
    constexpr int steady = 4'000;
    constexpr int visitors = 12;
    constexpr int ofEach = 10;
    addListener(*m_engine);
    QTRY_COMPARE_WITH_TIMEOUT(m_engine->progress().readyLines.size(), std::size_t{1}, patience);
    const std::string firstLine = m_engine->progress().readyLines.front();
    std::jthread sending{[sender = senderTo(newestPort(*m_engine))] {
        for (int number = 0; number < steady; ++number) {
            (void)sender.send(packet("steady" + std::to_string(number)));
            std::this_thread::sleep_for(200us);
        }
    }};
    for (int visitor = 0; visitor < visitors; ++visitor) {
        const int handle = addListener(*m_engine);
        QTRY_COMPARE_WITH_TIMEOUT(m_engine->progress().readyLines.size(), std::size_t{2}, patience);
        const UdpSender sender = senderTo(newestPort(*m_engine));
        for (int number = 0; number < ofEach; ++number)
            QVERIFY(sender.send(packet("visitor" + std::to_string(visitor) + '-' + std::to_string(number))));
        m_engine->removeSource(handle);
        QCOMPARE(m_engine->progress().readyLines, std::vector<std::string>{firstLine});
        QCOMPARE(m_engine->progress().runningSources, std::size_t{1});
    }
    sending.join();
    const auto all = std::uint64_t{steady + visitors * ofEach};
    QTRY_COMPARE_WITH_TIMEOUT(m_engine->progress().messages, all, patience);
    QVERIFY(m_engine->stop());

    // Each has counters of its own.
    const auto reader = session::SessionReader::open(m_session->path());
    QVERIFY(reader);
    const auto sources = (*reader)->sources();
    QVERIFY(sources);
    QCOMPARE(sources->size(), std::size_t{1 + visitors});
    for (std::size_t i = 0; i < sources->size(); ++i) {
        const session::SourceRow& row = (*sources)[i];
        QCOMPARE(row.received, i == 0 ? std::uint64_t{steady} : std::uint64_t{ofEach});
        QCOMPARE(row.messages, row.received);
        QCOMPARE(row.accounted(), row.received);
        QCOMPARE(row.droppedByKernel + row.droppedByQueue, std::uint64_t{0});
    }
    QCOMPARE((*reader)->progress()->lastCall.value, std::int64_t(all));
}

void LiveSourcesTest::whatRunsIsKnown()
{
    const int first = addListener(*m_engine);
    QTRY_COMPARE_WITH_TIMEOUT(m_engine->progress().running.size(), std::size_t{1}, patience);
    const int second = addListener(*m_engine);
    QTRY_COMPARE_WITH_TIMEOUT(m_engine->progress().running.size(), std::size_t{2}, patience);
    QCOMPARE(m_engine->progress().running,
             (std::vector<RunningSource>{{first, base::SourceId{1}}, {second, base::SourceId{2}}}));
    m_engine->removeSource(first);
    QCOMPARE(m_engine->progress().running, (std::vector<RunningSource>{{second, base::SourceId{2}}}));
    m_engine->removeSource(first); // it has gone
    m_engine->removeSource(4711);
    QVERIFY(!m_engine->waitForSources(50ms));
    QVERIFY(m_engine->stop());
    QVERIFY(m_engine->progress().running.empty());
}

void LiveSourcesTest::removingFromSeveralThreads()
{
    std::vector<int> handles;
    for (int i = 0; i < 8; ++i)
        handles.push_back(addListener(*m_engine));
    QTRY_COMPARE_WITH_TIMEOUT(m_engine->progress().running.size(), handles.size(), patience);
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread)
            threads.emplace_back([this, &handles] {
                for (const int handle : handles)
                    m_engine->removeSource(handle);
            });
        threads.emplace_back([this] { (void)m_engine->stop(); });
    }
    QVERIFY(m_engine->progress().running.empty());
    QCOMPARE(m_engine->progress().runningSources, std::size_t{0});
    QVERIFY(m_engine->progress().isFinished);
}

QTEST_GUILESS_MAIN(LiveSourcesTest)
#include "tst_live_sources.moc"
