// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/message_relay.h"

#include "tests/core/engine/offered.h"

#include <QTest>

using namespace core;
using namespace core::engine;
using namespace tests::engine;
using namespace tests::support;

namespace {

using Offers = std::vector<std::string>;

/// What a forwarder is offered when a source brings these frames.
Offers relayed(net::LinkType link, const std::vector<Bytes>& frames, std::size_t wanted = SIZE_MAX)
{
    Offers offers;
    MessageRelay relay{[&](const forward::OutgoingMessage& message) {
                           offers.push_back(describe(message));
                           return offers.size() < wanted;
                       },
                       [](const std::string&) {}};
    FramesSource source{link, frames};
    static_cast<void>(source.run({}, relay));
    relay.finish();
    return offers;
}

} // namespace

class MessageRelayTest : public QObject {
    Q_OBJECT

private slots:

    void datagrams()
    {
        QCOMPARE(
            relayed(net::LinkType::Ethernet, {datagram("a"), datagram("b")}),
            (Offers{
                "1700000000.000000000 udp 192.0.2.1:5060 -> 192.0.2.2:5060 0/ sip a: OPTIONS sip:bob@198.",
                "1700000001.000000000 udp 192.0.2.1:5060 -> 192.0.2.2:5060 0/ sip b: "
                "OPTIONS sip:bob@198."}));
    }

    /// One message over two segments, the second of which brings another: each is offered once, with the time
    /// of the segment that completes it.
    void segments()
    {
        const Bytes stream = text(request("a") + request("b"));
        const auto segment = [&stream](std::size_t from, std::size_t count) {
            return ethernet(
                ip("192.0.2.1", "192.0.2.2",
                   tcp(40'000, 5060, static_cast<std::uint32_t>(100 + from), slice(stream, from, count))));
        };
        const std::size_t cut = request("a").size() - 50;
        const std::size_t rest = stream.size() - cut;
        QCOMPARE(relayed(net::LinkType::Ethernet, {segment(0, cut), segment(cut, rest), segment(cut, rest)}),
                 (Offers{"1700000001.000000000 tcp 192.0.2.1:40000 -> 192.0.2.2:5060 0/ sip a: "
                         "OPTIONS sip:bob@198.",
                         "1700000001.000000000 tcp 192.0.2.1:40000 -> 192.0.2.2:5060 0/ sip b: "
                         "OPTIONS sip:bob@198."}));
    }

    /// With the agent's time, addresses and name; what is no SIP too.
    void whatCaptureAgentsBring()
    {
        const Bytes empty = Hep3Builder{}.usualHeader().build();
        QCOMPARE(relayed(net::LinkType::Hep, {sipPacket("a"), rtcpPacket(), empty, text("no HEP")}),
                 (Offers{"1760000000.123456000 udp 192.0.2.1:5060 -> 198.51.100.7:5080 2001/edge sip a: "
                         "OPTIONS sip:bob@198.",
                         "1760000000.123456000 udp 192.0.2.1:5060 -> 198.51.100.7:5080 2001/edge rtcp-json "
                         "call-9: {\"type\":200}"}));
    }

    void hepOnTheWire()
    {
        const Bytes frame = ethernet(ip("192.0.2.8", "192.0.2.9", udp(40'000, 9060, rtcpPacket())));
        QCOMPARE(relayed(net::LinkType::Ethernet, {frame}),
                 (Offers{"1760000000.123456000 udp 192.0.2.1:5060 -> 198.51.100.7:5080 2001/edge rtcp-json "
                         "call-9: {\"type\":200}"}));
    }

    void stopsWhenToldTo()
    {
        QCOMPARE(relayed(net::LinkType::Hep, {sipPacket("a"), rtcpPacket(), sipPacket("b")}, 2).size(),
                 std::size_t{2});
    }
};

QTEST_GUILESS_MAIN(MessageRelayTest)
#include "tst_message_relay.moc"
