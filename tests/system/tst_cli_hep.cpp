// SPDX-License-Identifier: GPL-3.0-or-later
// What HEP says beyond SIP, as rhapsode-cli lists and shows it.
#include "tests/support/hep_builder.h"
#include "tests/system/cli_test.h"

using namespace tests::system;
using namespace tests::support;
using core::hep::ChunkType;

class TestCliHep : public CliTest {
    Q_OBJECT

private slots:

    void init() { makeFolder(); }

    void listsVlans();
    void showsChunksOfSegments();
    void showsChunksOfFragments();
    void showsChunksInGzip();
    void saysWhereNoChunksAre();

private:
    [[nodiscard]] QByteArray chunks(int frame) const
    {
        return cli({"show", path("in.pcap"), "--frame", QString::number(frame), "--chunks"}).output;
    }
};

namespace {

Bytes sipPacket()
{
    return ip("192.0.2.1", "192.0.2.2", udp(5060, 5060, text(sampleSip)));
}

Bytes tagged(std::uint16_t vlan, std::uint16_t type, const Bytes& rest)
{
    const auto big16 = [](unsigned value) {
        return Bytes{static_cast<std::byte>(value >> 8U), static_cast<std::byte>(value & 0xffU)};
    };
    return join({big16(vlan), big16(type), rest});
}

Bytes hepWithVlan(std::uint16_t vlan)
{
    return Hep3Builder{}
        .usualHeader()
        .number(ChunkType::VlanId, vlan, 2)
        .text(ChunkType::Payload, sampleSip)
        .build();
}

Bytes capture(const std::vector<Bytes>& frames)
{
    std::vector<PcapPacket> packets;
    for (const Bytes& frame : frames)
        packets.push_back({1'700'000'000, static_cast<std::uint32_t>(packets.size()), frame, 0});
    return pcapFile(packets);
}

Bytes segment(std::uint32_t sequence, const Bytes& payload)
{
    return ethernet(ip("10.0.0.1", "10.0.0.2", tcp(40'000, 9060, sequence, payload)));
}

/// A packet that `show --chunks` describes in two lines.
Bytes small(const std::string& node)
{
    return Hep3Builder{}.text(ChunkType::AgentName, node).text(ChunkType::Payload, sampleSip).build();
}

QByteArray chunksOf(const std::string& node)
{
    return QByteArray::fromStdString("node-name " + node + "\npayload " + std::to_string(sampleSip.size()) +
                                     " bytes\n");
}

} // namespace

/// From the tag of the frame, or what an agent says of the packet that it saw.
void TestCliHep::listsVlans()
{
    write("in.pcap",
          asArray(capture(
              {ethernet(sipPacket()), ethernet(tagged(100, 0x0800, sipPacket()), 0x8100),
               ethernet(tagged(30, 0x8100, tagged(7, 0x0800, sipPacket())), 0x88a8),
               ethernet(ip("10.0.0.1", "10.0.0.2", udp(40'000, 9060, hepWithVlan(42)))),
               ethernet(tagged(100, 0x0800, ip("10.0.0.1", "10.0.0.2", udp(40'000, 9060, hepWithVlan(0)))),
                        0x8100)})));
    const QString session = path("in.rhapsode");
    QCOMPARE(cli({"import", "-o", session, path("in.pcap")}).exitCode, 0);
    const CommandResult listed = cli({"messages", session, "--fields", "vlan,id", "--sort", "vlan:desc"});
    QCOMPARE(listed.output, QByteArray{"vlan\tid\n100\t2\n100\t5\n42\t4\n7\t3\n\t1\n"});
    QCOMPARE(cli({"messages", session, "--fields", "id", "--filter", "vlan == 100"}).output,
             QByteArray{"id\n2\n5\n"});
    QCOMPARE(cli({"messages", session, "--fields", "id", "--filter", "vlan.id in {1..50}"}).output,
             QByteArray{"id\n3\n4\n"});
    QCOMPARE(cli({"calls", session, "--fields", "id", "--filter", "vlan == 42"}).output,
             QByteArray{"id\n1\n"});
    QCOMPARE(cli({"messages", session, "--fields", "vlan", "--limit", "2", "--format", "json"}).output,
             QByteArray{"{\"vlan\":null}\n{\"vlan\":100}\n"});
}

/// Three packets in five segments, of which two change places, with another connection between them.
void TestCliHep::showsChunksOfSegments()
{
    const Bytes stream = join({small("one"), small("two"), small("three")});
    const std::size_t length = small("one").size();
    const auto part = [&](std::size_t from, std::size_t to) {
        return segment(static_cast<std::uint32_t>(1000 + from), slice(stream, from, to - from));
    };
    const Bytes other = ethernet(ip("10.0.0.7", "10.0.0.2", tcp(40'007, 9060, 1, small("other"))));
    write("in.pcap", asArray(capture({part(0, 50), other, part(50, length + 20), // 1 - 3
                                      part(length + 90, 2 * length + 9), part(length + 20, length + 90),
                                      part(2 * length + 9, stream.size() - 1)})));
    const QByteArray first = "The packet lies in frames 1 and 3.\n" + chunksOf("one");
    const QByteArray second = "The packet lies in frames 3, 5 and 4.\n" + chunksOf("two");
    QCOMPARE(chunks(1), first);
    QCOMPARE(chunks(2), chunksOf("other"));
    QCOMPARE(chunks(3), first + '\n' + second);
    QCOMPARE(chunks(5), second);
    QVERIFY2(chunks(4).startsWith(second + "\nThe packet lies in frames 4 and 6.\nnode-name three\n"),
             chunks(4));
    // The last one never became whole.
    QVERIFY2(chunks(6).startsWith("The packet lies in frames 4 and 6.\nnode-name three\n"), chunks(6));
    QVERIFY2(chunks(6).endsWith("The packet announces 1 bytes more than there are here.\n"), chunks(6));
}

void TestCliHep::showsChunksOfFragments()
{
    std::vector<Bytes> frames;
    for (const Bytes& fragment : fragments("10.0.0.1", "10.0.0.2", udp(40'000, 9060, small("edge")), 128))
        frames.push_back(ethernet(fragment));
    QCOMPARE(frames.size(), std::size_t{3});
    write("in.pcap", asArray(capture(frames)));
    for (int frame = 1; frame <= 3; ++frame)
        QCOMPARE(chunks(frame), "The packet lies in frames 1, 2 and 3.\n" + chunksOf("edge"));
}

/// The whole packet, as heplify does it, or the payload alone, as captagent and OpenSIPS do.
void TestCliHep::showsChunksInGzip()
{
    const Bytes payload = gzip(text(sampleSip));
    const Bytes inner = Hep3Builder{}.text(ChunkType::AgentName, "edge").chunk(0, 0x0010, payload).build();
    write("in.pcap",
          asArray(capture({ethernet(ip("10.0.0.1", "10.0.0.2", udp(40'000, 9060, gzip(small("edge"))))),
                           ethernet(ip("10.0.0.1", "10.0.0.2", udp(40'000, 9060, inner)))})));
    QCOMPARE(chunks(1), chunksOf("edge"));
    QCOMPARE(chunks(2),
             "node-name edge\ncompressed-payload " + QByteArray::number(qint64(payload.size())) + " bytes\n");
}

void TestCliHep::saysWhereNoChunksAre()
{
    write("in.pcap", asArray(capture({ethernet(sipPacket()), segment(1, text(sampleSip))})));
    for (const char* frame : {"1", "2"}) {
        const CommandResult shown = cli({"show", path("in.pcap"), "--frame", frame, "--chunks"});
        QCOMPARE(shown.exitCode, 2);
        QVERIFY2(shown.complaints.contains("no part of a packet of HEP 3"), shown.complaints.constData());
    }
}

QTEST_GUILESS_MAIN(TestCliHep)
#include "tst_cli_hep.moc"
