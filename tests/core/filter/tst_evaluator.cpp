// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/evaluator.h"

#include "core/base/ascii.h"
#include "tests/core/filter/sample_traffic.h"

#include <QTest>

#include <random>

using namespace core;
using filter::Filter;
using filter::FilterError;
using filter::Scope;

namespace {

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t bound)
{
    return std::uniform_int_distribution<std::size_t>{0, bound - 1}(random);
}

template <typename List>
auto pick(Random& random, const List& list)
{
    return list[below(random, std::size(list))];
}

constexpr std::array<const char*, 6> users{"alice", "Bob", "carol", "1001", "+4930", ""};
constexpr std::array<const char*, 5> methods{"INVITE", "ACK", "BYE", "REGISTER", "OPTIONS"};
constexpr std::array<int, 6> statuses{100, 180, 200, 302, 486, 503};
constexpr std::array<const char*, 5> endpoints{"10.0.0.1:5060", "10.0.0.2:5061", "192.0.2.1:5060",
                                               "[2001:db8::1]:5060", "[2001:db8::2]:0"};

std::string randomMessage(Random& random, std::size_t call)
{
    const std::string method = pick(random, methods);
    const std::string user = pick(random, users);
    std::string text = below(random, 2) == 0
                           ? method + " sip:x@example SIP/2.0\r\n"
                           : "SIP/2.0 " + std::to_string(pick(random, statuses)) + " Some Reason\r\n";
    if (below(random, 4) != 0)
        text += "Via: SIP/2.0/UDP a;branch=z9hG4bK" + std::to_string(below(random, 5)) + "\r\n";
    text += "From: <sip:" + user + (user.empty() ? "" : "@") + "a.example>" +
            (below(random, 2) == 0 ? ";tag=f1" : "") + "\r\n";
    text += "To: <sip:" + std::string{pick(random, users)} + "@b.example>" +
            (below(random, 2) == 0 ? ";tag=t1" : "") + "\r\n";
    text += "Call-ID: call" + std::to_string(call) + "\r\n";
    if (below(random, 8) != 0)
        text += "CSeq: " + std::to_string(below(random, 4)) + " " + method + "\r\n";
    if (below(random, 3) == 0)
        text += "X-Account: " + std::to_string(below(random, 4)) + "\r\n";
    if (below(random, 3) == 0)
        text += "User-Agent: Phone " + std::to_string(below(random, 3)) + "\r\n";
    return text + "\r\n";
}

void fillAtRandom(tests::RecordData& data, Random& random, std::size_t messages)
{
    data.sources = {"lo", "eth0"};
    for (std::size_t i = 0; i < messages; ++i) {
        call::MessageRecord& record =
            data.addMessage(randomMessage(random, below(random, 1 + messages / 4)), pick(random, endpoints),
                            pick(random, endpoints), static_cast<net::Transport>(below(random, 7)),
                            static_cast<std::int64_t>(below(random, 10'000)));
        record.source.value = static_cast<std::int64_t>(below(random, 3));
        record.agentId = static_cast<std::uint32_t>(below(random, 3));
        record.retransmissionOf.value = static_cast<std::int64_t>(below(random, 3));
        record.hasSdp = below(random, 2) == 0;
    }
    for (call::CallRecord& call : data.calls) {
        const auto moment = [&]() -> std::optional<base::Timestamp> {
            if (below(random, 3) == 0)
                return std::nullopt;
            return call.firstTime + std::chrono::milliseconds{below(random, 5'000)};
        };
        call.type = static_cast<call::CallType>(below(random, 7));
        call.state = static_cast<call::CallState>(below(random, 16));
        call.endedBy = static_cast<call::EndedBy>(below(random, 4));
        call.finalStatus = static_cast<std::uint16_t>(below(random, 2) == 0 ? 0 : pick(random, statuses));
        call.inviteTime = moment();
        call.firstProvisional = moment();
        call.answerTime = moment();
    }
}

/// A value that rows may well have, in the writing of the language.
std::string randomValue(Random& random, const filter::FieldReference& reference)
{
    const auto known = filter::enumeratedValues(reference.field->id);
    if (!known.empty())
        return std::string{pick(random, known)};
    switch (typeOf(reference)) {
    case filter::ValueType::Integer:
        if (reference.field->id == filter::FieldId::Status && below(random, 3) == 0)
            return std::to_string(1 + below(random, 6)) + "xx";
        if (reference.field->id == filter::FieldId::AnyPort ||
            reference.field->id == filter::FieldId::SourcePort)
            return std::to_string(5060 + below(random, 2));
        return std::to_string(below(random, 2) == 0 ? below(random, 4) : std::size_t(pick(random, statuses)));
    case filter::ValueType::Time:
        return std::to_string(1'700'000'000 + below(random, 10)) + "." + std::to_string(below(random, 10));
    case filter::ValueType::Duration:
        return std::to_string(below(random, 5'000)) + " ms";
    case filter::ValueType::Decimal:
        return "3.5";
    case filter::ValueType::Boolean:
        return below(random, 2) == 0 ? "true" : "false";
    case filter::ValueType::Endpoint:
        if (below(random, 2) == 0)
            return pick(random, endpoints);
        [[fallthrough]];
    case filter::ValueType::Address: {
        static constexpr std::array<const char*, 4> ipv4{"10.0.0.1", "10.0.0.0/8", "192.0.2.1", "0.0.0.0/1"};
        static constexpr std::array<const char*, 3> ipv6{"2001:db8::1", "2001:db8::/32", "::/0"};
        const bool isIpv6 = reference.guard == filter::Guard::Ipv6 ||
                            (reference.guard == filter::Guard::None && below(random, 2) == 0);
        return isIpv6 ? pick(random, ipv6) : pick(random, ipv4);
    }
    case filter::ValueType::Text:
        break;
    }
    static constexpr std::array<const char*, 12> texts{
        "alice", "Bob", "ob", "1001", "INVITE", "BYE", "z9hG4bK1", "call3", "example", "t1", "Phone", "lo"};
    return '"' + std::string{pick(random, texts)} + '"';
}

std::string randomComparison(Random& random)
{
    static constexpr std::array<const char*, 12> wireshark{
        "ip.addr",     "ip.src",      "ipv6.addr",  "ipv6.dst",      "udp.port", "tcp.port",
        "udp.srcport", "tcp.dstport", "sip.resend", "sip.X-Account", "sip.From", "sip.Method"};
    static constexpr std::array<const char*, 6> operators{"==", "!=", "<", "<=", ">", ">="};
    std::string name;
    if (below(random, 4) == 0) {
        name = pick(random, wireshark);
    } else {
        const filter::Field& field = pick(random, filter::allFields());
        name = field.id == filter::FieldId::AnyHeader
                   ? "sip.User-Agent"
                   : (field.scope == Scope::Call ? "call." : "msg.") + std::string{field.name};
    }
    const filter::FieldReference reference = filter::findField(name, Scope::Message);
    const bool isBoolean = typeOf(reference) == filter::ValueType::Boolean;
    const bool hasText = typeOf(reference) == filter::ValueType::Text;
    switch (below(random, 8)) {
    case 0:
        return name;
    case 1:
        return hasText ? name + " contains \"" + (below(random, 2) == 0 ? "A" : "1") + '"' : name;
    case 2:
        return hasText ? name + " matches \"^[a-c].*[e0-3]\"" : name;
    case 3: {
        std::string set = name + " in {" + randomValue(random, reference);
        for (std::size_t i = below(random, 3); i > 0; --i)
            set += ", " + randomValue(random, reference);
        return set + "}";
    }
    case 4:
        return below(random, 2) == 0 ? "alice" : "\"phone 1\"";
    default:
        if (below(random, 4) == 0)
            name = (below(random, 2) == 0 ? "any " : "all ") + name;
        return name + ' ' + operators[below(random, isBoolean ? 2 : operators.size())] + ' ' +
               randomValue(random, reference);
    }
}

std::string randomFilter(Random& random, unsigned depth)
{
    const std::size_t shape = depth == 0 ? 0 : below(random, 6);
    switch (shape) {
    case 5: {
        static constexpr std::array<const char*, 3> quantities{"any message (", "no message (",
                                                               "every message ("};
        return pick(random, quantities) + randomFilter(random, depth - 1) + ")";
    }
    case 1:
        return "not (" + randomFilter(random, depth - 1) + ")";
    case 2:
    case 3:
    case 4: {
        const char* joint = shape == 2 ? " or " : " and ";
        std::string text = '(' + randomFilter(random, depth - 1) + ')';
        for (std::size_t i = 1 + below(random, 2); i > 0; --i)
            text += joint + ('(' + randomFilter(random, depth - 1) + ')');
        return text;
    }
    default:
        return randomComparison(random);
    }
}

bool matchesMessage(const Filter& filter, const tests::RecordData& data, std::size_t row)
{
    const auto call = static_cast<std::size_t>(data.messages[row].call.value - 1);
    return filter.matches(data.messages[row], data.bytesOf(row), data.sources, &data.calls[call],
                          data.messagesOfCall(call));
}

Filter parsed(std::string_view text, Scope scope = Scope::Message)
{
    return std::get<Filter>(Filter::parse(text, scope));
}

} // namespace

class EvaluatorTest : public QObject {
    Q_OBJECT

private slots:

    void equalsTheReference_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 20; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }

    void equalsTheReference()
    {
        QFETCH(unsigned, seed);
        Random random{seed};
        tests::RecordData data;
        fillAtRandom(data, random, 1 + below(random, 150));
        data.threads = 1 + seed % 2;
        for (int i = 0; i < 50; ++i) {
            const Scope scope = below(random, 2) == 0 ? Scope::Message : Scope::Call;
            const std::string text = randomFilter(random, 3);
            auto result = Filter::parse(text, scope);
            if (const auto* error = std::get_if<FilterError>(&result))
                QFAIL((text + ": " + error->sentence()).c_str());
            const Filter& filter = std::get<Filter>(result);
            const base::Result<filter::Bitmap> rows = filter.evaluate(data);
            QVERIFY2(rows.has_value(), text.c_str());
            QCOMPARE(rows->size(), data.rows(scope));
            for (std::size_t row = 0; row < rows->size(); ++row) {
                const bool expected =
                    scope == Scope::Call
                        ? filter.matches(data.calls[row], data.messagesOfCall(row), data.sources)
                        : matchesMessage(filter, data, row);
                QVERIFY2(rows->test(row) == expected,
                         (text + (scope == Scope::Call ? " call " : " message ") + std::to_string(row + 1))
                             .c_str());
            }
        }
    }

    void bytesAreReadOnceAndOnlyWhereTheyDecide_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("rowsScanned");
        QTest::newRow("columns only") << "status == 486 and from.user == dave" << 0;
        QTest::newRow("and") << "busy and status == 4xx" << 2;
        QTest::newRow("or") << "zoiper or method == INVITE" << 11;
        QTest::newRow("two texts, one reading") << "(busy or sip.X-Account) and from.user == dave" << 2;
        QTest::newRow("negated") << "not (busy or status == 486) and method == INVITE" << 2;
        QTest::newRow("decided by columns on both sides") << "(busy or status) and status" << 0;
        QTest::newRow("a call's messages only for the calls in question")
            << "call.state == rejected and call.id == 3 and busy" << 2;
    }

    void bytesAreReadOnceAndOnlyWhereTheyDecide()
    {
        QFETCH(QString, text);
        QFETCH(int, rowsScanned);
        tests::RecordData data;
        fillWithSampleTraffic(data);
        QVERIFY(parsed(text.toStdString()).evaluate(data).has_value());
        QCOMPARE(int(data.rowsScanned), rowsScanned);
        QCOMPARE(int(data.scans), rowsScanned == 0 ? 0 : 1);
    }

    void callsAreScannedOnlyWhereTheyDecide()
    {
        tests::RecordData data;
        fillWithSampleTraffic(data);
        QCOMPARE(parsed("state == rejected and busy", Scope::Call).evaluate(data).value().count(),
                 std::size_t{1});
        QCOMPARE(int(data.rowsScanned), 2);
    }

    void noRows()
    {
        tests::RecordData data;
        for (const char* text : {"", "status == 200", "alice", "call.state == failed", "not alice"}) {
            const auto rows = parsed(text).evaluate(data);
            QVERIFY(rows.has_value());
            QCOMPARE(rows->size(), std::size_t{0});
        }
    }

    void canBeCancelled()
    {
        tests::RecordData data;
        fillWithSampleTraffic(data);
        std::stop_source source;
        source.request_stop();
        for (const char* text : {"status == 200", "alice", "from.user contains x"}) {
            const auto rows = parsed(text).evaluate(data, source.get_token());
            QVERIFY(!rows.has_value());
            QCOMPARE(rows.error().code, base::ErrorCode::Cancelled);
        }
    }

    /// A row that cannot be decided in bounded time is an error, not a silent "no".
    void runawayRegularExpressionEnds()
    {
        tests::RecordData data;
        fillWithSampleTraffic(data);
        data.messages.front().fromUser = std::string(2'000, 'a') + "!";
        const auto rows = parsed("from.user matches \"^(a|aa|a*)+$\"").evaluate(data);
        QVERIFY(!rows.has_value());
        QCOMPARE(rows.error().code, base::ErrorCode::FilterTooSlow);
        QCOMPARE(rows.error().subject, std::string{"^(a|aa|a*)+$"});
        QVERIFY(rows.error().detail.find("too many steps for one of the texts") != std::string::npos);
    }

    void slowRegularExpressionsShareABudget_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("scope");
        QTest::newRow("column") << QStringLiteral("from.user matches \"^(a?){10}a{10}[xy]\"")
                                << static_cast<int>(Scope::Message);
        QTest::newRow("dictionary of calls") << QStringLiteral("not from.user matches \"^(a?){10}a{10}[xy]\"")
                                             << static_cast<int>(Scope::Call);
        QTest::newRow("bytes") << QStringLiteral("text matches \"(a?){10}a{10}[xy]\"")
                               << static_cast<int>(Scope::Message);
        QTest::newRow("header") << QStringLiteral("sip.X-Slow matches \"^(a?){10}a{10}[xy]\"")
                                << static_cast<int>(Scope::Message);
    }

    /// None of the texts needs too many steps, all of them together take too long: an error again, and the
    /// same question is answered when there is time for it.
    void slowRegularExpressionsShareABudget()
    {
        using namespace std::chrono_literals;
        QFETCH(QString, text);
        QFETCH(int, scope);
        tests::RecordData data;
        const std::string slow(10, 'a');
        for (int i = 0; i < 40; ++i) {
            const std::string number = std::to_string(i);
            data.addMessage("OPTIONS sip:x@example SIP/2.0\r\nFrom: <sip:" + slow + number +
                                "@a.example>;tag=t\r\nTo: <sip:b.example>\r\nCall-ID: " + number +
                                "\r\nCSeq: 1 OPTIONS\r\nX-Slow: " + slow + number + "\r\n\r\n",
                            "10.0.0.1:5060", "10.0.0.2:5060", net::Transport::Udp, i);
            data.calls.back().fromUser = slow + number;
        }
        const Filter filter = parsed(text.toStdString(), static_cast<Scope>(scope));
        const auto refused = filter.evaluate(data, {}, {50us, 0us});
        QVERIFY(!refused.has_value());
        QCOMPARE(refused.error().code, base::ErrorCode::FilterTooSlow);
        QVERIFY(refused.error().detail.find("takes too long for so many texts") != std::string::npos);
        const auto answered = filter.evaluate(data, {}, {0us, 10s});
        QVERIFY(answered.has_value());
        QCOMPARE(answered->count(), std::size_t{static_cast<Scope>(scope) == Scope::Call ? 40U : 0U});
    }
};

QTEST_GUILESS_MAIN(EvaluatorTest)
#include "tst_evaluator.moc"
