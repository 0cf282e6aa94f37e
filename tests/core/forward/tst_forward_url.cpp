// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forward/forward_url.h"

#include <QtTest>

using namespace core::forward;

class TestForwardUrl : public QObject {
    Q_OBJECT

private slots:
    void read_data();
    void read();
    void refused_data();
    void refused();
};

void TestForwardUrl::read_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("protocol");
    QTest::addColumn<QByteArray>("whole");
    const auto row = [](const char* text, Protocol protocol, const char* whole) {
        QTest::newRow(text) << QByteArray{text} << int(protocol) << QByteArray{whole};
    };
    row("hep+udp://192.0.2.1:9070", Protocol::Hep3Udp, "hep+udp://192.0.2.1:9070");
    row("hep+udp://192.0.2.1", Protocol::Hep3Udp, "hep+udp://192.0.2.1:9060");
    row("HEP+UDP://collector.example.com/", Protocol::Hep3Udp, "hep+udp://collector.example.com:9060");
    row("hep1+udp://192.0.2.1", Protocol::Hep1Udp, "hep1+udp://192.0.2.1:9060");
    row("hep2+udp://[2001:db8::1]", Protocol::Hep2Udp, "hep2+udp://[2001:db8::1]:9060");
    row("hep+tcp://[::1]:1", Protocol::Hep3Tcp, "hep+tcp://[::1]:1");
    row("hep+tcp://:65535", Protocol::Hep3Tcp, "hep+tcp://127.0.0.1:65535");
    row("hep+tls://collector", Protocol::Hep3Tls, "hep+tls://collector:9061");
    row("ipip://192.0.2.1", Protocol::IpInIp, "ipip://192.0.2.1");
    row("ipip://[2001:db8::1]", Protocol::IpInIp, "ipip://[2001:db8::1]");
}

void TestForwardUrl::read()
{
    QFETCH(QByteArray, text);
    QFETCH(int, protocol);
    QFETCH(QByteArray, whole);
    const auto url = parseForwardUrl(text.toStdString());
    QVERIFY(url);
    QCOMPARE(int(url->protocol), protocol);
    QCOMPARE(url->toString(), whole.toStdString());
    QCOMPARE(parseForwardUrl(url->toString()).value(), *url);
}

void TestForwardUrl::refused_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"", "192.0.2.1:9060", "http://192.0.2.1", "hep+sctp://192.0.2.1", "hep1+tcp://192.0.2.1",
          "hep+udp://192.0.2.1:0", "hep+udp://192.0.2.1:65536", "hep+udp://192.0.2.1:", "hep+udp://a b",
          "hep+udp://[::1", "hep+udp://[::1]9060", "ipip://192.0.2.1:4", "hep+udp://user@host"})
        QTest::newRow(text) << QByteArray{text};
}

void TestForwardUrl::refused()
{
    QFETCH(QByteArray, text);
    const auto url = parseForwardUrl(text.toStdString());
    QVERIFY(!url);
    QCOMPARE(url.error().code, core::base::ErrorCode::UrlInvalid);
    QCOMPARE(url.error().subject, text.toStdString());
}

QTEST_GUILESS_MAIN(TestForwardUrl)
#include "tst_forward_url.moc"
