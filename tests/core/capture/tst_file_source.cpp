// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/capture/file_source.h"
#include "tests/support/capture_file_builder.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <string>
#include <sys/stat.h>
#include <thread>
#include <vector>

using namespace core;
using namespace core::capture;
using namespace tests::support;

namespace {

/// Notes everything a source says.
class RecordingSink final : public FrameSink {
public:
    base::SourceId addSource(const SourceDescription& description) override
    {
        sources.push_back(description);
        return base::SourceId{static_cast<std::int64_t>(sources.size())};
    }

    bool push(net::FrameBatch&& batch) override
    {
        ++batches;
        for (const net::FrameHeader& frame : batch.frames) {
            packets.emplace_back(base::asText(batch.bytesOf(frame)));
            sourceOf.push_back(frame.source.value);
            isArrivalCapture = isArrivalCapture && frame.arrived == frame.captured;
        }
        return batches < refuseFrom;
    }

    void ready(base::SourceId, const std::string&) override {}

    void report(base::SourceId source, const SourceCounters& counters) override
    {
        received[source.value] = counters;
    }

    void warn(base::SourceId source, const base::Error& error) override
    {
        warnings.emplace_back(source.value, error);
    }

    void progress(std::uint64_t bytesRead, std::uint64_t bytesTotal) override
    {
        lastProgress = {bytesRead, bytesTotal};
    }

    std::vector<SourceDescription> sources;
    std::vector<std::string> packets;
    std::vector<std::int64_t> sourceOf;
    std::vector<std::pair<std::int64_t, base::Error>> warnings;
    std::map<std::int64_t, SourceCounters> received;
    std::pair<std::uint64_t, std::uint64_t> lastProgress{0, 0};
    bool isArrivalCapture = true;
    int batches = 0;
    int refuseFrom = 1'000'000;
};

using Texts = std::vector<std::string>;

} // namespace

class FileSourceTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::string write(const std::string& name, const Bytes& bytes)
    {
        const std::string path = m_folder.filePath(QString::fromStdString(name)).toStdString();
        return writeFile(path, bytes) ? path : std::string{};
    }

private slots:

    void oneFile()
    {
        const Bytes file = pcapFile({{1, 0, text("a"), 0}, {2, 0, text("bb"), 0}, {1, 0, text("c"), 0}});
        const std::string path = write("one.pcap", file);
        RecordingSink sink;
        QVERIFY(FileSource({path}).run({}, sink));
        QCOMPARE(sink.packets, (Texts{"a", "bb", "c"}));
        QVERIFY(sink.isArrivalCapture);
        QCOMPARE(sink.sources.size(), std::size_t{1});
        QCOMPARE(sink.sources[0].name, path);
        QVERIFY(sink.sources[0].kind == SourceKind::File);
        QCOMPARE(sink.received[1].received, std::uint64_t{3});
        QCOMPARE(sink.received[1].receivedBytes, std::uint64_t{4});
        QCOMPARE(sink.lastProgress, (std::pair<std::uint64_t, std::uint64_t>{file.size(), file.size()}));
    }

    void filesAreMergedByTime()
    {
        const std::string a = write("a.pcap", pcapFile({{1, 0, text("a1"), 0},
                                                        {5, 0, text("a5"), 0},
                                                        {5, 0, text("a5b"), 0},
                                                        {9, 0, text("a9"), 0}}));
        const std::string b =
            write("b.pcap", pcapFile({{2, 0, text("b2"), 0}, {5, 0, text("b5"), 0}, {7, 0, text("b7"), 0}}));
        RecordingSink sink;
        QVERIFY(FileSource({a, b}).run({}, sink));
        QCOMPARE(sink.packets, (Texts{"a1", "b2", "a5", "a5b", "b5", "b7", "a9"}));
        QCOMPARE(sink.sourceOf, (std::vector<std::int64_t>{1, 2, 1, 1, 2, 2, 1}));
    }

    void aFileKeepsItsOwnOrder()
    {
        const std::string a =
            write("a.pcap", pcapFile({{5, 0, text("a5"), 0}, {1, 0, text("a1"), 0}, {6, 0, text("a6"), 0}}));
        const std::string b = write("b.pcap", pcapFile({{2, 0, text("b2"), 0}, {7, 0, text("b7"), 0}}));
        RecordingSink sink;
        QVERIFY(FileSource({a, b}).run({}, sink));
        QCOMPARE(sink.packets, (Texts{"b2", "a5", "a1", "a6", "b7"}));
    }

    void manyFilesOfARing()
    {
        // More than are kept open at once, given in reverse, overlapping by one packet each.
        std::vector<std::string> paths;
        Texts expected;
        for (std::uint32_t i = 0; i < 40; ++i) {
            const std::uint32_t start = 100 * i;
            paths.insert(paths.begin(),
                         write("ring" + std::to_string(i),
                               pcapFile({{start, 0, text("f" + std::to_string(start)), 0},
                                         {start + 101, 0, text("l" + std::to_string(start + 101)), 0}})));
            expected.push_back("f" + std::to_string(start));
            if (i > 0)
                expected.push_back("l" + std::to_string(start + 1));
        }
        expected.push_back("l4001");
        RecordingSink sink;
        QVERIFY(FileSource(paths).run({}, sink));
        QCOMPARE(sink.packets, expected);
        QCOMPARE(sink.sources.size(), std::size_t{40});
        QCOMPARE(sink.sources[0].name, paths.back());
    }

    void mergingManyFramesLosesNone()
    {
        std::vector<PcapPacket> even;
        std::vector<PcapPacket> odd;
        for (std::uint32_t i = 0; i < 20'000; ++i)
            (i % 2 == 0 ? even : odd).push_back({i, 0, text(std::to_string(i)), 0});
        RecordingSink sink;
        QVERIFY(FileSource({write("even", pcapFile(even)), write("odd", pcapFile(odd))}).run({}, sink));
        QCOMPARE(sink.packets.size(), std::size_t{20'000});
        for (std::size_t i = 0; i < sink.packets.size(); ++i)
            QCOMPARE(sink.packets[i], std::to_string(i));
        QCOMPARE(sink.received[1].received + sink.received[2].received, std::uint64_t{20'000});
    }

    void pcapngAnnouncesItsInterfaces()
    {
        PcapngBuilder file;
        file.section().interface({1, "eth0", {}, {}, 0}).interface({113, "any", {}, {}, 0});
        file.enhancedPacket(0, 1, text("x")).enhancedPacket(1, 2, text("y"));
        RecordingSink sink;
        QVERIFY(FileSource({write("two.pcapng", file.bytes())}).run({}, sink));
        QCOMPARE(sink.sources.size(), std::size_t{2});
        QCOMPARE(sink.sources[0].interfaceName, std::string{"eth0"});
        QCOMPARE(sink.sources[1].interfaceName, std::string{"any"});
        QCOMPARE(sink.sources[1].link, net::LinkType::LinuxSll);
    }

    void damageIsAWarningAndTheOthersGoOn()
    {
        Bytes cut = pcapFile({{1, 0, text("a1"), 0}, {2, 0, text("a2"), 0}});
        cut.pop_back();
        const std::string a = write("cut.pcap", cut);
        const std::string b = write("b.pcap", pcapFile({{3, 0, text("b3"), 0}}));
        RecordingSink sink;
        QVERIFY(FileSource({a, b}).run({}, sink));
        QCOMPARE(sink.packets, (Texts{"a1", "b3"}));
        QCOMPARE(sink.warnings.size(), std::size_t{1});
        QCOMPARE(sink.warnings[0].second.code, base::ErrorCode::CaptureTruncated);
        QCOMPARE(sink.warnings[0].second.subject, a);
        QCOMPARE(sink.sources[static_cast<std::size_t>(sink.warnings[0].first - 1)].name, a);
    }

    void anEmptyFileIsASourceToo()
    {
        RecordingSink sink;
        QVERIFY(FileSource({write("empty.pcap", pcapFile({}, {ByteOrder::Big, 0xa1b2c3d4, 276, 4}))})
                    .run({}, sink));
        QCOMPARE(sink.sources.size(), std::size_t{1});
        QCOMPARE(sink.sources[0].link, net::LinkType::LinuxSll2);
    }

    void aWrongPathIsFoundBeforeAnythingHappens()
    {
        const std::string good = write("good.pcap", pcapFile({{1, 0, text("a"), 0}}));
        RecordingSink sink;
        const auto missing = FileSource({good, good + ".missing"}).run({}, sink);
        QVERIFY(!missing);
        QCOMPARE(missing.error().code, base::ErrorCode::FileNotFound);
        QVERIFY(sink.packets.empty());
        const auto foreign =
            FileSource({good, write("notes.txt", text("This is not a capture, but long enough."))})
                .run({}, sink);
        QVERIFY(!foreign);
        QCOMPARE(foreign.error().code, base::ErrorCode::NotACapture);
        QVERIFY(sink.packets.empty());
    }

    void aSinkThatRefusesEndsTheRun()
    {
        RecordingSink sink;
        sink.refuseFrom = 2;
        QVERIFY(
            FileSource({write("long.pcap", pcapFile(std::vector<PcapPacket>(20'000, {1, 0, text("x"), 0})))})
                .run({}, sink));
        QCOMPARE(sink.batches, 2);
    }

    void stopsWhileAPipeIsSilent()
    {
        const std::string path = m_folder.filePath("fifo").toStdString();
        QCOMPARE(mkfifo(path.c_str(), 0600), 0);
        RecordingSink sink;
        base::Status status = base::Error{};
        QElapsedTimer sinceStop;
        {
            std::jthread runner{
                [&](const std::stop_token& stop) { status = FileSource({path}).run(stop, sink); }};
            std::this_thread::sleep_for(std::chrono::milliseconds{30});
            sinceStop.start();
        } // asks to stop and waits
        QVERIFY(status.has_value());
        QVERIFY2(sinceStop.elapsed() < 1000, "a stop takes too long"); // usually 50 ms
    }

    void aPipeIsDeliveredAsItComes()
    {
        const std::string path = m_folder.filePath("live").toStdString();
        QCOMPARE(mkfifo(path.c_str(), 0600), 0);
        const Bytes file = pcapFile({{1, 0, text("first"), 0}, {2, 0, text("second"), 0}});
        std::jthread writer{[&] {
            std::FILE* pipe = std::fopen(path.c_str(), "wb");
            std::fwrite(file.data(), 1, 45, pipe); // up to the end of the first packet
            std::fflush(pipe);
            std::this_thread::sleep_for(std::chrono::milliseconds{30});
            std::fwrite(file.data() + 45, 1, file.size() - 45, pipe);
            std::fclose(pipe);
        }};
        RecordingSink sink;
        QVERIFY(FileSource({path}).run({}, sink));
        QCOMPARE(sink.packets, (Texts{"first", "second"}));
        QCOMPARE(sink.batches, 2);
        QCOMPARE(sink.lastProgress, (std::pair<std::uint64_t, std::uint64_t>{file.size(), 0}));
    }
};

QTEST_GUILESS_MAIN(FileSourceTest)
#include "tst_file_source.moc"
