// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/frame_decoder.h"
#include "tests/support/frame_builder.h"
#include "tests/support/hep_builder.h"

#include <QtTest>

using namespace core;
using namespace tests::support;

namespace {

/// Keeps what the decoder finds.
class Finder : public engine::MessageHandler {
public:
    struct Found {
        std::string bytes;
        std::string source;
        net::Transport transport;
        std::string time;
        std::string correlationId;
        std::size_t frames;
        bool isWithinFrame;
        std::uint32_t frameOffset;
    };

    void onMessage(const engine::FoundMessage& message) override
    {
        found.push_back({toText(message.message->bytes()), message.path.source.toString(),
                         message.path.transport, base::formatEpoch(message.captured),
                         std::string{message.correlationId}, message.frames.size(), message.isWithinFrame,
                         message.frameOffset});
    }

    void onFrameResolved(base::FrameNumber, const engine::FrameVerdict&) override {}

    std::vector<Found> found;
};

/// A TCP connection to a HEP server, segment by segment.
class Connection {
public:
    session::FrameFate send(std::span<const std::byte> payload)
    {
        const Bytes bytes{payload.begin(), payload.end()};
        last = ethernet(ip("192.0.2.9", "192.0.2.10", tcp(33'000, 9060, m_sequence, bytes)));
        m_sequence += static_cast<std::uint32_t>(bytes.size());
        return decode(last);
    }

    void open()
    {
        decode(ethernet(ip("192.0.2.9", "192.0.2.10",
                           tcp(33'000, 9060, m_sequence - 1, {}, {.syn = true, .ack = false}))));
    }

    session::FrameFate decode(const Bytes& frame)
    {
        ++m_number.value;
        const base::Timestamp now = base::fromSecondsAndNanoseconds(1'760'000'010 + m_number.value, 0);
        return m_decoder
            .decode({.number = m_number,
                     .captured = now,
                     .arrived = now,
                     .link = net::LinkType::Ethernet,
                     .originalLength = static_cast<std::uint32_t>(frame.size()),
                     .bytes = frame},
                    finder)
            .verdict.fate;
    }

    Finder finder;
    Bytes last;

private:
    engine::FrameDecoder m_decoder;
    base::FrameNumber m_number{0};
    std::uint32_t m_sequence = 1000;
};

Bytes packet(std::string_view correlation)
{
    return Hep3Builder{}
        .usualHeader()
        .text(hep::ChunkType::Payload, sampleSip)
        .text(hep::ChunkType::CorrelationId, correlation)
        .build();
}

} // namespace

class TestHepStreams : public QObject {
    Q_OBJECT

private slots:
    void unwrapsAPacketWithinASegment();
    void joinsAPacketOfSeveralSegments();
    void joinsTheMiddleOfAStream();
    void doesNotTakeTheInsideForBareSip();
    void leavesBareSipAlone();
};

void TestHepStreams::unwrapsAPacketWithinASegment()
{
    Connection connection;
    connection.open();
    QCOMPARE(connection.send(join({packet("one"), packet("two")})), session::FrameFate::SipMessage);
    const auto& found = connection.finder.found;
    QCOMPARE(found.size(), std::size_t{2});
    for (const auto& message : found) {
        QCOMPARE(message.bytes, std::string{sampleSip});
        QCOMPARE(message.source, std::string{"192.0.2.1:5060"});
        QCOMPARE(message.transport, net::Transport::Udp);
        QCOMPARE(message.time, std::string{"1760000000.123456000"});
        QVERIFY(message.isWithinFrame);
        QCOMPARE(toText(std::span{connection.last}.subspan(message.frameOffset, sampleSip.size())),
                 std::string{sampleSip});
    }
    QCOMPARE(found[0].correlationId, std::string{"one"});
    QCOMPARE(found[1].correlationId, std::string{"two"});
}

void TestHepStreams::joinsAPacketOfSeveralSegments()
{
    const Bytes stream = join({packet("one"), packet("two"), packet("three")});
    for (const std::size_t segment : {1U, 7U, 100U, 350U, 700U}) {
        Connection connection;
        connection.open();
        for (std::size_t at = 0; at < stream.size(); at += segment)
            connection.send(std::span{stream}.subspan(at, std::min(segment, stream.size() - at)));
        const auto& found = connection.finder.found;
        QCOMPARE(found.size(), std::size_t{3});
        for (const auto& message : found) {
            QCOMPARE(message.bytes, std::string{sampleSip});
            QCOMPARE(message.source, std::string{"192.0.2.1:5060"});
        }
        QCOMPARE(found[2].correlationId, std::string{"three"});
    }
}

void TestHepStreams::joinsTheMiddleOfAStream()
{
    const Bytes stream = join({packet("one"), packet("two"), packet("three")});
    Connection connection;
    connection.send(std::span{stream}.subspan(packet("one").size() - 20));
    QCOMPARE(connection.finder.found.size(), std::size_t{2});
    QCOMPARE(connection.finder.found[0].correlationId, std::string{"two"});
}

/// The payload is there before the chunks behind it are.
void TestHepStreams::doesNotTakeTheInsideForBareSip()
{
    const Bytes whole = packet("behind");
    Connection connection;
    connection.open();
    QCOMPARE(connection.send(std::span{whole}.first(whole.size() - 4)), session::FrameFate::Incomplete);
    QVERIFY(connection.finder.found.empty());
    QCOMPARE(connection.send(std::span{whole}.last(4)), session::FrameFate::SipMessage);
    QCOMPARE(connection.finder.found.size(), std::size_t{1});
    QCOMPARE(connection.finder.found[0].source, std::string{"192.0.2.1:5060"});
    QCOMPARE(connection.finder.found[0].frames, std::size_t{2});
    QVERIFY(!connection.finder.found[0].isWithinFrame);
}

void TestHepStreams::leavesBareSipAlone()
{
    Connection connection;
    connection.open();
    connection.send(toBytes(sampleSip));
    QCOMPARE(connection.finder.found.size(), std::size_t{1});
    QCOMPARE(connection.finder.found[0].source, std::string{"192.0.2.9:33000"});
    QCOMPARE(connection.finder.found[0].transport, net::Transport::Tcp);
}

QTEST_GUILESS_MAIN(TestHepStreams)
#include "tst_hep_streams.moc"
