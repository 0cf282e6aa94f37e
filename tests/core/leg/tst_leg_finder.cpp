// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/leg/leg_counts.h"
#include "core/leg/leg_finder.h"
#include "core/session/link_decisions.h"
#include "tests/support/temp_session.h"

#include <QTest>

#include <memory>

using namespace core;
using namespace core::leg;
using namespace tests::support;

namespace {

/// A session, and what belongs together in it.
class Scenario {
public:
    explicit Scenario(std::string_view script)
    {
        m_place.fill(readCallScript(script));
        m_table = session::SessionTable::open(m_place.path()).value();
    }

    Legs legsOf(std::string_view callId, const LegOptions& options = {}, std::stop_token stop = {})
    {
        const auto call = m_table->reader().findCall(callId);
        return findLegs(*m_table, call.value().key, options, std::move(stop)).value();
    }

    /// The Call-IDs of the legs, the one asked for first.
    QString callIdsOf(std::string_view callId, const LegOptions& options = {})
    {
        const Legs legs = legsOf(callId, options);
        QStringList ids;
        for (const base::CallKey key : legs.calls)
            ids << QString::fromStdString(m_table->reader().calls(std::array{key}).value().at(0).callId);
        return ids.join(QLatin1Char{' '});
    }

    void decide(const std::string& first, const std::string& second, session::LinkVerdict verdict)
    {
        QVERIFY(session::setLinkDecision(m_place.path(), {first, second, verdict, {}}));
    }

    void forget(std::string_view first, std::string_view second)
    {
        QVERIFY(session::removeLinkDecision(m_place.path(), first, second));
    }

    session::SessionTable& table() { return *m_table; }

private:
    TempSession m_place;
    std::unique_ptr<session::SessionTable> m_table;
};

/// Caller to PBX, PBX to queue, queue to phone, each linked in another way; a stranger beside them.
constexpr std::string_view chain = R"(
    alice -> pbx   INVITE 1 at=0.000 call-id=a-leg
    pbx   -> queue INVITE 1 at=0.100 call-id=b-leg header=X-Call-ID:a-leg
    queue -> bob   INVITE 1 at=0.200 call-id=c-leg header=Session-ID:ab30317f1a784dc48ff824d0d3715d86
    queue -> pbx   180    1 at=0.300 call-id=b-leg header=Session-ID:ab30317f1a784dc48ff824d0d3715d86
    carol -> pbx   INVITE 1 at=0.300 call-id=stranger header=Session-ID:00000000000000000000000000000001
    bob   -> queue 200    1 at=1.000 call-id=c-leg
    queue -> pbx   200    1 at=1.100 call-id=b-leg
    pbx   -> alice 200    1 at=1.200 call-id=a-leg
)";

} // namespace

class TestLegFinder : public QObject {
    Q_OBJECT

private slots:
    void followsFromLegToLeg();
    void saysWhy();
    void linksTransfers();
    void linksByAffix();
    void ignoresWhatACrowdShares();
    void looksOnlyAround();
    void saysWhenItLookedAtSome();
    void canBeCancelled();
    void dropsRejectedLinks();
    void addsLinksMadeByHand();
    void keepsAcceptedLinks();
    void sayAllLinks();
    void countsAreKnownToTheTable();
};

void TestLegFinder::followsFromLegToLeg()
{
    Scenario scenario{chain};
    QCOMPARE(scenario.callIdsOf("a-leg"), QStringLiteral("a-leg b-leg c-leg"));
    QCOMPARE(scenario.callIdsOf("c-leg"), QStringLiteral("c-leg a-leg b-leg"));
    QCOMPARE(scenario.callIdsOf("stranger"), QStringLiteral("stranger"));
}

void TestLegFinder::saysWhy()
{
    Scenario scenario{chain};
    const Legs legs = scenario.legsOf("a-leg");
    QVERIFY(legs.isComplete);
    QCOMPARE(legs.links.size(), std::size_t{2});
    QCOMPARE(sentence(legs.links[0].evidence), std::string{"X-Call-ID in message 2 names a-leg"});
    QCOMPARE(legs.links[0].score, 95);
    // It stood in a response only: headers are read in any message.
    QCOMPARE(sentence(legs.links[1].evidence),
             std::string{"Session-ID ab30317f1a784dc48ff824d0d3715d86 in messages 3 and 4"});
    QCOMPARE(legs.links[1].messages, (std::vector<base::MessageId>{{3}, {4}}));
    QCOMPARE(legs.links[1].score, 100);
}

void TestLegFinder::linksTransfers()
{
    Scenario scenario{R"(
        alice -> bob   INVITE 1 at=0.000 call-id=first
        bob   -> alice 200    1 at=1.000 call-id=first
        alice -> bob   ACK    1 at=1.010 call-id=first
        bob   -> carol INVITE 1 at=5.000 call-id=consultation
        carol -> bob   200    1 at=6.000 call-id=consultation
        alice -> carol INVITE 1 at=9.000 call-id=transferred header=Replaces:consultation;to-tag=1;from-tag=2
        bob   -> alice BYE    1 at=9.500 call-id=first
    )"};
    QCOMPARE(scenario.callIdsOf("consultation"), QStringLiteral("consultation transferred"));
    QCOMPARE(sentence(scenario.legsOf("consultation").links.at(0).evidence),
             std::string{"Replaces in message 6 names consultation"});
}

void TestLegFinder::linksByAffix()
{
    Scenario scenario{R"(
        alice -> pbx INVITE 1 at=0.000 call-id=0e6a7f91c2d4@192.0.2.1
        pbx   -> bob INVITE 1 at=0.100 call-id=0e6a7f91c2d4@192.0.2.1_b2b-1
        carol -> pbx INVITE 1 at=0.200 call-id=0e6a7f91c2d5@192.0.2.1
    )"};
    QCOMPARE(scenario.callIdsOf("0e6a7f91c2d4@192.0.2.1"),
             QStringLiteral("0e6a7f91c2d4@192.0.2.1 0e6a7f91c2d4@192.0.2.1_b2b-1"));
}

void TestLegFinder::ignoresWhatACrowdShares()
{
    std::string script;
    for (int i = 0; i < 30; ++i)
        script +=
            "alice -> pbx INVITE 1 +0.01 call-id=call" + std::to_string(i) + " header=X-CID:gateway-1\n";
    Scenario scenario{script};
    QCOMPARE(scenario.callIdsOf("call3"), QStringLiteral("call3"));
}

void TestLegFinder::looksOnlyAround()
{
    // The same header, an hour later: a gateway that counts its calls begins again.
    Scenario scenario{R"(
        alice -> pbx INVITE 1 at=0.000 call-id=a header=X-CID:77
        pbx -> bob   INVITE 1 at=0.100 call-id=b header=X-CID:77
        alice -> pbx INVITE 1 at=3600 call-id=c header=X-CID:77
    )"};
    QCOMPARE(scenario.callIdsOf("a"), QStringLiteral("a b"));
    QCOMPARE(scenario.callIdsOf("a", {.around = std::chrono::hours{2}}), QStringLiteral("a b c"));
}

void TestLegFinder::saysWhenItLookedAtSome()
{
    Scenario scenario{chain};
    const Legs legs = scenario.legsOf("a-leg", {.mostCalls = 2});
    QVERIFY(!legs.isComplete);
    QCOMPARE(scenario.callIdsOf("a-leg", {.mostCalls = 2}), QStringLiteral("a-leg b-leg"));
}

void TestLegFinder::canBeCancelled()
{
    Scenario scenario{chain};
    std::stop_source stop;
    stop.request_stop();
    const auto legs = findLegs(scenario.table(), {1}, {}, stop.get_token());
    QVERIFY(!legs.has_value());
    QCOMPARE(legs.error().code, base::ErrorCode::Cancelled);
}

void TestLegFinder::dropsRejectedLinks()
{
    Scenario scenario{chain};
    // In either order of the two.
    scenario.decide("c-leg", "b-leg", session::LinkVerdict::Rejected);
    QCOMPARE(scenario.callIdsOf("a-leg"), QStringLiteral("a-leg b-leg"));
    const Legs legs = scenario.legsOf("c-leg");
    QCOMPARE(legs.calls.size(), std::size_t{1});
    QVERIFY(legs.links.empty());
    QCOMPARE(legs.rejected.size(), std::size_t{1});
    QCOMPARE(legs.rejected[0].state, LinkState::Rejected);
    QCOMPARE(legs.rejected[0].kind, LinkKind::SessionId);
    scenario.forget("b-leg", "c-leg");
    QCOMPARE(scenario.callIdsOf("a-leg"), QStringLiteral("a-leg b-leg c-leg"));
}

void TestLegFinder::addsLinksMadeByHand()
{
    // An hour away, and followed on from there by what its messages say.
    Scenario scenario{std::string{chain} + R"(
        dave -> pbx  INVITE 1 at=3600.0 call-id=callback
        pbx  -> erin INVITE 1 at=3600.1 call-id=callback-b header=X-Call-ID:callback
    )"};
    scenario.decide("stranger", "a-leg", session::LinkVerdict::Made);
    scenario.decide("stranger", "callback", session::LinkVerdict::Made);
    QCOMPARE(scenario.callIdsOf("c-leg"), QStringLiteral("c-leg a-leg b-leg stranger callback callback-b"));
    QCOMPARE(scenario.callIdsOf("callback-b"),
             QStringLiteral("callback-b a-leg b-leg c-leg stranger callback"));
    const Legs legs = scenario.legsOf("stranger");
    const auto made = std::ranges::find(legs.links, LinkState::Made, &LegLink::state);
    QVERIFY(made != legs.links.end());
    QCOMPARE(sentence(made->evidence), std::string{"made by hand"});
    QCOMPARE(made->score, 100);
}

void TestLegFinder::keepsAcceptedLinks()
{
    Scenario scenario{chain};
    scenario.decide("a-leg", "b-leg", session::LinkVerdict::Accepted);
    const Legs legs = scenario.legsOf("a-leg", {.callIdHeaders = {}});
    // The header that told is not looked at any more.
    QCOMPARE(legs.calls.size(), std::size_t{3});
    QCOMPARE(scenario.legsOf("a-leg").links.at(0).state, LinkState::Accepted);
    QCOMPARE(scenario.legsOf("a-leg").links.at(0).kind, LinkKind::CallIdHeader);
}

void TestLegFinder::sayAllLinks()
{
    Scenario scenario{std::string{chain} + R"(
        dave -> pbx  INVITE 1 at=7200.0 call-id=later header=X-CID:88
        pbx  -> erin INVITE 1 at=7200.1 call-id=later-b header=X-CID:88
        dave -> pbx  INVITE 1 at=9900.0 call-id=other header=X-CID:88
        erin -> pbx  INVITE 1 at=9900.0 call-id=another header=X-CID:88
    )"};
    scenario.decide("other", "another", session::LinkVerdict::Rejected);
    const AllLinks all = findAllLinks(scenario.table()).value();
    QVERIFY(all.isComplete);
    QStringList states;
    for (const LegLink& link : all.links)
        states << QString::fromStdString(std::string{name(link.state)} + " " + std::string{name(link.kind)});
    QCOMPARE(states.join(QLatin1Char{'|'}), QStringLiteral("found call-id-header|found session-id|"
                                                           "found call-id-header|rejected call-id-header"));
}

void TestLegFinder::countsAreKnownToTheTable()
{
    Scenario scenario{chain};
    session::SessionTable& table = scenario.table();
    const auto counts = [&table] {
        const auto column = table.column(filter::field(filter::FieldId::CallLegs)).value();
        QStringList all;
        for (const std::int64_t count : column.integers)
            all << (count == filter::Column::absent ? QStringLiteral("-") : QString::number(count));
        return all.join(QLatin1Char{' '});
    };
    QCOMPARE(counts(), QStringLiteral("- - - -"));
    table.setLegs(countUsualLegs);
    QCOMPARE(counts(), QStringLiteral("3 3 3 1"));
    scenario.decide("a-leg", "b-leg", session::LinkVerdict::Rejected);
    QCOMPARE(counts(), QStringLiteral("3 3 3 1"));
    QVERIFY(table.refresh().value().haveLinksChanged);
    QCOMPARE(counts(), QStringLiteral("1 2 2 1"));
    QVERIFY(!table.refresh().value().haveLinksChanged);
}

QTEST_GUILESS_MAIN(TestLegFinder)
#include "tst_leg_finder.moc"
