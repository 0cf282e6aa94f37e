// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/pending_calls.h"

#include <QTest>

#include <map>
#include <string>

using namespace core;
using core::session::PendingCalls;

namespace {

call::CallRecord record(std::int64_t key, std::uint32_t messages, const std::string& callId = {})
{
    call::CallRecord made;
    made.key = base::CallKey{key};
    made.callId = callId.empty() ? "call-" + std::to_string(key) : callId;
    made.messages = messages;
    return made;
}

std::uint64_t hashOf(std::int64_t key)
{
    return static_cast<std::uint64_t>(key) * 0x9e3779b97f4a7c15U;
}

/// What a commit writes: "key:messages", with a plus sign when the call is new.
QStringList taken(PendingCalls& calls, std::uint64_t commit, bool isLast = false)
{
    QStringList rows;
    const auto note = [&rows](const call::CallRecord& call, std::uint64_t hash, bool isNew) {
        QCOMPARE(hash, hashOf(call.key.value));
        rows += QStringLiteral("%1:%2%3").arg(call.key.value).arg(call.messages).arg(isNew ? "+" : "");
    };
    if (isLast)
        calls.takeAll(commit, note);
    else
        calls.take(commit, note);
    return rows;
}

const QStringList nothing;

} // namespace

class TestPendingCalls : public QObject {
    Q_OBJECT

private slots:
    void liveWritesWithEveryCommit();
    void importWaitsUntilACallIsQuiet();
    void newCallsWaitWhereNobodyReads();
    void lastCommitWritesEverything();
    void findsTheNewestStateUntilItIsInTheFile();
    void keepsCallsWithTheSameHashApart();
    void usesPlacesAgain();
    void agreesWithASlowReference();
};

void TestPendingCalls::liveWritesWithEveryCommit()
{
    PendingCalls calls{0};
    calls.put(hashOf(1), record(1, 1), true, 1);
    QCOMPARE(taken(calls, 1), QStringList{"1:1+"});
    QCOMPARE(taken(calls, 2), nothing);
    calls.put(hashOf(1), record(1, 2), false, 3);
    calls.put(hashOf(2), record(2, 1), true, 3);
    calls.put(hashOf(1), record(1, 3), false, 3);
    QCOMPARE(taken(calls, 3), (QStringList{"2:1+", "1:3"}));
}

void TestPendingCalls::importWaitsUntilACallIsQuiet()
{
    PendingCalls calls{3};
    calls.put(hashOf(1), record(1, 1), true, 1);
    QCOMPARE(taken(calls, 1), QStringList{"1:1+"}); // so that its messages have a call
    calls.put(hashOf(1), record(1, 2), false, 2);
    QCOMPARE(taken(calls, 2), nothing);
    calls.put(hashOf(1), record(1, 3), false, 3);
    for (std::uint64_t commit = 3; commit < 6; ++commit)
        QCOMPARE(taken(calls, commit), nothing);
    QCOMPARE(taken(calls, 6), QStringList{"1:3"});
    QCOMPARE(taken(calls, 7), nothing);
}

void TestPendingCalls::newCallsWaitWhereNobodyReads()
{
    PendingCalls calls{2, true};
    calls.put(hashOf(1), record(1, 1), true, 1);
    calls.put(hashOf(1), record(1, 2), false, 1);
    calls.put(hashOf(2), record(2, 1), true, 1);
    QCOMPARE(taken(calls, 1), nothing);
    calls.put(hashOf(2), record(2, 2), false, 2);
    QCOMPARE(taken(calls, 2), nothing);
    QCOMPARE(calls.find(hashOf(1), "call-1")->messages, 2U);
    QCOMPARE(taken(calls, 3), QStringList{"1:2+"});
    calls.put(hashOf(1), record(1, 3), false, 4);
    QCOMPARE(taken(calls, 4), QStringList{"2:2+"});
    calls.put(hashOf(3), record(3, 1), true, 5);
    QCOMPARE(taken(calls, 5, true), (QStringList{"1:3", "3:1+"}));
}

void TestPendingCalls::lastCommitWritesEverything()
{
    PendingCalls calls{3};
    calls.put(hashOf(1), record(1, 1), true, 1);
    taken(calls, 1);
    calls.put(hashOf(1), record(1, 2), false, 2);
    calls.put(hashOf(2), record(2, 1), true, 2);
    QCOMPARE(taken(calls, 2, true), (QStringList{"2:1+", "1:2"}));
    QCOMPARE(taken(calls, 3, true), nothing);
}

void TestPendingCalls::findsTheNewestStateUntilItIsInTheFile()
{
    PendingCalls calls{0};
    QVERIFY(calls.find(hashOf(1), "call-1") == nullptr);
    calls.put(hashOf(1), record(1, 1), true, 1);
    calls.put(hashOf(1), record(1, 2), false, 1);
    QCOMPARE(calls.find(hashOf(1), "call-1")->messages, 2U);
    QVERIFY(calls.find(hashOf(1), "another") == nullptr);
    taken(calls, 1);
    calls.forgetCommitted(0);
    QVERIFY2(calls.find(hashOf(1), "call-1") != nullptr, "on its way is not in the file");
    calls.put(hashOf(1), record(1, 3), false, 2);
    calls.forgetCommitted(1);
    QVERIFY2(calls.find(hashOf(1), "call-1") != nullptr, "the file has an older state");
    QCOMPARE(calls.find(hashOf(1), "call-1")->messages, 3U);
    taken(calls, 2);
    calls.forgetCommitted(2);
    QVERIFY(calls.find(hashOf(1), "call-1") == nullptr);
    QCOMPARE(calls.size(), std::size_t{0});
}

void TestPendingCalls::keepsCallsWithTheSameHashApart()
{
    PendingCalls calls{0};
    calls.put(99, record(1, 1, "one"), true, 1);
    calls.put(99, record(2, 5, "two"), true, 1);
    QCOMPARE(calls.find(99, "one")->messages, 1U);
    QCOMPARE(calls.find(99, "two")->messages, 5U);
    QCOMPARE(calls.size(), std::size_t{2});
}

void TestPendingCalls::usesPlacesAgain()
{
    PendingCalls calls{0};
    for (std::int64_t key = 1; key <= 1000; ++key) {
        const auto commit = static_cast<std::uint64_t>(key);
        const std::string callId(key % 2 == 0 ? 20 : 5000, 'c'); // long texts do not stay behind
        calls.put(hashOf(key), record(key, 1, callId), true, commit);
        QCOMPARE(taken(calls, commit), QStringList{QString::number(key) + ":1+"});
        calls.forgetCommitted(commit);
        QVERIFY(calls.find(hashOf(key), callId) == nullptr);
        QCOMPARE(calls.size(), std::size_t{0});
    }
}

/// Whatever order things come in: after the last commit each call was written in its last state, as new
/// exactly once, and never in an older state than before.
void TestPendingCalls::agreesWithASlowReference()
{
    std::uint32_t seed = 12345;
    const auto next = [&seed](std::uint32_t below) {
        seed = seed * 1664525U + 1013904223U;
        return (seed >> 8U) % below;
    };
    for (const std::uint64_t quiet : {0U, 1U, 3U}) {
        PendingCalls calls{quiet};
        std::map<std::int64_t, std::uint32_t> newest;
        std::map<std::int64_t, std::uint32_t> written;
        const auto write = [&](const call::CallRecord& call, std::uint64_t, bool isNew) {
            QCOMPARE(isNew, !written.contains(call.key.value));
            QVERIFY(call.messages >= written[call.key.value]);
            written[call.key.value] = call.messages;
        };
        std::uint64_t commit = 1;
        for (; commit <= 400; ++commit) {
            for (std::uint32_t i = next(30); i > 0; --i) {
                const std::int64_t key = next(20) == 0 || newest.empty()
                                             ? static_cast<std::int64_t>(newest.size()) + 1
                                             : 1 + next(static_cast<std::uint32_t>(newest.size()));
                const bool isNew = !newest.contains(key);
                calls.put(hashOf(key), record(key, ++newest[key]), isNew, commit);
            }
            calls.take(commit, write);
            calls.forgetCommitted(commit - std::min<std::uint64_t>(commit, next(5)));
            for (const auto& [key, messages] : newest) {
                const auto* pending = calls.find(hashOf(key), record(key, 0).callId);
                QCOMPARE(pending != nullptr ? pending->messages : written[key], messages);
            }
        }
        calls.takeAll(commit, write);
        QVERIFY(written == newest);
        calls.forgetCommitted(commit);
        QCOMPARE(calls.size(), std::size_t{0});
    }
}

QTEST_GUILESS_MAIN(TestPendingCalls)
#include "tst_pending_calls.moc"
