// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/engine/frame_decoder.h"
#include "tests/support/frame_builder.h"
#include "tests/support/hep_builder.h"

#include <QTest>

#include <map>

using namespace core;
using namespace core::engine;
using namespace tests::support;
using session::FrameFate;

namespace {

const std::string options{sampleSip};

/// Decodes frames one after the other and keeps what came out.
class Decoding : private MessageHandler {
public:
    struct Found {
        std::string bytes;
        std::string path;
        std::vector<std::int64_t> frames;
        bool isWithinFrame = false;
        std::uint32_t agentId = 0;
        std::string agentName;
        std::string correlationId;
    };

    void add(const Bytes& bytes, net::LinkType link = net::LinkType::Ethernet, std::string_view comment = {})
    {
        m_bytes = bytes;
        net::FrameView frame;
        frame.number.value = ++m_number;
        frame.link = link;
        frame.captured = frame.arrived = base::Timestamp{std::chrono::seconds{1'700'000'000 + m_number}};
        frame.originalLength = static_cast<std::uint32_t>(bytes.size());
        frame.bytes = m_bytes;
        frame.comment = comment;
        const FrameResult result = m_decoder.decode(frame, *this);
        fates[m_number] = result.verdict.fate;
        media[m_number] = result.isMedia;
    }

    void finish() { m_decoder.finish(*this); }

    std::vector<Found> messages;
    std::map<std::int64_t, FrameFate> fates; ///< by frame number, the latest word
    std::map<std::int64_t, bool> media;

private:
    void onMessage(const FoundMessage& found) override
    {
        Found kept{std::string{base::asText(found.message->bytes())},
                   found.path.source.toString() + " -> " + found.path.destination.toString(),
                   {},
                   found.isWithinFrame,
                   found.agentId,
                   std::string{found.agentName},
                   std::string{found.correlationId}};
        for (const base::FrameNumber frame : found.frames)
            kept.frames.push_back(frame.value);
        if (found.isWithinFrame) { // then the bytes lie where it says
            const std::string_view whole = base::asText(m_bytes);
            if (whole.substr(found.frameOffset, kept.bytes.size()) != kept.bytes)
                qFatal("frameOffset is wrong");
        }
        messages.push_back(std::move(kept));
    }

    void onFrameResolved(base::FrameNumber frame, const FrameVerdict& verdict) override
    {
        fates[frame.value] = verdict.fate;
    }

    FrameDecoder m_decoder;
    Bytes m_bytes;
    std::int64_t m_number = 0;
};

Bytes sipOverUdp(std::string_view payload)
{
    return ethernet(ip("192.0.2.1", "198.51.100.7", udp(5060, 5080, text(payload))));
}

Bytes segment(std::uint32_t sequence, std::string_view payload, TcpFlags flags = {})
{
    return ethernet(ip("192.0.2.1", "198.51.100.7", tcp(40'000, 5060, sequence, text(payload), flags)));
}

const std::string path = "192.0.2.1:5060 -> 198.51.100.7:5080";

} // namespace

class FrameDecoderTest : public QObject {
    Q_OBJECT

private slots:
    void aDatagramIsAMessage();
    void everyFrameHasAFate_data();
    void everyFrameHasAFate();
    void segmentsBecomeMessages();
    void aSegmentWithSeveralMessages();
    void aGapLosesOnlyWhatIsMissing();
    void fragmentsBecomeOneMessage();
    void whatNeverCompletesIsSaid();
    void hepGivesTheInnerAddresses();
    void hepOnTheWire();
    void hepThatIsNoSip();
    void agentsOfCaptureFiles();
};

void FrameDecoderTest::aDatagramIsAMessage()
{
    Decoding decoding;
    decoding.add(sipOverUdp(options));
    QCOMPARE(decoding.messages.size(), std::size_t{1});
    QCOMPARE(decoding.messages[0].bytes, options);
    QCOMPARE(decoding.messages[0].path, path);
    QVERIFY(decoding.messages[0].isWithinFrame);
    QCOMPARE(decoding.fates[1], FrameFate::SipMessage);
}

void FrameDecoderTest::everyFrameHasAFate_data()
{
    QTest::addColumn<Bytes>("frame");
    QTest::addColumn<int>("fate");
    const auto row = [](const char* name, const Bytes& frame, FrameFate fate) {
        QTest::newRow(name) << frame << static_cast<int>(fate);
    };
    row("keep-alive", sipOverUdp("\r\n\r\n"), FrameFate::KeepAlive);
    row("another payload", sipOverUdp("GET / HTTP/1.1\r\n\r\n"), FrameFate::OtherPayload);
    row("a TCP handshake", segment(1, "", {.syn = true, .ack = false}), FrameFate::TcpControl);
    row("ARP", ethernet(hex("00 01 08 00 06 04 00 01"), 0x0806), FrameFate::OtherProtocol);
    row("half an IP header", ethernet(hex("45 00 00"), 0x0800), FrameFate::Malformed);
    row("nothing", {}, FrameFate::Malformed);
}

void FrameDecoderTest::everyFrameHasAFate()
{
    QFETCH(Bytes, frame);
    QFETCH(int, fate);
    Decoding decoding;
    decoding.add(frame);
    decoding.finish();
    QVERIFY(decoding.messages.empty());
    QCOMPARE(static_cast<int>(decoding.fates[1]), fate);
}

void FrameDecoderTest::segmentsBecomeMessages()
{
    Decoding decoding;
    decoding.add(segment(1000, options.substr(0, 100)));
    const auto half = static_cast<std::uint32_t>(options.size() - 100) / 2;
    decoding.add(segment(1100 + half, options.substr(100 + half))); // out of order
    QVERIFY(decoding.messages.empty());
    decoding.add(segment(1100, options.substr(100, half)));
    QCOMPARE(decoding.messages.size(), std::size_t{1});
    QCOMPARE(decoding.messages[0].bytes, options);
    QVERIFY(!decoding.messages[0].isWithinFrame);
    QCOMPARE(decoding.messages[0].frames.size(), std::size_t{3});
    decoding.add(segment(1000, options.substr(0, 100))); // and once more
    decoding.finish();
    QCOMPARE(decoding.messages.size(), std::size_t{1});
    QCOMPARE(decoding.fates[1], FrameFate::SipPart);
    QCOMPARE(decoding.fates[4], FrameFate::Repeated);
}

void FrameDecoderTest::aSegmentWithSeveralMessages()
{
    Decoding decoding;
    decoding.add(segment(1, options + "\r\n\r\n" + options + options));
    QCOMPARE(decoding.messages.size(), std::size_t{3});
    for (const auto& found : decoding.messages) {
        QCOMPARE(found.bytes, options);
        QVERIFY(found.isWithinFrame);
    }
    QCOMPARE(decoding.fates[1], FrameFate::SipMessage);
}

void FrameDecoderTest::aGapLosesOnlyWhatIsMissing()
{
    Decoding decoding;
    const auto size = static_cast<std::uint32_t>(options.size());
    decoding.add(segment(1, options));
    // The second message never came; the third follows, and its acknowledgement says so in the end.
    decoding.add(segment(1 + 2 * size, options));
    decoding.finish();
    QCOMPARE(decoding.messages.size(), std::size_t{2});
    QCOMPARE(decoding.messages[1].bytes, options);
    QCOMPARE(decoding.fates[2], FrameFate::SipMessage);
}

void FrameDecoderTest::fragmentsBecomeOneMessage()
{
    Decoding decoding;
    for (const Bytes& fragment : fragments("192.0.2.1", "198.51.100.7", udp(5060, 5080, text(options)), 128))
        decoding.add(ethernet(fragment));
    decoding.finish();
    QCOMPARE(decoding.messages.size(), std::size_t{1});
    QCOMPARE(decoding.messages[0].bytes, options);
    QCOMPARE(decoding.messages[0].path, path);
    const std::size_t count = decoding.fates.size();
    QCOMPARE(decoding.messages[0].frames.size(), count);
    for (const auto& [frame, fate] : decoding.fates)
        QCOMPARE(fate,
                 frame == static_cast<std::int64_t>(count) ? FrameFate::SipMessage : FrameFate::SipPart);
}

void FrameDecoderTest::whatNeverCompletesIsSaid()
{
    Decoding decoding;
    const auto pieces = fragments("192.0.2.1", "198.51.100.7", udp(5060, 5080, text(options)), 64);
    decoding.add(ethernet(pieces[0]));
    decoding.add(ethernet(pieces[1]));
    decoding.finish();
    QVERIFY(decoding.messages.empty());
    QCOMPARE(decoding.fates[1], FrameFate::Incomplete);
    QCOMPARE(decoding.fates[2], FrameFate::Incomplete);
}

void FrameDecoderTest::hepGivesTheInnerAddresses()
{
    Decoding decoding;
    const Bytes packet = Hep3Builder{}
                             .usualHeader()
                             .text(hep::ChunkType::AgentName, "edge")
                             .text(hep::ChunkType::CorrelationId, "leg@1")
                             .text(hep::ChunkType::Payload, options)
                             .build();
    decoding.add(packet, net::LinkType::Hep);
    QCOMPARE(decoding.messages.size(), std::size_t{1});
    QCOMPARE(decoding.messages[0].path, path);
    QCOMPARE(decoding.messages[0].agentId, std::uint32_t{2001});
    QCOMPARE(decoding.messages[0].agentName, std::string{"edge"});
    QCOMPARE(decoding.messages[0].correlationId, std::string{"leg@1"});
    QVERIFY(decoding.messages[0].isWithinFrame);
}

void FrameDecoderTest::hepOnTheWire()
{
    Decoding decoding;
    const Bytes packet = Hep3Builder{}.usualHeader().text(hep::ChunkType::Payload, options).build();
    decoding.add(ethernet(ip("203.0.113.9", "203.0.113.10", udp(33'333, 9060, packet))));
    for (const Bytes& fragment : fragments("203.0.113.9", "203.0.113.10", udp(33'333, 9060, packet), 256))
        decoding.add(ethernet(fragment));
    decoding.finish();
    QCOMPARE(decoding.messages.size(), std::size_t{2});
    for (const auto& found : decoding.messages) {
        QCOMPARE(found.bytes, options);
        QCOMPARE(found.path, path);
        QCOMPARE(found.agentId, std::uint32_t{2001});
    }
}

void FrameDecoderTest::hepThatIsNoSip()
{
    Decoding decoding;
    Bytes cut = Hep3Builder{}.usualHeader().text(hep::ChunkType::Payload, options).build();
    cut.resize(5);
    decoding.add(cut, net::LinkType::Hep);
    QCOMPARE(decoding.fates[1], FrameFate::HepMalformed);
    decoding.add(Hep3Builder{}
                     .usualHeader()
                     .number(hep::ChunkType::PayloadType, 100, 1) // a log line
                     .text(hep::ChunkType::Payload, "something happened")
                     .build(),
                 net::LinkType::Hep);
    QCOMPARE(decoding.fates[2], FrameFate::HepOther);
    QVERIFY(decoding.messages.empty());
}

/// What a pcapng file says of the packet that completes a message.
void FrameDecoderTest::agentsOfCaptureFiles()
{
    const std::string comment = R"(HEP agent.id=7 agent.name="edge" correlation_id="leg@1")";
    Decoding decoding;
    decoding.add(sipOverUdp(options), net::LinkType::Ethernet, comment);
    decoding.add(segment(1000, options.substr(0, 100)));
    decoding.add(segment(1100, options.substr(100)), net::LinkType::Ethernet, comment);
    decoding.add(sipOverUdp(options)); // says nothing
    decoding.add(sipOverUdp(options), net::LinkType::Ethernet, "HEP agent.id=7 agent.name=");
    const Bytes packet = Hep3Builder{}.usualHeader().text(hep::ChunkType::Payload, options).build();
    decoding.add(ethernet(ip("203.0.113.9", "203.0.113.10", udp(33'333, 9060, packet))),
                 net::LinkType::Ethernet, comment); // HEP itself knows better
    decoding.add(segment(5000, options.substr(0, options.size() - 2)), net::LinkType::Ethernet, comment);
    decoding.finish(); // cut short, as shows only now
    QCOMPARE(decoding.messages.size(), std::size_t{6});
    for (std::size_t i = 0; i < 2; ++i) {
        QCOMPARE(decoding.messages[i].agentId, 7U);
        QCOMPARE(decoding.messages[i].agentName, std::string{"edge"});
        QCOMPARE(decoding.messages[i].correlationId, std::string{"leg@1"});
    }
    for (std::size_t i = 2; i < 4; ++i) {
        QCOMPARE(decoding.messages[i].agentId, 0U);
        QCOMPARE(decoding.messages[i].agentName, std::string{});
        QCOMPARE(decoding.messages[i].correlationId, std::string{});
    }
    QCOMPARE(decoding.messages[4].agentId, 2001U);
    QCOMPARE(decoding.messages[4].agentName, std::string{});
    QCOMPARE(decoding.messages[5].agentName, std::string{"edge"});
}

QTEST_GUILESS_MAIN(FrameDecoderTest)
#include "tst_frame_decoder.moc"
