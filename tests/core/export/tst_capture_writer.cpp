// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/capture_writer.h"

#include "tests/core/export/tshark.h"
#include "tests/support/frame_builder.h"

#include "core/base/ascii.h"
#include "core/base/byte_reader.h"
#include "core/export/packet_maker.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace core;
using namespace core::exporting;

namespace {

std::string request(const std::string& method, const std::string& callId, std::size_t bodyLength = 0)
{
    return method +
           " sip:bob@b.example SIP/2.0\r\nVia: SIP/2.0/UDP a.example;branch=z9hG4bK1\r\nMax-Forwards: 70\r\n"
           "From: <sip:alice@a.example>;tag=1\r\nTo: <sip:bob@b.example>\r\nCall-ID: " +
           callId + "\r\nCSeq: 1 " + method +
           "\r\nContent-Type: text/plain\r\nContent-Length: " + std::to_string(bodyLength) + "\r\n\r\n" +
           std::string(bodyLength, 'x');
}

struct Sent {
    const char* source;
    const char* destination;
    net::Transport transport;
    std::string payload;
};

net::Endpoint endpointOf(std::string_view text)
{
    const std::size_t colon = text.rfind(':');
    return tests::support::endpoint(
        text.substr(0, colon), static_cast<std::uint16_t>(std::stoi(std::string{text.substr(colon + 1)})));
}

} // namespace

class CaptureWriterTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString write(const std::function<void(AtomicFile&)>& fill, const char* name) const
    {
        const QString path = m_folder.filePath(name);
        auto file = AtomicFile::create(path.toStdString(), true);
        fill(*file);
        return file->commit() ? path : QString{};
    }

    static QByteArray content(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
    }

private slots:

    void pcapBytes_data()
    {
        QTest::addColumn<bool>("hasNanoseconds");
        QTest::addColumn<QByteArray>("expected");
        const QByteArray rest = "02000400"
                                "0000000000000000"
                                "00000400"
                                "65000000"
                                "00f15365";
        QTest::newRow("microseconds") << false
                                      << "d4c3b2a1" + rest +
                                             "01000000"
                                             "03000000"
                                             "09000000"
                                             "450000";
        QTest::newRow("nanoseconds") << true
                                     << "4d3cb2a1" + rest +
                                            "ea030000"
                                            "03000000"
                                            "09000000"
                                            "450000";
    }

    void pcapBytes()
    {
        QFETCH(bool, hasNanoseconds);
        QFETCH(QByteArray, expected);
        const Bytes bytes = tests::support::hex("45 00 00");
        const QString path = write(
            [&](AtomicFile& file) {
                PcapWriter writer{file, {net::LinkType::Raw, hasNanoseconds}};
                writer.add({base::fromNanoseconds(1'700'000'000'000'001'002), net::LinkType::Raw, 9, bytes});
            },
            "a.pcap");
        QCOMPARE(content(path).toHex(), expected);
    }

    void pcapngDescribesEachInterfaceOnce()
    {
        const Bytes bytes = tests::support::hex("45 00 00 00 00");
        const QString path = write(
            [&](AtomicFile& file) {
                PcapngWriter writer{file, "test", "a comment"};
                const base::SourceId first{1};
                QCOMPARE(writer.interface({first, net::LinkType::Raw}, "lo", ""), 0U);
                QCOMPARE(writer.interface({first, net::LinkType::Ethernet}, "lo", ""), 1U);
                QCOMPARE(writer.interface({{2}, net::LinkType::Raw}, "eth0", ""), 2U);
                QCOMPARE(writer.interface({first, net::LinkType::Raw}, "lo", ""), 0U);
                writer.add(2,
                           {base::fromNanoseconds(1'700'000'000'000'001'002), net::LinkType::Raw, 9, bytes});
            },
            "a.pcapng");
        const QByteArray hex = content(path).toHex();
        QCOMPARE(hex.count("020002006c6f0000"), 2);          // if_name "lo"
        QCOMPARE(hex.count("0200040065746830"), 1);          // if_name "eth0"
        QCOMPARE(hex.count("0900010009000000"), 3);          // if_tsresol 9
        QVERIFY(hex.contains("010009006120636f6d6d656e74")); // comment
        if (!tests::hasTshark())
            QSKIP("tshark is not installed");
        QCOMPARE(tests::tsharkFields(
                     path, {"frame.interface_name", "frame.time_epoch", "frame.len", "frame.cap_len"}),
                 QStringList{"eth0|1700000000.000001002|9|5"});
    }

    /// Messages get headers that Wireshark finds nothing wrong with, and that say the same as the agent did.
    void headersMadeForMessages_data()
    {
        QTest::addColumn<QString>("pcapName");
        QTest::newRow("pcap") << "hep.pcap";
        QTest::newRow("pcapng") << "hep.pcapng";
    }

    void headersMadeForMessages()
    {
        if (!tests::hasTshark())
            QSKIP("tshark is not installed");
        QFETCH(QString, pcapName);
        using net::Transport;
        const std::vector<Sent> sent{
            {"192.0.2.1:5060", "198.51.100.7:5080", Transport::Udp, request("INVITE", "udp4")},
            {"2001:db8::1:5060", "2001:db8::2:5080", Transport::Udp, request("INVITE", "udp6")},
            {"192.0.2.1:40000", "198.51.100.7:5060", Transport::Tcp, request("INVITE", "tcp-1", 11)},
            {"192.0.2.1:40000", "198.51.100.7:5060", Transport::Tcp, request("BYE", "tcp-2")},
            {"198.51.100.7:5060", "192.0.2.1:40000", Transport::Tcp, request("OPTIONS", "tcp-3", 2)},
            {"192.0.2.1:40000", "198.51.100.7:5060", Transport::Tcp, request("ACK", "tcp-4")},
            {"2001:db8::1:40001", "2001:db8::2:5060", Transport::Tcp, request("MESSAGE", "tcp6", 3)},
            {"192.0.2.1:40002", "198.51.100.7:5061", Transport::Tls, request("NOTIFY", "tls")},
            {"192.0.2.1:5060", "198.51.100.7:5060", Transport::Sctp, request("INFO", "sctp", 1)},
        };
        QStringList expected;
        std::vector<std::pair<call::MessageRecord, Bytes>> received;
        std::int64_t time = 1'700'000'000'000'000'000;
        for (const Sent& item : sent) {
            time += 1'000'000'000;
            call::MessageRecord record;
            record.path = {endpointOf(item.source), endpointOf(item.destination), item.transport};
            record.captured = base::fromNanoseconds(time);
            received.emplace_back(record, tests::support::text(item.payload));
            const QString callId =
                QString::fromStdString(item.payload).section("Call-ID: ", 1).section('\r', 0, 0);
            expected << QStringLiteral("%1.000000000|%2|%3|%4|1")
                            .arg(time / 1'000'000'000)
                            .arg(QString::fromStdString(item.payload).section(' ', 0, 0), callId)
                            .arg(record.path.source.port);
        }
        const bool isPcapng = pcapName.endsWith("ng");
        const QString path = write(
            [&](AtomicFile& file) {
                PacketMaker maker;
                std::optional<PcapWriter> pcap;
                std::optional<PcapngWriter> pcapng;
                if (isPcapng)
                    pcapng.emplace(file, "test", "");
                else
                    pcap.emplace(file, PcapWriter::Options{});
                for (const auto& [record, message] : received) {
                    for (const Bytes& frame : maker.frames(record, message)) {
                        const CapturePacket packet{record.captured, net::LinkType::Ethernet, 0, frame};
                        if (isPcapng)
                            pcapng->add(pcapng->interface({{1}, packet.link, true}, "hep", ""), packet);
                        else
                            pcap->add(packet);
                    }
                }
            },
            qPrintable(pcapName));
        QStringList seen;
        for (QString line :
             tests::tsharkFields(path, {"frame.time_epoch", "sip.Method", "sip.Call-ID", "udp.srcport",
                                        "tcp.srcport", "sctp.srcport", "sip.CSeq.seq"}))
            seen << line.replace(QRegularExpression("\\|+"), "|");
        QCOMPARE(seen, expected);
        QCOMPARE(tests::tsharkComplaints(path), QStringList{});
        QCOMPARE(tests::tsharkFields(path, {"tcp.seq_raw", "tcp.ack_raw"}, "tcp.port == 40000").size(), 4);
    }

    /// The test above would see it if a checksum were wrong.
    void wrongChecksumIsComplainedAbout()
    {
        if (!tests::hasTshark())
            QSKIP("tshark is not installed");
        core::net::PacketBuilder builder;
        const net::Path path{endpointOf("192.0.2.1:5060"), endpointOf("192.0.2.2:5060"), net::Transport::Udp};
        const std::string payload = request("INVITE", "damaged");
        Bytes frame = builder.frames(path, base::asBytes(payload)).front();
        frame.back() ^= std::byte{1};
        const QString file = write(
            [&](AtomicFile& output) {
                PcapWriter{output, {}}.add({{}, net::LinkType::Ethernet, 0, frame});
            },
            "damaged.pcap");
        QCOMPARE(tests::tsharkComplaints(file).size(), 1);
    }

    void payloadTooLargeForAPacketIsSplit()
    {
        core::net::PacketBuilder builder;
        const Bytes payload = tests::support::pattern(150'000);
        const net::Path path{endpointOf("192.0.2.1:1"), endpointOf("192.0.2.2:2"), net::Transport::Tcp};
        const std::vector<Bytes> frames = builder.frames(path, payload);
        QCOMPARE(frames.size(), std::size_t{3});
        Bytes together;
        constexpr std::ptrdiff_t headers = 14 + 20 + 20;
        for (const Bytes& frame : frames) {
            QVERIFY(frame.size() <= 14 + 65'535);
            together.insert(together.end(), frame.begin() + headers, frame.end());
        }
        QVERIFY(together == payload);
    }

    void emptyPayloadIsOnePacket()
    {
        core::net::PacketBuilder builder;
        const net::Path path{endpointOf("192.0.2.1:1"), endpointOf("192.0.2.2:2"), net::Transport::Udp};
        QCOMPARE(builder.frames(path, {}).size(), std::size_t{1});
    }

    void cutMessageLeavesAGap()
    {
        PacketMaker maker;
        call::MessageRecord record;
        record.path = {endpointOf("192.0.2.1:1"), endpointOf("192.0.2.2:2"), net::Transport::Tcp};
        record.defects.add(sip::Defect::ContentLengthTooLarge);
        const Bytes payload = tests::support::pattern(10);
        const auto sequenceOf = [&] {
            const Bytes frame = maker.frames(record, payload).front();
            return std::to_integer<int>(frame[14 + 20 + 7]);
        };
        const int first = sequenceOf();
        QCOMPARE(sequenceOf() - first, 11);
    }

    void beginsAnewBeyondItsMemory()
    {
        net::PacketBuilder builder;
        const net::Path path{endpointOf("192.0.2.1:1"), endpointOf("192.0.2.2:2"), net::Transport::Tcp};
        const auto sequenceOf = [&] {
            const Bytes frame = builder.packets(path, tests::support::pattern(10)).front();
            return base::ByteReader{std::span{frame}.subspan(20 + 4)}.u32();
        };
        const std::uint32_t first = sequenceOf();
        QCOMPARE(sequenceOf() - first, 10U);
        builder.restart();
        // Nothing that a reader could take for a repetition or for the rest of the same connection.
        QVERIFY(sequenceOf() - first > 1U << 30U);
    }

    void broughtToEthernet_data()
    {
        QTest::addColumn<int>("link");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<bool>("isPossible");
        QTest::newRow("raw") << 101 << QByteArray() << true;
        QTest::newRow("raw, BSD") << 12 << QByteArray() << true;
        QTest::newRow("IPv4") << 228 << QByteArray() << true;
        QTest::newRow("Linux cooked") << 113 << QByteArray("0000 0001 0006 020000000001 0000 0800") << true;
        QTest::newRow("Linux cooked 2")
            << 276 << QByteArray("0800 0000 00000001 0001 00 06 020000000001 0000") << true;
        QTest::newRow("loopback") << 0 << QByteArray("02000000") << true;
        QTest::newRow("unknown") << 147 << QByteArray() << false;
        QTest::newRow("ARP") << 113 << QByteArray("0000 0001 0006 020000000001 0000 0806") << false;
    }

    void broughtToEthernet()
    {
        using namespace tests::support;
        QFETCH(int, link);
        QFETCH(QByteArray, header);
        QFETCH(bool, isPossible);
        const Bytes packet = ip("192.0.2.1", "192.0.2.2", udp(5060, 5060, text("hello")));
        const Bytes frame = join({hex(header.toStdString()), packet});
        const auto converted = asEthernet({{}, static_cast<net::LinkType>(link), 0, frame});
        QCOMPARE(converted.has_value(), isPossible);
        if (converted)
            QVERIFY(*converted == join({hex("0200 c0000202 0200 c0000201 0800"), packet}));
    }
};

QTEST_GUILESS_MAIN(CaptureWriterTest)
#include "tst_capture_writer.moc"
