// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capture_file_reader.h"
#include "tests/support/capture_file_builder.h"

#include <QTemporaryDir>
#include <QTest>

#include <string>
#include <utility>
#include <vector>

using namespace core;
using namespace core::capture;
using namespace tests::support;

namespace {

struct Frame {
    std::string time;
    net::LinkType link = net::LinkType::Ethernet;
    std::int64_t source = 0;
    std::uint32_t originalLength = 0;
    Bytes bytes;
    std::string comment;
};

/// Everything a reader says about one file.
struct Reading {
    std::vector<Frame> frames;
    std::vector<std::string> interfaces;
    std::optional<base::Error> openError;
    std::optional<base::Error> damage;
    std::size_t largestBatch = 0;
    std::size_t largestBatchBytes = 0;
};

Reading readAll(const std::string& path)
{
    Reading reading;
    const auto announce = [&](const std::string& name, net::LinkType) {
        reading.interfaces.push_back(name);
        return base::SourceId{static_cast<std::int64_t>(reading.interfaces.size())};
    };
    auto reader = CaptureFileReader::open(path, announce);
    if (!reader) {
        reading.openError = reader.error();
        return reading;
    }
    for (;;) {
        const auto batch = (*reader)->next({});
        if (!batch || batch->frames.empty())
            break;
        reading.largestBatch = std::max(reading.largestBatch, batch->frames.size());
        reading.largestBatchBytes = std::max(reading.largestBatchBytes, batch->bytes.size());
        for (const net::FrameHeader& frame : batch->frames) {
            const auto bytes = batch->bytesOf(frame);
            reading.frames.push_back({base::formatEpoch(frame.captured), frame.link, frame.source.value,
                                      frame.originalLength, Bytes(bytes.begin(), bytes.end()),
                                      std::string{batch->commentOf(frame)}});
        }
    }
    reading.damage = (*reader)->damage();
    return reading;
}

} // namespace

class CaptureFileReaderTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    Reading reading(const Bytes& file)
    {
        const std::string path = m_folder.filePath("capture").toStdString();
        return writeFile(path, file) ? readAll(path) : Reading{};
    }

private slots:

    void pcapVariants_data()
    {
        QTest::addColumn<int>("order");
        QTest::addColumn<unsigned>("magic");
        QTest::addColumn<QString>("time");
        for (const auto order : {ByteOrder::Little, ByteOrder::Big}) {
            const std::string suffix = order == ByteOrder::Little ? ", little endian" : ", big endian";
            const int number = static_cast<int>(order);
            QTest::newRow(("microseconds" + suffix).c_str())
                << number << 0xa1b2c3d4U << "1700000000.000123000";
            QTest::newRow(("nanoseconds" + suffix).c_str())
                << number << 0xa1b23c4dU << "1700000000.000000123";
            QTest::newRow(("modified" + suffix).c_str()) << number << 0xa1b2cd34U << "1700000000.000123000";
        }
    }

    void pcapVariants()
    {
        QFETCH(int, order);
        QFETCH(unsigned, magic);
        const Bytes first = text("first packet");
        const Bytes second = text("2");
        const auto result =
            reading(pcapFile({{1'700'000'000, 123, first, 0}, {1'700'000'000, 123, second, 99}},
                             {static_cast<ByteOrder>(order), magic, 113, 4}));
        QCOMPARE(result.frames.size(), std::size_t{2});
        QVERIFY(!result.damage);
        QTEST(QString::fromStdString(result.frames[0].time), "time");
        QCOMPARE(result.frames[0].bytes, first);
        QCOMPARE(result.frames[0].originalLength, 12U);
        QCOMPARE(result.frames[0].link, net::LinkType::LinuxSll);
        QCOMPARE(result.frames[1].bytes, second);
        QCOMPARE(result.frames[1].originalLength, 99U);
        QCOMPARE(result.interfaces, std::vector<std::string>{""});
    }

    void linkTypeIgnoresTheFcsBits()
    {
        const auto result =
            reading(pcapFile({{1, 0, text("x"), 0}}, {ByteOrder::Little, 0xa1b2c3d4, 0x5401'0001, 4}));
        QCOMPARE(result.frames.at(0).link, net::LinkType::Ethernet);
    }

    void oldPcapHasItsLengthsTheOtherWayRound()
    {
        // Version 2.2 wrote the original length first: here 5 captured of 70.
        Bytes file = pcapFile({}, {ByteOrder::Big, 0xa1b2c3d4, 1, 2});
        file = join({file, big32(1), big32(2), big32(70), big32(5), text("hello")});
        const auto result = reading(file);
        QCOMPARE(result.frames.size(), std::size_t{1});
        QCOMPARE(result.frames[0].bytes, text("hello"));
        QCOMPARE(result.frames[0].originalLength, 70U);
    }

    void emptyPcapIsSound()
    {
        const auto result = reading(pcapFile({}));
        QVERIFY(!result.openError);
        QVERIFY(!result.damage);
        QVERIFY(result.frames.empty());
    }

    void cutOffFilesKeepWhatIsWhole_data()
    {
        QTest::addColumn<int>("cut");
        QTest::newRow("within the packet") << 3;
        QTest::newRow("at its start") << 5;
        QTest::newRow("within the record header") << 12;
        QTest::newRow("after one byte of it") << 20;
    }

    void cutOffFilesKeepWhatIsWhole()
    {
        QFETCH(int, cut);
        Bytes file = pcapFile({{1, 0, text("whole"), 0}, {2, 0, text("broke"), 0}});
        file.resize(file.size() - static_cast<std::size_t>(cut));
        const auto result = reading(file);
        QCOMPARE(result.frames.size(), std::size_t{1});
        QCOMPARE(result.frames[0].bytes, text("whole"));
        QVERIFY(result.damage.has_value());
        QCOMPARE(result.damage->code, base::ErrorCode::CaptureTruncated);
        QCOMPARE(result.damage->detail, std::string{"offset 45"});
    }

    void insaneLengthIsDamage()
    {
        Bytes file = pcapFile({{1, 0, text("whole"), 0}});
        file = join({file, Bytes(8), Bytes(4, std::byte{0xff}), Bytes(4, std::byte{0xff}), text("rest")});
        const auto result = reading(file);
        QCOMPARE(result.frames.size(), std::size_t{1});
        QCOMPARE(result.damage.value().code, base::ErrorCode::CaptureCorrupt);
        QCOMPARE(result.damage->detail, std::string{"offset 45"});
    }

    void batchesAreBounded()
    {
        const auto many = reading(pcapFile(std::vector<PcapPacket>(10'000, {1, 0, text("small"), 0})));
        QCOMPARE(many.frames.size(), std::size_t{10'000});
        QVERIFY(many.largestBatch <= CaptureFileReader::batchFrames);
        const auto large = reading(pcapFile(std::vector<PcapPacket>(100, {1, 0, pattern(60'000), 0})));
        QCOMPARE(large.frames.size(), std::size_t{100});
        QVERIFY(large.largestBatchBytes <= CaptureFileReader::batchBytes);
        for (const Frame& frame : large.frames)
            QCOMPARE(frame.bytes, pattern(60'000));
    }

    void packetLargerThanABatch()
    {
        const Bytes huge = pattern(3'000'000);
        const auto result =
            reading(pcapFile({{1, 0, text("before"), 0}, {2, 0, huge, 0}, {3, 0, text("after"), 0}}));
        QCOMPARE(result.frames.size(), std::size_t{3});
        QCOMPARE(result.frames[1].bytes, huge);
        QCOMPARE(result.frames[2].bytes, text("after"));
    }

    void pcapngWithTwoInterfaces()
    {
        PcapngBuilder file;
        file.section().interface({1, "eth0", {}, {}, 0}).interface({113, "any", std::uint8_t{9}, {}, 0});
        file.enhancedPacket(1, 1'700'000'000'000'000'001, text("on any"));
        file.enhancedPacket(0, 1'700'000'000'000'002, text("on eth0"), 1500);
        file.enhancedPacket(1, 1'700'000'000'000'000'003, text("any again"));
        const auto result = reading(file.bytes());
        QVERIFY(!result.damage);
        QCOMPARE(result.frames.size(), std::size_t{3});
        QCOMPARE(result.interfaces, (std::vector<std::string>{"any", "eth0"}));
        QCOMPARE(result.frames[0].time, std::string{"1700000000.000000001"});
        QCOMPARE(result.frames[0].link, net::LinkType::LinuxSll);
        QCOMPARE(result.frames[0].source, std::int64_t{1});
        QCOMPARE(result.frames[1].time, std::string{"1700000000.000002000"});
        QCOMPARE(result.frames[1].link, net::LinkType::Ethernet);
        QCOMPARE(result.frames[1].originalLength, 1500U);
        QCOMPARE(result.frames[1].bytes, text("on eth0"));
        QCOMPARE(result.frames[2].source, std::int64_t{1});
    }

    /// Two capture points that a program gave one name, or none.
    void pcapngInterfacesOfOneNameAreTwo()
    {
        PcapngBuilder file;
        for (int section = 0; section < 2; ++section) {
            file.section().interface({1, "eth0", {}, {}, 0}).interface({1, "eth0", {}, {}, 0});
            file.enhancedPacket(0, 1, text("first")).enhancedPacket(1, 2, text("second"));
        }
        const auto result = reading(file.bytes());
        QVERIFY(!result.damage);
        QCOMPARE(result.frames.size(), std::size_t{4});
        QCOMPARE(result.interfaces, (std::vector<std::string>{"eth0", "eth0"}));
        QVERIFY(result.frames[0].source != result.frames[1].source);
        QCOMPARE(result.frames[2].source, result.frames[0].source);
        QCOMPARE(result.frames[3].source, result.frames[1].source);
    }

    void pcapngSectionsOfBothByteOrders()
    {
        PcapngBuilder file;
        file.section(ByteOrder::Big)
            .interface({1, "eth0", {}, std::int64_t{100}, 0})
            .enhancedPacket(0, 5'000'000, text("big"));
        file.section(ByteOrder::Little)
            .interface({101, "tun0", {}, {}, 0})
            .enhancedPacket(0, 6'000'000, text("little"));
        file.section(ByteOrder::Big)
            .interface({1, "eth0", {}, {}, 0})
            .enhancedPacket(0, 7'000'000, text("same again"));
        const auto result = reading(file.bytes());
        QVERIFY(!result.damage);
        QCOMPARE(result.frames.size(), std::size_t{3});
        QCOMPARE(result.frames[0].time, std::string{"105.000000000"});
        QCOMPARE(result.frames[1].bytes, text("little"));
        QCOMPARE(result.frames[1].link, net::LinkType::Raw);
        QCOMPARE(result.frames[2].source, result.frames[0].source);
        QCOMPARE(result.interfaces, (std::vector<std::string>{"eth0", "tun0"}));
    }

    void pcapngSimpleAndObsoletePackets()
    {
        PcapngBuilder file;
        file.section().interface({1, {}, {}, {}, 8});
        file.simplePacket(text("12345678"), 2000).obsoletePacket(0, 3'000'000, text("old"));
        const auto result = reading(file.bytes());
        QVERIFY(!result.damage);
        QCOMPARE(result.frames.size(), std::size_t{2});
        QCOMPARE(result.frames[0].bytes, text("12345678"));
        QCOMPARE(result.frames[0].originalLength, 2000U);
        QCOMPARE(result.frames[1].bytes, text("old"));
        QCOMPARE(result.frames[1].time, std::string{"3.000000000"});
    }

    /// Only what our own export writes is kept, and no packet suffers.
    void pcapngCommentsOfCaptureAgents()
    {
        const std::string ours = "HEP agent.id=7 agent.name=\"edge\"";
        const std::string other = "HEP agent.id=8";
        const std::vector<std::vector<std::string>> comments{
            {ours},     {"a note", ours, other}, {},
            {"a note"}, {ours + " and more"},    {std::string(60'000, 'H')}};
        for (const auto order : {ByteOrder::Little, ByteOrder::Big}) {
            PcapngBuilder file;
            file.section(order).interface({});
            for (std::size_t i = 0; i < 4 * comments.size(); ++i)
                file.enhancedPacket(0, i, pattern(20 + i % 4), 0, comments[i / 4]);
            const auto result = reading(file.bytes());
            QVERIFY(!result.damage);
            QCOMPARE(result.frames.size(), 4 * comments.size());
            for (std::size_t i = 0; i < result.frames.size(); ++i) {
                QCOMPARE(result.frames[i].bytes, pattern(20 + i % 4));
                QCOMPARE(result.frames[i].comment, i / 4 < 2 ? ours : std::string{});
            }
        }
    }

    /// Options that say they are longer than their block, or end within a header.
    void pcapngCommentsCutShort()
    {
        const auto packet = [](std::string_view options) {
            const Bytes head = hex("00000000 00000000 01000000 04000000 04000000 61616161");
            return join({head, hex(options)});
        };
        PcapngBuilder file;
        file.section().interface({});
        for (const char* options :
             {"0100", "010000", "0100 ffff 48455020", "0100 0800 48455020", "0100 0000 0100 0400"})
            file.block(6, packet(options));
        const auto result = reading(file.bytes());
        QCOMPARE(result.frames.size(), std::size_t{5});
        for (const Frame& frame : result.frames) {
            QCOMPARE(frame.bytes, text("aaaa"));
            QVERIFY(frame.comment.empty());
        }
    }

    void pcapngNamesOfComputers()
    {
        PcapngBuilder file;
        const Bytes ipv6 = hex("20010db8 00000000 00000000 00000001");
        file.section().block(
            4, join({hex("0100 0800 c0000201 61 00 62 00 0200 1200"), ipv6, text("s"), hex("00 0000"),
                     hex("0100 0300 c0000200"), hex("0700 0400 c0000203"), hex("0000 0000")}));
        const auto path = m_folder.filePath("names.pcapng").toStdString();
        QVERIFY(writeFile(path, file.bytes()));
        auto reader = CaptureFileReader::open(
            path, [](const std::string&, net::LinkType) { return base::SourceId{1}; });
        QVERIFY(reader.has_value());
        std::vector<std::string> names;
        (*reader)->setNameListener([&](const net::IpAddress& address, std::string&& name) {
            names.push_back(address.toString() + ' ' + name);
        });
        QVERIFY((*reader)->next({}).has_value());
        QCOMPARE(names, (std::vector<std::string>{"192.0.2.1 a", "2001:db8::1 s"}));
    }

    void pcapngOtherBlocksArePassedOver()
    {
        PcapngBuilder file;
        file.section().interface({}).block(5, Bytes(20)).block(0x0bad, pattern(3'000'000));
        file.enhancedPacket(0, 1, text("after"));
        for (int i = 0; i < 5'000; ++i)
            file.block(4, Bytes(1000));
        file.enhancedPacket(0, 2, text("last"));
        const auto result = reading(file.bytes());
        QVERIFY(!result.damage);
        QCOMPARE(result.frames.size(), std::size_t{2});
        QCOMPARE(result.frames[0].bytes, text("after"));
        QCOMPARE(result.frames[1].bytes, text("last"));
        QVERIFY(result.largestBatchBytes < std::size_t{2} << 20U);
    }

    void damagedPcapng_data()
    {
        QTest::addColumn<QByteArray>("tail");
        QTest::addColumn<bool>("isTruncated");
        const auto row = [](const char* name, const Bytes& tail, bool isTruncated) {
            QTest::newRow(name) << QByteArray{reinterpret_cast<const char*>(tail.data()),
                                              static_cast<qsizetype>(tail.size())}
                                << isTruncated;
        };
        PcapngBuilder wrongInterface;
        wrongInterface.enhancedPacket(7, 1, text("x"));
        row("unknown interface", wrongInterface.bytes(), false);
        row("length below a block's least", hex("06000000 04000000 00000000"), false);
        row("packet block of 4 GiB", hex("06000000 fcffffff 00000000 00000000"), false);
        row("interface block of 4 GiB", hex("01000000 fcffffff 00000000 00000000"), false);
        row("other block of 4 GiB ends with the file", hex("77000000 fcffffff 00000000 00000000"), true);
        row("lengths differ", hex("06000000 20000000 0000000000000000000000000000000000000000 24000000"),
            false);
        row("packet longer than its block",
            hex("06000000 24000000 00000000 00000000 00000000 ff000000 ff000000 61616161 24000000"), false);
        row("cut off", hex("06000000 2400"), true);
        row("section of unknown version",
            hex("0a0d0d0a 1c000000 4d3c2b1a 0900 0000 ffffffffffffffff 1c000000"), false);
        row("section without byte order",
            hex("0a0d0d0a 1c000000 00000000 0100 0000 ffffffffffffffff 1c000000"), false);
    }

    void damagedPcapng()
    {
        QFETCH(QByteArray, tail);
        QFETCH(bool, isTruncated);
        PcapngBuilder file;
        file.section().interface({}).enhancedPacket(0, 1, text("good"));
        const auto end = file.bytes().size();
        const auto result =
            reading(join({file.bytes(), text({tail.constData(), static_cast<std::size_t>(tail.size())})}));
        QCOMPARE(result.frames.size(), std::size_t{1});
        QVERIFY(result.damage.has_value());
        QCOMPARE(result.damage->code,
                 isTruncated ? base::ErrorCode::CaptureTruncated : base::ErrorCode::CaptureCorrupt);
        if (!QString{QTest::currentDataTag()}.contains("4 GiB ends"))
            QCOMPARE(result.damage->detail, "offset " + std::to_string(end));
    }

    void gzipInOneAndSeveralMembers()
    {
        const Bytes plain = pcapFile(std::vector<PcapPacket>(3'000, {1, 0, pattern(900), 0}));
        const auto one = reading(gzip(plain));
        QCOMPARE(one.frames.size(), std::size_t{3'000});
        QVERIFY(!one.damage);
        const std::size_t middle = plain.size() / 2;
        const Bytes members = join({gzip(slice(plain, 0, 10)), gzip(slice(plain, 10, middle - 10)),
                                    gzip(slice(plain, middle, plain.size())), Bytes(512)});
        const auto several = reading(members);
        QCOMPARE(several.frames.size(), std::size_t{3'000});
        QCOMPARE(several.frames.back().bytes, pattern(900));
        QVERIFY(!several.damage);
    }

    void damagedGzip()
    {
        Bytes packed = gzip(pcapFile(std::vector<PcapPacket>(50, {1, 0, pattern(50'000), 0})));
        packed.resize(packed.size() - 20);
        const auto cut = reading(packed);
        QVERIFY(cut.frames.size() > 10);
        QCOMPARE(cut.damage.value().code, base::ErrorCode::CaptureTruncated);

        Bytes broken = gzip(pcapFile({{1, 0, pattern(1000), 0}}));
        broken[broken.size() - 5] ^= std::byte{0xff}; // the checksum
        const auto wrong = reading(broken);
        QCOMPARE(wrong.frames.size(), std::size_t{1});
        QCOMPARE(wrong.damage.value().code, base::ErrorCode::CaptureCorrupt);
    }

    void otherFiles_data()
    {
        QTest::addColumn<QByteArray>("start");
        QTest::addColumn<int>("code");
        const int notACapture = static_cast<int>(base::ErrorCode::NotACapture);
        const int unsupported = static_cast<int>(base::ErrorCode::CompressionUnsupported);
        QTest::newRow("empty") << QByteArray{} << notACapture;
        QTest::newRow("text") << QByteArray{"Hello, this is no capture at all."} << notACapture;
        QTest::newRow("Network Monitor")
            << QByteArray{"GMBU\x01\x02\x01\x00"}.append(100, '\0') << notACapture;
        QTest::newRow("snoop") << QByteArray{"snoop\0\0\0", 8}.append(100, '\0') << notACapture;
        QTest::newRow("half a pcap header") << QByteArray{"\xd4\xc3\xb2\xa1\x02\x00", 6} << notACapture;
        QTest::newRow("lz4 of old") << QByteArray{"\x02\x21\x4c\x18....", 8} << unsupported;
        QTest::newRow("bzip2") << QByteArray{"BZh91AY&SY"} << unsupported;
    }

    void otherFiles()
    {
        QFETCH(QByteArray, start);
        QFETCH(int, code);
        const std::string path = m_folder.filePath("other").toStdString();
        QVERIFY(writeFile(path, text({start.constData(), static_cast<std::size_t>(start.size())})));
        const auto result = readAll(path);
        QVERIFY(result.openError.has_value());
        QCOMPARE(static_cast<int>(result.openError->code), code);
        QCOMPARE(result.openError->subject, path);
        const auto probed = probeCapture(path);
        QVERIFY(!probed);
        QCOMPARE(static_cast<int>(probed.error().code), code);
    }

    void missingFileAndFolder()
    {
        QCOMPARE(readAll(m_folder.filePath("nothing").toStdString()).openError.value().code,
                 base::ErrorCode::FileNotFound);
        QCOMPARE(readAll(m_folder.path().toStdString()).openError.value().code, base::ErrorCode::IoFailed);
    }

    void probeTellsTheFormat()
    {
        const std::string path = m_folder.filePath("probe").toStdString();
        QVERIFY(writeFile(path, gzip(pcapFile({}))));
        QVERIFY(*probeCapture(path) == CaptureFormat::Pcap);
        PcapngBuilder file;
        file.section();
        QVERIFY(writeFile(path, file.bytes()));
        QVERIFY(*probeCapture(path) == CaptureFormat::Pcapng);
    }
};

QTEST_GUILESS_MAIN(CaptureFileReaderTest)
#include "tst_capture_file_reader.moc"
