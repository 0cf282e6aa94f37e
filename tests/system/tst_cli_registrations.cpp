// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/system/cli_test.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace tests::support;
using namespace tests::system;

class TestCliRegistrations : public CliTest {
    Q_OBJECT

private slots:
    void initTestCase();
    void listsBindings();
    void choosesFiltersSortsAndLimits();
    void aFilterAsksEachBinding();
    void jsonLines();
    void saysWhatIsWrong();
    void oldSessionsSaySo();
    void listsSubscriptions();
    void listsTheHealthOfPeers();
};

void TestCliRegistrations::initTestCase()
{
    makeFolder();
    write("users.pcap", asArray(captureOfScript(R"(
        alice -> proxy REGISTER 1 call-id=a to=alice at=0 contact=<sip:alice@h> expires=60
        proxy -> alice 401 1 call-id=a
        alice -> proxy REGISTER 2 call-id=a at=1 contact=<sip:alice@h> expires=60 header=Authorization:Digest_realm=x
        proxy -> alice 200 2 call-id=a at=2 contact=<sip:alice@h>;expires=60
        bob -> proxy REGISTER 1 call-id=b to=bob at=3 contact=<sip:bob@h> expires=3600
        proxy -> bob 200 1 call-id=b at=4 contact=<sip:bob@h>;expires=3600
        carol -> proxy REGISTER 1 call-id=c to=carol at=5 contact=<sip:carol@h>
        proxy -> carol 404 1 call-id=c at=6
        dave -> proxy OPTIONS 1 call-id=d at=100
    )")));
}

void TestCliRegistrations::listsBindings()
{
    const auto result = cli({"registrations", path("users.pcap"), "--fields",
                             "id,state,aor,contact,interval,attempts,failures,call_id"});
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(lines(result.output),
             (QList<QByteArray>{"id\tstate\taor\tcontact\tinterval\tattempts\tfailures\tcall_id",
                                "1\texpired\tsip:alice@example.com\tsip:alice@h\t60\t1\t\ta",
                                "2\tregistered\tsip:bob@example.com\tsip:bob@h\t3600\t1\t\tb",
                                "3\tfailed\tsip:carol@example.com\tsip:carol@h\t\t1\twrong-user:1\tc"}));
}

void TestCliRegistrations::choosesFiltersSortsAndLimits()
{
    const auto listed = [this](const QStringList& options) {
        return cli(QStringList{"registrations", path("users.pcap"), "--fields", "aor"} + options)
            .output.simplified();
    };
    QCOMPARE(listed({"--filter", "to.user == carol"}), QByteArray{"aor sip:carol@example.com"});
    QCOMPARE(listed({"--filter", "to.user == nobody"}), QByteArray{"aor"});
    QCOMPARE(listed({"--sort", "interval:desc", "--limit", "2"}),
             QByteArray{"aor sip:bob@example.com sip:alice@example.com"});
    QCOMPARE(listed({"--filter", "registration.state == expired or registration.failures == wrong-user"}),
             QByteArray{"aor sip:alice@example.com sip:carol@example.com"});
    QCOMPARE(listed({"--filter", "registration.interval > 5 min"}), QByteArray{"aor sip:bob@example.com"});
}

/// Several bindings under one Call-ID: each is asked for itself.
void TestCliRegistrations::aFilterAsksEachBinding()
{
    write("desk.pcap", asArray(captureOfScript(R"(
        desk -> proxy REGISTER 1 call-id=desk to=anna at=0 contact=<sip:anna@h> expires=60
        proxy -> desk 200 1 call-id=desk contact=<sip:anna@h>;expires=60
        desk -> proxy REGISTER 2 call-id=desk to=bert at=1 contact=<sip:bert@h> expires=3600
        proxy -> desk 200 2 call-id=desk contact=<sip:bert@h>;expires=3600
        dave -> proxy OPTIONS 1 call-id=d at=100
    )")));
    const auto listed = [this](const char* command, const char* fields, const char* filter) {
        return cli({command, path("desk.pcap"), "--fields", fields, "--filter", filter}).output.simplified();
    };
    const QByteArray anna{"aor sip:anna@example.com"};
    const QByteArray bert{"aor sip:bert@example.com"};
    QCOMPARE(listed("registrations", "aor", "registration.state == expired"), anna);
    QCOMPARE(listed("registrations", "aor", "not registration.state == expired"), bert);
    QCOMPARE(
        listed("registrations", "aor", "registration.interval > 60 s and registration.aor contains anna"),
        QByteArray{"aor"});
    QCOMPARE(listed("registrations", "aor", "registration.aor contains anna and call_id == desk"), anna);
    QCOMPARE(listed("registrations", "aor", "call_id == desk"), anna + " sip:bert@example.com");
    // Of a call, or the call of a message, any will do.
    QCOMPARE(listed("calls", "call_id", "registration.interval > 60 s and registration.aor contains anna"),
             QByteArray{"call_id desk"});
    QCOMPARE(listed("calls", "registration.aor,registration.state", "registration.aor"),
             QByteArray{"registration.aor registration.state "
                        "sip:anna@example.com,sip:bert@example.com expired,registered"});
    QCOMPARE(listed("messages", "id", "registration.state == expired and method == REGISTER"),
             QByteArray{"id 1 3"});
    QCOMPARE(listed("calls", "call_id", "not registration.aor"), QByteArray{"call_id d"});
    const auto sorted =
        cli({"calls", path("desk.pcap"), "--fields", "call_id", "--sort", "registration.aor:desc"});
    QCOMPARE(sorted.output.simplified(), QByteArray{"call_id desk d"});
}

void TestCliRegistrations::jsonLines()
{
    const auto result = cli({"registrations", path("users.pcap"), "--format", "json"});
    QCOMPARE(result.exitCode, 0);
    const QList<QByteArray> rows = lines(result.output);
    QCOMPARE(rows.size(), 3);
    const QJsonObject bob = QJsonDocument::fromJson(rows.at(1)).object();
    QCOMPARE(bob.value("expires").toString(), QString{"1700003604.000000000"});
    QCOMPARE(bob.value("interval").toInt(), 3600);
    QVERIFY(bob.value("last_failure").isNull());
    const QJsonObject carol = QJsonDocument::fromJson(rows.at(2)).object();
    QCOMPARE(carol.value("last_failure").toString(), QString{"wrong-user"});
    QCOMPARE(carol.value("last_status").toInt(), 404);
    QVERIFY(carol.value("expires").isNull());
}

void TestCliRegistrations::saysWhatIsWrong()
{
    QCOMPARE(cli({"registrations", path("users.pcap"), "--fields", "colour"}).exitCode, 2);
    QCOMPARE(cli({"registrations", path("users.pcap"), "--sort", "colour"}).exitCode, 2);
    const auto result = cli({"registrations", path("users.pcap"), "--filter", "method =="});
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(result.complaints.contains("column 10"), result.complaints.constData());
}

/// A session of a Rhapsode that did not follow registrations has none until it is indexed anew.
void TestCliRegistrations::oldSessionsSaySo()
{
    QCOMPARE(cli({"import", "-o", path("old.rhapsode"), path("users.pcap")}).exitCode, 0);
    QCOMPARE(runProgram("sqlite3", {path("old.rhapsode"), "DROP VIEW bindings; DROP TABLE registration_rows"})
                 .exitCode,
             0);
    const auto before = cli({"registrations", path("old.rhapsode"), "--fields", "aor"});
    QCOMPARE(before.exitCode, 0);
    QCOMPARE(before.output, QByteArray{"aor\n"});
    QVERIFY2(before.complaints.contains("reindex"), before.complaints.constData());
    QCOMPARE(cli({"reindex", path("old.rhapsode")}).exitCode, 0);
    const auto after = cli({"registrations", path("old.rhapsode"), "--fields", "aor"});
    QCOMPARE(lines(after.output).size(), 4);
    QVERIFY2(!after.complaints.contains("reindex"), after.complaints.constData());
}

void TestCliRegistrations::listsSubscriptions()
{
    write("events.pcap", asArray(captureOfScript(R"(
        alice -> proxy SUBSCRIBE 1 call-id=a at=0 expires=60 header=Event:dialog
        proxy -> alice 200 1 call-id=a at=1 expires=60
        proxy -> alice NOTIFY 1 call-id=a at=2 state=terminated;reason=noresource header=Event:dialog
        carol -> proxy SUBSCRIBE 1 call-id=c at=5 expires=60 header=Event:presence
        proxy -> carol 489 1 call-id=c at=6
        dave -> proxy OPTIONS 1 call-id=d at=100
    )")));
    const auto result = cli({"subscriptions", path("events.pcap"), "--fields",
                             "id,state,event,reason,status,notifications,call_id"});
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(lines(result.output),
             (QList<QByteArray>{"id\tstate\tevent\treason\tstatus\tnotifications\tcall_id",
                                "1\tterminated\tdialog\tnoresource\t200\t1\ta",
                                "2\trefused\tpresence\t\t489\t0\tc"}));
    const auto one = cli({"subscriptions", path("events.pcap"), "--fields", "event", "--filter",
                          "call_id == c", "--sort", "event:desc", "--limit", "5"});
    QCOMPARE(lines(one.output), (QList<QByteArray>{"event", "presence"}));
}

void TestCliRegistrations::listsTheHealthOfPeers()
{
    write("peers.pcap", asArray(captureOfScript(R"(
        host monitor 192.0.2.9:5060
        host one 192.0.2.11:5060
        host two 192.0.2.12:5080
        monitor -> one OPTIONS 1 call-id=a at=0
        one -> monitor 200 1 call-id=a at=0.020
        monitor -> two OPTIONS 1 call-id=b at=1
        two -> monitor 200 1 call-id=b at=1.010
        monitor -> two OPTIONS 1 call-id=c at=31
        monitor -> one OPTIONS 1 call-id=d at=100
        one -> monitor 503 1 call-id=d at=100.040
    )")));
    const auto result = cli({"health", path("peers.pcap"), "--fields",
                             "src.ip,dst,state,changes,requests,answers,answered,rtt_p50,rtt_p95,statuses"});
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(lines(result.output),
             (QList<QByteArray>{
                 "src.ip\tdst\tstate\tchanges\trequests\tanswers\tanswered\trtt_p50\trtt_p95\tstatuses",
                 "192.0.2.9\t192.0.2.11:5060\tup\t0\t2\t2\t100.000\t0.020000\t0.040000\t200:1,503:1",
                 "192.0.2.9\t192.0.2.12:5080\tdown\t1\t2\t1\t50.000\t0.010000\t0.010000\t200:1"}));
    const auto sorted = cli({"health", path("peers.pcap"), "--fields", "dst", "--sort", "answered"});
    QCOMPARE(lines(sorted.output), (QList<QByteArray>{"dst", "192.0.2.12:5080", "192.0.2.11:5060"}));
}

QTEST_GUILESS_MAIN(TestCliRegistrations)
#include "tst_cli_registrations.moc"
