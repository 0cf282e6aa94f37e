// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/stream_statistics.h"

#include "core/capture/capture_file_reader.h"
#include "core/media/stream_key.h"
#include "core/net/packet_decoder.h"
#include "tests/support/capture_file_builder.h"
#include "tests/support/rtp_builder.h"
#include "tests/support/tshark_streams.h"

#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>
#include <cmath>
#include <map>

using namespace core;
using namespace core::media;
using namespace tests::support;

namespace {

QString nameOf(const net::Path& path, std::uint32_t ssrc)
{
    return QString::fromStdString(path.source.toString() + ' ' + path.destination.toString()) + ' ' +
           QString::number(ssrc, 16);
}

/// tshark knows from SDP what the dynamic payload types are. That is not what is compared here, so it is
/// taken from its own list.
PayloadMap formatsOf(const QString& payload)
{
    RtpMap map;
    for (const auto& [name, encoding, clockRate] :
         {std::tuple{"opus", "opus", 48000U}, std::tuple{"AMR-WB", "AMR-WB", 16000U},
          std::tuple{"AMR", "AMR", 8000U}, std::tuple{"iLBC", "iLBC", 8000U},
          std::tuple{"telephone-event", "telephone-event", 8000U},
          std::tuple{"rtpevent", "telephone-event", 8000U}}) {
        if (map.encoding.empty() && payload.contains(QLatin1String{name}, Qt::CaseInsensitive))
            map = {encoding, clockRate, 1, {}, 0};
    }
    PayloadMap formats;
    for (std::uint8_t type = 96; type < 128 && !map.encoding.empty(); ++type)
        formats.set(type, formatOf(map));
    return formats;
}

/// Our own reading of a capture file: everything on UDP that is RTP by its bytes.
class Streams final : public net::PayloadHandler {
public:
    explicit Streams(const QList<TsharkStream>& wanted)
    {
        for (const TsharkStream& stream : wanted)
            m_streams[stream.name].formats = formatsOf(stream.payload);
    }

    void onDatagram(const net::FrameView& frame, const net::Datagram& datagram) override
    {
        const RtpParsing parsed = parseRtp(datagram.bytes, datagram.isTruncated);
        if (datagram.path.transport != net::Transport::Udp || !parsed)
            return;
        const auto place = m_streams.find(nameOf(datagram.path, parsed.header.ssrc));
        if (place != m_streams.end())
            place->second.statistics.add(parsed.header, {frame.captured, frame.captured, 0},
                                         &place->second.formats);
    }

    void onStreamBytes(const net::FrameView&, const net::StreamBytes&) override {}

    void onStreamClosed(net::StreamId) override {}

    [[nodiscard]] const StreamCounters& of(const QString& name) { return m_streams[name].statistics.total(); }

private:
    struct Stream {
        StreamStatistics statistics;
        PayloadMap formats;
    };

    std::map<QString, Stream> m_streams;
};

/// False when the file cannot be read.
bool readFile(const QString& file, Streams& streams)
{
    auto reader = capture::CaptureFileReader::open(
        file.toStdString(), [](const std::string&, net::LinkType) { return base::SourceId{1}; });
    if (!reader)
        return false;
    net::PacketDecoder decoder;
    std::int64_t number = 0;
    while (true) {
        auto batch = (*reader)->next({});
        if (!batch || batch->frames.empty())
            break;
        for (const net::FrameHeader& frame : batch->frames)
            decoder.decode(net::viewOf({++number}, frame, batch->bytesOf(frame)), streams);
    }
    decoder.finish(streams);
    return true;
}

struct Difference {
    QStringList measures; ///< those that differ
    QString words;
};

Difference difference(const StreamCounters& ours, const TsharkStream& theirs)
{
    Difference found;
    const auto compare = [&found](const QString& what, bool isSame, double mine, double other) {
        if (isSame)
            return;
        found.measures << what;
        found.words += QString("%1 %2, tshark %3; ").arg(what).arg(mine).arg(other);
    };
    compare("packets", qint64(ours.packets) == theirs.packets, double(ours.packets), double(theirs.packets));
    compare("lost", ours.lost == theirs.lost, double(ours.lost), double(theirs.lost));
    const auto compareTimes = [&compare](const QString& what, double mine, double other) {
        compare(what, agrees(mine, other), mine, other);
    };
    compareTimes("mean jitter", ours.jitter.mean, theirs.meanJitter);
    compareTimes("maximum jitter", ours.jitter.maximum, theirs.maximumJitter);
    compareTimes("maximum delta", ours.delta.maximum, theirs.maximumDelta);
    return found;
}

/// One packet of a capture that the test makes.
struct Sent {
    std::int64_t microseconds = 0;
    Rtp packet;
};

/// 20 ms packets of PCMU with a jitter that repeats itself; `change` may alter, repeat or drop them.
std::vector<Sent> conversation(int packets)
{
    std::vector<Sent> sent;
    for (int i = 0; i < packets; ++i)
        sent.push_back({20'000LL * i + (i * 7919 % 23) * 150,
                        {.sequence = static_cast<std::uint16_t>(65'000 + i),
                         .timestamp = 4'294'900'000U + static_cast<std::uint32_t>(i) * 160U}});
    return sent;
}

void write(const QString& path, const std::vector<Sent>& sent)
{
    std::vector<PcapPacket> packets;
    for (const Sent& one : sent)
        packets.push_back({static_cast<std::uint32_t>(1'700'000'000 + one.microseconds / 1'000'000),
                           static_cast<std::uint32_t>(one.microseconds % 1'000'000),
                           ethernet(ip("192.0.2.1", "198.51.100.2", udp(4000, 5000, rtp(one.packet))))});
    const Bytes bytes = pcapFile(packets);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(reinterpret_cast<const char*>(bytes.data()), qint64(bytes.size()));
}

} // namespace

/// Loss and jitter are those of `tshark -z rtp,streams`.
class TestStreamsAsTshark : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void madeCapturesAgree_data();
    void madeCapturesAgree();
    void exceptionsAreThoseStated_data();
    void exceptionsAreThoseStated();
    void recordedCapturesAgree_data();
    void recordedCapturesAgree();

private:
    QTemporaryDir m_folder;
};

void TestStreamsAsTshark::initTestCase()
{
    if (QStandardPaths::findExecutable(QStringLiteral("tshark")).isEmpty())
        QSKIP("tshark is not installed");
}

using Sends = std::vector<Sent>;
Q_DECLARE_METATYPE(Sends)

void TestStreamsAsTshark::madeCapturesAgree_data()
{
    QTest::addColumn<Sends>("sent");
    QTest::newRow("jitter, and both counters wrap around") << conversation(1500);

    auto lossy = conversation(1500);
    std::erase_if(lossy, [](const Sent& one) {
        return one.packet.sequence % 37 == 5 || one.packet.sequence % 101 < 4;
    });
    QTest::newRow("losses, alone and in runs") << lossy;

    auto repeated = conversation(600);
    for (std::size_t i = 100; i < 500; i += 50) {
        Sent again = repeated[i];
        again.microseconds += 3000;
        repeated.insert(repeated.begin() + std::ptrdiff_t(i) + 1, again);
    }
    QTest::newRow("duplicates") << repeated;

    auto reordered = conversation(600);
    for (std::size_t i = 100; i < 500; i += 40)
        std::swap(reordered[i].packet, reordered[i + 1].packet);
    QTest::newRow("overtaken packets") << reordered;

    auto silent = conversation(900);
    for (std::size_t i = 0; i < silent.size(); ++i) {
        silent[i].microseconds += std::int64_t(i / 300) * 2'000'000;
        silent[i].packet.timestamp += static_cast<std::uint32_t>(i / 300) * 16'000U;
        silent[i].packet.isMarked = i % 300 == 0;
    }
    QTest::newRow("talk spurts with markers") << silent;

    auto noise = silent;
    for (std::size_t i = 299; i < noise.size(); i += 300)
        noise[i].packet.payloadType = 13;
    QTest::newRow("comfort noise before the silence") << noise;

    auto changed = conversation(600);
    for (std::size_t i = 300; i < changed.size(); ++i)
        changed[i].packet.payloadType = 8;
    QTest::newRow("another codec of the same clock") << changed;

    auto stalled = conversation(600);
    for (std::size_t i = 200; i < 215; ++i)
        stalled[i].microseconds = stalled[215].microseconds - std::int64_t(215 - i) * 100;
    QTest::newRow("a stall and what was held up") << stalled;
}

void TestStreamsAsTshark::madeCapturesAgree()
{
    QFETCH(Sends, sent);
    const QString path = m_folder.filePath("made.pcap");
    write(path, sent);
    const QList<TsharkStream> theirs = askTshark(path);
    QCOMPARE(theirs.size(), 1);
    Streams ours{theirs};
    QVERIFY(readFile(path, ours));
    QCOMPARE(qint64(ours.of(theirs[0].name).packets), qint64(sent.size()));
    const Difference found = difference(ours.of(theirs[0].name), theirs[0]);
    QVERIFY2(found.measures.isEmpty(), qPrintable(found.words));
}

void TestStreamsAsTshark::exceptionsAreThoseStated_data()
{
    QTest::addColumn<Sends>("sent");
    QTest::addColumn<QStringList>("measures");
    QTest::addColumn<int>("lost");
    QTest::addColumn<double>("maximumJitter");

    auto overtaken = conversation(300);
    std::swap(overtaken[298].packet, overtaken[299].packet);
    overtaken.erase(overtaken.begin() + 100);
    QTest::newRow("overtaken at the end: the last number is not the highest")
        << overtaken << QStringList{"lost"} << 1 << 6.0;

    auto restarted = conversation(300);
    for (std::size_t i = 150; i < restarted.size(); ++i) {
        restarted[i].packet.sequence = static_cast<std::uint16_t>(20'000 + i);
        restarted[i].packet.timestamp += 7'000'000;
    }
    QTest::newRow("numbers that begin anew are no loss, and their timestamps no jitter")
        << restarted << QStringList{"lost", "mean jitter", "maximum jitter"} << 0 << 4.0;
}

/// Here we differ from tshark, for the reasons that core/media/stream_statistics.h gives.
void TestStreamsAsTshark::exceptionsAreThoseStated()
{
    QFETCH(Sends, sent);
    QFETCH(QStringList, measures);
    QFETCH(int, lost);
    QFETCH(double, maximumJitter);
    const QString path = m_folder.filePath("exception.pcap");
    write(path, sent);
    const QList<TsharkStream> theirs = askTshark(path);
    QCOMPARE(theirs.size(), 1);
    Streams ours{theirs};
    QVERIFY(readFile(path, ours));
    const StreamCounters& counters = ours.of(theirs[0].name);
    const Difference found = difference(counters, theirs[0]);
    QVERIFY2(found.measures == measures, qPrintable(found.words));
    QCOMPARE(int(counters.lost), lost);
    QVERIFY(counters.jitter.maximum < maximumJitter);
}

void TestStreamsAsTshark::recordedCapturesAgree_data()
{
    const QString corpus = qEnvironmentVariable("RHAPSODE_CORPUS");
    QTest::addColumn<QString>("path");
    if (corpus.isEmpty()) {
        QTest::newRow("no corpus") << QString();
        return;
    }
    for (const QString& path : capturesWithRtp(corpus))
        QTest::newRow(qPrintable(path.mid(corpus.size()))) << path;
}

void TestStreamsAsTshark::recordedCapturesAgree()
{
    QFETCH(QString, path);
    if (path.isEmpty())
        QSKIP("RHAPSODE_CORPUS does not name a folder of recorded captures");
    if (!QFileInfo::exists(path))
        QSKIP("the capture is not there");
    const QList<TsharkStream> theirs = askTshark(path);
    QVERIFY(!theirs.isEmpty());
    Streams ours{theirs};
    QVERIFY(readFile(path, ours));
    for (const TsharkStream& stream : theirs) {
        const Difference found = difference(ours.of(stream.name), stream);
        QVERIFY2(found.measures == knownDifferences(path, stream.name),
                 qPrintable(stream.name + ' ' + stream.payload + ": " + found.words));
    }
}

QTEST_GUILESS_MAIN(TestStreamsAsTshark)
#include "tst_streams_as_tshark.moc"
