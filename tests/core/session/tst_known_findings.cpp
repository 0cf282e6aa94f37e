// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/session_table.h"
#include "tests/support/temp_session.h"

#include <QTest>

#include <variant>
#include <vector>

using namespace core;
using namespace core::session;
using namespace tests::support;
using filter::Scope;
using Ids = std::vector<std::int64_t>;

namespace {

std::unique_ptr<SessionTable> tableOf(const TempSession& session)
{
    auto table = SessionTable::open(session.path());
    if (!table)
        qFatal("%s", base::describe(table.error()).c_str());
    return std::move(*table);
}

base::Result<RowIndex> selected(SessionTable& table, const char* text, std::stop_token stop = {})
{
    auto parsed = filter::Filter::parse(text, Scope::Call);
    if (const auto* error = std::get_if<filter::FilterError>(&parsed))
        qFatal("%s: %s", text, error->sentence().c_str());
    Query query;
    query.filter = std::get<filter::Filter>(std::move(parsed));
    return table.select(query, std::move(stop));
}

Ids idsOf(const base::Result<RowIndex>& index)
{
    Ids ids;
    for (std::size_t row = 0; index && row < index->size(); ++row)
        ids.push_back(index->idAt(row));
    return ids;
}

/// Something is wrong with every second call; all others may still go wrong.
class Rules {
public:
    Ids looked; ///< at these calls, in this order

    FindKinds find()
    {
        return [this](SessionReader&, base::CallKey call, base::Timestamp,
                      const std::stop_token&) -> base::Result<FoundKinds> {
            looked.push_back(call.value);
            if (call.value % 2 != 0)
                return FoundKinds{{}, false};
            return FoundKinds{{"no-answer", "malformed"}, true};
        };
    }
};

std::vector<ScriptMessage> sixCalls()
{
    return readCallScript("alice -> bob OPTIONS 1 call-id=one\n"
                          "alice -> bob OPTIONS 1 call-id=two\n"
                          "alice -> bob INVITE 1 call-id=three\n"
                          "alice -> bob INVITE 1 call-id=four\n"
                          "alice -> bob INVITE 1 call-id=five\n"
                          "alice -> bob INVITE 1 call-id=six\n");
}

} // namespace

class KnownFindingsTest : public QObject {
    Q_OBJECT

private slots:
    void looksAtNoCallThatTheRestOfTheFilterLeavesOut();
    void looksAtACallOnce();
    void looksAgainAtWhatMayHaveChanged();
    void isCancelled();
    void nothingIsFoundWithoutRules();
};

void KnownFindingsTest::looksAtNoCallThatTheRestOfTheFilterLeavesOut()
{
    const TempSession session;
    session.fill(sixCalls());
    const auto table = tableOf(session);
    Rules rules;
    table->setFindings(rules.find());
    QCOMPARE(idsOf(selected(*table, "finding == malformed and type == options")), Ids{2});
    QCOMPARE(rules.looked, (Ids{1, 2}));
    rules.looked.clear();
    QCOMPARE(idsOf(selected(*table, "type == options or finding == malformed")), (Ids{1, 2, 4, 6}));
    QCOMPARE(rules.looked, (Ids{3, 4, 5, 6}));
}

void KnownFindingsTest::looksAtACallOnce()
{
    const TempSession session;
    session.fill(sixCalls());
    const auto table = tableOf(session);
    Rules rules;
    table->setFindings(rules.find());
    QCOMPARE(idsOf(selected(*table, "finding == \"no-answer\"")), (Ids{2, 4, 6}));
    QCOMPARE(idsOf(selected(*table, "findings")), (Ids{2, 4, 6}));
    QCOMPARE(idsOf(selected(*table, "finding != malformed")), Ids{});
    QCOMPARE(idsOf(selected(*table, "not finding == loop")), (Ids{1, 2, 3, 4, 5, 6}));
    QCOMPARE(rules.looked, (Ids{1, 2, 3, 4, 5, 6}));
}

void KnownFindingsTest::looksAgainAtWhatMayHaveChanged()
{
    const TempSession session;
    const auto writer = session.writer();
    SessionFiller filler{*writer};
    filler.add(sixCalls());
    QVERIFY(filler.commit());
    QTRY_COMPARE(writer->progress().lastMessage.value, std::int64_t{6});
    const auto table = tableOf(session);
    Rules rules;
    table->setFindings(rules.find());
    QCOMPARE(idsOf(selected(*table, "findings")), (Ids{2, 4, 6}));
    rules.looked.clear();

    filler.add(readCallScript("bob -> alice 200 1 call-id=four INVITE\nalice -> bob INVITE 1 call-id=seven"));
    QVERIFY(filler.commit());
    QVERIFY(writer->close());
    QVERIFY(table->refresh());
    QCOMPARE(idsOf(selected(*table, "findings")), (Ids{2, 4, 6}));
    // One has another message, one is new, and with the odd ones time may tell; 2 and 6 stay as they are.
    QCOMPARE(rules.looked, (Ids{1, 3, 4, 5, 7}));
}

void KnownFindingsTest::isCancelled()
{
    const TempSession session;
    session.fill(sixCalls());
    const auto table = tableOf(session);
    std::stop_source source;
    Ids looked;
    table->setFindings([&](SessionReader&, base::CallKey call, base::Timestamp,
                           const std::stop_token&) -> base::Result<FoundKinds> {
        looked.push_back(call.value);
        if (call.value == 2)
            source.request_stop();
        return FoundKinds{{"malformed"}, true};
    });
    const auto stopped = selected(*table, "finding == malformed", source.get_token());
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, base::ErrorCode::Cancelled);
    QCOMPARE(looked, (Ids{1, 2}));
    // What was found until then is not looked for again.
    QCOMPARE(idsOf(selected(*table, "finding == malformed")), (Ids{1, 2, 3, 4, 5, 6}));
    QCOMPARE(looked, (Ids{1, 2, 3, 4, 5, 6}));
}

void KnownFindingsTest::nothingIsFoundWithoutRules()
{
    const TempSession session;
    session.fill(sixCalls());
    const auto table = tableOf(session);
    QCOMPARE(idsOf(selected(*table, "findings")), Ids{});
    QCOMPARE(idsOf(selected(*table, "not findings")), (Ids{1, 2, 3, 4, 5, 6}));
}

QTEST_GUILESS_MAIN(KnownFindingsTest)
#include "tst_known_findings.moc"
