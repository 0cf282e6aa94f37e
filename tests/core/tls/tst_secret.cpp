// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tls/secret.h"
#include "core/tls/secret_store.h"

#include <QTest>

using namespace core::tls;
using core::base::FrameNumber;

namespace {

const std::string random1(64, '1');
const std::string random2(64, '2');
const std::string secret48(96, 'a');
const std::string secret32(64, 'B');

TimedSecret timed(char digit, SecretLabel label, std::int64_t knownBefore)
{
    Secret secret;
    secret.label = label;
    secret.random.fill(static_cast<std::byte>(digit));
    secret.bytes.resize(48);
    return {secret, FrameNumber{knownBefore}};
}

} // namespace

class TestSecret : public QObject {
    Q_OBJECT

private slots:
    void line_data();
    void line();
    void storeKeepsTheFirst();
    void scheduleComesInItsTurn();
    void scheduleCanBeHurried();
    void onlyWantedRandomsAreWanted();
    void memoryIsBounded();
};

void TestSecret::line_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("label");
    const auto row = [](const char* name, const std::string& line, const char* label) {
        QTest::newRow(name) << QString::fromStdString(line) << QString{label};
    };
    row("master secret", "CLIENT_RANDOM " + random1 + " " + secret48, "CLIENT_RANDOM");
    row("line end of Windows", "CLIENT_RANDOM " + random1 + " " + secret48 + "\r", "CLIENT_RANDOM");
    row("upper case digits", "SERVER_TRAFFIC_SECRET_0 " + random1 + " " + secret32,
        "SERVER_TRAFFIC_SECRET_0");
    row("handshake", "CLIENT_HANDSHAKE_TRAFFIC_SECRET " + random1 + " " + secret32,
        "CLIENT_HANDSHAKE_TRAFFIC_SECRET");
    row("early data", "CLIENT_EARLY_TRAFFIC_SECRET " + random1 + " " + secret32,
        "CLIENT_EARLY_TRAFFIC_SECRET");
    row("comment", "# SSL/TLS secrets log file", "");
    row("empty", "", "");
    row("exporter is of no use", "EXPORTER_SECRET " + random1 + " " + secret32, "");
    row("random too short", "CLIENT_RANDOM 1234 " + secret48, "");
    row("secret too short", "CLIENT_RANDOM " + random1 + " abcd", "");
    row("secret too long", "CLIENT_RANDOM " + random1 + " " + secret48 + secret48, "");
    row("odd digits", "CLIENT_RANDOM " + random1 + " " + secret48 + "a", "");
    row("no digit", "CLIENT_RANDOM " + random1 + " " + std::string(96, 'x'), "");
    row("no secret", "CLIENT_RANDOM " + random1, "");
}

void TestSecret::line()
{
    QFETCH(QString, line);
    QFETCH(QString, label);
    const auto secret = parseKeyLogLine(line.toStdString(), SecretOrigin::KeyLog);
    QCOMPARE(secret.has_value(), !label.isEmpty());
    if (!secret)
        return;
    QCOMPARE(QString::fromStdString(std::string{name(secret->label)}), label);
    QCOMPARE(toHex(secret->random), random1);
    QVERIFY(toHex(secret->bytes) == secret48 || toHex(secret->bytes) == std::string(64, 'b'));
}

void TestSecret::storeKeepsTheFirst()
{
    SecretStore store;
    QVERIFY(store.add(timed('a', SecretLabel::MasterSecret, 0)));
    QVERIFY(!store.add(timed('a', SecretLabel::MasterSecret, 7)));
    QVERIFY(store.add(timed('a', SecretLabel::ClientTraffic, 7)));
    const ClientRandom random = timed('a', SecretLabel::MasterSecret, 0).secret.random;
    QVERIFY(store.find(random, SecretLabel::ClientTraffic) != nullptr);
    QVERIFY(store.find(random, SecretLabel::ServerTraffic) == nullptr);
}

void TestSecret::scheduleComesInItsTurn()
{
    SecretStore store;
    store.schedule(timed('a', SecretLabel::MasterSecret, 20));
    store.schedule(timed('b', SecretLabel::MasterSecret, 10));
    QVERIFY(!store.takeDue(FrameNumber{9}));
    const auto first = store.takeDue(FrameNumber{10});
    QVERIFY(first);
    QCOMPARE(first->secret.random[0], std::byte{'b'});
    QVERIFY(!store.takeDue(FrameNumber{19}));
    QVERIFY(store.takeDue(FrameNumber{25}));
    QVERIFY(!store.takeDue(FrameNumber{25}));
}

void TestSecret::scheduleCanBeHurried()
{
    SecretStore store;
    store.schedule(timed('a', SecretLabel::ClientTraffic, 20));
    store.schedule(timed('a', SecretLabel::ServerTraffic, 20));
    const ClientRandom random = timed('a', SecretLabel::MasterSecret, 0).secret.random;
    QCOMPARE(store.takeEarly(random).size(), std::size_t{2});
    QCOMPARE(store.takeEarly(random).size(), std::size_t{0});
    QVERIFY(!store.takeDue(FrameNumber{30}));
}

void TestSecret::onlyWantedRandomsAreWanted()
{
    SecretStore store;
    store.add(timed('a', SecretLabel::MasterSecret, 0));
    const ClientRandom random = timed('a', SecretLabel::MasterSecret, 0).secret.random;
    QVERIFY(!store.isWanted(random));
    QCOMPARE(store.want(random).size(), std::size_t{1});
    QVERIFY(store.isWanted(random));
}

void TestSecret::memoryIsBounded()
{
    SecretStore store;
    TimedSecret secret = timed('a', SecretLabel::MasterSecret, 0);
    const ClientRandom first = secret.secret.random;
    store.add(secret);
    static_cast<void>(store.want(first));
    for (std::size_t i = 0; i < SecretStore::maximumRandoms; ++i) {
        for (unsigned byte = 0; byte < 4; ++byte)
            secret.secret.random[byte] = static_cast<std::byte>(i >> (8 * byte) & 0xFFU);
        store.add(secret);
        static_cast<void>(store.want(secret.secret.random));
    }
    QVERIFY(store.find(first, SecretLabel::MasterSecret) == nullptr);
    QVERIFY(!store.isWanted(first));
    QVERIFY(store.find(secret.secret.random, SecretLabel::MasterSecret) != nullptr);
}

QTEST_GUILESS_MAIN(TestSecret)
#include "tst_secret.moc"
