// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/registration_tracker.h"

#include <QStringList>
#include <QTest>

#include <set>

#include "tests/core/call/track_script.h"

using namespace core;
using namespace core::call;
using tests::support::scriptStart;

namespace {

/// Challenges and credentials as options of a script line.
#define CHALLENGE(realm, nonce) "header=WWW-Authenticate:Digest_realm=\"" realm "\",nonce=\"" nonce "\""
#define STALE(realm, nonce) CHALLENGE(realm, nonce) ",stale=true"
#define CREDENTIALS(realm, nonce)                                                                            \
    "header=Authorization:Digest_username=\"alice\",realm=\"" realm "\",nonce=\"" nonce "\",response=\"0\""

#define PHONE ";+sip.instance=\"<urn:uuid:7>\""
#define GRUU ";pub-gruu=\"sip:alice@example.com;gr=7\""

void count(std::string& text, const char* name, std::uint32_t value)
{
    if (value != 0)
        text += std::string{" "} + name + '=' + std::to_string(value);
}

/// What a user sees of a binding, on one line.
std::string lineOf(const RegistrationRecord& record)
{
    std::string text = record.aor + " at " + (record.contact.empty() ? "nowhere" : record.contact) + ' ' +
                       std::string{name(record.state)};
    if (record.expires)
        text += ::printed("expires", *record.expires - scriptStart());
    count(text, "attempts", record.attempts);
    count(text, "failed", record.failedAttempts);
    count(text, "refreshes", record.refreshes);
    count(text, "removals", record.removals);
    count(text, "expirations", record.expirations);
    count(text, "changes", record.contactChanges);
    if (record.isFlapping)
        text += " flapping";
    const std::string failures = record.failuresText();
    return failures.empty() ? text : text + ' ' + failures;
}

std::map<std::int64_t, RegistrationRecord> recordsOf(std::string_view script, RegistrationLimits limits = {})
{
    CallTracker calls{{}, nullptr};
    RegistrationTracker tracker{limits};
    std::int64_t id = 0;
    for (const tests::support::ScriptMessage& next : tests::support::readCallScript(script)) {
        if (next.bytes.empty()) {
            tracker.advance(next.arrived);
            continue;
        }
        sip::Message message;
        if (!message.parse(next.span()))
            qFatal("a script message is not SIP");
        const MessageContext context{{++id}, next.captured, next.arrived, next.source, next.path};
        tracker.take(message, calls.track(message, context), context);
    }
    std::map<std::int64_t, RegistrationRecord> records;
    tracker.takeChanged([&](const RegistrationRecord& record) { records[record.id] = record; });
    return records;
}

void addRow(const char* name, const char* script, const char* expected)
{
    QTest::newRow(name) << QString::fromLatin1(script) << QString::fromLatin1(expected);
}

} // namespace

class TestRegistrations : public QObject {
    Q_OBJECT

private slots:
    void bindings_data();
    void bindings();
    void failures_data();
    void failures();
    void saysWhoAndWhere();
    void instancesAndFlows();
    void memoryIsBounded();
    void goesOnFromWhatWasRecorded();
    void failuresAsText();

private:
    static void check();
};

void TestRegistrations::check()
{
    QFETCH(QString, script);
    QFETCH(QString, expected);
    QStringList lines;
    for (const auto& [id, record] : recordsOf(script.toStdString()))
        lines << QString::fromStdString(lineOf(record));
    QCOMPARE(lines.join(QLatin1Char{'\n'}), expected);
}

void TestRegistrations::bindings_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("expected");
    addRow("asked for", "alice -> proxy REGISTER 1 to=alice contact=<sip:a@h>",
           "sip:alice@example.com at sip:a@h trying attempts=1");
    addRow("granted, with the contact's expiry",
           R"(alice -> proxy REGISTER 1 to=alice at=0 expires=3600 contact=<sip:a@h>
              proxy -> alice 200 1 at=1 expires=7 contact=<sip:a@h>;expires=600)",
           "sip:alice@example.com at sip:a@h registered expires=601 attempts=1");
    addRow("granted, with the answer's expiry",
           R"(alice -> proxy REGISTER 1 to=alice at=0 expires=3600 contact=<sip:a@h>
              proxy -> alice 200 1 at=1 expires=7 contact=<sip:a@h>)",
           "sip:alice@example.com at sip:a@h registered expires=8 attempts=1");
    addRow("granted by a registrar that writes the contact in its own way",
           R"(alice -> proxy REGISTER 1 to=alice at=0 contact=<sip:a@h>
              proxy -> alice 200 1 at=1 contact=<sip:a@10.0.0.1:7000>;expires=60)",
           "sip:alice@example.com at sip:a@h registered expires=61 attempts=1");
    addRow("parameters of the registrar make no other contact",
           R"(alice -> proxy REGISTER 1 to=alice at=0 contact=<sip:a@h;ob>
              proxy -> alice 200 1 at=0 contact=<sip:a@H;alias=1.2.3.4>;expires=60,<sip:b@h>;expires=30)",
           "sip:alice@example.com at sip:a@h;ob registered expires=60 attempts=1\n"
           "sip:alice@example.com at sip:b@h registered expires=30");
    addRow("a challenge and its answer are one attempt",
           R"(alice -> proxy REGISTER 1 to=alice contact=<sip:a@h>
              proxy -> alice 401 1 )" CHALLENGE("r", "n1") R"(
              alice -> proxy REGISTER 2 contact=<sip:a@h> )" CREDENTIALS("r", "n1") R"(
              proxy -> alice 200 2 at=1 contact=<sip:a@h>;expires=60)",
           "sip:alice@example.com at sip:a@h registered expires=61 attempts=1");
    addRow("refreshed in time",
           R"(alice -> proxy REGISTER 1 to=alice at=0 contact=<sip:a@h> expires=60
              proxy -> alice 200 1 at=0
              alice -> proxy REGISTER 2 at=30 contact=<sip:a@h> expires=60
              proxy -> alice 200 2 at=30
              later 91)",
           "sip:alice@example.com at sip:a@h registered expires=90 attempts=2 refreshes=1");
    addRow("a refresh that was on its way at the expiry is no gap",
           R"(alice -> proxy REGISTER 1 to=alice at=0 contact=<sip:a@h> expires=60
              proxy -> alice 200 1 at=0
              alice -> proxy REGISTER 2 at=61 contact=<sip:a@h> expires=60
              proxy -> alice 200 2 at=61.5)",
           "sip:alice@example.com at sip:a@h registered expires=121.5 attempts=2 refreshes=1");
    addRow("refreshed too late",
           R"(alice -> proxy REGISTER 1 to=alice at=0 contact=<sip:a@h> expires=60
              proxy -> alice 200 1 at=0
              alice -> proxy REGISTER 2 at=63 contact=<sip:a@h> expires=60
              proxy -> alice 200 2 at=63)",
           "sip:alice@example.com at sip:a@h registered expires=123 attempts=2 expirations=1");
    addRow("expired",
           R"(alice -> proxy REGISTER 1 to=alice at=0 contact=<sip:a@h> expires=60
              proxy -> alice 200 1 at=0
              later 62)",
           "sip:alice@example.com at sip:a@h expired expires=60 attempts=1 expirations=1");
    addRow("removed",
           R"(alice -> proxy REGISTER 1 to=alice at=0 contact=<sip:a@h> expires=60
              proxy -> alice 200 1 at=0
              alice -> proxy REGISTER 2 at=30 contact=<sip:a@h>;expires=0
              proxy -> alice 200 2 at=30
              later 100)",
           "sip:alice@example.com at sip:a@h unregistered attempts=2 removals=1");
    addRow("one of two removed",
           R"(alice -> proxy REGISTER 1 to=alice at=0 contact=<sip:a@h>,<sip:b@h> expires=60
              proxy -> alice 200 1 at=0
              alice -> proxy REGISTER 2 at=30 contact=<sip:a@h>;expires=0
              proxy -> alice 200 2 at=30 contact=<sip:b@h>;expires=30)",
           "sip:alice@example.com at sip:a@h unregistered attempts=2 removals=1\n"
           "sip:alice@example.com at sip:b@h registered expires=60 attempts=1");
    addRow("all removed",
           R"(alice -> proxy REGISTER 1 to=alice at=0 contact=<sip:a@h> expires=60
              proxy -> alice 200 1 at=0 contact=<sip:a@h>;expires=60
              bob -> proxy REGISTER 1 call-id=two to=alice at=1 contact=<sip:b@h> expires=60
              proxy -> bob 200 1 call-id=two at=1 contact=<sip:b@h>;expires=60
              alice -> proxy REGISTER 2 at=30 contact=* expires=0
              proxy -> alice 200 2 at=30)",
           "sip:alice@example.com at sip:a@h unregistered attempts=2 removals=1\n"
           "sip:alice@example.com at sip:b@h unregistered attempts=2 removals=1");
    addRow("all removed of somebody else",
           R"(bob -> proxy REGISTER 1 to=bob at=1 contact=<sip:b@h> expires=60
              proxy -> bob 200 1 at=1
              alice -> proxy REGISTER 2 to=alice call-id=two at=30 contact=* expires=0
              proxy -> alice 200 2 call-id=two at=30)",
           "sip:bob@example.com at sip:b@h registered expires=61 attempts=1\n"
           "sip:alice@example.com at * unregistered attempts=1 removals=1");
    addRow("asking only makes no binding but those that are listed",
           R"(alice -> proxy REGISTER 1 to=alice at=0 contact=-
              proxy -> alice 200 1 at=1 contact=<sip:b@h>;expires=30)",
           "sip:alice@example.com at sip:b@h registered expires=31");
    addRow("joined by a 200", R"(proxy -> alice 200 1 REGISTER to=alice at=0 contact=<sip:a@h>;expires=60)",
           "sip:alice@example.com at sip:a@h registered expires=60");
    addRow("the hop behind the proxy counts for nothing",
           R"(alice -> proxy REGISTER 1 to=alice at=0 contact=<sip:a@h> expires=60
              proxy -> registrar REGISTER 1 contact=<sip:a@h> expires=60
              registrar -> proxy 200 1
              proxy -> alice 200 1 at=1)",
           "sip:alice@example.com at sip:a@h registered expires=61 attempts=1");
    addRow("sent again",
           R"(alice -> proxy REGISTER 1 to=alice at=0 contact=<sip:a@h> expires=60
              alice -> proxy REGISTER 1 resend at=0.5
              proxy -> alice 200 1 at=1
              proxy -> alice 200 1 resend at=1.1)",
           "sip:alice@example.com at sip:a@h registered expires=61 attempts=1");
    addRow("another contact of the same client",
           R"(alice -> proxy REGISTER 1 to=alice at=0 contact=<sip:a@h> expires=60
              proxy -> alice 200 1 at=0
              alice -> proxy REGISTER 2 at=30 contact=<sip:a@new> expires=60
              proxy -> alice 200 2 at=30)",
           "sip:alice@example.com at sip:a@new registered expires=90 attempts=2 refreshes=1 changes=1");
    addRow("another contact, refused: the old one holds",
           R"(alice -> proxy REGISTER 1 to=alice at=0 contact=<sip:a@h> expires=60
              proxy -> alice 200 1 at=0
              alice -> proxy REGISTER 2 at=30 contact=<sip:a@new> expires=60
              proxy -> alice 403 2 at=30)",
           "sip:alice@example.com at sip:a@h registered expires=60 attempts=2 failed=1 forbidden:1");
    addRow("two phones of one user",
           R"(alice -> proxy REGISTER 1 to=alice at=0 contact=<sip:a@h> expires=60
              proxy -> alice 200 1 at=0
              bob -> proxy REGISTER 1 call-id=two to=alice at=1 contact=<sip:b@h> expires=60
              proxy -> bob 200 1 call-id=two at=1)",
           "sip:alice@example.com at sip:a@h registered expires=60 attempts=1\n"
           "sip:alice@example.com at sip:b@h registered expires=61 attempts=1");
    addRow(
        "flapping: three changes within five minutes",
        R"(alice -> proxy REGISTER 1 to=alice at=0 contact=<sip:a@1> expires=3600
              proxy -> alice 200 1 at=0
              alice -> proxy REGISTER 2 at=100 contact=<sip:a@2> expires=3600
              proxy -> alice 200 2 at=100
              alice -> proxy REGISTER 3 at=250 contact=<sip:a@1> expires=3600
              proxy -> alice 200 3 at=250
              alice -> proxy REGISTER 4 at=399 contact=<sip:a@2> expires=3600
              proxy -> alice 200 4 at=399)",
        "sip:alice@example.com at sip:a@2 registered expires=3999 attempts=4 refreshes=3 changes=3 flapping");
    addRow("three changes in more than five minutes",
           R"(alice -> proxy REGISTER 1 to=alice at=0 contact=<sip:a@1> expires=3600
              proxy -> alice 200 1 at=0
              alice -> proxy REGISTER 2 at=100 contact=<sip:a@2> expires=3600
              proxy -> alice 200 2 at=100
              alice -> proxy REGISTER 3 at=250 contact=<sip:a@1> expires=3600
              proxy -> alice 200 3 at=250
              alice -> proxy REGISTER 4 at=401 contact=<sip:a@2> expires=3600
              proxy -> alice 200 4 at=401)",
           "sip:alice@example.com at sip:a@2 registered expires=4001 attempts=4 refreshes=3 changes=3");
    addRow("gone and back again and again",
           R"(alice -> proxy REGISTER 1 to=alice at=0 contact=<sip:a@h> expires=60
              proxy -> alice 200 1 at=0
              alice -> proxy REGISTER 2 at=1 contact=<sip:a@h> expires=0
              proxy -> alice 200 2 at=1
              alice -> proxy REGISTER 3 at=2 contact=<sip:a@h> expires=60
              proxy -> alice 200 3 at=2
              alice -> proxy REGISTER 4 at=3 contact=<sip:a@h> expires=0
              proxy -> alice 200 4 at=3
              alice -> proxy REGISTER 5 at=4 contact=<sip:a@h> expires=60
              proxy -> alice 200 5 at=4
              alice -> proxy REGISTER 6 at=5 contact=<sip:a@h> expires=0
              proxy -> alice 200 6 at=5
              alice -> proxy REGISTER 7 at=6 contact=<sip:a@h> expires=60
              proxy -> alice 200 7 at=6)",
           "sip:alice@example.com at sip:a@h registered expires=66 attempts=7 removals=3 flapping");
    addRow("nothing but REGISTER", R"(alice -> proxy INVITE 1 contact=<sip:a@h>
              proxy -> alice 200 1 contact=<sip:b@h>)",
           "");
}

void TestRegistrations::bindings()
{
    check();
}

void TestRegistrations::failures_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("expected");
    addRow("wrong user",
           R"(alice -> proxy REGISTER 1 to=alice contact=<sip:a@h>
              proxy -> alice 404 1)",
           "sip:alice@example.com at sip:a@h failed attempts=1 failed=1 wrong-user:1");
    addRow("forbidden",
           R"(alice -> proxy REGISTER 1 to=alice contact=<sip:a@h>
              proxy -> alice 403 1)",
           "sip:alice@example.com at sip:a@h failed attempts=1 failed=1 forbidden:1");
    addRow("another status",
           R"(alice -> proxy REGISTER 1 to=alice contact=<sip:a@h>
              proxy -> alice 503 1)",
           "sip:alice@example.com at sip:a@h failed attempts=1 failed=1 other:1");
    addRow("wrong credentials, tried twice, are one attempt",
           R"(alice -> proxy REGISTER 1 to=alice contact=<sip:a@h>
              proxy -> alice 401 1 )" CHALLENGE("r", "n1") R"(
              alice -> proxy REGISTER 2 contact=<sip:a@h> )" CREDENTIALS("r", "n1") R"(
              proxy -> alice 401 2 )" CHALLENGE("r", "n2") R"(
              alice -> proxy REGISTER 3 contact=<sip:a@h> )" CREDENTIALS("r", "n2") R"(
              proxy -> alice 401 3 )" CHALLENGE("r", "n3") R"(
              later 200)",
           "sip:alice@example.com at sip:a@h failed attempts=1 failed=1 wrong-credentials:2");
    addRow("wrong credentials, then right ones",
           R"(alice -> proxy REGISTER 1 to=alice contact=<sip:a@h> at=0 expires=60
              proxy -> alice 401 1 )" CHALLENGE("r", "n1") R"(
              alice -> proxy REGISTER 2 contact=<sip:a@h> expires=60 )" CREDENTIALS("r", "n1") R"(
              proxy -> alice 401 2 )" CHALLENGE("r", "n2") R"(
              alice -> proxy REGISTER 3 contact=<sip:a@h> expires=60 )" CREDENTIALS("r", "n2") R"(
              proxy -> alice 200 3 at=1
              later 40)",
           "sip:alice@example.com at sip:a@h registered expires=61 attempts=1 wrong-credentials:1");
    addRow("a nonce of before that is challenged anew is no fault",
           R"(alice -> proxy REGISTER 1 to=alice contact=<sip:a@h> at=0 expires=60
              proxy -> alice 401 1 )" CHALLENGE("r", "n1") R"(
              alice -> proxy REGISTER 2 contact=<sip:a@h> expires=60 )" CREDENTIALS("r", "n1") R"(
              proxy -> alice 200 2 at=0
              alice -> proxy REGISTER 3 contact=<sip:a@h> at=30 expires=60 )" CREDENTIALS("r", "n1") R"(
              proxy -> alice 401 3 )" CHALLENGE("r", "n2") R"(
              alice -> proxy REGISTER 4 contact=<sip:a@h> expires=60 )" CREDENTIALS("r", "n2") R"(
              proxy -> alice 200 4 at=30)",
           "sip:alice@example.com at sip:a@h registered expires=90 attempts=2 refreshes=1");
    addRow(
        "a stale nonce",
        R"(alice -> proxy REGISTER 3 to=alice contact=<sip:a@h> at=0 expires=60 )" CREDENTIALS("r", "n1") R"(
              proxy -> alice 401 3 )" STALE("r", "n2") R"(
              alice -> proxy REGISTER 4 contact=<sip:a@h> expires=60 )" CREDENTIALS("r", "n2") R"(
              proxy -> alice 200 4 at=0)",
        "sip:alice@example.com at sip:a@h registered expires=60 attempts=1 stale-nonce:1");
    addRow("stale=true without credentials is a challenge",
           R"(alice -> proxy REGISTER 3 to=alice contact=<sip:a@h> at=0 expires=60
              proxy -> alice 401 3 )" STALE("r", "n2") R"(
              alice -> proxy REGISTER 4 contact=<sip:a@h> expires=60 )" CREDENTIALS("r", "n2") R"(
              proxy -> alice 200 4 at=0)",
           "sip:alice@example.com at sip:a@h registered expires=60 attempts=1");
    addRow("wrong realm",
           R"(alice -> proxy REGISTER 1 to=alice contact=<sip:a@h>
              proxy -> alice 401 1 )" CHALLENGE("r", "n1") R"(
              alice -> proxy REGISTER 2 contact=<sip:a@h> )" CREDENTIALS("other", "n1") R"(
              proxy -> alice 401 2 )" CHALLENGE("r", "n2") R"(
              later 200)",
           "sip:alice@example.com at sip:a@h failed attempts=1 failed=1 wrong-realm:1");
    addRow("a second realm on the way is no fault",
           R"(alice -> proxy REGISTER 1 to=alice contact=<sip:a@h> at=0 expires=60
              proxy -> alice 401 1 )" CHALLENGE("r", "n1") R"(
              alice -> proxy REGISTER 2 contact=<sip:a@h> expires=60 )" CREDENTIALS("r", "n1") R"(
              proxy -> alice 401 2 )" CHALLENGE("other", "n2") R"(
              alice -> proxy REGISTER 3 contact=<sip:a@h> expires=60 )" CREDENTIALS("other", "n2") R"(
              proxy -> alice 200 3 at=0)",
           "sip:alice@example.com at sip:a@h registered expires=60 attempts=1");
    addRow("interval too brief, and repaired",
           R"(alice -> proxy REGISTER 1 to=alice contact=<sip:a@h> at=0 expires=10
              proxy -> alice 423 1
              alice -> proxy REGISTER 2 contact=<sip:a@h> expires=100
              proxy -> alice 200 2 at=1)",
           "sip:alice@example.com at sip:a@h registered expires=101 attempts=1 too-brief:1");
    addRow("interval too brief, and left at that",
           R"(alice -> proxy REGISTER 1 to=alice contact=<sip:a@h> at=0 expires=10
              proxy -> alice 423 1
              later 200)",
           "sip:alice@example.com at sip:a@h failed attempts=1 failed=1 too-brief:1");
    addRow("a challenge that is not answered",
           R"(alice -> proxy REGISTER 1 to=alice contact=<sip:a@h>
              proxy -> alice 401 1 )" CHALLENGE("r", "n1") R"(
              later 200)",
           "sip:alice@example.com at sip:a@h failed attempts=1 failed=1 challenge-unanswered:1");
    addRow("a challenge that a human answers late",
           R"(alice -> proxy REGISTER 1 to=alice contact=<sip:a@h> at=0 expires=60
              proxy -> alice 401 1 )" CHALLENGE("r", "n1") R"(
              alice -> proxy REGISTER 2 at=120 contact=<sip:a@h> expires=60 )" CREDENTIALS("r", "n1") R"(
              proxy -> alice 401 2 )" CHALLENGE("r", "n2") R"(
              alice -> proxy REGISTER 3 at=200 contact=<sip:a@h> expires=60 )" CREDENTIALS("r", "n2") R"(
              proxy -> alice 200 3 at=201)",
           "sip:alice@example.com at sip:a@h registered expires=261 attempts=1 wrong-credentials:1");
    addRow("a challenge that the client ignores and asks anew",
           R"(alice -> proxy REGISTER 1 to=alice contact=<sip:a@h> at=0
              proxy -> alice 401 1 )" CHALLENGE("r", "n1") R"(
              alice -> proxy REGISTER 2 contact=<sip:a@h> at=5
              proxy -> alice 401 2 )" CHALLENGE("r", "n2") R"(
              later 200)",
           "sip:alice@example.com at sip:a@h failed attempts=2 failed=2 challenge-unanswered:2");
    addRow("no answer",
           R"(alice -> proxy REGISTER 1 to=alice contact=<sip:a@h> at=0
              later 32)",
           "sip:alice@example.com at sip:a@h failed attempts=1 failed=1 no-answer:1");
    addRow("no answer yet",
           R"(alice -> proxy REGISTER 1 to=alice contact=<sip:a@h> at=0
              later 31.9)",
           "sip:alice@example.com at sip:a@h trying attempts=1");
    addRow("no answer until the client asks anew",
           R"(alice -> proxy REGISTER 1 to=alice contact=<sip:a@h> at=0
              alice -> proxy REGISTER 2 contact=<sip:a@h> at=5
              later 20)",
           "sip:alice@example.com at sip:a@h trying attempts=2 failed=1 no-answer:1");
    addRow("no answer to a refresh: the binding holds until it expires",
           R"(alice -> proxy REGISTER 1 to=alice contact=<sip:a@h> at=0 expires=60
              proxy -> alice 200 1 at=0
              alice -> proxy REGISTER 2 contact=<sip:a@h> at=10 expires=60
              later 50)",
           "sip:alice@example.com at sip:a@h registered expires=60 attempts=2 failed=1 no-answer:1");
    addRow("a question that is refused",
           R"(alice -> proxy REGISTER 1 to=alice contact=-
              proxy -> alice 404 1)",
           "sip:alice@example.com at nowhere failed attempts=1 failed=1 wrong-user:1");
}

void TestRegistrations::failures()
{
    check();
}

void TestRegistrations::saysWhoAndWhere()
{
    const auto records = recordsOf(R"(host alice 192.0.2.7:5062
        host proxy 192.0.2.9:5060
        alice -> proxy REGISTER 1 to=alice at=3 expires=60 contact=<sip:a@h> header=User-Agent:Phone/1.0
        proxy -> alice 401 1 at=4 )" CHALLENGE("r", "n1") R"(
        alice -> proxy REGISTER 2 at=5 expires=60 contact=<sip:a@h> )" CREDENTIALS(
        "r", "n1") R"( header2=User-Agent:Phone/1.0
        proxy -> alice 200 2 at=6)");
    QCOMPARE(records.size(), std::size_t{1});
    const RegistrationRecord& record = records.at(1);
    QCOMPARE(record.userAgent, std::string{"Phone/1.0"});
    QCOMPARE(record.path.source.toString(), std::string{"192.0.2.7:5062"});
    QCOMPARE(record.path.destination.toString(), std::string{"192.0.2.9:5060"});
    QCOMPARE(record.firstTime, tests::support::scriptTime(3));
    QCOMPARE(record.lastTime, tests::support::scriptTime(6));
    QCOMPARE(*record.refreshed, tests::support::scriptTime(6));
    QVERIFY(*record.interval == std::chrono::seconds{60});
    QCOMPARE(record.call.value, std::int64_t{1});
}

/// RFC 5626: a contact that a phone has now is the binding of its instance and flow, not another one.
void TestRegistrations::instancesAndFlows()
{
    constexpr const char* script = R"(
        alice -> proxy REGISTER 1 to=alice at=0 expires=60 contact=<sip:a@1>)" PHONE R"(;reg-id=1
        proxy -> alice 200 1 at=0 contact=<sip:a@1>)" PHONE R"(;reg-id=1)" GRUU R"(;expires=60
        alice -> proxy REGISTER 1 call-id=two to=alice at=1 expires=60 contact=<sip:a@1>)" PHONE R"(;reg-id=2
        proxy -> alice 200 1 call-id=two at=1 contact=<sip:a@1>)" PHONE R"(;reg-id=2;expires=60
        alice -> proxy REGISTER 1 call-id=three to=alice at=2 expires=60 contact=<sip:a@2>)" PHONE
                                   R"(;reg-id=1
        proxy -> alice 200 1 call-id=three at=2 contact=<sip:a@2>)" PHONE R"(;reg-id=1)" GRUU
                                   R"(;expires=60)";
    const auto records = recordsOf(script);
    QCOMPARE(records.size(), std::size_t{2});
    QCOMPARE(lineOf(records.at(1)),
             std::string{
                 "sip:alice@example.com at sip:a@2 registered expires=62 attempts=2 refreshes=1 changes=1"});
    QCOMPARE(lineOf(records.at(2)),
             std::string{"sip:alice@example.com at sip:a@1 registered expires=61 attempts=1"});
    QCOMPARE(records.at(1).gruu, std::string{"sip:alice@example.com;gr=7"});
    QCOMPARE(records.at(1).instance, std::string{"<urn:uuid:7>"});
    QCOMPARE(records.at(1).regId.value_or(0), std::uint32_t{1});
    QCOMPARE(records.at(2).regId.value_or(0), std::uint32_t{2});
}

/// A flood of users pushes out those that were idle longest; all of them are told.
void TestRegistrations::memoryIsBounded()
{
    CallTracker calls{{}, nullptr};
    RegistrationTracker tracker{{.bindings = 10, .attempts = 10}};
    std::string script;
    for (int user = 0; user < 100; ++user)
        script += "alice -> proxy REGISTER 1 call-id=c" + std::to_string(user) + " to=u" +
                  std::to_string(user) + "\n";
    std::int64_t id = 0;
    for (const tests::support::ScriptMessage& next : tests::support::readCallScript(script)) {
        sip::Message message;
        QVERIFY(message.parse(next.span()));
        const MessageContext context{{++id}, next.captured, next.arrived, next.source, next.path};
        tracker.take(message, calls.track(message, context), context);
    }
    QCOMPARE(tracker.evicted(), std::uint64_t{180});
    std::set<std::string> seen;
    tracker.takeChanged([&](const RegistrationRecord& record) { seen.insert(record.aor); });
    QCOMPARE(seen.size(), std::size_t{100});
}

void TestRegistrations::goesOnFromWhatWasRecorded()
{
    const auto before = recordsOf(R"(alice -> proxy REGISTER 1 to=alice at=0 contact=<sip:a@h> expires=60
                                     proxy -> alice 200 1 at=0)");
    RegistrationTracker tracker;
    tracker.restore(before.at(1));
    tracker.advance(tests::support::scriptTime(63));
    std::string text;
    tracker.takeChanged([&](const RegistrationRecord& record) { text += lineOf(record); });
    QCOMPARE(text,
             std::string{"sip:alice@example.com at sip:a@h expired expires=60 attempts=1 expirations=1"});
}

void TestRegistrations::failuresAsText()
{
    RegistrationRecord record;
    record.readFailures("stale-nonce:3,unheard-of:9,no-answer:x,other:2,");
    QCOMPARE(record.failuresText(), std::string{"stale-nonce:3,other:2"});
}

QTEST_APPLESS_MAIN(TestRegistrations)
#include "tst_registrations.moc"
