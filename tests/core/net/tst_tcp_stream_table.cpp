// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/decoding_recorder.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <string>

using namespace core::net;
using namespace tests::support;

namespace {

constexpr const char* alice = "192.0.2.1";
constexpr const char* bob = "192.0.2.2";
constexpr TcpFlags syn{true, false, false, false};
constexpr TcpFlags synAck{true, true, false, false};
constexpr TcpFlags fin{false, true, true, false};
constexpr TcpFlags rst{false, false, false, true};

/// Alice to Bob.
Bytes segment(std::uint32_t sequence, std::string_view data, TcpFlags flags = {})
{
    return ethernet(ip(alice, bob, tcp(40000, 5060, sequence, text(data), flags)));
}

/// Bob to Alice.
Bytes answer(std::uint32_t sequence, std::string_view data, TcpFlags flags = {})
{
    return ethernet(ip(bob, alice, tcp(5060, 40000, sequence, text(data), flags)));
}

/// Bob confirms what Alice sent before `number`.
Bytes confirmation(std::uint32_t number)
{
    auto packet = tcp(5060, 40000, 1, {});
    const Bytes bytes = big32(number);
    std::copy(bytes.begin(), bytes.end(), packet.bytes.begin() + 8);
    return ethernet(ip(bob, alice, packet));
}

} // namespace

class TcpStreamTableTest : public QObject {
    Q_OBJECT

private slots:

    void handshakeDataAndEnd()
    {
        DecodingRecorder recorder;
        QCOMPARE(recorder.decode(segment(99, "", syn)), FrameClass::TcpControl);
        QCOMPARE(recorder.decode(answer(499, "", synAck)), FrameClass::TcpControl);
        QCOMPARE(recorder.decode(segment(100, "")), FrameClass::TcpControl);
        QCOMPARE(recorder.decode(segment(100, "hello ")), FrameClass::Payload);
        QCOMPARE(recorder.decode(answer(500, "hi")), FrameClass::Payload);
        QCOMPARE(recorder.decode(segment(106, "world", fin)), FrameClass::Payload);
        QCOMPARE(recorder.streamText(1), std::string{"hello world"});
        QCOMPARE(recorder.streamText(2), std::string{"hi"});
        QCOMPARE(recorder.closed, (std::vector<std::int64_t>{1}));
        QVERIFY(recorder.liesInFrame);
        const auto& first = recorder.pieces[0];
        QCOMPARE(first.path, (Path{endpoint(alice, 40000), endpoint(bob, 5060), Transport::Tcp}));
        QCOMPARE(first.opposite, std::int64_t{2});
        QCOMPARE(first.frame, std::int64_t{4});
        QVERIFY(first.isWithinFrame);
        QVERIFY(!first.followsGap);
        QCOMPARE(recorder.pieces[1].opposite, std::int64_t{1});
        QCOMPARE(recorder.decoder.counters().streamGaps, std::uint64_t{0});
    }

    void outOfOrder()
    {
        DecodingRecorder recorder;
        recorder.decode(segment(99, "", syn));
        QCOMPARE(recorder.decode(segment(106, "ghi")), FrameClass::SegmentHeld);
        QCOMPARE(recorder.decode(segment(103, "def")), FrameClass::SegmentHeld);
        QVERIFY(recorder.pieces.empty());
        QCOMPARE(recorder.decode(segment(100, "abc")), FrameClass::Payload);
        QCOMPARE(recorder.streamText(), std::string{"abcdefghi"});
        QVERIFY(recorder.pieces[0].isWithinFrame);
        QVERIFY(!recorder.pieces[1].isWithinFrame);
        QCOMPARE(recorder.pieces[1].frame, std::int64_t{3});
        QCOMPARE(recorder.pieces[2].frame, std::int64_t{2});
    }

    void repetitionsAndOverlaps()
    {
        DecodingRecorder recorder;
        recorder.decode(segment(99, "", syn));
        QCOMPARE(recorder.decode(segment(99, "", syn)), FrameClass::TcpControl);
        recorder.decode(segment(100, "abcdef"));
        QCOMPARE(recorder.decode(segment(100, "abcdef")), FrameClass::Repeated);
        QCOMPARE(recorder.decode(segment(102, "cd")), FrameClass::Repeated);
        QCOMPARE(recorder.decode(segment(104, "efgh")), FrameClass::Payload);
        QCOMPARE(recorder.decode(segment(112, "mn")), FrameClass::SegmentHeld);
        QCOMPARE(recorder.decode(segment(110, "klmnop")), FrameClass::SegmentHeld); // around what is held
        QCOMPARE(recorder.decode(segment(110, "klmnop")), FrameClass::Repeated);
        QCOMPARE(recorder.decode(segment(106, "ghijk")), FrameClass::Payload);
        QCOMPARE(recorder.streamText(), std::string{"abcdefghijklmnop"});
    }

    void keepAlives()
    {
        DecodingRecorder recorder;
        recorder.decode(segment(99, "", syn));
        recorder.decode(segment(100, "abc"));
        QCOMPARE(recorder.decode(segment(102, "")), FrameClass::TcpControl);
        QCOMPARE(recorder.decode(segment(102, std::string_view{"\0", 1})), FrameClass::TcpControl);
        recorder.decode(segment(103, "def"));
        QCOMPARE(recorder.streamText(), std::string{"abcdef"});
    }

    void joinedInTheMiddle()
    {
        DecodingRecorder recorder;
        QCOMPARE(recorder.decode(segment(4'999, std::string_view{"\0", 1})), FrameClass::TcpControl);
        QCOMPARE(recorder.decode(segment(5'000, "abc")), FrameClass::Payload);
        QCOMPARE(recorder.decode(segment(5'003, "def")), FrameClass::Payload);
        QCOMPARE(recorder.streamText(), std::string{"|abcdef"});
    }

    void sequenceNumbersWrap_data()
    {
        QTest::addColumn<unsigned>("first");
        for (const unsigned first : {0xfffffff0U, 0xffffffffU, 0U, 0x7ffffff8U})
            QTest::newRow(std::to_string(first).c_str()) << first;
    }

    void sequenceNumbersWrap()
    {
        QFETCH(unsigned, first);
        const std::string all = "0123456789abcdefghijklmnopqrstuvwxyz";
        std::vector<std::uint32_t> order{0, 4, 8, 12, 16, 20, 24, 28, 32};
        std::mt19937 random{7};
        for (int round = 0; round < 50; ++round) {
            std::shuffle(order.begin(), order.end(), random);
            DecodingRecorder recorder;
            recorder.decode(segment(first - 1, "", syn));
            for (const std::uint32_t offset : order)
                recorder.decode(segment(first + offset, std::string_view{all}.substr(offset, 4)));
            QCOMPARE(recorder.streamText(), all);
        }
    }

    void gapAfterTime()
    {
        DecodingRecorder recorder;
        recorder.decode(segment(99, "", syn));
        recorder.decode(segment(100, "abc"));
        recorder.decode(segment(110, "xyz"));
        recorder.now += std::chrono::seconds{6};
        recorder.decode(ethernet(Bytes(28), 0x0806)); // any frame moves the clock
        QCOMPARE(recorder.streamText(), std::string{"abc|xyz"});
        QCOMPARE(recorder.decoder.counters().streamGaps, std::uint64_t{1});
        QCOMPARE(recorder.decode(segment(103, "late")), FrameClass::Repeated);
    }

    void gapConfirmedByTheReceiver()
    {
        DecodingRecorder recorder;
        recorder.decode(segment(99, "", syn));
        recorder.decode(segment(100, "abc"));
        recorder.decode(segment(110, "xyz"));
        recorder.decode(confirmation(103));
        recorder.now += std::chrono::milliseconds{300};
        recorder.decode(confirmation(103));
        QCOMPARE(recorder.streamText(), std::string{"abc"});
        recorder.decode(confirmation(113));
        QCOMPARE(recorder.streamText(), std::string{"abc|xyz"});
    }

    void gapAfterTooManyBytes()
    {
        DecoderLimits limits;
        limits.heldBytesPerStream = 10'000;
        DecodingRecorder recorder{limits};
        recorder.decode(segment(99, "", syn));
        for (std::uint32_t i = 1; i <= 20; ++i)
            recorder.decode(segment(100 + i * 1000, std::string(1000, 'x')));
        QVERIFY(!recorder.pieces.empty());
        QVERIFY(recorder.pieces[0].followsGap);
        QCOMPARE(recorder.streamText().size(), std::size_t{20'001});
    }

    void gapWhenTheStreamEnds_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("reset") << 0;
        QTest::newRow("reset by the other side") << 1;
        QTest::newRow("new connection on the same ports") << 2;
        QTest::newRow("end of the capture") << 3;
        QTest::newRow("idle") << 4;
    }

    void gapWhenTheStreamEnds()
    {
        QFETCH(int, kind);
        DecodingRecorder recorder;
        recorder.decode(segment(99, "", syn));
        recorder.decode(answer(499, "", synAck));
        recorder.decode(segment(100, "abc"));
        recorder.decode(segment(110, "xyz"));
        switch (kind) {
        case 0:
            recorder.decode(segment(113, "", rst));
            break;
        case 1:
            recorder.decode(answer(500, "", rst));
            break;
        case 2:
            recorder.decode(segment(900'000, "", syn));
            break;
        case 3:
            recorder.finish();
            break;
        default:
            recorder.now += std::chrono::minutes{16};
            recorder.decode(ethernet(Bytes(28), 0x0806));
            break;
        }
        QCOMPARE(recorder.streamText(), std::string{"abc|xyz"});
        QCOMPARE(recorder.closed, (std::vector<std::int64_t>{1}));
    }

    void idleStreamsThatAreKept()
    {
        DecoderLimits limits;
        limits.streams = 2;
        DecodingRecorder recorder{limits};
        recorder.keepsIdle = true;
        recorder.decode(segment(99, "", syn));
        recorder.decode(segment(100, "abc"));
        recorder.now += std::chrono::hours{5};
        recorder.decode(answer(500, "hi")); // moves the clock; the other direction, a stream of its own
        recorder.decode(segment(103, "def"));
        QCOMPARE(recorder.streamText(), std::string{"abcdef"});
        QVERIFY(recorder.closed.empty());

        // Kept as long as there is room for them.
        recorder.now += std::chrono::hours{5};
        recorder.decode(ethernet(ip(alice, bob, tcp(40001, 5060, 100, text("other")))));
        QCOMPARE(recorder.closed, (std::vector<std::int64_t>{2}));
        recorder.decode(segment(106, "ghi"));
        QCOMPARE(recorder.streamText(), std::string{"abcdefghi"});
    }

    void finBeforeTheLastBytes()
    {
        DecodingRecorder recorder;
        recorder.decode(segment(99, "", syn));
        recorder.decode(segment(103, "def", fin));
        QVERIFY(recorder.closed.empty());
        recorder.decode(segment(100, "abc"));
        QCOMPARE(recorder.streamText(), std::string{"abcdef"});
        QCOMPARE(recorder.closed, (std::vector<std::int64_t>{1}));
    }

    void repetitionsAfterTheEndAreNoNewStream()
    {
        DecodingRecorder recorder;
        recorder.decode(segment(99, "", syn));
        recorder.decode(segment(100, "abc", fin));
        QCOMPARE(recorder.decode(segment(100, "abc", fin)), FrameClass::Repeated);
        QCOMPARE(recorder.pieces.size(), std::size_t{1});
        QCOMPARE(recorder.closed.size(), std::size_t{1});
    }

    void portsAreUsedAgain()
    {
        DecodingRecorder recorder;
        recorder.decode(segment(99, "", syn));
        recorder.decode(segment(100, "first", fin));
        recorder.decode(segment(3'000'000'000, "", syn));
        recorder.decode(segment(3'000'000'001, "second"));
        QCOMPARE(recorder.streamText(1), std::string{"first"});
        QCOMPARE(recorder.streamText(2), std::string{"second"});
    }

    void portsAreUsedAgainUnseen()
    {
        // The SYN was lost, and the sequence numbers are elsewhere.
        DecodingRecorder recorder;
        recorder.decode(segment(99, "", syn));
        recorder.decode(segment(100, "first"));
        recorder.decode(segment(3'000'000'000, "second"));
        QCOMPARE(recorder.streamText(1), std::string{"first"});
        QCOMPARE(recorder.streamText(2), std::string{"|second"});
        QCOMPARE(recorder.closed, (std::vector<std::int64_t>{1}));
    }

    void dataWithTheSyn()
    {
        DecodingRecorder recorder;
        QCOMPARE(recorder.decode(segment(99, "fast", syn)), FrameClass::Payload);
        recorder.decode(segment(104, " open"));
        QCOMPARE(recorder.streamText(), std::string{"fast open"});
    }

    void segmentsCutByTheCapture()
    {
        DecodingRecorder recorder;
        recorder.decode(segment(99, "", syn));
        const Bytes whole = segment(100, "0123456789");
        recorder.decode(slice(whole, 0, whole.size() - 4));
        recorder.decode(segment(110, "next"));
        QCOMPARE(recorder.streamText(), std::string{"012345|next"});
        QCOMPARE(recorder.decoder.counters().streamGaps, std::uint64_t{1});
    }

    void endpointThatTalksToItself()
    {
        DecodingRecorder recorder;
        recorder.decode(ethernet(ip(alice, alice, tcp(5060, 5060, 100, text("self")))));
        QCOMPARE(recorder.pieces.at(0).opposite, std::int64_t{0});
    }

    void segmentWhosePayloadWasNotCaptured()
    {
        DecodingRecorder recorder;
        recorder.decode(segment(99, "", syn));
        const Bytes whole = segment(100, "0123456789");
        QCOMPARE(recorder.decode(slice(whole, 0, whole.size() - 10)), FrameClass::Incomplete);
        QCOMPARE(recorder.decode(segment(110, "next")), FrameClass::Payload);
        QCOMPARE(recorder.streamText(), std::string{"|next"});
    }

    void streamsAreBounded()
    {
        DecoderLimits limits;
        limits.streams = 100;
        DecodingRecorder recorder{limits};
        recorder.decode(segment(99, "", syn));
        recorder.decode(segment(100, "early"));
        // A flood of connections without data does not push out one that has some.
        for (std::uint16_t port = 1; port <= 10'000; ++port)
            recorder.decode(ethernet(ip("203.0.113.9", bob, tcp(port, 5060, port, {}, syn))));
        recorder.decode(segment(105, " and late"));
        QCOMPARE(recorder.streamText(), std::string{"early and late"});
        QVERIFY(recorder.closed.empty());
        // One of connections with data does.
        for (std::uint16_t port = 1; port <= 10'000; ++port)
            recorder.decode(ethernet(ip("203.0.113.9", bob, tcp(port, 5060, port, text("data")))));
        QCOMPARE(recorder.closed.size(), std::size_t{9'901});
        QVERIFY(recorder.decoder.counters().streamsEvicted >= 9'901);
    }

    void heldBytesAreBoundedOverAllStreams()
    {
        DecoderLimits limits;
        limits.heldBytes = 100'000;
        DecodingRecorder recorder{limits};
        for (std::uint16_t port = 1; port <= 500; ++port) {
            recorder.decode(ethernet(ip(alice, bob, tcp(port, 5060, 99, {}, syn))));
            recorder.decode(ethernet(ip(alice, bob, tcp(port, 5060, 200, text(std::string(1000, 'x'))))));
        }
        QVERIFY(recorder.pieces.size() > 400);
        QVERIFY(recorder.pieces[0].followsGap);
    }

    void randomSegmentsGiveTheStream()
    {
        std::mt19937 engine{11};
        const auto random = [&engine] { return static_cast<std::uint32_t>(engine()); };
        const Bytes whole = pattern(20'000);
        const std::string expected{core::base::asText(whole)};
        for (int round = 0; round < 20; ++round) {
            std::vector<std::pair<std::uint32_t, std::uint32_t>> parts; // overlapping, repeated
            for (std::uint32_t offset = 0; offset < whole.size();) {
                const std::uint32_t size = 1 + random() % 700;
                parts.emplace_back(offset, size);
                if (random() % 3 == 0)
                    parts.emplace_back(offset - std::min<std::uint32_t>(offset, random() % 900), size);
                offset += size - std::min<std::uint32_t>(size - 1, random() % 20);
            }
            for (std::size_t i = 0; i + 8 < parts.size(); ++i)
                std::swap(parts[i], parts[i + random() % 8]);
            DecodingRecorder recorder;
            recorder.decode(segment(0xffff'f000U - 1, "", syn));
            for (const auto& [offset, size] : parts) {
                const Bytes piece = slice(whole, offset, size);
                recorder.decode(segment(0xffff'f000U + offset, core::base::asText(piece)));
            }
            QVERIFY(recorder.streamText() == expected);
            QVERIFY(recorder.liesInFrame);
        }
    }
};

QTEST_GUILESS_MAIN(TcpStreamTableTest)
#include "tst_tcp_stream_table.moc"
