// SPDX-License-Identifier: GPL-3.0-or-later
// Keys for TLS that come when the packets are there already: in a session, and while a capture runs.
#include "core/base/ascii.h"
#include "core/capture/file_source.h"
#include "core/engine/capture_engine.h"
#include "core/engine/decoding_stage.h"
#include "core/tls/key_log_file.h"
#include "tests/core/engine/session_view.h"
#include "tests/core/engine/tls_segments.h"
#include "tests/support/slow_folder.h"
#include "tests/support/temp_session.h"

#include <QTest>

#include <algorithm>
#include <condition_variable>
#include <mutex>

using namespace core;
using namespace core::engine;
using namespace tests::engine;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int patience = 20'000;

/// A live source that delivers what it is given, when it is given it.
class FedSource final : public capture::CaptureSource {
public:
    struct Feed {
        std::mutex mutex; // protects the next
        std::vector<Bytes> frames;
        std::condition_variable_any news;
    };

    explicit FedSource(std::shared_ptr<Feed> feed) : m_feed(std::move(feed)) {}

    [[nodiscard]] bool isLive() const override { return true; }

    base::Status run(std::stop_token stop, capture::FrameSink& sink) override
    {
        const base::SourceId id = sink.addSource({capture::SourceKind::Interface, "fed", {}, {}});
        while (!stop.stop_requested()) {
            net::FrameBatch batch;
            {
                std::unique_lock lock{m_feed->mutex};
                m_feed->news.wait(lock, stop, [this] { return !m_feed->frames.empty(); });
                for (const Bytes& frame : std::exchange(m_feed->frames, {})) {
                    net::FrameHeader header;
                    header.source = id;
                    header.originalLength = static_cast<std::uint32_t>(frame.size());
                    batch.append(header, frame);
                }
            }
            sink.push(std::move(batch));
        }
        return {};
    }

private:
    std::shared_ptr<Feed> m_feed;
};

} // namespace

class LateKeysTest : public QObject {
    Q_OBJECT

private slots:

    void init()
    {
        m_session = std::make_unique<TempSession>();
        m_feed = std::make_shared<FedSource::Feed>();
    }

    void keyLogDroppedInLater();
    void secretsThatComeLate();
    void keyLogGivenWhileACaptureRuns_data();
    void keyLogGivenWhileACaptureRuns();
    void rsaKeyGivenWhileACaptureRuns();
    void brokenKeyGivenWhileACaptureRuns();
    void othersThatWaitCostNobodyTheirDecryption();
    void aKeyLogThatHangsHoldsUpNobody();

private:
    [[nodiscard]] std::string path(const char* name) const { return (m_session->folder() / name).string(); }

    void import(const std::string& capture);
    [[nodiscard]] std::unique_ptr<CaptureEngine> capture(bool mayGetMore);
    void feed(const std::vector<Bytes>& frames);

    [[nodiscard]] QByteArray messages() const { return view(m_session->path(), messagesQuery); }

    [[nodiscard]] QByteArray sentences() const
    {
        return view(m_session->path(), u"SELECT sentence FROM tls_connections"_s);
    }

    std::unique_ptr<TempSession> m_session;
    std::shared_ptr<FedSource::Feed> m_feed;
};

void LateKeysTest::import(const std::string& capture)
{
    auto engine = CaptureEngine::create(
        {.session = m_session->path(),
         .writer = {core::session::Durability::Import, core::session::WhenPresent::Overwrite, {}},
         .recorder = {}});
    QVERIFY(engine);
    (*engine)->addSource(std::make_unique<capture::FileSource>(std::vector<std::string>{capture}));
    QVERIFY((*engine)->waitForSources(30s));
    QVERIFY((*engine)->stop());
}

std::unique_ptr<CaptureEngine> LateKeysTest::capture(bool mayGetMore)
{
    auto engine = CaptureEngine::create(
        {.session = m_session->path(),
         .writer = {core::session::Durability::Live, core::session::WhenPresent::Overwrite, {}},
         .recorder = {},
         .tls = {.keyLogs = {}, .rsaKeys = {}, .mayGetMore = mayGetMore}});
    if (!engine)
        return nullptr;
    (*engine)->addSource(std::make_unique<FedSource>(m_feed));
    return std::move(*engine);
}

void LateKeysTest::feed(const std::vector<Bytes>& frames)
{
    const std::lock_guard lock{m_feed->mutex};
    m_feed->frames.insert(m_feed->frames.end(), frames.begin(), frames.end());
    m_feed->news.notify_all();
}

void LateKeysTest::keyLogDroppedInLater()
{
    TlsPeers peers{{}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(options(1));
    peers.sendFromServer(options(2));
    peers.close();
    Segments segments;
    segments.add(peers.wire());
    segments.close();
    QVERIFY(writePcap(path("tls.pcap"), segments.frames()));
    TlsPeers others{{}};
    QVERIFY(others.handshake());
    QVERIFY(writeFile(path("keys.log"), text(others.keyLog() + peers.keyLog())));
    import(path("tls.pcap"));
    QCOMPARE(messages(), "");

    QVERIFY(reindexSession(m_session->path(), {.keyLogs = {path("keys.log")}, .rsaKeys = {}}));
    const QByteArray decrypted = messages();
    QCOMPARE(decrypted.count('\n'), 2);
    const QByteArray connections = view(m_session->path(), u"SELECT * FROM tls_connections"_s);

    // The secrets are part of the session now, and only those of its own connections are.
    QCOMPARE(view(m_session->path(), u"SELECT count(*), count(DISTINCT client_random) FROM tls_secrets"_s),
             "4|1\n");
    QVERIFY(std::filesystem::remove(path("keys.log")));
    QVERIFY(reindexSession(m_session->path()));
    QCOMPARE(messages(), decrypted);
    QCOMPARE(view(m_session->path(), u"SELECT * FROM tls_connections"_s), connections);
}

/// Secrets that come during a capture, and the same capture decoded again with what it had learned.
void LateKeysTest::secretsThatComeLate()
{
    TlsPeers peers{{}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(options(1));
    Segments segments;
    segments.add(peers.wire());
    std::vector<tls::Secret> secrets;
    tls::readKeyLog(peers.keyLog(), tls::SecretOrigin::KeyLog,
                    [&](tls::Secret&& secret) { secrets.push_back(std::move(secret)); });

    const auto batchOf = [](const std::vector<Bytes>& frames) {
        net::FrameBatch batch;
        for (const Bytes& frame : frames)
            batch.append({}, frame);
        return batch;
    };
    DecodingStage live{{1}, {}};
    DecodedBatch decoded;
    live.decode(batchOf(segments.frames()), decoded);
    QCOMPARE(std::count_if(decoded.findings.begin(), decoded.findings.end(),
                           [](const auto& finding) { return std::holds_alternative<std::size_t>(finding); }),
             0);
    for (const tls::Secret& secret : secrets)
        live.learn(secret);
    live.learnNow(decoded);
    QVERIFY(!decoded.findings.empty());
    const auto* index = std::get_if<std::size_t>(&decoded.findings.front());
    for (const auto& finding : decoded.findings)
        index = index == nullptr ? std::get_if<std::size_t>(&finding) : index;
    QVERIFY(index != nullptr);
    QCOMPARE(std::string{base::asText(decoded.message(*index).message->bytes())}, options(1));
    QVERIFY(!decoded.tlsSecrets.empty());
    const auto known = decoded.tlsSecrets;
    QCOMPARE(known.front().knownBefore.value, static_cast<std::int64_t>(segments.frames().size()) + 1);

    // Decoded again, the message is found at the same place: after the last frame, not with it.
    DecodingStage again{{1}, {}};
    for (const auto& row : known)
        again.schedule(*secretOf(row));
    again.decode(batchOf(segments.frames()), decoded);
    QVERIFY(std::none_of(decoded.findings.begin(), decoded.findings.end(),
                         [](const auto& finding) { return std::holds_alternative<std::size_t>(finding); }));
    again.finish(decoded);
    QVERIFY(std::any_of(decoded.findings.begin(), decoded.findings.end(),
                        [](const auto& finding) { return std::holds_alternative<std::size_t>(finding); }));
}

void LateKeysTest::keyLogGivenWhileACaptureRuns_data()
{
    QTest::addColumn<bool>("isHeld");
    QTest::newRow("what came before is given up") << false;
    QTest::newRow("what came before waits") << true;
}

void LateKeysTest::keyLogGivenWhileACaptureRuns()
{
    QFETCH(bool, isHeld);
    TlsPeers peers{{}};
    QVERIFY(peers.handshake());
    peers.sendFromClient(options(1));
    Segments segments;
    segments.add(peers.wire());
    const auto engine = capture(isHeld);
    QVERIFY(engine != nullptr);
    feed(segments.frames());
    QTRY_VERIFY_WITH_TIMEOUT(sentences().contains(isHeld ? "waiting" : "no secret"), patience);

    const QString waiting = u"SELECT count(*) FROM frame_classes WHERE detail = 'awaits-secret'"_s;
    QTRY_COMPARE_WITH_TIMEOUT(view(m_session->path(), waiting), isHeld ? "1\n" : "0\n", patience);

    // The file comes into being, and grows.
    QVERIFY(engine->addKeys({.keyLogs = {path("keys.log")}, .rsaKeys = {}}));
    QCOMPARE(messages(), "");
    QVERIFY(writeFile(path("keys.log"), text(peers.keyLog())));
    const QByteArray first = "1|tls|192.0.2.1|40000|5061|OPTIONS|call-1\n";
    if (isHeld)
        QTRY_COMPARE_WITH_TIMEOUT(messages(), first, patience); // without another packet
    QTRY_VERIFY_WITH_TIMEOUT(!sentences().contains("no secret"), patience);

    const std::size_t seen = peers.wire().size();
    const auto sent = static_cast<std::ptrdiff_t>(segments.frames().size());
    peers.sendFromClient(options(2));
    peers.sendFromServer(options(3));
    segments.add({peers.wire().begin() + static_cast<std::ptrdiff_t>(seen), peers.wire().end()});
    feed({segments.frames().begin() + sent, segments.frames().end()});
    const auto expected = [&](int before) {
        return QByteArray::number(before + 1) + "|tls|192.0.2.1|40000|5061|OPTIONS|call-2\n" +
               QByteArray::number(before + 2) + "|tls|192.0.2.2|5061|40000|OPTIONS|call-3\n";
    };
    QTRY_COMPARE_WITH_TIMEOUT(messages(), isHeld ? first + expected(1) : expected(0), patience);
    QVERIFY2(sentences().contains("from where its secret became known") != isHeld, sentences());
    QVERIFY(engine->stop());

    // The session knows the secrets now, and the rest of what they are good for follows from its frames.
    QVERIFY(reindexSession(m_session->path()));
    QCOMPARE(messages(), first + expected(1));
    QVERIFY2(sentences().endsWith(": decrypted with the key log.\n"), sentences());
}

void LateKeysTest::rsaKeyGivenWhileACaptureRuns()
{
    TlsPeers peers{{.version = 0x0303, .cipher = "AES128-GCM-SHA256"}};
    const auto engine = capture(false);
    QVERIFY(engine != nullptr);
    QVERIFY(writeFile(path("server.key"), text(peers.privateKey())));
    QVERIFY(engine->addKeys({.keyLogs = {}, .rsaKeys = {path("server.key")}}));
    QVERIFY(peers.handshake());
    peers.sendFromClient(options(1));
    Segments segments;
    segments.add(peers.wire());
    feed(segments.frames());
    QTRY_COMPARE_WITH_TIMEOUT(messages(), "1|tls|192.0.2.1|40000|5061|OPTIONS|call-1\n", patience);
    QVERIFY2(sentences().endsWith(": decrypted with the RSA key.\n"), sentences());
}

void LateKeysTest::brokenKeyGivenWhileACaptureRuns()
{
    const auto engine = capture(false);
    QVERIFY(engine != nullptr);
    QVERIFY(writeFile(path("server.key"), text("-----BEGIN PRIVATE KEY-----\nAAAA\n")));
    const auto refused = engine->addKeys({.keyLogs = {}, .rsaKeys = {path("server.key")}});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, base::ErrorCode::KeyInvalid);
    QVERIFY(engine->stop());
}

/// Records that wait for a secret are bounded. A quiet connection that is decrypted stays so, whoever else
/// sends how much.
void LateKeysTest::othersThatWaitCostNobodyTheirDecryption()
{
    TlsPeers known{{}};
    QVERIFY(known.handshake());
    DecodingStage stage{{1}, {}};
    DecodedBatch decoded;
    const auto decode = [&](const std::vector<Bytes>& frames) {
        net::FrameBatch batch;
        for (const Bytes& frame : frames)
            batch.append({}, frame);
        stage.decode(std::move(batch), decoded);
        return std::count_if(decoded.findings.begin(), decoded.findings.end(), [](const auto& finding) {
            return std::holds_alternative<std::size_t>(finding);
        });
    };
    tls::readKeyLog(known.keyLog(), tls::SecretOrigin::KeyLog,
                    [&](tls::Secret&& secret) { stage.learn(std::move(secret)); });
    Segments quiet;
    quiet.add(known.wire());
    QCOMPARE(decode(quiet.frames()), 0);

    TlsPeers strange{{}};
    QVERIFY(strange.handshake());
    for (int i = 0; i < 15; ++i)
        strange.sendFromClient(std::string(60'000, 'x'));
    constexpr std::uint16_t firstPort = 41'000;
    constexpr std::uint16_t connections = 100; // of less than a megabyte each
    for (std::uint16_t number = 0; number < connections; ++number) {
        Segments loud{16'000, static_cast<std::uint16_t>(firstPort + number)};
        loud.add(strange.wire());
        QCOMPARE(decode(loud.frames()), 0);
    }

    const auto sent = static_cast<std::ptrdiff_t>(quiet.frames().size());
    const std::size_t seen = known.wire().size();
    known.sendFromClient(options(1));
    quiet.add({known.wire().begin() + static_cast<std::ptrdiff_t>(seen), known.wire().end()});
    QCOMPARE(decode({quiet.frames().begin() + sent, quiet.frames().end()}), 1);
}

/// As on a server that has gone away during the capture.
void LateKeysTest::aKeyLogThatHangsHoldsUpNobody()
{
    const std::filesystem::path away = m_session->folder() / "away";
    std::filesystem::create_directory(away);
    TlsPeers peers{{}};
    QVERIFY(peers.handshake());
    QVERIFY(writeFile((away / "keys.log").string(), text(peers.keyLog())));
    auto engine = CaptureEngine::create(
        {.session = m_session->path(),
         .writer = {core::session::Durability::Live, core::session::WhenPresent::Overwrite, {}},
         .recorder = {},
         .tls = {.keyLogs = {away / "keys.log"}, .rsaKeys = {}, .mayGetMore = true}});
    QVERIFY(engine);
    (*engine)->addSource(std::make_unique<FedSource>(m_feed));
    {
        const SlowFolder slow{QString::fromStdString(away.string())};
        QTRY_VERIFY_WITH_TIMEOUT(SlowFolder::hasHeldUp(), patience);
        feed({ethernet(ip("192.0.2.1", "192.0.2.2", udp(5060, 5061, text(options(7)))))});
        QTRY_COMPARE_WITH_TIMEOUT(messages(), "1|udp|192.0.2.1|5060|5061|OPTIONS|call-7\n",
                                  SlowFolder::longestWait / 2);
    }
    // It answers again, and is of use.
    peers.sendFromClient(options(8));
    Segments segments;
    segments.add(peers.wire());
    feed(segments.frames());
    QTRY_VERIFY_WITH_TIMEOUT(messages().contains("call-8"), patience);
    QVERIFY((*engine)->stop());
}

QTEST_GUILESS_MAIN(LateKeysTest)
#include "tst_late_keys.moc"
