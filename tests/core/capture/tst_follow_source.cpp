// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/follow_source.h"
#include "tests/support/capture_file_builder.h"
#include "tests/support/source_runner.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>
#include <sys/stat.h>

using namespace core;
using namespace core::capture;
using namespace tests::support;

namespace {

/// A capture that another program writes: opened once, flushed after each write.
class Writer {
public:
    explicit Writer(const std::string& path) : m_file(path, std::ios::binary) {}

    void write(const Bytes& bytes)
    {
        m_file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        m_file.flush();
    }

private:
    std::ofstream m_file;
};

Bytes header()
{
    return pcapFile({});
}

/// A record that follows the header of a file.
Bytes record(std::uint32_t second, std::string_view payload)
{
    const Bytes file = pcapFile({{second, 0, text(payload), 0}});
    return slice(file, header().size(), file.size());
}

std::vector<std::string> payloads(const RecordingSink& sink)
{
    std::vector<std::string> all;
    for (const net::FrameBatch& batch : sink.batches) {
        for (const net::FrameHeader& frame : batch.frames) {
            const auto bytes = batch.bytesOf(frame);
            all.emplace_back(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        }
    }
    return all;
}

bool waitForFrames(RecordingSink& sink, std::size_t count)
{
    return sink.waitUntil([count](const RecordingSink& s) { return s.frames >= count; });
}

/// Gives what must not happen the time to happen.
void letItLook()
{
    QTest::qWait(350);
}

} // namespace

class FollowSourceTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;

    std::string path(const char* name = "") const
    {
        return m_folder->filePath(QString::fromLatin1(name)).toStdString();
    }

private slots:

    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void growingFile()
    {
        Writer writer{path("a.pcap")};
        FollowSource source{path("a.pcap")};
        RecordingSink sink;
        SourceRunner runner{source, sink};
        QVERIFY(runner.waitUntilReady()); // before there is anything in it
        writer.write(slice(header(), 0, 10));
        letItLook();
        writer.write(slice(header(), 10, 100));
        writer.write(record(1, "one"));
        QVERIFY(waitForFrames(sink, 1));
        const Bytes second = record(2, "two");
        writer.write(slice(second, 0, 17)); // a record in two writes
        letItLook();
        writer.write(slice(second, 17, 100));
        QVERIFY(waitForFrames(sink, 2));
        QVERIFY(bool{runner.stop()});
        QVERIFY(runner.stopDuration < std::chrono::seconds{1});
        QCOMPARE(payloads(sink), (std::vector<std::string>{"one", "two"}));
        QCOMPARE(sink.readyLines, std::vector<std::string>{"following " + path("a.pcap")});
        QCOMPARE(sink.sources.size(), std::size_t{1});
        QCOMPARE(sink.sources[0].kind, SourceKind::Follow);
        QCOMPARE(sink.counters.received, std::uint64_t{2});
        QVERIFY(sink.warnings.empty());
        QVERIFY(sink.batches.back().frames.back().arrived >
                base::Timestamp{} + std::chrono::years{50}); // now, not 1970
    }

    void growingPcapng()
    {
        PcapngBuilder file;
        file.section().interface({1, "eth0", {}, {}, 0}).enhancedPacket(0, 1, text("one"));
        Writer writer{path("a.pcapng")};
        writer.write(file.bytes());
        FollowSource source{path("a.pcapng")};
        RecordingSink sink;
        SourceRunner runner{source, sink};
        QVERIFY(waitForFrames(sink, 1));
        const std::size_t before = file.bytes().size();
        file.enhancedPacket(0, 2, text("two"));
        writer.write(slice(file.bytes(), before, file.bytes().size()));
        QVERIFY(waitForFrames(sink, 2));
        QVERIFY(bool{runner.stop()});
        QCOMPARE(payloads(sink), (std::vector<std::string>{"one", "two"}));
    }

    void emptiedAndWrittenAnew()
    {
        Writer{path("a.pcap")}.write(join({header(), record(1, "one"), record(2, "two")}));
        FollowSource source{path("a.pcap")};
        RecordingSink sink;
        SourceRunner runner{source, sink};
        QVERIFY(waitForFrames(sink, 2));
        // Longer at once than before: only its beginning tells.
        Writer{path("a.pcap")}.write(
            join({header(), record(3, "three"), record(4, "four"), record(5, "five")}));
        QVERIFY(waitForFrames(sink, 5));
        QVERIFY(bool{runner.stop()});
        QCOMPARE(payloads(sink), (std::vector<std::string>{"one", "two", "three", "four", "five"}));
        QCOMPARE(sink.sources.size(), std::size_t{1});
    }

    void replacedUnderItsName()
    {
        Writer first{path("a.pcap")};
        first.write(join({header(), record(1, "one")}));
        FollowSource source{path("a.pcap")};
        RecordingSink sink;
        SourceRunner runner{source, sink};
        QVERIFY(waitForFrames(sink, 1));
        std::filesystem::rename(path("a.pcap"), path("a.pcap.1"));
        letItLook();
        first.write(record(2, "late")); // its writer has not noticed yet
        QVERIFY(waitForFrames(sink, 2));
        Writer{path("a.pcap")}.write(join({header(), record(3, "new")}));
        QVERIFY(waitForFrames(sink, 3));
        QVERIFY(bool{runner.stop()});
        QCOMPARE(payloads(sink), (std::vector<std::string>{"one", "late", "new"}));
        QVERIFY(sink.warnings.empty());
    }

    void damageIsWaitedOut()
    {
        Bytes wrong = record(2, "two");
        wrong[11] = std::byte{0x7f}; // a length of two gigabytes
        Writer{path("a.pcap")}.write(join({header(), record(1, "one"), wrong}));
        FollowSource source{path("a.pcap")};
        RecordingSink sink;
        SourceRunner runner{source, sink};
        QVERIFY(sink.waitUntil([](const RecordingSink& s) { return !s.warnings.empty(); }));
        letItLook();
        Writer{path("a.pcap")}.write(join({header(), record(3, "three")}));
        QVERIFY(waitForFrames(sink, 2));
        QVERIFY(bool{runner.stop()});
        QCOMPARE(payloads(sink), (std::vector<std::string>{"one", "three"}));
        QCOMPARE(sink.warnings.size(), std::size_t{1});
        QCOMPARE(sink.warnings[0].code, base::ErrorCode::CaptureCorrupt);
    }

    void folderInOrder()
    {
        // By time of the last write, then by name; what is no capture is passed over.
        Writer{path("z-older.pcap")}.write(join({header(), record(1, "one")}));
        Writer{path("b.pcap")}.write(join({header(), record(3, "three")}));
        Writer{path("a.pcap")}.write(join({header(), record(2, "two")}));
        Writer{path("notes.txt")}.write(text("These are only some notes about the captures here."));
        using namespace std::filesystem;
        const auto hourAgo = file_time_type::clock::now() - std::chrono::hours{1};
        last_write_time(path("z-older.pcap"), hourAgo - std::chrono::minutes{1});
        last_write_time(path("a.pcap"), hourAgo);
        last_write_time(path("b.pcap"), hourAgo);
        FollowSource source{path()};
        RecordingSink sink;
        SourceRunner runner{source, sink};
        QVERIFY(waitForFrames(sink, 3));
        Writer newest{path("b2.pcap")};
        newest.write(join({header(), record(4, "four")}));
        QVERIFY(waitForFrames(sink, 4));
        newest.write(record(5, "five"));
        QVERIFY(waitForFrames(sink, 5));
        Writer{path("b3.pcap")}.write({}); // not begun: b2 is still the newest
        letItLook();
        newest.write(record(6, "six"));
        QVERIFY(waitForFrames(sink, 6));
        Writer{path("b3.pcap")}.write(join({header(), record(7, "seven")}));
        QVERIFY(waitForFrames(sink, 7));
        QVERIFY(bool{runner.stop()});
        QCOMPARE(payloads(sink),
                 (std::vector<std::string>{"one", "two", "three", "four", "five", "six", "seven"}));
        QCOMPARE(sink.sources.size(), std::size_t{1});
        QVERIFY(sink.warnings.empty());
    }

    void ringOfNames()
    {
        // tcpdump -W writes over its oldest file; others rename, and compress what they have renamed.
        Writer{path("ring0")}.write(join({header(), record(1, "one"), record(2, "two")}));
        FollowSource source{path()};
        RecordingSink sink;
        SourceRunner runner{source, sink};
        QVERIFY(waitForFrames(sink, 2));
        Writer{path("ring1")}.write(join({header(), record(3, "three")}));
        QVERIFY(waitForFrames(sink, 3));
        Writer{path("ring0")}.write(join({header(), record(4, "four"), record(5, "five"), record(6, "six")}));
        QVERIFY(waitForFrames(sink, 6));
        std::filesystem::rename(path("ring1"), path("ring1.old"));
        QVERIFY(writeFile(path("ring0.gz"),
                          gzip(join({header(), record(4, "four"), record(5, "five"), record(6, "six")}))));
        letItLook();
        letItLook();
        QVERIFY(bool{runner.stop()});
        QCOMPARE(payloads(sink), (std::vector<std::string>{"one", "two", "three", "four", "five", "six"}));
    }

    void namedPipe()
    {
        QCOMPARE(::mkfifo(path("pipe").c_str(), 0600), 0);
        FollowSource source{path("pipe")};
        RecordingSink sink;
        SourceRunner runner{source, sink};
        QVERIFY(runner.waitUntilReady());
        Writer{path("pipe")}.write(join({header(), record(1, "one")}));
        QVERIFY(waitForFrames(sink, 1));
        Writer{path("pipe")}.write(join({header(), record(2, "two")}));
        QVERIFY(waitForFrames(sink, 2));
        QVERIFY(bool{runner.stop()});
        QVERIFY(runner.stopDuration < std::chrono::seconds{1});
        QCOMPARE(payloads(sink), (std::vector<std::string>{"one", "two"}));
    }

    void whatCannotBeFollowed()
    {
        RecordingSink sink;
        FollowSource missing{path("nothing")};
        QCOMPARE(SourceRunner(missing, sink).join().error().code, base::ErrorCode::FileNotFound);
        Writer{path("text")}.write(text("Hello, this is no capture at all."));
        FollowSource other{path("text")};
        QCOMPARE(SourceRunner(other, sink).join().error().code, base::ErrorCode::NotACapture);
        QVERIFY(sink.readyLines.empty());
    }

    void endsWhenTheSinkIsFull()
    {
        Writer{path("a.pcap")}.write(join({header(), record(1, "one")}));
        for (const std::string& followed : {path("a.pcap"), path()}) {
            FollowSource source{followed};
            RecordingSink sink;
            sink.acceptsMore = false;
            SourceRunner runner{source, sink};
            QVERIFY(bool{runner.join()});
        }
    }
};

QTEST_GUILESS_MAIN(FollowSourceTest)
#include "tst_follow_source.moc"
