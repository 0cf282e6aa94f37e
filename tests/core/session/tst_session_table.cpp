// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/primary.h"
#include "core/session/session_table.h"
#include "core/session/sqlite/database.h"
#include "tests/support/temp_session.h"

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

/// A stream that lost so many of 100 packets.
StreamRow streamOf(std::int64_t id, std::int64_t call, std::string codec, std::int64_t lost)
{
    StreamRow row;
    row.id = id;
    row.call.value = call;
    row.codec = std::move(codec);
    row.ssrc = static_cast<std::uint32_t>(0x1000 + id);
    row.counters.expected = 100;
    row.counters.missing = lost;
    row.counters.gaps.missed = static_cast<std::uint64_t>(lost);
    row.counters.gaps.losses = static_cast<std::uint32_t>(lost);
    row.counters.jitter.mean = static_cast<double>(id) / 4; // ms
    row.counters.clockRate = row.codec.empty() ? 0 : 8'000;
    return row;
}

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

std::vector<std::int64_t> idsOf(const base::Result<RowIndex>& index)
{
    std::vector<std::int64_t> ids;
    for (std::size_t row = 0; index && row < index->size(); ++row)
        ids.push_back(index->idAt(row));
    return ids;
}

filter::Filter filterOf(const char* text, Scope listed)
{
    const auto parsed = filter::Filter::parse(text, listed);
    if (const auto* error = std::get_if<filter::FilterError>(&parsed))
        qFatal("%s: %s", text, error->sentence().c_str());
    return std::get<filter::Filter>(parsed);
}

std::unique_ptr<SessionTable> tableOf(const TempSession& session, std::size_t budget = 1U << 30U)
{
    auto table = SessionTable::open(session.path(), budget);
    if (!table)
        qFatal("%s", qPrintable(QString::fromStdString(base::describe(table.error()))));
    return std::move(*table);
}

} // namespace

class SessionTableTest : public QObject {
    Q_OBJECT

private slots:

    void initTestCase();

    void everyColumnHasTheValuesOfTheRecords();
    void everyFieldSorts();
    void filtersAgreeWithTheReference_data();
    void filtersAgreeWithTheReference();
    void timeRange();
    void growth();
    void missedChanges();
    void marksOfAGrowingSession();
    void streamsOfAGrowingSession();
    void streamsAreNotSaidToBeNoneWhereNobodyLooked();
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

void SessionTableTest::growth()
{
    const TempSession session;
    const auto writer = session.writer();
    SessionFiller filler{*writer};
    const auto add = [&](const char* script) {
        filler.add(readCallScript(script));
        QVERIFY(filler.commit());
        const auto last = static_cast<std::int64_t>(filler.messages().size());
        QTRY_COMPARE(writer->progress().lastMessage.value, last);
    };
    add("alice -> bob INVITE 1 call-id=one\n bob -> alice 180 1 call-id=one");
    const auto table = tableOf(session);
    Query ringing;
    ringing.filter = filterOf("state == ringing", Scope::Call);
    Query failures;
    failures.scope = Scope::Message;
    failures.filter = filterOf("status >= 400 or from.user == carol", Scope::Message);
    QCOMPARE(idsOf(table->select(ringing)), std::vector<std::int64_t>{1});
    QVERIFY(idsOf(table->select(failures)).empty());

    add("alice -> bob INVITE 1 call-id=one at=0 resend\n bob -> alice 486 1 call-id=one at=3\n"
        "carol -> bob OPTIONS 1 call-id=two at=4");
    const auto refreshed = table->refresh();
    QVERIFY(refreshed);
    QCOMPARE(refreshed->progress.lastMessage.value, 5);
    QVERIFY(refreshed->changedCalls == std::vector<base::CallKey>{{1}});
    QVERIFY(idsOf(table->select(ringing)).empty());
    QCOMPARE(idsOf(table->select(failures)), (std::vector<std::int64_t>{4, 5}));

    // Only time passes: unanswered requests fail without a message.
    add("dave -> bob INVITE 1 call-id=three at=10");
    QVERIFY(table->refresh());
    Query failed;
    failed.filter = filterOf("state == failed", Scope::Call);
    QVERIFY(idsOf(table->select(failed)).empty());
    filler.add(readCallScript("later 60"));
    QVERIFY(filler.commit());
    QVERIFY(writer->close());
    const auto late = table->refresh();
    QVERIFY(late);
    QVERIFY(std::find(late->changedCalls.begin(), late->changedCalls.end(), base::CallKey{3}) !=
            late->changedCalls.end());
    QCOMPARE(idsOf(table->select(failed)), (std::vector<std::int64_t>{2, 3}));
}

void SessionTableTest::missedChanges()
{
    const TempSession session;
    const auto writer = session.writer();
    SessionFiller filler{*writer};
    filler.add(readCallScript("alice -> bob INVITE 1 call-id=one"));
    QVERIFY(filler.commit());
    QTRY_COMPARE(writer->progress().lastMessage.value, 1);
    const auto table = tableOf(session);
    Query many;
    many.filter = filterOf("messages > 1000", Scope::Call);
    QVERIFY(idsOf(table->select(many)).empty());
    const auto again = readCallScript("alice -> bob OPTIONS 7 call-id=one");
    for (int i = 0; i < 1'100; ++i) {
        filler.add(again);
        QVERIFY(filler.commit());
    }
    QVERIFY(writer->close());
    const auto refreshed = table->refresh();
    QVERIFY(refreshed);
    QVERIFY(refreshed->changedCalls == std::vector<base::CallKey>{{1}});
    QCOMPARE(idsOf(table->select(many)), std::vector<std::int64_t>{1});
}

void SessionTableTest::streamsOfAGrowingSession()
{
    const TempSession session;
    const auto writer = session.writer();
    SessionFiller filler{*writer};
    filler.add(readCallScript("alice -> bob INVITE 1 call-id=one"));
    QVERIFY(filler.commit());
    QTRY_COMPARE(writer->progress().lastMessage.value, std::int64_t{1});
    const auto table = tableOf(session);
    const auto bad = [&table] {
        return idsOf(table->select(
            {Scope::Call, filterOf("mos < 3.5", Scope::Call), {}, SortOrder::Ascending, {}, {}}));
    };
    QVERIFY(bad().empty());
    QCOMPARE(table->reader().findCall("one")->streams->size(), std::size_t{0});

    writer->upsertStream(streamOf(1, 1, "PCMA", 0));
    filler.add(readCallScript("alice -> bob INVITE 1 call-id=two"));
    QVERIFY(filler.commit());
    QTRY_COMPARE(writer->progress().lastMessage.value, std::int64_t{2});
    QVERIFY(table->refresh());
    QVERIFY(bad().empty());
    QCOMPARE(table->reader().findCall("one")->streams->size(), std::size_t{1});

    writer->upsertStream(streamOf(1, 1, "PCMA", 30)); // the same one later
    writer->upsertStream(streamOf(2, 2, "PCMA", 40));
    filler.add(readCallScript("alice -> bob INVITE 1 call-id=three"));
    QVERIFY(filler.commit());
    QVERIFY(writer->close());
    const auto refreshed = table->refresh();
    QVERIFY(refreshed);
    // Nothing but its stream has changed, and lists have to show it anew.
    QVERIFY(refreshed->changedCalls == (std::vector<base::CallKey>{{1}, {2}}));
    QCOMPARE(bad(), (std::vector<std::int64_t>{1, 2}));
    const auto calls = table->reader().calls(std::array{base::CallKey{1}, base::CallKey{2}});
    QVERIFY(calls);
    QCOMPARE(calls->front().streams->front().loss, std::int64_t{30'000});
    QCOMPARE(calls->back().streams->size(), std::size_t{1});
}

/// A session of a program that knew nothing of streams.
void SessionTableTest::streamsAreNotSaidToBeNoneWhereNobodyLooked()
{
    const TempSession session;
    session.fill(readCallScript("alice -> bob INVITE 1 call-id=one"));
    {
        auto database = sqlite::Database::open(session.path(), sqlite::Access::ReadWrite);
        QVERIFY(database);
        QVERIFY(database->execute("DROP VIEW streams; DROP TABLE stream_rows; DROP TABLE stream_intervals"));
    }
    const auto table = tableOf(session);
    const auto matching = [&table](const char* text) {
        return table->select({Scope::Call, filterOf(text, Scope::Call), {}, SortOrder::Ascending, {}, {}})
            ->size();
    };
    QCOMPARE(matching("streams"), std::size_t{0});
    QCOMPARE(matching("streams == 0"), std::size_t{0});
    QCOMPARE(matching("not mos and not rtp.codec"), std::size_t{1});
    QVERIFY(!table->reader().findCall("one")->streams);
    for (const char* name : {"streams", "mos", "rtp.codec", "rtp.mos"}) {
        const Query query{Scope::Call,           {}, filter::findField(name, Scope::Call),
                          SortOrder::Descending, {}, {}};
        QCOMPARE(idsOf(table->select(query)), std::vector<std::int64_t>{1});
    }
}

void SessionTableTest::marksOfAGrowingSession()
{
    const TempSession session;
    const auto writer = session.writer();
    SessionFiller filler{*writer};
    const auto traffic = busyTraffic(20);
    const std::vector<ScriptMessage> first{traffic.begin(), traffic.begin() + 60};
    const std::vector<ScriptMessage> rest{traffic.begin() + 60, traffic.end()};
    filler.add(first);
    QVERIFY(filler.commit());
    QTRY_COMPARE(writer->progress().lastMessage.value, std::int64_t{60});

    const auto table = tableOf(session);
    const auto calls = table->reader().calls(std::array{base::CallKey{1}, base::CallKey{3}});
    QVERIFY(calls);
    const auto marked = [&table] {
        return idsOf(
            table->select({Scope::Call, filterOf("marked", Scope::Call), {}, SortOrder::Ascending, {}, {}}));
    };
    QVERIFY(marked().empty());
    const std::vector<Mark> marks{{calls->at(0).callId, {}, {}, {}}, {calls->at(1).callId, {}, {}, {}}};
    // While the writer writes: neither may keep the other away.
    filler.add(rest);
    QVERIFY(filler.commit());
    const auto untouched = tableOf(session); // nothing in it ever asked for marks
    QVERIFY(!table->refresh()->haveMarksChanged);
    QVERIFY(setMarks(session.path(), marks));
    QVERIFY(table->refresh()->haveMarksChanged);
    QVERIFY(!table->refresh()->haveMarksChanged);
    QVERIFY(untouched->refresh()->haveMarksChanged);
    QCOMPARE(marked(), (std::vector<std::int64_t>{1, 3}));
    QVERIFY(table->reader().calls(std::array{base::CallKey{3}})->front().isMarked);

    QVERIFY(removeMark(session.path(), marks[0].callId, {}));
    const auto refreshed = table->refresh();
    QVERIFY(refreshed);
    QVERIFY(std::count(refreshed->changedCalls.begin(), refreshed->changedCalls.end(), base::CallKey{1}) ==
            1);
    QCOMPARE(marked(), std::vector<std::int64_t>{3});
    QVERIFY(writer->close());
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
