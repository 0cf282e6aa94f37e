// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/capture/file_source.h"
#include "core/engine/capture_engine.h"
#include "core/engine/frame_decoder.h"
#include "core/session/session_reader.h"
#include "tests/core/engine/session_view.h"
#include "tests/core/engine/tls_segments.h"
#include "tests/support/temp_session.h"

#include <QTest>

#include <algorithm>
#include <optional>

using namespace core;
using namespace core::engine;
using namespace tests::engine;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TlsStreamsTest : public QObject {
    Q_OBJECT

private slots:

    void init() { m_session = std::make_unique<TempSession>(); }

    void importWithKeyLog_data();
    void importWithKeyLog();
    void importWithoutKeyLog();
    void secretsInPcapng_data();
    void secretsInPcapng();
    void rsaKey();
    void webSocket();
    void framesOfAMessage();
    void signallingAloneCanBeDecryptedLater();
    void joinedInTheMiddle();
    void missingSegment();
    void speaksAgainAfterHours();
    void longConnectionsStayUpToDate();
    void missingKeyLog();

private:
    [[nodiscard]] std::string path(const char* name) const { return (m_session->folder() / name).string(); }

    void import(const std::string& capture, const TlsOptions& tls, StorePolicy store = StorePolicy::All);

    [[nodiscard]] QByteArray messages() const { return view(m_session->path(), messagesQuery); }

    [[nodiscard]] QByteArray sentences() const
    {
        return view(m_session->path(), u"SELECT sentence FROM tls_connections"_s);
    }

    std::unique_ptr<TempSession> m_session;
};

void TlsStreamsTest::import(const std::string& capture, const TlsOptions& tls, StorePolicy store)
{
    auto engine = CaptureEngine::create(
        {.session = m_session->path(),
         .writer = {core::session::Durability::Import, core::session::WhenPresent::Overwrite, {}},
         .recorder = {.store = store},
         .tls = tls});
    QVERIFY(engine);
    (*engine)->addSource(std::make_unique<capture::FileSource>(std::vector<std::string>{capture}));
    QVERIFY((*engine)->waitForSources(30s));
    QVERIFY((*engine)->stop());
}

void TlsStreamsTest::importWithKeyLog_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<int>("segment");
    for (const int version : {0x0303, 0x0304}) {
        for (const int segment : {37, 1400})
            QTest::addRow("%x in segments of %d", static_cast<unsigned>(version), segment)
                << version << segment;
    }
}

void TlsStreamsTest::importWithKeyLog()
{
    QFETCH(int, version);
    QFETCH(int, segment);
    TlsPeers peers{{.version = version}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(options(1));
    peers.sendFromServer(options(2) + options(3).substr(0, 50));
    peers.sendFromServer(options(3).substr(50));
    peers.close();
    Segments segments{static_cast<std::size_t>(segment)};
    segments.add(peers.wire());
    segments.close();
    QVERIFY(writePcap(path("tls.pcap"), segments.frames()));
    QVERIFY(writeFile(path("keys.log"), text(peers.keyLog())));
    import(path("tls.pcap"), {.keyLogs = {path("keys.log")}, .rsaKeys = {}});

    QCOMPARE(messages(), "1|tls|192.0.2.1|40000|5061|OPTIONS|call-1\n"
                         "2|tls|192.0.2.2|5061|40000|OPTIONS|call-2\n"
                         "3|tls|192.0.2.2|5061|40000|OPTIONS|call-3\n");
    QVERIFY2(sentences().endsWith(": decrypted with the key log.\n"), sentences());
    QCOMPARE(view(m_session->path(),
                  u"SELECT client_ip, server_port, server_name, undecrypted, messages FROM "
                  "tls_connections"_s),
             "192.0.2.1|5061|sip.example.org|0|3\n");
    QCOMPARE(view(m_session->path(), u"SELECT count(*) FROM frame_classes WHERE class = 'undecryptable'"_s),
             "0\n");
    auto reader = core::session::SessionReader::open(m_session->path());
    QVERIFY(reader);
    const auto bytes = (*reader)->messageBytes({3});
    QVERIFY(bytes);
    QCOMPARE(std::string{base::asText(*bytes)}, options(3));
    const auto report = core::session::checkSession(m_session->path());
    QVERIFY(report);
    QVERIFY(report->damages.empty());
}

void TlsStreamsTest::importWithoutKeyLog()
{
    TlsPeers peers{{}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(options(1));
    Segments segments;
    segments.add(peers.wire());
    QVERIFY(writePcap(path("tls.pcap"), segments.frames()));
    import(path("tls.pcap"), {});
    QCOMPARE(messages(), "");
    QCOMPARE(sentences(),
             "TLS 1.3, TLS_AES_256_GCM_SHA384: no secret for this client random in the key log or in "
             "the capture.\n");
    QVERIFY(view(m_session->path(), u"SELECT undecrypted > 0 FROM tls_connections"_s) == "1\n");
    QVERIFY(view(m_session->path(),
                 u"SELECT frames > 0 FROM frame_classes WHERE class = 'undecryptable'"_s) == "1\n");
}

void TlsStreamsTest::secretsInPcapng_data()
{
    QTest::addColumn<bool>("areFirst");
    QTest::newRow("before the packets") << true;
    QTest::newRow("after the packets") << false;
}

void TlsStreamsTest::secretsInPcapng()
{
    QFETCH(bool, areFirst);
    TlsPeers peers{{}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(options(1));
    Segments segments;
    segments.add(peers.wire());
    const auto little32 = [](std::size_t value) {
        Bytes bytes = big32(static_cast<std::uint32_t>(value));
        std::reverse(bytes.begin(), bytes.end());
        return bytes;
    };
    const Bytes secrets = join({text("KSLT"), little32(peers.keyLog().size()), text(peers.keyLog())});
    PcapngBuilder file;
    file.section().interface({});
    if (areFirst)
        file.block(10, secrets);
    std::uint64_t stamp = 1'700'000'000'000'000;
    for (const Bytes& frame : segments.frames())
        file.enhancedPacket(0, stamp += 1000, frame);
    if (!areFirst)
        file.block(10, secrets);
    QVERIFY(writeFile(path("tls.pcapng"), file.bytes()));
    import(path("tls.pcapng"), {});
    QCOMPARE(messages(), "1|tls|192.0.2.1|40000|5061|OPTIONS|call-1\n");
    QVERIFY2(sentences().endsWith(": decrypted with the secrets in the capture.\n"), sentences());
    QVERIFY(reindexSession(m_session->path()));
    QCOMPARE(messages(), "1|tls|192.0.2.1|40000|5061|OPTIONS|call-1\n");
    QVERIFY2(sentences().endsWith(": decrypted with the secrets in the capture.\n"), sentences());
}

void TlsStreamsTest::rsaKey()
{
    TlsPeers peers{{.version = tls12, .cipher = "AES128-GCM-SHA256"}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(options(1));
    Segments segments;
    segments.add(peers.wire());
    QVERIFY(writePcap(path("tls.pcap"), segments.frames()));
    QVERIFY(writeFile(path("server.key"), text(peers.privateKey())));
    import(path("tls.pcap"), {.keyLogs = {}, .rsaKeys = {path("server.key")}});
    QCOMPARE(messages(), "1|tls|192.0.2.1|40000|5061|OPTIONS|call-1\n");
    QCOMPARE(sentences(), "TLS 1.2, TLS_RSA_WITH_AES_128_GCM_SHA256: decrypted with the RSA key.\n");
    // What the key gave is kept, and the key is not needed again.
    QVERIFY(reindexSession(m_session->path()));
    QCOMPARE(messages(), "1|tls|192.0.2.1|40000|5061|OPTIONS|call-1\n");
    QCOMPARE(sentences(), "TLS 1.2, TLS_RSA_WITH_AES_128_GCM_SHA256: decrypted with the RSA key.\n");
}

void TlsStreamsTest::webSocket()
{
    TlsPeers peers{{}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(
        "GET /sip HTTP/1.1\r\nHost: example.org\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: sip\r\n"
        "Sec-WebSocket-Version: 13\r\n\r\n");
    peers.sendFromServer(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: sip\r\n\r\n");
    const std::string message = options(1);
    const std::string frame = std::string{"\x81\x7e"} + static_cast<char>(message.size() >> 8U) +
                              static_cast<char>(message.size() & 0xFFU) + message;
    peers.sendFromServer(frame);
    Segments segments;
    segments.add(peers.wire());
    QVERIFY(writePcap(path("tls.pcap"), segments.frames()));
    QVERIFY(writeFile(path("keys.log"), text(peers.keyLog())));
    import(path("tls.pcap"), {.keyLogs = {path("keys.log")}, .rsaKeys = {}});
    QCOMPARE(messages(), "1|wss|192.0.2.2|5061|40000|OPTIONS|call-1\n");
}

/// A record over three segments: all three frames carried the message.
void TlsStreamsTest::framesOfAMessage()
{
    TlsPeers peers{{}};
    QVERIFY(peers.handshake());
    Segments segments;
    segments.add(peers.wire());
    const std::size_t before = segments.frames().size();
    const std::size_t seen = peers.wire().size();
    const std::string large =
        "MESSAGE sip:bob@example.org SIP/2.0\r\nCall-ID: large\r\nContent-Length: 3500\r\n\r\n" +
        std::string(3500, 'x');
    peers.sendFromClient(large);
    segments.add({peers.wire().begin() + static_cast<std::ptrdiff_t>(seen), peers.wire().end()});
    QVERIFY(writePcap(path("tls.pcap"), segments.frames()));
    QVERIFY(writeFile(path("keys.log"), text(peers.keyLog())));
    import(path("tls.pcap"), {.keyLogs = {path("keys.log")}, .rsaKeys = {}});
    auto reader = core::session::SessionReader::open(m_session->path());
    QVERIFY(reader);
    const auto frames = (*reader)->framesOfMessage({1});
    QVERIFY(frames);
    QCOMPARE(frames->size(), std::size_t{3});
    QCOMPARE(frames->front().value, static_cast<std::int64_t>(before + 1));
    QCOMPARE(view(m_session->path(),
                  u"SELECT class, frames FROM frame_classes WHERE class LIKE 'sip%' ORDER BY 1"_s),
             "sip-message|1\nsip-part|2\n");
    const auto bytes = (*reader)->messageBytes({1});
    QVERIFY(bytes);
    QCOMPARE(std::string{base::asText(*bytes)}, large);
}

/// What could be SIP is kept, so that a key log can still come.
void TlsStreamsTest::signallingAloneCanBeDecryptedLater()
{
    TlsPeers peers{{}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(options(1));
    Segments segments;
    segments.add(peers.wire());
    QVERIFY(writePcap(path("tls.pcap"), segments.frames()));
    QVERIFY(writeFile(path("keys.log"), text(peers.keyLog())));
    import(path("tls.pcap"), {}, StorePolicy::Signalling);
    QVERIFY(reindexSession(m_session->path(), {.keyLogs = {path("keys.log")}, .rsaKeys = {}}));
    QCOMPARE(messages(), "1|tls|192.0.2.1|40000|5061|OPTIONS|call-1\n");
}

void TlsStreamsTest::joinedInTheMiddle()
{
    TlsPeers peers{{}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(options(1));
    peers.sendFromClient(options(2));
    Segments segments{200};
    segments.add(peers.wire());
    auto& frames = segments.frames();
    frames.erase(frames.begin(), frames.end() - 5); // the capture begins within a record
    QVERIFY(writePcap(path("tls.pcap"), frames));
    QVERIFY(writeFile(path("keys.log"), text(peers.keyLog())));
    import(path("tls.pcap"), {.keyLogs = {path("keys.log")}, .rsaKeys = {}});
    QCOMPARE(messages(), "");
    QCOMPARE(sentences(), "TLS: the start of the connection was not captured.\n");
}

void TlsStreamsTest::missingSegment()
{
    TlsPeers peers{{}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(options(1));
    peers.sendFromClient(options(2));
    peers.sendFromClient(options(3));
    Segments segments;
    segments.add(peers.wire());
    segments.close();
    auto& frames = segments.frames();
    frames.erase(frames.end() - 4); // the second message
    QVERIFY(writePcap(path("tls.pcap"), frames));
    QVERIFY(writeFile(path("keys.log"), text(peers.keyLog())));
    import(path("tls.pcap"), {.keyLogs = {path("keys.log")}, .rsaKeys = {}});
    QCOMPARE(messages(), "1|tls|192.0.2.1|40000|5061|OPTIONS|call-1\n");
    QVERIFY2(sentences().contains("bytes of the TCP connection were not captured"), sentences());
}

void TlsStreamsTest::speaksAgainAfterHours()
{
    TlsPeers peers{{}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(options(1));
    Segments segments;
    segments.add(peers.wire());
    auto& frames = segments.frames();
    const std::size_t beforePause = frames.size();
    // Others go on meanwhile, and so does the clock.
    frames.push_back(ethernet(ip("192.0.2.8", "192.0.2.9", udp(5060, 5060, text("\r\n\r\n")))));
    const std::size_t sent = peers.wire().size();
    peers.sendFromClient(options(2));
    peers.sendFromServer(options(3));
    segments.add({peers.wire().begin() + static_cast<std::ptrdiff_t>(sent), peers.wire().end()});
    QVERIFY(writePcap(path("tls.pcap"), frames, beforePause));
    QVERIFY(writeFile(path("keys.log"), text(peers.keyLog())));
    import(path("tls.pcap"), {.keyLogs = {path("keys.log")}, .rsaKeys = {}});
    QCOMPARE(messages(), "1|tls|192.0.2.1|40000|5061|OPTIONS|call-1\n"
                         "2|tls|192.0.2.1|40000|5061|OPTIONS|call-2\n"
                         "3|tls|192.0.2.2|5061|40000|OPTIONS|call-3\n");
}

/// A ring keeps the connections that have been heard of since its first frame.
void TlsStreamsTest::longConnectionsStayUpToDate()
{
    struct Told final : MessageHandler {
        void onMessage(const FoundMessage&) override {}

        void onFrameResolved(base::FrameNumber, const FrameVerdict&) override {}

        void onTlsConnection(const core::session::TlsConnectionRow& row) override { last = row.lastTime; }

        std::optional<base::Timestamp> last;
    } told;

    TlsPeers peers{{}};
    QVERIFY(peers.handshake());
    Segments segments;
    segments.add(peers.wire());
    const std::size_t handshake = segments.frames().size();
    const std::size_t sent = peers.wire().size();
    for (int i = 0; i < 200; ++i)
        peers.sendFromClient(options(i));
    segments.add({peers.wire().begin() + static_cast<std::ptrdiff_t>(sent), peers.wire().end()});
    FrameDecoder decoder;
    net::FrameView frame;
    for (const Bytes& bytes : segments.frames()) {
        ++frame.number.value;
        frame.captured = frame.arrived =
            base::Timestamp{std::chrono::seconds{1'700'000'000 + frame.number.value}};
        frame.originalLength = static_cast<std::uint32_t>(bytes.size());
        frame.bytes = bytes;
        static_cast<void>(decoder.decode(frame, told));
        if (frame.number.value <= static_cast<std::int64_t>(handshake))
            continue;
        QVERIFY(told.last);
        QVERIFY2(frame.captured - *told.last <= 10s, qPrintable(QString::number(frame.number.value)));
    }
}

void TlsStreamsTest::missingKeyLog()
{
    const auto engine = CaptureEngine::create({.session = m_session->path(),
                                               .writer = {core::session::Durability::Import, {}, {}},
                                               .recorder = {},
                                               .tls = {.keyLogs = {path("nowhere.log")}, .rsaKeys = {}}});
    QVERIFY(!engine);
    QCOMPARE(engine.error().code, base::ErrorCode::FileNotFound);
    QVERIFY(!std::filesystem::exists(m_session->path()));
}

QTEST_GUILESS_MAIN(TlsStreamsTest)
#include "tst_tls_streams.moc"
