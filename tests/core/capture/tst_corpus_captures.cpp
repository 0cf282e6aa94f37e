// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/capture/capture_file_reader.h"
#include "core/net/packet_decoder.h"

#include <QFile>
#include <QStringList>
#include <QTest>

#include <map>
#include <set>
#include <string>

using namespace core;
using namespace core::capture;

namespace {

/// Files where our count differs from the index on purpose.
const std::map<QString, int>& exceptions()
{
    static const std::map<QString, int> table{
        // Microsoft Network Monitor: not one of our formats.
        {"NormB+sipnab/tests/pcap-samples/rtsp-packets.cap", 0},
        // The index counts custom blocks as packets.
        {"google+gopacket/pcapgo/tests/be/test017.pcapng", 0},
        {"google+gopacket/pcapgo/tests/be/test018.pcapng", 4},
        {"google+gopacket/pcapgo/tests/be/test102.pcapng", 5},
        {"google+gopacket/pcapgo/tests/be/test202.pcapng", 8},
        {"google+gopacket/pcapgo/tests/le/test017.pcapng", 0},
        {"google+gopacket/pcapgo/tests/le/test018.pcapng", 4},
        {"google+gopacket/pcapgo/tests/le/test102.pcapng", 5},
        {"google+gopacket/pcapgo/tests/le/test202.pcapng", 8},
        // Link types that the index's reader does not know; we read the frames and count them as unknown.
        {"the-tcpdump-group+libpcap/tests/filter/brcm-tag-stp.pcap", 4},
        {"the-tcpdump-group+libpcap/tests/filter/brcm-tag.pcap", 15},
        {"the-tcpdump-group+libpcap/tests/filter/dsa.pcap", 8},
        // Version numbers that nobody assigned, in files that are sound otherwise.
        {"the-tcpdump-group+libpcap/tests/pcap-invalid-version-1.pcap", 1},
        {"the-tcpdump-group+libpcap/tests/pcapng-invalid-vers-2.pcapng", 1},
    };
    return table;
}

/// "source destination" of every datagram, by frame.
class EndpointRecorder final : public net::PayloadHandler {
public:
    void onDatagram(const net::FrameView& frame, const net::Datagram& datagram) override
    {
        datagrams[frame.number.value].insert(datagram.path.source.toString() + ' ' +
                                             datagram.path.destination.toString());
    }

    void onStreamBytes(const net::FrameView&, const net::StreamBytes& bytes) override
    {
        streamBytes += bytes.bytes.size();
    }

    void onStreamClosed(net::StreamId) override {}

    std::map<std::int64_t, std::set<std::string>> datagrams;
    std::size_t streamBytes = 0;
};

QList<QStringList> readTable(const QString& path)
{
    QList<QStringList> rows;
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly))
        return rows;
    file.readLine(); // header
    while (!file.atEnd()) {
        QString line = QString::fromUtf8(file.readLine());
        line.chop(line.endsWith('\n') ? 1 : 0);
        rows.append(line.split('\t'));
    }
    return rows;
}

} // namespace

/// Recorded captures from many sources; the folder is named by RHAPSODE_CORPUS.
class CorpusCapturesTest : public QObject {
    Q_OBJECT

private:
    QString m_corpus;

private slots:

    void initTestCase()
    {
        m_corpus = qEnvironmentVariable("RHAPSODE_CORPUS");
        if (m_corpus.isEmpty())
            QSKIP("RHAPSODE_CORPUS does not name a folder of recorded captures");
    }

    void everyPacketIsReadAndDecoded_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("packets");
        for (const QStringList& row : readTable(m_corpus + "/INDEX.tsv")) {
            constexpr int category = 7;
            constexpr int packets = 10;
            if (row.size() > packets && row[category].startsWith("capture"))
                QTest::newRow(row[0].toUtf8().constData()) << row[0] << row[packets].toInt();
        }
    }

    void everyPacketIsReadAndDecoded()
    {
        QFETCH(QString, file);
        QFETCH(int, packets);
        EndpointRecorder recorder;
        net::PacketDecoder decoder;
        std::int64_t number = 0;
        auto reader =
            CaptureFileReader::open((m_corpus + "/files/" + file).toStdString(),
                                    [](const std::string&, net::LinkType) { return base::SourceId{1}; });
        while (reader) {
            const auto batch = (*reader)->next({});
            QVERIFY(batch.has_value());
            if (batch->frames.empty())
                break;
            for (const net::FrameHeader& header : batch->frames) {
                net::FrameView view;
                view.number.value = ++number;
                view.captured = header.captured;
                view.arrived = header.arrived;
                view.link = header.link;
                view.originalLength = header.originalLength;
                view.bytes = batch->bytesOf(header);
                decoder.decode(view, recorder);
            }
        }
        decoder.finish(recorder);
        const auto exception = exceptions().find(file);
        QCOMPARE(number, std::int64_t{exception == exceptions().end() ? packets : exception->second});
        compareWithTruth(file, recorder);
    }

private:
    /// Every SIP message over UDP or SCTP that the reference found lies in a datagram of the same frame with
    /// the same endpoints.
    void compareWithTruth(QString file, const EndpointRecorder& recorder)
    {
        const QString truth = m_corpus + "/truth/" + file.replace('/', "__") + ".sip.tsv";
        for (const QStringList& row : readTable(truth)) {
            enum Column { Frame, Time, Source, Destination, Method, Status, CallId, CSeq, Transport, Inside };

            if (row.size() <= Inside || (row[Transport] != "udp" && row[Transport] != "sctp") ||
                row[Inside].contains("icmp"))
                continue;
            const auto found = recorder.datagrams.find(row[Frame].toLongLong());
            const std::string wanted = (row[Source] + ' ' + row[Destination]).toStdString();
            QVERIFY2(found != recorder.datagrams.end() && found->second.contains(wanted),
                     ("frame " + row[Frame].toStdString() + ": no datagram " + wanted).c_str());
        }
    }
};

QTEST_GUILESS_MAIN(CorpusCapturesTest)
#include "tst_corpus_captures.moc"
