// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sip/uri.h"

#include "tests/core/sip/text.h"

using namespace core::sip;

class UriTest : public QObject {
    Q_OBJECT

private slots:
    void wellFormed_data();
    void wellFormed();
    void malformed_data();
    void malformed();
    void parameters_data();
    void parameters();
    void absentParameterIsNotAFlag();
};

void UriTest::wellFormed_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port"); // -1: none
    QTest::addColumn<QString>("parameters");
    QTest::addColumn<QString>("headers");
    const auto row = [](const char* text, const char* scheme, const char* user, const char* password,
                        const char* host, int port = -1, const char* parameters = "",
                        const char* headers = "") {
        QTest::newRow(text) << QByteArray(text) << scheme << user << password << host << port << parameters
                            << headers;
    };
    // RFC 3261 section 19.1.3
    row("sip:alice@atlanta.com", "sip", "alice", "", "atlanta.com");
    row("sip:alice:secretword@atlanta.com;transport=tcp", "sip", "alice", "secretword", "atlanta.com", -1,
        ";transport=tcp");
    row("sips:alice@atlanta.com?subject=project%20x&priority=urgent", "sips", "alice", "", "atlanta.com", -1,
        "", "subject=project%20x&priority=urgent");
    row("sip:+1-212-555-1212:1234@gateway.com;user=phone", "sip", "+1-212-555-1212", "1234", "gateway.com",
        -1, ";user=phone");
    row("sip:atlanta.com;method=REGISTER?to=alice%40atlanta.com", "sip", "", "", "atlanta.com", -1,
        ";method=REGISTER", "to=alice%40atlanta.com");
    row("sip:alice;day=tuesday@atlanta.com", "sip", "alice;day=tuesday", "", "atlanta.com");
    row("SIP:1212@gateway.com", "SIP", "1212", "", "gateway.com");
    // ports, addresses
    row("sip:192.0.2.4:5060", "sip", "", "", "192.0.2.4", 5060);
    row("sip:bob@[2001:db8::10]", "sip", "bob", "", "2001:db8::10");
    row("sip:bob@[2001:db8::10]:5070;lr", "sip", "bob", "", "2001:db8::10", 5070, ";lr");
    row("sip:[2001:db8::10:5070]", "sip", "", "",
        "2001:db8::10:5070"); // RFC 5118 section 4.3: all is address
    row("sip:user@[2001:db8:::192.0.2.1]", "sip", "user", "",
        "2001:db8:::192.0.2.1"); // RFC 5118 section 4.10
    row("sip:bob@sip_proxy.example", "sip", "bob", "", "sip_proxy.example");
    // escapes stay as they are; "/" and "?" may stand in a user part
    row("sip:sips%3Auser%40example.com@example.net", "sip", "sips%3Auser%40example.com", "", "example.net");
    row("sip:null-%00-null@example.com", "sip", "null-%00-null", "", "example.com");
    row("sip:a/b?c@example.com", "sip", "a/b?c", "", "example.com");
    row("sip:a@b;c=[2001:db8::1]:5;d", "sip", "a", "", "b", -1, ";c=[2001:db8::1]:5;d");
    // other schemes
    row("tel:+1-201-555-0123;phone-context=example.com", "tel", "+1-201-555-0123", "", "", -1,
        ";phone-context=example.com");
    row("tel:7042", "tel", "7042", "", "");
    row("isbn:2983792873", "isbn", "", "", "2983792873");
    row("soap.beep://192.0.2.103:3002", "soap.beep", "", "", "//192.0.2.103:3002");
    row("urn:service:sos", "urn", "", "", "service:sos");
}

void UriTest::wellFormed()
{
    QFETCH(QByteArray, text);
    const std::optional<Uri> uri = Uri::parse(viewOf(text));
    QVERIFY(uri.has_value());
    QTEST(shown(uri->scheme), "scheme");
    QTEST(shown(uri->user), "user");
    QTEST(shown(uri->password), "password");
    QTEST(shown(uri->host), "host");
    QTEST(uri->port ? int{*uri->port} : -1, "port");
    QTEST(shown(uri->parameters), "parameters");
    QTEST(shown(uri->headers), "headers");
}

void UriTest::malformed_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"",
                             "sip:",
                             "sip:@",
                             "sip:bob@",
                             "sip:@example.com",
                             "bob@example.com",
                             "sip:bob example@x.com",
                             "sip:bob@exa mple.com",
                             "sip:2001:db8::10",
                             "sip:bob@[2001:db8::10",
                             "sip:bob@[]",
                             "sip:bob@[nonsense]",
                             "sip:bob@x.com:",
                             "sip:bob@x.com:70000",
                             "sip:bob@x.com:5060x",
                             "sip:bob@x.com;",
                             "sip:bob@x.com;;lr",
                             "sip:bob@x.com; lr",
                             "sip:bob@x.com;a=",
                             "sip:bob@x.com?",
                             "sip:bob@x.com?a",
                             "sip:bob@x.com?a=b&",
                             "sip:bo%4@x.com",
                             "sip:bo%zz@x.com",
                             "sip:a@b@c",
                             "<sip:bob@x.com>",
                             "tel:",
                             "tel:+",
                             "tel:bob",
                             ":x",
                             "1:x",
                             "mailto:",
                             "sip:bob@x.com;a=<b>",
                             "sip:b\xC3\xB6@x.com"})
        QTest::newRow(text) << QByteArray(text);
}

void UriTest::malformed()
{
    QFETCH(QByteArray, text);
    QVERIFY(!Uri::parse(viewOf(text)));
}

void UriTest::parameters_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("value");
    QTest::newRow("value") << QByteArray(";tag=1928301774") << QByteArray("tag") << "1928301774";
    QTest::newRow("any case") << QByteArray(";TaG=x") << QByteArray("tAg") << "x";
    QTest::newRow("second") << QByteArray(";a=1;b=2") << QByteArray("b") << "2";
    QTest::newRow("first of two") << QByteArray(";a=1;a=2") << QByteArray("a") << "1";
    QTest::newRow("white space and folds")
        << QByteArray(" ;\r\n tag\t=\r\n  98asjd8 ") << QByteArray("tag") << "98asjd8";
    QTest::newRow("quoted") << QByteArray(";a=\"x;b=2\";b=3") << QByteArray("b") << "3";
    QTest::newRow("quotes go") << QByteArray(";a=\"x y\"") << QByteArray("a") << "x y";
    QTest::newRow("escaped quote") << QByteArray(R"(;a="x\"y")") << QByteArray("a") << "x\\\"y";
    QTest::newRow("flag") << QByteArray(";lr;x=1") << QByteArray("lr") << "";
    QTest::newRow("empty ones are passed over") << QByteArray(";;;a=1") << QByteArray("a") << "1";
    QTest::newRow("open quote") << QByteArray(";a=\"x;b=2") << QByteArray("b") << "2";
    QTest::newRow("characters of URIs") << QByteArray(";a=/x$y;b=1") << QByteArray("a") << "/x$y";
}

void UriTest::parameters()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, name);
    const auto value = findParameter(viewOf(text), viewOf(name));
    QVERIFY(value.has_value());
    QTEST(shown(*value), "value");
}

void UriTest::absentParameterIsNotAFlag()
{
    QVERIFY(!findParameter(";transport=tcp", "tran"));
    QVERIFY(!findParameter("", "tag"));
    QVERIFY(!findParameter(";a=\";tag=1\"", "tag"));
    QVERIFY(!findParameter("tag=1", "tag")); // no semicolon: not a parameter
}

QTEST_GUILESS_MAIN(UriTest)
#include "tst_uri.moc"
