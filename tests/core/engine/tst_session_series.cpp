// SPDX-License-Identifier: GPL-3.0-or-later
// Rolling: a capture that goes on in the next session.
#include "core/engine/capture_engine.h"
#include "core/session/primary.h"
#include "core/session/session_reader.h"
#include "tests/support/frame_builder.h"
#include "tests/support/temp_session.h"

#include <QTest>

#include <atomic>
#include <fstream>
#include <set>

using namespace core;
using namespace core::engine;
using namespace tests::support;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

std::string request(const std::string& method, const std::string& callId, int number)
{
    return method + " sip:b@192.0.2.2 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK" + callId +
           std::to_string(number) +
           "\r\nFrom: <sip:a@192.0.2.1>;tag=1\r\nTo: <sip:b@192.0.2.2>\r\nCall-ID: " + callId +
           "\r\nCSeq: " + std::to_string(number) + " " + method + "\r\nContent-Length: 0\r\n\r\n";
}

Bytes frameOf(const std::string& message)
{
    return ethernet(ip("192.0.2.1", "192.0.2.2", udp(5060, 5060, text(message))));
}

Bytes segmentOf(const std::string& piece, std::uint32_t sequence)
{
    return ethernet(ip("192.0.2.1", "192.0.2.2", tcp(40'000, 5060, sequence, text(piece))));
}

/// A live source that delivers each frame as a batch of its own, with time for a commit after each `pause`.
class LiveSource : public capture::CaptureSource {
public:
    LiveSource(std::vector<Bytes> frames, std::size_t framesPerPause, std::chrono::milliseconds pause)
        : m_frames(std::move(frames)), m_framesPerPause(framesPerPause), m_pause(pause)
    {
    }

    [[nodiscard]] bool isLive() const override { return true; }

    base::Status run(std::stop_token, capture::FrameSink& sink) override
    {
        const base::SourceId id =
            sink.addSource({capture::SourceKind::Interface, "live", {}, net::LinkType::Ethernet});
        capture::SourceCounters counters;
        for (std::size_t i = 0; i < m_frames.size(); ++i) {
            net::FrameHeader header;
            header.source = id;
            header.captured = header.arrived = base::Timestamp{std::chrono::seconds{1'700'000'000 + i}};
            header.originalLength = static_cast<std::uint32_t>(m_frames[i].size());
            net::FrameBatch batch;
            batch.append(header, m_frames[i]);
            static_cast<void>(sink.push(std::move(batch)));
            // Sums since the start, as sources count.
            counters.received = i + 1;
            counters.droppedByKernel = (i + 1) * 2;
            sink.report(id, counters);
            if ((i + 1) % m_framesPerPause == 0)
                std::this_thread::sleep_for(m_pause);
        }
        return {};
    }

private:
    std::vector<Bytes> m_frames;
    std::size_t m_framesPerPause;
    std::chrono::milliseconds m_pause;
};

struct Capture {
    explicit Capture(SessionLimits limits, std::uint64_t maximumMessages = 0)
    {
        auto made = CaptureEngine::create(
            {.session = session.path(),
             .writer = {session::Durability::Live, {}, {}},
             .recorder = {.maximumMessages = maximumMessages},
             .roll = {.limits = limits, .begun = [this](const fs::path& path) { begun.push_back(path); }}});
        if (!made)
            qFatal("%s", base::describe(made.error()).c_str());
        engine = std::move(*made);
    }

    base::Status run(std::vector<Bytes> frames, std::size_t framesPerPause = 10,
                     std::chrono::milliseconds pause = 20ms)
    {
        engine->addSource(std::make_unique<LiveSource>(std::move(frames), framesPerPause, pause));
        engine->waitForSources(30s);
        return engine->stop();
    }

    TempSession session;
    std::vector<fs::path> begun;
    std::unique_ptr<CaptureEngine> engine;
};

struct Content {
    std::vector<std::string> callIds; ///< of all messages
    std::int64_t firstFrame = 0;
    std::int64_t lastFrame = 0;
    session::SourceRow source;
};

Content contentOf(const fs::path& path)
{
    Content content;
    const auto reader = session::SessionReader::open(path);
    if (!reader)
        qFatal("%s", base::describe(reader.error()).c_str());
    std::vector<base::MessageId> ids;
    for (std::int64_t id = 1; id <= (*reader)->progress()->lastMessage.value; ++id)
        ids.push_back({id});
    const auto messages = (*reader)->messages(ids);
    for (const call::MessageRecord& message : *messages)
        content.callIds.push_back(message.callId);
    static_cast<void>((*reader)->forEachFrame([&content](const session::StoredFrame& frame) {
        if (content.firstFrame == 0)
            content.firstFrame = frame.number.value;
        content.lastFrame = frame.number.value;
        return true;
    }));
    content.source = (*reader)->sources()->front();
    return content;
}

} // namespace

class SessionSeriesTest : public QObject {
    Q_OBJECT

private slots:

    void names()
    {
        QCOMPARE(rolledPath("/a/trunk.rhapsode", 7), fs::path{"/a/trunk-0007.rhapsode"});
        QCOMPARE(rolledPath("trunk", 12'345), fs::path{"trunk-12345"});
        const TempSession session;
        for (const char* name : {"test-0002.rhapsode", "test-10000.rhapsode", "test-1.rhapsode",
                                 "test-0003.pcap", "test-00x4.rhapsode", "other-0005.rhapsode"})
            std::ofstream{session.folder() / name}.put(' ');
        const auto found = rolledSessions(session.path());
        QCOMPARE(found.size(), std::size_t{2});
        QCOMPARE(found.begin()->second, session.folder() / "test-0002.rhapsode");
        QCOMPARE(found.rbegin()->first, std::uint64_t{10'000});
    }

    void nothingIsLostBetweenTwoSessions_data()
    {
        QTest::addColumn<SessionLimits>("limits");
        QTest::newRow("messages") << SessionLimits{.messages = 50};
        QTest::newRow("calls") << SessionLimits{.calls = 50};
        QTest::newRow("time") << SessionLimits{.span = 200ms};
        QTest::newRow("size") << SessionLimits{.bytes = 700'000};
    }

    void nothingIsLostBetweenTwoSessions()
    {
        QFETCH(SessionLimits, limits);
        constexpr std::size_t sent = 400;
        std::vector<Bytes> frames;
        for (std::size_t i = 0; i < sent; ++i)
            frames.push_back(frameOf(request("OPTIONS", "call-" + std::to_string(i), 1)));
        Capture capture{limits};
        QVERIFY(capture.run(std::move(frames)));
        QVERIFY(capture.begun.size() >= 2);
        QCOMPARE(rolledSessions(capture.session.path()).size(), capture.begun.size());

        std::vector<std::string> callIds;
        std::int64_t lastFrame = 0;
        std::uint64_t received = 0;
        std::uint64_t dropped = 0;
        for (const fs::path& path : capture.begun) {
            QVERIFY(!fs::exists(path.string() + "-wal"));
            const auto check = session::checkSession(path);
            QVERIFY(check && check->damages.empty());
            const Content content = contentOf(path);
            callIds.insert(callIds.end(), content.callIds.begin(), content.callIds.end());
            if (content.firstFrame != 0) { // the last one may be empty
                QCOMPARE(content.firstFrame, lastFrame + 1);
                lastFrame = content.lastFrame;
            }
            QCOMPARE(content.source.accounted(), content.source.received);
            received += content.source.received;
            dropped += content.source.droppedByKernel;
        }
        QCOMPARE(callIds.size(), sent);
        QCOMPARE(std::set<std::string>(callIds.begin(), callIds.end()).size(), sent);
        QCOMPARE(received, std::uint64_t{sent});
        QCOMPARE(dropped, std::uint64_t{2 * sent});
        const EngineProgress progress = capture.engine->progress();
        QCOMPARE(progress.messages, std::uint64_t{sent});
        QCOMPARE(progress.calls, std::uint64_t{sent});
        QCOMPARE(progress.framesReceived, std::uint64_t{sent});
    }

    void eachSessionStandsForItself()
    {
        std::vector<Bytes> frames;
        for (int i = 1; i <= 60; ++i) // one call, without end
            frames.push_back(frameOf(request(i == 1 ? "INVITE" : "INFO", "long", i)));
        Capture capture{{.messages = 25}};
        QVERIFY(capture.run(std::move(frames), 5));
        QVERIFY(capture.begun.size() >= 2);
        const fs::path later = capture.begun[1];
        const Content before = contentOf(later);
        {
            const auto reader = session::SessionReader::open(later);
            const auto call = (*reader)->findCall("long");
            QVERIFY(call);
            QVERIFY(!call->inviteTime); // joined in progress
            QCOMPARE(call->messages, static_cast<std::uint32_t>(before.callIds.size()));
        }
        const auto rebuilt = reindexSession(later);
        QVERIFY(rebuilt && rebuilt->losses.empty());
        const Content after = contentOf(later);
        QCOMPARE(after.callIds, before.callIds);
        QCOMPARE(after.firstFrame, before.firstFrame);
        QCOMPARE(after.source.tallies, before.source.tallies);
    }

    void aMessageIsNotCutInTwo()
    {
        // The limit is reached when the first half of a message is there already.
        const std::string split = request("OPTIONS", "split", 1);
        std::vector<Bytes> frames{segmentOf(request("OPTIONS", "whole", 1), 1)};
        const auto next = static_cast<std::uint32_t>(1 + request("OPTIONS", "whole", 1).size());
        frames.push_back(segmentOf(split.substr(0, 100), next));
        frames.push_back(segmentOf(split.substr(100), next + 100));
        frames.push_back(frameOf(request("OPTIONS", "after", 1)));
        Capture capture{{.span = 50ms}};
        // One frame every 200 ms: the time is up while the half waits.
        QVERIFY(capture.run(std::move(frames), 1, 200ms));
        std::vector<std::string> callIds;
        for (const fs::path& path : capture.begun) {
            const Content before = contentOf(path);
            callIds.insert(callIds.end(), before.callIds.begin(), before.callIds.end());
            if (before.callIds.empty())
                continue;
            QVERIFY(reindexSession(path));
            QCOMPARE(contentOf(path).callIds, before.callIds);
        }
        QCOMPARE(callIds, (std::vector<std::string>{"whole", "split", "after"}));
    }

    void theMessageLimitCountsAllSessions()
    {
        std::vector<Bytes> frames;
        for (int i = 0; i < 200; ++i)
            frames.push_back(frameOf(request("OPTIONS", "call-" + std::to_string(i), 1)));
        Capture capture{{.messages = 30}, 100};
        QVERIFY(capture.run(std::move(frames), 5));
        std::size_t messages = 0;
        for (const fs::path& path : capture.begun)
            messages += contentOf(path).callIds.size();
        QCOMPARE(messages, std::size_t{100});
    }

    void aNameThatIsTakenEndsTheCapture()
    {
        std::vector<Bytes> frames;
        for (int i = 0; i < 100; ++i)
            frames.push_back(frameOf(request("OPTIONS", "call-" + std::to_string(i), 1)));
        Capture capture{{.messages = 30}};
        const fs::path taken = rolledPath(capture.session.path(), 2);
        std::ofstream{taken} << "mine";
        const base::Status status = capture.run(std::move(frames));
        QVERIFY(!status);
        QCOMPARE(status.error().code, base::ErrorCode::FileExists);
        QCOMPARE(status.error().subject, taken.string());
        QCOMPARE(fs::file_size(taken), std::uintmax_t{4});
        // What came until everything had stopped is in the first session.
        const Content content = contentOf(capture.begun.front());
        QCOMPARE(content.callIds.size(), capture.engine->progress().messages);
        const auto check = session::checkSession(capture.begun.front());
        QVERIFY(check && check->damages.empty());
    }
};

QTEST_GUILESS_MAIN(SessionSeriesTest)
#include "tst_session_series.moc"
