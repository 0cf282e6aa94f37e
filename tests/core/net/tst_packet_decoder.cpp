// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/packet_decoder.h"
#include "tests/support/decoding_recorder.h"

#include <QTest>

#include <algorithm>
#include <string>

using namespace core::net;
using namespace tests::support;

namespace {

constexpr const char* alice = "192.0.2.1";
constexpr const char* bob = "192.0.2.2";
constexpr const char* alice6 = "2001:db8::1";
constexpr const char* bob6 = "2001:db8::2";
constexpr const char* outerA = "10.0.0.1";
constexpr const char* outerB = "10.0.0.2";
constexpr const char* payload = "OPTIONS sip:bob@example.com SIP/2.0\r\n\r\n";

Bytes inner()
{
    return ip(alice, bob, udp(5060, 5070, text(payload)));
}

Bytes inner6()
{
    return ip(alice6, bob6, udp(5060, 5070, text(payload)));
}

Bytes gtp(const Bytes& packet)
{
    return join({hex("30ff"), big16(static_cast<std::uint16_t>(packet.size())), big32(7), packet});
}

/// An ESP packet with NULL encryption around what an IP packet carries.
Transported esp(const Transported& content, std::size_t integritySize)
{
    const std::size_t padding = (4 - (content.bytes.size() + 2) % 4) % 4;
    Bytes body = content.bytes;
    for (std::size_t i = 1; i <= padding; ++i)
        body.push_back(static_cast<std::byte>(i));
    body.push_back(static_cast<std::byte>(padding));
    body.push_back(static_cast<std::byte>(content.protocol));
    return {50, join({big32(0x1001), big32(1), body, pattern(integritySize, 99)})};
}

} // namespace

Q_DECLARE_METATYPE(Bytes)
Q_DECLARE_METATYPE(core::net::FrameClass)

class PacketDecoderTest : public QObject {
    Q_OBJECT

private slots:

    /// Each row wraps the same datagram from alice to bob.
    void findsTheDatagram_data()
    {
        QTest::addColumn<unsigned>("link");
        QTest::addColumn<Bytes>("frame");
        const auto row = [](const char* name, unsigned link, const Bytes& frame) {
            QTest::newRow(name) << link << frame;
        };

        row("Ethernet", 1, ethernet(inner()));
        row("Ethernet, IPv6", 1, ethernet(inner6()));
        row("Ethernet with padding", 1, join({ethernet(inner()), Bytes(12)}));
        row("VLAN", 1, ethernet(vlan(7, inner()), 0x8100));
        row("QinQ, three tags", 1, ethernet(vlan(7, vlan(8, vlan(9, inner()), 0x8100), 0x9100), 0x88a8));
        const Bytes snap = join({hex("aaaa03 000000"), big16(0x0800), inner()});
        row("802.3 with SNAP", 1, ethernet(snap, static_cast<std::uint16_t>(snap.size())));
        row("PPPoE", 1,
            ethernet(join({hex("1100 0001"), big16(static_cast<std::uint16_t>(inner().size() + 2)),
                           hex("0021"), inner()}),
                     0x8864));
        row("MPLS, two labels", 1, ethernet(join({hex("00010040 00020140"), inner()}), 0x8847));
        row("MPLS pseudowire", 1, ethernet(join({hex("00010140"), ethernet(inner())}), 0x8847));
        row("MPLS pseudowire with control word", 1,
            ethernet(join({hex("00010140 00000000"), ethernet(inner())}), 0x8847));
        row("IPv4 options", 1,
            ethernet(ip(alice, bob, udp(5060, 5070, text(payload)), {1, 0, false, hex("94040000"), 0})));
        row("IPv6 extension headers", 1,
            ethernet(ip(alice6, bob6, udp(5060, 5070, text(payload)),
                        {1, 0, false, hex("3c00000000000000 1100010400000000"), 0})));
        row("IPv6 atomic fragment", 1,
            ethernet(ip(alice6, bob6, udp(5060, 5070, text(payload)),
                        {1, 0, false, hex("1100000000000001"), 44})));
        row("authentication header", 1,
            ethernet(ip(alice, bob,
                        {51, join({hex("11040000 00000001 00000001"), Bytes(12),
                                   udp(5060, 5070, text(payload)).bytes})})));
        row("total length zero", 1, [] {
            Bytes frame = ethernet(inner());
            frame[16] = frame[17] = std::byte{0};
            return frame;
        }());
        row("UDP length zero", 1, [] {
            Bytes frame = ethernet(inner());
            frame[38] = frame[39] = std::byte{0};
            return frame;
        }());
        row("UDP-Lite", 1,
            ethernet(
                ip(alice, bob, {136, join({big16(5060), big16(5070), big16(8), big16(0), text(payload)})})));

        row("Linux cooked", 113, join({hex("0000 0001 0006 020000000001 0000 0800"), inner()}));
        row("Linux cooked with VLAN", 113,
            join({hex("0000 0001 0006 020000000001 0000 8100"), vlan(3, inner6())}));
        row("Linux cooked v2", 276, join({hex("86dd 0000 00000002 0001 00 06 020000000001 0000"), inner6()}));
        row("raw IP", 101, inner());
        row("raw IP of BSD", 12, inner6());
        row("raw IP of OpenBSD", 14, inner());
        row("IPv4", 228, inner());
        row("IPv6", 229, inner6());
        row("null, little endian", 0, join({hex("02000000"), inner()}));
        row("null, big endian, Darwin's IPv6", 0, join({hex("0000001e"), inner6()}));
        row("loop", 108, join({hex("00000002"), inner()}));
        row("PPP", 9, join({hex("ff030021"), inner()}));
        row("PPP, compressed fields", 9, join({hex("57"), inner6()}));
        row("PPP, serial", 50, join({hex("ff030057"), inner6()}));
        row("Cisco HDLC", 104, join({hex("0f000800"), inner()}));
        row("Cisco HDLC on a PPP link type", 50, join({hex("0f000800"), inner()}));
        row("NFLOG, little endian", 239,
            join({hex("02000000 0800 0100 08000100 0600 0a00 6c6f 0000"),
                  join({[] {
                            Bytes n = big16(static_cast<std::uint16_t>(inner().size() + 4));
                            std::reverse(n.begin(), n.end());
                            return n;
                        }(),
                        hex("0900"), inner()})}));
        row("NFLOG, big endian", 239,
            join({hex("02000000 0008 0001 08000100"), big16(static_cast<std::uint16_t>(inner().size() + 4)),
                  hex("0009"), inner()}));
        const Bytes llc = join({hex("aaaa03000000"), big16(0x0800), inner()});
        row("802.11", 105, join({hex("0801 0000"), Bytes(18), hex("0000"), llc}));
        row("802.11, quality of service, four addresses", 105,
            join({hex("8803 0000"), Bytes(18), hex("0000"), Bytes(6), hex("0000"), llc}));
        row("radiotap", 127, join({hex("0000 0900 02000000 00"), hex("0801 0000"), Bytes(20), llc}));
        row("radiotap, padded header", 127,
            join({hex("0000 0900 02000000 20"), hex("8801 0000"), Bytes(20), hex("0000 0000"), llc}));
        row("radiotap with clock and second present word", 127,
            join({hex("0000 1900 03000080 00000000 00000000"), Bytes(8), hex("20"), hex("8801 0000"),
                  Bytes(20), hex("0000 0000"), llc}));
        row("PPI around 802.11", 192, join({hex("00 00 0800 69000000"), hex("0801 0000"), Bytes(20), llc}));
        row("PPI around Ethernet", 192, join({hex("00 00 0800 01000000"), ethernet(inner())}));
        row("pktap", 258, join({hex("0c000000 01000000 01000000"), ethernet(inner())}));

        row("IP in IP", 1, ethernet(ip(outerA, outerB, {4, inner()})));
        row("IPv6 in IPv4", 1, ethernet(ip(outerA, outerB, {41, inner6()})));
        row("IPv4 in IPv6", 1, ethernet(ip("fd00::1", "fd00::2", {4, inner()})));
        row("IPv6 in IPv6", 1, ethernet(ip("fd00::1", "fd00::2", {41, inner6()})));
        row("GRE", 1, ethernet(ip(outerA, outerB, greFor(0x0800, inner()))));
        row("GRE with checksum, key and sequence", 1,
            ethernet(ip(outerA, outerB, greFor(0x86dd, inner6(), Bytes(12), 0xb000))));
        row("GRE, bridged", 1, ethernet(ip(outerA, outerB, greFor(0x6558, ethernet(inner())))));
        row("PPTP", 1,
            ethernet(ip(outerA, outerB,
                        greFor(0x880b, join({hex("ff030021"), inner()}),
                               join({big16(static_cast<std::uint16_t>(inner().size() + 4)), big16(1),
                                     big32(1), big32(1)}),
                               0x3081))));
        row("ERSPAN type I", 1, ethernet(ip(outerA, outerB, greFor(0x88be, ethernet(inner())))));
        row("ERSPAN type II", 1,
            ethernet(
                ip(outerA, outerB,
                   greFor(0x88be, join({hex("10010001 00000000"), ethernet(inner())}), big32(1), 0x1000))));
        row("ERSPAN type III", 1,
            ethernet(ip(outerA, outerB,
                        greFor(0x22eb, join({hex("20010001 00000000 0000 0000"), ethernet(inner())}),
                               big32(1), 0x1000))));
        row("ERSPAN type III, platform header", 1,
            ethernet(
                ip(outerA, outerB,
                   greFor(0x22eb, join({hex("20010001 00000000 0000 0001"), Bytes(8), ethernet(inner())}),
                          big32(1), 0x1000))));
        row("VXLAN", 1,
            ethernet(
                ip(outerA, outerB, udp(40000, 4789, join({hex("08000000 00000700"), ethernet(inner())})))));
        row("Geneve with options", 1,
            ethernet(ip(outerA, outerB,
                        udp(40000, 6081, join({hex("02006558 00000700"), Bytes(8), ethernet(inner())})))));
        row("Geneve around IPv4", 1,
            ethernet(ip(outerA, outerB, udp(40000, 6081, join({hex("00000800 00000700"), inner()})))));
        row("GTP-U", 1, ethernet(ip(outerA, outerB, udp(2152, 2152, gtp(inner())))));
        row("GTP-U with an extension header", 1,
            ethernet(ip(outerA, outerB,
                        udp(2152, 2152,
                            join({hex("34ff"), big16(static_cast<std::uint16_t>(inner6().size() + 8)),
                                  big32(7), hex("0000 00 85 01 0000 00"), inner6()})))));
        row("ESP, 12 bytes integrity", 1, ethernet(ip(alice, bob, esp(udp(5060, 5070, text(payload)), 12))));
        row("ESP, 16 bytes integrity", 1,
            ethernet(ip(alice6, bob6, esp(udp(5060, 5070, text(payload)), 16))));
        row("ESP without integrity, tunnel mode", 1, ethernet(ip(outerA, outerB, esp({4, inner()}, 0))));
        row("ESP in UDP", 1,
            ethernet(ip(alice, bob, udp(4500, 4500, esp(udp(5060, 5070, text(payload)), 12).bytes))));
        row("GTP-U around ESP", 1,
            ethernet(ip(outerA, outerB,
                        udp(2152, 2152, gtp(ip(alice, bob, esp(udp(5060, 5070, text(payload)), 12)))))));
        Bytes nested = inner();
        for (int i = 0; i < 11; ++i)
            nested = ip(outerA, outerB, {4, nested});
        row("eleven tunnels", 1, ethernet(nested));
    }

    void findsTheDatagram()
    {
        QFETCH(unsigned, link);
        QFETCH(Bytes, frame);
        DecodingRecorder recorder;
        QCOMPARE(recorder.decode(frame, static_cast<LinkType>(link)), FrameClass::Payload);
        QCOMPARE(recorder.messages.size(), std::size_t{1});
        const auto& message = recorder.messages[0];
        QCOMPARE(message.bytes, std::string{payload});
        const bool isIpv6 = message.path.source.address.isIpv6();
        QCOMPARE(message.path.source, endpoint(isIpv6 ? alice6 : alice, 5060));
        QCOMPARE(message.path.destination, endpoint(isIpv6 ? bob6 : bob, 5070));
        QCOMPARE(message.path.transport, Transport::Udp);
        QVERIFY(message.isWithinFrame);
        QVERIFY(!message.isTruncated);
        QVERIFY(recorder.liesInFrame);
    }

    /// Every frame of findsTheDatagram, cut anywhere, must be survived.
    void everyCutIsSurvived_data() { findsTheDatagram_data(); }

    void everyCutIsSurvived()
    {
        QFETCH(unsigned, link);
        QFETCH(Bytes, frame);
        DecodingRecorder recorder;
        for (std::size_t size = 0; size < frame.size(); ++size) {
            const Bytes cut = slice(frame, 0, size); // its own allocation, so that a sanitizer sees overruns
            recorder.decode(cut, static_cast<LinkType>(link));
        }
        QVERIFY(recorder.liesInFrame);
    }

    void classes_data()
    {
        QTest::addColumn<unsigned>("link");
        QTest::addColumn<Bytes>("frame");
        QTest::addColumn<FrameClass>("expected");
        const auto row = [](const char* name, unsigned link, const Bytes& frame, FrameClass expected) {
            QTest::newRow(name) << link << frame << expected;
        };
        row("ARP", 1, ethernet(Bytes(28), 0x0806), FrameClass::OtherProtocol);
        row("spanning tree", 1, ethernet(join({hex("424203"), Bytes(35)}), 38), FrameClass::OtherProtocol);
        row("unknown EtherType", 1, ethernet(Bytes(28), 0x7777), FrameClass::UnknownLinkType);
        row("unknown link type", 147, inner(), FrameClass::UnknownLinkType);
        row("empty", 1, {}, FrameClass::Malformed);
        row("IP version 5", 101, hex("55000000"), FrameClass::Malformed);
        row("header length below 20", 101, join({hex("44"), slice(inner(), 1, 100)}), FrameClass::Malformed);
        row("UDP header cut short", 101, slice(inner(), 0, 26), FrameClass::Malformed);
        row("UDP length below 8", 101, ip(alice, bob, {17, hex("13c4 13c4 0007 0000 00")}),
            FrameClass::Malformed);
        row("TCP header cut short", 101, ip(alice, bob, {6, Bytes(19)}), FrameClass::Malformed);
        row("ICMP quoting a datagram", 1,
            ethernet(ip(bob, alice, {1, join({hex("0303 0000 00000000"), inner()})})),
            FrameClass::OtherProtocol);
        row("ICMPv6 quoting a datagram", 1,
            ethernet(ip(bob6, alice6, {58, join({hex("0104 0000 00000000"), inner6()})})),
            FrameClass::OtherProtocol);
        row("encrypted ESP", 1, ethernet(ip(alice, bob, {50, pattern(120, 5)})), FrameClass::OtherProtocol);
        row("encrypted 802.11", 105, join({hex("0841"), Bytes(60)}), FrameClass::OtherProtocol);
        row("PPPoE discovery", 1, ethernet(Bytes(20), 0x8863), FrameClass::OtherProtocol);
        row("PPP control", 9, hex("ff03 c021 0101 0004"), FrameClass::OtherProtocol);
        row("no next header", 1, ethernet(ip(alice6, bob6, {59, {}})), FrameClass::OtherProtocol);
        row("SYN", 1, ethernet(ip(alice, bob, tcp(1, 2, 100, {}, {true, false, false, false}))),
            FrameClass::TcpControl);
    }

    void classes()
    {
        QFETCH(unsigned, link);
        QFETCH(Bytes, frame);
        DecodingRecorder recorder;
        QTEST(recorder.decode(frame, static_cast<LinkType>(link)), "expected");
        QVERIFY(recorder.messages.empty());
        QVERIFY(recorder.pieces.empty());
    }

    void emptyDatagram()
    {
        DecodingRecorder recorder;
        QCOMPARE(recorder.decode(ethernet(ip(alice, bob, udp(5060, 5060, {})))), FrameClass::Payload);
        QCOMPARE(recorder.messages.at(0).bytes, std::string{});
        QVERIFY(recorder.messages[0].isWithinFrame);
    }

    void datagramCutByTheCapture()
    {
        DecodingRecorder recorder;
        const Bytes whole = ethernet(ip(alice, bob, udp(5060, 5060, text("0123456789"))));
        QCOMPARE(recorder.decode(slice(whole, 0, whole.size() - 4)), FrameClass::Payload);
        QCOMPARE(recorder.messages.at(0).bytes, std::string{"012345"});
        QVERIFY(recorder.messages[0].isTruncated);
    }

    void tunnelPortsWithOtherContentAreDatagrams()
    {
        for (const std::uint16_t port :
             {std::uint16_t{4789}, std::uint16_t{6081}, std::uint16_t{2152}, std::uint16_t{4500}}) {
            DecodingRecorder recorder;
            recorder.decode(ethernet(ip(alice, bob, udp(5060, port, text(payload)))));
            QCOMPARE(recorder.messages.size(), std::size_t{1});
            QCOMPARE(recorder.messages[0].bytes, std::string{payload});
        }
    }

    void tooManyTunnels()
    {
        Bytes nested = inner();
        for (int i = 0; i < 200; ++i)
            nested = ip(outerA, outerB, {4, nested});
        DecodingRecorder recorder;
        QCOMPARE(recorder.decode(ethernet(nested)), FrameClass::OtherProtocol);
        QVERIFY(recorder.messages.empty());
    }

    void fragmentsOfBothFamilies_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::newRow("IPv4") << alice << bob;
        QTest::newRow("IPv6") << alice6 << bob6;
    }

    void fragmentsOfBothFamilies()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        const Bytes message = pattern(3000);
        auto pieces = fragments(from.toStdString(), to.toStdString(), udp(5060, 5060, message), 1000);
        std::swap(pieces[0], pieces[3]);
        DecodingRecorder recorder;
        for (std::size_t i = 0; i + 1 < pieces.size(); ++i)
            QCOMPARE(recorder.decode(ethernet(pieces[i])), FrameClass::FragmentHeld);
        QCOMPARE(recorder.decode(ethernet(pieces.back())), FrameClass::Payload);
        QCOMPARE(recorder.messages.size(), std::size_t{1});
        QCOMPARE(text(recorder.messages[0].bytes), message);
        QVERIFY(!recorder.messages[0].isWithinFrame);
        QCOMPARE(recorder.messages[0].frames, (std::vector<std::int64_t>{1, 2, 3, 4}));
        QVERIFY(!recorder.messages[0].isTruncated);
    }

    void fragmentsWithinFragments()
    {
        // The tunnel's packets are fragments of a fragmented datagram.
        DecodingRecorder recorder;
        const Bytes message = pattern(2000);
        std::uint16_t identification = 10;
        for (const Bytes& fragment : fragments(alice, bob, udp(5060, 5060, message), 1024)) {
            for (const Bytes& outer : fragments(outerA, outerB, {4, fragment}, 512, ++identification))
                recorder.decode(ethernet(outer));
        }
        QCOMPARE(recorder.messages.size(), std::size_t{1});
        QCOMPARE(text(recorder.messages[0].bytes), message);
        QCOMPARE(recorder.messages[0].path.source, endpoint(alice, 5060));
        QCOMPARE(recorder.messages[0].frames, (std::vector<std::int64_t>{1, 2, 3, 4, 5}));
    }

    void fragmentsAreGivenUpWithTime()
    {
        DecodingRecorder recorder;
        const auto pieces = fragments(alice, bob, udp(5060, 5060, pattern(2000)), 1000);
        recorder.decode(ethernet(pieces[0]));
        recorder.now += std::chrono::seconds{31};
        QCOMPARE(recorder.decode(ethernet(pieces[1])), FrameClass::FragmentHeld);
        QCOMPARE(recorder.decode(ethernet(pieces[2])), FrameClass::FragmentHeld);
        QVERIFY(recorder.messages.empty());
        QCOMPARE(recorder.decoder.counters().fragmentsIncomplete, std::uint64_t{1});
    }

    void tcpInFragments()
    {
        DecodingRecorder recorder;
        const Bytes data = pattern(3000);
        for (const Bytes& piece : fragments(alice, bob, tcp(5060, 40000, 1000, data), 1480))
            recorder.decode(ethernet(piece));
        QCOMPARE(recorder.pieces.size(), std::size_t{1});
        QCOMPARE(text(recorder.pieces[0].bytes), data);
        QVERIFY(!recorder.pieces[0].isWithinFrame);
    }
};

QTEST_GUILESS_MAIN(PacketDecoderTest)
#include "tst_packet_decoder.moc"
