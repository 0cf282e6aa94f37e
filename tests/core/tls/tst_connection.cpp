// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tls/connection.h"

#include "core/tls/key_log_file.h"
#include "tests/support/tls_peers.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <fstream>

using namespace core::tls;
using tests::support::TlsPeers;

namespace {

constexpr int tls10 = 0x0301;
constexpr int tls11 = 0x0302;
constexpr int tls12 = 0x0303;
constexpr int tls13 = 0x0304;

/// Reads along, as a capture would.
class Reader : public ConnectionHandler {
public:
    explicit Reader(std::span<const RsaKey> keys = {}) : connection(store, keys) {}

    void know(const std::string& keyLog)
    {
        readKeyLog(keyLog, SecretOrigin::KeyLog, [this](Secret&& secret) {
            store.add({std::move(secret), {}});
        });
    }

    /// Feeds what was on the wire, in pieces of at most `segment` bytes.
    void read(const std::vector<TlsPeers::Chunk>& wire, std::size_t segment = 1460)
    {
        for (const TlsPeers::Chunk& chunk : wire)
            read(chunk, segment);
    }

    void read(const TlsPeers::Chunk& chunk, std::size_t segment = 1460)
    {
        for (std::size_t at = 0; at < chunk.bytes.size(); at += segment) {
            const auto bytes = std::span{chunk.bytes}.subspan(at, std::min(segment, chunk.bytes.size() - at));
            ++frame.value;
            connection.append(chunk.isFromClient ? Side::First : Side::Second, {bytes, frame, {}}, followsGap,
                              *this);
            followsGap = false;
        }
    }

    [[nodiscard]] QString sentence() const { return QString::fromStdString(describe(connection.report())); }

    void onRecord(const FinishedRecord& record) override
    {
        auto& text = record.side == Side::First ? client : server;
        for (const std::byte b : record.plaintext)
            text += static_cast<char>(b);
        ++records;
    }

    void onUnreadable(Side) override { isUnreadable = true; }

    void onClientRandom(const ClientRandom&) override { ++randoms; }

    void onSecret(const Secret& secret) override { store.add({secret, {}}); }

    SecretStore store;
    Connection connection;
    std::string client;
    std::string server;
    std::size_t records = 0;
    std::size_t randoms = 0;
    bool isUnreadable = false;
    bool followsGap = false;
    core::base::FrameNumber frame;
};

std::string options()
{
    return "OPTIONS sip:bob@example.org SIP/2.0\r\nContent-Length: 0\r\n\r\n";
}

std::string largeMessage()
{
    return "MESSAGE sip:bob@example.org SIP/2.0\r\n\r\n" + std::string(60'000, 'x');
}

} // namespace

class TestConnection : public QObject {
    Q_OBJECT

private slots:
    void cipherSuites_data();
    void cipherSuites();
    void segmentSizes_data();
    void segmentSizes();
    void withoutSecret();
    void withSecretOfOthers();
    void wrongSecret();
    void secretComesLater_data();
    void secretComesLater();
    void secretNeverComes();
    void resumedSession_data();
    void resumedSession();
    void helloRetryRequest();
    void keyUpdates();
    void paddedRecords();
    void renegotiation();
    void handshakeSecretsMissing();
    void rsaKey_data();
    void rsaKey();
    void rsaKeyWithEphemeralExchange();
    void rsaKeyOfAnotherServer();
    void rsaKeyAndResumedSession();
    void startMissing();
    void gapInHandshake();
    void gapAfterHandshake();
    void gapBeforeTheSecret();
    void oneDirectionOnly();
    void serverFirst();
    void damagedRecord();
    void refusedHandshake();
    void closedConnection();
    void everyByteCountsAsHeldOnly();

private:
    [[nodiscard]] std::vector<RsaKey> keyOf(const TlsPeers& peers) const;
    QTemporaryDir m_folder;
};

std::vector<RsaKey> TestConnection::keyOf(const TlsPeers& peers) const
{
    const auto path = m_folder.filePath("server.key").toStdString();
    std::ofstream{path} << peers.privateKey();
    auto key = RsaKey::load(path);
    return key ? std::vector<RsaKey>{*key} : std::vector<RsaKey>{};
}

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

void TestConnection::withoutSecret()
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

void TestConnection::withSecretOfOthers()
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

void TestConnection::wrongSecret()
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

void TestConnection::secretComesLater_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("1.2") << tls12;
    QTest::newRow("1.3") << tls13;
}

void TestConnection::secretComesLater()
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
void TestConnection::secretNeverComes()
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

void TestConnection::resumedSession_data()
{
    secretComesLater_data();
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

/// Some programs log the secrets of the application data alone.
void TestConnection::handshakeSecretsMissing()
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

void TestConnection::rsaKey_data()
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

void TestConnection::rsaKey()
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

void TestConnection::rsaKeyWithEphemeralExchange()
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

void TestConnection::rsaKeyOfAnotherServer()
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

void TestConnection::rsaKeyAndResumedSession()
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

void TestConnection::startMissing()
{
    TlsPeers peers{{}};
    QVERIFY(peers.handshake());
    const std::size_t seen = peers.wire().size();
    peers.sendFromClient(options());
    peers.sendFromServer(options());
    Reader reader;
    reader.know(peers.keyLog());
    reader.followsGap = true;
    for (std::size_t i = seen; i < peers.wire().size(); ++i)
        reader.read(peers.wire()[i]);
    QCOMPARE(reader.sentence(), "TLS: the start of the connection was not captured.");
    QCOMPARE(reader.connection.report().undecrypted, std::uint64_t{2});
}

void TestConnection::gapInHandshake()
{
    TlsPeers peers{{.version = tls12}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(options());
    Reader reader;
    reader.know(peers.keyLog());
    auto wire = peers.wire();
    wire[1].bytes.erase(wire[1].bytes.begin(), wire[1].bytes.begin() + 100); // of the server's flight
    reader.read(wire[0]);
    TlsPeers::Chunk begin{false, {peers.wire()[1].bytes.begin(), peers.wire()[1].bytes.begin() + 20}};
    reader.read(begin);
    reader.followsGap = true;
    for (std::size_t i = 1; i < wire.size(); ++i)
        reader.read(wire[i]);
    QCOMPARE(reader.connection.report().outcome, Outcome::GapInHandshake);
    QVERIFY(reader.client.empty());
    QVERIFY(reader.isUnreadable);
}

void TestConnection::gapAfterHandshake()
{
    TlsPeers peers{{}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(options());
    const std::size_t seen = peers.wire().size();
    peers.sendFromClient(options());
    peers.sendFromServer(options());
    Reader reader;
    reader.know(peers.keyLog());
    for (std::size_t i = 0; i < seen; ++i)
        reader.read(peers.wire()[i]);
    for (std::size_t i = seen; i < peers.wire().size(); ++i) {
        reader.followsGap = peers.wire()[i].isFromClient;
        reader.read(peers.wire()[i]);
    }
    QCOMPARE(reader.client, options());
    QCOMPARE(reader.server, options()); // the other direction is whole
    QVERIFY(reader.sentence().endsWith("decrypted with the key log, up to a place where bytes of the TCP "
                                       "connection were not captured."));
}

/// What was captured before the gap waits for its secret all the same.
void TestConnection::gapBeforeTheSecret()
{
    TlsPeers peers{{}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(options());
    const std::size_t seen = peers.wire().size();
    peers.sendFromClient(options());
    Reader reader;
    for (std::size_t i = 0; i < peers.wire().size(); ++i) {
        reader.followsGap = i >= seen;
        reader.read(peers.wire()[i]);
    }
    QVERIFY(reader.connection.isWaitingForSecret());
    reader.know(peers.keyLog());
    reader.connection.resume(reader);
    QCOMPARE(reader.client, options());
    QVERIFY(reader.sentence().endsWith("decrypted with the key log, up to a place where bytes of the TCP "
                                       "connection were not captured."));
}

void TestConnection::oneDirectionOnly()
{
    for (const bool client : {true, false}) {
        TlsPeers peers{{.version = tls12}};
        QVERIFY(peers.handshake());
        peers.sendFromClient(options());
        peers.sendFromServer(options());
        Reader reader;
        reader.know(peers.keyLog());
        for (const TlsPeers::Chunk& chunk : peers.wire()) {
            if (chunk.isFromClient == client)
                reader.read(chunk);
        }
        QVERIFY(reader.connection.isWaiting());
        QVERIFY(!reader.connection.isWaitingForSecret());
        reader.connection.giveUp(reader);
        QCOMPARE(reader.connection.report().outcome, Outcome::PeerMissing);
    }
}

/// The capture has one direction late: a segment had been lost and came again.
void TestConnection::serverFirst()
{
    for (const int version : {tls12, tls13}) {
        for (const bool serverIsFirst : {true, false}) {
            TlsPeers peers{{.version = version}};
            QVERIFY(peers.handshake());
            peers.sendFromClient(options());
            peers.sendFromServer(options());
            Reader reader;
            reader.know(peers.keyLog());
            auto wire = peers.wire();
            std::stable_partition(wire.begin(), wire.end(), [&](const TlsPeers::Chunk& chunk) {
                return chunk.isFromClient != serverIsFirst;
            });
            reader.read(wire);
            QCOMPARE(reader.client, options());
            QCOMPARE(reader.server, options());
        }
    }
}

void TestConnection::damagedRecord()
{
    TlsPeers peers{{}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(options());
    peers.sendFromClient(options());
    auto wire = peers.wire();
    wire.back().bytes.back() ^= std::byte{1};
    Reader reader;
    reader.know(peers.keyLog());
    reader.read(wire);
    QCOMPARE(reader.client, options());
    QVERIFY(reader.sentence().endsWith("up to a record that did not pass its check."));
}

void TestConnection::refusedHandshake()
{
    TlsPeers peers{{.clientGroups = "P-256", .serverGroups = "P-521"}};
    QVERIFY(!peers.handshake());
    Reader reader;
    reader.read(peers.wire());
    QVERIFY2(reader.sentence().contains("the handshake failed with the alert handshake_failure"),
             qPrintable(reader.sentence()));
}

void TestConnection::closedConnection()
{
    TlsPeers peers{{}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(options());
    peers.close();
    Reader reader;
    reader.know(peers.keyLog());
    reader.read(peers.wire());
    QCOMPARE(reader.client, options());
    QCOMPARE(reader.connection.report().undecrypted, std::uint64_t{0});
    QVERIFY(!reader.connection.report().alert);
}

/// A peer that promises records and handshake messages without sending them takes no memory for them.
void TestConnection::everyByteCountsAsHeldOnly()
{
    Reader reader;
    const std::vector<std::byte> promise{std::byte{0x16}, std::byte{3}, std::byte{1},
                                         std::byte{0x40}, std::byte{0}, std::byte{1}};
    reader.read(TlsPeers::Chunk{true, promise});
    QVERIFY(reader.connection.heldBytes() < 256);
    QVERIFY(!reader.connection.isTls());
}

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
