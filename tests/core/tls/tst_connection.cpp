// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/tls/connection_reader.h"

#include <QTest>

using namespace tests::tls;

class TestConnection : public QObject {
    Q_OBJECT

private slots:
    void cipherSuites_data();
    void cipherSuites();
    void segmentSizes_data();
    void segmentSizes();
    void resumedSession_data();
    void resumedSession();
    void helloRetryRequest();
    void keyUpdates();
    void paddedRecords();
    void renegotiation();
};

void TestConnection::cipherSuites_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<QString>("cipher");
    QTest::addColumn<bool>("encryptThenMac");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* name, int version, const char* cipher, bool encryptThenMac,
                        const char* what) {
        QTest::newRow(name) << version << cipher << encryptThenMac
                            << QString{what} + ": decrypted with the key log.";
    };
    row("1.3 GCM 128", tls13, "TLS_AES_128_GCM_SHA256", true, "TLS 1.3, TLS_AES_128_GCM_SHA256");
    row("1.3 GCM 256", tls13, "TLS_AES_256_GCM_SHA384", true, "TLS 1.3, TLS_AES_256_GCM_SHA384");
    row("1.3 ChaCha20", tls13, "TLS_CHACHA20_POLY1305_SHA256", true, "TLS 1.3, TLS_CHACHA20_POLY1305_SHA256");
    row("1.3 CCM", tls13, "TLS_AES_128_CCM_SHA256", true, "TLS 1.3, TLS_AES_128_CCM_SHA256");
    row("1.3 CCM 8", tls13, "TLS_AES_128_CCM_8_SHA256", true, "TLS 1.3, TLS_AES_128_CCM_8_SHA256");
    row("1.2 GCM 128", tls12, "ECDHE-RSA-AES128-GCM-SHA256", true,
        "TLS 1.2, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
    row("1.2 GCM 256", tls12, "ECDHE-RSA-AES256-GCM-SHA384", true,
        "TLS 1.2, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
    row("1.2 ChaCha20", tls12, "ECDHE-RSA-CHACHA20-POLY1305", true,
        "TLS 1.2, TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
    row("1.2 CCM", tls12, "DHE-RSA-AES256-CCM", true, "TLS 1.2, TLS_DHE_RSA_WITH_AES_256_CCM");
    row("1.2 CCM 8", tls12, "AES128-CCM8", true, "TLS 1.2, TLS_RSA_WITH_AES_128_CCM_8");
    row("1.2 CBC SHA, encrypt then MAC", tls12, "ECDHE-RSA-AES128-SHA", true,
        "TLS 1.2, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA");
    row("1.2 CBC SHA, MAC then encrypt", tls12, "ECDHE-RSA-AES128-SHA", false,
        "TLS 1.2, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA");
    row("1.2 CBC SHA-256", tls12, "ECDHE-RSA-AES128-SHA256", true,
        "TLS 1.2, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256");
    row("1.2 CBC SHA-384, MAC then encrypt", tls12, "ECDHE-RSA-AES256-SHA384", false,
        "TLS 1.2, TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384");
    row("1.2 Camellia", tls12, "CAMELLIA256-SHA", true, "TLS 1.2, TLS_RSA_WITH_CAMELLIA_256_CBC_SHA");
    row("1.2 ARIA", tls12, "ECDHE-ARIA128-GCM-SHA256", true,
        "TLS 1.2, TLS_ECDHE_RSA_WITH_ARIA_128_GCM_SHA256");
    row("1.1 CBC", tls11, "AES256-SHA", true, "TLS 1.1, TLS_RSA_WITH_AES_256_CBC_SHA");
    row("1.0 CBC", tls10, "AES128-SHA", true, "TLS 1.0, TLS_RSA_WITH_AES_128_CBC_SHA");
    row("1.0 CBC, MAC then encrypt", tls10, "AES128-SHA", false, "TLS 1.0, TLS_RSA_WITH_AES_128_CBC_SHA");
}

void TestConnection::cipherSuites()
{
    QFETCH(int, version);
    QFETCH(QString, cipher);
    QFETCH(bool, encryptThenMac);
    TlsPeers peers{{.version = version, .cipher = cipher.toStdString(), .encryptThenMac = encryptThenMac}};
    QVERIFY(peers.handshake());
    std::string fromClient;
    std::string fromServer;
    for (const std::string& text : {options(), largeMessage(), std::string{"x"}, options()}) {
        peers.sendFromClient(text);
        peers.sendFromServer(text);
        fromClient += text;
        fromServer += text;
    }
    Reader reader;
    reader.know(peers.keyLog());
    reader.read(peers.wire());
    QTEST(reader.sentence(), "sentence");
    QVERIFY(reader.client == fromClient);
    QVERIFY(reader.server == fromServer);
    QCOMPARE(reader.connection.report().undecrypted, std::uint64_t{0});
    QCOMPARE(reader.connection.report().serverName, "sip.example.org");
    QVERIFY(!reader.connection.isWaiting());
}

void TestConnection::segmentSizes_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<int>("segment");
    QTest::addColumn<int>("largestFragment");
    for (const int version : {tls12, tls13}) {
        for (const int segment : {1, 2, 7, 536, 65535})
            QTest::addRow("%x, segments of %d", static_cast<unsigned>(version), segment)
                << version << segment << 0;
        QTest::addRow("%x, handshake in records of 512", static_cast<unsigned>(version))
            << version << 1460 << 512;
    }
}

void TestConnection::segmentSizes()
{
    QFETCH(int, version);
    QFETCH(int, segment);
    QFETCH(int, largestFragment);
    TlsPeers peers{{.version = version, .largestFragment = static_cast<std::size_t>(largestFragment)}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(options());
    peers.sendFromServer(largeMessage());
    Reader reader;
    reader.know(peers.keyLog());
    reader.read(peers.wire(), static_cast<std::size_t>(segment));
    QVERIFY(reader.client == options());
    QVERIFY(reader.server == largeMessage());
}

void TestConnection::resumedSession_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("1.2") << tls12;
    QTest::newRow("1.3") << tls13;
}

void TestConnection::resumedSession()
{
    QFETCH(int, version);
    TlsPeers peers{{.version = version}};
    QVERIFY(peers.handshake());
    QVERIFY(peers.resume());
    peers.sendFromClient(options());
    peers.sendFromServer(options());
    Reader reader;
    reader.know(peers.keyLog());
    reader.read(peers.wire());
    QCOMPARE(reader.client, options());
    QCOMPARE(reader.server, options());
}

void TestConnection::helloRetryRequest()
{
    TlsPeers peers{{.clientGroups = "X25519:P-521", .serverGroups = "P-521"}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(options());
    peers.sendFromServer(options());
    Reader reader;
    reader.know(peers.keyLog());
    reader.read(peers.wire());
    QCOMPARE(reader.randoms, std::size_t{2}); // the ClientHello came twice
    QCOMPARE(reader.client, options());
    QCOMPARE(reader.server, options());
}

void TestConnection::keyUpdates()
{
    TlsPeers peers{{}};
    QVERIFY(peers.handshake());
    std::string expected;
    for (int i = 0; i < 5; ++i) {
        peers.updateKeys(i % 2 == 0);
        peers.sendFromClient(options());
        peers.sendFromServer(options());
        expected += options();
    }
    Reader reader;
    reader.know(peers.keyLog());
    reader.read(peers.wire());
    QCOMPARE(reader.client, expected);
    QCOMPARE(reader.server, expected);
}

void TestConnection::paddedRecords()
{
    TlsPeers peers{{.padding = 1024}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(options());
    QVERIFY(peers.wire().back().bytes.size() >= 1024);
    Reader reader;
    reader.know(peers.keyLog());
    reader.read(peers.wire());
    QCOMPARE(reader.client, options());
}

void TestConnection::renegotiation()
{
    TlsPeers peers{{.version = tls12}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(options());
    QVERIFY(peers.renegotiate());
    peers.sendFromClient(options());
    peers.sendFromServer(options());
    Reader reader;
    reader.know(peers.keyLog());
    reader.read(peers.wire());
    QCOMPARE(reader.client, options() + options());
    QCOMPARE(reader.server, options());
}

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
