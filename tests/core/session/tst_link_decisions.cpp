// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/compact.h"
#include "core/session/link_decisions.h"
#include "core/session/sqlite/database.h"
#include "tests/core/session/ring_filler.h"
#include "tests/support/temp_session.h"

#include <QTest>

using namespace core;
using namespace core::session;
using namespace tests::support;
using namespace std::chrono_literals;

namespace {

std::vector<LinkDecision> decisionsOf(const TempSession& session)
{
    return readerOf(session)->linkDecisions().value();
}

} // namespace

class TestLinkDecisions : public QObject {
    Q_OBJECT

private slots:
    void onePairHasOneDecision();
    void refusesALinkOfOneCall();
    void readsSessionsOfEarlierPrograms();
    void staysWhenARingLetsTheCallsGo();
};

void TestLinkDecisions::onePairHasOneDecision()
{
    const TempSession session;
    session.fill(readCallScript("alice -> bob INVITE 1 at=0"));
    QVERIFY(decisionsOf(session).empty());
    QVERIFY(setLinkDecision(session.path(), {"b", "a", LinkVerdict::Made, "by ear"}));
    QVERIFY(setLinkDecision(session.path(), {"c", "a", LinkVerdict::Accepted, {}}));
    QVERIFY(setLinkDecision(session.path(), {"a", "b", LinkVerdict::Rejected, "no"}));
    QCOMPARE(decisionsOf(session), (std::vector<LinkDecision>{{"a", "b", LinkVerdict::Rejected, "no"},
                                                              {"a", "c", LinkVerdict::Accepted, {}}}));
    QVERIFY(removeLinkDecision(session.path(), "b", "a"));
    QVERIFY(removeLinkDecision(session.path(), "b", "a"));
    QCOMPARE(decisionsOf(session), (std::vector<LinkDecision>{{"a", "c", LinkVerdict::Accepted, {}}}));
    QVERIFY(compactSession(session.path(), {}));
    QCOMPARE(decisionsOf(session).size(), std::size_t{1});
}

void TestLinkDecisions::refusesALinkOfOneCall()
{
    const TempSession session;
    session.fill(readCallScript("alice -> bob INVITE 1 at=0"));
    const auto made = setLinkDecision(session.path(), {"a", "a", LinkVerdict::Made, {}});
    QVERIFY(!made);
    QCOMPARE(made.error().code, base::ErrorCode::OptionInvalid);
    QVERIFY(decisionsOf(session).empty());
}

void TestLinkDecisions::readsSessionsOfEarlierPrograms()
{
    const TempSession session;
    session.fill(readCallScript("alice -> bob INVITE 1 at=0"));
    {
        auto database = sqlite::Database::open(session.path(), sqlite::Access::ReadWrite);
        QVERIFY(database);
        QVERIFY(database->execute("DROP TABLE link_decisions"));
    }
    QVERIFY(decisionsOf(session).empty());
    QVERIFY(setLinkDecision(session.path(), {"a", "b", LinkVerdict::Made, {}}));
    QCOMPARE(decisionsOf(session).size(), std::size_t{1});
}

void TestLinkDecisions::staysWhenARingLetsTheCallsGo()
{
    const TempSession session;
    const auto writer = ringWriter(session, {.span = 0s, .bytes = ringBytes});
    RingFiller ring{*writer};
    bool isDecided = false;
    ring.write(busyTraffic(16'000), 0, [&] {
        if (std::exchange(isDecided, true))
            return;
        // While the writer goes on.
        const auto& messages = ring.filler().messages();
        QVERIFY(setLinkDecision(session.path(),
                                {callIdIn(messages.front()), "elsewhere", LinkVerdict::Rejected, {}}));
    });
    QVERIFY(writer->close());
    const std::string gone = callIdIn(ring.filler().messages().front());
    QVERIFY(!readerOf(session)->findCall(gone));
    const auto decisions = decisionsOf(session);
    QCOMPARE(decisions.size(), std::size_t{1});
    QCOMPARE(decisions[0], inOrder({gone, "elsewhere", LinkVerdict::Rejected, {}}));
}

QTEST_GUILESS_MAIN(TestLinkDecisions)
#include "tst_link_decisions.moc"
