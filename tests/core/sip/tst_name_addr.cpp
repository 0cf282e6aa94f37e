// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sip/name_addr.h"

#include "tests/core/sip/text.h"

#include <QElapsedTimer>

using namespace core::sip;

class NameAddrTest : public QObject {
    Q_OBJECT

private slots:
    void wellFormed_data();
    void wellFormed();
    void malformed_data();
    void malformed();
    void lists_data();
    void lists();
    void hostileListsTakeLinearTime_data();
    void hostileListsTakeLinearTime();
};

void NameAddrTest::wellFormed_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("displayName");
    QTest::addColumn<QString>("uri");
    QTest::addColumn<QString>("parameters");
    const auto row = [](const char* text, const char* displayName, const char* uri,
                        const char* parameters = "") {
        QTest::newRow(text) << QByteArray(text) << displayName << uri << parameters;
    };
    // RFC 3261 sections 20.10, 20.20 and 20.39
    row("\"Mr. Watson\" <sip:watson@worcester.bell-telephone.com>;q=0.7; expires=3600", "Mr. Watson",
        "sip:watson@worcester.bell-telephone.com", ";q=0.7; expires=3600");
    row("\"A. G. Bell\" <sip:agb@bell-telephone.com> ;tag=a48s", "A. G. Bell", "sip:agb@bell-telephone.com",
        ";tag=a48s");
    row("sip:+12125551212@server.phone2net.com;tag=887s", "", "sip:+12125551212@server.phone2net.com",
        ";tag=887s");
    row("Anonymous <sip:c8oqz84zk7z@privacy.org>;tag=hyh8", "Anonymous", "sip:c8oqz84zk7z@privacy.org",
        ";tag=hyh8");
    row("The Operator <sip:operator@cs.columbia.edu>", "The Operator", "sip:operator@cs.columbia.edu");
    // brackets keep ";" in the URI
    row("<sip:a@b;lr>;tag=1", "", "sip:a@b;lr", ";tag=1");
    // RFC 4475: no space before "<", folds, escaped quotes, brackets and commas within quotes
    row("caller<sip:caller@example.com>;tag=323", "caller", "sip:caller@example.com", ";tag=323");
    row("\"J Rosenberg \\\\\\\"\"       <sip:jdrosen@example.com>\r\n  ;\r\n  tag = 98asjd8",
        R"(J Rosenberg \\\")", "sip:jdrosen@example.com", ";\r\n  tag = 98asjd8");
    row("\r\n sip:vivekg@chair-dnrc.example.com ;   tag    = 19", "", "sip:vivekg@chair-dnrc.example.com",
        ";   tag    = 19");
    row("\"a, <b>\" <sip:c@d>", "a, <b>", "sip:c@d");
    row("\"\" <sip:c@d>", "", "sip:c@d");
    row("token1~` token2'+_ token3*%!.- <sip:mundane@example.com>", "token1~` token2'+_ token3*%!.-",
        "sip:mundane@example.com");
    row("<tel:+358-555-1234567;postd=pp22>;x", "", "tel:+358-555-1234567;postd=pp22", ";x");
    row("<sip:[2001:db8::1]:5070>", "", "sip:[2001:db8::1]:5070");
    // only the first value
    row("<sip:a@b>;q=1, <sip:c@d>", "", "sip:a@b", ";q=1");
    row("sip:a@b, sip:c@d", "", "sip:a@b");
}

void NameAddrTest::wellFormed()
{
    QFETCH(QByteArray, text);
    const std::optional<NameAddr> address = NameAddr::parse(viewOf(text));
    QVERIFY(address.has_value());
    QTEST(shown(address->displayName), "displayName");
    QTEST(shown(address->uriText), "uri");
    QTEST(shown(address->parameters), "parameters");
    QVERIFY(!address->uri.scheme.empty());
}

void NameAddrTest::malformed_data()
{
    QTest::addColumn<QByteArray>("text");
    // RFC 4475 sections 3.1.2.1, 3.1.2.6, 3.1.2.13 to 3.1.2.15, and more
    for (const char* text :
         {"", " ", "\"Mr. J. User <sip:j.user@example.com>",
          "\"Watson, Thomas\" < sip:t.watson@example.org >",
          "Bell, Alexander <sip:a.g.bell@example.com>;tag=43", "\"Joe\" <sip:joe@example.org>;;;;",
          "sip:user@example.com?Route=%3Csip:sip.example.com%3E", "<sip:a@b", "<sip:a@b>>", "<>", "bob",
          "sip:", "\"a\" sip:b@c", "\"a\" b <sip:c@d>", "<sip:a@b> tag=1", "<sip:a@b>;tag=", "<sip:a@b>;=1",
          "b\xC3\xB6 <sip:a@b>"})
        QTest::newRow(text) << QByteArray(text);
}

void NameAddrTest::malformed()
{
    QFETCH(QByteArray, text);
    QVERIFY(!NameAddr::parse(viewOf(text)));
}

void NameAddrTest::lists_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("values");
    QTest::newRow("empty") << QByteArray("") << QStringList{};
    QTest::newRow("one") << QByteArray(" a ") << QStringList{"a"};
    QTest::newRow("two") << QByteArray("a , b") << QStringList{"a", "b"};
    QTest::newRow("comma in quotes") << QByteArray("\"a,b\" <sip:c>, d")
                                     << QStringList{"\"a,b\" <sip:c>", "d"};
    QTest::newRow("comma behind an escaped quote")
        << QByteArray(R"("a\",b", c)") << QStringList{R"("a\",b")", "c"};
    QTest::newRow("comma in brackets") << QByteArray("<sip:a,b@c>,d") << QStringList{"<sip:a,b@c>", "d"};
    QTest::newRow("quote in brackets") << QByteArray("<sip:a\"b>, c") << QStringList{"<sip:a\"b>", "c"};
    QTest::newRow("folded") << QByteArray("a,\r\n b") << QStringList{"a", "b"};
    QTest::newRow("empty values are seen") << QByteArray("a,,b") << QStringList{"a", "", "b"};
    QTest::newRow("quote never closed") << QByteArray("\"a, b") << QStringList{"\"a, b"};
    QTest::newRow("bracket never closed") << QByteArray("<a, b") << QStringList{"<a, b"};
}

void NameAddrTest::lists()
{
    QFETCH(QByteArray, text);
    QStringList values;
    std::string_view rest = viewOf(text);
    std::string_view value;
    while (nextValue(rest, value))
        values << shown(value);
    QTEST(values, "values");
}

void NameAddrTest::hostileListsTakeLinearTime_data()
{
    QTest::addColumn<QByteArray>("piece");
    for (const char* piece : {"\"\\,", "<,", "\",", "<\",", ",", "(,", "a<"})
        QTest::newRow(piece) << QByteArray(piece);
}

void NameAddrTest::hostileListsTakeLinearTime()
{
    QFETCH(QByteArray, piece);
    const QByteArray text = piece.repeated(500'000);
    QElapsedTimer timer;
    timer.start();
    std::string_view rest = viewOf(text);
    std::string_view value;
    while (nextValue(rest, value))
        continue;
    static_cast<void>(NameAddr::parse(viewOf(text)));
    QVERIFY(timer.elapsed() < 10'000); // quadratic time would be hours
}

QTEST_GUILESS_MAIN(NameAddrTest)
#include "tst_name_addr.moc"
