// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/capture_engine.h"
#include "core/session/session_reader.h"
#include "tests/support/frame_builder.h"
#include "tests/support/temp_session.h"

#include <QTest>

#include <numeric>

using namespace core;
using namespace core::engine;
using namespace tests::support;
using namespace std::chrono_literals;

namespace {

Bytes optionsFrame(int number)
{
    const std::string message =
        "OPTIONS sip:b@192.0.2.2 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK" +
        std::to_string(number) +
        "\r\nFrom: <sip:a@192.0.2.1>;tag=1\r\nTo: <sip:b@192.0.2.2>\r\nCall-ID: call-" +
        std::to_string(number) + "\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n";
    return ethernet(ip("192.0.2.1", "192.0.2.2", udp(5060, 5060, text(message))));
}

Bytes rtpFrame()
{
    const Bytes header = hex("80 00 00 01 00 00 00 a0 11 22 33 44");
    return ethernet(ip("192.0.2.1", "192.0.2.2", udp(10'000, 20'000, join({header, pattern(160)}))));
}

/// Delivers its frames one batch each, then does what its fields say.
class ScriptedSource : public capture::CaptureSource {
public:
    explicit ScriptedSource(std::vector<Bytes> frames) : m_frames(std::move(frames)) {}

    bool live = false;
    bool staysOpen = false; ///< until it is asked to stop
    std::size_t repeats = 1;
    std::size_t warnings = 0;
    base::Status result;

    [[nodiscard]] bool isLive() const override { return live; }

    base::Status run(std::stop_token stop, capture::FrameSink& sink) override
    {
        const base::SourceId id =
            sink.addSource({live ? capture::SourceKind::Interface : capture::SourceKind::File,
                            "scripted",
                            {},
                            net::LinkType::Ethernet});
        sink.ready(id, "capturing scripted");
        capture::SourceCounters counters;
        for (std::size_t i = 0; i < repeats; ++i) {
            for (const Bytes& bytes : m_frames) {
                net::FrameHeader header;
                header.source = id;
                header.captured = header.arrived = base::Timestamp{std::chrono::seconds{1'700'000'000 + i}};
                header.originalLength = static_cast<std::uint32_t>(bytes.size());
                net::FrameBatch batch;
                batch.append(header, bytes);
                ++counters.received;
                if (!sink.push(std::move(batch)))
                    return {};
            }
        }
        for (std::size_t i = 0; i < warnings; ++i)
            sink.warn(id, {base::ErrorCode::CaptureCorrupt, "scripted", std::to_string(i)});
        sink.report(id, counters);
        while (staysOpen && !stop.stop_requested())
            std::this_thread::sleep_for(5ms);
        return result;
    }

private:
    std::vector<Bytes> m_frames;
};

std::unique_ptr<ScriptedSource> source(std::vector<Bytes> frames)
{
    return std::make_unique<ScriptedSource>(std::move(frames));
}

std::unique_ptr<CaptureEngine> engineFor(const TempSession& session, const RecorderOptions& recorder = {},
                                         std::size_t queueBytes = 64U << 20U)
{
    auto engine = CaptureEngine::create({.session = session.path(),
                                         .writer = {session::Durability::Import, {}, {}},
                                         .recorder = recorder,
                                         .queueBytes = queueBytes});
    if (!engine)
        qFatal("%s", base::describe(engine.error()).c_str());
    return std::move(*engine);
}

session::SourceRow onlySource(const TempSession& session)
{
    const auto reader = session::SessionReader::open(session.path());
    if (!reader)
        qFatal("%s", base::describe(reader.error()).c_str());
    const auto rows = (*reader)->sources();
    return rows && rows->size() == 1 ? rows->front() : session::SourceRow{};
}

std::uint64_t sum(const session::SourceRow& row)
{
    return row.accounted();
}

/// Frames in the file, with the length that is kept of each.
std::vector<std::size_t> storedLengths(const TempSession& session)
{
    std::vector<std::size_t> lengths;
    const auto reader = session::SessionReader::open(session.path());
    if (reader)
        (void)(*reader)->forEachFrame([&](const session::StoredFrame& frame) {
            lengths.push_back(frame.bytes.size());
            return true;
        });
    return lengths;
}

Bytes arpFrame()
{
    return ethernet(hex("00 01 08 00 06 04 00 01"), 0x0806);
}

} // namespace

class CaptureEngineTest : public QObject {
    Q_OBJECT

private slots:
    void framesBecomeASession();
    void sourcesComeAndGo();
    void theMessageLimitEndsEverySource();
    void whatIsNotStoredIsCounted_data();
    void whatIsNotStoredIsCounted();
    void aFileSourceWaitsForRoom();
    void aSourceThatFailsIsTold();
    void warningsAreBounded();
    void stopIsIdempotent();
    void anExistingFileIsRefused();
};

void CaptureEngineTest::framesBecomeASession()
{
    const TempSession session;
    const auto engine = engineFor(session);
    std::vector<std::string> ready;
    engine->setReadyListener([&](const std::string& line) { ready.push_back(line); });
    engine->addSource(source({optionsFrame(1), rtpFrame(), optionsFrame(2)}));
    QVERIFY(engine->waitForSources(10s));
    QVERIFY(engine->stop());
    QCOMPARE(ready, std::vector<std::string>{"capturing scripted"});
    const EngineProgress progress = engine->progress();
    QVERIFY(progress.isFinished);
    QCOMPARE(progress.framesReceived, std::uint64_t{3});
    QCOMPARE(progress.framesStored, std::uint64_t{3});
    QCOMPARE(progress.messages, std::uint64_t{2});
    QCOMPARE(progress.committed.lastMessage.value, 2);
    QCOMPARE(storedLengths(session),
             (std::vector{optionsFrame(1).size(), rtpFrame().size(), optionsFrame(2).size()}));
    QCOMPARE(sum(onlySource(session)), std::uint64_t{3});
}

void CaptureEngineTest::sourcesComeAndGo()
{
    const TempSession session;
    const auto engine = engineFor(session);
    auto first = source({optionsFrame(1)});
    first->staysOpen = true;
    auto second = source({optionsFrame(2)});
    second->staysOpen = true;
    const int handle = engine->addSource(std::move(first));
    engine->addSource(std::move(second));
    QTRY_COMPARE_WITH_TIMEOUT(engine->progress().messages, std::uint64_t{2}, 10'000);
    QCOMPARE(engine->progress().runningSources, std::size_t{2});
    engine->removeSource(handle);
    QCOMPARE(engine->progress().runningSources, std::size_t{1});
    QVERIFY(!engine->waitForSources(10ms));
    engine->addSource(source({optionsFrame(3)}));
    QTRY_COMPARE_WITH_TIMEOUT(engine->progress().messages, std::uint64_t{3}, 10'000);
    QVERIFY(engine->stop());
    QCOMPARE(engine->addSource(source({optionsFrame(4)})), 0); // too late
    QCOMPARE(engine->progress().committed.lastMessage.value, 3);
}

void CaptureEngineTest::theMessageLimitEndsEverySource()
{
    const TempSession session;
    const auto engine = engineFor(session, {.maximumMessages = 5});
    auto endless = source({optionsFrame(1), rtpFrame()});
    endless->repeats = 1'000'000;
    endless->live = true;
    engine->addSource(std::move(endless));
    QVERIFY(engine->waitForSources(20s));
    QVERIFY(engine->stop());
    QCOMPARE(engine->progress().committed.lastMessage.value, 5);
}

void CaptureEngineTest::whatIsNotStoredIsCounted_data()
{
    QTest::addColumn<RecorderOptions>("options");
    QTest::addColumn<std::vector<std::size_t>>("lengths");
    const std::size_t message = optionsFrame(1).size();
    const std::size_t rtp = rtpFrame().size();
    QTest::newRow("everything") << RecorderOptions{} << std::vector{message, rtp, arpFrame().size()};
    QTest::newRow("signalling") << RecorderOptions{.store = StorePolicy::Signalling}
                                << std::vector{message, rtp};
    QTest::newRow("no media") << RecorderOptions{.rtp = RtpPolicy::None}
                              << std::vector{message, arpFrame().size()};
    QTest::newRow("headers of media")
        << RecorderOptions{.rtp = RtpPolicy::Headers} << std::vector{message, rtp - 160, arpFrame().size()};
}

void CaptureEngineTest::whatIsNotStoredIsCounted()
{
    QFETCH(RecorderOptions, options);
    const TempSession session;
    const auto engine = engineFor(session, options);
    engine->addSource(source({optionsFrame(1), rtpFrame(), arpFrame()}));
    QVERIFY(engine->waitForSources(10s));
    QVERIFY(engine->stop());
    QTEST(storedLengths(session), "lengths");
    const session::SourceRow row = onlySource(session);
    QCOMPARE(row.received, std::uint64_t{3});
    QCOMPARE(row.stored, storedLengths(session).size());
    QCOMPARE(sum(row), std::uint64_t{3});

    const session::FrameChoice choice{options.store, options.rtp};
    QVERIFY(row.choice == choice);
    QVERIFY(reindexSession(session.path()));
    QVERIFY(onlySource(session).choice == choice); // not what making it again keeps
}

void CaptureEngineTest::aFileSourceWaitsForRoom()
{
    const TempSession session;
    const auto engine = engineFor(session, {}, 2'000); // room for few batches
    auto file = source({optionsFrame(1)});
    file->repeats = 3'000;
    engine->addSource(std::move(file));
    QVERIFY(engine->waitForSources(20s));
    QVERIFY(engine->stop());
    QCOMPARE(engine->progress().messages, std::uint64_t{3'000});
    QCOMPARE(engine->progress().framesDropped, std::uint64_t{0});
}

void CaptureEngineTest::aSourceThatFailsIsTold()
{
    const TempSession session;
    const auto engine = engineFor(session);
    auto failing = source({optionsFrame(1)});
    failing->result = base::Error{base::ErrorCode::InterfaceVanished, "scripted", {}};
    engine->addSource(std::move(failing));
    QVERIFY(engine->waitForSources(10s));
    QVERIFY(engine->stop()); // the session itself is sound
    QCOMPARE(engine->progress().failures.size(), std::size_t{1});
    QCOMPARE(engine->progress().failures.front().code, base::ErrorCode::InterfaceVanished);
    QCOMPARE(engine->progress().committed.lastMessage.value, 1);
}

void CaptureEngineTest::warningsAreBounded()
{
    const TempSession session;
    const auto engine = engineFor(session);
    auto damaged = source({optionsFrame(1)});
    damaged->warnings = 100'000;
    engine->addSource(std::move(damaged));
    QVERIFY(engine->waitForSources(20s));
    QVERIFY(engine->stop());
    QCOMPARE(engine->progress().warnings.size(), std::size_t{100});
    QCOMPARE(onlySource(session).warnings.size(), std::size_t{100});
}

void CaptureEngineTest::stopIsIdempotent()
{
    const TempSession session;
    const auto engine = engineFor(session);
    auto open = source({optionsFrame(1)});
    open->staysOpen = true;
    engine->addSource(std::move(open));
    QVERIFY(engine->stop());
    QVERIFY(engine->stop());
    QVERIFY(engine->progress().isFinished);
}

void CaptureEngineTest::anExistingFileIsRefused()
{
    const TempSession session;
    session.fill(busyTraffic(1));
    const auto engine = CaptureEngine::create({.session = session.path(), .writer = {}, .recorder = {}});
    QVERIFY(!engine);
    QCOMPARE(engine.error().code, base::ErrorCode::FileExists);
}

QTEST_GUILESS_MAIN(CaptureEngineTest)
#include "tst_capture_engine.moc"
