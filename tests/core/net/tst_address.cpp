// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/address.h"

#include <QTest>

#include <set>

using namespace core::net;

class AddressTest : public QObject {
    Q_OBJECT

private slots:

    void textForms_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("IPv4") << "192.0.2.1"
                              << "192.0.2.1";
        QTest::newRow("all zero") << "0.0.0.0"
                                  << "0.0.0.0";
        QTest::newRow("IPv6, long form") << "2001:0DB8:0:0:0:0:0:1"
                                         << "2001:db8::1";
        QTest::newRow("IPv6, RFC 5952 4.2.2: one zero group stays") << "2001:db8:0:1:1:1:1:1"
                                                                    << "2001:db8:0:1:1:1:1:1";
        QTest::newRow("IPv6, RFC 5952 4.2.3: the first of equal runs") << "2001:db8:0:0:1:0:0:1"
                                                                       << "2001:db8::1:0:0:1";
        QTest::newRow("IPv6, unspecified") << "::"
                                           << "::";
        QTest::newRow("IPv4-mapped stays IPv6") << "::ffff:192.0.2.1"
                                                << "::ffff:192.0.2.1";
        QTest::newRow("empty") << "" << QString{};
        QTest::newRow("name") << "example.com" << QString{};
        QTest::newRow("three numbers") << "192.0.2" << QString{};
        QTest::newRow("number too large") << "192.0.2.256" << QString{};
        QTest::newRow("brackets") << "[::1]" << QString{};
        QTest::newRow("zone") << "fe80::1%eth0" << QString{};
        QTest::newRow("very long") << QString{400, '1'} << QString{};
    }

    void textForms()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const auto address = IpAddress::parse(text.toStdString());
        QCOMPARE(address.has_value(), !expected.isNull());
        if (address)
            QCOMPARE(QString::fromStdString(address->toString()), expected);
    }

    void embeddedNulIsNoAddress() { QVERIFY(!IpAddress::parse(std::string_view{"1.2.3.4\0x", 9})); }

    void bytesAreInNetworkOrder()
    {
        const auto address = *IpAddress::parse("192.0.2.1");
        QCOMPARE(address.bytes().size(), std::size_t{4});
        QCOMPARE(address.bytes()[0], std::byte{192});
        QCOMPARE(address.bytes()[3], std::byte{1});
        QVERIFY(address == IpAddress::fromIpv4(std::span<const std::byte, 4>{address.bytes()}));
    }

    void networks_data()
    {
        QTest::addColumn<QString>("network");
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("inside");
        QTest::newRow("first of /8") << "10.0.0.0/8"
                                     << "10.0.0.0" << true;
        QTest::newRow("last of /8") << "10.0.0.0/8"
                                    << "10.255.255.255" << true;
        QTest::newRow("beyond /8") << "10.0.0.0/8"
                                   << "11.0.0.0" << false;
        QTest::newRow("inside /20") << "172.16.16.0/20"
                                    << "172.16.31.9" << true;
        QTest::newRow("beyond /20") << "172.16.16.0/20"
                                    << "172.16.32.0" << false;
        QTest::newRow("host bits set in the network") << "10.1.2.3/8"
                                                      << "10.9.9.9" << true;
        QTest::newRow("everything") << "0.0.0.0/0"
                                    << "203.0.113.9" << true;
        QTest::newRow("families do not mix") << "0.0.0.0/0"
                                             << "::1" << false;
        QTest::newRow("one address") << "192.0.2.1"
                                     << "192.0.2.1" << true;
        QTest::newRow("another address") << "192.0.2.1"
                                         << "192.0.2.2" << false;
        QTest::newRow("inside /32 of IPv6") << "2001:db8::/32"
                                            << "2001:db8:ffff::1" << true;
        QTest::newRow("beyond /33 of IPv6") << "2001:db8::/33"
                                            << "2001:db8:8000::1" << false;
        QTest::newRow("whole IPv6 address") << "2001:db8::1/128"
                                            << "2001:db8::1" << true;
    }

    void networks()
    {
        QFETCH(QString, network);
        QFETCH(QString, address);
        const auto parsed = IpNetwork::parse(network.toStdString());
        QVERIFY(parsed.has_value());
        QTEST(parsed->contains(*IpAddress::parse(address.toStdString())), "inside");
    }

    void badNetworks()
    {
        for (const char* text :
             {"", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x", "::/129", "a/8"})
            QVERIFY2(!IpNetwork::parse(text), text);
    }

    void endpointText()
    {
        QCOMPARE((Endpoint{*IpAddress::parse("192.0.2.1"), 5060}.toString()), std::string{"192.0.2.1:5060"});
        QCOMPARE((Endpoint{*IpAddress::parse("2001:db8::1"), 5061}.toString()),
                 std::string{"[2001:db8::1]:5061"});
    }

    void transportNamesRoundTrip()
    {
        for (const auto transport : {Transport::Unknown, Transport::Udp, Transport::Tcp, Transport::Tls,
                                     Transport::Sctp, Transport::Ws, Transport::Wss})
            QCOMPARE(parseTransport(name(transport)), std::optional{transport});
        QCOMPARE(parseTransport("TLS"), std::optional{Transport::Tls});
        QVERIFY(!parseTransport("quic"));
        QCOMPARE(name(static_cast<Transport>(99)), std::string_view{"unknown"});
    }

    void hashesTellEveryPartApart()
    {
        const Endpoint a{*IpAddress::parse("192.0.2.1"), 5060};
        const Endpoint b{*IpAddress::parse("192.0.2.2"), 5060};
        std::set<std::size_t> seen;
        for (const Path& path : {Path{a, b, Transport::Udp}, Path{b, a, Transport::Udp},
                                 Path{a, b, Transport::Tcp}, Path{a, {b.address, 5061}, Transport::Udp}})
            seen.insert(PathHash{}(path));
        QCOMPARE(seen.size(), std::size_t{4});
        QCOMPARE(EndpointHash{}(a), EndpointHash{}(Endpoint{a}));
        QVERIFY(EndpointHash{}(a) != EndpointHash{}(b));
    }
};

QTEST_GUILESS_MAIN(AddressTest)
#include "tst_address.moc"
