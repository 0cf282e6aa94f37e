// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/filter_parser.h"

#include <QTest>

#include <chrono>

using namespace core;
using filter::Filter;
using filter::FilterError;
using filter::Scope;

/// What is said about filters that are wrong, and where it points.
class FilterParserTest : public QObject {
    Q_OBJECT

private slots:

    void mistakes_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<int>("length");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char* text, int column, int length, const char* sentence) {
            QTest::newRow(text) << column << length << sentence;
        };

        row("stauts == 200", 1, 6, "there is no field 'stauts'; did you mean status or state?");
        row("method == INVITE and form.user == x", 22, 9,
            "there is no field 'form.user'; did you mean from.user or to.user?");
        row("frobnicate == 1", 1, 10, "there is no field 'frobnicate'");
        row("msg.pdd > 1", 1, 7, "there is no field 'msg.pdd'");
        row("call.stat", 1, 9,
            "there is no field 'call.stat'; did you mean call.state, call.final_status or "
            "call.registration.state?");
        row("sip.from.usr == x", 1, 12,
            "there is no field 'sip.from.usr'; did you mean sip.from.user, sip.from.host or sip.from.tag?");
        row("udp.prot == 5060", 1, 8, "there is no field 'udp.prot'; did you mean udp.port?");
        row("status = 200", 8, 1, "write '==' to compare");
        row("alice = 200", 1, 5, "there is no field 'alice'");
        row("status 200", 8, 3, "an operator such as '==' is expected after 'status'");
        row("alice bob", 7, 3, "'and' or 'or' is expected before 'bob'");
        row("status == 200 method == INVITE", 15, 6, "'and' or 'or' is expected before 'method'");
        row("status == 200 &", 15, 1, "write '&&'");
        row("alice | bob", 7, 1, "write '||'");
        row("status >=", 10, 0, "a number is expected after '>='");
        row("status >= and method", 11, 3, "a number is expected after '>='");
        row("from.user ==", 13, 0, "a text is expected after '=='");
        row("pdd >", 6, 0, "a duration is expected after '>'");
        row("time <", 7, 0, "a time is expected after '<'");
        row("src.ip ==", 10, 0, "an address is expected after '=='");
        row("from.user contains", 19, 0, "a text is expected after 'contains'");
        row("from.user contains \"\"", 20, 2, "a text is expected after 'contains'");
        row("from.user matches \"\"", 19, 2, "a regular expression is expected after 'matches'");
        row("status == abc", 11, 3, "'abc' is no status code; write for instance 486 or 4xx");
        row("status == 99999999999999999999", 11, 20,
            "'99999999999999999999' is no status code; write for instance 486 or 4xx");
        row("size == 4xx", 9, 3, "'4xx' is no whole number");
        row("src.ip == alice", 11, 5,
            "'alice' is no IP address or network; write for instance 10.0.0.1 or 10.0.0.0/8");
        row("src.ip == 10.0.0.0/33", 11, 11,
            "'10.0.0.0/33' is no IP address or network; write for instance 10.0.0.1 or 10.0.0.0/8");
        row("ip.addr == 2001:db8::1", 12, 11,
            "this field holds IPv4 addresses only; use ipv6.addr, src.ip or dst.ip");
        row("ipv6.addr == 10.0.0.1", 14, 8,
            "this field holds IPv6 addresses only; use ip.addr, src.ip or dst.ip");
        row("call.src == 10.0.0.1:x", 13, 10,
            "'10.0.0.1:x' is no address; write for instance 10.0.0.1, 10.0.0.1:5060 or 10.0.0.0/8");
        row("call.pdd > 3 parsecs", 14, 7, "'and' or 'or' is expected before 'parsecs'");
        row("call.pdd > 3parsecs", 12, 8, "'3parsecs' is no duration; write for instance 3 s or 250 ms");
        row("call.pdd > 99999999999 d", 12, 13,
            "'99999999999 d' is no duration; write for instance 3 s or 250 ms");
        row("time > yesterday", 8, 9,
            "'yesterday' is no time; write seconds since 1970 or \"2026-11-24 21:35:01\" (UTC)");
        row("time > 2026-02-30", 8, 10,
            "'2026-02-30' is no time; write seconds since 1970 or \"2026-11-24 21:35:01\" (UTC)");
        row("has_sdp == maybe", 12, 5, "'maybe' is neither true nor false");
        row("has_sdp > 1", 9, 1, "'has_sdp' is true or false; use '==' or '!='");
        row("status contains 4", 8, 8, "'contains' works on texts; the value of 'status' is a number");
        row("time matches x", 6, 7, "'matches' works on texts; the value of 'time' is a time");
        row("call.state == Completed", 15, 9, "'Completed' is no value of state; did you mean completed?");
        row("kind == answer", 9, 6, "'answer' is no value of kind; it is one of request, response");
        row("transport in {udp, foo}", 20, 3,
            "'foo' is no value of transport; it is one of unknown, udp, tcp, tls, sctp, ws, wss");
        row("from.user == to.user", 14, 7,
            "fields cannot be compared with each other; put 'to.user' into quotes if you mean the text");
        row("from.user == \"alice", 14, 6, "the closing quote is missing");
        row("\"alice", 1, 6, "the closing quote is missing");
        row("r\"alice", 1, 7, "the closing quote is missing");
        row("\"\"", 1, 2, "there is nothing between the quotes");
        row("\"alice\" == from.user", 1, 7, "a field is expected before '==', not a text");
        row("(status == 200", 1, 1, "there is no ')' for this '('");
        row("((status) or (method)", 1, 1, "there is no ')' for this '('");
        row("status == 200)", 14, 1, "there is no '(' for this ')'");
        row("()", 2, 1, "a comparison is expected between the brackets");
        row("(status 200)", 9, 3, "an operator such as '==' is expected after 'status'");
        row("status in {", 12, 0, "a number is expected after '{'");
        row("status in {}", 12, 1, "a number is expected between the braces");
        row("status in {200", 11, 1, "there is no '}' for this '{'");
        row("status in {200 300}", 16, 3, "',' or '}' is expected before '300'");
        row("status in {200,}", 16, 1, "a number is expected after ','");
        row("status in {300..200}", 12, 8, "the range ends before it begins");
        row("status in {300..}", 17, 1, "a number is expected after '..'");
        row("from.user in {a..z}", 15, 4, "ranges are for numbers, times and addresses");
        row("src.ip in {10.0.0.1..2001:db8::1}", 12, 21,
            "the range begins with one kind of address and ends with another");
        row("status == {200}", 11, 1, "a number is expected after '=='");
        row("and", 1, 3, "a field or a text is expected before 'and'");
        row("status == 200 and", 18, 0, "something is expected after 'and'");
        row("status == 200 or or method", 18, 2, "a field or a text is expected before 'or'");
        row("not", 4, 0, "something is expected after 'not'");
        row("== 200", 1, 2, "a field or a text is expected before '=='");
        row("{200}", 1, 1, "a field or a text is expected before '{'");
        row("from.user matches \"(alice\"", 26, 1,
            "the regular expression is not valid: missing closing parenthesis");
        row("from.user matches \"a**\" and status", 22, 2,
            "the regular expression is not valid: quantifier does not follow a repeatable item");
        row("from.user matches \"[z-a]\"", 23, 3,
            "the regular expression is not valid: range out of order in character class");
        row("from.user matches (*UTF)x", 19, 1, "a text is expected after 'matches'");
        row("from.user matches \"(*UTF)x\"", 26, 3, nullptr);
    }

    void mistakes()
    {
        QFETCH(int, column);
        QFETCH(int, length);
        QFETCH(QString, sentence);
        const auto parsed = Filter::parse(QTest::currentDataTag(), Scope::Message);
        const auto* error = std::get_if<FilterError>(&parsed);
        QVERIFY(error != nullptr);
        if (!sentence.isNull())
            QCOMPARE(QString::fromStdString(error->sentence()), sentence);
        QCOMPARE(int(error->column()), column);
        if (!sentence.isNull())
            QCOMPARE(int(error->length), length);
    }

    void tooLong()
    {
        const std::string text(filter::maximumFilterLength + 1, 'a');
        const auto parsed = Filter::parse(text, Scope::Call);
        QCOMPARE(std::get<FilterError>(parsed).sentence(), std::string{"the filter is longer than 64 KiB"});
        QVERIFY(std::holds_alternative<Filter>(Filter::parse(text.substr(1), Scope::Call)));
    }

    void nestingIsBounded_data()
    {
        QTest::addColumn<QString>("opening");
        QTest::newRow("brackets") << "(";
        QTest::newRow("negations") << "!";
        QTest::newRow("words") << "not ";
    }

    void nestingIsBounded()
    {
        QFETCH(QString, opening);
        const std::string closing = opening == "(" ? ")" : "";
        const auto nested = [&](int depth) {
            std::string text = opening.repeated(depth).toStdString() + "alice";
            for (int i = 0; i < depth; ++i)
                text += closing;
            return Filter::parse(text, Scope::Call);
        };
        QVERIFY(std::holds_alternative<Filter>(nested(150)));
        const auto tooDeep = nested(10'000);
        QCOMPARE(std::get<FilterError>(tooDeep).sentence(), std::string{"the filter is nested too deeply"});
    }

    void longChainsAreNoNesting()
    {
        std::string text = "alice";
        while (text.size() < 60'000)
            text += " or bob and status == 200";
        QVERIFY(std::holds_alternative<Filter>(Filter::parse(text, Scope::Call)));
    }

    void hugeRegularExpressionIsRefused()
    {
        const auto parsed =
            Filter::parse("text matches \"((((a{1,999}){1,999}){1,999}){1,999})\"", Scope::Message);
        QVERIFY(std::holds_alternative<FilterError>(parsed));
    }

    void barePrefixWithoutFieldIsAWord()
    {
        QVERIFY(std::holds_alternative<Filter>(Filter::parse("sip.provider.example", Scope::Call)));
        QVERIFY(std::holds_alternative<Filter>(Filter::parse("+49301234", Scope::Call)));
        QVERIFY(std::holds_alternative<Filter>(Filter::parse("sip:alice@example.com", Scope::Call)));
    }
};

QTEST_GUILESS_MAIN(FilterParserTest)
#include "tst_filter_parser.moc"
