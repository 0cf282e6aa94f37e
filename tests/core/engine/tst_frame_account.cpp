// SPDX-License-Identifier: GPL-3.0-or-later
// Every frame ends in exactly one class, with its reason: also those that are decided late or never.
#include "core/base/ascii.h"
#include "core/engine/capture_engine.h"
#include "core/engine/frame_decoder.h"
#include "core/engine/session_recorder.h"
#include "core/session/session_reader.h"
#include "tests/support/frame_builder.h"
#include "tests/support/hep_builder.h"
#include "tests/support/temp_session.h"

#include <QTest>

#include <map>

using namespace core;
using namespace core::engine;
using namespace tests::support;
using net::FrameDetail;
using session::FrameFate;

namespace {

const std::string message{sampleSip};

Bytes overUdp(std::uint16_t from, std::uint16_t to, const Bytes& payload)
{
    return ethernet(ip("192.0.2.1", "192.0.2.2", udp(from, to, payload)));
}

Bytes overTcp(std::uint32_t sequence, std::string_view payload, std::uint16_t port = 5060,
              TcpFlags flags = {})
{
    return ethernet(ip("192.0.2.9", "192.0.2.10", tcp(40'000, port, sequence, text(payload), flags)));
}

Bytes rtp()
{
    return join({hex("80 00 00 01 00 00 00 a0 11 22 33 44"), pattern(160)});
}

QString word(const FrameVerdict& verdict)
{
    const std::string_view detail = net::name(verdict.detail);
    return QString::fromStdString(std::string{session::name(verdict.fate)} +
                                  (detail.empty() ? "" : " " + std::string{detail}));
}

/// Decodes frames, a second apart, and keeps the last word about each.
class Account : private MessageHandler {
public:
    void add(const Bytes& bytes, net::LinkType link = net::LinkType::Ethernet, int seconds = 1)
    {
        m_seconds += seconds;
        net::FrameView frame;
        frame.number.value = ++m_number;
        frame.link = link;
        frame.captured = frame.arrived = base::Timestamp{std::chrono::seconds{1'700'000'000 + m_seconds}};
        frame.originalLength = static_cast<std::uint32_t>(bytes.size());
        frame.bytes = bytes;
        words[m_number] = word(m_decoder.decode(frame, *this).verdict);
    }

    void finish() { m_decoder.finish(*this); }

    std::map<std::int64_t, QString> words;
    std::vector<std::string> tunnels;
    int resolvedTwice = 0;

private:
    void onMessage(const FoundMessage& found) override { tunnels.push_back(found.layers.text()); }

    void onFrameResolved(base::FrameNumber frame, const FrameVerdict& verdict) override
    {
        resolvedTwice += words[frame.value].contains(QLatin1String("awaits")) ? 0 : 1;
        words[frame.value] = word(verdict);
    }

    FrameDecoder m_decoder;
    std::int64_t m_number = 0;
    int m_seconds = 0;
};

} // namespace

class FrameAccountTest : public QObject {
    Q_OBJECT

private slots:
    void namesWhatAFrameIs_data();
    void namesWhatAFrameIs();
    void decidesLate_data();
    void decidesLate();
    void tellsTheTunnel_data();
    void tellsTheTunnel();
    void addsUpWhateverIsStored_data();
    void addsUpWhateverIsStored();
    void keepsTheFirstExamples();
};

void FrameAccountTest::namesWhatAFrameIs_data()
{
    QTest::addColumn<Bytes>("frame");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* expected, const Bytes& frame) {
        QTest::newRow(expected) << frame << QString::fromLatin1(expected);
    };
    row("sip-message", overUdp(5060, 5060, text(message)));
    row("keep-alive line-ends", overUdp(5060, 5060, text("\r\n\r\n")));
    row("keep-alive empty-datagram", overUdp(5060, 5060, {}));
    row("keep-alive other-keep-alive", overUdp(5060, 5060, text("jaK")));
    row("other-payload rtp", overUdp(10'000, 20'000, rtp()));
    row("other-payload rtcp", overUdp(10'001, 20'001, join({hex("81 c8 00 0c"), pattern(48)})));
    row("other-payload stun",
        overUdp(10'000, 3478, hex("00 01 00 00 21 12 a4 42 01 02 03 04 05 06 07 08 09 0a 0b 0c")));
    row("other-payload dns", overUdp(33'333, 53, hex("80 01 01 00 00 01 00 00 00 00 00 00 00 00 01 00 01")));
    row("other-payload udp-data", overUdp(33'333, 44'444, text("hello, world")));
    row("other-payload http", overTcp(1, "GET / HTTP/1.1\r\nHost: a\r\n\r\n", 80));
    row("undecryptable tls", overTcp(1, std::string_view{"\x16\x03\x01\x00\x05hello", 10}, 5061));
    row("tcp-control", overTcp(1, "", 5060, {.syn = true, .ack = false}));
    row("other-protocol arp", ethernet(hex("00 01 08 00 06 04 00 01"), 0x0806));
    row("other-protocol icmp", ethernet(ip("192.0.2.1", "192.0.2.2", {1, hex("08 00 00 00")})));
    row("undecryptable esp", ethernet(ip("192.0.2.1", "192.0.2.2", {50, pattern(80)})));
    row("malformed ip-header", ethernet(hex("45 00 00"), 0x0800));
    row("malformed link-header", {});
    row("malformed udp-header", ethernet(ip("192.0.2.1", "192.0.2.2", {17, hex("13 c4")})));
    row("malformed tcp-header", ethernet(ip("192.0.2.1", "192.0.2.2", {6, hex("13 c4")})));
    row("unknown-link-type unknown-ethertype", ethernet(hex("01 02"), 0x9999));
    const auto hep = [](std::uint8_t type, std::string_view payload) {
        return overUdp(33'333, 9060,
                       Hep3Builder{}
                           .usualHeader()
                           .number(core::hep::ChunkType::PayloadType, type, 1)
                           .text(core::hep::ChunkType::Payload, payload)
                           .build());
    };
    row("hep-other hep-rtcp", hep(5, R"({"report_blocks":[{"source_ssrc":7,"ia_jitter":1}]})"));
    row("hep-other report-without-figures", hep(5, "{}"));
    row("hep-other report-not-json", hep(34, "[object Object]"));
    row("hep-other hep-log", hep(100, "a line"));
    row("hep-other hep-not-sip", hep(1, "hello"));
}

void FrameAccountTest::namesWhatAFrameIs()
{
    QFETCH(Bytes, frame);
    QFETCH(QString, expected);
    Account account;
    account.add(frame);
    QCOMPARE(account.words[1], expected);
    account.finish();
    QCOMPARE(account.words[1], expected);
}

void FrameAccountTest::decidesLate_data()
{
    QTest::addColumn<QList<Bytes>>("frames");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char* name, const QList<Bytes>& frames, const QStringList& expected) {
        QTest::newRow(name) << frames << expected;
    };
    const QString whole = QStringLiteral("sip-message");
    const QString part = QStringLiteral("sip-part");
    const std::string head = message.substr(0, 60);
    const std::string rest = message.substr(60);
    row("message in two segments", {overTcp(1, head), overTcp(61, rest)}, {part, whole});
    row("message in two segments that came the wrong way round",
        {overTcp(0, "", 5060, {.syn = true, .ack = false}), overTcp(61, rest), overTcp(1, head)},
        {QStringLiteral("tcp-control"), whole, part});
    row("message cut off by the end of the connection",
        {overTcp(1, message), overTcp(static_cast<std::uint32_t>(1 + message.size()), head)}, {whole, whole});
    row("bytes between messages",
        {overTcp(1, message), overTcp(static_cast<std::uint32_t>(1 + message.size()), "garbage\r\n")},
        {whole, QStringLiteral("malformed stream-not-sip")});
    const auto afterGap = static_cast<std::uint32_t>(101 + message.size());
    row("bytes behind a gap",
        {overTcp(1, message), overTcp(afterGap, "lost: yes\r\n\r\n"), overTcp(afterGap + 13, message)},
        {whole, QStringLiteral("tcp-gap segment-lost"), whole});
    row("a connection joined within a message",
        {overTcp(61, rest), overTcp(61 + static_cast<std::uint32_t>(rest.size()), message)},
        {QStringLiteral("tcp-gap joined-late"), whole});
    row("a segment that came again", {overTcp(1, message), overTcp(1, message)},
        {whole, QStringLiteral("repeated segment-repeated")});

    QList<Bytes> pieces;
    for (const Bytes& piece : fragments("192.0.2.3", "192.0.2.4", udp(5060, 5060, text(message)), 64))
        pieces.append(ethernet(piece));
    QStringList wholeWords(pieces.size(), part);
    wholeWords.last() = whole;
    row("a message in fragments", pieces, wholeWords);
    row("fragments without their last", pieces.mid(0, 2),
        {QStringLiteral("incomplete fragments-missing"), QStringLiteral("incomplete fragments-missing")});
    row("a fragment that came again", {pieces[0], pieces[0]},
        {QStringLiteral("incomplete fragments-missing"), QStringLiteral("repeated fragment-repeated")});

    QList<Bytes> media;
    for (const Bytes& piece : fragments("192.0.2.3", "192.0.2.4", udp(10'000, 20'000, rtp()), 64))
        media.append(ethernet(piece));
    row("media in fragments", media, QStringList(media.size(), QStringLiteral("other-payload rtp")));

    QList<Bytes> segments;
    for (const Bytes& piece : fragments("192.0.2.9", "192.0.2.10", tcp(40'000, 5060, 1, text(head)), 40))
        segments.append(ethernet(piece));
    segments.append(overTcp(61, rest));
    QStringList segmentWords(segments.size(), part);
    segmentWords.last() = whole;
    row("a segment in fragments, of a message in segments", segments, segmentWords);

    const auto chunk = [](std::uint32_t tsn, bool isFirst, bool isLast, std::string_view payload) {
        return ethernet(
            ip("192.0.2.5", "192.0.2.6",
               sctp(5060, 5060, 7,
                    sctpData({.tsn = tsn, .isFirst = isFirst, .isLast = isLast}, text(payload)))));
    };
    row("a message in SCTP chunks", {chunk(1, true, false, head), chunk(2, false, true, rest)},
        {part, whole});
    row("an SCTP chunk without the others", {chunk(1, true, false, head)},
        {QStringLiteral("incomplete fragments-missing")});
}

void FrameAccountTest::decidesLate()
{
    QFETCH(QList<Bytes>, frames);
    QFETCH(QStringList, expected);
    Account account;
    for (const Bytes& frame : frames)
        account.add(frame);
    account.finish();
    QStringList words;
    for (const auto& [frame, word] : account.words)
        words.append(word);
    QCOMPARE(words, expected);
    QCOMPARE(account.resolvedTwice, 0);
}

void FrameAccountTest::tellsTheTunnel_data()
{
    QTest::addColumn<Bytes>("frame");
    QTest::addColumn<QString>("expected");
    const Bytes packet = ip("192.0.2.1", "192.0.2.2", udp(5060, 5060, text(message)));
    const auto row = [](const char* expected, const Bytes& frame) {
        QTest::newRow(*expected == 0 ? "none" : expected) << frame << QString::fromLatin1(expected);
    };
    row("", ethernet(packet));
    row("eth/vlan 100/ip", ethernet(vlan(100, packet), 0x8100));
    row("eth/vlan 100/vlan 7/ip", ethernet(vlan(100, vlan(7, packet), 0x8100), 0x8100));
    row("eth/vlan 100/ip/gre/ip",
        ethernet(vlan(100, ip("10.0.0.1", "10.0.0.2", greFor(0x0800, packet))), 0x8100));
    row("eth/ip/vxlan 42/eth/ip",
        ethernet(ip("10.0.0.1", "10.0.0.2",
                    udp(50'000, 4789, join({hex("08 00 00 00 00 00 2a 00"), ethernet(packet)})))));
    row("eth/ip/ip", ethernet(ip("10.0.0.1", "10.0.0.2", {4, packet})));
    // heplify always says a VLAN, also that there was none.
    const auto hepIn = [](std::uint64_t vlan) {
        const Bytes hep = Hep3Builder{}
                              .usualHeader()
                              .number(hep::ChunkType::VlanId, vlan, 2)
                              .text(hep::ChunkType::Payload, message)
                              .build();
        return ethernet(ip("10.0.0.1", "10.0.0.2", udp(40'000, 9060, hep)));
    };
    row("eth/ip/hep/vlan 42", hepIn(42));
    row("eth/ip/hep/vlan 43", hepIn(0xe000 + 43)); // with priority bits
    row("eth/ip/hep", hepIn(0));
}

void FrameAccountTest::tellsTheTunnel()
{
    QFETCH(Bytes, frame);
    QFETCH(QString, expected);
    Account account;
    account.add(frame);
    QCOMPARE(account.tunnels.size(), std::size_t{1});
    QCOMPARE(QString::fromStdString(account.tunnels.front()), expected);
}

namespace {

/// A bit of everything, recorded under `options`.
void record(const TempSession& folder, const RecorderOptions& options, std::size_t rounds)
{
    const auto writer = folder.writer(session::Durability::Import);
    DecodingStage stage{writer->nextFrame()};
    SessionRecorder recorder{*writer, options};
    const base::SourceId source = recorder.addSource({capture::SourceKind::File, "made up", {}, {}});
    net::FrameBatch batch;
    const auto add = [&](const Bytes& bytes) {
        net::FrameHeader header;
        header.captured = header.arrived =
            base::Timestamp{std::chrono::seconds{1'700'000'000 + batch.frames.size()}};
        header.source = source;
        header.originalLength = static_cast<std::uint32_t>(bytes.size());
        batch.append(header, bytes);
    };
    for (std::uint32_t round = 0; round < rounds; ++round) {
        add(overUdp(5060, 5060, text(message)));
        add(overUdp(10'000, 20'000, rtp()));
        add(overTcp(1 + round * static_cast<std::uint32_t>(message.size()), message.substr(0, 60)));
        add(overUdp(33'333, 53, hex("80 01 01 00 00 01 00 00 00 00 00 00 00 00 01 00 01")));
        add(overTcp(61 + round * static_cast<std::uint32_t>(message.size()), message.substr(60)));
        for (const Bytes& piece : fragments("192.0.2.3", "192.0.2.4", udp(10'000, 20'000, rtp()), 64,
                                            static_cast<std::uint16_t>(round)))
            add(ethernet(piece));
        add(ethernet(hex("45 00 00"), 0x0800));
    }
    for (const Bytes& piece : fragments("192.0.2.3", "192.0.2.4", udp(5060, 5060, text(message)), 128, 999)) {
        add(ethernet(piece));
        break;
    }
    DecodedBatch decoded;
    stage.decode(std::move(batch), decoded);
    recorder.take(decoded);
    recorder.countQueueDrops(source, 3);
    recorder.setCounters(source, {.droppedByKernel = 5, .refused = 2});
    QVERIFY(recorder.commit());
    stage.finish(decoded);
    recorder.take(decoded);
    QVERIFY(recorder.commit());
    QVERIFY(writer->close());
}

session::SourceRow sourceOf(const TempSession& folder)
{
    const auto reader = session::SessionReader::open(folder.path());
    const auto sources = (*reader)->sources();
    return sources->front();
}

} // namespace

void FrameAccountTest::addsUpWhateverIsStored_data()
{
    QTest::addColumn<int>("store");
    QTest::addColumn<int>("rtp");
    for (const auto store : {StorePolicy::All, StorePolicy::Signalling}) {
        for (const auto rtp : {RtpPolicy::Full, RtpPolicy::Headers, RtpPolicy::None})
            QTest::addRow("store %d rtp %d", static_cast<int>(store), static_cast<int>(rtp))
                << static_cast<int>(store) << static_cast<int>(rtp);
    }
}

void FrameAccountTest::addsUpWhateverIsStored()
{
    QFETCH(int, store);
    QFETCH(int, rtp);
    const TempSession folder;
    record(folder, {.store = static_cast<StorePolicy>(store), .rtp = static_cast<RtpPolicy>(rtp)}, 20);
    const session::SourceRow source = sourceOf(folder);
    QCOMPARE(source.accounted(), source.received);
    QCOMPARE(source.droppedByQueue, std::uint64_t{3});
    QCOMPARE(source.refused, std::uint64_t{2});
    QCOMPARE(source.count(FrameFate::SipMessage), std::uint64_t{40});
    QCOMPARE(source.count(FrameFate::SipPart), std::uint64_t{20});
    QCOMPARE(source.count(FrameFate::Malformed), std::uint64_t{20});
    QCOMPARE(source.count(FrameFate::Incomplete), std::uint64_t{1});
    std::uint64_t notStored = 0;
    for (const session::FrameTally& tally : source.tallies)
        notStored += tally.notStored;
    QCOMPARE(source.stored + notStored, source.received - source.droppedByQueue - source.refused);
    QCOMPARE(notStored != 0, static_cast<StorePolicy>(store) == StorePolicy::Signalling ||
                                 static_cast<RtpPolicy>(rtp) == RtpPolicy::None);

    QVERIFY(reindexSession(folder.path()));
    const session::SourceRow again = sourceOf(folder);
    QVERIFY(again.tallies == source.tallies);
    QCOMPARE(again.received, source.received);
    QCOMPARE(again.stored, source.stored);
    QCOMPARE(again.accounted(), again.received);
}

void FrameAccountTest::keepsTheFirstExamples()
{
    const TempSession folder;
    record(folder, {}, 20);
    const session::SourceRow source = sourceOf(folder);
    const auto reader = session::SessionReader::open(folder.path());
    QVERIFY(reader);
    for (const session::FrameTally& tally : source.tallies) {
        QCOMPARE(tally.examples.size(),
                 std::min<std::size_t>(tally.frames, session::FrameTally::mostExamples));
        QVERIFY(std::is_sorted(tally.examples.begin(), tally.examples.end()));
        for (const base::FrameNumber frame : tally.examples)
            QVERIFY((*reader)->frame(frame));
    }
    const auto parts = std::find_if(source.tallies.begin(), source.tallies.end(),
                                    [](const auto& tally) { return tally.fate == FrameFate::SipPart; });
    QVERIFY(parts != source.tallies.end());
    // Decided when its successor came, and still the first.
    QCOMPARE(parts->examples.front(), base::FrameNumber{3});
}

QTEST_GUILESS_MAIN(FrameAccountTest)
#include "tst_frame_account.moc"
