// SPDX-License-Identifier: GPL-3.0-or-later
// A filter of Call-IDs that forgets what has left the file, and nothing else.
#include "core/base/keyed_hash.h"
#include "core/session/call_filter.h"
#include "core/session/schema.h"
#include "tests/support/temp_session.h"

#include <QTest>

#include <algorithm>
#include <string>

using namespace core;
using namespace core::session;
using namespace tests::support;

namespace {

constexpr std::size_t calls = 6'000;

sqlite::Database opened(const TempSession& session)
{
    auto database = sqlite::Database::open(session.path(), sqlite::Access::QueryOnly);
    if (!database)
        qFatal("%s", base::describe(database.error()).c_str());
    return std::move(*database);
}

std::uint64_t hashOf(const std::string& callId)
{
    static const base::HashKey key{1, 2}; // always the same, so that the rates below are
    return base::keyedHash(key, callId);
}

std::vector<std::uint64_t> hashesIn(sqlite::Database& database)
{
    std::vector<std::uint64_t> hashes;
    sqlite::Statement rows{database, "SELECT hash FROM call_hashes"};
    while (rows.next())
        hashes.push_back(static_cast<std::uint64_t>(rows.integer(0)));
    return hashes;
}

} // namespace

class CallFilterTest : public QObject {
    Q_OBJECT

private slots:
    void staysFlatAndKnowsTheFile();
    void waitsUntilCallsAreInTheFile();
};

void CallFilterTest::staysFlatAndKnowsTheFile()
{
    const TempSession session;
    session.fill(busyTraffic(calls));
    sqlite::Database database = opened(session);
    CallFilter filter{database};
    QVERIFY(filter.read());
    const std::vector<std::uint64_t> inFile = hashesIn(database);
    QCOMPARE(inFile.size(), calls);
    std::size_t largest = 0;
    std::uint64_t batch = 1;
    for (int turn = 0; turn < 20; ++turn) {
        for (int i = 0; i < 100'000; ++i) {
            const std::uint64_t hash = hashOf(std::to_string(turn) + "-" + std::to_string(i));
            filter.add(hash);
            QVERIFY(filter.mayHave(hash));
            if (i % 1'000 != 0)
                continue;
            filter.renew(calls, batch, batch - 1);
            ++batch;
            largest = std::max(largest, filter.footprint());
            QVERIFY(std::all_of(inFile.begin(), inFile.end(),
                                [&](std::uint64_t known) { return filter.mayHave(known); }));
        }
    }
    QVERIFY2(largest < 1U << 20U, std::to_string(largest).c_str()); // 4 MB without
    int stillKnown = 0;
    for (int i = 0; i < 100'000; ++i)
        stillKnown += filter.mayHave(hashOf("3-" + std::to_string(i))) ? 1 : 0;
    QVERIFY2(stillKnown < 2'000, std::to_string(stillKnown).c_str());
}

void CallFilterTest::waitsUntilCallsAreInTheFile()
{
    const TempSession session;
    session.fill(busyTraffic(10));
    sqlite::Database database = opened(session);
    CallFilter filter{database};
    QVERIFY(filter.read());
    const auto key = readHashKey(database);
    QVERIFY(key);
    const std::uint64_t late = base::keyedHash(*key, "late");
    filter.add(late);
    for (int i = 0; i < 80'000; ++i)
        filter.add(hashOf(std::to_string(i)));
    const std::size_t full = filter.footprint();
    filter.renew(10, 5, 3); // begins
    for (int i = 0; i < 10; ++i)
        filter.renew(10, 6, 4); // the call is on its way
    QVERIFY(filter.mayHave(late));
    {
        const auto writer = session.writer(Durability::Live, WhenPresent::Append);
        SessionFiller filler{*writer};
        filler.add(readCallScript("alice -> bob OPTIONS 1 call-id=late"));
        QVERIFY(filler.commit());
        QVERIFY(writer->close());
    }
    for (int i = 0; i < 10; ++i)
        filter.renew(10, 7, 5);
    QVERIFY(filter.mayHave(late));
    QVERIFY(filter.footprint() < full);
    QVERIFY(!filter.mayHave(hashOf("1")));
}

QTEST_GUILESS_MAIN(CallFilterTest)
#include "tst_call_filter.moc"
