// SPDX-License-Identifier: GPL-3.0-or-later
// Connections whose secrets are missing, wrong, or come when their records have been read, or even given up.
#include "tests/core/tls/connection_reader.h"

#include <QTest>

using namespace tests::tls;

namespace {

/// The text of a key log without the lines whose label contains `label`.
std::string without(const std::string& keyLog, const char* label)
{
    QString kept;
    const QStringList lines = QString::fromStdString(keyLog).split('\n', Qt::SkipEmptyParts);
    for (const QString& line : lines) {
        if (!line.section(' ', 0, 0).contains(label))
            kept += line + '\n';
    }
    return kept.toStdString();
}

} // namespace

class TestConnectionSecrets : public QObject {
    Q_OBJECT

private slots:
    void withoutSecret();
    void withSecretOfOthers();
    void wrongSecret();
    void secretComesLater_data();
    void secretComesLater();
    void secretNeverComes();
    void handshakeSecretsMissing();
    void givenUpRecordsAreFollowedByReadableOnes_data();
    void givenUpRecordsAreFollowedByReadableOnes();
    void secretWithinARecordThatWasGivenUp();
    void secretsOfTheDirectionsOneAfterTheOther();
    void secretWhileTheOtherSideIsStillClear();
    void secretAfterRecordsThatNeedEachOther();
    void secretAfterAnUnreadRenegotiation();
};

void TestConnectionSecrets::withoutSecret()
{
    TlsPeers peers{{}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(options());
    Reader reader;
    reader.read(peers.wire());
    QVERIFY(reader.connection.isWaitingForSecret());
    QVERIFY(reader.connection.heldBytes() > 0);
    reader.connection.giveUp(reader);
    QCOMPARE(reader.sentence(),
             "TLS 1.3, TLS_AES_256_GCM_SHA384: no secret for this client random in the key "
             "log or in the capture.");
    QVERIFY(reader.client.empty());
    QVERIFY(reader.connection.report().undecrypted > 0);
    QCOMPARE(reader.records, reader.connection.report().records);
}

void TestConnectionSecrets::withSecretOfOthers()
{
    TlsPeers others{{}};
    QVERIFY(others.handshake());
    TlsPeers peers{{}};
    QVERIFY(peers.handshake());
    Reader reader;
    reader.know(others.keyLog());
    reader.read(peers.wire());
    QVERIFY(reader.connection.isWaitingForSecret());
}

void TestConnectionSecrets::wrongSecret()
{
    for (const int version : {tls12, tls13}) {
        TlsPeers peers{{.version = version}};
        QVERIFY(peers.handshake());
        peers.sendFromClient(options());
        std::string wrong;
        readKeyLog(peers.keyLog(), SecretOrigin::KeyLog, [&](Secret&& secret) {
            secret.bytes.back() ^= std::byte{1};
            wrong += std::string{name(secret.label)} + " " + toHex(secret.random) + " " +
                     toHex(secret.bytes) + "\n";
        });
        Reader reader;
        reader.know(wrong);
        reader.read(peers.wire());
        QCOMPARE(reader.connection.report().outcome, Outcome::SecretWrong);
        QVERIFY(reader.client.empty());
    }
}

void TestConnectionSecrets::secretComesLater_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("1.2") << tls12;
    QTest::newRow("1.3") << tls13;
}

void TestConnectionSecrets::secretComesLater()
{
    QFETCH(int, version);
    TlsPeers peers{{.version = version}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(options());
    peers.sendFromServer(largeMessage());
    Reader reader;
    reader.read(peers.wire());
    QCOMPARE(reader.connection.report().outcome, Outcome::Waiting);
    QVERIFY(reader.sentence().endsWith("waiting for its secret to appear in the key log."));
    // Line by line, as a growing file has it.
    const QStringList lines = QString::fromStdString(peers.keyLog()).split('\n');
    for (const QString& line : lines) {
        reader.know(line.toStdString());
        reader.connection.resume(reader);
    }
    QVERIFY(reader.client == options());
    QVERIFY(reader.server == largeMessage());
    QCOMPARE(reader.connection.report().outcome, Outcome::Decrypted);
}

/// After giving up nothing is held any longer, whatever comes.
void TestConnectionSecrets::secretNeverComes()
{
    TlsPeers peers{{}};
    QVERIFY(peers.handshake());
    Reader reader;
    reader.read(peers.wire());
    reader.connection.giveUp(reader);
    const std::size_t seen = peers.wire().size();
    peers.sendFromClient(largeMessage());
    for (std::size_t i = seen; i < peers.wire().size(); ++i)
        reader.read(peers.wire()[i]);
    QVERIFY(!reader.connection.isWaiting());
    QVERIFY(reader.connection.heldBytes() < 1024);
    reader.know(peers.keyLog());
    reader.connection.resume(reader);
    QVERIFY(reader.client.empty());
}

/// Some programs log the secrets of the application data alone.
void TestConnectionSecrets::handshakeSecretsMissing()
{
    TlsPeers peers{{}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(options());
    peers.sendFromServer(options());
    Reader reader;
    const QStringList lines = QString::fromStdString(peers.keyLog()).split('\n');
    for (const QString& line : lines) {
        if (line.contains("_TRAFFIC_SECRET_0"))
            reader.know(line.toStdString());
    }
    reader.read(peers.wire());
    QCOMPARE(reader.client, options());
    QCOMPARE(reader.server, options());
}

void TestConnectionSecrets::givenUpRecordsAreFollowedByReadableOnes_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<QString>("cipher");
    QTest::addColumn<int>("fragment");
    QTest::newRow("1.3 GCM") << tls13 << "TLS_AES_128_GCM_SHA256" << 0;
    QTest::newRow("1.3 ChaCha20") << tls13 << "TLS_CHACHA20_POLY1305_SHA256" << 0;
    QTest::newRow("1.3, a handshake of many records") << tls13 << "TLS_AES_128_GCM_SHA256" << 512;
    QTest::newRow("1.2 GCM") << tls12 << "ECDHE-RSA-AES128-GCM-SHA256" << 0;
    QTest::newRow("1.2 ChaCha20") << tls12 << "ECDHE-RSA-CHACHA20-POLY1305" << 0;
    QTest::newRow("1.2 CBC") << tls12 << "ECDHE-RSA-AES128-SHA256" << 0;
    QTest::newRow("1.1 CBC") << tls11 << "ECDHE-RSA-AES128-SHA" << 0;
}

/// A key log that somebody finds when the connection has been up for a while.
void TestConnectionSecrets::givenUpRecordsAreFollowedByReadableOnes()
{
    QFETCH(int, version);
    QFETCH(QString, cipher);
    QFETCH(int, fragment);
    TlsPeers peers{{.version = version,
                    .cipher = cipher.toStdString(),
                    .largestFragment = static_cast<std::size_t>(fragment)}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(options());
    Reader reader;
    reader.read(peers.wire());
    QVERIFY(reader.connection.isWaitingForSecret());
    reader.connection.giveUp(reader);
    QVERIFY(reader.connection.mayStillOpen());
    std::size_t seen = peers.wire().size();
    const auto readOn = [&] {
        for (; seen < peers.wire().size(); ++seen)
            reader.read(peers.wire()[seen]);
    };
    for (int i = 0; i < 40; ++i) {
        peers.sendFromClient(options());
        peers.sendFromServer(options());
    }
    readOn();
    const auto undecrypted = reader.connection.report().undecrypted;
    QVERIFY(undecrypted >= 81);
    QCOMPARE(reader.connection.heldBytes(), std::size_t{0});

    reader.know(peers.keyLog());
    reader.connection.resume(reader);
    QVERIFY(!reader.connection.mayStillOpen());
    QVERIFY(reader.client.empty() && reader.server.empty());
    peers.sendFromClient(options());
    peers.sendFromServer(largeMessage());
    peers.sendFromClient(options());
    readOn();
    QCOMPARE(reader.client, options() + options());
    QCOMPARE(reader.server, largeMessage());
    QCOMPARE(reader.connection.report().undecrypted, undecrypted);
    QVERIFY2(reader.sentence().endsWith("decrypted with the key log, from where its secret became known."),
             qPrintable(reader.sentence()));
}

/// The half that was not kept is missed, and nothing behind it.
void TestConnectionSecrets::secretWithinARecordThatWasGivenUp()
{
    for (const int version : {tls12, tls13}) {
        TlsPeers peers{{.version = version}};
        QVERIFY(peers.handshake());
        Reader reader;
        reader.read(peers.wire());
        reader.connection.giveUp(reader);
        peers.sendFromClient(options());
        const TlsPeers::Chunk record = peers.wire().back();
        const auto middle = record.bytes.begin() + 20;
        reader.read({true, {record.bytes.begin(), middle}});
        reader.know(peers.keyLog());
        reader.connection.resume(reader);
        reader.read({true, {middle, record.bytes.end()}});
        QVERIFY(reader.client.empty());
        peers.sendFromClient(largeMessage());
        reader.read(peers.wire().back());
        QCOMPARE(reader.client, largeMessage());
    }
}

void TestConnectionSecrets::secretsOfTheDirectionsOneAfterTheOther()
{
    TlsPeers peers{{}};
    QVERIFY(peers.handshake());
    Reader reader;
    reader.read(peers.wire());
    reader.connection.giveUp(reader);
    const auto exchange = [&] {
        const std::size_t seen = peers.wire().size();
        peers.sendFromClient(options());
        peers.sendFromServer(options());
        for (std::size_t i = seen; i < peers.wire().size(); ++i)
            reader.read(peers.wire()[i]);
    };
    reader.know(without(peers.keyLog(), "SERVER"));
    reader.connection.resume(reader);
    QVERIFY(reader.connection.mayStillOpen());
    exchange();
    QCOMPARE(reader.client, options());
    QVERIFY(reader.server.empty());
    reader.know(peers.keyLog());
    reader.connection.resume(reader);
    exchange();
    QCOMPARE(reader.client, options() + options());
    QCOMPARE(reader.server, options());
}

/// The client has begun to encrypt and was given up; the server begins when the secret is known.
void TestConnectionSecrets::secretWhileTheOtherSideIsStillClear()
{
    TlsPeers peers{{.version = tls12}};
    QVERIFY(peers.handshake());
    std::size_t seen = 0;
    Reader reader;
    while (!reader.connection.isWaitingForSecret())
        reader.read(peers.wire().at(seen++));
    reader.connection.giveUp(reader);
    reader.know(peers.keyLog());
    reader.connection.resume(reader);
    peers.sendFromClient(options());
    peers.sendFromServer(options());
    for (; seen < peers.wire().size(); ++seen)
        reader.read(peers.wire()[seen]);
    QCOMPARE(reader.client, options());
    QCOMPARE(reader.server, options());
}

/// CBC of TLS 1.0 decrypts a record with the end of the one before it, which was not kept.
void TestConnectionSecrets::secretAfterRecordsThatNeedEachOther()
{
    TlsPeers peers{{.version = tls10, .cipher = "ECDHE-RSA-AES128-SHA"}};
    QVERIFY(peers.handshake());
    Reader reader;
    reader.read(peers.wire());
    reader.connection.giveUp(reader);
    reader.know(peers.keyLog());
    reader.connection.resume(reader);
    peers.sendFromClient(options());
    reader.read(peers.wire().back());
    QVERIFY(reader.client.empty());
    QVERIFY2(reader.sentence().endsWith("its secret became known when its records had gone by."),
             qPrintable(reader.sentence()));
}

void TestConnectionSecrets::secretAfterAnUnreadRenegotiation()
{
    TlsPeers peers{{.version = tls12}};
    QVERIFY(peers.handshake());
    Reader reader;
    reader.read(peers.wire());
    reader.connection.giveUp(reader);
    const std::size_t seen = peers.wire().size();
    QVERIFY(peers.renegotiate());
    for (std::size_t i = seen; i < peers.wire().size(); ++i)
        reader.read(peers.wire()[i]);
    QVERIFY(!reader.connection.mayStillOpen());
    reader.know(peers.keyLog());
    reader.connection.resume(reader);
    peers.sendFromClient(options());
    reader.read(peers.wire().back());
    QVERIFY(reader.client.empty());
}

QTEST_GUILESS_MAIN(TestConnectionSecrets)
#include "tst_connection_secrets.moc"
