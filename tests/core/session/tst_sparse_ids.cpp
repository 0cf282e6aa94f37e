// SPDX-License-Identifier: GPL-3.0-or-later
// Lists whose ids begin late and have holes, as a ring leaves them; here the rows are taken out by hand.
#include "core/session/id_runs.h"
#include "core/session/ring_state.h"
#include "core/session/schema.h"
#include "core/session/session_table.h"
#include "tests/support/temp_session.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace core;
using namespace core::session;
using namespace tests::support;
using filter::Scope;

namespace {

using Ids = std::vector<std::int64_t>;

filter::Filter parsed(const char* text, Scope scope)
{
    const auto made = filter::Filter::parse(text, scope);
    if (const auto* error = std::get_if<filter::FilterError>(&made))
        qFatal("%s: %s", text, error->sentence().c_str());
    return std::get<filter::Filter>(made);
}

std::unique_ptr<SessionTable> openTable(const TempSession& session)
{
    auto table = SessionTable::open(session.path());
    if (!table)
        qFatal("%s", base::describe(table.error()).c_str());
    return std::move(*table);
}

Ids idsOf(const base::Result<RowIndex>& index)
{
    Ids ids;
    for (std::size_t row = 0; index && row < index->size(); ++row)
        ids.push_back(index->idAt(row));
    return ids;
}

Ids idsOf(const IdRuns& runs)
{
    Ids ids;
    for (std::size_t row = 0; row < runs.size(); ++row)
        ids.push_back(runs.idAt(row));
    return ids;
}

void run(const TempSession& session, const std::string& sql)
{
    auto database = openForWriting(session.path());
    QVERIFY(database);
    const auto done = database->execute(sql);
    QVERIFY2(done, done ? "" : base::describe(done.error()).c_str());
}

/// Takes out all messages up to `border` that are not of the calls `kept`, and the calls without messages.
void takeOut(const TempSession& session, std::int64_t border, const std::string& kept)
{
    auto database = openForWriting(session.path());
    QVERIFY(database);
    auto state = readRingState(*database);
    QVERIFY(state);
    const std::string messages =
        " FROM message_rows WHERE id <= " + std::to_string(border) + " AND call NOT IN (" + kept + ")";
    const std::string calls =
        " FROM call_rows WHERE key NOT IN (" + kept + ") AND last_message <= " + std::to_string(border);
    state->lastMessage.value = border;
    state->lastCall.value =
        std::max(state->lastCall.value, *database->integer("SELECT coalesce(max(call), 0)" + messages));
    state->messages += static_cast<std::uint64_t>(*database->integer("SELECT count(*)" + messages));
    state->calls += static_cast<std::uint64_t>(*database->integer("SELECT count(*)" + calls));
    ++state->generation;
    QVERIFY(database->execute("DELETE" + messages + "; DELETE" + calls));
    QVERIFY(writeRingState(*database, *state));
}

constexpr std::int64_t border = 330;
constexpr const char* keptCalls = "3, 5, 17";

} // namespace

class SparseIdsTest : public QObject {
    Q_OBJECT

private slots:

    void initTestCase()
    {
        const auto traffic = busyTraffic(80);
        m_whole.fill(traffic);
        m_sparse.fill(traffic);
        takeOut(m_sparse, border, keptCalls);
    }

    void runs();
    void keptRows();
    void answersContinue();
    void listsHaveWhatIsThere();
    void allFieldsSortAlike();
    void filtersAgree_data();
    void filtersAgree();
    void chainsEndWhereMessagesAreGone();
    void aTableFollows();
    void dictionariesWithHoles();
    void soundness();

private:
    [[nodiscard]] static Ids present(Ids ids, const Ids& there)
    {
        const std::set<std::int64_t> known(there.begin(), there.end());
        std::erase_if(ids, [&](std::int64_t id) { return !known.contains(id); });
        return ids;
    }

    TempSession m_whole;
    TempSession m_sparse;
};

void SparseIdsTest::runs()
{
    IdRuns ids;
    QCOMPARE(ids.size(), std::size_t{0});
    QVERIFY(!ids.rowOf(1));
    ids.append(5, 2);
    ids.append(7, 1);
    ids.append(20, 3);
    QCOMPARE(ids.runs().size(), std::size_t{2});
    QCOMPARE(idsOf(ids), (Ids{5, 6, 7, 20, 21, 22}));
    for (std::size_t row = 0; row < ids.size(); ++row)
        QCOMPARE(ids.rowOf(ids.idAt(row)), std::optional{row});
    for (const std::int64_t id : {0, 4, 8, 19, 23})
        QVERIFY(!ids.rowOf(id));
    QCOMPARE(ids.firstRowFrom(1), std::size_t{0});
    QCOMPARE(ids.firstRowFrom(8), std::size_t{3});
    QCOMPARE(ids.firstRowFrom(21), std::size_t{4});
    QCOMPARE(ids.firstRowFrom(23), std::size_t{6});
    QCOMPARE(idsOf(IdRuns::upTo(3)), (Ids{1, 2, 3}));
    QCOMPARE(IdRuns::upTo(0).size(), std::size_t{0});
}

void SparseIdsTest::keptRows()
{
    const IdRuns before = IdRuns::upTo(10);
    IdRuns after;
    after.append(2, 1);
    after.append(6, 9);
    QVERIFY(!after.beginsWith(before));
    QVERIFY(IdRuns::upTo(11).beginsWith(before));
    QVERIFY(!before.beginsWith(IdRuns::upTo(11)));
    const auto kept = before.keptBy(after);
    QVERIFY(kept && kept->size() == 2);
    QCOMPARE(kept->at(0).first, std::size_t{1});
    QCOMPARE(kept->at(0).count, std::size_t{1});
    QCOMPARE(kept->at(1).first, std::size_t{5});
    QCOMPARE(kept->at(1).count, std::size_t{5});
    IdRuns more = after;
    QVERIFY(more.keptBy(after));
    // What comes back between others has no place.
    IdRuns returned;
    returned.append(2, 2);
    returned.append(6, 9);
    QVERIFY(!after.keptBy(returned));
}

void SparseIdsTest::answersContinue()
{
    IdRuns later;
    later.append(3, 9);
    const auto first = std::make_shared<const IdRuns>(IdRuns::upTo(8));
    const auto longer = std::make_shared<const IdRuns>(IdRuns::upTo(9));
    const auto moved = std::make_shared<const IdRuns>(later);
    QVERIFY(RowIndex::dense(longer).beginsWith(RowIndex::dense(first)));
    QVERIFY(!RowIndex::dense(moved).beginsWith(RowIndex::dense(first)));
    QVERIFY(RowIndex::listed({1, 4, 8}, longer).beginsWith(RowIndex::listed({1, 4}, first)));
    // The same rows, but of other ids.
    QVERIFY(!RowIndex::listed({1, 4, 8}, moved).beginsWith(RowIndex::listed({1, 4}, first)));
    QCOMPARE(RowIndex::listed({1, 4, 8}, moved).idAt(1), std::int64_t{7});
    QCOMPARE(RowIndex::listed({1, 4, 8}, moved).rowOf(11), std::optional<std::size_t>{2});
    QVERIFY(!RowIndex::listed({1, 4, 8}, moved).rowOf(12));
}

void SparseIdsTest::listsHaveWhatIsThere()
{
    const auto table = openTable(m_sparse);
    for (const Scope scope : {Scope::Message, Scope::Call}) {
        Query query;
        query.scope = scope;
        const auto all = table->select(query);
        QVERIFY(all && all->isDense());
        const auto ids = scope == Scope::Message ? table->reader().messageIds() : table->reader().callKeys();
        QVERIFY(ids);
        QVERIFY(ids->runs().size() > 1);
        QCOMPARE(idsOf(all), idsOf(*ids));
        QCOMPARE(all->size(), table->rows(scope));
        for (std::size_t row = 0; row < all->size(); ++row)
            QCOMPARE(all->rowOf(all->idAt(row)), std::optional{row});
        query.order = SortOrder::Descending;
        Ids backwards = idsOf(table->select(query));
        std::reverse(backwards.begin(), backwards.end());
        QCOMPARE(backwards, idsOf(*ids));
    }
    const auto progress = table->reader().progress();
    QVERIFY(progress);
    QCOMPARE(progress->messages(), std::uint64_t{table->rows(Scope::Message)});
    QCOMPARE(progress->calls(), std::uint64_t{table->rows(Scope::Call)});
    QVERIFY(progress->messagesGone > 100);
    // Of a list that is older than the hole the gone rows are left out.
    const auto records =
        table->reader().messages(std::array{base::MessageId{1}, base::MessageId{border + 1}});
    QVERIFY(records);
    QCOMPARE(records->size(), std::size_t{1});
    QCOMPARE(table->reader().messageBytes({1}).error().code, base::ErrorCode::MessageUnknown);
}

void SparseIdsTest::allFieldsSortAlike()
{
    const auto whole = openTable(m_whole);
    const auto sparse = openTable(m_sparse);
    const Ids messages = idsOf(*sparse->reader().messageIds());
    const Ids calls = idsOf(*sparse->reader().callKeys());
    for (const filter::Field& field : filter::allFields()) {
        if (field.id == filter::FieldId::AnyText || field.id == filter::FieldId::CallLostStart ||
            (!field.isFromBytes && !filter::hasColumn(field.id)))
            continue;
        const filter::FieldReference by{&field, field.id == filter::FieldId::AnyHeader ? "Max-Forwards" : ""};
        for (const auto order : {SortOrder::Ascending, SortOrder::Descending}) {
            const Query query{field.scope, {}, by, order, {}, {}};
            const Ids expected =
                present(idsOf(whole->select(query)), field.scope == Scope::Message ? messages : calls);
            QVERIFY2(idsOf(sparse->select(query)) == expected, std::string{field.name}.c_str());
        }
    }
}

void SparseIdsTest::filtersAgree_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isCalls");
    const auto row = [](const char* text, bool isCalls) {
        QTest::newRow(text) << QByteArray{text} << isCalls;
    };
    row("status >= 400", false);
    row("from.user contains \"1001\"", false);
    row("id > 400 and method == BYE", false);
    row("user_agent == \"Proxy 3.0\"", false);
    row("call_id contains \"1-\"", false);
    row("\"telephone-event\"", false);
    row("sip.Max-Forwards == 70 and cseq == 2", false);
    row("call.final_status == 486", false);
    row("call.call_id contains \"-7\"", false);
    row("state == rejected", true);
    row("call_id contains \"-3\"", true);
    row("id >= 20 and to.user contains 3", true);
}

void SparseIdsTest::filtersAgree()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isCalls);
    const Scope scope = isCalls ? Scope::Call : Scope::Message;
    const auto whole = openTable(m_whole);
    const auto sparse = openTable(m_sparse);
    Query query;
    query.scope = scope;
    query.filter = parsed(text.constData(), scope);
    const Ids there = idsOf(isCalls ? *sparse->reader().callKeys() : *sparse->reader().messageIds());
    const Ids expected = present(idsOf(whole->select(query)), there);
    QVERIFY(!expected.empty() && expected.size() < there.size());
    QCOMPARE(idsOf(sparse->select(query)), expected);

    // Only a part of the time.
    const auto progress = whole->reader().progress();
    query.from = progress->firstTime + std::chrono::milliseconds{100};
    query.to = progress->firstTime + std::chrono::seconds{30};
    if (!isCalls) // of calls any message counts, and those are gone
        QCOMPARE(idsOf(sparse->select(query)), present(idsOf(whole->select(query)), there));
}

void SparseIdsTest::chainsEndWhereMessagesAreGone()
{
    const auto table = openTable(m_sparse);
    SessionReader& reader = table->reader();
    Query query;
    query.filter = parsed("lost_start", Scope::Call);
    const Ids lost = idsOf(table->select(query));
    QVERIFY(!lost.empty());
    const Ids all = idsOf(*reader.callKeys());
    QVERIFY(lost.size() < all.size());
    for (const std::int64_t key : all) {
        const auto records = reader.calls(std::array{base::CallKey{key}});
        const auto messages = reader.messagesOfCall({key});
        QVERIFY(records && records->size() == 1 && messages);
        const bool isLost = std::find(lost.begin(), lost.end(), key) != lost.end();
        QCOMPARE(records->front().hasLostStart, isLost);
        QCOMPARE(messages->size() < records->front().messages, isLost);
        QVERIFY(!messages->empty());
        QVERIFY(messages->front().value > border || !isLost);
    }
}

void SparseIdsTest::aTableFollows()
{
    const TempSession session;
    const auto traffic = busyTraffic(80);
    session.fill(traffic);
    const auto table = openTable(session);
    const auto fresh = [&](const Query& query) { return idsOf(openTable(session)->select(query)); };
    std::vector<Query> queries(6);
    queries[0].scope = Scope::Message;
    queries[1].scope = Scope::Message;
    queries[1].filter = parsed("status >= 400 or from.user contains 7", Scope::Message);
    queries[2].filter = parsed("state == rejected or lost_start", Scope::Call);
    queries[3].sortField = {&filter::field(filter::FieldId::CallFromUser), {}};
    queries[4].scope = Scope::Message;
    queries[4].filter = parsed("call_id contains 3 and call.messages > 4", Scope::Message);
    queries[5].filter = parsed("msg.status == 180", Scope::Call);
    for (const Query& query : queries)
        QVERIFY(!idsOf(table->select(query)).empty());
    for (const std::int64_t gone : {100, 101, 330}) {
        takeOut(session, gone, keptCalls);
        const auto before = idsOf(table->select(queries[0]));
        QVERIFY(table->refresh());
        for (const Query& query : queries)
            QCOMPARE(idsOf(table->select(query)), fresh(query));
        QVERIFY(before.size() > idsOf(table->select(queries[0])).size());
    }
    // The session goes on meanwhile.
    const auto writer = session.writer(Durability::Live, WhenPresent::Append);
    SessionFiller filler{*writer};
    filler.add(
        readCallScript("alice -> bob INVITE 1 call-id=late at=900\nbob -> alice 486 1 call-id=late\n"));
    QVERIFY(filler.commit());
    QVERIFY(writer->close());
    QVERIFY(table->refresh());
    for (const Query& query : queries)
        QCOMPARE(idsOf(table->select(query)), fresh(query));
    const auto histogram = table->histogram(50);
    QVERIFY(histogram);
    std::size_t counted = 0;
    for (const std::uint32_t messages : histogram->messages)
        counted += messages;
    QCOMPARE(counted, table->rows(Scope::Message));
}

/// Entries that nobody names are gone from the dictionaries, and far higher ids follow.
void SparseIdsTest::dictionariesWithHoles()
{
    const TempSession session;
    session.fill(busyTraffic(80));
    takeOut(session, border, keptCalls);
    constexpr const char* text = "from.user contains 1 and user_agent contains \"3\"";
    Query query;
    query.scope = Scope::Message;
    query.filter = parsed(text, Scope::Message);
    const Ids expected = idsOf(openTable(session)->select(query));
    QVERIFY(!expected.empty());
    // Ids of all parties and strings move beyond what a table with a place for each could hold.
    run(session, "UPDATE parties SET id = id + 900000000, from_user = from_user + 700000000,"
                 " from_host = from_host + 700000000, to_user = to_user + 700000000,"
                 " to_host = to_host + 700000000;"
                 "UPDATE message_rows SET parties = parties + 900000000 WHERE parties > 0;"
                 "UPDATE message_rows SET user_agent = user_agent + 700000000 WHERE user_agent > 0;"
                 "UPDATE call_rows SET parties = parties + 900000000, method = method + 700000000;"
                 "UPDATE strings SET id = id + 700000000");
    run(session, "DELETE FROM parties WHERE id NOT IN (SELECT parties FROM message_rows UNION"
                 " SELECT parties FROM call_rows)");
    QCOMPARE(idsOf(openTable(session)->select(query)), expected);
    query.sortField = {&filter::field(filter::FieldId::FromUser), {}};
    const Ids sorted = idsOf(openTable(session)->select(query));
    QCOMPARE(sorted.size(), expected.size());
    const auto reader = SessionReader::open(session.path());
    std::string last;
    for (const std::int64_t id : sorted) {
        const auto record = (*reader)->messages(std::array{base::MessageId{id}});
        QVERIFY(record && record->front().fromUser >= last);
        last = record->front().fromUser;
    }
}

void SparseIdsTest::soundness()
{
    const auto report = checkSession(m_sparse.path());
    QVERIFY(report);
    QVERIFY2(report->damages.empty(), report->damages.empty() ? "" : report->damages.front().c_str());
    QCOMPARE(report->messages, std::uint64_t{idsOf(*openTable(m_sparse)->reader().messageIds()).size()});
    // Rows that are missing behind the border are a damage all the same.
    const TempSession session;
    session.fill(busyTraffic(20));
    run(session, "DELETE FROM message_rows WHERE id = 60");
    QCOMPARE(checkSession(session.path())->damages.size(), std::size_t{1});
}

QTEST_GUILESS_MAIN(SparseIdsTest)
#include "tst_sparse_ids.moc"
