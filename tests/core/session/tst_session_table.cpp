// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/session/table_test.h"

#include <QTest>

#include <algorithm>
#include <numeric>

using namespace core;
using namespace core::session;
using namespace tests::support;
using filter::Scope;

namespace {

/// Several hundred messages of many kinds: calls answered, refused, redirected, cancelled; registrations;
/// IPv6, TCP, retransmissions.
std::vector<ScriptMessage> mixedTraffic()
{
    std::vector<ScriptMessage> all;
    for (int i = 0; i < 12; ++i) {
        const std::string n = std::to_string(i);
        const std::string at = std::to_string(i * 7);
        const std::string script = "host v6 2001:db8::" + n +
                                   "9:5070\n"
                                   "alice -> proxy INVITE 1 call-id=a" +
                                   n + " from=user" + n + " at=" + at +
                                   " sdp=offer\n"
                                   "proxy -> alice 100 1 call-id=a" +
                                   n +
                                   "\n"
                                   "proxy -> alice " +
                                   (i % 3 == 0   ? "486"
                                    : i % 3 == 1 ? "302"
                                                 : "180") +
                                   " 1 call-id=a" + n + " +" + n +
                                   ".25\n"
                                   "v6 -> proxy REGISTER " +
                                   std::to_string(i + 3) + " call-id=r" + n + " from=reg" + n +
                                   " transport=tcp expires=3600\n"
                                   "v6 -> proxy REGISTER " +
                                   std::to_string(i + 3) + " call-id=r" + n +
                                   " resend +0.5\n"
                                   "proxy -> v6 " +
                                   (i % 2 == 0 ? "200" : "403") + " " + std::to_string(i + 3) + " call-id=r" +
                                   n + " REGISTER\n";
        const auto part = readCallScript(script);
        all.insert(all.end(), part.begin(), part.end());
    }
    const auto busy = busyTraffic(60);
    all.insert(all.end(), busy.begin(), busy.end());
    return all;
}

/// All rows of a session as records: what the table is compared with.
struct Reference {
    explicit Reference(SessionReader& reader)
    {
        const auto progress = reader.progress();
        std::vector<base::MessageId> ids(static_cast<std::size_t>(progress->lastMessage.value));
        for (std::size_t i = 0; i < ids.size(); ++i)
            ids[i].value = static_cast<std::int64_t>(i) + 1;
        std::vector<base::CallKey> keys(static_cast<std::size_t>(progress->lastCall.value));
        for (std::size_t i = 0; i < keys.size(); ++i)
            keys[i].value = static_cast<std::int64_t>(i) + 1;
        messages = *reader.messages(ids);
        describeStreamsIn(reader);
        calls = *reader.calls(keys);
        for (const base::MessageId id : ids)
            bytes.push_back(*reader.messageBytes(id));
        const auto rows = reader.sources();
        for (const SourceRow& source : *rows)
            sources.push_back(source.name);
    }

    [[nodiscard]] std::size_t rows(Scope scope) const
    {
        return scope == Scope::Message ? messages.size() : calls.size();
    }

    [[nodiscard]] filter::Value value(const filter::FieldReference& field, std::size_t row) const
    {
        if (field.field->scope == Scope::Call)
            return filter::valueOf(field, calls[row]);
        static sip::Message message;
        if (field.field->isFromBytes && !message.parse(bytes[row]))
            return {};
        return filter::valueOf(field, messages[row], &message, sources);
    }

    /// Sorted as the command line promises: absent values last, ties by id.
    [[nodiscard]] std::vector<std::int64_t> sorted(const filter::FieldReference& field, SortOrder order) const
    {
        std::vector<std::int64_t> ids(rows(field.field->scope));
        std::iota(ids.begin(), ids.end(), std::int64_t{1});
        const auto key = [&](std::int64_t id) {
            if (field.field->id == filter::FieldId::Defects) {
                const auto& record = messages[static_cast<std::size_t>(id) - 1];
                text = filter::textOf(field, record, nullptr, sources);
                return text.empty() ? filter::Value{} : filter::Value{std::string_view{text}};
            }
            return value(field, static_cast<std::size_t>(id) - 1);
        };
        std::stable_sort(ids.begin(), ids.end(), [&](std::int64_t a, std::int64_t b) {
            const filter::Value first = key(a);
            const std::string firstText = textIn(first);
            const filter::Value second = key(b);
            const bool hasFirst = !std::holds_alternative<std::monostate>(first);
            const bool hasSecond = !std::holds_alternative<std::monostate>(second);
            if (!hasFirst || !hasSecond)
                return hasFirst && !hasSecond;
            if (std::holds_alternative<std::string_view>(first)) {
                const std::string secondText = textIn(second);
                return order == SortOrder::Ascending ? firstText < secondText : secondText < firstText;
            }
            return order == SortOrder::Ascending ? first < second : second < first;
        });
        return ids;
    }

    static std::string textIn(const filter::Value& value)
    {
        const auto* text = std::get_if<std::string_view>(&value);
        return text != nullptr ? std::string{*text} : std::string{};
    }

    std::vector<call::MessageRecord> messages;
    std::vector<call::CallRecord> calls;
    std::vector<std::vector<std::byte>> bytes;
    std::vector<std::string> sources;
    mutable std::string text;
};

/// Of a column with several values per row.
std::vector<filter::Value> valuesOf(const filter::Column& column, std::size_t row)
{
    std::vector<filter::Value> values;
    for (std::size_t i = 0; i < column.rowOfValue->size(); ++i) {
        if ((*column.rowOfValue)[i] != row)
            continue;
        if (!column.codes.empty() && column.codes[i] != 0)
            values.push_back(column.valueOfCode(column.codes[i]));
        else if (column.codes.empty() && column.integers[i] != filter::Column::absent)
            values.emplace_back(column.integers[i]);
    }
    return values;
}

} // namespace

class SessionTableTest : public QObject {
    Q_OBJECT

private slots:

    void initTestCase();

    void everyColumnHasTheValuesOfTheRecords();
    void everyFieldSorts();
    void aFoldedHeaderSortsAsItReads();
    void filtersAgreeWithTheReference_data();
    void filtersAgreeWithTheReference();
    void timeRange();
    void aSmallBudgetOnlyCostsTime();
    void denseAnswers();
    void histogramAddsUp();

private:
    TempSession m_session;
};

void SessionTableTest::initTestCase()
{
    m_session.fill(mixedTraffic());
    const auto writer = m_session.writer(Durability::Live, WhenPresent::Append);
    // Not in the order of the calls, and one of no call.
    writer->upsertStream(streamOf(1, 5, "PCMA", 20));
    writer->upsertStream(streamOf(2, 1, "G729", 0));
    writer->upsertStream(streamOf(3, 0, "PCMU", 90));
    writer->upsertStream(streamOf(4, 5, "PCMU", 0));
    writer->upsertStream(streamOf(5, 3, "H264", 10)); // no speech, no MOS
    writer->upsertStream(streamOf(6, 8, "", 0));
    QVERIFY(writer->commit());
    QVERIFY(writer->close());
}

void SessionTableTest::everyColumnHasTheValuesOfTheRecords()
{
    const auto table = tableOf(m_session);
    const Reference reference{table->reader()};
    for (const filter::Field& field : filter::allFields()) {
        if (field.isFromBytes || !filter::hasColumn(field.id) || field.id == filter::FieldId::Defects)
            continue;
        const auto column = table->column(field);
        QVERIFY2(column, field.name.data());
        for (std::size_t row = 0; row < reference.rows(field.scope); ++row) {
            const filter::Value expected = reference.value({&field, {}}, row);
            filter::Value actual;
            if (column->rowOfValue) {
                QVERIFY2(valuesOf(*column, row) == filter::valuesOf({&field, {}}, reference.calls[row]),
                         field.name.data());
                continue;
            }
            if (!column->codes.empty()) {
                QVERIFY(column->codes[row] < column->codeCount);
                actual = column->valueOfCode(column->codes[row]);
                if (const auto* text = std::get_if<std::string_view>(&actual);
                    text != nullptr && text->empty())
                    actual = {};
            } else if (column->integers[row] != filter::Column::absent) {
                actual = column->integers[row];
            }
            QVERIFY2(actual == expected,
                     qPrintable(QStringLiteral("%1, row %2")
                                    .arg(QString::fromUtf8(field.name.data(),
                                                           static_cast<qsizetype>(field.name.size())))
                                    .arg(row)));
        }
    }
}

void SessionTableTest::everyFieldSorts()
{
    const auto table = tableOf(m_session);
    const Reference reference{table->reader()};
    for (const filter::Field& field : filter::allFields()) {
        if (field.id == filter::FieldId::AnyText || (!field.isFromBytes && !filter::hasColumn(field.id)))
            continue;
        const filter::FieldReference by{&field, field.id == filter::FieldId::AnyHeader ? "Max-Forwards" : ""};
        for (const auto order : {SortOrder::Ascending, SortOrder::Descending}) {
            const Query query{field.scope, {}, by, order, {}, {}};
            const auto ids = idsOf(table->select(query));
            QVERIFY2(ids == reference.sorted(by, order), std::string{field.name}.c_str());
        }
    }
}

void SessionTableTest::aFoldedHeaderSortsAsItReads()
{
    auto script = readCallScript("alice -> bob OPTIONS 1 call-id=a header=X-Rank:c\n"
                                 "alice -> bob OPTIONS 1 call-id=b header=X-Rank:a\n"
                                 "alice -> bob OPTIONS 1 call-id=c header=X-Rank:b_d\n");
    std::string& bytes = script.back().bytes;
    bytes.replace(bytes.find("b d\r\n"), 3, "b\r\n  d");
    TempSession session;
    session.fill(script);
    const auto table = tableOf(session);
    const filter::FieldReference by = filter::findField("sip.X-Rank", Scope::Message);
    const auto sorted = [&](SortOrder order) {
        return idsOf(table->select({Scope::Message, {}, by, order, {}, {}}));
    };
    QVERIFY(sorted(SortOrder::Ascending) == (std::vector<std::int64_t>{2, 3, 1}));
    QVERIFY(sorted(SortOrder::Descending) == (std::vector<std::int64_t>{1, 3, 2}));
}

void SessionTableTest::filtersAgreeWithTheReference_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isCalls");
    QTest::addColumn<bool>("hasMatches");
    QTest::newRow("number") << QByteArray{"status >= 400"} << false << true;
    QTest::newRow("text") << QByteArray{"from.user contains \"user1\""} << false << true;
    QTest::newRow("address") << QByteArray{"src.ip == 2001:db8::/32"} << false << true;
    QTest::newRow("header from the bytes")
        << QByteArray{"sip.Expires == 3600 and method == REGISTER"} << false << true;
    QTest::newRow("any text") << QByteArray{"\"telephone-event\""} << false << true;
    QTest::newRow("call field on messages") << QByteArray{"call.final_status == 486"} << false << true;
    QTest::newRow("message field on calls") << QByteArray{"msg.transport == tcp"} << true << true;
    QTest::newRow("call state") << QByteArray{"state == rejected"} << true << true;
    QTest::newRow("lowest MOS") << QByteArray{"mos < 3.5"} << true << true;
    QTest::newRow("no MOS") << QByteArray{"streams > 0 and not mos"} << true << true;
    QTest::newRow("no streams") << QByteArray{"streams == 0"} << true << true;
    QTest::newRow("MOS of any stream") << QByteArray{"rtp.mos > 4"} << true << true;
    QTest::newRow("MOS on messages") << QByteArray{"call.mos < 3.5"} << false << true;
    QTest::newRow("codec") << QByteArray{"rtp.codec != PCMA"} << true << true;
    QTest::newRow("loss") << QByteArray{"rtp.loss in {5..15}"} << true << true;
    QTest::newRow("jitter") << QByteArray{"rtp.jitter >= 500 us"} << true << true;
    QTest::newRow("SSRC") << QByteArray{"rtp.ssrc == 0x1004"} << true << true;
    QTest::newRow("where RTP goes") << QByteArray{"rtp.dst.ip == 2001:db8::1/128"} << true << true;
    QTest::newRow("where RTP comes from") << QByteArray{"rtp.src.ip == 192.0.2.0/30"} << true << true;
    QTest::newRow("digits") << QByteArray{"rtp.dtmf contains \"2#\""} << true << true;
    QTest::newRow("what the far end lost") << QByteArray{"rtp.far_lost >= 7"} << true << true;
    QTest::newRow("a report that never came") << QByteArray{"rtp.sent_packets"} << true << false;
    QTest::newRow("RTP on messages") << QByteArray{"rtp.payload_types == \"4\""} << false << true;
    QTest::newRow("SSRC of no call") << QByteArray{"rtp.ssrc == 0x1003"} << true << false;
    QTest::newRow("nothing") << QByteArray{"status == 999"} << false << false;
}

void SessionTableTest::filtersAgreeWithTheReference()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isCalls);
    const Scope scope = isCalls ? Scope::Call : Scope::Message;
    const auto table = tableOf(m_session);
    const Reference reference{table->reader()};
    Query query;
    query.scope = scope;
    query.filter = filterOf(text.constData(), scope);
    std::vector<std::int64_t> expected;
    for (std::size_t row = 0; row < reference.rows(scope); ++row) {
        bool isMatch = false;
        if (isCalls) {
            std::vector<filter::MessageWithBytes> messages;
            for (std::size_t i = 0; i < reference.messages.size(); ++i) {
                if (reference.messages[i].call == reference.calls[row].key)
                    messages.push_back({&reference.messages[i], reference.bytes[i]});
            }
            isMatch = query.filter.matches(reference.calls[row], messages, reference.sources);
        } else {
            const auto call = static_cast<std::size_t>(reference.messages[row].call.value) - 1;
            isMatch = query.filter.matches(reference.messages[row], reference.bytes[row], reference.sources,
                                           &reference.calls[call]);
        }
        if (isMatch)
            expected.push_back(static_cast<std::int64_t>(row) + 1);
    }
    QTEST(!expected.empty(), "hasMatches");
    QVERIFY(idsOf(table->select(query)) == expected);
}

void SessionTableTest::timeRange()
{
    const auto table = tableOf(m_session);
    const Reference reference{table->reader()};
    Query query;
    query.scope = Scope::Message;
    query.from = scriptStart() + std::chrono::seconds{20};
    query.to = scriptStart() + std::chrono::seconds{30};
    std::vector<std::int64_t> messages;
    std::vector<std::int64_t> calls;
    for (const call::MessageRecord& message : reference.messages) {
        if (message.captured >= *query.from && message.captured < *query.to) {
            messages.push_back(message.id.value);
            calls.push_back(message.call.value);
        }
    }
    std::sort(calls.begin(), calls.end());
    calls.erase(std::unique(calls.begin(), calls.end()), calls.end());
    QVERIFY(!messages.empty());
    QVERIFY(calls.size() < reference.calls.size());
    QVERIFY(idsOf(table->select(query)) == messages);
    query.scope = Scope::Call;
    QVERIFY(idsOf(table->select(query)) == calls);
}

void SessionTableTest::aSmallBudgetOnlyCostsTime()
{
    const auto small = tableOf(m_session, 1);
    const auto large = tableOf(m_session);
    for (const char* text :
         {"status >= 400", "call.state == rejected", "from.user contains 1", "size > 500"}) {
        Query query;
        query.scope = Scope::Message;
        query.filter = filterOf(text, Scope::Message);
        const auto ids = idsOf(small->select(query));
        QVERIFY(!ids.empty());
        QVERIFY(ids == idsOf(large->select(query)));
    }
}

void SessionTableTest::denseAnswers()
{
    const auto table = tableOf(m_session);
    Query query;
    query.scope = Scope::Message;
    const auto all = table->select(query);
    QVERIFY(all && all->isDense());
    QCOMPARE(all->size(), table->rows(Scope::Message));
    QCOMPARE(all->rowOf(5), std::optional<std::size_t>{4});
    QVERIFY(!all->rowOf(static_cast<std::int64_t>(all->size()) + 1));
    QVERIFY(!all->rowOf(0));
    query.order = SortOrder::Descending;
    const auto reversed = table->select(query);
    QVERIFY(reversed && !reversed->isDense());
    QCOMPARE(reversed->idAt(0), static_cast<std::int64_t>(all->size()));
    QCOMPARE(reversed->rowOf(1), std::optional<std::size_t>{all->size() - 1});
}

void SessionTableTest::histogramAddsUp()
{
    const auto table = tableOf(m_session);
    const Reference reference{table->reader()};
    for (const std::size_t bins : {std::size_t{1}, std::size_t{7}, std::size_t{200}}) {
        const auto histogram = table->histogram(bins);
        QVERIFY(histogram);
        QVERIFY(!histogram->messages.empty() && histogram->messages.size() <= bins);
        const auto sum = [](const std::vector<std::uint32_t>& counts) {
            return std::accumulate(counts.begin(), counts.end(), std::size_t{0});
        };
        QCOMPARE(sum(histogram->messages), reference.messages.size());
        const auto failures = std::count_if(reference.messages.begin(), reference.messages.end(),
                                            [](const auto& message) { return message.status >= 400; });
        QCOMPARE(sum(histogram->failures), static_cast<std::size_t>(failures));
        for (std::size_t bin = 0; bin < histogram->messages.size(); ++bin) {
            const auto start = histogram->start + histogram->binWidth * static_cast<std::int64_t>(bin);
            const auto count =
                std::count_if(reference.messages.begin(), reference.messages.end(), [&](const auto& message) {
                    return message.captured >= start && message.captured < start + histogram->binWidth;
                });
            QCOMPARE(static_cast<std::size_t>(histogram->messages[bin]), static_cast<std::size_t>(count));
        }
    }
    const TempSession single;
    single.fill(readCallScript("alice -> bob OPTIONS 1\n"));
    const auto moment = tableOf(single)->histogram(420);
    QVERIFY(moment);
    QCOMPARE(moment->messages, std::vector<std::uint32_t>{1});
    QCOMPARE(moment->binWidth, base::Duration{std::chrono::milliseconds{100}});
    // busyTraffic: a call every 10 ms, each fifth refused after 0.91 s, the others 34 s long.
    const TempSession session;
    session.fill(busyTraffic(60));
    const auto busy = tableOf(session)->histogram(100);
    QVERIFY(busy);
    QCOMPARE(busy->binWidth, base::Duration{std::chrono::milliseconds{500}});
    QCOMPARE(busy->concurrentCalls[1], 59U); // at 1 s the first refused one is over
    QCOMPARE(busy->concurrentCalls[20], 48U);
    QCOMPARE(busy->concurrentCalls.back(), 0U);
}

QTEST_GUILESS_MAIN(SessionTableTest)
#include "tst_session_table.moc"
