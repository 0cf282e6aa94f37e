// SPDX-License-Identifier: GPL-3.0-or-later
// Connections whose master secret the server's RSA key gives.
#include "tests/core/tls/connection_reader.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace tests::tls;

class TestConnectionRsa : public QObject {
    Q_OBJECT

private slots:
    void rsaKey_data();
    void rsaKey();
    void rsaKeyWithEphemeralExchange();
    void rsaKeyOfAnotherServer();
    void rsaKeyAndResumedSession();

private:
    [[nodiscard]] std::vector<RsaKey> keyOf(const TlsPeers& peers) const;
    QTemporaryDir m_folder;
};

std::vector<RsaKey> TestConnectionRsa::keyOf(const TlsPeers& peers) const
{
    const auto path = m_folder.filePath("server.key").toStdString();
    std::ofstream{path} << peers.privateKey();
    auto key = RsaKey::load(path);
    return key ? std::vector<RsaKey>{*key} : std::vector<RsaKey>{};
}

void TestConnectionRsa::rsaKey_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<QString>("cipher");
    QTest::addColumn<bool>("extendedMasterSecret");
    QTest::newRow("1.2 GCM") << tls12 << "AES128-GCM-SHA256" << true;
    QTest::newRow("1.2 GCM, plain master secret") << tls12 << "AES128-GCM-SHA256" << false;
    QTest::newRow("1.2 SHA-384") << tls12 << "AES256-GCM-SHA384" << true;
    QTest::newRow("1.2 CBC") << tls12 << "AES128-SHA" << true;
    QTest::newRow("1.1") << tls11 << "AES128-SHA" << true;
    QTest::newRow("1.0") << tls10 << "AES128-SHA" << false;
}

void TestConnectionRsa::rsaKey()
{
    QFETCH(int, version);
    QFETCH(QString, cipher);
    QFETCH(bool, extendedMasterSecret);
    TlsPeers peers{
        {.version = version, .cipher = cipher.toStdString(), .extendedMasterSecret = extendedMasterSecret}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(options());
    peers.sendFromServer(options());
    const auto keys = keyOf(peers);
    Reader reader{keys};
    reader.read(peers.wire());
    QVERIFY2(reader.sentence().endsWith("decrypted with the RSA key."), qPrintable(reader.sentence()));
    QCOMPARE(reader.client, options());
    QCOMPARE(reader.server, options());
}

void TestConnectionRsa::rsaKeyWithEphemeralExchange()
{
    TlsPeers peers{{.version = tls12, .cipher = "ECDHE-RSA-AES128-GCM-SHA256"}};
    QVERIFY(peers.handshake());
    const auto keys = keyOf(peers);
    Reader reader{keys};
    reader.read(peers.wire());
    QVERIFY(reader.connection.isWaitingForSecret());
    reader.connection.giveUp(reader);
    QCOMPARE(reader.sentence(),
             "TLS 1.2, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256: the RSA key cannot help: the cipher suite "
             "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 uses an ephemeral key exchange.");
}

void TestConnectionRsa::rsaKeyOfAnotherServer()
{
    TlsPeers peers{{.version = tls12, .cipher = "AES128-GCM-SHA256"}};
    QVERIFY(peers.handshake());
    const auto path = m_folder.filePath("other.key").toStdString();
    QCOMPARE(std::system(("openssl genrsa -out " + path + " 2048 2>/dev/null").c_str()), 0);
    const auto key = RsaKey::load(path);
    QVERIFY(key);
    const std::vector<RsaKey> keys{*key};
    Reader reader{keys};
    reader.read(peers.wire());
    reader.connection.giveUp(reader);
    QCOMPARE(reader.connection.report().outcome, Outcome::RsaKeyForeign);
}

void TestConnectionRsa::rsaKeyAndResumedSession()
{
    TlsPeers peers{{.version = tls12, .cipher = "AES128-GCM-SHA256"}};
    QVERIFY(peers.handshake());
    QVERIFY(peers.resume());
    const auto keys = keyOf(peers);
    Reader reader{keys};
    reader.read(peers.wire());
    reader.connection.giveUp(reader);
    QCOMPARE(reader.connection.report().outcome, Outcome::SessionResumed);
}

QTEST_GUILESS_MAIN(TestConnectionRsa)
#include "tst_connection_rsa.moc"
