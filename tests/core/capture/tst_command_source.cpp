// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/command_source.h"
#include "tests/support/capture_file_builder.h"
#include "tests/support/source_runner.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace core;
using namespace core::capture;
using namespace tests::support;

class CommandSourceTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::string path(const char* name) const
    {
        return m_folder.filePath(QString::fromLatin1(name)).toStdString();
    }

private slots:

    void initTestCase()
    {
        QVERIFY(
            writeFile(path("two.pcap"), pcapFile({{1, 5, text("first"), 0}, {2, 6, text("second"), 99}})));
        PcapngBuilder file;
        file.section().interface({1, "eth7", {}, {}, 0}).enhancedPacket(0, 1, text("x"));
        file.block(5,
                   hex("00000000 00000000 00000000 0500 0800 0300000000000000 0700 0800 0400000000000000"));
        QVERIFY(writeFile(path("drops.pcapng"), file.bytes()));
    }

    void deliversAndEndsWithTheCommand()
    {
        CommandSource source{"cat " + path("two.pcap")};
        RecordingSink sink;
        SourceRunner runner{source, sink};
        QVERIFY(bool{runner.join()});
        QCOMPARE(sink.readyLines, std::vector<std::string>{"capturing cat " + path("two.pcap")});
        QCOMPARE(sink.sources.size(), std::size_t{1});
        QCOMPARE(sink.sources[0].kind, SourceKind::Command);
        QCOMPARE(sink.frames, std::size_t{2});
        QCOMPARE(sink.counters.received, std::uint64_t{2});
        const net::FrameHeader& frame = sink.batches[0].frames[0];
        QCOMPARE(base::formatEpoch(frame.captured), std::string{"1.000005000"});
        QVERIFY(frame.arrived > frame.captured); // it arrives now
    }

    void deliversWhileTheCommandRuns()
    {
        CommandSource source{"cat " + path("two.pcap") + "; exec sleep 60"};
        RecordingSink sink;
        SourceRunner runner{source, sink};
        QVERIFY(sink.waitUntil([](const RecordingSink& s) { return s.frames == 2; }));
        QVERIFY(bool{runner.stop()});
        QVERIFY(runner.stopDuration < std::chrono::seconds{3});
        QVERIFY(sink.warnings.empty());
    }

    void stopWaitsForWhatIsStillToCome()
    {
        // As tcpdump does: the rest comes after the signal.
        CommandSource source{"trap 'tail -c +46 " + path("two.pcap") + "; exit 0' TERM; head -c 45 " +
                             path("two.pcap") + "; while :; do sleep 0.05; done"};
        RecordingSink sink;
        SourceRunner runner{source, sink};
        QVERIFY(sink.waitUntil([](const RecordingSink& s) { return s.frames == 1; }));
        QVERIFY(bool{runner.stop()});
        QCOMPARE(sink.frames, std::size_t{2});
    }

    void saysHowItFailed()
    {
        CommandSource source{"echo 'probe: Permission denied\033[31m' >&2; exit 255"};
        RecordingSink sink;
        SourceRunner runner{source, sink};
        const base::Status status = runner.join();
        QVERIFY(!status);
        QCOMPARE(status.error().code, base::ErrorCode::IoFailed);
        QCOMPARE(status.error().detail, std::string{"exit status 255; probe: Permission denied?[31m"});
        QVERIFY(sink.readyLines.empty());
    }

    void keepsWhatCameBeforeItFailed()
    {
        CommandSource source{"head -c 60 " + path("two.pcap") + "; echo link is down >&2; exit 1"};
        RecordingSink sink;
        SourceRunner runner{source, sink};
        const base::Status status = runner.join();
        QCOMPARE(status.error().code, base::ErrorCode::IoFailed);
        QCOMPARE(sink.frames, std::size_t{1});
        QCOMPARE(sink.warnings.at(0).code, base::ErrorCode::CaptureTruncated);
    }

    void complaintsAreBounded()
    {
        CommandSource source{
            "i=0; while [ $i -lt 20000 ]; do echo line $i of many >&2; i=$((i+1)); done; exit 1"};
        RecordingSink sink;
        SourceRunner runner{source, sink};
        const base::Status status = runner.join();
        QVERIFY(status.error().detail.size() < 2'000);
        QVERIFY(status.error().detail.ends_with("line 19999 of many"));
    }

    void otherOutput_data()
    {
        QTest::addColumn<QString>("command");
        QTest::newRow("text") << "echo This is no capture at all, whatever it says.";
        QTest::newRow("endless") << "yes";
        QTest::newRow("nothing") << "true";
        QTest::newRow("text, then silence")
            << "echo This is no capture at all, whatever it says; exec sleep 60";
    }

    void otherOutput()
    {
        QFETCH(QString, command);
        CommandSource source{command.toStdString()};
        RecordingSink sink;
        SourceRunner runner{source, sink};
        const base::Status status = runner.join();
        QCOMPARE(status.error().code, base::ErrorCode::NotACapture);
    }

    void countsWhatTheOtherSideDropped()
    {
        CommandSource tcpdump{"cat " + path("two.pcap") + "; echo '17 packets dropped by kernel' >&2"};
        RecordingSink sink;
        SourceRunner runner{tcpdump, sink};
        QVERIFY(bool{runner.join()});
        QCOMPARE(sink.counters.droppedByKernel, std::uint64_t{17});

        CommandSource dumpcap{"cat " + path("drops.pcapng")};
        RecordingSink second;
        SourceRunner other{dumpcap, second};
        QVERIFY(bool{other.join()});
        QCOMPARE(second.counters.droppedByKernel, std::uint64_t{7});
        QCOMPARE(second.sources[0].interfaceName, std::string{"eth7"});
    }

    void stopsWhenTheSinkIsFull()
    {
        CommandSource source{"cat " + path("two.pcap") + "; exec sleep 60"};
        RecordingSink sink;
        sink.acceptsMore = false;
        SourceRunner runner{source, sink};
        QVERIFY(bool{runner.join()});
    }
};

QTEST_GUILESS_MAIN(CommandSourceTest)
#include "tst_command_source.moc"
