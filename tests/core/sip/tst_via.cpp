// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sip/via.h"

#include "tests/core/sip/text.h"

using namespace core::sip;

class ViaTest : public QObject {
    Q_OBJECT

private slots:
    void wellFormed_data();
    void wellFormed();
    void malformed_data();
    void malformed();
};

void ViaTest::wellFormed_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("transport");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port"); // -1: none
    QTest::addColumn<QString>("branch");
    QTest::addColumn<QString>("received");
    const auto row = [](const char* text, const char* transport, const char* host, int port = -1,
                        const char* branch = "", const char* received = "") {
        QTest::newRow(text) << QByteArray(text) << transport << host << port << branch << received;
    };
    // RFC 3261 section 20.42
    row("SIP/2.0/UDP erlang.bell-telephone.com:5060;branch=z9hG4bK87asdks7", "UDP",
        "erlang.bell-telephone.com", 5060, "z9hG4bK87asdks7");
    row("SIP/2.0/UDP 192.0.2.1:5060 ;received=192.0.2.207\r\n ;branch=z9hG4bK77asjd", "UDP", "192.0.2.1",
        5060, "z9hG4bK77asjd", "192.0.2.207");
    row("SIP / 2.0 / UDP first.example.com: 4000;ttl=16\r\n ;maddr=224.2.0.1 ;branch=z9hG4bKa7c6a8dlze.1",
        "UDP", "first.example.com", 4000, "z9hG4bKa7c6a8dlze.1");
    row("SIP/2.0/TCP host : 5060;branch=x", "TCP", "host", 5060, "x");
    row("SIP/2.0/TCP host :5060", "TCP", "host", 5060);
    row("SIP/2.0/WSS df7jal23ls0d.invalid;branch=z9hG4bK56sdasks", "WSS", "df7jal23ls0d.invalid", -1,
        "z9hG4bK56sdasks");
    row("SIP/2.0/UNKNOWN t.example.com", "UNKNOWN", "t.example.com");
    // RFC 5118 section 4.5: received with and without brackets
    row("SIP/2.0/UDP [2001:db8::9:1]:5070;received=[2001:db8::9:255];branch=z9hG4bKas3", "UDP",
        "2001:db8::9:1", 5070, "z9hG4bKas3", "[2001:db8::9:255]");
    row("SIP/2.0/UDP [2001:db8::9:1];received=2001:db8::9:255;branch=z9hG4bKas3", "UDP", "2001:db8::9:1", -1,
        "z9hG4bKas3", "2001:db8::9:255");
    // only the first value counts
    row("SIP/2.0/UDP a;branch=1, SIP/2.0/UDP b;branch=2", "UDP", "a", -1, "1");
    row("SIP/2.0/UDP a, nonsense", "UDP", "a");
}

void ViaTest::wellFormed()
{
    QFETCH(QByteArray, text);
    const std::optional<Via> via = Via::parse(viewOf(text));
    QVERIFY(via.has_value());
    QTEST(shown(via->transport), "transport");
    QTEST(shown(via->host), "host");
    QTEST(via->port ? int{*via->port} : -1, "port");
    QTEST(shown(via->branch()), "branch");
    QTEST(shown(via->parameter("received").value_or(std::string_view{})), "received");
}

void ViaTest::malformed_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"", "SIP", "SIP/2.0", "SIP/2.0/UDP", "SIP/2.0/UDP ", "SIP/2.0 UDP host", "/2.0/UDP host",
          "SIP/2.0/UDP host:", "SIP/2.0/UDP host:port", "SIP/2.0/UDP host:70000",
          "SIP/2.0/UDP 192.0.2.15;;,;,,", "SIP/2.0/UDP host;branch=", "SIP/2.0/UDP ho st",
          "SIP/2.0/UDP 2001:db8::1;branch=x", "SIP/2.0/UDP host;a=\"x"})
        QTest::newRow(text) << QByteArray(text);
}

void ViaTest::malformed()
{
    QFETCH(QByteArray, text);
    QVERIFY(!Via::parse(viewOf(text)));
}

QTEST_GUILESS_MAIN(ViaTest)
#include "tst_via.moc"
