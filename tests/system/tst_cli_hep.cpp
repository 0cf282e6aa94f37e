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

QTEST_GUILESS_MAIN(TestCliHep)
#include "tst_cli_hep.moc"
